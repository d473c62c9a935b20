"""Tables of PDF pages as grids: what is a table, which cell stands in which row and column, what is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from made_pdfs import BODY, BOLD, Step, line, lines, mixed, pdf, turned
from reading_checks import check, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Document, Table
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.read.pdf.tables.finder import MAX_LINES, find_tables
from claimcheck.read.pdf.tables.fragments import make
from claimcheck.read.pdf.tables.grids import Column
from claimcheck.read.pdf.tables.text_tables import is_contents

SIZE = 9.0
COLUMNS = (300.0, 380.0, 460.0)
PROSE = (
    "Harbour Mills bought less energy than in the year before, and nearly all",
    "of it came from two wind farms near the coast. The plan for the coming",
    "years is to replace the last gas boilers, to insulate the older halls and",
    "to ask the suppliers of pulp and starch for figures of their own, so that",
    "the report of next year can say more about what is bought than this one",
    "does about the energy and the water that the two mills have used.",
)


def right(x: float, y: float, text: str, size: float = SIZE, font: str = BODY) -> Step:
    """One line of text that ends at ``x``."""
    return line(x - stringWidth(text, font, size), y, text, size, font)


def centred(x: float, y: float, text: str, size: float = SIZE, font: str = BODY) -> Step:
    """One line of text with its middle at ``x``."""
    return line(x - stringWidth(text, font, size) / 2, y, text, size, font)


def row(
    y: float, label: str, *values: str, x: float = 72, columns: Sequence[float] = COLUMNS, font: str = BODY
) -> list[Step]:
    """A row of a table: a label and values that end at ``columns``."""
    steps = [line(x, y, label, SIZE, font)] if label else []
    return steps + [right(at, y, value, SIZE, font) for at, value in zip(columns, values, strict=False) if value]


def rule(x0: float, y0: float, x1: float, y1: float) -> Step:
    """A straight line."""

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(x0, y0, x1, y1)

    return draw


def bar(x: float, y: float, width: float, height: float) -> Step:
    """A filled area."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.7)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def framed(xs: Sequence[float], ys: Sequence[float]) -> list[Step]:
    """Rules of a full grid."""
    across = [rule(xs[0], y, xs[-1], y) for y in ys]
    return across + [rule(x, ys[-1], x, ys[0]) for x in xs]


def read(*pages: Sequence[Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="mills.pdf", isolated=False))


def grid(document: Document, table: Table) -> list[list[str]]:
    """The texts of a table; a cell over several places stands in each of them."""
    places = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        text = document.blocks[cell.block].text[cell.start : cell.end]
        for at in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                assert not places[at][column], "two cells in one place"
                places[at][column] = text
    return places


def only(document: Document) -> Table:
    assert len(document.tables) == 1
    return document.tables[0]


def energy(y: float = 700) -> list[Step]:
    return [
        *row(y, "Energy", "2021", "2022", "2023", font=BOLD),
        *row(y - 16, "Electricity (MWh)", "1,234", "1,100.5", "998"),
        *row(y - 32, "Gas (MWh)", "(12)", "n/a", "\u2013"),
        *row(y - 48, "Total", "1 578", "2.997,25", "1,020", font=BOLD),
    ]


def test_figures_below_years_are_a_grid() -> None:
    document = read([*lines(72, 780, *PROSE), *energy(660)])
    table = only(document)
    assert grid(document, table) == [
        ["Energy", "2021", "2022", "2023"],
        ["Electricity (MWh)", "1,234", "1,100.5", "998"],
        ["Gas (MWh)", "(12)", "n/a", "\u2013"],
        ["Total", "1 578", "2.997,25", "1,020"],
    ]
    assert (table.header_rows, table.header_columns, table.page) == (1, 1, 1)
    assert texts(document, "table") == [
        "Energy | 2021 | 2022 | 2023",
        "Electricity (MWh) | 1,234 | 1,100.5 | 998",
        "Gas (MWh) | (12) | n/a | \u2013",
        "Total | 1 578 | 2.997,25 | 1,020",
    ]
    assert "\n".join(PROSE) in texts(document, "paragraph")


def test_columns_written_one_after_the_other_are_rows_all_the_same() -> None:
    steps = [*lines(72, 700, "Energy", "Electricity", "Gas", size=SIZE, leading=16)]
    for x, texts_below in zip(COLUMNS, (("2021", "12", "13"), ("2022", "14", "15")), strict=False):
        steps += [right(x, 700 - 16 * at, text) for at, text in enumerate(texts_below)]
    document = read(steps)
    assert grid(document, only(document)) == [
        ["Energy", "2021", "2022"],
        ["Electricity", "12", "14"],
        ["Gas", "13", "15"],
    ]


def test_title_right_above_is_the_caption() -> None:
    document = read([line(72, 722, "Table 4: Energy use of the two mills", SIZE, BOLD), *energy()])
    table = only(document)
    assert table.caption is not None
    assert document.blocks[table.caption].text == "Table 4: Energy use of the two mills"
    assert document.blocks[table.caption].kind != "table"


def test_prose_above_is_no_caption_and_no_header() -> None:
    document = read([*lines(72, 780, *PROSE), *energy(692)])
    table = only(document)
    assert table.caption is None
    assert table.header_rows == 1


def test_header_of_several_lines_is_one_row_of_cells() -> None:
    steps = [
        line(72, 716, "Waste", SIZE, BOLD),
        *[right(x, 716, text, SIZE, BOLD) for x, text in zip(COLUMNS, ("Recycled", "Burnt"), strict=False)],
        *[right(x, 706, text, SIZE, BOLD) for x, text in zip(COLUMNS, ("paper (t)", "rejects (t)"), strict=False)],
        *row(688, "North mill", "120", "14"),
        *row(672, "South mill", "98", "11"),
    ]
    document = read(steps)
    table = only(document)
    assert grid(document, table)[0] == ["Waste", "Recycled\npaper (t)", "Burnt\nrejects (t)"]
    assert table.header_rows == 1


def test_years_over_several_columns_span_them() -> None:
    columns = (220, 270, 320, 400, 450, 500)
    steps = [
        centred(255, 716, "2022", SIZE, BOLD),
        centred(435, 716, "2023", SIZE, BOLD),
        *row(702, "Staff", "Women", "Men", "All", "Women", "Men", "All", columns=columns, font=BOLD),
        *row(686, "North mill", "11", "12", "23", "14", "15", "29", columns=columns),
        *row(670, "South mill", "21", "22", "43", "24", "25", "49", columns=columns),
    ]
    document = read(steps)
    table = only(document)
    assert table.header_rows == 2
    assert [cell.columns for cell in table.cells if cell.row == 0][-2:] == [3, 3]
    header = grid(document, table)[:2]
    assert header[0][1:] == ["2022"] * 3 + ["2023"] * 3
    assert header[1][1:] == ["Women", "Men", "All"] * 2


def test_underlined_header_spans_the_columns_over_its_rule() -> None:
    steps = [
        centred(340, 720, "Targets", SIZE, BOLD),
        rule(270, 716, 380, 716),
        *row(704, "Metric", "2030", "2050", "Now", font=BOLD),
        rule(72, 700, 460, 700),
        *row(688, "Energy", "80", "90", "12"),
        *row(672, "Water", "40", "50", "7"),
    ]
    document = read(steps)
    header = grid(document, only(document))[:2]
    assert header == [["Metric", "Targets", "Targets", "Now"], ["Metric", "2030", "2050", "Now"]]


def test_years_set_in_one_run_name_their_columns() -> None:
    steps = [
        line(72, 700, "Energy", SIZE, BOLD),
        line(280, 700, "2021 2022 2023", SIZE, BOLD),
        *row(684, "Gas", "11", "12", "13", columns=(297, 320, 344)),
        *row(668, "Wind", "21", "22", "23", columns=(297, 320, 344)),
    ]
    document = read(steps)
    assert grid(document, only(document))[0] == ["Energy", "2021", "2022", "2023"]


def test_unit_column_and_section_rows_are_kept() -> None:
    columns = (250.0, 380.0, 460.0)
    steps = [
        *row(700, "Indicator", "Unit", "2022", "2023", columns=columns, font=BOLD),
        line(72, 684, "Energy", SIZE, BOLD),
        *row(668, "Wind power", "MWh", "12", "14", columns=columns),
        *row(652, "Gas", "MWh", "3", "2", columns=columns),
        line(72, 636, "Water", SIZE, BOLD),
        *row(620, "River water", "m3", "500", "480", columns=columns),
    ]
    document = read(steps)
    table = only(document)
    assert grid(document, table) == [
        ["Indicator", "Unit", "2022", "2023"],
        ["Energy", "", "", ""],
        ["Wind power", "MWh", "12", "14"],
        ["Gas", "MWh", "3", "2"],
        ["Water", "", "", ""],
        ["River water", "m3", "500", "480"],
    ]
    assert (table.header_rows, table.header_columns) == (1, 2)


def test_wrapped_labels_are_joined_below_and_around_their_values() -> None:
    steps = [
        *row(700, "Emissions", "2022", "2023", font=BOLD),
        *row(680, "Purchased goods and", "12", "14"),
        line(72, 669, "services", SIZE),
        line(72, 649, "Upstream transport", SIZE),
        *row(643.5, "", "3", "2"),
        line(72, 638, "and storage", SIZE),
        *row(618, "Waste", "7", "8"),
    ]
    document = read(steps)
    assert grid(document, only(document))[1:] == [
        ["Purchased goods and\nservices", "12", "14"],
        ["Upstream transport\nand storage", "3", "2"],
        ["Waste", "7", "8"],
    ]


def test_text_in_a_column_of_values_stays_in_its_column() -> None:
    steps = [
        *row(700, "Source", "2022", "2023", font=BOLD),
        *row(684, "Gas", "12", "14"),
        *row(668, "Travel", "Not measured", "3"),
        *row(652, "Waste", "7", "Not measured"),
    ]
    document = read(steps)
    assert grid(document, only(document))[2:] == [["Travel", "Not measured", "3"], ["Waste", "7", "Not measured"]]


def test_note_marks_of_cells_are_marks() -> None:
    steps = [
        *row(700, "Source", "2022", "2023", font=BOLD),
        *row(684, "Gas", "12", "14"),
        line(72, 668, "Travel", SIZE),
        right(300, 668, "31", SIZE),
        mixed(370, 668, ("44", SIZE, 0, BODY), ("1", 5, 4, BODY)),
        line(72, 640, "1 Flights only, as the trains are not known.", 7),
    ]
    document = read(steps)
    assert grid(document, only(document))[2] == ["Travel", "31", "44"]
    block = next(block for block in document.blocks if block.text.startswith("Travel"))
    assert [(mark.label, mark.at) for mark in block.marks] == [("1", len(block.text))]


@pytest.mark.parametrize(("rules", "heights"), [((694, 646, 598), (668, 620)), ((694, 598), (684, 636))])
def test_group_labels_cover_the_rows_between_their_rules(
    rules: tuple[float, ...], heights: tuple[float, float]
) -> None:
    # Without a rule between them, each is set to the first of its rows.
    columns = (330.0, 420.0)
    steps = [
        *row(700, "Mill", "2022", "2023", columns=columns, font=BOLD),
        line(160, 700, "Source", SIZE, BOLD),
        *[rule(72, y, 420, y) for y in rules],
    ]
    for number, (label, y) in enumerate(
        (("Gas", 684), ("Wind", 668), ("All", 652), ("Gas", 636), ("Wind", 620), ("All", 604))
    ):
        steps += row(y, label, str(10 + number), str(20 + number), x=160, columns=columns)
    steps += row(588, "Sum", "91", "92", x=160, columns=columns)
    steps += [line(72, y, f"{name} mill", SIZE) for name, y in zip(("North", "South"), heights, strict=True)]
    document = read(steps)
    assert [places[:2] for places in grid(document, only(document))[1:]] == [
        ["North mill", "Gas"],
        ["North mill", "Wind"],
        ["North mill", "All"],
        ["South mill", "Gas"],
        ["South mill", "Wind"],
        ["South mill", "All"],
        ["", "Sum"],
    ]


def test_second_table_without_header_takes_that_of_the_first() -> None:
    steps = [
        *energy(700),
        line(
            60,
            632,
            "The figures of the South mill, which was bought in May of the last year and has its own meters:",
            SIZE,
        ),
        *row(612, "Electricity (MWh)", "34", "100", "98"),
        *row(596, "Gas (MWh)", "2", "3", "4"),
    ]
    document = read(steps)
    first, second = document.tables
    assert (first.header_of, second.header_of) == (None, 0)
    assert second.header_rows == 0
    assert grid(document, second)[1] == ["Gas (MWh)", "2", "3", "4"]


def test_wrapped_label_below_a_table_with_more_columns_does_not_part_its_own() -> None:
    upper = (220.0, 300.0, 380.0, 460.0)
    narrower = (380.0, 460.0)
    document = read(
        [
            *row(700, "Energy", "2020", "2021", "2022", "2023", columns=upper, font=BOLD),
            *row(684, "Electricity", "1,234", "1,100", "998", "871", columns=upper),
            *row(668, "Gas", "312", "300", "298", "271", columns=upper),
            *row(630, "Water", "Bought", "Total", columns=narrower, font=BOLD),
            *row(614, "Mains", "41", "48", columns=narrower),
            *row(601, "Rain and other water gathered on the roofs of"),
            *row(591, "halls", "11", "18", columns=narrower),
            *row(575, "Wells", "52", "66", columns=narrower),
        ]
    )
    assert grid(document, document.tables[1]) == [
        ["Water", "Bought", "Total"],
        ["Mains", "41", "48"],
        ["Rain and other water gathered on the roofs of\nhalls", "11", "18"],
        ["Wells", "52", "66"],
    ]


def test_table_goes_on_over_a_page() -> None:
    rest = [*row(780, "Wind (MWh)", "34", "100", "98"), *row(764, "Peat (MWh)", "2", "3", "4")]
    document = read(energy(140), rest)
    first, second = document.tables
    assert (first.page, second.page, second.header_of) == (1, 2, 0)


def test_tables_side_by_side_are_two() -> None:
    left, right_columns = (180.0, 230.0), (450.0, 500.0)
    steps = []
    for y, *cells in (
        (700, "Energy", "2022", "2023", "Water", "2022", "2023"),
        (684, "Electricity", "1", "2", "From the river", "5", "6"),
        (668, "Natural gas", "3", "4", "From the mains", "7", "8"),
        (652, "Wood chips", "9", "10", "Collected rain", "11", "12"),
    ):
        steps += row(y, cells[0], *cells[1:3], columns=left)
        steps += row(y, cells[3], *cells[4:], x=320, columns=right_columns)
    document = read(steps)
    one, other = document.tables
    assert [places[0] for places in grid(document, one)] == ["Energy", "Electricity", "Natural gas", "Wood chips"]
    assert grid(document, other)[3] == ["Collected rain", "11", "12"]


def test_prose_beside_a_table_stays_prose() -> None:
    columns = (480.0, 530.0)
    steps = [
        *lines(60, 705, *(text[:48] for text in PROSE), size=SIZE, leading=11),
        *row(700, "Energy", "2022", "2023", x=340, columns=columns, font=BOLD),
        *row(684, "Electricity", "1", "2", x=340, columns=columns),
        *row(668, "Natural gas", "3", "4", x=340, columns=columns),
        *row(652, "Wood chips", "9", "10", x=340, columns=columns),
    ]
    document = read(steps)
    assert grid(document, only(document))[1] == ["Electricity", "1", "2"]
    assert "\n".join(text[:48].rstrip() for text in PROSE) in texts(document, "paragraph")


def test_a_value_with_its_year_or_that_of_a_year_before_is_a_value() -> None:
    steps = [
        *row(700, "Rates", "Trains", "Buses", columns=(330.0, 430.0), font=BOLD),
        *row(684, "Staff who left", "8% (2022: 12%)", "6% (2022: 7%)", columns=(330.0, 430.0)),
        *row(668, "Women who drive", "21% (2022: 20%)", "2% (2022: 2%)", columns=(330.0, 430.0)),
        *row(652, "Hours lost", "0.24 (2019)", "0.31 (2019)", columns=(330.0, 430.0)),
        *row(636, "Answers", "71/100 (2019)", "78/100 (2019)", columns=(330.0, 430.0)),
        *row(620, "People trained", "1,204 drivers", "2,868 drivers", columns=(330.0, 430.0)),
    ]
    table = only(read(steps))
    assert (table.rows, table.columns, table.header_rows, table.header_columns) == (6, 3, 1, 1)


def test_years_of_goals_are_no_header_beside_their_figures() -> None:
    steps = [
        *row(700, "Goal", "Base year", "Due", "Reached"),
        *row(684, "Cut gas by a third", "2019", "2030", "-22%"),
        *row(668, "Cut waste by half", "2019", "2030", "-11%"),
        *row(652, "Wood from here", "\u2013", "2030", "68%"),
        *row(636, "Less water a page", "2020", "2030", "-12%"),
    ]
    table = only(read(steps))
    assert (table.rows, table.header_rows) == (5, 1)


def test_lines_of_a_text_beside_a_table_are_no_column_of_it() -> None:
    steps = [
        *row(700, "Energy", "2022", "2023", columns=(240.0, 290.0), font=BOLD),
        *row(684, "Electricity", "1", "2", columns=(240.0, 290.0)),
        *row(668, "Natural gas", "3", "4", columns=(240.0, 290.0)),
        *row(652, "Wood chips", "9", "10", columns=(240.0, 290.0)),
        *row(636, "Current sold", "7", "8", columns=(240.0, 290.0)),
        *lines(330, 659, "None of the mills was closed for a day", "in spite of the storms.", size=SIZE, leading=7),
    ]
    document = read(steps)
    assert only(document).columns == 3
    assert "None of the mills was closed for a day\nin spite of the storms." in texts(document, "paragraph")


def test_fully_ruled_table_of_texts_is_a_grid() -> None:
    xs, ys = (72, 200, 330, 460), (710, 690, 655, 620)
    steps = framed(xs, ys)
    for x, texts_below in zip(
        xs,
        (("Topic", "Water", "Staff"), ("Goal", "Use less river", "Train all"), ("State", "On track", "Late")),
        strict=False,
    ):
        steps += [line(x + 4, y - 13, text, SIZE) for y, text in zip(ys, texts_below, strict=False)]
    steps.append(line(204, 690 - 24, "water each year", SIZE))
    document = read(steps)
    table = only(document)
    assert grid(document, table) == [
        ["Topic", "Goal", "State"],
        ["Water", "Use less river\nwater each year", "On track"],
        ["Staff", "Train all", "Late"],
    ]
    assert (table.header_rows, table.header_columns) == (1, 1)


def test_a_text_beside_a_table_is_no_part_of_it_for_a_rule_of_the_next_one() -> None:
    steps = [
        line(72, 700 - 16 * at, text, SIZE)
        for at, text in enumerate(("We hired again", "in both mills", "and the office"))
    ]
    for y, cells in zip((700, 684, 668), (("2023",), ("12",), ("13",)), strict=True):
        steps += row(y, {700: "Staff", 684: "North", 668: "South"}[y], *cells, x=230)
    steps += [rule(226, y, 470, y) for y in (712, 696, 680, 664)]
    document = read([*steps, rule(72, 652, 470, 652)])
    assert [cells[0] for cells in grid(document, only(document))] == ["Staff", "North", "South"]


def test_a_long_first_row_as_wide_as_the_frame_names_the_table() -> None:
    title = "Table 7: Staff of the two mills and of the office. All of it as of the last day of December 2023."
    xs, ys = (72, 200, 330, 460), (730, 710, 690, 670, 650)
    steps = [*framed(xs, ys[1:]), *framed((72, 460), ys[:2]), line(76, 717, title, 7)]
    for y, cells in zip(ys[1:], (("", "Women", "Men"), ("North", "12", "13"), ("South", "5", "7")), strict=False):
        steps += [line(x + 4, y - 13, text, SIZE) for x, text in zip(xs, cells, strict=False) if text]
    document = read(steps)
    table = only(document)
    assert grid(document, table)[0] == ["", "Women", "Men"]
    assert table.caption is not None
    assert document.blocks[table.caption].text == title


def test_rows_of_figures_at_the_foot_of_each_page_are_no_footer() -> None:
    years = ("2021", "2022", "2023")
    pages = [
        [*row(110 if foot else 830, "Tonnes", *years), *row(94, "Gas", "12", "13", "14"), *row(78, "Peat", *others)]
        for foot, others in ((True, "123"), (True, "456"), (False, "789"), (True, "251"))
    ]
    document = read(*pages)
    assert not any(block.running for block in document.blocks)
    pages = [[*steps, line(72, 30, "Report of 2023", SIZE), right(470, 30, str(at))] for at, steps in enumerate(pages)]
    assert "Report of 2023" in next(block.text for block in read(*pages).blocks if block.running)


def _ruled_texts(*rows: tuple[str, ...]) -> list[Step]:
    xs, ys = (72, 200, 330, 460), tuple(710 - 20 * number for number in range(len(rows) + 1))
    return framed(xs, ys) + [
        line(x + 4, y - 13, text, SIZE)
        for y, cells in zip(ys, rows, strict=False)
        for x, text in zip(xs, cells, strict=False)
    ]


def test_bold_names_above_the_frame_are_the_header_and_a_plain_row_is_none() -> None:
    rows = (
        ("Mill", "Paper", "Old"),
        ("Weir", "Power", "Power for the whole town"),
        ("Ferry", "Boats", "Boats of all kinds"),
    )
    names = [
        line(x + 4, 718, text, SIZE, BOLD) for x, text in zip((72, 200, 330), ("Site", "Trade", "Note"), strict=True)
    ]
    document = read([*_ruled_texts(*rows), *names])
    table = only(document)
    assert (table.header_rows, [cells[0] for cells in grid(document, table)]) == (1, ["Site", "Mill", "Weir", "Ferry"])


def test_another_ink_shows_that_a_row_of_texts_is_a_header() -> None:
    rows = (("Matter", "Goal", "Said on 31 May"), ("Water", "Less river", "Done"), ("Staff", "All trained", "Late"))
    steps = _ruled_texts(*rows)
    plain, below = steps[:-9], steps[-6:]

    def coloured(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.1, 0.1)
        for step in steps[-9:-6]:
            step(canvas)
        canvas.setFillColorRGB(0, 0, 0)

    assert [read(each).tables[0].header_rows for each in (steps, [*plain, coloured, *below])] == [0, 1]


def test_ruled_cells_over_several_places_span_them() -> None:
    xs = (72, 200, 260, 320, 380, 440)
    steps = [rule(72, 720, 440, 720), rule(200, 702, 440, 702)]
    steps += [rule(72, y, 440, y) for y in (684, 666, 648)]
    steps += [rule(x, 648, x, 720 if x in (72, 200, 320, 440) else 702) for x in xs]
    steps += [line(76, 708, "Number of", SIZE), line(76, 696, "people", SIZE)]
    steps += [centred(260, 707, "2022", SIZE), centred(380, 707, "2023", SIZE)]
    for y, cells in ((689, ("", "Women", "Men", "Women", "Men")), (671, ("Full time", "1", "2", "3", "4"))):
        steps += [line(x + 4, y, cell, SIZE) for x, cell in zip(xs, cells, strict=False) if cell]
    steps += [line(x + 4, 653, cell, SIZE) for x, cell in zip(xs, ("Part time", "5", "6", "7", "8"), strict=False)]
    document = read(steps)
    table = only(document)
    assert grid(document, table)[:2] == [
        ["Number of\npeople", "2022", "2022", "2023", "2023"],
        ["Number of\npeople", "Women", "Men", "Women", "Men"],
    ]
    assert (table.header_rows, table.header_columns) == (2, 1)


def test_header_cells_at_odd_heights_keep_their_rows() -> None:
    xs = (72, 200, 330, 400, 470)
    steps = [rule(330, 730, 470, 730), rule(330, 706, 470, 706), rule(72, 724, 330, 724), rule(72, 690, 330, 690)]
    steps += [rule(72, y, 470, y) for y in (684, 666, 648)]
    steps += [rule(x, 648, x, 684) for x in xs]
    steps += [*(rule(x, 690, x, 724) for x in (72, 200)), rule(400, 684, 400, 706)]
    steps += [rule(x, 684, x, 730) for x in (330, 470)]
    steps += [line(76, 704, "Matter", SIZE), line(204, 704, "Standard", SIZE), centred(400, 714, "Boundary", SIZE)]
    for y, cells in (
        (692, ("", "", "Inside", "Outside")),
        (671, ("Water", "GRI 303", "Mill", "-")),
        (653, ("Waste", "GRI 306", "Mill", "Tip")),
    ):
        steps += [line(x + 4, y, cell, SIZE) for x, cell in zip(xs, cells, strict=False) if cell]
    document = read(steps)
    assert grid(document, only(document))[:3] == [
        ["Matter", "Standard", "Boundary", "Boundary"],
        ["Matter", "Standard", "Inside", "Outside"],
        ["Water", "GRI 303", "Mill", "-"],
    ]


def test_one_year_over_a_header_row_spans_all_columns() -> None:
    steps = [
        centred(372, 716, "2023", SIZE, BOLD),
        *row(702, "Staff", "Women", "Men", "All", font=BOLD),
        *row(686, "North mill", "11", "12", "23"),
        *row(670, "South mill", "21", "22", "43"),
    ]
    document = read(steps)
    assert grid(document, only(document))[0][1:] == ["2023"] * 3


def test_a_title_with_the_one_year_of_the_header_spans_all_columns() -> None:
    columns = (170.0, 260.0, 350.0, 440.0, 530.0)
    steps = [
        centred(300, 716, "Hours that staff were taught in 2024", SIZE, BOLD),
        *row(700, "", "Hours, men", "Hours, women", "Hours, all", "Mean hours", "Courses", columns=columns, font=BOLD),
        *row(684, "Drivers", "979", "208", "1,187", "33.0", "4", columns=columns),
        *row(668, "Clerks", "5,929", "3,087", "9,016", "20.5", "9", columns=columns),
        *row(652, "Fitters", "826", "416", "1,242", "24.2", "6", columns=columns),
    ]
    document = read(steps)
    table = only(document)
    spans = [(cell.column, cell.columns) for cell in table.cells if cell.row == 0 and cell.columns > 1]
    assert spans == [(1, 5)]


def test_each_cell_of_a_full_header_line_has_a_column() -> None:
    steps = [
        line(72, 700, "Journeys", SIZE, BOLD),
        *(right(at, 700, text, SIZE, BOLD) for at, text in ((290, "2021"), (313, "2022"), (440, "2023"))),
        rule(72, 696, 470, 696),
        *row(684, "By train", "2,048.4", "1,515.2", "1,204.8", columns=(310.0, 390.0, 460.0)),
        *row(668, "By plane", "1,048.4", "2,515.2", "3,204.8", columns=(310.0, 390.0, 460.0)),
    ]
    document = read(steps)
    assert grid(document, only(document))[0] == ["Journeys", "2021", "2022", "2023"]


def test_header_above_the_frame_of_a_ruled_table_belongs_to_it() -> None:
    xs, ys = (72, 200, 300, 400), (700, 684, 668, 652)
    steps = framed(xs, ys)
    for y, cells in ((706, ("Energy", "2022", "2023")), (688, ("Gas", "1", "2")), (672, ("Wind", "3", "4"))):
        steps += [line(x + 4, y, cell, SIZE) for x, cell in zip(xs, cells, strict=False)]
    steps += [line(x + 4, 656, cell, SIZE) for x, cell in zip(xs, ("Sun", "5", "6"), strict=False)]
    document = read(steps)
    table = only(document)
    assert grid(document, table)[:2] == [["Energy", "2022", "2023"], ["Gas", "1", "2"]]
    assert table.header_rows == 1


def test_shaded_columns_are_no_frame() -> None:
    steps = [bar(260, 640, 50, 80), rule(72, 694, 470, 694), rule(72, 640, 470, 640), *energy()]
    document = read(steps)
    assert grid(document, only(document))[1] == ["Electricity (MWh)", "1,234", "1,100.5", "998"]


TWO_COLUMNS = [
    *lines(60, 700, *(text[:44] for text in PROSE), size=SIZE, leading=11),
    *lines(320, 700, *(text[-44:] for text in PROSE), size=SIZE, leading=11),
]
CONTENTS = [
    line(72, 700 - 16 * at, f"{title} {'.' * (90 - 2 * len(title))} {page}", SIZE)
    for at, (title, page) in enumerate((("Energy", 4), ("Water and waste", 12), ("Staff", 27), ("Notes", 41)))
]
PAGES = [
    step
    for at, (title, page) in enumerate((("Energy", "4"), ("Water and waste", "12"), ("Staff", "27"), ("Notes", "41")))
    for step in row(700 - 16 * at, title, page)
]
ADDRESS = lines(72, 700, "Harbour Mills", "12 Quay Road", "4021 Port Alder", "Phone 555 0143", size=SIZE)
NUMBERED = lines(72, 700, "1. Use less gas", "2. Use less water", "3. Train the staff", "4. Report", size=SIZE)
CHAPTERS = [
    step
    for at in range(5)
    for step in (
        *row(700 - 16 * at, f"2.{at + 1}", str(14 + at), x=72, columns=(290.0,)),
        line(100, 700 - 16 * at, PROSE[at][:30], SIZE),
        *row(700 - 16 * at, f"3.{at + 1}", str(39 + at), x=320, columns=(530.0,)),
        line(350, 700 - 16 * at, PROSE[at][-30:], SIZE),
    )
]
BULLETS = [
    step
    for at, (one, other) in enumerate((("Gas", "Peat"), ("Wind", "Wood"), ("Sun", "Oil")))
    for step in (
        *lines(72, 700 - 14 * at, f"\u2022   {one}", size=SIZE),
        *lines(250, 700 - 14 * at, f"\u2022   {other}", size=SIZE),
    )
]
CHART = [
    *[bar(100 + 60 * at, 500, 30, 20 + 15 * at) for at in range(5)],
    *[right(90, 500 + 20 * at, str(20 * at)) for at in range(5)],
    *[centred(115 + 60 * at, 488, str(2019 + at)) for at in range(5)],
]
JUSTIFIED = [
    step
    for at, text in enumerate(PROSE)
    for number, word in enumerate(text.split()[:11])
    for step in [line(72 + 42 * number, 700 - 11 * at, word, SIZE)]
]
FOOTNOTES = lines(
    72, 100, "1 Of which 12 in the north.", "2 Without the 31 lorries.", "3 From 2023 on.", size=7, leading=9
)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(TWO_COLUMNS, id="prose in two columns"),
        pytest.param(CONTENTS, id="contents with leaders"),
        pytest.param(PAGES, id="contents in columns"),
        pytest.param(CHAPTERS, id="contents with numbers of chapters in columns"),
        pytest.param(ADDRESS, id="address"),
        pytest.param(NUMBERED, id="numbered list"),
        pytest.param(BULLETS, id="bullets in two columns"),
        pytest.param(CHART, id="axis and bars"),
        pytest.param(FOOTNOTES, id="footnotes"),
        pytest.param(JUSTIFIED, id="stretched lines"),
        pytest.param([turned(40, 300, "2023  12  14", 90), *lines(72, 700, *PROSE)], id="side tab"),
    ],
)
def test_what_is_no_table(steps: list[Step]) -> None:
    document = read(steps)
    assert document.tables == ()


def test_frame_around_prose_is_no_table() -> None:
    document = read([*framed((60, 500), (715, 600)), *lines(72, 700, *PROSE)])
    assert document.tables == ()
    assert texts(document, "table") == []


def test_page_with_too_many_lines_has_no_tables_and_says_so() -> None:
    steps = [line(10 + 9 * (at % 60), 830 - 7.5 * (at // 60), "7", 3) for at in range(MAX_LINES + 60)]
    document = read(steps)
    assert document.tables == ()
    assert "tables-not-sought" in {problem.code for problem in document.problems}


def lone(at: int, x: float, y: float) -> tuple[int, Line]:
    return at, Line(2 * at, 2 * at + 1, "7", x, x + 4, y, 9.0, False, 0)


def test_hostile_pages_take_no_more_than_so_much_work(steps: Callable[[Callable[[], object]], int]) -> None:
    rules = Rules([Rule(0.5 * at, 0, 500) for at in range(1500)], [Rule(0.3 * at, 0, 800) for at in range(1500)])
    # Steps for a line: not in proportion to the lines, but a page has so many at most.
    for count, scattered, stacked in ((MAX_LINES, 10_000, 1_000), (MAX_LINES + 1, 1, 1)):
        lines = [lone(at, at * 7919 % 500, at * 104_729 % 800) for at in range(count)]
        assert steps(lambda lines=lines: find_tables(lines, rules)) < scattered * count
        lines = [lone(at, 100, 9.0 * (count - at)) for at in range(count)]
        assert steps(lambda lines=lines: find_tables(lines, rules)) < stacked * count


def test_a_column_of_lines_is_looked_through_in_linear_time(linear: Callable[..., None]) -> None:
    def finding(count: int) -> Callable[[], object]:
        lines = [lone(at, 100, 9.0 * (count - at)) for at in range(count)]
        return lambda: find_tables(lines, Rules([], []))

    linear(finding, 100)


def test_dashes_written_in_one_go_are_a_value_of_each_column() -> None:
    def drawn(canvas: Canvas) -> None:
        dash = "\N{EM DASH}"
        width = stringWidth(dash, BODY, SIZE)
        text = canvas.beginText(COLUMNS[0] - width, 668)
        text.setFont(BODY, SIZE)
        text.setCharSpace(COLUMNS[1] - COLUMNS[0] - width)
        text.textOut(3 * dash)
        canvas.drawText(text)

    values = [*row(700, "", "2021", "2022", "2023"), *row(684, "Oak", "4", "5", "6"), *row(652, "Ash", "7", "8", "9")]
    document = read([*values, line(72, 668, "Elm", SIZE), drawn])
    assert grid(document, only(document))[2] == ["Elm", *"\N{EM DASH}\N{EM DASH}\N{EM DASH}"]


@pytest.mark.parametrize(("first", "listed"), [("119", True), ("Page", False), ("208", False)])
def test_pages_that_count_up_are_those_of_a_list_with_what_is_taken_for_its_header(first: str, listed: bool) -> None:
    columns = [Column(72, 200, False), Column(270, 290, True)]
    placed = []
    for at, (title, page) in enumerate(
        zip(("Energy", "Water", "Staff", "Notes"), (first, "121", "140", "158"), strict=True)
    ):
        y = 700.0 - 16 * at
        for column, text, left in ((0, title, 72.0), (1, page, 270.0)):
            part = Line(0, len(text), text, left, left + 20, y, SIZE, False, 0)
            placed.append(((column, column), make(at, part)))
    assert is_contents(placed, columns, headed=True) is listed
