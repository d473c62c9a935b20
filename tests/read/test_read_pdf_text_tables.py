"""Tables whose cells hold texts: a row stays a row, a cell whole; running text and cards are no tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from made_pdfs import BODY, BOLD, Step, line, lines, pdf
from reading_checks import check, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Document, Table
from claimcheck.read.dispatch import read_bytes, read_path
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.read.pdf.tables.banded import banded_grids
from claimcheck.read.pdf.tables.finder import MAX_LINES, find_tables
from claimcheck.read.pdf.tables.fragments import Cuts

FOLDER = Path(__file__).parents[2] / "fixtures/text_tables"
PRODUCERS = ("drawn", "writer")
TABLES = ("ruled", "white", "mixed")
SIZE, LEADING = 9.0, 11.0
LEFT, RIGHT = 60.0, 520.0
XS = (66.0, 190.0, 370.0)

RISKS = (
    (("Storms",), ("Roofs of the older halls", "may be lost."), ("Roofs are fixed before", "each autumn.")),
    (("Dust",), ("Workers cough more than", "in other years."), ("Masks, and a new fan", "for the mill.")),
    (("Late trains", "in winter"), ("Paper stands in the yard.",), ("Two more sidings and", "a second engine.")),
)
HEAD = (("Risk",), ("What it would mean",), ("What is done",))


def part(name: str) -> list[list[str]]:
    """The rows of a part of the words, or its sentences."""
    text = (FOLDER / "tables.txt").read_text(encoding="utf-8").split(f"# {name}\n")[1].split("\n#")[0]
    return [[cell.strip() for cell in row.removeprefix("|").split("|")] for row in text.splitlines() if row]


def flat(text: str) -> str:
    return " ".join(text.split())


def grid(document: Document, table: Table) -> list[list[str]]:
    """The texts of a table on one line each; a cell over several places stands in each of them."""
    places = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for at in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                places[at][column] = flat(document.blocks[cell.block].text[cell.start : cell.end])
    return places


def read(*pages: Sequence[Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="mill.pdf", isolated=False))


def only(document: Document) -> list[list[str]]:
    assert len(document.tables) == 1
    return grid(document, document.tables[0])


def cells(y: float, *held: Sequence[str], xs: Sequence[float] = XS, font: str = BODY) -> list[Step]:
    """A row of cells, each of several lines, that begin on one height."""
    return [
        step
        for x, text in zip(xs, held, strict=False)
        for step in lines(x, y, *text, size=SIZE, font=font, leading=LEADING)
    ]


def across(*ys: float, left: float = LEFT, right: float = RIGHT) -> list[Step]:
    def rule(y: float) -> Step:
        def draw(canvas: Canvas) -> None:
            canvas.setLineWidth(0.5)
            canvas.line(left, y, right, y)

        return draw

    return [rule(y) for y in ys]


def shade(x: float, y: float, width: float, height: float) -> Step:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def joined(held: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(text) for text in held]


def risks(top: float, pitch: float = 40) -> list[Step]:
    """The three risks, the first line of the first of them at ``top``."""
    return [step for at, held in enumerate(RISKS) for step in cells(top - pitch * at, *held)]


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("name", ["ruled", "mixed"])
def test_tables_of_texts_come_row_by_row_with_whole_cells(producer: str, name: str) -> None:
    document = check(read_path(str(FOLDER / f"{producer}.pdf"), isolated=False))
    table = next(each for each in document.tables if each.page == TABLES.index(name) + 1)
    assert grid(document, table) == part(name)
    assert (table.header_rows, table.header_columns) == (1, 1)
    shown = [flat(block.text) for block in document.blocks if block.page == table.page]
    assert shown == [" | ".join(row) for row in part(name)]


@pytest.mark.parametrize("producer", PRODUCERS)
def test_texts_that_nothing_but_white_divides_are_paragraphs_row_by_row(producer: str) -> None:
    document = check(read_path(str(FOLDER / f"{producer}.pdf"), isolated=False))
    page = TABLES.index("white") + 1
    said = [flat(block.text) for block in document.blocks if (block.page, block.kind) == (page, "paragraph")]
    assert said == [cell for row in part("white")[1:] for cell in row]


@pytest.mark.parametrize("producer", PRODUCERS)
def test_running_text_in_columns_and_cards_are_no_tables(producer: str) -> None:
    document = check(read_path(str(FOLDER / f"{producer}.pdf"), isolated=False))
    assert all(table.page <= len(TABLES) for table in document.tables)
    said = [flat(text) for text in texts(document, "paragraph")]
    at = [next(n for n, text in enumerate(said) if row[0] in text) for row in part("prose")]
    assert at == sorted(at)
    if producer == "drawn":
        assert [text for text in said if any(card[1] == text for card in part("cards"))] == [
            card[1] for card in part("cards")
        ]


def test_shaded_rows_part_a_table_as_rules_do() -> None:
    steps = [shade(LEFT, 688, 460, 34), shade(LEFT, 608, 460, 40)]
    document = read([*steps, *cells(710, *HEAD, font=BOLD), *risks(676, 40)])
    assert only(document)[1:] == [joined(held) for held in RISKS]


def test_header_above_the_first_rule_names_the_columns() -> None:
    document = read(
        [*cells(724, ("Risk",), ("Meaning",), ("Answer",), font=BOLD), *across(718, 678, 638, 598), *risks(704)]
    )
    assert only(document) == [["Risk", "Meaning", "Answer"], *(joined(held) for held in RISKS)]
    assert document.tables[0].header_rows == 1


def test_last_row_stands_under_the_last_rule_but_a_note_does_not() -> None:
    top = [*cells(724, *HEAD, font=BOLD), *across(730, 718, 678, 638), *risks(704)]
    assert only(read(top))[-1] == joined(RISKS[-1])
    note = [line(LEFT, 584, "The risks were looked at by the people of both mills in the spring of the year.", 7)]
    document = read([*top, *across(598), *note])
    assert only(document)[-1] == joined(RISKS[-1])
    assert "The risks were looked at" not in " ".join(texts(document, "table"))


def test_rules_that_begin_beside_the_labels_part_the_rows_of_a_group() -> None:
    steps = [*cells(724, *HEAD, font=BOLD), *across(736, 718, 598)]
    steps += [*across(678, 638, left=184), *cells(704, ("Weather", "and air"))]
    steps += [step for at, held in enumerate(RISKS) for step in cells(704 - 40 * at, *held[1:], xs=XS[1:])]
    found = only(read(steps))
    assert [row[0] for row in found[1:]] == ["Weather and air"] * 3
    assert [row[1:] for row in found[1:]] == [joined(held[1:]) for held in RISKS]


def test_lines_under_words_part_no_rows() -> None:
    steps = [*across(730, 718, 678, 638, 598), *cells(724, *HEAD, font=BOLD), *risks(704)]
    underline = across(702, left=190, right=298)
    assert only(read([*steps, *underline]))[1:] == [joined(held) for held in RISKS]


def test_bullets_are_no_column_but_marks_are() -> None:
    steps = [*across(730, 718, 690, 662), *cells(724, ("Risk",), ("What is done",), font=BOLD)]
    for y, name, first, second in (
        (706, "Storms", "Roofs are fixed", "Trees are cut"),
        (678, "Dust", "Masks", "A fan"),
    ):
        steps += [*cells(y, (name,)), *lines(190, y, "•", "•", size=SIZE, leading=LEADING)]
        steps += lines(
            205, y, f"{first} before the first days of autumn", f"{second} in the yard", size=SIZE, leading=LEADING
        )
    found = only(read(steps))
    assert [len(row) for row in found] == [2, 2, 2]
    assert found[2] == ["Dust", "• Masks before the first days of autumn • A fan in the yard"]


def test_items_in_a_ruled_cell_are_no_columns_of_it() -> None:
    def drawn(canvas: Canvas) -> None:
        for y in (720, 690, 620, 550):
            canvas.line(LEFT, y, RIGHT, y)
        for x in (LEFT, 120, 180, RIGHT):
            canvas.line(x, 550, x, 720)

    steps = [drawn, *cells(700, ("No.",), ("What",), ("Where it is told",), xs=(66, 126, 190))]
    for y, label in ((670, "Wood"), (600, "Water")):
        steps += [line(126, y, label, SIZE), line(190, y, "The yearly letter to the town, in the part", SIZE)]
        steps += [line(190, y - 11, "on what the mill takes from the hills.", SIZE)]
        for at in (3, 4):
            item = [line(190, y - 11 * at, "\N{BULLET} "), line(212, y - 11 * at, f"What we use, page {at}", SIZE)]
            steps += item
    found = only(read(steps))
    assert [row[1] for row in found] == ["What", "Wood", "Water"]
    assert [row[2].count("What we use") for row in found] == [0, 2, 2]


def test_a_note_and_the_title_of_the_next_table_between_two_rules_are_no_row() -> None:
    def table(top: float, name: str) -> list[Step]:
        rows = [(name,), ("What it would mean",), ("What is done",)], *RISKS[:2]
        steps = across(top, *(top - 26 - 30 * at for at in range(3)))
        for at, row in enumerate(rows):
            y = top - 14 if not at else top - 36 - 30 * (at - 1)
            steps += cells(y, *row, font=BODY if at else BOLD)
        return steps

    between = [line(66, 602, "The mill and its yard.", SIZE), line(66, 570, "What frost does", SIZE, BOLD)]
    steps = [*table(700, "Risk"), *between, *table(562, "Cold"), *across(614)]
    document = read(steps)
    assert [grid(document, each)[0][0] for each in document.tables] == ["Risk", "Cold"]
    assert {"The mill and its yard.", "What frost does"} <= {
        block.text for block in document.blocks if block.kind != "table"
    }


def test_section_rows_stand_alone_in_their_row() -> None:
    steps = [*across(730, 718, 678, 664, 624), *cells(724, *HEAD, font=BOLD), *cells(704, *RISKS[0])]
    steps += [*cells(668, ("Transport and yards",), font=BOLD), *cells(650, *RISKS[2])]
    found = only(read(steps))
    assert [row[0] for row in found] == ["Risk", "Storms", "Transport and yards", "Late trains in winter"]


def test_one_row_of_texts_needs_a_header() -> None:
    body = [*across(718, 678), *cells(704, *RISKS[0])]
    assert only(read([*across(730), *cells(724, *HEAD, font=BOLD), *body]))[1] == joined(RISKS[0])
    assert read(body).tables == ()


RUNNING = (
    "The mill was built where the",
    "river falls and has been used",
    "since by three families, who",
    "ground rye and later wood for",
)


def test_running_text_in_three_columns_between_rules_is_no_table() -> None:
    steps = across(730, 670, 610, 550)
    for y in (716, 656, 596):
        steps += cells(y, RUNNING, ("paper, which was brought", *RUNNING[:3]), ("and sold in the towns", *RUNNING[:3]))
    assert read(steps).tables == ()


def test_paragraphs_that_begin_on_one_height_are_no_table() -> None:
    steps: list[Step] = []
    for y in (716, 650, 584):
        steps += cells(y, ("The mill stands here.", *RUNNING[1:]), ("They sold it soon.", *RUNNING[1:]), xs=(66, 300))
    assert read(steps).tables == ()


def test_line_of_a_paragraph_is_not_cut_at_a_wide_blank() -> None:
    steps = [*across(730, 718, 678, 638, 598, 558), *cells(724, *HEAD, font=BOLD), *risks(704)]
    begins, goes_on = "Both of the mills are", "insured, and what is not paid for in the first"
    steps += [line(183 - stringWidth(begins, BODY, SIZE), 584, begins, SIZE), line(190, 584, goes_on, SIZE)]
    steps += lines(66, 573, "year after a storm is paid for by the owners; nobody has asked for it since.", size=SIZE)
    steps += [*across(518), *cells(544, *RISKS[0])]
    found = only(read(steps))
    assert any(row[0].startswith(f"{begins} {goes_on}") for row in found)


def test_tiles_without_labels_are_no_table() -> None:
    tiles = (
        (("37 firms", "on four continents"), ("424 million", "sold in shops"), ("3,300", "women and men")),
        (("3 mills", "at one river"), ("2,029 tonnes", "of rye"), ("31 more", "than in the year before")),
        (("93 wells", "in use"), ("120 lorries", "and their crews of two"), ("20 hours", "of training")),
    )
    steps: list[Step] = []
    for y, held in zip((700, 620, 540), tiles, strict=True):
        for at, said in enumerate(held):
            x = 60 + 150 * at
            steps.append(shade(x, y, 142, 72))
            for down, text in enumerate(said):
                begin = x + 71 - stringWidth(text, BODY, SIZE) / 2
                steps.append(line(begin, y + 40 - LEADING * down, text, SIZE))
    assert read(steps).tables == ()


def test_list_of_contents_is_no_table() -> None:
    steps: list[Step] = []
    for at, (number, name) in enumerate(
        (("1.1", "The mills"), ("1.2", "The people"), ("1.3", "The river"), ("1.4", "The forest"))
    ):
        y = 700 - 20 * at
        steps += [line(66, y, number, SIZE), line(120, y, name + " " + "." * 40 + f" {3 + 2 * at}", SIZE)]
    assert read(steps).tables == ()


def lone(at: int, x: float, y: float) -> tuple[int, Line]:
    return at, Line(5 * at, 5 * at + 4, "Ryes", x, x + 18, y, 9.0, False, 0)


def test_hostile_rules_and_texts_take_no_more_than_so_much_work(steps: Callable[[Callable[[], object]], int]) -> None:
    widths = [Rule(0.5 * at, 0, 300 + at % 97 * 5) for at in range(1500)]
    equal = [Rule(0.5 * at, 0, 500) for at in range(1500)]
    lines_of_page = [lone(at, at * 7919 % 480, at * 104_729 % 800) for at in range(MAX_LINES)]
    for rules in (widths, equal):
        assert steps(lambda rules=rules: banded_grids(lines_of_page, Rules(rules, []), Cuts())) < 3_000 * MAX_LINES


def test_texts_in_columns_are_looked_through_in_linear_time(linear: Callable[..., None]) -> None:
    def finding(count: int) -> Callable[[], object]:
        found = [lone(at, 100.0 + 150 * (at % 3), 12.0 * (count - at // 3)) for at in range(count)]
        rules = Rules([Rule(12.0 * at - 4, 90, 500) for at in range(count)], [])
        return lambda: find_tables(found, rules)

    linear(finding, 60)
