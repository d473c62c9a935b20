"""OpenDocument files, read from the XML in them: texts as one story, sheets and slides as pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Page, PageStatus
from claimcheck.read.odf.inline import Source
from claimcheck.read.odf.markup import DRAW, MANIFEST, OFFICE, PRESENTATION, STYLE, TABLE
from claimcheck.read.odf.sheets import read_sheet
from claimcheck.read.odf.story import Story, hide
from claimcheck.read.odf.styles import OdfStyles
from claimcheck.read.office import told
from claimcheck.read.office.blocks import make_blocks, make_pages
from claimcheck.read.office.drafts import Drafts
from claimcheck.read.office.fitting import finished
from claimcheck.read.office.headings import find_headings, lift_title
from claimcheck.read.office.markup import Element, parse
from claimcheck.read.office.package import Package
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.sheets.drafts import make_drafts

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_APART = ("title", "header", "footer", "date-time", "page-number")
_EDGES = (STYLE + "header", STYLE + "footer")


class _Pages(NamedTuple):
    """The pages of a file: what they are called, their labels, and what became of them."""

    noun: str
    labels: Sequence[str | None]
    statuses: Mapping[int, PageStatus]


def read(raw: Raw) -> Reading:
    """Read an OpenDocument text, spreadsheet or presentation.

    Raises ``UnreadableInput`` (``damaged``, ``encrypted``, ``unsafe-archive``, ``dtd-refused``, ``limit-…``,
    ``no-text``, ``empty``).
    """
    package = Package(raw, "OpenDocument file")
    charts = _charts(package, raw)
    tree = parse(package.part(_CONTENT), raw)
    if tree.damage:
        package.failures.append(tree.damage)
    styles = package.tree(_STYLES) if _STYLES in package else None
    source = Source(OdfStyles(tree.root, styles.root if styles else None), charts)
    body = tree.root.find(OFFICE + "body")
    content = None if body is None else next((child for child in body if child.tag in _READERS), None)
    if content is None:
        message = f"is no OpenDocument file that can be read: {_CONTENT} holds no text, sheets or slides"
        raise UnreadableInput(message, code="damaged", path=raw.path, hint=told.FETCH)
    drafts = Drafts()
    pages = _READERS[content.tag](raw, source, content, drafts)
    _read_notes(source, drafts)
    if pages is None and styles is not None:
        _read_edges(source, styles.root, drafts)
    find_headings(drafts.blocks)
    if pages is None:
        lift_title(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, source.labels)
    counts = source.counts
    if not made.blocks or (content.tag == _SHEETS and not made.spots):
        raise package.failure() or told.nothing_read(raw, counts)
    pictured = sorted(counts.drawn - made.runs.keys())
    said = [*package.problems(), *told.left_out(raw, counts, pictured)]
    made_pages: list[Page] = []
    if pages is not None:
        said += told.pages_cut(raw, pages.noun, len(pages.labels))
        made_pages = make_pages(
            pages.labels, made.runs, {**pages.statuses, **dict.fromkeys(pictured, "picture")}
        )
    return finished(
        made,
        raw,
        said,
        counts.hidden,
        title=package.title(_META),
        language=source.styles.language,
        pages=made_pages,
    )


def _charts(package: Package, raw: Raw) -> frozenset[str]:
    """The folders of charts, by the list of all that is in the file, which also says whether it is locked."""
    manifest = package.tree(_MANIFEST) if _MANIFEST in package else None
    if manifest is None:
        return frozenset()
    if next(manifest.root.iter(MANIFEST + "encryption-data"), None) is not None:
        hint = "open it with its password, save a copy without one and give that"
        raise UnreadableInput("needs a password to open", code="encrypted", path=raw.path, hint=hint)
    entries = manifest.root.iter(MANIFEST + "file-entry")
    return frozenset(
        entry.get(MANIFEST + "full-path", "").rstrip("/")
        for entry in entries
        if entry.get(MANIFEST + "media-type", "").endswith(".chart")
    )


def _read_text(raw: Raw, source: Source, content: Element, drafts: Drafts) -> _Pages | None:
    del raw
    story = Story(source)
    story.read(content)
    drafts.take(story.drafts)
    return None


def _read_sheets(raw: Raw, source: Source, content: Element, drafts: Drafts) -> _Pages | None:
    shown: list[Element] = []
    for table in content.iterchildren(TABLE + "table"):
        if source.styles.of("table", table.get(TABLE + "style-name")).unseen:
            read_sheet(source, table, raw.limits, unseen=True)
        else:
            shown.append(table)
    for number, opened in raw.each(len(shown)):
        if opened:
            table = shown[number - 1]
            drafts.take(make_drafts(read_sheet(source, table, raw.limits), number))
            drafts.take(_drawn(source, table, number))
    return _Pages("sheet", [table.get(TABLE + "name", "") for table in shown], {})


def _drawn(source: Source, table: Element, number: int) -> Drafts:
    """What is drawn on a sheet: texts in boxes; charts and pictures are counted."""
    story = Story(source, page=number)
    for holder in table.iter(TABLE + "shapes", TABLE + "table-cell"):
        story.read([child for child in holder if child.tag.startswith(DRAW)])
    return story.drafts


def _read_slides(raw: Raw, source: Source, content: Element, drafts: Drafts) -> _Pages | None:
    slides = [*content.iterchildren(DRAW + "page")]
    statuses: dict[int, PageStatus] = dict.fromkeys(range(1, len(slides) + 1), "unread")
    for number, opened in raw.each(len(slides)):
        slide = slides[number - 1]
        if source.styles.of("drawing-page", slide.get(DRAW + "style-name")).unseen:
            hide(source, slide, f"page {number}")
        elif opened:
            del statuses[number]
            drafts.take(_slide(source, slide, number))
    return _Pages("slide", [None] * len(slides), statuses)


def _slide(source: Source, slide: Element, number: int) -> Drafts:
    """One slide: its title, then the rest, then what the speaker says to it."""
    story = Story(source, page=number)
    kinds = [(child.get(PRESENTATION + "class"), child) for child in slide]
    titles = [child for kind, child in kinds if kind == "title"]
    for frame in titles:
        before = len(story.drafts.blocks)
        story.read([frame])
        for draft in story.drafts.blocks[before:]:
            if draft.kind != "alt":
                draft.kind, draft.level, draft.may_head = "heading", 1, False
    notes = slide.find(PRESENTATION + "notes")
    story.read([child for kind, child in kinds if kind not in _APART and child is not notes])
    if notes is not None:
        before = len(story.drafts.blocks)
        frames = [frame for frame in notes if frame.get(PRESENTATION + "class") == "notes"]
        story.read(frames)
        for draft in story.drafts.blocks[before:]:
            draft.kind, draft.level, draft.may_head = "footnote", None, False
        if len(story.drafts.blocks) > before:
            source.counts.noted.append(number)
    return story.drafts


def _read_notes(source: Source, drafts: Drafts) -> None:
    done = 0
    # A note may have marks of further notes.
    while done < len(source.notes):
        key, body = source.notes[done]
        done += 1
        story = Story(source, note=key)
        story.read(body)
        drafts.take(story.drafts)


def _read_edges(source: Source, styles: Element, drafts: Drafts) -> None:
    """Headers and footers, each text once."""
    seen: set[str] = set()
    for edge in styles.iter(*_EDGES):
        story = Story(source, running=True)
        story.read(edge)
        fresh = [draft for draft in story.drafts.blocks if draft.text.text not in seen]
        seen.update(draft.text.text for draft in fresh)
        drafts.blocks += [draft for draft in fresh if draft.kind != "table"]


_SHEETS = OFFICE + "spreadsheet"
_Read = Callable[[Raw, Source, Element, Drafts], "_Pages | None"]
_READERS: Mapping[str, _Read] = {
    OFFICE + "text": _read_text,
    _SHEETS: _read_sheets,
    OFFICE + "presentation": _read_slides,
}
