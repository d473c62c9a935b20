"""Word files: structure, notes, tables and everything else that a document may hold, on files of one thing each."""

from __future__ import annotations

import re

import made_odf
import pytest
from lxml import etree
from made_docx import FOLDER, build, fixture, read, read_body
from reading_checks import codes, texts

import claimcheck
from claimcheck.model.document import Block, Document, Table
from claimcheck.read.limits import Limits
from claimcheck.read.office.grids import read_chart

p, r, mark = build.p, build.r, build.mark


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def grid(document: Document, table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): document.blocks[cell.block].text[cell.start : cell.end] for cell in table.cells}


def noted(document: Document, block: Block) -> list[tuple[str, int, str]]:
    """The marks of a block: label, place, and the text of the note."""
    return [
        (found.label, found.at, "" if found.note is None else document.blocks[found.note].text) for found in block.marks
    ]


@pytest.mark.parametrize("name", build.FILES)
def test_the_fixtures_are_what_the_script_builds(name: str) -> None:
    assert (FOLDER / f"{name}.docx").read_bytes() == build.pack(build.FILES[name]())


@pytest.mark.parametrize("name", [*build.FILES, "writer-report"])
def test_the_extracted_text_is_the_blocks_line_by_line(name: str) -> None:
    document = fixture(name)
    assert document.format == "docx"
    for block in document.blocks:
        (piece,) = block.pieces
        assert document.source[piece.source :].startswith(block.text)
        assert piece.length == len(block.text)
    if name not in ("lists", "typed-notes"):
        assert document.source == "\n".join(texts(document))


def test_everything_that_a_reader_sees_is_read_and_nothing_else() -> None:
    parts = build.FILES["everything"]()
    document = fixture("everything")
    expected = set(re.findall(r"\w+-seen", "".join(parts.values())))
    assert len(expected) == 22
    found = re.findall(r"\w+-seen", document.source)
    assert sorted(found) == sorted(expected)
    assert "unseen" not in document.source


def test_headings_go_by_style_inheritance_and_outline_level() -> None:
    document = fixture("headings")
    assert [(b.kind, b.level, b.text, b.section) for b in document.blocks if b.kind != "paragraph"] == [
        ("title", 1, "Osmund Bakeries: the year in flour", ()),
        ("heading", 1, "Energy", ()),
        ("heading", 2, "Ovens", ("Energy",)),
        ("heading", 1, "Grain", ()),
        ("heading", 3, "Rye", ("Grain",)),
        ("heading", 1, "Water", ()),
    ]
    assert document.title == "Osmund Bakeries: the year in flour"
    assert document.blocks[-1].text == "No heading by its own word"
    assert document.blocks[-1].section == ("Water",)


def test_the_strict_variant_reads_the_same() -> None:
    assert b"purl.oclc.org" in (FOLDER / "strict.docx").read_bytes()
    assert fixture("strict").blocks == fixture("headings").blocks


def test_headings_by_look_are_short_set_apart_and_have_text_below() -> None:
    found = [(b.level, b.text) for b in fixture("headings-by-look").blocks if b.kind == "heading"]
    assert found == [(1, "Flour and water"), (2, "Flour"), (1, "Water")]


def test_a_lone_first_heading_is_the_title() -> None:
    document = read_body(p("Report", "berschrift1") + p("Energy", "berschrift2") + p("Text."))
    assert document.title == "Report"
    assert document.blocks[-1].section == ("Energy",)
    assert read_body(p("Energy", "berschrift1") + p("Text.")).title is None


def test_the_properties_give_a_title_where_the_text_has_none() -> None:
    assert fixture("properties").title == "Osmund in figures"


def test_styles_that_are_based_on_each_other_end() -> None:
    circle = build.style("A", "a", "B") + build.style("B", "b", "A", "<w:rPr><w:b/></w:rPr>")
    styles = f"<w:styles {build.NAMESPACES}>{circle}</w:styles>"
    assert texts(read_body(p("Text.", "A") + p("More.", "B"), styles=styles)) == ["Text.", "More."]


def test_list_items_are_blocks_without_their_bullets() -> None:
    document = fixture("lists")
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("paragraph", None, "What we did:"),
        ("list", 1, "switched off the old ovens"),
        ("list", 2, "all of them"),
        ("list", 1, "sold the van"),
        ("paragraph", None, "out of the list"),
        ("list", 1, "typed by hand"),
        ("list", 1, "counted by hand"),
        ("list", 1, "and counted on"),
        ("paragraph", None, "These are seven."),
        ("paragraph", None, "3. Oktober 2024 war der Stichtag."),
    ]


def test_a_table_is_a_grid_with_merged_cells_and_its_text_row_by_row() -> None:
    document = fixture("table")
    assert texts(document, "table") == [
        "Scope | tCO2e",
        "2023 | 2024",
        "Scope 1 | 410 | 390",
        "12",
        "All of them",
        "Scope 2\nmarket-based | 80 | 75",
        "inner | cell",
    ]
    inner, outer = sorted(document.tables, key=lambda table: table.rows)
    assert grid(document, outer) == {
        (0, 0): "Scope", (0, 1): "tCO2e", (1, 1): "2023", (1, 2): "2024", (2, 0): "Scope 1", (2, 1): "410",
        (2, 2): "390", (3, 2): "12", (4, 0): "All of them", (5, 0): "Scope 2\nmarket-based", (5, 1): "80",
        (5, 2): "75",
    }  # fmt: skip
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in outer.cells}
    assert {place: span for place, span in spans.items() if span != (1, 1)} == {
        (0, 0): (2, 1),
        (0, 1): (1, 2),
        (2, 0): (2, 1),
        (4, 0): (1, 3),
    }
    assert (outer.rows, outer.columns, outer.header_rows, outer.header_columns) == (6, 3, 2, 1)
    assert outer.caption is not None
    assert document.blocks[outer.caption].text == "Table 1: emissions"
    assert grid(document, inner) == {(0, 0): "inner", (0, 1): "cell"}
    row = next(block for block in document.blocks if block.text.startswith("Scope 2"))
    assert noted(document, row) == [("1", 7, "By contracts.")]


def test_header_rows_and_captions_are_told_without_being_said() -> None:
    document = fixture("table-by-look")
    (table,) = document.tables
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert table.caption == 3
    assert document.blocks[3].kind == "caption"


def test_a_first_row_of_figures_names_nothing() -> None:
    rows = build.tbl(build.tr("Mill", "410"), build.tr("Shop", "12"), look="04A0")
    (table,) = read_body(rows).tables
    assert (table.header_rows, table.header_columns) == (0, 1)


def test_a_table_that_only_sets_text_is_read_as_text() -> None:
    document = fixture("layout-table")
    assert document.tables == ()
    assert {block.kind for block in document.blocks} == {"heading", "paragraph"}
    assert texts(document)[-1] == "On the side"


def test_notes_are_linked_and_stand_in_the_section_of_their_mark() -> None:
    document = fixture("footnotes")
    first, again = (block for block in document.blocks if block.kind == "paragraph")
    assert noted(document, first) == [("1", 24, "Scopes 1 and 2."), ("i", 36, "An endnote.")]
    assert noted(document, again) == [("2", 5, "A second note."), ("1", 20, "Scopes 1 and 2.")]
    assert [(b.label, b.text, b.section) for b in document.blocks if b.kind == "footnote"] == [
        ("1", "Scopes 1 and 2.", ("Climate",)),
        ("1", "Assured.", ("Climate",)),
        ("2", "A second note.", ("Water",)),
        ("i", "An endnote.", ("Climate",)),
    ]


def test_raised_characters_are_marks_exponents_or_text() -> None:
    document = fixture("typed-notes")
    body, note = document.blocks
    assert body.text == "We cut waste by 40 % on 300 m2 and 10^6 kg, the 4th timea"
    assert noted(document, body) == [("1", 20, "Against 2019.")]
    assert (note.kind, note.label, note.text) == ("footnote", "1", "Against 2019.")


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    document = fixture("text-box")
    assert texts(document) == ["Energy", "Before the box and behind it.", "Boxed", "Inside the box.", "Still energy."]
    assert document.blocks[-1].section == ("Energy",)


BOXES = [
    (["38 %", "less flour dust"], ["38 % less flour dust"]),
    (["Flour dust", "38 %", "less than in 2019"], ["Flour dust: 38 % less than in 2019"]),
    (["38 %", "We bake."], ["38 %", "We bake."]),
    (["We bake less.", "38 %", "less than in 2019"], ["We bake less.", "38 %", "less than in 2019"]),
    (["38 %", "less", "24 %", "more"], ["38 %", "less", "24 %", "more"]),
]


@pytest.mark.parametrize(("lines", "told"), BOXES)
def test_a_box_is_read_as_one_where_it_holds_a_figure_and_its_words(lines: list[str], told: list[str]) -> None:
    document = read_body(build.p("Our year.") + build.p(build.box("".join(map(build.p, lines)))) + build.p("Behind."))
    assert texts(document) == ["Our year.", *told, "Behind."]
    document = made_odf.read_text(made_odf.build.p("Our year.", made_odf.build.box(*lines)))
    assert texts(document) == ["Our year.", *told]


def test_headers_and_footers_are_running_and_read_once() -> None:
    running = [block for block in fixture("headers").blocks if block.running]
    assert [(block.kind, block.text) for block in running] == [
        ("paragraph", "Osmund Bakeries, naturally clean"),
        ("paragraph", "Page 3"),
    ]


@pytest.mark.parametrize(
    ("note", "label", "text"),
    [
        ("* Against 2019, all bakeries.", "*", "Against 2019, all bakeries."),
        ("† Against 2019.", "†", "Against 2019."),
        ("[1] Against 2019.", "1", "Against 2019."),
        ("¹ Against 2019.", "1", "Against 2019."),
    ],
)
def test_a_note_in_a_footer_answers_its_mark(note: str, label: str, text: str) -> None:
    mark = note.partition(" ")[0]
    section = '<w:sectPr><w:footerReference w:type="default" r:id="r2"/></w:sectPr>'
    footer = build.header(build.p("Osmund Bakeries") + build.p(note), "ftr")
    document = read_body(build.p(f"We cut emissions by 12 %{mark} last year.") + section, footer1=footer)
    body, running, found = document.blocks
    assert body.text == "We cut emissions by 12 % last year."
    assert [(one.label, one.note) for one in body.marks] == [(label, 2)]
    assert (found.kind, found.label, found.text, found.running) == ("footnote", label, text, False)
    assert running.running
    unasked = read_body(build.p("We cut emissions by 12 % last year.") + section, footer1=footer)
    assert [block.running for block in unasked.blocks] == [False, True, True]


def test_controls_tags_and_links_are_text_and_targets_are_not() -> None:
    document = fixture("controls")
    assert texts(document) == [
        "In a block control.",
        "Inline control, smart tag, custom, a link.",
        "Row | 1",
        "Held row | 2",
        "Held cell | 3",
    ]
    assert "example.org" not in document.source


def test_fields_show_their_results_and_contents_are_running() -> None:
    document = fixture("fields")
    assert [(block.text, block.running) for block in document.blocks] == [
        ("Contents", True),
        ("Energy\t4", True),
        ("Water 7", True),
        ("Simple: 2 May 2024", False),
        ("Nested: true inner", False),
        ("Open,", False),
        ("and not swallowed.", False),
    ]


def test_changes_are_read_as_if_accepted_and_said() -> None:
    document = fixture("changes")
    assert texts(document) == [
        "We cut some emissions.",
        "Moved here.",
        "This line goes on in the next.",
        "kept | 1",
        "new | 3",
    ]
    assert codes(document) == [("tracked-changes", "note")]
    assert "7 tracked changes" in document.problems[0].message


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [("comments", "We are green.", ("comments", "note")), ("hidden", "Shown and not so.", ("hidden-text", "note"))],
)
def test_what_is_no_text_is_said(name: str, text: str, problem: tuple[str, str]) -> None:
    document = fixture(name)
    assert texts(document) == [text]
    assert codes(document) == [problem]


def test_descriptions_of_pictures_are_blocks() -> None:
    assert seen(fixture("pictures")) == [
        ("paragraph", "Look:"),
        ("alt", "A mill with a green roof"),
        ("alt", "An old drawing"),
        ("paragraph", "DRAFT of March"),
    ]


def test_special_characters() -> None:
    assert texts(fixture("characters")) == [
        "low\u2011carbon\tem\u00adbers\nnext line \n≥ 5 ✓",
        "trimmedhere",
        "As typed東京",
        "صافي صفر ٢٠٣٠",
        "10^6=a/b",
    ]


def test_a_chart_is_a_table_of_what_it_draws() -> None:
    document = fixture("chart")
    (table,) = document.tables
    assert grid(document, table) == {
        (0, 1): "Emissions (t)", (0, 2): "Renewable share",
        (1, 0): "Mill", (1, 1): "410.1", (1, 2): "42.5 %",
        (2, 0): "Shop", (2, 1): "12", (2, 2): "100.0 %",
    }  # fmt: skip
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert table.caption is not None
    assert document.blocks[table.caption].text == "By site"
    assert texts(document, "alt") == ["Two bars"]


@pytest.mark.parametrize(
    ("linked", "shown"), [("0", ["31 %", "69 %"]), ("1", ["0.31", "0.69"])]
)  # labels of their own format
@pytest.mark.parametrize("inside", [True, False])
def test_a_share_that_the_labels_of_a_chart_show_is_one(linked: str, inside: bool, shown: list[str]) -> None:
    labels = f'<c:dLbls><c:numFmt formatCode="0%" sourceLinked="{linked}"/></c:dLbls>'
    cache = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate((0.31, 0.69)))
    values = f"<c:val><c:numCache><c:formatCode>General</c:formatCode>{cache}</c:numCache></c:val>"
    series = f"<c:ser>{labels * inside}{values}</c:ser>{labels * (not inside)}"
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = read_chart(etree.fromstring(f'<c:pieChart xmlns:c="{space}">{series}</c:pieChart>'))
    assert [row[-1] for row in chart.grid[1:]] == shown


def test_diagrams_are_read() -> None:
    assert texts(fixture("diagram"), "list") == ["Grow", "Mill"]


def test_what_is_not_opened_makes_the_reading_partial() -> None:
    document = fixture("unopened")
    assert texts(document) == ["Own text."]
    assert codes(document) == [("content-not-opened", "partial"), ("objects-not-read", "partial")]
    assert "2 other files" in document.problems[0].message
    assert "1 embedded object " in document.problems[1].message


def test_a_report_of_another_program() -> None:
    document = fixture("writer-report")
    assert document.title == "Hollin Mills: environmental statement 2024"
    assert [(b.level, b.text) for b in document.blocks if b.kind == "heading"] == [
        (1, "Climate"),
        (2, "What comes next"),
        (1, "Water and people"),
    ]
    assert [(b.level, b.text) for b in document.blocks if b.kind == "list"] == [
        (1, "Replace the last oil burner by 2027."),
        (2, "The permit is there."),
        (1, "Buy power from the wind farm at Cam Fell."),
    ]
    claim = next(block for block in document.blocks if block.text.startswith("We cut"))
    assert claim.text.endswith("The boiler at Askrigg burns no coal any more.")
    ((label, at, note),) = noted(document, claim)
    assert (label, claim.text[:at][-5:]) == ("1", "2024.")
    assert note.startswith("From 5,200 to 4,264 tCO2e, market-based")
    (table,) = document.tables
    assert grid(document, table)[2, 2] == "1,114"
    assert (table.header_rows, table.header_columns, table.columns) == (1, 1, 3)
    assert document.blocks[table.caption or 0].text == "Table 1: Emissions by site, in tCO2e"
    assert [b.text for b in document.blocks if b.running] == ["Hollin Mills – spun with care", "Page 1"]
    assert codes(document) == [("tracked-changes", "note"), ("hidden-text", "note")]
    assert "estimate" not in document.source


def test_a_claim_finds_its_evidence_in_the_footnote() -> None:
    report = claimcheck.audit(str(FOLDER / "report.docx"))
    (document,) = report.documents
    assert (document.format, document.status) == ("docx", "complete")
    claim = next(claim for claim in document.claims if "12 %" in claim.text)
    assert tuple(claim.place.section) == ("Climate",)
    source = fixture("report").source
    assert source[claim.place.start : claim.place.end].startswith("We cut our scope 1")
    assert source.count("\n", 0, claim.place.start) + 1 == claim.place.line == 3
    states = {element.element: element.state for element in claim.elements}
    assert states["base_year"] == "linked"
    assert states["verifier"] == "linked"


def test_an_empty_document_and_one_of_pictures_are_told_apart() -> None:
    assert codes(read_body(p("<w:r/>"))) == [("empty", "unreadable")]
    picture = build.drawing("<pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic>")
    assert codes(read_body(p(picture))) == [("no-text", "unreadable")]
    assert codes(read_body('<w:altChunk r:id="x"/>')) == [("no-text", "unreadable")]


def test_marks_of_notes_that_are_missing_stay_out() -> None:
    document = read_body(p(r("Cut") + mark("footnote", 8) + r(" by half.")))
    assert texts(document) == ["Cut by half."]
    assert document.blocks[0].marks == ()


def test_a_limit_of_blocks_keeps_tables_and_marks_whole() -> None:
    made = build.pack(build.FILES["report"]())
    limited = read(made, Limits(blocks=6))
    assert codes(limited) == [("limit-blocks", "partial")]
    assert limited.blocks[2].marks[0].note is None
    assert all(cell.block < 6 for table in limited.tables for cell in table.cells)


def test_a_limit_of_characters_keeps_whole_blocks() -> None:
    limited = read(build.pack(build.FILES["report"]()), Limits(characters=60))
    assert texts(limited) == ["Osmund Bakeries sustainability report 2024", "Climate"]
    assert codes(limited) == [("limit-characters", "partial")]
