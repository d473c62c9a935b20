"""What the cells of tables mean: labels, units, years, roles, numbers, and what is no value."""

from __future__ import annotations

import pytest
from made_tables import cut, document_of, points, reader, told
from msgspec.structs import replace

from claimcheck.model.document import Block, Box, Piece

TABLES = {
    "a unit column, years, a base, a change and a target": (
        """
               | Unit  | 2019 (base year) | FY2024 | % change | 2030 target
        Scope 1 | tCO2e | 1,234 | 1,100 | (11) | 600
        """,
        [
            "Scope 1 | 2019 (base year) | 1234 | tCO2e | 2019 | base",
            "Scope 1 | FY2024 | 1100 | tCO2e | 2024",
            "Scope 1 | % change | -11 | % | - | change",
            "Scope 1 | 2030 target | 600 | tCO2e | 2030 | target",
        ],
    ),
    "units in row labels": (
        """
        | 2024
        Scope 1 (tCO2e) | 1
        Energy, MWh | 2
        Water withdrawn, in thousand m³ | 3
        Waste (000 tonnes) | 4
        Spend £'000 | 5
        Revenue (€ million) | 6
        Women in management (%) | 7
        Number of sites | 8
        Intensity (tCO2e/FTE) | 9
        Share of suppliers | 10
        """,
        [
            "Scope 1 (tCO2e) | 2024 | 1 | tCO2e | 2024",
            "Energy, MWh | 2024 | 2 | MWh | 2024",
            "Water withdrawn, in thousand m3 | 2024 | 3000 | m3 | 2024",
            "Waste (000 tonnes) | 2024 | 4000 | t | 2024",
            "Spend £'000 | 2024 | 5000 | GBP | 2024",
            "Revenue (€ million) | 2024 | 6000000 | EUR | 2024",
            "Women in management (%) | 2024 | 7 | % | 2024",
            "Number of sites | 2024 | 8 | count | 2024",
            "Intensity (tCO2e/FTE) | 2024 | 9 | tCO2e/FTE | 2024",
            "Share of suppliers | 2024 | 10 | % | 2024",
        ],
    ),
    "what says that there is no value": (
        """
        Metric | 2023 | 2024
        Waste (t) | – | n/a
        Water (m3) | nil | Not reported
        Air (t) | — | 0
        """,
        [
            "Waste (t) | 2023 | no_value | t | 2023",
            "Waste (t) | 2024 | no_value | t | 2024",
            "Water (m3) | 2023 | no_value | m3 | 2023",
            "Water (m3) | 2024 | no_value | m3 | 2024",
            "Air (t) | 2023 | no_value | t | 2023",
            "Air (t) | 2024 | 0 | t | 2024",
        ],
    ),
    "bounds, ranges, scale letters and words": (
        """
        Site | Waste (t)
        A | <0.1
        B | ~30
        C | 25–30
        D | 1.2m
        E | more than 40
        F | approx. 7
        G | 12 (estimated)
        """,
        [
            "A | Waste (t) | below 0.1 | t | -",
            "B | Waste (t) | about 30 | t | -",
            "C | Waste (t) | 25..30 | t | -",
            "D | Waste (t) | 1200000 | t | -",
            "E | Waste (t) | above 40 | t | -",
            "F | Waste (t) | about 7 | t | -",
            "G | Waste (t) | 12 | t | -",
        ],
    ),
    "German numbers": (
        """
        | 2023 | 2024
        Umsatz (Mio. €) | 1.234,5 | 1.100,0
        Abfall (t) | 12,5 | 1.234
        Quote | 12,5 % | 8 %
        """,
        [
            "Umsatz (Mio. €) | 2023 | 1234500000 | EUR | 2023",
            "Umsatz (Mio. €) | 2024 | 1100000000 | EUR | 2024",
            "Abfall (t) | 2023 | 12.5 | t | 2023",
            "Abfall (t) | 2024 | 1234 | t | 2024",
            "Quote | 2023 | 12.5 | % | 2023",
            "Quote | 2024 | 8 | % | 2024",
        ],
    ),
    "French and Swiss numbers": (
        """
        | 2023 | 2024
        Eau (m³) | 1 234 | 12 345,6
        Air (kg) | 1\u202f234\u202f567 | 2’345
        """,
        [
            "Eau (m3) | 2023 | 1234 | m3 | 2023",
            "Eau (m3) | 2024 | 12345.6 | m3 | 2024",
            "Air (kg) | 2023 | 1234567 | kg | 2023",
            "Air (kg) | 2024 | 2345 | kg | 2024",
        ],
    ),
    "periods in headers": (
        """
        tCO2e | 2022/23 | Q3 2024 | 31 December 2024 | Dec-23 | FY24 | 2023 Total
        Scope 1 | 1 | 2 | 3 | 4 | 5 | 6
        """,
        [
            "Scope 1 | 2022/23 | 1 | tCO2e | 2022/2023",
            "Scope 1 | Q3 2024 | 2 | tCO2e | 2024",
            "Scope 1 | 31 December 2024 | 3 | tCO2e | 2024",
            "Scope 1 | Dec-23 | 4 | tCO2e | 2023",
            "Scope 1 | FY24 | 5 | tCO2e | 2024",
            "Scope 1 | 2023 Total | 6 | tCO2e | 2023",
        ],
    ),
    "changes and what they are measured from": (
        """
        | 2024 | vs. 2019 | Change 2022-2023 | 2024 vs 2023 (%)
        Scope 1 (tCO2e) | 10 | +3 pp | 5% | ▼ 4
        """,
        [
            "Scope 1 (tCO2e) | 2024 | 10 | tCO2e | 2024",
            "Scope 1 (tCO2e) | vs. 2019 | 3 | pp | - | change 2019",
            "Scope 1 (tCO2e) | Change 2022-2023 | 5 | % | 2023 | change 2022",
            "Scope 1 (tCO2e) | 2024 vs 2023 (%) | -4 | % | 2024 | change 2023",
        ],
    ),
    "section rows, parts of rows and a label on two rows": (
        """
        | 2024
        ENVIRONMENT |
        Energy |
        Electricity (MWh) | 10
        of which renewable | 4
        – solar | 1
        Water |
        Withdrawal (m3) | 5
        United Arab |
        emirates (m3) | 6
        SOCIAL |
        Employees | 7
        """,
        [
            "ENVIRONMENT > Energy > Electricity (MWh) | 2024 | 10 | MWh | 2024",
            "ENVIRONMENT > Energy > Electricity (MWh) > of which renewable | 2024 | 4 | MWh | 2024",
            "ENVIRONMENT > Energy > Electricity (MWh) > solar | 2024 | 1 | MWh | 2024",
            "ENVIRONMENT > Water > Withdrawal (m3) | 2024 | 5 | m3 | 2024",
            "ENVIRONMENT > United Arab emirates (m3) | 2024 | 6 | m3 | 2024",
            "SOCIAL > Employees | 2024 | 7 | - | 2024",
        ],
    ),
    "years as rows": (
        """
        Year | Scope 1 (t CO2e) | Scope 2 (t CO2e)
        2023 | 10 | 20
        2024 | 11 | 21
        """,
        [
            "2023 | Scope 1 (t CO2e) | 10 | tCO2e | 2023",
            "2023 | Scope 2 (t CO2e) | 20 | tCO2e | 2023",
            "2024 | Scope 1 (t CO2e) | 11 | tCO2e | 2024",
            "2024 | Scope 2 (t CO2e) | 21 | tCO2e | 2024",
        ],
    ),
    "a header again inside the table": (
        """
        | 2023 | 2024
        Waste (t) | 1 | 2
        | 2021 | 2022
        Water (m3) | 3 | 4
        """,
        [
            "Waste (t) | 2023 | 1 | t | 2023",
            "Waste (t) | 2024 | 2 | t | 2024",
            "Water (m3) | 2021 | 3 | m3 | 2021",
            "Water (m3) | 2022 | 4 | m3 | 2022",
        ],
    ),
    "years as values, codes, pages and row numbers are no figures": (
        """
        No. | GRI | Action | Base year | Due | Page | Pagina | Target | 2024
        1 | 305-1 | Cut emissions | 2019 | 2030 | 12 | 4-6 | 50% | 12%
        2 | 303-3 | Save water | 2020 | 2035 | 14 | 9 | 20% | 3%
        3 | 306-3 | Cut waste | 2021 | 2040 | 19 | 13 | 10% | 4%
        """,
        [
            "Cut emissions | Target | 50 | % | - | target",
            "Cut emissions | 2024 | 12 | % | 2024",
            "Save water | Target | 20 | % | - | target",
            "Save water | 2024 | 3 | % | 2024",
            "Cut waste | Target | 10 | % | - | target",
            "Cut waste | 2024 | 4 | % | 2024",
        ],
    ),
    "units beside labels, ages and pages": (
        """
        Age (years) | Unit | Number of employees | Pages in the report | Rate of injuries
        45-55 | (number) | 10 | 339 | 0.4
        >55 | (number) | 20 | 340 | 0.5
        """,
        [
            "45-55 | Number of employees | 10 | count | -",
            "45-55 | Rate of injuries | 0.4 | count | -",
            ">55 | Number of employees | 20 | count | -",
            ">55 | Rate of injuries | 0.5 | count | -",
        ],
    ),
    "parts of years, and years in scripts without blanks": (
        """
        | 9M2023 | 1H 24 | Q3 25 | 2021年度
        Water (m3) | 1 | 2 | 3 | 4
        """,
        [
            "Water (m3) | 9M2023 | 1 | m3 | 2023",
            "Water (m3) | 1H 24 | 2 | m3 | 2024",
            "Water (m3) | Q3 25 | 3 | m3 | 2025",
            "Water (m3) | 2021年度 | 4 | m3 | 2021",
        ],
    ),
    "shares beside a column of units": (
        """
        Metric | Unit | 2023 | % of total
        Bonds | EUR | 40 | 2.5
        Emissions | t-CO2e | 30 | 1.5
        Staff | n° | 20 | 0.5
        """,
        [
            "Bonds | 2023 | 40 | EUR | 2023",
            "Bonds | % of total | 2.5 | % | -",
            "Emissions | 2023 | 30 | tCO2e | 2023",
            "Emissions | % of total | 1.5 | % | -",
            "Staff | 2023 | 20 | count | 2023",
            "Staff | % of total | 0.5 | % | -",
        ],
    ),
    "a row that announces the ones below it": (
        """
        | 2023 | 2022
        Waste (t) | 9 | 8
        of this, by kind: | - |
        Paper (t) | 5 | 4
        Metal (t) | 4 | 4
        """,
        [
            "Waste (t) | 2023 | 9 | t | 2023",
            "Waste (t) | 2022 | 8 | t | 2022",
            "of this, by kind: > Paper (t) | 2023 | 5 | t | 2023",
            "of this, by kind: > Paper (t) | 2022 | 4 | t | 2022",
            "of this, by kind: > Metal (t) | 2023 | 4 | t | 2023",
            "of this, by kind: > Metal (t) | 2022 | 4 | t | 2022",
        ],
    ),
    "words that look like roles and are none": (
        """
        | 2024
        Climate change training (hours) | 3
        Customer base (%) | 4
        Progress against target (%) | 5
        """,
        [
            "Climate change training (hours) | 2024 | 3 | h | 2024",
            "Customer base (%) | 2024 | 4 | % | 2024",
            "Progress against target (%) | 2024 | 5 | % | 2024",
        ],
    ),
    "cells that are no single figure": (
        """
        | 2024 | Note
        Waste | 3 of 5 | 4
        Dates | 1 January | 5
        Codes | ISO 14001 | 6
        Text | We cut it by 12 % in 2024 and will go on | 7
        Ratio | 12:1 | 8
        Broken | 1.2.3 | 9
        Backwards | 30-25 | 10
        Glued | 12abc | 11
        """,
        [],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_values_are_read_with_all_that_the_table_says(name: str) -> None:
    drawing, expected = TABLES[name]
    assert [told(point) for point in points(drawing)] == expected


def test_a_bracket_is_negative_only_where_money_or_change_is_shown() -> None:
    [money, plain] = points("| 2024\nNet result (EUR) | (34)\nRemovals (tCO2e) | (34)")
    assert (money.amount.state, money.amount.value) == ("value", -34)
    assert (plain.amount.state, plain.amount.value) == ("unclear", None)
    assert not plain.supports


def test_spanning_headers_stand_over_every_column_they_cover() -> None:
    found = points(
        "| 2023 | | 2024 |\n| Men | Women | Men | Women\nEmployees | 1 | 2 | 3 | 4",
        header_rows=2,
        spans={(0, 1): (1, 2), (0, 3): (1, 2)},
    )
    assert [point.column_path for point in found] == [
        ("2023", "Men"), ("2023", "Women"), ("2024", "Men"), ("2024", "Women"),
    ]  # fmt: skip
    assert [point.period.year for point in found if point.period] == [2023, 2023, 2024, 2024]


@pytest.mark.parametrize(("header", "year"), [("201 8", 2018), ("201 89", None), ("112 8", None)])
def test_a_year_wrapped_in_a_narrow_cell_is_one(header: str, year: int | None) -> None:
    [point] = points(f"| {header}\nStaff | 877")
    assert (point.period.year if point.period else None) == year


def test_a_cell_across_columns_has_only_the_headers_they_share() -> None:
    [point] = points("| Group | \n| 2023 | 2024\nSites | 7 |", header_rows=2, spans={(0, 1): (1, 2), (2, 1): (1, 2)})
    assert point.column_path == ("Group",)
    assert point.period is None


def test_labels_that_span_rows_stand_over_all_of_them() -> None:
    found = points(
        "Topic | Metric | 2024\nClimate | Scope 1 | 1\n | Scope 2 | 2\nWater | Use | 3",
        header_columns=2,
        spans={(1, 0): (2, 1)},
    )
    assert [point.row_path for point in found] == [
        ("Climate", "Scope 1"), ("Climate", "Scope 2"), ("Water", "Use"),
    ]  # fmt: skip


def test_an_empty_outer_label_goes_on_with_the_one_above() -> None:
    found = points("Topic | Metric | 2024\nClimate | Scope 1 | 1\n | Scope 2 | 2", header_columns=2)
    assert found[1].row_path == ("Climate", "Scope 2")


@pytest.mark.parametrize(
    ("caption", "unit", "value", "year"),
    [
        ("Table 3: Emissions 2024 (in thousand tonnes)", "t", 12000, 2024),
        ("Emissions in ktCO2e", "ktCO2e", 12, None),
        ("Results, EUR million", "EUR", 12e6, None),
        ("Millones de euros", "EUR", 12e6, None),
        ("(en milliers d'euros)", "EUR", 12e3, None),
        ("Importi in migliaia di Euro", "EUR", 12e3, None),
        ("Average hours of training by gender in 2024", "h", 12, 2024),
        ("Volunteering hours", "h", 12, None),
        ("Table 5: A table of things, and the number of them", None, 12, None),
        ("A table of things", None, 12, None),
    ],
)
def test_unit_scale_and_year_come_from_the_caption_where_nothing_nearer_says_them(
    caption: str, unit: str | None, value: float, year: int | None
) -> None:
    [point] = points("Site | Amount\nLund | 12", caption=caption)
    assert (point.unit.id if point.unit else None) == unit
    assert point.amount.value == value
    assert (point.period.year if point.period else None) == year


@pytest.mark.parametrize(
    ("caption", "kind"),
    [("Number of staff", "count"), ("Table 5: Total number of staff in 2024", "count"), ("Staff", None)],
)
def test_a_title_that_begins_with_a_number_of_something_tells_counts(caption: str, kind: str | None) -> None:
    [point] = points("Site | Women\nLund | 12", caption=caption)
    assert (point.unit.kind if point.unit else None) == kind


@pytest.mark.parametrize(
    ("line", "value"), [("EUR million", 12e6), ("In 2024 we paid EUR 3 million.", 12), ("Our sites", 12)]
)
def test_a_line_of_units_above_the_table_holds_for_it(line: str, value: float) -> None:
    document = document_of(cut("Site | Amount\nLund | 12"), caption=line)
    blocks = (replace(document.blocks[0], kind="paragraph"), *document.blocks[1:])
    tables = (replace(document.tables[0], caption=None),)
    [point] = reader().read(replace(document, blocks=blocks, tables=tables))
    assert point.amount.value == value
    assert point.period is None


@pytest.mark.parametrize(("lines", "year"), [(["2024", "By site"], 2024), (["2023", "2024"], None), (["2024 |"], None)])
def test_a_year_alone_above_the_table_is_that_of_its_figures(lines: list[str], year: int | None) -> None:
    document = document_of(cut("Site | Amount\nLund | 12"))
    above = tuple(Block("paragraph", text, (Piece(0, 0, len(text)),)) for text in lines)
    table = document.tables[0]
    moved = tuple(replace(cell, block=cell.block + len(lines)) for cell in table.cells)
    tables = (replace(table, cells=moved),)
    [point] = reader().read(replace(document, blocks=(*above, *document.blocks), tables=tables))
    assert (point.period.year if point.period else None) == year


def test_a_scale_over_the_table_leaves_shares_and_intensities_alone() -> None:
    found = points("| 2024\nWaste (t) | 2\nRecycled (%) | 3\nPer head (t/FTE) | 4", caption="in thousands")
    assert [point.amount.value for point in found] == [2000, 3, 4]


def test_a_currency_sign_in_a_cell_leaves_the_scale_to_the_table() -> None:
    (sale, loss, rate) = points(
        "(in thousands of euros) | 2024\nSales | €193,095\nResult | €(59)\nPrice | €1.2 million"
    )
    assert [point.unit and (point.unit.id, point.unit.scale) for point in (sale, loss)] == [("EUR", 1000)] * 2
    assert (sale.amount.value, loss.amount.value, rate.amount.value) == (193095000, -59000, 1200000)


@pytest.mark.parametrize(
    ("corner", "unit", "scale"),
    [
        ("(m€)", "EUR", 1e6),
        ("K€", "EUR", 1e3),
        ("Importi €/1.000", "EUR", 1e3),
        ("# sites", None, 1.0),
        ("Numero dei siti", None, 1.0),
    ],
)
def test_the_corner_of_a_table_names_scales_and_counts(corner: str, unit: str | None, scale: float) -> None:
    [point] = points(f"{corner} | 2024\nLund | 12")
    assert point.unit is not None
    assert (point.unit.id, point.unit.scale) == (unit, scale)


def test_the_edition_of_a_standard_is_no_year() -> None:
    [point] = points("Topic | GRI 305: Emissions (2016)\nWaste (t) | 12")
    assert point.period is None


@pytest.mark.parametrize(
    "label", ["Green bond 2031", "Note 4.1% 2019/31.12.2049", "Loan 2.5% 2017 - 05/07/2027", "Fleet Act 2019 duties"]
)
def test_a_year_inside_the_name_of_a_row_is_no_year_of_its_figure(label: str) -> None:
    [named, dated] = points(f"Item | Volume (t)\n{label} | 12\nOther | 7", section=("Data for 2024",))
    assert named.period is None
    assert dated.period is not None
    [of_column] = points(f"Item | 2023\n{label} | 12")
    assert of_column.period is not None
    assert of_column.period.year == 2023


@pytest.mark.parametrize(
    "label",
    [
        "2022",
        "Waste in 2022",
        "Waste, 2022",
        "Waste (2022)",
        "Waste: FY2022",
        "Waste FY2022",
        "Balance at 31 December 2022",
        "Stock au 31 décembre 2022",
        "31 December 2022 restated",
        "2022 waste",
        "Change 2021-2022",
    ],
)
def test_a_year_that_is_said_to_be_one_is_the_year_of_its_row(label: str) -> None:
    [point] = points(f"Item | Volume (t)\n{label} | 12", section=("Data for 2024",))
    assert point.period is not None
    assert point.period.year == 2022


def test_a_group_of_people_is_a_unit_in_brackets_only() -> None:
    [name, unit] = points("Hours of training | 2024\nManagers | 12\nTrained (employees) | 7")
    assert name.unit is not None
    assert name.unit.id == "h"
    assert unit.unit is not None
    assert unit.unit.id == "people"


def test_a_heading_names_no_count_as_a_unit() -> None:
    [point] = points("Site | 2024\nLund | 12", section=("Employees",))
    assert point.unit is None


def test_units_in_a_label_column_are_units_and_no_labels() -> None:
    found = points("Metric | Unit | 2024\nWaste | t | 1\nAir | kg | 2", header_columns=2)
    assert [told(point) for point in found] == ["Waste | 2024 | 1 | t | 2024", "Air | 2024 | 2 | kg | 2024"]


def test_the_year_around_a_table_is_not_that_of_the_figures_of_the_year_before() -> None:
    found = points(
        "Site | Prior year (t) | Waste (t) | Change from prior year\nLund | 12 | 9 | -25%", section=("2024",)
    )
    assert [point.period.year if point.period else None for point in found] == [None, 2024, 2024]


def test_the_year_of_the_section_is_the_last_resort() -> None:
    [point] = points("Site | Waste (t)\nLund | 12", section=("Environment", "Data for 2024"))
    assert point.period is not None
    assert (point.period.year, point.period.origin) == (2024, "section")


def test_a_note_mark_is_no_digit_and_leads_to_its_note() -> None:
    [raised, marked] = points("| 2023 | 2024\nWaste (t) | 1,234¹ | 1,100", marks={(1, 2): "1"})
    assert raised.amount.value == 1234
    assert marked.amount.value == 1100
    assert [(mark.label, mark.note) for mark in marked.marks] == [("1", 2)]
    assert marked.notes == (2,)
    assert raised.notes == ()


def test_notes_of_labels_and_headers_count_for_their_figures() -> None:
    by_label = points("| 2023 | 2024\nWaste (t) | 1 | 2\nWater (m3) | 3 | 4", marks={(1, 0): "1"})
    assert [point.notes for point in by_label] == [(3,), (3,), (), ()]
    by_header = points("| 2023 | 2024\nWaste (t) | 1 | 2", marks={(0, 2): "1"})
    assert [point.notes for point in by_header] == [(), (2,)]


def test_without_a_header_a_figure_has_no_path_and_supports_nothing() -> None:
    [point] = points("Scope 1 (tCO2e) | 1,234", header_rows=0)
    assert point.amount.value == 1234
    assert point.column_path == ()
    assert not point.supports
    [point] = points("| 2024\nScope 1 | 1,234")
    assert point.supports


UNCLEAR = {
    "two years over one figure": ("| 2019\n| 2021\nWaste (t) | 7", 2),
    "two years run together": ("| 2021 2019\nWaste (t) | 7", 1),
    "a figure": ("| 57\nWaste (t) | 7", 1),
    "a dash over a figure": ("| –\n| 1,204\nWaste (t) | 7", 2),
}
CLEAR = {
    "a change from year to year": ("| Change 2019–2021 in %\nWaste (t) | 7", 1),
    "a target and its base year": ("| 2030 target against 2019\nWaste (t) | 7", 1),
    "a year in a span of years": ("| 2019–2021\n| 2020\nWaste (t) | 7", 2),
    "two names for one year": ("| FY2021\n| 31 December 2021\nWaste (t) | 7", 2),
    "a business year": ("| 2020/21\n| Group 2021\nWaste (t) | 7", 2),
    "a number of a list": ("| 1. Sites\nWaste (t) | 7", 1),
    "a unit": ("| %\nWaste | 7", 1),
}


@pytest.mark.parametrize("name", UNCLEAR)
def test_under_two_years_or_only_figures_nothing_supports(name: str) -> None:
    drawing, header_rows = UNCLEAR[name]
    [point] = points(drawing, header_rows=header_rows)
    assert (point.amount.state, point.supports) == ("value", False)


@pytest.mark.parametrize("name", CLEAR)
def test_a_header_with_one_time_and_a_comparison_are_clear(name: str) -> None:
    drawing, header_rows = CLEAR[name]
    [point] = points(drawing, header_rows=header_rows)
    assert point.supports


@pytest.mark.parametrize(
    ("names", "caption", "years"), [(("2023", "2024"), None, "2023 2024"), (("Men", "All"), "Use in 2024", "2024 2024")]
)
def test_a_table_that_goes_on_takes_headers_and_caption_of_the_one_before(
    names: tuple[str, str], caption: str | None, years: str
) -> None:
    first = document_of([["", *names], ["Waste (t)", "1", "2"]], caption=caption)
    blocks = (*first.blocks, *document_of([["Water (m3)", "3", "4"]], header_rows=0).blocks)
    [second] = document_of([["Water (m3)", "3", "4"]], header_rows=0, header_of=0).tables
    moved = tuple(replace(cell, block=cell.block + len(first.blocks)) for cell in second.cells)
    table = second.__class__(moved, 1, 3, 0, 1, header_of=0)
    document = first.__class__("x", "markdown", "", first.source, blocks, tables=(*first.tables, table))
    found = [point for point in reader().read(document) if point.table == 1]
    assert [told(point) for point in found] == [
        f"Water (m3) | {name} | {value} | m3 | {year}"
        for name, value, year in zip(names, (3, 4), years.split(), strict=True)
    ]


def test_the_decimal_sign_is_that_of_the_document_where_a_table_does_not_tell() -> None:
    german = document_of([["", "2024"], ["Abfall (t)", "1.234"]], caption="Mengen")
    assert reader().read(german)[0].amount.value == 1.234
    other = document_of([["", "2024"], ["Abfall (t)", "1.234"], ["Wasser (m3)", "0,5"]])
    assert [point.amount.value for point in reader().read(other)] == [1234, 0.5]


def test_the_decimal_sign_is_that_of_shares_in_the_text_where_no_table_tells() -> None:
    table = document_of([["", "2024"], ["Rifiuti (t)", "1.234"]], caption="Nel 2024 il 5,8% in meno, e il 3,1 %")
    assert reader().read(table)[0].amount.value == 1234


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("1.546", "1.275", "169", "24.41 %"), [1546, 1275, 169, 24.41]),
        (("1.546", "1.275", "169.000", "24.41 %"), [1.546, 1.275, 169, 24.41]),
        (("1.546", "1.275", "0", "24.41 %"), [1.546, 1.275, 0, 24.41]),
        (("1.546", "1.27", "169", "24.41 %"), [1.546, 1.27, 169, 24.41]),
    ],
)
def test_a_sign_before_three_digits_groups_thousands_beside_whole_numbers(
    cells: tuple[str, ...], values: list[float]
) -> None:
    *people, share = cells
    rows = [["", "Staff", "Share"], *([f"Group {at}", cell, share] for at, cell in enumerate(people))]
    found = [point.amount.value for point in points(rows)]
    assert [*found[::2], found[1]] == values


def test_a_column_of_numbers_with_what_they_count_holds_figures() -> None:
    drawing = "| Number | Share\nLeft | 972 employees | 15 %\nJoined | 799 employees | 13 %"
    found = points(drawing, header_columns=2)
    assert [(one.row_path, one.amount.value) for one in found] == [
        (("Left",), 972),
        (("Left",), 15),
        (("Joined",), 799),
        (("Joined",), 13),
    ]


def test_the_year_in_brackets_behind_a_value_is_its_own() -> None:
    found = points("| Base year | 2024\nLost time (hours) | 0.24 (2019) | 0.15\nWomen | 38% (2023: 35%) | 40%")
    told = [(one.amount.value, one.period.year if one.period else None) for one in found]
    assert told == [(0.24, 2019), (0.15, 2024), (38, None), (40, 2024)]


@pytest.mark.parametrize(
    ("cell", "value", "unit", "year", "end_year"),
    [
        ("2018 (2,340 t CO2e)", 2340, "tCO2e", 2018, None),
        ("2019/20 (64%)", 64, "%", 2019, 2020),
        ("2017 (8)", 8, None, 2017, None),
        # What has no year before it is the value.
        ("2,018 (t)", 2018, None, None, None),
        ("410 (2018)", 410, None, 2018, None),
    ],
)
def test_a_base_may_have_its_year_before_its_value(
    cell: str, value: float, unit: str | None, year: int | None, end_year: int | None
) -> None:
    read = points(f"Field | Baseline (value) | 2024\nMills | {cell} | 7\nWeavers | 1999 | 3")
    found = next(one for one in read if one.text == cell)
    period = found.period
    assert (found.amount.value, found.unit and found.unit.id, found.role) == (value, unit, "base")
    assert (period and period.year, period and period.end_year) == (year, end_year)


def test_outside_of_a_base_a_number_like_a_year_is_a_count() -> None:
    found = points("Site | Staff (women)\nNorr | 2019 (41%)\nLund | 845 (38%)")
    assert [one.amount.value for one in found] == [2019, 845]


def test_under_an_earlier_year_a_figure_is_no_target() -> None:
    [figure, target] = points("| 2023 status | Target\nWomen in management, 25 % by 2030 | 21 % | 25 %")
    assert (figure.role, target.role) == (None, "target")
    [planted] = points("| 2023\nTrees planted (cumulative from 2020) | 410")
    assert (planted.role, planted.period and planted.period.year) == (None, 2023)


@pytest.mark.parametrize("header", ["9M 2024", "1H 2024", "H1 2024", "Q3 2024", "9M24", "First half of 2024"])
def test_a_part_of_a_year_is_told_from_the_year(header: str) -> None:
    [part, whole] = points(f"| {header} | 2024\nWaste (t) | 7 | 9")
    told = [(one.period.year, one.period.part) for one in (part, whole) if one.period]
    assert told == [(2024, True), (2024, False)]


def _indented(*rows: tuple[str, float]) -> list[tuple[str, ...]]:
    """The row paths of a table whose labels begin at these points; a row without a bar has no figure."""
    document = document_of(cut("\n".join(["| 2024", *(row for row, _ in rows)])))
    head, *body = document.blocks
    blocks = [replace(block, box=Box(left, 10, 200, 20)) for block, (_, left) in zip(body, rows, strict=True)]
    found = reader().read(replace(document, blocks=(head, *blocks)))
    return [point.row_path for point in found]


def test_what_stands_between_two_balances_is_of_the_year_of_the_later_one() -> None:
    drawing = """
    Reserve | Amount (t)
    Balance at 31 December 2022 | 90
    Added | 12
    Balance at 31 December 2023 | 102
    Used | 7
    Balance at 31 December 2024 | 95
    Booked apart | 3
    """
    found = points(drawing, section=("Data for 2025",))
    assert [point.period.year if point.period else None for point in found] == [2022, 2023, 2023, 2024, 2024, None]


def test_rows_of_one_year_and_rows_that_fall_are_no_balances() -> None:
    for years in ((2024, 2024), (2024, 2023)):
        rows = f"Site | Waste (t)\nLund, {years[0]} | 9\nYstad | 7\nMalmö, {years[1]} | 5"
        periods = [point.period for point in points(rows, section=("Data for 2025",))]
        assert periods[1] is not None
        assert (periods[1].year, periods[1].origin) == (2025, "section")


def test_a_numbered_row_and_one_below_a_colon_begin_labels() -> None:
    drawing = """
    Item | 2024
    I - RESULTS PER SHARE
    a) before tax | 12
    b) after tax | 9
    Stocks, of which:
    at cost | 3
    at value | 2
    """
    assert [point.row_path for point in points(drawing)] == [
        ("I - RESULTS PER SHARE", "a) before tax"),
        ("I - RESULTS PER SHARE", "b) after tax"),
        ("Stocks, of which:", "at cost"),
        ("Stocks, of which:", "at value"),
    ]


def test_indentation_tells_parts_and_ends_sections() -> None:
    assert _indented(
        ("Water | 9", 40),
        ("Fresh | 8", 50),
        ("From rivers | 7", 60),
        ("Brackish | 6", 50),
        ("By sector |", 40),
        ("Mills | 5", 50),
        ("Discharge | 4", 40),
    ) == [
        ("Water",), ("Water", "Fresh"), ("Water", "Fresh", "From rivers"), ("Water", "Brackish"),
        ("By sector", "Mills"), ("Discharge",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "headed"),
    [
        ("North | 9\nMen | 5\nWomen | 4\nSouth | 8\nMen | 6\nWomen | 2", "North North South South"),
        ("All | 17\nNorth | 9\nMen | 5\nSouth | 8\nMen | 6", "North South"),
        # What stands below a group may be its total, and what comes once may be a part of it.
        ("Men | 5\nWomen | 4\nNorth | 9\nMen | 6\nWomen | 2\nSouth | 8", ""),
        ("Plants | 2\nMen | 5\nWomen | 4\nNorth | 9\nMen | 6\nWomen | 2\nSouth | 8", ""),
        ("North | 9\nMen | 5\nApprentices | 1\nWomen | 3\nSouth | 8\nMen | 6\nWomen | 2", ""),
        ("Men | 5\nWomen | 4\nAll | 9\nUnder 30 | 2\nOver 30 | 7\nAll | 9", ""),
        ("North | 9\nMen | 5\nMen | 4\nSouth | 8\nMen | 6", ""),
    ],
)
def test_rows_that_come_again_are_parts_of_the_row_above_them(rows: str, headed: str) -> None:
    found = [point.row_path for point in points(f"Staff | 2024\n{rows}")]
    assert [path[0] for path in found if len(path) > 1] == headed.split()


def test_a_part_keeps_the_hyphens_of_its_label() -> None:
    found = points("| 2024\nStaff | 9\nof which full-time staff | 7\n– well-paid staff | 5")
    assert [point.row_path[-1] for point in found] == ["Staff", "of which full-time staff", "well-paid staff"]


def test_years_beside_a_year_are_the_axis_of_a_chart_and_no_header() -> None:
    found = points("2019 | 2020 | 2021\nMills | 7 | 5", header_rows=0)
    assert not any(point.supports for point in found)


def test_labels_that_are_centred_are_not_indented() -> None:
    lefts = (40, 47, 53, 61, 70, 44)
    rows = [(f"{name} | 1", left) for name, left in zip("ABCDEF", lefts, strict=True)]
    assert _indented(*rows) == [(name,) for name in "ABCDEF"]


def test_few_labels_are_centred_where_the_first_begins_further_right_than_others() -> None:
    rows = [(f"{name} | 1", left) for name, left in zip("ABCDE", (60, 45, 60, 54, 49), strict=True)]
    assert _indented(*rows) == [(name,) for name in "ABCDE"]


def test_labels_set_to_the_right_are_parts_of_those_at_the_left() -> None:
    assert _indented(
        ("Injury rate | 9", 40),
        ("Italy | 8", 160),
        ("Spain and France | 7", 110),
        ("All other countries | 7", 100),
        ("Absence rate | 4", 40),
        ("Italy | 8", 160),
    ) == [
        ("Injury rate",), ("Injury rate", "Italy"), ("Injury rate", "Spain and France"),
        ("Injury rate", "All other countries"), ("Absence rate",), ("Absence rate", "Italy"),
    ]  # fmt: skip


def test_labels_are_centred_where_only_the_longest_begins_at_the_left() -> None:
    rows = (("Permanent contract | 1", 40), ("Fixed term contract | 2", 43), ("Total | 3", 70))
    assert _indented(*rows) == [("Permanent contract",), ("Fixed term contract",), ("Total",)]


def test_a_part_has_the_unit_of_its_whole_and_a_unit_may_span_rows() -> None:
    found = points(
        "Metric | Unit | 2024\nWater | ML | 3\nof which fresh | | 2\nWaste | | 1\nAir | kg | 4\nDust | | 5",
        spans={(4, 1): (2, 1)},
    )
    assert [point.unit.id if point.unit else None for point in found] == ["ML", "ML", None, "kg", "kg"]


def test_the_year_around_a_table_is_no_year_of_a_target() -> None:
    [actual, target] = points("Metric | Result | Target\nWaste (t) | 3 | 2", caption="Results of 2024")
    assert actual.period is not None
    assert target.role == "target"
    assert target.period is None


def test_of_two_units_over_a_table_a_row_has_that_behind_its_word() -> None:
    rows = "| 2023 | 2024\nEnergy used | 1,230 | 1,290\nScope 1 emissions | 4.8 | 2.8\nVehicles | 31 | 30"
    found = points(rows, caption="Energy (TJ) and GHG emissions (ktCO2-e) of our depots")
    units = [one.unit.id if one.unit else None for one in found]
    assert units == ["TJ", "TJ", "ktCO2e", "ktCO2e", None, None]


def test_a_year_may_be_written_with_the_month_that_ends_it() -> None:
    found = points("| 2020/3 | 2021/3\nWaste (t) | 31 | 30")
    assert [one.period.year if one.period else None for one in found] == [2020, 2021]


def test_a_change_against_the_year_before_is_one_of_the_later_year() -> None:
    [point] = points("| Change 2018/2017\nWaste (t) | 7")
    assert point.period is not None
    assert (point.period.year, point.against, point.role) == (2018, 2017, "change")


@pytest.mark.parametrize(
    ("header", "year"), [("Net Zero by 2050 Scenario", 2025), ("Outcome 2024", 2024), ("Sites", 2025)]
)
def test_a_row_that_is_a_year_counts_before_a_year_inside_the_name_of_a_column(header: str, year: int) -> None:
    first = points(f"Year | {header}\n2025 | 13%\n2030 | 17%")[0]
    assert first.period is not None
    assert first.period.year == year


def test_numbers_of_a_label_do_not_tell_the_decimal_sign() -> None:
    found = points(
        """
        | 2024
        Total scope 1, 2 and 3 emissions (ktCO2e) | 395,090
        Scope 3 emissions (ktCO2e) | 394,952
        """.replace("        ", "").strip()
    )
    assert [point.amount.value for point in found] == [395_090, 394_952]


def test_a_group_with_a_digit_too_many_is_no_number() -> None:
    rows = "| 2024\nScope 1 (tCO2e) | 1.5\nScope 2 (tCO2e) | 2.5\nScope 3 (tCO2e) | 565,731\nSum (tCO2e) | 565,7319"
    assert [point.text for point in points(rows)] == ["1.5", "2.5", "565,731"]


def test_a_total_is_no_part_of_the_row_above_it_wherever_it_is_set() -> None:
    document = document_of(cut("| 2024\nMen | 19\nWomen | 59\nTotal | 78\nof which young | 7"))
    boxes = [Box(left, 90 - 10 * at, 99, 99 - 10 * at) for at, left in enumerate((0, 20, 10, 15, 25))]
    blocks = tuple(replace(block, box=box) for block, box in zip(document.blocks, boxes, strict=True))
    found = reader().read(replace(document, blocks=blocks))
    assert [point.row_path for point in found][2] == ("Total",)


def test_a_class_without_figures_heads_no_other_class() -> None:
    found = points("| 2024\n< 30 years |\n30-50 years | 5\n> 50 years | 7")
    assert [point.row_path for point in found] == [("30-50 years",), ("> 50 years",)]


def test_parts_by_their_words_stay_parts_though_one_of_them_is_set_further_right() -> None:
    rows = "| 2024\nScope 1 |\nFuel | 9\nof which: gas | 5\nof which: oil | 4\nFleet | 3"
    document = document_of(cut(rows))
    boxes = [Box(13 if at == 3 else 10, 90 - 10 * at, 99, 99 - 10 * at) for at in range(6)]
    blocks = tuple(replace(block, box=box) for block, box in zip(document.blocks, boxes, strict=True))
    found = reader().read(replace(document, blocks=blocks))
    assert [point.row_path for point in found] == [
        ("Scope 1", "Fuel"),
        ("Scope 1", "Fuel", "of which: gas"),
        ("Scope 1", "Fuel", "of which: oil"),
        ("Scope 1", "Fleet"),
    ]


def test_a_label_keeps_the_hyphen_that_the_document_writes_elsewhere() -> None:
    found = points("| 2024\nDays lost to work\x02related injuries | 5\nWork-related illness | 7")
    assert found[0].row_path == ("Days lost to work-related injuries",)


def test_a_grand_total_is_of_no_section() -> None:
    found = points("| 2024\nRenewable energy |\nWind | 5\nTotal | 5\nGrand total | 97")
    assert [point.row_path for point in found] == [
        ("Renewable energy", "Wind"),
        ("Renewable energy", "Total"),
        ("Grand total",),
    ]


def test_a_total_of_more_than_its_section_stands_outside_of_it() -> None:
    found = points("| 2024\nCurrent assets |\nCash | 5\nTotal current assets | 5\nTotal assets | 97")
    assert [point.row_path for point in found] == [
        ("Current assets", "Cash"),
        ("Current assets", "Total current assets"),
        ("Total assets",),
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["2023", "%", "2022", "%"], [("2023", "%"), ("2022", "%")]),
        (["<30", "%", "30-50", "%"], [("<30", "%"), ("30-50", "%")]),
        (["Owned", "% of total", "Leased", "% of total"], [("Owned", "% of total"), ("Leased", "% of total")]),
    ],
)
def test_a_share_repeated_behind_each_column_is_that_of_the_one_before_it(
    header: list[str], expected: list[tuple[str, ...]]
) -> None:
    found = points([["", *header], ["Men", "82", "20%", "73", "18%"], ["Women", "160", "40%", "216", "54%"]])
    assert [point.column_path for point in found[1:4:2]] == expected
    assert all(point.clear for point in found[1:4:2])


@pytest.mark.parametrize(
    "header", [["2023", "2024", "%", "Total", "Rest", "%"], ["%", "Men", "Women", "%"], ["2023", "2024", "%"]]
)
def test_a_share_behind_two_columns_leans_on_neither(header: list[str]) -> None:
    found = points([["", *header], ["Staff", *("20%" if name == "%" else "82" for name in header)]])
    assert {point.column_path for point in found if point.text == "20%"} == {("%",)}


def test_figures_of_a_row_that_nothing_tells_apart_support_nothing() -> None:
    found = points([["", "Tonnes", "Tonnes", "kg"], ["Paper", "12", "15", "7"], ["Glass", "4", "4", "7"]])
    assert [point.clear for point in found] == [False, False, True, True, True, True]


SASB = """
Topic  | Metric                        | Response
Energy | Energy consumed               | 11,228,006 GJ
       | Grid electricity              | 91%
       | Risks and plans               | See our report on energy
Food   | Incidents                     | 19
       | Products that are recalled    | None in the year, see the annual report
       | Audits                        | Held again since the autumn
"""


def test_answers_in_words_and_figures_are_figures_where_they_have_a_unit() -> None:
    found = points(SASB, spans={(1, 0): (3, 1), (4, 0): (3, 1)})
    assert [(point.row_path, point.text) for point in found] == [
        (("Energy", "Energy consumed"), "11,228,006 GJ"),
        (("Energy", "Grid electricity"), "91%"),
    ]


def test_pages_among_answers_in_words_are_no_figures() -> None:
    assert points(SASB.replace(" GJ", "").replace("91%", "23")) == []


def test_a_header_over_counts_and_shares_names_people_and_no_codes() -> None:
    rows = [["Managers", "3", "75%", "1", "25%"], ["Staff", "2", "40%", "3", "60%"]]
    found = points([["", "SG", "", "ID", ""], *rows], spans={(0, 1): (1, 2), (0, 3): (1, 2)})
    assert [point.text for point in found] == [text for row in rows for text in row[1:]]
    assert [point.text for point in points([["", "ID", "Share"], ["Managers", "3", "75%"]])] == ["75%"]


@pytest.mark.parametrize(("values", "count"), [(["12", "14-16", "9,120"], 0), (["7,680,440", "9,120", "3"], 3)])
def test_no_page_has_a_number_with_its_thousands_set_apart(values: list[str], count: int) -> None:
    rows = [["Metric", "Page reference or data"], *([f"Metric {value}", value] for value in values)]
    assert len(points(rows)) == count


def test_signs_of_chinese_fonts_tell_no_indentation() -> None:
    assert _indented(("範疇 1 | 157", 118), ("範疇 2 | 652", 118), ("總量 | 809", 121)) == [
        ("範疇 1",),
        ("範疇 2",),
        ("總量",),
    ]
    assert _indented(("Scope 1 | 157", 118), ("Scope 2 | 652", 118), ("Power | 809", 121))[2] == ("Scope 2", "Power")


def test_a_figure_that_begins_the_only_row_names_none() -> None:
    found = points([["Hours per employee", "Employees trained", "Share"], ["63.9", "6,329", "100%"]])
    assert [(point.text, point.row_path, point.column_path) for point in found] == [
        ("63.9", (), ("Hours per employee",)),
        ("6,329", (), ("Employees trained",)),
        ("100%", (), ("Share",)),
    ]


@pytest.mark.parametrize("label", ["2024", "Employees", "n/a"])
def test_a_year_or_word_that_begins_the_only_row_names_it(label: str) -> None:
    assert [point.text for point in points([["", "Trained", "Share"], [label, "6,329", "100%"]])] == ["6,329", "100%"]


def test_labels_in_the_middle_of_their_column_are_no_indents() -> None:
    assert _indented(("Power (in kWh) | 157", 85.6), ("Power (in GJ) | 8.6", 88.7)) == [
        ("Power (in kWh)",),
        ("Power (in GJ)",),
    ]
    assert _indented(("Power | 157", 85), ("Wind | 86", 92))[1] == ("Power", "Wind")


def test_what_stands_beside_a_target_is_not_what_is_due() -> None:
    rows = """
    Topic | Target | Result | 2030 goal
    Waste | Zero to landfill by 2025 | 91% | 95%
    Energy | -30% by 2030 (base 2019) | -17% | -30%
    """
    assert [told(point) for point in points(rows, header_columns=2)] == [
        "Waste > Zero to landfill by 2025 | Result | 91 | % | -",
        "Waste > Zero to landfill by 2025 | 2030 goal | 95 | % | 2030 | target",
        "Energy > -30% by 2030 (base 2019) | Result | -17 | % | -",
        "Energy > -30% by 2030 (base 2019) | 2030 goal | -30 | % | 2030 | target",
    ]


@pytest.mark.parametrize(("years", "unit"), [(("31.12.2024", "31.12.2023"), "-"), (("FY 2024", "FY 2023"), "kt")])
def test_units_below_other_years_do_not_hold_below_a_further_header(years: tuple[str, str], unit: str) -> None:
    rows = [["", "FY 2024", "FY 2023"], ["", "in kt", "in kt"], ["Waste", "4", "5"]]
    (*_, last, _) = points([*rows, ["Fleet", *years], ["Spills", "3", "2"]], header_rows=2)
    assert told(last).split(" | ")[2:4] == ["3", unit]


def test_codes_before_the_labels_name_no_rows_and_tell_none_apart() -> None:
    rows = """
    Code | Topic | KPI | Unit | 2024
    305-1 | Climate | Scope 1 | t | 9
    305-2 | Climate | Scope 2 | t | 8
    306-3 | Waste | Total | t | 7
    """
    assert [point.row_path for point in points(rows)] == [
        ("Climate", "Scope 1"),
        ("Climate", "Scope 2"),
        ("Waste", "Total"),
    ]


def test_rows_of_one_label_are_told_apart_by_the_words_before_their_figures() -> None:
    rows = """
    Measure | Unit | Who | 2024 | Remark
    Injuries | count | Employees | 3 | estimated
    Injuries | count | Contractors | 8 | counted
    Fires | count | Employees | 1 | counted
    """
    assert [point.row_path for point in points(rows)] == [
        ("Injuries", "Employees"),
        ("Injuries", "Contractors"),
        ("Fires",),
    ]


def test_what_opens_between_two_counted_rows_ends_with_the_first() -> None:
    rows = """
    EUR | 2024
    Costs |
    4. Staff | 12
    – of which pensions |
    3,039.63 |
    5. Energy | 8
    6. Travel | 2
    """
    assert [point.row_path for point in points(rows)] == [
        ("Costs", "4. Staff"),
        ("Costs", "5. Energy"),
        ("Costs", "6. Travel"),
    ]


def test_sections_beside_a_label_of_several_rows_end_with_it_and_with_the_next_letter() -> None:
    rows = """
    | | 2024
    Fuel | a) bought: |
     | - coal | 5
     | - peat | 4
     | b) own wood | 3
    Power | a) sold: |
     | - wind | 2
    | At the year's end | 1
    """
    found = points(rows, header_columns=2, spans={(1, 0): (4, 1), (5, 0): (2, 1)})
    assert [point.row_path for point in found] == [
        ("Fuel", "a) bought:", "coal"),
        ("Fuel", "a) bought:", "peat"),
        ("Fuel", "b) own wood"),
        ("Power", "a) sold:", "wind"),
        ("At the year's end",),
    ]


def test_letters_between_two_numbers_end_with_the_first() -> None:
    rows = "EUR | 2024\n4. Staff\na) wages | 7\nb) pensions |\nof which abroad | 1\n5. Energy | 8"
    assert points(rows)[-1].row_path == ("5. Energy",)


def test_rows_that_come_again_stand_below_those_that_do_not_up_to_the_total() -> None:
    rows = "EUR | 2024\nKent | 7\nMills | 4\nShops | 3\nEssex | 9\nMills | 4\nShops | 5\nTotal | 16"
    paths = [("Kent",), ("Kent", "Mills"), ("Kent", "Shops"), ("Essex",), ("Essex", "Mills"), ("Essex", "Shops")]
    assert [point.row_path for point in points(rows)] == [*paths, ("Total",)]


def test_a_section_ends_where_the_next_capital_letter_counts_on() -> None:
    rows = "EUR | 2024\nA. Capital |\nI. Shares | 7\nReserves: |\nII. Funds | 1\nB. Grants | 5\nC. Dues |\nTaxes | 2"
    assert [point.row_path for point in points(rows)] == [
        ("A. Capital", "I. Shares"),
        ("Reserves:", "II. Funds"),
        ("B. Grants",),
        ("C. Dues", "Taxes"),
    ]


def test_a_column_of_few_figures_before_their_sums_names_no_rows() -> None:
    rows = """
    | Parts | 2024
    Wages | -2,229.10 |
    Pensions | -384.00 | -2,613,100
    Energy | | -73,637
    Rent | 93,000.00 | -1,912
    Other | 12,493.00 | -420
    """
    found = points(rows, header_columns=2)
    assert [point.row_path[-1] for point in found if "." in point.text] == [
        "Wages", "Pensions", "Rent", "Other",
    ]  # fmt: skip
    assert {len(point.row_path) for point in found} == {1}


@pytest.mark.parametrize(
    ("pages", "count"), [(["30, 31", "41,42, 53-56", "84", "57,58"], 0), (["30.5", "41", "84", "57.6"], 4)]
)
def test_a_column_of_numbers_and_lists_of_numbers_points_to_pages(pages: list[str], count: int) -> None:
    rows = [["Informativa", "Note e pagine"], *([f"Tema {at}", page] for at, page in enumerate(pages))]
    assert len(points(rows)) == count
