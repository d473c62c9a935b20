"""Excel files: cells as they are shown, tables with their heads, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_xlsx import FOLDER, build, cells, grids, points, read, read_sheet, values
from openpyxl import Workbook
from reading_checks import codes, texts

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.limits import Limits
from claimcheck.read.sheets.number_formats import NumberFormat

Cell, Sheet, run = build.Cell, build.Sheet, build.run
GROUP = "\u00a0"


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def pack() -> Document:
    return read((FOLDER / "data-pack.xlsx").read_bytes())


def test_the_fixtures_are_what_the_script_builds() -> None:
    for name, made in build.FILES.items():
        assert (FOLDER / f"{name}.xlsx").read_bytes() == build.pack(made())


def test_sheets_are_pages_with_their_names() -> None:
    document = pack()
    assert document.format == "xlsx"
    assert [(page.number, page.label, page.status) for page in document.pages] == [
        (1, "About", "read"),
        (2, "GHG emissions", "read"),
        (3, "Water", "read"),
    ]
    assert seen(document)[:6] == [
        ("heading", "About"),
        ("paragraph", "Orlane Tiles: data pack 2024"),
        ("paragraph", "The figures cover all plants of the group. Energy is measured at the meter."),
        ("list", "Recycled water is counted once."),
        ("heading", "GHG emissions"),
        ("heading", "Greenhouse gas emissions"),
    ]
    (water,) = [block for block in document.blocks if block.text.startswith("Varna")]
    assert (water.page, water.section) == (3, ("Water",))


def test_what_is_hidden_is_told_and_never_read() -> None:
    document = pack()
    assert "99" not in document.source
    assert "Vehicles" not in document.source
    assert codes(document) == [("hidden-text", "note")]
    assert {(each.place.partition("!")[0], each.way) for each in document.unseen} == {
        ("Workings", "switched off"),
        ("GHG emissions", "switched off"),
    }
    assert any("99999" in each.text for each in document.unseen)


def test_values_have_row_column_unit_and_year() -> None:
    found = values(pack())
    assert ("Scope 1 > Kilns", "2024", 36108.0, "tCO2e", 2024) in found
    assert ("Scope 1 > Kilns", "Change 2023-2024", -10.0, "%", 2024) in found
    # The rows behind the empty one stand under the same head.
    assert ("Scope 2 > Scope 2 emissions, market-based", "2023", 4980.0, "tCO2e", 2023) in found
    # Groups of columns whose cells were not merged.
    assert ("Plovdiv", "2024 > Recycled", 1400.0, "m3", 2024) in found
    assert len(found) == 7 + 3 + 8


def test_places_are_cells() -> None:
    found = cells(pack())
    assert found["About!A3"].startswith("The figures cover all plants")
    assert found["'GHG emissions'!E6"] == f"36{GROUP}108"
    assert found["'GHG emissions'!A11"] == "Scope 2 emissions, market-based"
    assert found["Water!F4"] == f"1{GROUP}400"


def test_a_claim_and_its_evidence_tell_their_cells(tmp_path: Path) -> None:
    (tmp_path / "claims.md").write_text("We cut our Scope 1 emissions by 9.9 % between 2023 and 2024.")
    report = claimcheck.audit(tmp_path / "claims.md", evidence=[FOLDER / "data-pack.xlsx"])
    (claim,) = report.documents[0].claims
    found = [element for element in claim.elements if element.place and element.place.cell]
    assert found, "the table of the data pack supports the claim"
    assert all(one.place.cell.startswith("'GHG emissions'!") for one in found if one.place and one.place.cell)

    (tmp_path / "claim.xlsx").write_bytes(
        build.pack(build.parts(Sheet("Copy", [[], [None, "Our parcels are carbon neutral."]])))
    )
    report = claimcheck.audit(tmp_path / "claim.xlsx")
    (claim,) = report.documents[0].claims
    assert (claim.place.page, claim.place.cell) == (1, "Copy!B2")
    assert "cell Copy!B2" in claimcheck.render(report, "text")
    assert "cell Copy!B2" in claimcheck.render(report, "markdown")
    assert "cell Copy!B2" in claimcheck.render(report, "html")
    assert '"cell": "Copy!B2"' in claimcheck.render(report, "json")
    assert '"cell": "Copy!B2"' in claimcheck.render(report, "sarif")


# What cells show.


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", 1234.5678, "1234.5678"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1e-7, "0.0000001"),
        ("General", 2024, "2024"),
        ("#,##0", 1234567, f"1{GROUP}234{GROUP}567"),
        ("#,##0", 2019, f"2{GROUP}019"),
        ("#,##0_);(#,##0)", -1234, f"-1{GROUP}234"),
        ("#,##0;[Red]#,##0", -12, "-12"),
        ("0.0%", 0.4237, "42.4%"),
        ("0%", -0.05, "-5%"),
        ('#,##0.0" tCO2e"', 12740.04, f"12{GROUP}740.0 tCO2e"),
        ("[$€-407] #,##0.00", 1234.5, f"€ 1{GROUP}234.50"),
        ("$#,##0", -77, "-$77"),
        ('#,##0;-#,##0;"-"', 0, "0"),
        ('0;-0;"n/a"', 0, "n/a"),
        ("#,##0,", 1234567, f"1{GROUP}235"),
        ("0.0,,", 1234567, "1.2"),
        ("0.##", 1.5, "1.5"),
        ("0.##", 2, "2"),
        ("dd/mm/yyyy", 45657, "2024-12-31"),
        ("mmm yy", 45657, "2024-12"),
        ("yyyy", 45657, "2024"),
        ("[h]:mm", 1.5, "36:00"),
        ("# ?/?", 0.5, "0.5"),
        ('0 "years"', 3, "3 years"),
        ("yyyy", 9e9, "9000000000"),
        ("", 5, "5"),
    ],
)
def test_number_formats(code: str, value: float, shown: str) -> None:
    found = NumberFormat(code).shown(value)
    assert found
    assert found.text == shown


@pytest.mark.parametrize("value", [1.234, 12.5, 123.45])
def test_three_decimals_are_never_taken_for_thousands(value: float) -> None:
    """A comma is the decimal sign of some languages: there "1.234" would be over a thousand."""
    shown = NumberFormat("0.000").shown(value)
    assert shown
    assert len(shown.text.partition(".")[2]) == 4
    assert float(shown.text) == value


def test_a_format_that_shows_nothing_hides_its_cell() -> None:
    document = read_sheet(["Emissions", "2023", "2024"], ["Scope 1", Cell(77, 5), Cell(66, 1)])
    assert "77" not in document.source
    assert codes(document) == [("hidden-text", "note")]


def test_dates_over_columns_are_the_years_of_their_values() -> None:
    document = read_sheet(["Energy (MWh)", Cell(45291, 3), Cell(45657, 3)], ["Gas", 120, 110], ["Electricity", 20, 30])
    assert values(document)[:2] == [
        ("Gas", "2023-12-31", 120.0, "MWh", 2023),
        ("Gas", "2024-12-31", 110.0, "MWh", 2024),
    ]


def test_days_are_counted_from_1904_where_the_book_says_so() -> None:
    sheet = Sheet("Data", [["As of", Cell(366, 3)]])
    assert "1905-01-01" in read(build.pack(build.parts(sheet, book='<workbookPr date1904="1"/>'))).source
    assert "1900-12-31" in read(build.pack(build.parts(sheet))).source


def test_shared_and_rich_texts_with_note_marks_and_escapes() -> None:
    sheet = Sheet(
        "Data",
        [
            [Cell(0, kind="s"), "2024"],
            [Cell(runs=run("Waste") + run("1", build.RAISED)), 12],
            [Cell(runs=run("Water") + run(" in draft", build.CROSSED)), 14],
            [Cell(1, kind="s"), 3],
            [Cell(runs=run("1", build.RAISED) + run(" Without rubble."))],
        ],
    )
    strings = ["<t>Metric</t>", "<r><t>Pa</t></r><r><t>per_x000D_</t></r><rPh sb='0' eb='1'><t>PAPER</t></rPh>"]
    document = read(build.pack(build.parts(sheet, strings=strings)))
    assert grids(document)[0] == [["Metric", "2024"], ["Waste", "12"], ["Water", "14"], ["Paper", "3"]]
    (marked,) = [block for block in document.blocks if block.marks]
    (mark,) = marked.marks
    assert mark.note is not None
    assert document.blocks[mark.note].text == "Without rubble."
    assert document.unseen == (("in draft", "struck out", "Data!A3"),)


@pytest.mark.parametrize("style", [build.WHITE, build.STRUCK])
def test_white_and_crossed_out_cells_are_hidden(style: int) -> None:
    document = read_sheet(["Our boxes are plain."], [Cell("Our boxes are carbon neutral.", style)])
    assert "neutral" not in document.source
    assert codes(document) == [("hidden-text", "note")]


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    assert codes(read_sheet([Cell("Our boxes are green.", build.WHITE_ON_BLUE)])) == []


def test_formulas_without_results_make_the_file_partial() -> None:
    document = read_sheet(["Waste", "2023", "2024"], ["Lund", 10, Cell(None, formula="B2*2")])
    assert codes(document) == [("formulas-without-results", "partial")]
    assert "Data!C2" in document.problems[0].message
    assert document.tables[0].cut


def test_errors_are_told_and_are_no_values() -> None:
    document = read_sheet(["Waste", "2023", "2024"], ["Lund", 10, Cell("#DIV/0!", kind="e", formula="B2/0")])
    assert codes(document) == [("cells-with-errors", "note")]
    assert "#DIV" not in document.source


# Heads and parts of sheets.


def test_a_head_of_merged_cells() -> None:
    merged = "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/><mergeCell ref='D1:E1'/></mergeCells>"
    document = read_sheet(
        ["Employees", "Group", None, "Europe"],
        [None, "2023", "2024", "2023", "2024"],
        ["Women", 410, 420, 205, 209],
        ["Men", 590, 600, 295, 301],
        after=merged,
    )
    assert [point.column_path for point in points(document)][:4] == [
        ("Group", "2023"),
        ("Group", "2024"),
        ("Europe", "2023"),
        ("Europe", "2024"),
    ]


def test_what_lies_behind_a_merged_cell_is_hidden() -> None:
    document = read_sheet(
        ["Our lids are thin.", "They are green."], after="<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    )
    assert texts(document) == ["Data", "Our lids are thin."]
    assert codes(document) == [("hidden-text", "note")]


def test_tables_side_by_side_are_parted_and_columns_of_one_table_are_not() -> None:
    document = read_sheet(
        ["Energy", "2023", None, "2024", None, "Water", "2023", "2024"],
        ["Lund", 10, None, 11, None, "Lund", 5, 6],
        ["Ystad", 20, None, 21, None, "Ystad", 7, 8],
    )
    assert [[row[0] for row in grid] for grid in grids(document)] == [
        ["Energy", "Lund", "Ystad"],
        ["Water", "Lund", "Ystad"],
    ]
    assert [(point.row_path, point.column_path, point.text) for point in points(document)] == [
        (("Lund",), ("2023",), "10"),
        (("Lund",), ("2024",), "11"),
        (("Ystad",), ("2023",), "20"),
        (("Ystad",), ("2024",), "21"),
        (("Lund",), ("2023",), "5"),
        (("Lund",), ("2024",), "6"),
        (("Ystad",), ("2023",), "7"),
        (("Ystad",), ("2024",), "8"),
    ]


def test_figures_without_a_head_support_nothing() -> None:
    assert values(read_sheet(["Scope 1", 12, 14], ["Scope 2", 16, 18])) == []


def test_another_table_does_not_take_the_head_above() -> None:
    document = read_sheet(
        ["Energy (MWh)", "2023", "2024"], ["Gas", 10, 11], [], [None, "Sites", 12, 14, 16], [None, "Plants", 3, 4, 5]
    )
    assert [point.column_path for point in points(document) if point.table == 1] == [()] * 6


def test_years_in_the_first_rows_of_figures_are_no_second_head() -> None:
    document = read_sheet(
        ["Target", "2023", "2024"],
        ["Base year", "2019", "2019"],
        ["Cut of Scope 1 in %", 12, 14],
        ["Scope 2 in %", 3, 4],
    )
    assert document.tables[0].header_rows == 1


def test_rows_of_dashes_are_no_head() -> None:
    document = read_sheet(["Waste", "2023", "2024"], ["Rubble", "n/a", "n/a"], ["Paper", 12, 14])
    assert document.tables[0].header_rows == 1


def test_a_table_of_words_has_the_head_that_the_file_names() -> None:
    rows = [["Topic", "Policy"], ["Water", "We reuse it."], ["Waste", "We sort it."]]
    assert read_sheet(*rows).tables[0].header_rows == 0
    assert read_sheet(*[[Cell(text, build.BOLD) for text in rows[0]], *rows[1:]]).tables[0].header_rows == 1
    frozen = "<sheetViews><sheetView workbookViewId='0'><pane ySplit='1' state='frozen'/></sheetView></sheetViews>"
    assert read_sheet(*rows, views=frozen).tables[0].header_rows == 1
    table = f'{build.HEAD}<table xmlns="{build.MAIN}" id="1" name="T" ref="A1:B3"/>'
    sheet = Sheet("Data", rows, relations={"../tables/table1.xml": "table"})
    document = read(build.pack(build.parts(sheet, others={"xl/tables/table1.xml": table})))
    assert document.tables[0].header_rows == 1


def test_hidden_columns_part_nothing_and_are_told() -> None:
    document = read_sheet(
        ["Waste", "2022", "2023", "2024"], ["Lund", 8, 9, 10], columns="<col min='2' max='3' hidden='1'/>"
    )
    assert grids(document) == [[["Waste", "", "", "2024"], ["Lund", "", "", "10"]]]
    assert document.tables[0].cut
    assert document.unseen == (("2022 | 2023", "switched off", "Data!B1"), ("8 | 9", "switched off", "Data!B2"))


def test_a_table_with_hidden_rows_adds_up_to_nothing() -> None:
    """The part that is missing may be the hidden one: nobody is accused of a wrong sum."""
    rows = [
        ["Waste by plant", "Unit", "2024"],
        ["Lund", "t", 398],
        ["Ystad", "t", 1150],
        ["Kiruna", "t", 622],
        ["Total", "t", 2340],
    ]

    def rules(hidden: list[int]) -> list[str]:
        data = build.pack(build.parts(Sheet("Waste", rows, hidden_rows=hidden)))
        (document,) = claimcheck.Auditor().audit_bytes(data, path="pack.xlsx").documents
        return [finding.rule for finding in document.findings]

    assert rules([]) == ["CON-012"]
    assert rules([4]) == []


# The rest of the file.


def test_text_boxes_comments_charts_and_pictures() -> None:
    drawing = (
        f'{build.HEAD}<xdr:wsDr xmlns:xdr="{build.SCHEMAS}/drawingml/2006/spreadsheetDrawing"'
        f' xmlns:a="{build.SCHEMAS}/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col>'
        "<xdr:row>6</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>Our caps are </a:t></a:r><a:r>"
        "<a:t>carbon neutral.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    sheet = Sheet("Data", [["Caps"]], relations={"../drawings/drawing1.xml": "drawing", "../comments1.xml": "comments"})
    others = {
        "xl/drawings/drawing1.xml": drawing,
        "xl/drawings/_rels/drawing1.xml.rels": build.relations(
            {"../charts/chart1.xml": "chart", "../media/image1.png": "image", "../media/image2.png": "image"}
        ),
        "xl/comments1.xml": f'<comments xmlns="{build.MAIN}"><commentList><comment ref="A1"/></commentList></comments>',
    }
    document = read(build.pack(build.parts(sheet, others=others)))
    assert cells(document)["Data!D7"] == "Our caps are carbon neutral."
    assert [(problem.code, problem.message) for problem in document.problems] == [
        ("pictures-not-read", "shows 1 chart and 2 pictures: not read"),
        ("comments", "has 1 comment: not read"),
    ]


def test_chart_sheets_are_told() -> None:
    parts = build.parts(Sheet("Data", [["Our caps are thin."]]), Sheet("Chart"))
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace('/worksheet" Target="worksheets/sheet2', '/chartsheet" Target="worksheets/sheet2')
    assert codes(read(build.pack(parts))) == [("sheets-not-read", "partial")]


def test_pages_choose_sheets() -> None:
    from claimcheck.read.dispatch import read_bytes
    from claimcheck.read.limits import PageRange

    data = (FOLDER / "data-pack.xlsx").read_bytes()
    document = read_bytes(data, path="pack.xlsx", pages=PageRange(3, 3))
    assert {block.page for block in document.blocks} == {3}
    assert [page.label for page in document.pages] == ["About", "GHG emissions", "Water"]


def test_too_many_cells_and_sheets_are_cut_and_told() -> None:
    data = (FOLDER / "data-pack.xlsx").read_bytes()
    document = read(data, Limits(cells=20))
    assert ("limit-cells", "partial") in codes(document)
    assert sum(len(table.cells) for table in document.tables) <= 20
    assert document.tables[0].cut
    assert ("limit-pages", "partial") in codes(read(data, Limits(pages=1)))


def test_a_workbook_that_another_program_wrote(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Energy"
    for row in (["Energy use", "Unit", 2023, 2024], ["Gas", "MWh", 1200.5, 1100], ["Electricity", "MWh", 300, 280.25]):
        sheet.append(row)
    for cell in ("C2", "D2", "C3", "D3"):
        sheet[cell].number_format = "#,##0.0"
    book.save(tmp_path / "book.xlsx")
    document = read((tmp_path / "book.xlsx").read_bytes())
    assert codes(document) == []
    assert values(document) == [
        ("Gas", "2023", 1200.5, "MWh", 2023),
        ("Gas", "2024", 1100.0, "MWh", 2024),
        ("Electricity", "2023", 300.0, "MWh", 2023),
        ("Electricity", "2024", 280.3, "MWh", 2024),
    ]
