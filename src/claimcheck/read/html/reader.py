"""HTML pages: the text that a reader of the page sees, each run mapped to the file.

Scripts and styles are not text. What the page hides is left out and said. Nothing is dropped as boilerplate; navigation
is marked as running. What a page says only to some readers, or to those who share or search it, follows the text.
``Document.source`` is the decoded page.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Cell, Mark, Problem, Table, Way
from claimcheck.read.blocks.runs import SectionPath
from claimcheck.read.html import notes
from claimcheck.read.html.beside import Beside
from claimcheck.read.html.charset import damage_problems, decode_page
from claimcheck.read.html.flow import Draft, mark_menus
from claimcheck.read.html.page import Page
from claimcheck.read.html.placed.reader import Placed, read_placed
from claimcheck.read.html.tags import Tagged, read_tags
from claimcheck.read.html.tokens import Span
from claimcheck.read.limits import counted, raising
from claimcheck.read.reading import Raw, Reading, cap_blocks
from claimcheck.read.unseen import Hidden
from claimcheck.text.line_index import line_starts

_XML_START = re.compile(r"\s*<\?xml\b")

# A page of scripts that shows no more letters has only its "loading" to show, in any language.
FEW_LETTERS = 25
# Characters; a longer text in a heading element is set in its type, and is read as the paragraph that it is.
LONGEST_HEADING = 200
# What scripts make appear, such as the sheets of a page with tabs, and how much of a page it may be unread.
_UNDONE = frozenset[Way](("switched off", "transparent", "outside of what is shown"))
_MUCH_HIDDEN = 0.1


def read(raw: Raw) -> Reading:
    """Read a page. Raises ``UnreadableInput`` (``no-text``, ``binary``, ``undecodable``)."""
    decoded = decode_page(raw)
    source = decoded.text
    tagged = read_tags(source)
    # Whoever calls a page XHTML, or tags it with XBRL, has to keep to XML.
    strict = raw.path.lower().endswith(".xhtml") or bool(tagged.tags)
    if (placed := read_placed(source)) is not None:
        words = sum(len(block.text.split()) for block in placed.blocks)
        broken = damage_problems(source, placed.broken, words, raw.path, xml=strict)
        return _placed(placed, tagged, (*decoded.problems, *broken), source, raw)
    xml = strict or _XML_START.match(source) is not None
    page = Page(source, depth=raw.limits.html_depth, most=raw.limits.blocks, xml=xml)
    letters = sum(_letters(draft.text) for draft in page.drafts)
    is_titled = page.title is not None and _letters(page.title.text) > 0
    if letters == 0 and (page.scripts or page.frames or page.embedded or not is_titled):
        raise _no_text(page, raw)
    mark_menus(page.drafts)
    drafts, title = _with_title(page)
    is_cut = page.is_cut or len(drafts) > raw.limits.blocks
    drafts = drafts[: raw.limits.blocks]
    blocks, indexes = _blocks(drafts, notes.link(drafts, page.names), page.language)
    tables = tuple(_tables(page, drafts, indexes))
    said_beside = Beside(source, page, [title or "", *(block.text for block in blocks)], raw)
    blocks += said_beside.blocks(xml=xml)
    words = sum(len(draft.text.split()) for draft in page.drafts)
    hidden = _hidden(page.hidden, source)
    said = hidden.problems(raw.path, "partial" if _may_appear(page, source, letters) else "note")
    damage = damage_problems(source, page.broken, words, raw.path, xml=strict)
    cut = _problems(page, source, letters, is_cut, raw)
    problems = (*decoded.problems, *cut, *damage, *said, *said_beside.problems(), *_tag_problems(tagged, raw))
    language = page.language or None
    reading = Reading(source, tuple(blocks), problems=problems, title=title, tables=tables, language=language)
    return replace(reading, tags=tagged.tags, unseen=hidden.texts)


def _placed(placed: Placed, tagged: Tagged, problems: tuple[Problem, ...], source: str, raw: Raw) -> Reading:
    """A page whose lines stand at fixed places, as converters from PDF write it."""
    blocks, cut = cap_blocks(placed.blocks, raw)
    count = len(blocks)
    tables = tuple(table for table in placed.tables if all(cell.block < count for cell in table.cells))
    hidden = _hidden(placed.hidden, source)
    early = (_ends_early(raw),) if placed.cut_off else ()
    said = (*problems, *early, *hidden.problems(raw.path), *_tag_problems(tagged, raw), *cut)
    reading = Reading(source, blocks, placed.pages, said, placed.title, tables, language=placed.language)
    return replace(reading, tags=tagged.tags, unseen=hidden.texts)


def _hidden(hidden: Sequence[tuple[Span, Way]], source: str) -> Hidden:
    starts = line_starts(source) if hidden else []
    return Hidden(
        (html.unescape(source[span.start : span.end]), way, f"line {bisect_right(starts, span.start)}")
        for span, way in hidden
    )


def _may_appear(page: Page, source: str, letters: int) -> bool:
    """Whether much of a page is hidden in ways that its scripts may undo."""
    waiting = sum(_letters(source[span.start : span.end]) for span, way in page.hidden if way in _UNDONE)
    return page.scripts > 0 and waiting > _MUCH_HIDDEN * (letters + waiting)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _with_title(page: Page) -> tuple[list[Draft], str | None]:
    """The drafts with the page's title in front, unless a heading says the same or most of it, and the title."""
    drafts = [draft for draft in page.drafts if draft.text.strip(" |\n")]
    for draft in drafts:
        if draft.kind == "heading" and len(draft.text) > LONGEST_HEADING:
            draft.kind, draft.level = "paragraph", None
    first = next((draft for draft in drafts if draft.level == 1 and not draft.running), None)
    if page.title is None:
        if first is None:
            return drafts, None
        first.kind = "title"
        return drafts, " ".join(first.text.split())
    words = page.title.text.split()
    title = " ".join(words)
    headings = [draft.text.split() for draft in drafts if draft.kind == "heading"]
    if any(2 * len(heading) >= len(words) and " ".join(heading) in title for heading in headings):
        return drafts, title
    page.title.level = None
    return [page.title, *drafts], title


def _blocks(
    drafts: list[Draft], noted: dict[int, list[notes.Noted]], language: str
) -> tuple[list[Block], dict[int, int]]:
    """The blocks, and for each draft that is one, by ``id()``, its number."""
    left = [draft for draft in drafts if draft.text.strip(" |\n")]
    indexes = {id(draft): index for index, draft in enumerate(left)}
    sections = SectionPath()
    blocks = []
    for draft in left:
        section = sections.path
        if draft.kind == "heading" and not draft.running:
            section = sections.enter(draft.level or 1, draft.text)
        elif draft.kind == "title":
            section = ()
        marks = tuple(
            Mark(mark.at, mark.label, indexes.get(id(mark.note)) if mark.note else None, mark.typed)
            for mark in noted.get(id(draft), ())
        )
        told = draft.language if draft.language not in ("", language) else None
        head = draft.kind, draft.text, tuple(draft.pieces), None, draft.level, section, marks
        blocks.append(Block(*head, draft.label, draft.running, None, told, draft.muted))
    return blocks, indexes


def _tables(page: Page, drafts: list[Draft], indexes: dict[int, int]) -> Iterator[Table]:
    cells: list[list[Cell]] = [[] for _ in page.grids]
    for draft in drafts:
        if draft.grid is None or id(draft) not in indexes:
            continue
        block = indexes[id(draft)]
        shown = (place for place in draft.places if place.start < place.end)
        cells[draft.grid] += [Cell(*place[:2], block, *place[2:]) for place in shown]
    for number, grid in enumerate(page.grids):
        caption = indexes.get(id(grid.caption)) if grid.caption else None
        ordered = tuple(sorted(cells[number], key=attrgetter("row", "column")))
        if ordered:
            yield Table(ordered, grid.rows, grid.columns, grid.header_rows, grid.header_columns, caption)


def _no_text(page: Page, raw: Raw) -> UnreadableInput:
    if page.frames:
        message = "is a page of frames: its text is in other files"
        hint = "save each frame as a page of its own and give those"
    elif page.scripts or page.embedded:
        message = "is a page that has no text of its own: a script or another page brings it"
        hint = "save the page from the browser after it has loaded, or print it to PDF"
    else:
        message = "is a page without text"
        hint = "check that the page was saved whole; text in pictures has to be recognised first"
    return raw.unreadable("no-text", message, hint)


def _problems(page: Page, source: str, letters: int, is_cut: bool, raw: Raw) -> Iterator[Problem]:
    def line(offset: int) -> int:
        return source.count("\n", 0, offset) + 1

    if page.scripts and letters < FEW_LETTERS and page.unclosed is None:
        message = "the page has hardly any text of its own; scripts bring the rest, which was not read"
        hint = "save the page from the browser after it has loaded, or print it to PDF"
        yield raw.problem("page-needs-script", message, "partial", hint)
    if page.unclosed is not None:
        message = f"a comment or script that begins in line {line(page.unclosed)} never ends: the rest was not read"
        yield raw.problem("page-cut-off", message, "partial", "save or fetch the page anew")
    elif page.cut_off:
        yield _ends_early(raw)
    if is_cut:
        message = f"only the first {raw.limits.blocks:,} paragraphs were read"
        yield raw.problem("limit-blocks", message, "partial", raising("blocks"))
    if page.too_deep:
        message = (
            f"{counted(page.too_deep, 'element')} nested deeper than {raw.limits.html_depth:,}: the text in them "
            "was read, their structure was not"
        )
        yield raw.problem("limit-html-depth", message, "partial", raising("html_depth"))
    if page.embedded:
        message = f"left out {counted(page.embedded, 'page')} shown inside this one: other files hold them"
        yield raw.problem("embedded-page", message, "note", "give them as files of their own")


def _ends_early(raw: Raw) -> Problem:
    message = "the page ends in the middle of what it has begun: what comes behind was not read"
    return raw.problem("page-cut-off", message, "partial", "save or fetch the page anew")


def _tag_problems(tagged: Tagged, raw: Raw) -> Iterator[Problem]:
    if tagged.hidden:
        message = f"has {counted(tagged.hidden, 'tagged fact')} that the page does not show: not read"
        yield raw.problem("hidden-facts", message, "note")
    if tagged.cut:
        message = f"only the first {len(tagged.tags):,} tags were read, not the {tagged.cut:,} behind them"
        yield raw.problem("limit-tags", message, "note")
