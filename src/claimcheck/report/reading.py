"""The record of what was read, from a document and its structure, and how a terminal and Markdown show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from claimcheck.model import reading as wire
from claimcheck.model.document import Block, Document
from claimcheck.model.reading import BlockOut, DataPointOut, PageOut, ReadDocument, ReadingOut, TableOut
from claimcheck.model.report import ProblemOut
from claimcheck.model.table import DataPoint
from claimcheck.report.layout import listed, shorten, visible, width_of
from claimcheck.report.markdown_text import escaped
from claimcheck.report.places import Lines
from claimcheck.report.style import Style
from claimcheck.report.words import count, problem_words
from claimcheck.text.compounds import GOES_ON, Compounds, word_at, word_before
from claimcheck.text.passages import Structure
from claimcheck.text.written import BROKEN

PATH_JOIN = " > "
CELL_WIDTH = 28  # columns of the screen that a cell of a drawn table takes at most
MOST_COLUMNS = 12  # columns of a table that are drawn
_PLACE = 10
_KIND = 14


def facts_of(document: ReadDocument) -> list[str]:
    """Format, language and how much there is."""
    facts = [document.format, document.language or ""]
    if document.pages:
        facts.append(count(len(document.pages), "page"))
    facts += [count(len(document.blocks), "block"), count(len(document.tables), "table")]
    if document.tags:
        facts.append(count(len(document.tags), "tag"))
    notes = sum(block.kind == "footnote" for block in document.blocks)
    if notes:
        facts.append(count(notes, "footnote"))
    return [visible(fact) for fact in facts if fact]


def page_runs(pages: Sequence[PageOut]) -> str:
    """How the pages were read, runs of equal ones together: "1-3 read, 4 blank"."""
    runs = []
    for status, group in groupby(pages, key=lambda page: page.status):
        numbers = [page.number for page in group]
        run = f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        runs.append(f"{run} {status}")
    return listed(runs)


def block_kind(block: BlockOut) -> str:
    """The kind of a block, with the level of a heading and the label of a note."""
    kind: str = block.kind
    if block.kind == "heading" and block.level is not None:
        kind = f"{kind} {block.level}"
    if block.kind == "footnote" and block.label is not None:
        kind = f"{kind} {visible(block.label)}"
    return f"{kind}, repeated" if block.running else kind


def place_of(block: BlockOut) -> str:
    """Page and line of a block."""
    return f"p{block.page}:{block.line}" if block.page is not None else f"{block.line}"


def with_sections(blocks: Sequence[BlockOut]) -> Iterator[tuple[BlockOut, bool]]:
    """The blocks, each with whether the section it stands in has to be said: a heading right before says it itself."""
    above: tuple[tuple[str, ...], str | None] = ((), None)
    for block in blocks:
        here = (block.section, block.section_kind)
        yield block, here != above and not block.running and block.kind != "heading"
        if block.kind == "heading":
            above = ((*block.section, " ".join(block.text.split())), None)
        elif not block.running:
            above = here


def link_words(block: BlockOut, blocks: Sequence[BlockOut]) -> Iterator[tuple[str, str]]:
    """For each note marker of a block no label, and its own with where its note stands."""
    for mark in block.marks:
        known = mark.note is not None and 0 <= mark.note < len(blocks)
        where = f"note at {place_of(blocks[mark.note or 0])}" if known else "no note found"
        yield "", f"[{visible(mark.label)}] {where}"


def path_words(path: Sequence[str]) -> str:
    """A path of labels or headings on one line."""
    return PATH_JOIN.join(visible(part) for part in path)


def value_words(point: DataPointOut) -> str:
    """The value with its unit and year as they were understood."""
    if point.state == "no_value":
        return "no value"
    if point.state == "unclear":
        return "sign unclear"
    number = _number(point.value)
    if point.high is not None:
        number = f"{number} to {_number(point.high)}"
    words = [f"{point.bound} {number}" if point.bound else number, visible(point.unit or "")]
    if point.period is not None:
        words.append(f"in {visible(point.period)}")
    if point.role is not None:
        words.append(f"({point.role}{f' against {point.against}' if point.against else ''})")
    if not point.supports:
        words.append("(no clear row or header)" if point.row_path and point.column_path else "(no header)")
    return " ".join(word for word in words if word)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.12g}"


def table_words(table: TableOut) -> str:
    """Number, place and size of a table."""
    place = f" on page {table.page}" if table.page is not None else ""
    size = f"{count(table.rows, 'row')} by {count(table.columns, 'column')}"
    after = f", continues table {table.header_of + 1}" if table.header_of is not None else ""
    return f"table {table.number + 1}{place}: {size}{after}"


def drawn_rows(table: TableOut, compounds: Compounds) -> Iterator[tuple[bool, list[str]]]:
    """The rows of the grid that have cells, with whether they are header rows; empty places are empty texts.

    At most ``MOST_COLUMNS`` columns, those of the first; a last cell says how many more there are.
    """
    columns = sorted({cell.column for cell in table.cells})
    shown = {column: place for place, column in enumerate(columns[:MOST_COLUMNS])}
    hidden = len(columns) - len(shown)
    for row, cells in groupby(table.cells, key=lambda cell: cell.row):
        texts = [""] * (len(shown) + (hidden > 0))
        for cell in cells:
            place = shown.get(cell.column)
            if place is not None:
                texts[place] = shorten(visible(whole(cell.text, compounds)), CELL_WIDTH)
        if hidden:
            texts[-1] = f"+{hidden}"
        yield row < table.header_rows, texts


def covered_blocks(document: ReadDocument) -> dict[int, TableOut]:
    """Blocks whose whole text stands in the cells of a table, which can be drawn in their place."""
    letters: dict[int, int] = {}
    owner: dict[int, TableOut] = {}
    for table in document.tables:
        for cell in table.cells:
            letters[cell.block] = letters.get(cell.block, 0) + sum(map(str.isalnum, cell.text))
            owner.setdefault(cell.block, table)
    return {
        number: table
        for number, table in owner.items()
        if letters[number] >= sum(map(str.isalnum, document.blocks[number].text))
    }


def hyphened(document: ReadDocument) -> Compounds:
    """Which words a document writes with a hyphen."""
    return Compounds([block.text for block in document.blocks])


def whole(text: str, compounds: Compounds) -> str:
    """Text for people: words that a line end broke are whole again, with the hyphen that belongs to some of them."""
    parts = text.split(BROKEN)
    joined = [parts[0]]
    for before, after in pairwise(parts):
        goes = before[-1:].isalpha() and after[:1].islower() and not GOES_ON.match(after)
        stays = not goes or compounds(word_before(before, len(before)), word_at(after, 0))
        joined += ("-" if stays else "", after)
    return "".join(joined)


def _drawn(document: ReadDocument) -> Iterator[str | BlockOut | TableOut]:
    """What is drawn, in order: headings above that have to be told, blocks, and a table once in their place."""
    covered = covered_blocks(document)
    drawn: set[int] = set()
    for block, is_new in with_sections(document.blocks):
        kind = f" ({visible(block.section_kind)})" if block.section_kind else ""
        path = path_words(block.section) or ("no heading above" if kind else "")
        if is_new and path:
            yield path + kind
        table = covered.get(block.number)
        if table is None:
            yield block
        elif table.number not in drawn:
            drawn.add(table.number)
            yield table


def text(reading: ReadingOut, style: Style, *, values: bool = False) -> str:
    """All documents for a terminal; ``values`` adds what each value of a table was understood as."""
    parts = [_document_lines(document, style, values) for document in reading.documents]
    problems = [line for one in reading.problems for line in _problem_lines(one, style)]
    return "\n\n".join("\n".join(lines) for lines in (problems, *parts) if lines) + "\n"


def _problem_lines(problem: ProblemOut, style: Style) -> list[str]:
    return style.row(problem.effect, problem_words(problem), column=_PLACE)


def _document_lines(document: ReadDocument, style: Style, values: bool) -> list[str]:
    path = visible(document.path)
    name = visible(document.title or "") or path
    facts = [path] * (name != path) + facts_of(document)
    lines = [*style.lines(name, "head"), *style.lines(style.dot.join(facts), "dim")]
    if document.pages:
        lines += style.row("pages", page_runs(document.pages), column=_PLACE)
    for problem in document.problems:
        lines += _problem_lines(problem, style)
    compounds = hyphened(document)
    for one in _drawn(document):
        if isinstance(one, str):
            lines += ["", *style.lines(f"under {one}", "dim")]
            continue
        if isinstance(one, TableOut):
            lines += _table_lines(one, compounds, style, values)
            continue
        lead = f"{place_of(one):<{_PLACE}}{block_kind(one)}"
        for label, words in [(lead, visible(whole(one.text, compounds))), *link_words(one, document.blocks)]:
            lines += style.row(label, words, column=_PLACE + _KIND)
    return lines


def _table_lines(table: TableOut, compounds: Compounds, style: Style, values: bool) -> Iterator[str]:
    yield from style.row("table", table_words(table), column=_PLACE)
    rows = list(drawn_rows(table, compounds))
    widths = [max(width_of(texts[place]) for _, texts in rows) for place in range(len(rows[0][1]))]
    for number, (is_header, texts) in enumerate(rows):
        cells = (text + " " * (width - width_of(text)) for text, width in zip(texts, widths, strict=True))
        yield (" " * _PLACE + " | ".join(cells)).rstrip()
        if is_header and not (number + 1 < len(rows) and rows[number + 1][0]):
            yield " " * _PLACE + "-+-".join("-" * width for width in widths)
    for point in table.data_points if values else ():
        name = " | ".join(path_words(path) for path in (point.row_path, point.column_path) if path)
        yield from style.row("value", f"{visible(point.text)}: {name}: {value_words(point)}", column=_PLACE)


def markdown(reading: ReadingOut, style: Style, *, values: bool = False) -> str:
    """All documents in Markdown, everything escaped; ``style`` changes nothing."""
    parts = _problem_items(reading.problems)
    for document in reading.documents:
        parts += _document_parts(document, values)
    return "\n\n".join(parts) + "\n"


def _problem_items(problems: Sequence[ProblemOut]) -> list[str]:
    return [f"- **{problem.effect}**: {escaped(problem_words(problem))}" for problem in problems]


def _document_parts(document: ReadDocument, values: bool) -> Iterator[str]:
    yield f"# {escaped(document.title or document.path)}"
    yield escaped(" · ".join([document.path, *facts_of(document)]))
    told = [f"- pages: {page_runs(document.pages)}"] if document.pages else []
    told += _problem_items(document.problems)
    if told:
        yield "\n".join(told)
    compounds = hyphened(document)
    for one in _drawn(document):
        if isinstance(one, str):
            yield f"*under {escaped(one)}*"
            continue
        if isinstance(one, TableOut):
            yield from _table_parts(one, compounds, values)
            continue
        lead = f"`{place_of(one)}` **{escaped(block_kind(one))}** {escaped(whole(one.text, compounds))}"
        yield "\n".join([lead, *(f"- {escaped(words)}" for _, words in link_words(one, document.blocks))])


def _table_parts(table: TableOut, compounds: Compounds, values: bool) -> Iterator[str]:
    yield f"**{table_words(table)}**"
    drawn = [texts for _, texts in drawn_rows(table, compounds)]
    head, *rows = [f"| {' | '.join(map(escaped, texts))} |" for texts in drawn]
    rule = "|" + "---|" * len(drawn[0])
    yield "\n".join([head, rule, *rows])
    if values and table.data_points:
        yield "\n".join(
            f"- {escaped(point.text)}: {escaped(path_words(point.row_path))} \\| "
            f"{escaped(path_words(point.column_path))}: {escaped(value_words(point))}"
            for point in table.data_points
        )


def read_out(document: Document, structure: Structure, language: str | None) -> wire.ReadDocument:
    """The record of one document; data points and kinds of sections are worked out here."""
    lines = Lines(document)
    points: dict[int, list[DataPoint]] = {}
    for point in structure.data_points:
        points.setdefault(point.table, []).append(point)
    return wire.ReadDocument.like(
        document,
        language=language,
        problems=list(map(ProblemOut.like, document.problems)),
        pages=list(map(wire.PageOut.like, document.pages)),
        blocks=[
            _block_out(number, block, structure.section_kind(number), lines)
            for number, block in enumerate(document.blocks)
        ],
        tables=[_table_out(document, at, points.get(at, [])) for at in range(len(document.tables))],
        tags=list(map(wire.TagOut.like, document.tags)),
    )


def _block_out(number: int, block: Block, kind: str | None, lines: Lines) -> wire.BlockOut:
    first, last = (block.pieces[0], block.pieces[-1]) if block.pieces else (None, None)
    start = first.source if first else 0
    _, line, column = lines.at(start)
    return wire.BlockOut.like(
        block,
        number=number,
        line=line,
        column=column,
        start=start,
        end=last.source + last.length if last else start,
        bbox=block.box[:4] if block.box else None,
        section_kind=kind,
        ocr=block.recognised,
        marks=list(map(wire.MarkOut.like, block.marks)),
    )


def _table_out(document: Document, number: int, points: Sequence[DataPoint]) -> wire.TableOut:
    table, blocks = document.tables[number], document.blocks
    cells = [wire.CellOut.like(cell, text=blocks[cell.block].text[cell.start : cell.end]) for cell in table.cells]
    return wire.TableOut.like(table, number=number, cells=cells, data_points=list(map(_point_out, points)))


def _point_out(point: DataPoint) -> wire.DataPointOut:
    amount, unit, period = point.amount, point.unit, point.period
    return wire.DataPointOut.like(
        point,
        state=amount.state,
        value=amount.value,
        high=amount.high,
        bound=amount.bound,
        unit=unit.id if unit else None,
        unit_class=unit.unit_class if unit else None,
        scale=unit.scale if unit else 1.0,
        unit_from=unit.origin if unit else None,
        period=period.text if period else None,
        year=period.year if period else None,
        end_year=period.end_year if period else None,
        period_from=period.origin if period else None,
        marks=list(map(wire.MarkOut.like, point.marks)),
    )
