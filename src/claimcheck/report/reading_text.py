"""What was read, for a terminal: every block with its place and kind, the headings above it, and tables drawn."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.reading import BlockOut, ReadDocument, ReadingOut, TableOut
from claimcheck.report.layout import row, visible, width_of, wrap
from claimcheck.report.reading_words import (
    block_kind,
    covered_blocks,
    drawn_rows,
    facts_of,
    hyphened,
    link_words,
    page_runs,
    path_words,
    place_of,
    problem_line,
    table_words,
    value_words,
    whole,
    with_sections,
)
from claimcheck.report.style import Style
from claimcheck.text.compounds import Compounds

_PLACE = 10
_KIND = 14


def render(reading: ReadingOut, style: Style, *, values: bool = False) -> str:
    """All documents; ``values`` adds what each value of a table was understood as."""
    parts = [_document(document, style, values) for document in reading.documents]
    problems = [
        line
        for problem in reading.problems
        for line in row(problem.effect, problem_line(problem), width=style.width, column=_PLACE)
    ]
    return "\n\n".join("\n".join(lines) for lines in (problems, *parts) if lines) + "\n"


def _document(document: ReadDocument, style: Style, values: bool) -> list[str]:
    name = visible(document.title or "") or visible(document.path)
    facts = (
        [visible(document.path), *facts_of(document)]
        if name != visible(document.path)
        else facts_of(document)
    )
    lines = [
        *(style.paint(line, "head") for line in wrap(name, style.width)),
        *(style.paint(line, "dim") for line in wrap(style.dot.join(facts), style.width)),
    ]
    if document.pages:
        lines += row("pages", page_runs(document.pages), width=style.width, column=_PLACE)
    for problem in document.problems:
        lines += row(problem.effect, problem_line(problem), width=style.width, column=_PLACE)
    lines += _blocks(document, style, values)
    return lines


def _blocks(document: ReadDocument, style: Style, values: bool) -> Iterator[str]:
    covered = covered_blocks(document)
    compounds = hyphened(document)
    drawn: set[int] = set()
    for block, is_new in with_sections(document.blocks):
        if is_new:
            yield from _section(block, style)
        table = covered.get(block.number)
        if table is None:
            yield from _block(block, document, compounds, style)
        elif table.number not in drawn:
            drawn.add(table.number)
            yield from _table(table, style, values)


def _section(block: BlockOut, style: Style) -> Iterator[str]:
    kind = f" ({visible(block.section_kind)})" if block.section_kind else ""
    path = path_words(block.section) or ("no heading above" if kind else "")
    if path:
        yield ""
        yield from (style.paint(line, "dim") for line in wrap(f"under {path}{kind}", style.width))


def _block(block: BlockOut, document: ReadDocument, compounds: Compounds, style: Style) -> Iterator[str]:
    text = visible(whole(block.text, compounds))
    lead = f"{place_of(block):<{_PLACE}}{block_kind(block)}"
    yield from row(lead, text, width=style.width, column=_PLACE + _KIND)
    for words in link_words(block, document.blocks):
        yield from row("", words, width=style.width, column=_PLACE + _KIND)


def _table(table: TableOut, style: Style, values: bool) -> Iterator[str]:
    yield from row("table", table_words(table), width=style.width, column=_PLACE)
    rows = list(drawn_rows(table))
    widths = [max(width_of(texts[place]) for _, texts in rows) for place in range(len(rows[0][1]))]
    for number, (is_header, texts) in enumerate(rows):
        cells = (text + " " * (width - width_of(text)) for text, width in zip(texts, widths, strict=True))
        yield (" " * _PLACE + " | ".join(cells)).rstrip()
        if is_header and not (number + 1 < len(rows) and rows[number + 1][0]):
            yield " " * _PLACE + "-+-".join("-" * width for width in widths)
    if not values:
        return
    for point in table.data_points:
        name = " | ".join(path_words(path) for path in (point.row_path, point.column_path) if path)
        yield from row(
            "value", f"{visible(point.text)}: {name}: {value_words(point)}", width=style.width, column=_PLACE
        )
