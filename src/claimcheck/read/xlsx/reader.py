"""Excel workbooks, read from the XML in them: the sheets as they are shown, each one page."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.office import told
from claimcheck.read.office.blocks import finished, make_blocks, make_pages
from claimcheck.read.office.drafts import Draft, Drafts, Text, find_headings
from claimcheck.read.office.grids import paragraph_text
from claimcheck.read.office.package import FETCH, A, Element, Package, R
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.sheets.cells import cell_name
from claimcheck.read.sheets.drafts import make_drafts
from claimcheck.read.xlsx.sheet import Book, Counts, read_sheet
from claimcheck.read.xlsx.styles import S, is_true, read_styles, shared_strings

_MAIN_PART = "xl/workbook.xml"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_BINARY = ".bin"
_CHARTS = frozenset(("chart", "chartEx"))


def read(raw: Raw) -> Reading:
    """Read a workbook; its hidden sheets, rows and columns are told and no part of it.

    Raises ``UnreadableInput`` as ``Package`` and ``parse`` do, and (``format-not-supported``, ``no-text``, ``empty``).
    """
    package = Package(raw, "Excel file")
    main = package.main_part(_MAIN_PART)
    if main.endswith(_BINARY) or (main not in package and main.replace(".xml", _BINARY) in package):
        raise _binary(raw)
    tree = package.main(main, S + "workbook")
    if tree.damage:
        package.failures.append(tree.damage)
    book = _book(raw, package, tree.root, main)
    sheets = [*_sheets(book, tree.root, main)]
    drafts = Drafts()
    for number, opened in raw.each(len(sheets)):
        if opened:
            drafts.take(_sheet(book, *sheets[number - 1], number))
    find_headings(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, {})
    if all(block.level == 1 and block.kind == "heading" for block in made.blocks):
        # The names of empty sheets are all that there is.
        raise package.failure() or _nothing_read(raw, book.counts)
    said = [*package.problems(), *_left_out(raw, book.counts), *told.pages_cut(raw, "sheet", len(sheets))]
    pages = make_pages([name for name, _ in sheets], made.runs, {})
    return finished(made, raw, said, book.counts.hidden, title=package.title(), pages=pages)


def _book(raw: Raw, package: Package, workbook: Element, main: str) -> Book:
    """The workbook with what its sheets share."""
    book = Book(raw, package)
    properties = workbook.find(S + "workbookPr")
    book.since_1904 = properties is not None and is_true(properties, "date1904")
    for tree in map(package.tree, package.related(main, "styles")):
        book.styles = read_styles(tree.root if tree else None)
    for part in package.related(main, "sharedStrings"):
        try:
            book.strings = shared_strings(package.part(part), raw, package.failures)
        except UnreadableInput as error:
            package.failures.append(error)
    return book


def _sheets(book: Book, workbook: Element, main: str) -> Iterator[tuple[str, str]]:
    """The names and parts of the sheets that are shown, in their order; what the others hold is hidden."""
    relations = book.package.relations(main)
    for element in workbook.iterfind(f"{S}sheets/{S}sheet"):
        name = element.get("name", "")
        relation = relations.get(element.get(R + "id", ""))
        if element.get("state", "visible") != "visible":
            inside = relation is not None and not relation.external and relation.target in book.package
            if relation is not None and inside and relation.kind == "worksheet":
                read_sheet(book, name, relation.target, unseen=True)
        elif relation is None or relation.external or relation.target not in book.package:
            book.package.failures.append(f"its sheet “{name}” is not in the file")
        elif relation.kind != "worksheet":
            book.counts.other_sheets.append(name)
        else:
            yield name, relation.target


def _sheet(book: Book, name: str, part: str, page: int) -> Drafts:
    drafts = make_drafts(read_sheet(book, name, part), page)
    # A thread is kept as an old comment as well.
    for tree in map(book.package.tree, book.package.related(part, "comments")):
        if tree is not None:
            book.counts.comments += sum(1 for _ in tree.root.iter(S + "comment"))
    for drawing in book.package.related(part, "drawing"):
        drafts.blocks += _drawing(book, drawing, page)
    return drafts


def _drawing(book: Book, part: str, page: int) -> Iterator[Draft]:
    """The text boxes of a sheet; its charts and pictures are counted."""
    for relation in book.package.relations(part).values():
        book.counts.charts += relation.kind in _CHARTS
        book.counts.pictures += relation.kind == "image"
    tree = book.package.tree(part)
    if tree is None:
        return
    for body in tree.root.iter(_XDR + "txBody"):
        name = _anchor(body)
        for paragraph in body.iter(A + "p"):
            text = paragraph_text(paragraph)
            if text:
                yield Draft("paragraph", Text(text, ()), page=page, name=name)


def _anchor(element: Element) -> str:
    """The name of the cell over which something is drawn."""
    for outer in element.iterancestors(_XDR + "twoCellAnchor", _XDR + "oneCellAnchor"):
        start = outer.find(f"{_XDR}from")
        if start is not None:
            row, column = start.findtext(_XDR + "row", ""), start.findtext(_XDR + "col", "")
            if row.isdecimal() and column.isdecimal() and len(row) < 8 and len(column) < 6:
                return cell_name(int(row), int(column))
    return ""


def _binary(raw: Raw) -> UnreadableInput:
    """The error for a workbook whose parts are no XML."""
    hint = "open it in its program and save it as an Excel workbook (.xlsx)"
    return raw.unreadable("format-not-supported", "is a binary Excel file, which is not supported yet", hint)


def _nothing_read(raw: Raw, counts: Counts) -> UnreadableInput:
    """The error for a workbook that shows no text."""
    if counts.uncounted.number:
        message = "has no text: none of its formulas has a stored result"
        return raw.unreadable("no-text", message, "open it in its program, let it calculate, and save it")
    return told.nothing_read(raw, counts, " in its cells")


def _left_out(raw: Raw, counts: Counts) -> Iterator[Problem]:
    """What to say of all that is not in the text."""
    yield from told.cells_cut(raw, counts.cut_at)
    if counts.lost.number:
        message = f"was read in part: the text of {counts.lost} is not in the file"
        yield raw.problem("damaged-part", message, "partial", FETCH)
    if counts.uncounted.number:
        number, first = counts.uncounted.number, counts.uncounted.first
        which = "formula has" if number == 1 else "formulas have"
        message = f"{number:,} {which} no stored result, the first in cell {first}: not read"
        hint = "open it in its program, let it calculate, and save it"
        yield raw.problem("formulas-without-results", message, "partial", hint)
    if counts.other_sheets:
        message = f"has {told.named_sheets(counts.other_sheets)} of charts or macros: not read"
        yield raw.problem("sheets-not-read", message, "partial", "put the figures that they show into cells")
    yield from counts.hidden.problems(raw.path)
    if counts.errors.number:
        verb = "shows an error" if counts.errors.number == 1 else "show errors"
        message = f"{counts.errors} {verb} in the place of a value"
        yield raw.problem("cells-with-errors", message, "note")
    yield from told.pictures(raw, counts.charts, counts.pictures)
    yield from told.of_kind(raw, "comment", counts.comments)
