"""Headers of tables of PDF pages: sideways, far above the rows, broken underlines, cells set at other heights."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_pdfs import BODY, BOLD, Step, line, lines, turned
from reading_checks import texts
from reportlab.pdfgen.canvas import Canvas
from test_read_pdf_tables import COLUMNS, PROSE, SIZE, bar, centred, framed, grid, only, read, right, row, rule

from claimcheck.model.document import Document, Table

SIX = (220.0, 270.0, 320.0, 400.0, 450.0, 500.0)


def flat(document: Document, table: Table) -> list[list[str]]:
    """The texts of a table, each on one line."""
    return [[text.replace("\n", " ") for text in cells] for cells in grid(document, table)]


def header_of(steps: Sequence[Step]) -> list[list[str]]:
    document = read(steps)
    table = only(document)
    return flat(document, table)[: table.header_rows]


@pytest.mark.parametrize("degrees", [90, 270])
def test_headers_set_sideways_stand_over_their_columns(degrees: int) -> None:
    names = (("Turnover", "of 2023"), ("Climate",), ("Water",))
    steps: list[Step] = []
    for at, lines_of in zip(COLUMNS, names, strict=True):
        for number, text in enumerate(lines_of):
            if degrees == 90:
                steps.append(turned(at - 14 + 10 * number, 700, text, 90))
            else:
                steps.append(turned(at - 4 - 10 * number, 745, text, 270))
    document = read(
        [
            *steps,
            *row(686, "Activity", "%", "Y/N", "Y/N"),
            *row(670, "Wind power", "12%", "7", "8"),
            *row(654, "Paper mills", "30%", "5", "6"),
        ]
    )
    table = only(document)
    found = flat(document, table)
    assert [" ".join(dict.fromkeys(cells)) for cells in list(zip(*found, strict=True))[1:]] == [
        "Turnover of 2023 % 12% 30%",
        "Climate Y/N 7 5",
        "Water Y/N 8 6",
    ]
    assert table.header_rows == 2


def test_a_line_up_the_margin_is_no_header() -> None:
    document = read(
        [
            turned(560, 300, "Annual report of the mills", 90),
            *row(700, "Energy", "2021", "2022", "2023"),
            *row(684, "Gas", "1", "2", "3"),
            *row(668, "Oil", "4", "5", "6"),
        ]
    )
    assert grid(document, only(document))[0] == ["Energy", "2021", "2022", "2023"]
    assert "Annual report of the mills" in texts(document, "paragraph")


def test_bold_names_beside_a_unit_stand_above_a_header_with_a_label() -> None:
    steps = [line(72, 724, "(in millions)", SIZE), *row(724, "", "North", "South", "West", font=BOLD)]
    steps += [*row(705, "Trade", *["Paper"] * 3), *row(691, "Gas", *"123"), *row(677, "Oil", *"456")]
    assert header_of(steps) == [["(in millions)", "North", "South", "West"], ["Trade", "Paper", "Paper", "Paper"]]


def test_header_far_above_section_rows_is_found() -> None:
    document = read(
        [
            *row(700, "Mill", "2021", "2022", "2023", font=BOLD),
            line(72, 684, "A. Mills", SIZE, BOLD),
            line(72, 668, "A.1. Mills that make pulp and paper for packaging near the coast", SIZE, BOLD),
            *row(652, "North mill", "10", "20", "30"),
            *row(636, "South mill", "40", "50", "60"),
        ]
    )
    table = only(document)
    found = grid(document, table)
    assert found[0] == ["Mill", "2021", "2022", "2023"]
    assert [cells[0] for cells in found[1:]] == [
        "A. Mills",
        "A.1. Mills that make pulp and paper for packaging near the coast",
        "North mill",
        "South mill",
    ]


def test_a_group_set_to_the_middle_of_rules_that_only_seams_part_is_over_all_of_them() -> None:
    columns = (228.0, 268.0, 318.0, 388.0, 438.0)
    steps: list[Step] = []
    for y in (728, 712):
        steps += [rule(left, y, end, y) for left, end in ((190, 269), (272, 319), (322, 439))]
    steps += [centred(254.5, 732, "2023"), centred(380.5, 732, "2022")]
    steps += [centred(229.5, 716, "Own"), centred(295.5, 716, "Leased"), centred(380.5, 716, "Own")]
    assert header_of(
        [
            *steps,
            *row(700, "Mill", "North", "South", "East", "North", "South", columns=columns),
            *row(684, "Gas", "1", "2", "3", "4", "5", columns=columns),
            *row(668, "Oil", "7", "8", "9", "1", "2", columns=columns),
        ]
    ) == [
        ["Mill", *["2023"] * 3, *["2022"] * 2],
        ["Mill", *["Own"] * 2, "Leased", *["Own"] * 2],
        ["Mill", "North", "South", "East", "North", "South"],
    ]


def test_a_date_framed_by_rules_is_a_header_and_no_title() -> None:
    steps = [
        line(72, 740, "Table 4. Staff by age", SIZE),
        rule(72, 728, 460, 728),
        right(460, 718, "At 31 December 2021"),
        rule(72, 714, 460, 714),
        *row(702, "Staff", "Women", "Men", "All"),
        rule(72, 698, 460, 698),
        *row(686, "Under 30", "8", "9", "17"),
        *row(670, "Over 50", "7", "6", "13"),
        rule(72, 664, 460, 664),
    ]
    document = read(steps)
    table = only(document)
    assert grid(document, table)[:2] == [["Staff", *["At 31 December 2021"] * 3], ["Staff", "Women", "Men", "All"]]
    assert table.caption is not None
    assert document.blocks[table.caption].text == "Table 4. Staff by age"


def test_what_repeats_below_tells_the_groups_where_boxes_are_drawn_wrongly() -> None:
    # The box of the first year reaches over the labels and not over the last of its columns.
    names = ("Women", "Men", "All") * 2
    steps = [
        *[rule(x, 709, x, 725) for x in (72, 297, 505)],
        *[rule(72, y, 505, y) for y in (725, 709, 695, 677)],
        centred(245, 713, "2021"),
        centred(425, 713, "2022"),
        *row(699, "", *names, columns=SIX),
        *row(682, "Under 30", "1", "2", "3", "4", "5", "6", columns=SIX),
        *row(666, "Over 50", "7", "8", "9", "1", "2", "3", columns=SIX),
    ]
    found = header_of(steps)
    assert found[0][1:] == ["2021"] * 3 + ["2022"] * 3


def test_shaded_last_rows_belong_to_the_table_above_them() -> None:
    steps = [
        *row(700, "Staff", "2021", "2022", "2023"),
        *row(684, "Women", "11", "12", "13"),
        *row(668, "Men", "14", "15", "16"),
        *row(652, "All", "25", "27", "29"),
        *row(636, "Leavers", "1", "2", "3"),
        *framed((70, 250, 310, 390, 470), (662, 646, 630)),
    ]
    document = read(steps)
    table = only(document)
    assert [cells[0] for cells in grid(document, table)] == ["Staff", "Women", "Men", "All", "Leavers"]
    assert table.header_rows == 1


def test_a_shaded_row_between_others_belongs_to_the_table_around_it() -> None:
    steps = [
        *row(700, "Capital", "2021", "2022", "2023"),
        *row(684, "Shares", "11", "12", "13"),
        *row(660, "Funds", "14", "", "16"),
        *row(631, "Grants", "", "27", "29"),
        *row(615, "Loans"),
        *row(599, "Banks", "1", "2", "3"),
        *framed((70, 310, 390, 470), (643, 627, 611)),
    ]
    document = read(steps)
    labels = [cells[0] for cells in grid(document, only(document))]
    assert labels == ["Capital", "Shares", "Funds", "Grants", "Loans", "Banks"]


def test_the_edges_of_shaded_figures_do_not_part_the_lines_of_a_label() -> None:
    steps = [*row(700, "Waste", "2021", "2022", "2023")]
    for top, label in ((684, ["Reused"]), (671, ["Burnt (with", "heat", "used)"]), (632, ["Dumped"]), (619, ["Other"])):
        steps += [*row(top, label[0], "11", "12", "13"), rule(70, top + 10, 470, top + 10)]
        steps += [line(72, top - 13 * at, text, SIZE) for at, text in enumerate(label) if at]
        steps += [rule(right - 80, top - 3, right, top - 3) for right in COLUMNS[:3] for _ in label[1:2]]
    document = read([*steps, rule(70, 616, 470, 616)])
    labels = [cells[0] for cells in grid(document, only(document))]
    assert labels == ["Waste", "Reused", "Burnt (with\nheat\nused)", "Dumped", "Other"]


def test_bulleted_lines_between_two_rules_are_labels_of_their_own() -> None:
    steps = [*row(700, "Funds", "2021", "2022", "2023"), *row(684, "Shares", "11", "12", "13")]
    steps += [*row(668, "- of mills", "14", "15", "16"), *lines(72, 655, "- of farms", "- others", size=SIZE)]
    steps += [*row(626, "All", "25", "27", "29")]
    steps += [rule(70, y, 470, y) for y in (694, 678, 636, 620)]
    document = read(steps)
    labels = [cells[0] for cells in grid(document, only(document))]
    assert labels == ["Funds", "Shares", "- of mills", "- of farms", "- others", "All"]


def test_shade_behind_a_line_of_a_label_is_no_border() -> None:
    # The label beside two rows of a header is set to their middle, its shade to its line.
    xs, ys = (72, 220, 280, 340, 400, 460), (720, 704, 688, 672, 656)
    across = [rule(72, y, 460, y) for y in ys if y != 704] + [rule(220, 704, 460, 704)]
    down = [rule(x, 656, x, 720) for x in (72, 220, 340, 460)] + [rule(x, 656, x, 704) for x in (280, 400)]
    assert len(xs) == 6
    steps = [
        bar(72, 699, 148, 12),
        *across,
        *down,
        line(76, 701, "Staff", SIZE),
        centred(280, 709, "2021"),
        centred(400, 709, "2022"),
        *[centred(x, 693, text) for x, text in zip((250, 310, 370, 430), ("Women", "Men") * 2, strict=True)],
        *[centred(x, 677, text) for x, text in zip((250, 310, 370, 430), "1234", strict=True)],
        *[centred(x, 661, text) for x, text in zip((250, 310, 370, 430), "5678", strict=True)],
        line(76, 677, "Under 30", SIZE),
        line(76, 661, "Over 50", SIZE),
    ]
    assert header_of(steps) == [["Staff", "2021", "2021", "2022", "2022"], ["Staff", "Women", "Men", "Women", "Men"]]


def test_corner_of_two_lines_stands_beside_the_header() -> None:
    steps = [
        bar(70, 695, 400, 26),
        line(72, 712, "Thousands of euros", 10, BOLD),
        *row(706, "", "2021", "2022", "2023", font=BOLD),
        line(72, 700, "(not audited)", 10),
        *row(682, "Sales", "11", "12", "13"),
        *row(666, "Taxes", "14", "15", "16"),
    ]
    assert header_of(steps) == [["Thousands of euros (not audited)", "2021", "2022", "2023"]]


def test_second_line_of_one_header_cell_is_no_title() -> None:
    columns = (240.0, 300.0, 360.0, 420.0)
    steps = [
        *[centred(x, 716, text) for x, text in ((225, "Europe"), (405, "Group"))],
        centred(315, 716, "Rest of the"),
        centred(315, 706, "World"),
        rule(72, 702, 430, 702),
        *row(692, "", "Women", "Men", "Staff", "All", columns=columns),
        *row(676, "Under 30", "1", "2", "3", "4", columns=columns),
        *row(660, "Over 50", "5", "6", "7", "8", columns=columns),
    ]
    header = header_of(steps)
    assert "Rest of the World" in header[0]
    assert "Europe" in header[0]


def test_year_beside_a_narrow_column_heads_it() -> None:
    document = read(
        [
            line(72, 700, "Women on boards", SIZE, BOLD),
            right(380, 700, "Unit", font=BOLD),
            right(440, 700, "2021", font=BOLD),
            *[step for y in (684, 668, 652) for step in (right(390, y, "%"), right(470, y, str(y % 97)))],
            *[rule(70, y, 480, y) for y in (694, 678, 662, 646)],
            line(72, 684, "Mills", SIZE),
            line(72, 668, "Ports", SIZE),
            line(72, 652, "Banks", SIZE),
        ]
    )
    table = only(document)
    assert grid(document, table)[0] == ["Women on boards", "Unit", "2021"]
    assert table.header_rows == 1


def test_one_row_of_figures_without_years_is_none() -> None:
    assert read([line(72, 700, "About us", SIZE), *row(684, "Call", "12", "13", "14")]).tables == ()


def test_values_above_a_table_are_no_header_of_it() -> None:
    document = read(
        [
            *row(700, "Energy", "2021", "2022", "2023"),
            *row(684, "Gas", "11", "12", "13"),
            *row(668, "Oil", "14", "15", "16"),
            *framed((70, 250, 310, 390, 470), (640, 624, 608, 592)),
            *row(628, "Water", "A", "B", "C"),
            *row(612, "Lakes", "1", "2", "3"),
            *row(596, "Wells", "4", "5", "6"),
        ]
    )
    assert [grid(document, table)[0][0] for table in document.tables] == ["Energy", "Water"]


def test_last_row_of_two_lines_keeps_its_label() -> None:
    # The shade behind each text ends right below it; the rule of the table stands below both lines.
    steps = [
        *row(700, "Cash", "2021", "2022", "2023"),
        *row(684, "Sales", "11", "12", "13"),
        *row(660, "", "14", "15", "16"),
        line(72, 665.5, "Cash at the end", SIZE),
        line(72, 654.5, "of the period", SIZE),
        *[rule(x - 40, 658, x, 658) for x in COLUMNS],
        rule(70, 650, 470, 650),
        rule(70, 694, 470, 694),
    ]
    document = read(steps)
    assert flat(document, only(document))[-1] == ["Cash at the end of the period", "14", "15", "16"]


@pytest.mark.parametrize(("drawn", "cells"), [("-45", ["-", "4", "5"]), ("321", ["3", "2", "1"])])
def test_figures_drawn_in_one_go_and_far_apart_are_cells(drawn: str, cells: list[str]) -> None:
    def spaced(canvas: Canvas) -> None:
        text = canvas.beginText(268, 684)
        text.setFont(BODY, SIZE)
        text.setCharSpace(75)
        text.textOut(drawn)
        text.setCharSpace(0)
        canvas.drawText(text)

    columns = (275.0, 355.0, 435.0)
    document = read(
        [
            *row(700, "Staff", "2021", "2022", "2023", columns=columns),
            line(72, 684, "Gas", SIZE),
            spaced,
            *row(668, "Oil", "7", "8", "9", columns=columns),
        ]
    )
    assert grid(document, only(document))[1] == ["Gas", *cells]


def test_a_header_stands_above_many_rows_without_figures() -> None:
    steps: list[Step] = [line(60, 700, "Assets", 8), line(300, 700, "2023", 8), line(400, 700, "2022", 8)]
    steps.append(rule(60, 695, 430, 695))
    names = [f"Quay {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUV"]
    for number, name in enumerate(names):
        y = 684 - 16 * number
        steps += [line(60, y, name, 8), rule(60, y - 4, 430, y - 4)]
        if number >= 18:
            steps += [line(300, y, f"{number}.5", 8), line(400, y, f"{number}.7", 8)]
    (table,) = read([*steps]).tables
    assert (table.header_rows, table.rows, table.columns) == (1, 23, 3)


def test_rules_between_the_rows_of_a_header_alone_leave_it_with_the_figures_below() -> None:
    steps: list[Step] = [
        *(rule(29, y, 563, y) for y in (700, 675.5, 651, 480)),
        *(rule(x, 480, x, 700) for x in (29, 246, 412, 563)),
        *(rule(x, 480, x, 651) for x in (322, 487)),
        *(centred(x, 690, text, 8, BOLD) for x, text in ((329, "State at"), (487, "State at the end"))),
        *(centred(x, 678, text, 8, BOLD) for x, text in ((329, "29/12/2023"), (487, "of the year before"))),
        line(31, 653, "BOATS", 10, BOLD),
        *(centred(x, y, text, 8) for x in (284, 449) for y, text in ((666, "Value"), (654, "in total"))),
        *(centred(x, y, text, 8) for x in (367, 525) for y, text in ((666, "In per cent"), (654, "of the whole"))),
    ]
    for number, name in enumerate(("Ferries", "Tugs", "Barges", "Launches")):
        y = 629 - 12 * number
        steps.append(line(31, y, name, 8))
        steps += [right(x, y, f"{number + at}.{at}", 8) for at, x in enumerate((320, 410, 485, 561), 11)]
    document = read(steps)
    table = only(document)
    heads = [" ".join(column) for column in zip(*flat(document, table)[: table.header_rows], strict=True)]
    assert table.columns == 5
    assert all("29/12/2023" in head and "year before" not in head for head in heads[1:3])
    assert all("year before" in head and "29/12/2023" not in head for head in heads[3:])


def test_labels_with_their_numbers_apart_are_under_the_header_above() -> None:
    steps: list[Step] = [line(60, 700, "Item", 8), line(300, 700, "2023", 8), line(400, 700, "2022", 8)]
    y = 684
    for name in ("Ferries", "Tugs", "Barges"):
        steps += [line(60, y, name, 8), line(300, y, "31", 8), line(400, y, "28", 8)]
        y -= 14
    steps += lines(60, y - 20, *PROSE)
    y -= 120
    for number, name in (("B.", "Cranes"), ("C.", "Sheds"), ("D.", "Rails")):
        steps += [line(60, y, number, 8), line(84, y, name, 8), line(300, y, "7", 8), line(400, y, "6", 8)]
        y -= 14
    first, second = read([*steps]).tables
    assert second.header_of == 0
    assert second.columns == first.columns


FOUR = (240.0, 320.0, 400.0, 480.0)


def test_groups_stand_over_years_that_repeat_in_their_last_lines() -> None:
    rules = [rule(200, 728, 480, 728), rule(72, 690, 480, 690)]
    years = [
        step
        for number, at in enumerate(FOUR)
        for step in (right(at, 718, "For year ended"), right(at, 707, f"June {2021 - number % 2}"))
    ]
    steps = [centred(275, 732, "Group"), centred(435, 732, "Mills"), *years, *rules]
    found = header_of([*steps, *row(676, "Gas", *"1234", columns=FOUR), *row(660, "Oil", *"5678", columns=FOUR)])
    ended = [f"For year ended June {2021 - number % 2}" for number in range(4)]
    assert found == [["", *["Group"] * 2, *["Mills"] * 2], ["", *ended]]


def test_a_rule_under_two_dates_is_no_underline_of_the_second() -> None:
    steps = [
        right(300, 732, "31 May 2021"),
        centred(420, 732, "31 May 2020 (12 months)"),
        rule(240, 726, 470, 726),
        *row(712, "(EUR million)", "Result", "Result", "Own funds"),
        rule(72, 706, 470, 706),
    ]
    assert header_of([*steps, *row(692, "Gas", "1", "2", "3"), *row(676, "Oil", "4", "5", "6")]) == [
        ["(EUR million)", "31 May 2021", *["31 May 2020 (12 months)"] * 2],
        ["(EUR million)", "Result", "Result", "Own funds"],
    ]


def test_a_column_without_figures_keeps_its_header() -> None:
    steps = [
        *row(716, "", "Debts", "Fair", "Hedges"),
        *row(705, "Debt", "at cost", "value", "of rates"),
        rule(72, 700, 460, 700),
        *row(686, "Bonds", "40", "", "3"),
        *row(670, "Loans", "50", "", "4"),
    ]
    assert header_of(steps) == [["Debt", "Debts at cost", "Fair value", "Hedges of rates"]]


def test_what_repeats_itself_over_columns_that_repeat_is_no_group() -> None:
    steps = [centred(275, 740, "May 2021"), centred(435, 740, "May 2020"), rule(200, 735, 480, 735)]
    steps += [right(at, 720, "Net value") for at in FOUR[::2]]
    steps += [right(at, 709, name) for at, name in zip(FOUR, ("in books", "Market") * 2, strict=True)]
    found = header_of([*steps, *row(690, "Gas", *"1234", columns=FOUR), *row(674, "Oil", *"5678", columns=FOUR)])
    assert found[1] == ["", "Net value in books", "Market", "Net value in books", "Market"]


def test_columns_of_marks_without_figures_keep_their_headers() -> None:
    places = (240.0, 300.0, 350.0, 400.0, 470.0)
    names = ("%", "Y; N", "Y/N", "Y/N", "%")
    steps = [*row(716, "Activity", *names, columns=places), rule(72, 711, 470, 711)]
    for at, name in enumerate(("Wind", "Rail", "Grid")):
        steps += row(696 - 16 * at, name, f"1{at}%", "EL", "", "", f"2{at}%", columns=places)
    assert header_of(steps) == [["Activity", *names]]
