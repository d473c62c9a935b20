"""Units of tables by where they stand and how they are put together, and not by spellings of certain reports."""

from __future__ import annotations

from functools import cache

import pytest
from made_tables import cut, document_of, points, reader
from msgspec.structs import replace

from claimcheck.api import load_rulepack
from claimcheck.model.document import Block, Box, Document, Table
from claimcheck.model.table import CellUnit
from claimcheck.segment.cell_values import folded
from claimcheck.segment.unit_words import LabelUnit, UnitReader


@cache
def units(language: str = "en") -> UnitReader:
    lexicon = load_rulepack().lexicons[language]
    return UnitReader(lexicon.facts, lexicon.tables)


def told(unit: LabelUnit | CellUnit | None) -> str:
    """A unit as its id, or its kind where it has none, with its scale."""
    if unit is None:
        return "-"
    name = unit.id or unit.kind
    return name if unit.scale == 1 else f"{name} {unit.scale:g}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TEUR", "EUR 1000"),
        ("kEUR", "EUR 1000"),
        ("MSEK", "SEK 1e+06"),
        ("SEKm", "SEK 1e+06"),
        ("M de €", "EUR 1e+06"),
        ("€ x 1,000", "EUR 1000"),
        ("in 1,000 €", "EUR 1000"),
        ("EUR 1,000", "EUR 1000"),
        ("in Tsd. Euro", "EUR 1000"),
        ("mln di euro", "EUR 1e+06"),
        ("in thousands of U.S. dollars", "USD 1000"),
        ("IDR billion", "IDR 1e+09"),
        ("R million", "R 1e+06"),
        ("1,000 tonnes", "t 1000"),
        ("t x 1,000", "t 1000"),
        ("10³ m³", "m3 1000"),
        ("m³ million", "m3 1e+06"),
        ("tonnes (thousands)", "t 1000"),
        ("Mm³", "Mm3"),
        ("Nm³", "Nm3"),
        ("sq. m", "m2"),
        ("t CO₂ eq.", "tCO2e"),
        ("ton CO2eq", "tCO2e"),
        ("téq. CO2", "tCO2e"),
        ("Tonnellate di CO2", "tCO2e"),
        ("thousand metric tons CO2e", "tCO2e 1000"),
        ("kiloliters", "kl"),
        ("Gigajoule", "GJ"),
        ("Gigajoules (GJ)", "GJ"),
        ("Cubic meter (m³)", "m3"),
        ("Percentage (%)", "%"),
        ("Number (#)", "count"),
        ("num.", "count"),
        ("p.p.", "pp"),
        ("GRI 103", "-"),
        ("Scope 1", "-"),
        ("Energy (MWh)", "-"),
        ("FTE", "count"),
        ("UNITS", "count"),
    ],
)
def test_a_unit_is_read_from_its_parts(text: str, expected: str) -> None:
    assert told(units().whole(folded(text))) == expected


def test_german_tables_scale_money_in_other_orders_too() -> None:
    read = units("de").whole
    assert [told(read(text)) for text in ("TEUR", "€m", "Mio. €", "EUR bn", "€ 1.000")] == [
        "EUR 1000", "EUR 1e+06", "EUR 1e+06", "EUR 1e+09", "EUR 1000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Dose (mSv)", "mSv"),
        ("Collective dose (H.mSv)", "H.mSv"),
        ("Activity (MBq)", "MBq"),
        ("Ore grade (‰)", "‰"),
        ("Solvents (t VOC)", "t"),
        ("Hours worked by staff", "h"),
        ("Total hours, men", "h"),
        ("Sales (in € million, unless stated)", "EUR 1e+06"),
        ("Nitrogen oxides (NOx)", "-"),
        ("Emissions (restated)", "-"),
        ("Lost time injury rate (LTIFR)", "-"),
        ("Direct emissions (scope 1)", "-"),
        ("Year ended (audited)", "-"),
        ("M3. Other liabilities", "-"),
        ("L. Taxes", "-"),
        ("Double materiality assessment", "-"),
        ("Min", "-"),
        ("Month", "-"),
        ("Duration (min)", "min"),
    ],
)
def test_a_label_names_its_unit_by_form_or_first_words(label: str, expected: str) -> None:
    assert told(units().of_label(folded(label))) == expected


def test_what_stands_in_a_unit_column_is_the_unit() -> None:
    found = points(
        """KPI | UoM | 2024
        Barrels | bbl | 12
        Dust | mg/Nm³ | 3
        Paper | reams | 4
        Trips | million passengers | 5
        Sites | No. | 6
        Ratio | - | 7"""
    )
    assert [told(point.unit) for point in found] == [
        "bbl", "mg/Nm3", "reams", "passengers 1e+06", "count", "-",
    ]  # fmt: skip


def test_short_signs_beside_known_units_make_a_unit_column_without_a_heading() -> None:
    found = points("| | 2024\nPower | kWh | 1\nOil | bbl | 2\nGas | Sm3 | 3\nTrees | pcs | 4\nWater | m³ | 5")
    assert [told(point.unit) for point in found] == ["kWh", "bbl", "Sm3", "pcs", "m3"]
    assert {len(point.row_path) for point in found} == {1}


def test_men_and_women_name_rows_and_make_no_unit_column() -> None:
    found = points("| | 2024\nStaff | Men | 3\n| Women | 4\n| Total | 7", header_columns=2)
    assert [point.unit for point in found] == [None] * 3
    assert [point.row_path[-1] for point in found] == ["Men", "Women", "Total"]


@pytest.mark.parametrize(
    ("changes", "expected"), [(("-10", "-50", "-60"), "tCO2e"), (("-10", "-25", "-20"), "%"), (("3", "7", "1"), "-")]
)
def test_what_a_bare_change_is_measured_in_is_reckoned(changes: tuple[str, ...], expected: str) -> None:
    levels = [("Scope 1", "100", "90"), ("Scope 2", "200", "150"), ("Total", "300", "240")]
    rows = [[*level, change] for level, change in zip(levels, changes, strict=True)]
    found = points([["tCO2e", "2023", "2024", "Change"], *rows])
    assert {told(point.unit) for point in found if point.role == "change"} == {expected}


def test_beside_changes_in_percent_others_are_amounts_and_those_of_shares_points() -> None:
    found = points(
        """| Baseline | Change | Change %
        Emissions (t) | 631 | (493) | -78%
        Women (%) | 30 | 4 | 13%"""
    )
    assert [told(point.unit) for point in found if point.role == "change"] == ["t", "%", "pp", "%"]


def test_rows_that_add_up_to_a_total_are_in_its_unit() -> None:
    found = points(
        """| 2023 | 2024
        Total waste (t) | 30 | 41
        Landfill | 10 | 21
        Recycling | 20 | 20
        Employees | 400 | 420"""
    )
    assert [told(point.unit) for point in found] == ["t"] * 6 + ["-"] * 2


def test_a_header_in_thousands_counts_before_the_currency_beside_a_row() -> None:
    (nominal, value) = points(
        "Bond | Currency unit | Nominal | Value in thousands of euros\nLund 2030 | USD | 300 | 263"
    )
    assert (told(nominal.unit), told(value.unit)) == ("USD", "EUR 1000")


def test_a_currency_in_a_header_counts_before_the_one_beside_a_row() -> None:
    (amount,) = points("Note | Currency | Amount (USD)\nLund 2030 | SGD | 2,988,197")
    assert told(amount.unit) == "USD"


def test_a_row_in_thousands_is_no_money_in_a_table_of_millions() -> None:
    (sales, passengers, price) = points("£m | 2024\nSales | 928\nPassengers (000) | 1,104\nFees (£) | 3")
    assert [told(point.unit) for point in (sales, passengers, price)] == ["GBP 1e+06", "quantity 1000", "GBP"]


def test_a_currency_on_the_first_and_the_last_figure_holds_for_the_column() -> None:
    found = points("| 2024 | Staff\nSales | $ 1,200 | 3\nCosts | 800 | 4\nProfit | $ 400 | 7")
    assert [told(point.unit) for point in found] == ["USD", "-"] * 3


def test_a_currency_on_one_figure_only_is_its_own() -> None:
    found = points("| 2024\nSales | $ 1,200\nCosts | 800\nStaff | 400")
    assert [told(point.unit) for point in found] == ["USD", "-", "-"]


def test_a_row_that_tells_a_change_is_in_the_unit_of_the_whole_table() -> None:
    (sales, change) = points("(in thousands of euros) | 2024\nSales | 12\nChange in inventories | (3)")
    assert (told(sales.unit), told(change.unit)) == ("EUR 1000", "EUR 1000")


def moved(table: Table, by: int) -> Table:
    """The table with ``by`` more blocks before it."""
    return replace(table, cells=tuple(replace(cell, block=cell.block + by) for cell in table.cells))


def between(above: tuple[Block, ...], below: tuple[Block, ...] = ()) -> Document:
    """A document with one table of one figure between other blocks."""
    made = document_of(cut("Site | 2024\nLund | 12"))
    tables = (moved(made.tables[0], len(above)),)
    return replace(made, blocks=(*above, *made.blocks, *below), tables=tables)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (("Amounts in thousands of euros", "Equity"), (), "EUR 1000"),
        (("EUR million. As of December 2024",), (), "EUR 1e+06"),
        (("All figures in thousands of US dollars unless otherwise stated",), (), "USD 1000"),
        (("Our debt at the end of the year is shown in the next table (EUR million):",), (), "EUR 1e+06"),
        ((), ("EUR million",), "EUR 1e+06"),
        (("EUR million", "We sold all of the shares in the year.", "Sites", "By country"), (), "-"),
        (("Our debt rose to EUR 3 million in the year, as is shown here:",), (), "-"),
        ((), ("Sites of the group",), "-"),
    ],
)
def test_a_line_of_units_stands_near_its_table(above: tuple[str, ...], below: tuple[str, ...], expected: str) -> None:
    lines = [tuple(Block("paragraph", text, ()) for text in some) for some in (above, below)]
    [point] = reader().read(between(*lines))
    assert told(point.unit) == expected


def test_a_line_between_two_tables_is_that_of_the_nearer_one() -> None:
    made = document_of(cut("Site | 2024\nLund | 12"))
    upper, lower = (
        [replace(block, box=Box(0, top - 10 * row, 9, top + 9 - 10 * row)) for row, block in enumerate(made.blocks)]
        for top in (90, 30)
    )
    line = Block("paragraph", "EUR million", (), box=Box(0, 65, 9, 75))
    tables = (made.tables[0], moved(made.tables[0], 3))
    found = reader().read(replace(made, blocks=(*upper, line, *lower), tables=tables))
    assert [told(point.unit) for point in found] == ["EUR 1e+06", "-"]


def test_a_header_row_that_its_table_lost_still_tells_the_unit() -> None:
    [point] = reader().read(between((Block("table", "(in EUR million) | Somair", ()),)))
    assert told(point.unit) == "EUR 1e+06"


def test_a_line_below_a_table_counts_for_the_one_that_goes_on_above_it() -> None:
    made = document_of(cut("Site | 2024\nLund | 12"))
    tables = (made.tables[0], moved(made.tables[0], 2))
    line = Block("paragraph", "EUR million", ())
    found = reader().read(replace(made, blocks=(*made.blocks, *made.blocks, line), tables=tables))
    assert [told(point.unit) for point in found] == ["EUR 1e+06", "EUR 1e+06"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("MATERIALS USED (KT)", "kt"),
        ("Materials used (KT)", "-"),
        ("Total number of employees", "count"),
        ("Total employees", "-"),
        ("Effectifs moyens", "count"),
        ("Aircraft CO2 (kg) per passenger", "kg per passenger"),
        ("Electricity and gas (tonnes) CO2e", "tCO2e"),
        ("Yield (kg) 0.94", "kg"),
        ("Water supplied (Ml/d)", "Ml/d"),
        ("Gas burnt (MWh, gross calorific value)", "MWh"),
        ("Purchased heat (tCO2e, location-based)", "tCO2e"),
        ("Load of the works (kg BOD/d)", "kg BOD/d"),
        ("Oil and gas (kBOE/d)", "kBOE/d"),
        ("Salmon (fish/day)", "fish/day"),
        ("Board members (m/f/d)", "-"),
        ("Board members (M/F)", "-"),
        ("Steam and/or water (own/bought)", "-"),
        ("Purchased heat (own, market-based)", "-"),
    ],
)
def test_the_words_around_a_unit_tell_more_of_it(label: str, expected: str) -> None:
    assert told(units().of_label(label)) == expected


@pytest.mark.parametrize("header", ["Variación", "Évol. 2025/2024", "26/25", "%", "\u2206%"])
def test_percentages_that_part_two_years_are_changes_whatever_stands_over_them(header: str) -> None:
    found = points(
        [
            ["EUR million", "9M 2024", "9M 2025", header],
            ["Revenue", "25,345.2", "26,455.6", "4.4%"],
            ["Premiums", "6,758.1", "6,580.5", "-2.6%"],
            ["Result", "653.5", "829.0", "26.9%"],
            ["Loss ratio", "67.4%", "65.1%", "-2.3 pp"],
            ["Cost ratio", "27.4%", "27.5%", "0.1 pp"],
        ]
    )
    assert [point.role for point in found] == [None, None, "change"] * 5


@pytest.mark.parametrize(
    "rows",
    [
        [["Sales", "200", "250", "12.0%"], ["Costs", "100", "120", "9.5%"]],
        [["Women", "2,000", "2,500", "25.0%"], ["Men", "1,000", "1,200", "12.0%"]],
        [["Water", "200", "250", "25%"]],
    ],
)
def test_other_percentages_beside_two_years_are_no_changes(rows: list[list[str]]) -> None:
    found = points([["", "2023", "2024", "Margin"], *rows])
    assert {point.role for point in found} == {None}


def test_percentages_beside_columns_of_one_year_are_no_changes() -> None:
    rows = [["Site A", "100", "150", "50%"], ["Site B", "200", "250", "25%"]]
    assert {point.role for point in points([["", "Bought 2024", "Used 2024", "Excess"], *rows])} == {None}


def test_a_caption_of_percentages_gives_no_unit_to_the_counts_beside_printed_ones() -> None:
    found = points(
        [["", "Women", "", "Men", ""], ["Managers", "1", "20%", "4", "80%"], ["Staff", "5", "25%", "15", "75%"]],
        caption="Percentage of employees by gender",
        spans={(0, 1): (1, 2), (0, 3): (1, 2)},
    )
    assert [point.unit and point.unit.id for point in found] == [None, "%"] * 4


def test_a_caption_of_percentages_speaks_of_figures_none_of_which_is_printed_as_one() -> None:
    found = points([["", "Women", "Men"], ["Managers", "20", "80"]], caption="Percentage of employees by gender")
    assert [point.unit and point.unit.id for point in found] == ["%", "%"]


def test_the_corner_over_rows_of_classes_tells_the_unit_of_these() -> None:
    found = points(
        [["Age (years)", "Men", "Women"], ["18-25", "331", "917"], ["26-55", "757", "859"], [">55", "5", "3"]]
    )
    assert {point.unit for point in found} == {None}


@pytest.mark.parametrize("rows", [["Gas", "Oil", "Coal"], ["2022", "2023", "2024"]])
def test_the_corner_over_names_and_years_tells_the_unit_of_the_figures(rows: list[str]) -> None:
    found = points([["Energy (MWh)", "Site A", "Site B"], *([row, "331", "917"] for row in rows)])
    assert {point.unit and point.unit.id for point in found} == {"MWh"}
