"""OpenDocument files, read from the XML in them: texts as one story, sheets and slides as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.model.document import Page, PageStatus
from claimcheck.read.blocks.runs import CELL_GAP
from claimcheck.read.limits import Limits
from claimcheck.read.odf.story import (
    DRAW,
    MANIFEST,
    OFFICE,
    PRESENTATION,
    STYLE,
    TABLE,
    TEXT,
    Inline,
    OdfStyles,
    Source,
    Story,
    hide,
    repeated,
)
from claimcheck.read.office import told
from claimcheck.read.office.blocks import finished, make_blocks, make_pages
from claimcheck.read.office.drafts import Drafts, Text, find_headings, lift_title
from claimcheck.read.office.grids import CellLine
from claimcheck.read.office.package import FETCH, Element, Package, parse
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.sheets.cells import MOST_COLUMNS, MOST_ROWS, CellKind, Sheet, SheetCell, cell_name
from claimcheck.read.sheets.drafts import make_drafts
from claimcheck.read.sheets.number_formats import neutral
from claimcheck.read.unseen import MOST_UNSEEN

_PARTS = ("header-rows", "rows", "row-group", "columns", "header-columns", "column-group")
_GROUPS = frozenset(f"{TABLE}table-{name}" for name in _PARTS)
_FIGURES = frozenset(("float", "percentage", "currency"))
_HIDDEN = frozenset(("collapse", "filter"))
_PERCENTAGE = "percentage"
_MOST_ALIKE = 100  # cells or rows that are written once and stand there many times
_ISO_DATE = 10
_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_APART = ("title", "header", "footer", "date-time", "page-number")
_EDGES = (STYLE + "header", STYLE + "footer")


def read_sheet(source: Source, table: Element, limits: Limits, *, unseen: bool = False) -> Sheet:
    """One sheet; what it hides is told and is no part of it.

    Of an ``unseen`` sheet nothing is shown; no more of it is looked at than is kept of hidden texts.
    """
    sheet = Sheet(table.get(TABLE + "name", ""))
    hidden = bytearray(MOST_COLUMNS)
    column = 0
    for element in _parts(table, "table-column"):
        span = min(repeated(element, "number-columns-repeated"), MOST_COLUMNS - column)
        if element.get(TABLE + "visibility") in _HIDDEN:
            hidden[column : column + span] = b"\x01" * span
        column += span
    row = 0
    for element in _parts(table, "table-row"):
        span = repeated(element, "number-rows-repeated")
        is_hidden = unseen or element.get(TABLE + "visibility") in _HIDDEN
        for number in range(row, min(row + span, row + _MOST_ALIKE, MOST_ROWS)):
            cells = [*_cells(source, element, number, sheet.name)]
            if not cells:
                break
            left_out = [cell for cell in cells if is_hidden or hidden[cell.column]]
            if left_out:
                words = CELL_GAP.join(cell.text.text for cell in left_out)
                place = f"{sheet.name}!{cell_name(number, left_out[0].column)}"
                source.counts.hidden.add(words, "switched off", place)
            if is_hidden:
                sheet.hidden_rows.append(number)
                continue
            shown = [cell for cell in cells if not hidden[cell.column]]
            room = limits.cells - source.counts.taken
            if len(shown) > room:
                source.counts.cut_at = source.counts.cut_at or f"{sheet.name}!{cell_name(number, shown[room].column)}"
                sheet.has_gaps = True
                shown = shown[:room]
            source.counts.taken += len(shown)
            if shown:
                sheet.rows.append(shown)
        row += span
        if row >= MOST_ROWS or source.counts.cut_at or (unseen and len(source.counts.hidden) >= MOST_UNSEEN):
            break
    sheet.hidden_columns = [number for number, is_hidden in enumerate(hidden) if is_hidden]
    return sheet


def _parts(table: Element, name: str) -> Iterator[Element]:
    """Rows or columns, in groups as well."""
    for child in table:
        if child.tag == TABLE + name:
            yield child
        elif child.tag in _GROUPS:
            yield from _parts(child, name)


def _cells(source: Source, row: Element, number: int, sheet: str) -> Iterator[SheetCell]:
    column = 0
    for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
        span = repeated(cell, "number-columns-repeated")
        if cell.tag == TABLE + "table-cell" and len(cell) and column < MOST_COLUMNS:
            text, kind = _shown(source, cell, f"{sheet}!{cell_name(number, column)}")
            if text.text:
                rows, columns = (repeated(cell, f"number-{name}-spanned") for name in ("rows", "columns"))
                for place in range(column, min(column + span, column + _MOST_ALIKE, MOST_COLUMNS)):
                    yield SheetCell(number, place, text, kind, rows, columns)
        column += span


def _shown(source: Source, cell: Element, place: str) -> tuple[Text, CellKind]:
    line = CellLine()
    source.counts.comments += cell.find(OFFICE + "annotation") is not None
    for paragraph in cell.iterchildren(TEXT + "p"):
        line.open_paragraph()
        style = source.styles.of("table-cell", cell.get(TABLE + "style-name"))
        Inline(source, line, style, place).read(paragraph)
    text = line.finish()
    kind = cell.get(OFFICE + "value-type", "")
    if kind == "date":
        day = cell.get(OFFICE + "date-value", "")[:_ISO_DATE]
        return text._replace(text=day or text.text), "date"
    if kind not in _FIGURES:
        return text, "text"
    try:
        value = float(cell.get(OFFICE + "value", ""))
    except ValueError:
        return text, "text"
    shown = neutral(text.text, value * 100 if kind == _PERCENTAGE else value)
    return text._replace(text=shown.text), shown.kind


class _Pages(NamedTuple):
    """The pages of a file: what they are called, their labels, and what became of them."""

    noun: str
    labels: Sequence[str | None]
    statuses: Mapping[int, PageStatus]


def read(raw: Raw) -> Reading:
    """Read an OpenDocument text, spreadsheet or presentation.

    Raises ``UnreadableInput`` as ``Package`` and ``parse`` do, and (``no-text``, ``empty``).
    """
    package = Package(raw, "OpenDocument file")
    charts = _charts(package)
    tree = parse(package.part(_CONTENT), raw)
    if tree.damage:
        package.failures.append(tree.damage)
    styles = package.tree(_STYLES) if _STYLES in package else None
    source = Source(OdfStyles(tree.root, styles.root if styles else None), charts)
    body = tree.root.find(OFFICE + "body")
    content = None if body is None else next((child for child in body if child.tag in _READERS), None)
    if content is None:
        message = f"is no OpenDocument file that can be read: {_CONTENT} holds no text, sheets or slides"
        raise raw.unreadable("damaged", message, FETCH)
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
        made_pages = make_pages(pages.labels, made.runs, {**pages.statuses, **dict.fromkeys(pictured, "picture")})
    title, language = package.title(_META), source.styles.language
    return finished(made, raw, said, counts.hidden, title=title, language=language, pages=made_pages)


def _charts(package: Package) -> frozenset[str]:
    """The folders of charts, by the list of all that is in the file, which also says whether it is locked."""
    manifest = package.tree(_MANIFEST) if _MANIFEST in package else None
    if manifest is None:
        return frozenset()
    if next(manifest.root.iter(MANIFEST + "encryption-data"), None) is not None:
        raise package.locked()
    entries = manifest.root.iter(MANIFEST + "file-entry")
    charts = (entry for entry in entries if entry.get(MANIFEST + "media-type", "").endswith(".chart"))
    return frozenset(entry.get(MANIFEST + "full-path", "").rstrip("/") for entry in charts)


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
        story.read([frame for frame in notes if frame.get(PRESENTATION + "class") == "notes"])
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
