"""Tables that nobody would make: whatever they hold, reading ends, soon, and places stay right."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_tables import document_of, reader

from claimcheck.model.document import Block, Cell, Document, Mark, Piece, Table

TEXTS = st.one_of(
    st.sampled_from(
        ["", "2023", "2024", "1,234", "1.234,5", "(12)", "–", "n/a", "Scope 1 (tCO2e)", "Unit", "t", "%", "25–30",
         "Change vs 2019", "2030 target", "of which", "¹", "<", "€", "(", "12 % (", "1 234", "Q3 2024", "in in in"]
    ),
    st.text(max_size=12),
)  # fmt: skip
SMALL = st.integers(-2, 6)
EVERYTHING = 10**9


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Blocks, and grids over them whose numbers need not make sense."""
    texts = draw(st.lists(TEXTS.filter(bool), min_size=1, max_size=8))
    blocks = tuple(
        Block("table", text, (Piece(0, 0, len(text)),), section=("2024",), marks=(Mark(len(text), "1", 0),))
        for text in texts
    )
    cell = st.builds(Cell, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL)
    table = st.builds(
        Table,
        st.lists(cell, max_size=12).map(tuple),
        SMALL,
        SMALL,
        SMALL,
        SMALL,
        st.none() | SMALL,
        st.none(),
        st.none() | SMALL,
    )
    return Document("x", "text", "", "", blocks, tables=tuple(draw(st.lists(table, max_size=4))))


@given(documents())
def test_reading_never_fails_and_every_point_stands_where_it_says(document: Document) -> None:
    for point in reader().read(document):
        assert document.blocks[point.block].text[point.start : point.end] == point.text
        assert document.tables[point.table].cells[point.cell].block == point.block


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=6), min_size=1, max_size=6), st.integers(0, 2), st.integers(0, 2))
def test_whole_grids_keep_their_places(rows: list[list[str]], header_rows: int, header_columns: int) -> None:
    document = document_of(rows, header_rows=header_rows, header_columns=header_columns)
    for point in reader().read(document):
        assert document.blocks[point.block].text[point.start : point.end] == point.text
        assert (point.amount.value is None) == (point.amount.state != "value")


def _grid(side: int, cell: Callable[[int, int], Cell], header_rows: int, header_columns: int) -> Document:
    cells = tuple(cell(row, column) for row in range(side) for column in range(side))
    text = "12 t"
    block = Block("table", text, (Piece(0, 0, len(text)),))
    table = Table(cells, side, side, header_rows, header_columns)
    return Document("x", "text", "", text, (block,), tables=(table,))


def _plain(row: int, column: int) -> Cell:
    return Cell(row, column, 0, 0, 4)


def _greedy(row: int, column: int) -> Cell:
    return Cell(row, column, 0, 0, 4, EVERYTHING, EVERYTHING)


HEADERS = [(1, 1), (EVERYTHING, 1), (1, EVERYTHING), (8, 5)]


@pytest.mark.parametrize(("header_rows", "header_columns"), HEADERS)
def test_work_grows_with_the_cells_whatever_they_span(
    header_rows: int, header_columns: int, linear: Callable[..., None]
) -> None:
    def reading(cells: int) -> Callable[[], object]:
        document = _grid(math.isqrt(cells), _greedy, header_rows, header_columns)
        return lambda: reader().read(document)

    linear(reading, 30**2)


@pytest.mark.parametrize(("header_rows", "header_columns"), HEADERS)
def test_cells_that_span_everything_are_no_more_work_than_plain_ones(
    header_rows: int, header_columns: int, steps: Callable[[Callable[[], object]], int]
) -> None:
    reader().read(_grid(10, _plain, 1, 1))
    usual, greedy = _grid(40, _plain, 1, 1), _grid(40, _greedy, header_rows, header_columns)
    assert steps(lambda: reader().read(greedy)) < 1.5 * steps(lambda: reader().read(usual))


def test_a_chain_of_tables_that_continue_one_another_ends(linear: Callable[..., None]) -> None:
    text = "12"
    block = Block("table", text, (Piece(0, 0, 2),))

    def reading(count: int) -> Callable[[], object]:
        tables = tuple(
            Table((Cell(0, 0, 0, 0, 2), Cell(1, 1, 0, 0, 2)), 2, 2, 1, 1, header_of=(number + 1) % count)
            for number in range(count)
        )
        document = Document("x", "text", "", text, (block,), tables=tables)
        return lambda: reader().read(document)

    linear(reading, 100)
