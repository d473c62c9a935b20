"""What was read, as Markdown: the blocks in order, tables as tables, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.reading import BlockOut, ReadDocument, ReadingOut, TableOut
from claimcheck.report.markdown_text import escaped
from claimcheck.report.reading_words import (
    block_kind,
    covered_blocks,
    drawn_rows,
    facts_of,
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


def render(reading: ReadingOut, style: Style, *, values: bool = False) -> str:
    """All documents; ``values`` adds what each value of a table was understood as. ``style`` changes nothing."""
    del style
    parts = [f"- **{problem.effect}**: {escaped(problem_line(problem))}" for problem in reading.problems]
    for document in reading.documents:
        parts += _document(document, values)
    return "\n\n".join(parts) + "\n"


def _document(document: ReadDocument, values: bool) -> Iterator[str]:
    yield f"# {escaped(document.title or document.path)}"
    yield escaped(" · ".join([document.path, *facts_of(document)]))
    told = [f"- pages: {page_runs(document.pages)}"] if document.pages else []
    told += [f"- **{problem.effect}**: {escaped(problem_line(problem))}" for problem in document.problems]
    if told:
        yield "\n".join(told)
    covered = covered_blocks(document)
    drawn: set[int] = set()
    for block, is_new in with_sections(document.blocks):
        if is_new:
            yield from _section(block)
        table = covered.get(block.number)
        if table is None:
            yield _block(block, document)
        elif table.number not in drawn:
            drawn.add(table.number)
            yield from _table(table, values)


def _section(block: BlockOut) -> Iterator[str]:
    kind = f" ({block.section_kind})" if block.section_kind else ""
    path = path_words(block.section) or ("no heading above" if kind else "")
    if path:
        yield f"*under {escaped(path + kind)}*"


def _block(block: BlockOut, document: ReadDocument) -> str:
    lines = [f"`{place_of(block)}` **{escaped(block_kind(block))}** {escaped(whole(block.text))}"]
    lines += [f"- {escaped(words)}" for words in link_words(block, document.blocks)]
    return "\n".join(lines)


def _table(table: TableOut, values: bool) -> Iterator[str]:
    yield f"**{table_words(table)}**"
    rows = [[escaped(text) for text in texts] for _, texts in drawn_rows(table)]
    head = "| " + " | ".join(rows[0]) + " |"
    rule = "|" + "---|" * len(rows[0])
    yield "\n".join([head, rule, *("| " + " | ".join(texts) + " |" for texts in rows[1:])])
    if values and table.data_points:
        yield "\n".join(
            f"- {escaped(point.text)}: {escaped(path_words(point.row_path))} \\| "
            f"{escaped(path_words(point.column_path))}: {escaped(value_words(point))}"
            for point in table.data_points
        )
