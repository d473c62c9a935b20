"""Headers of tables that are ruled off on all sides: shaded corners, merged cells off their columns, section rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from made_pdfs import BOLD, Step, line
from test_read_pdf_table_headers import header_of
from test_read_pdf_tables import SIZE, centred, only, read, rule

XS = (72.0, 180.0, 240.0, 300.0, 360.0, 420.0, 480.0, 540.0)
MIDDLES = [(left + right) / 2 for left, right in pairwise(XS[1:])]


def cells(y: float, *texts: str) -> list[Step]:
    """Texts in the middle of the columns of values."""
    return [centred(x, y, text) for x, text in zip(MIDDLES, texts, strict=False) if text]


def groups(names: Sequence[str], walls: Sequence[float], below: Sequence[str]) -> list[Step]:
    """A ruled table whose upper header has walls at ``walls`` only; each name is set between two of them."""
    ys = (720.0, 704.0, 688.0, 672.0, 656.0)
    steps = [rule(72, 720, 540, 720), *[rule(72, y, 540, y) for y in ys[2:]], rule(180, 704, 540, 704)]
    steps += [rule(x, 656, x, 720 if x in (72, 180, 540) or x in walls else 704) for x in XS]
    at = [(left + right) / 2 for left, right in zip((180.0, *walls), (*walls, 540.0), strict=True)]
    steps += [line(76, 700, "Staff", SIZE)]
    steps += [centred(x, 709, name) for x, name in zip(at, names, strict=True) if name]
    rows = (693, below), (677, "123456"), (661, "654321")
    return (
        steps
        + [step for y, texts in rows for step in cells(y, *texts)]
        + [line(76, 677, "Directors", SIZE), line(76, 661, "Workers", SIZE)]
    )


def test_merged_cells_over_other_names_stay_where_they_are_walled_off() -> None:
    steps = groups(("", "As at 2023", "", "As at 2022"), (240, 360, 420), ("Men", "Women", "All", "New", "Old", "Out"))
    upper = header_of(steps)[0][1:]
    assert upper == ["", "As at 2023", "As at 2023", "", "As at 2022", "As at 2022"]


def sections(*rows: tuple[str, ...], top: float = 720.0, wall: float = 320.0) -> list[Step]:
    """A ruled table of two columns; a row of one text is as wide as the table."""
    xs, ys = (72.0, wall, 470.0), [top - 16 * at for at in range(len(rows) + 1)]
    steps = [rule(72, y, 470, y) for y in ys] + [rule(x, ys[-1], x, ys[0]) for x in (72, 470)]
    for at, texts in enumerate(rows):
        y = ys[at + 1]
        if len(texts) > 1:
            steps.append(rule(wall, y, wall, y + 16))
        steps += [
            line(x + 4, y + 5, text, SIZE, *[BOLD] * (len(texts) == 1)) for x, text in zip(xs, texts, strict=False)
        ]
    return steps


SCOPES = [("Scope 1",), ("Boilers", "52"), ("Cars", "13"), ("Scope 2",), ("Power", "190"), ("Heat", "7")]


def test_a_row_as_wide_as_the_table_is_a_section_where_others_follow() -> None:
    assert only(read(sections(*SCOPES))).header_rows == 0


def test_sections_on_the_next_page_go_on_under_the_header_of_the_first() -> None:
    document = read(sections(("Source", "2024 (t)"), *SCOPES), sections(("Scope 3",), ("Trips", "4"), *SCOPES[3:]))
    assert [table.header_of for table in document.tables] == [None, 0]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([("Emissions of 2024 (t)",), *SCOPES[1:3]], 1),
        ([("Emissions of 2024 (t)",), *SCOPES[1:3], ("Figures are rounded",)], 1),
        ([("Emissions",), ("Source", "2024"), *SCOPES], 2),
    ],
)
def test_a_row_as_wide_as_the_table_names_it_where_no_sections_follow(rows: list[tuple[str, ...]], header: int) -> None:
    assert only(read(sections(*rows))).header_rows == header


@pytest.mark.parametrize(("wall", "header"), [(312.0, 0), (350.0, 0), (400.0, None)])
def test_a_header_serves_a_table_below_whose_walls_stand_under_its_own(wall: float, header: int | None) -> None:
    below = [("Share of sites", "40"), ("Year of the goal", "2050"), ("Goals", "3")]
    document = read(sections(("Source", "2024 (t)"), *SCOPES[1:3]) + sections(*below, top=600, wall=wall))
    assert [table.header_of for table in document.tables] == [None, header]


def test_a_cell_that_reaches_into_the_body_is_below_the_header() -> None:
    # "Packaging" names three rows, so that the first of these is none of names; the header stands above the frame.
    xs, ys = (72.0, 180.0, 360.0, 540.0), (720.0, 700.0, 680.0, 660.0, 640.0)
    steps = [rule(72 if y in (720, 660, 640) else 180, y, 540, y) for y in ys] + [rule(x, 640, x, 720) for x in xs]
    rows = [("Weight", "471 metric tons"), ("Recyclable", "95%"), ("Goals", "See the plan"), ("Water stress", "44%")]
    for at, texts in enumerate(rows):
        steps += [line(x + 4, 706 - 20 * at, text, SIZE) for x, text in zip(xs[1:], texts, strict=False)]
    steps += [line(76, 686, "Packaging", SIZE), line(76, 646, "Sourcing", SIZE)]
    steps += [line(x + 4, 726, text, SIZE) for x, text in zip(xs, ("Topic", "Metric", "Response"), strict=False)]
    assert header_of(steps) == [["Topic", "Metric", "Response"]]


def test_a_framed_title_of_two_lines_names_the_table() -> None:
    title = "Mills 102-8: Number of people who work for the mills, by contract. It is as of December 31,", "2021."
    ys = (720.0, 692.0, 676.0, 660.0, 644.0)
    steps = [rule(72, y, 540, y) for y in ys] + [rule(x, 644, x, 720) for x in (72, 540)]
    steps += [rule(x, 644, x, 692) for x in (240, 390)]
    steps += [line(76, 708, title[0], SIZE), line(76, 697, title[1], SIZE)]
    for y, texts in ((681, ("County", "Staff", "Others")), (665, ("Kent", "31", "2")), (649, ("Essex", "17", "5"))):
        steps += [line(x + 4, y, text, SIZE) for x, text in zip((72, 240, 390), texts, strict=True)]
    document = read(steps)
    table = only(document)
    assert table.caption is not None
    assert " ".join(document.blocks[table.caption].text.split()) == " ".join(title)
