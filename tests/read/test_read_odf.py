"""OpenDocument texts, spreadsheets and presentations; broken ones end with one clear problem."""

from __future__ import annotations

import random
from pathlib import Path

import made_xlsx
import pytest
from builders import FIXTURES
from hypothesis import given, settings
from hypothesis import strategies as st
from made_odf import FOLDER, build, read, read_sheets, read_slides, read_text
from made_xlsx import cells, grids, values
from reading_checks import check, codes, texts

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import Limits

p, h, c, tr, table, span, note = build.p, build.h, build.c, build.tr, build.table, build.span, build.note
CLAIM = "Our parcels are carbon neutral."
WHOLE = build.parts("text", h("Parcels"), p(CLAIM), table(tr("Site", "2024"), tr("Lund", "12")))


def fixture(name: str) -> Document:
    return read((FOLDER / name).read_bytes())


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if not block.running]


def test_the_fixtures_are_what_the_script_builds() -> None:
    for name, made in build.FILES.items():
        assert (FOLDER / name).read_bytes() == build.pack(made())


# Texts.


def test_a_text_has_its_headings_lists_notes_and_tables() -> None:
    document = fixture("statement.odt")
    assert (document.format, document.title) == ("odf", "Orlane Tiles: statement on 2024")
    assert seen(document) == [
        ("title", "Orlane Tiles: statement on 2024"),
        ("heading", "Climate"),
        ("paragraph", "We cut our scope 1 emissions by 10 % between 2023 and 2024."),
        ("list", "Half of the kilns run on electricity."),
        ("list", "The other half burns gas."),
        ("caption", "Table 1: Emissions, in tCO2e"),
        ("table", "Site | 2023 | 2024"),
        ("table", "Varna | 24,100 | 21,600"),
        ("table", "Plovdiv | 16,830 | 15,268"),
        ("heading", "Water"),
        ("paragraph", "We reuse the water of the presses."),
        ("footnote", "For all kilns."),
    ]
    (mark,) = document.blocks[2].marks
    assert [block.label for block in document.blocks if block.kind == "footnote"] == [mark.label] == ["1"]
    assert ("Varna", "2024", 21600.0, "tCO2e", 2024) in values(document)
    assert [block.text for block in document.blocks if block.running] == ["Orlane Tiles"]


def test_a_text_of_another_program_reads_as_its_word_file_does() -> None:
    own = fixture("writer-report.odt")
    data = (FIXTURES / "docx/writer-report.docx").read_bytes()
    word = check(read_bytes(data, path="report.docx", isolated=False))
    assert own.title == word.title
    assert grids(own) == grids(word)
    others = ("table", "paragraph")
    assert [block for block in seen(own) if block[0] not in others] == [
        block for block in seen(word) if block[0] not in others
    ]
    assert sorted(codes(own)) == sorted(codes(word))


def test_a_spreadsheet_of_another_program_reads_as_its_workbook_does() -> None:
    own = fixture("data-pack.ods")
    book = made_xlsx.read((FIXTURES / "xlsx/data-pack.xlsx").read_bytes())
    assert (own.source, own.blocks, own.tables) == (book.source, book.blocks, book.tables)
    assert cells(own) == cells(book)
    assert codes(own) == codes(book)
    assert [(each.way, each.place) for each in own.unseen] == [(each.way, each.place) for each in book.unseen]


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        (span("Draft: carbon neutral.", "Hidden"), ("Draft: carbon neutral.", "switched off", "")),
        (span("Draft: carbon neutral.", "Struck"), ("Draft: carbon neutral.", "struck out", "")),
        (
            "</text:p><text:section text:display='none'><text:p>We are neutral.</text:p></text:section><text:p>",
            ("We are neutral.", "switched off", ""),
        ),
    ],
    ids=["hidden", "struck", "section"],
)
def test_what_nobody_sees_is_told(hidden: str, said: tuple[str, str, str]) -> None:
    document = read_text(f"<text:p>Our lorries run on diesel. {hidden}</text:p>")
    assert "neutral" not in document.source
    assert codes(document) == [("hidden-text", "note")]
    assert document.unseen == (said,)


def test_changes_are_read_as_accepted_and_comments_are_told() -> None:
    gone = f"<text:changed-region><text:deletion>{p('We are green.')}</text:deletion></text:changed-region>"
    remark = f"<office:annotation>{p('Is this so?')}</office:annotation>"
    document = read_text(
        f"<text:tracked-changes>{gone}</text:tracked-changes>",
        p("We planted trees.", remark),
        table(tr("Site", c(f"<text:p>12{remark}</text:p>")), tr("Lund", "14")),
    )
    assert texts(document) == ["We planted trees.", "Site | 12", "Lund | 14"]
    assert codes(document) == [("tracked-changes", "note"), ("comments", "note")]
    assert "2 comments" in document.problems[1].message


def test_blanks_are_read_as_they_are_set() -> None:
    spaced = p("  Waste", "\n  <text:s text:c='3'/>", "fell", "<text:tab/>", "by", "<text:line-break/>", "half. ")
    document = read_text(spaced.replace("&lt;", "<").replace("&gt;", ">"), p("CO", span("2", "Raised")))
    assert " ".join(document.blocks[0].text.split()) == "Waste fell by half."


def test_boxes_and_pictures_in_a_text() -> None:
    described = build.frame("<draw:image/><svg:desc>A kiln in Varna</svg:desc>")
    document = read_text(p("Our kilns.", build.box("All of them are new."), described), build.CHART)
    assert texts(document) == ["Our kilns.", "All of them are new.", "A kiln in Varna"]
    assert "1 chart and 1 picture" in document.problems[0].message


def test_tables_of_texts_span_and_nest() -> None:
    nested = c(f"<text:list><text:list-item>{p('12 t')}</text:list-item></text:list>")
    document = read_text(
        table(
            "<table:table-header-rows>",
            tr("Site", c("Waste", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
            tr(c(None), "2023", "2024"),
            "</table:table-header-rows>",
            tr("Lund", nested, "14 t"),
        )
    )
    assert grids(document) == [[["Site", "Waste", ""], ["", "2023", "2024"], ["Lund", "12 t", "14 t"]]]
    (made,) = document.tables
    assert made.header_rows == 2


# Spreadsheets.


def test_numbers_are_written_as_everywhere() -> None:
    document = read_sheets(
        table(
            tr("Waste (t)", "2023", "2024"),
            tr("Lund", build.figure("1.234,5", 1234.5), build.figure("1 300,0", 1300)),
            tr("Ystad", build.figure("12,3 %", 0.123, "percentage"), build.figure("7", 7)),
            name="Waste",
        )
    )
    assert grids(document)[0][1:] == [["Lund", "1\xa0234.5", "1\xa0300.0"], ["Ystad", "12.3 %", "7"]]
    assert cells(document)["Waste!C2"] == "1\xa0300.0"


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    document = read_sheets(
        table(
            "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>",
            tr("Site", "2023", "2024"),
            tr("Lund", 1, 2),
            tr("Green", 3, 4, more="table:visibility='filter'"),
            name="Waste",
        ),
        table(tr("We are carbon neutral."), name="Drafts", more='table:style-name="Away"'),
    )
    assert grids(document) == [[["Site", "", "2024"], ["Lund", "", "2"]]]
    assert codes(document) == [("hidden-text", "note")]
    assert [(each.text, each.place) for each in document.unseen] == [
        ("We are carbon neutral.", "Drafts!A1"),
        ("2023", "Waste!B1"),
        ("1", "Waste!B2"),
        ("Green | 3 | 4", "Waste!A3"),
    ]
    assert cells(document) == {"Waste!A1": "Site", "Waste!C1": "2024", "Waste!A2": "Lund", "Waste!C2": "2"}


def test_cells_and_rows_that_stand_there_many_times_are_bounded() -> None:
    wide = c("x", 'table:number-columns-repeated="99999999"')
    document = read_sheets(table(tr(wide, more='table:number-rows-repeated="99999999"'), name="Data"))
    assert len(document.spots) <= 100 * 100
    empty = tr(c(None, 'table:number-columns-repeated="99999999"'), more='table:number-rows-repeated="99999999"')
    assert texts(read_sheets(table(tr("Waste fell."), empty, name="Data"))) == ["Data", "Waste fell."]


def test_too_many_cells_are_cut_and_told() -> None:
    rows = [tr("Site", number) for number in range(50)]
    document = read_sheets(table(*rows, name="Data"), limits=Limits(cells=40))
    assert ("limit-cells", "partial") in codes(document)
    assert len(document.spots) <= 41


def test_a_claim_is_found_in_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "data.ods"
    file.write_bytes(build.pack(build.parts("spreadsheet", table(tr("Note"), tr(CLAIM), name="Parcels"))))
    (document,) = claimcheck.audit(file).documents
    (claim,) = document.claims
    assert claim.place.cell == "Parcels!A2"


# Presentations.


def test_slides_are_pages() -> None:
    document = fixture("results.odp")
    assert [page.status for page in document.pages] == ["read", "read", "read", "picture", "unread"]
    assert seen(document)[:5] == [
        ("heading", "Orlane Tiles in 2024"),
        ("paragraph", "The year in figures"),
        ("heading", "Our kilns"),
        ("list", "We cut the emissions of our kilns by 10 % between 2023 and 2024."),
        ("footnote", "Say that the cut is not assured."),
    ]
    assert "neutral" not in document.source
    assert codes(document) == [
        ("pages-without-text", "partial"),
        ("hidden-text", "note"),
        ("speaker-notes", "note"),
        ("pictures-not-read", "note"),
    ]


def test_a_table_on_a_slide_has_its_first_row_for_a_header() -> None:
    made = table(tr("Waste (t)", "2024"), tr("Lund", "12"), more='table:use-first-row-styles="true"')
    document = read_slides(build.slide(build.box("Waste", place="title"), build.frame(made)))
    assert values(document) == [("Lund", "2024", 12.0, "t", 2024)]


# Broken files.


def one(data: bytes, limits: Limits | None = None) -> str:
    document = read(data, limits or Limits())
    assert document.status == "unreadable"
    (problem,) = document.problems
    assert problem.hint
    return problem.code


def test_files_that_cannot_be_read() -> None:
    data = build.pack(WHOLE)
    assert one(data[:-30]) == "damaged"
    assert one(build.pack({**WHOLE, "content.xml": "<p/>"})) == "damaged"
    assert one(build.pack({**WHOLE, "content.xml": "no XML"})) == "damaged"
    assert one(build.pack({"mimetype": WHOLE["mimetype"]})) == "damaged"
    assert one(build.pack(build.parts("text"))) == "empty"
    assert one(build.pack(build.parts("text", build.PICTURE))) == "no-text"
    assert one(build.pack(build.parts("text", p(span("x", "Hidden"))))) == "no-text"
    assert one(build.pack(build.parts("text", p(CLAIM), locked=True))) == "encrypted"
    assert one(build.pack(WHOLE), Limits(zip_members=3)) == "limit-zip-members"
    bomb = build.pack(build.parts("text", p("a" * 60_000_000)), True)
    assert one(bomb) == "limit-zip-ratio"
    laughs = '<!DOCTYPE p [<!ENTITY a "ha">]><a>&a;</a>'
    assert one(build.pack({**WHOLE, "content.xml": laughs})) == "dtd-refused"


def test_a_file_that_breaks_off_is_read_up_to_there() -> None:
    content = WHOLE["content.xml"]
    document = read(build.pack({**WHOLE, "content.xml": content[: content.index("<table:table ")]}))
    assert texts(document) == ["Parcels", CLAIM]
    assert document.status == "partial"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<draw:g>", "</draw:g>"),
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
        ("<draw:frame><draw:text-box>", "</draw:text-box></draw:frame>"),
        ("<text:section>", "</text:section>"),
    ],
)
def test_deep_files_end(start: str, end: str) -> None:
    document = read_text(p("Top."), start * 240 + p("Deep.") + end * 240, p("After."))
    assert "Top." in document.source


def test_deep_words_end() -> None:
    assert "Top." in read_text(p("Top.", "<text:span>" * 240 + "deep" + "</text:span>" * 240)).source


@given(st.sampled_from(sorted(build.FILES)), st.integers(0, 2**32), st.integers(1, 20))
@settings(max_examples=60)
def test_changed_bytes_never_crash(name: str, seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(build.pack(build.FILES[name]()))
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    document = check(read_bytes(bytes(data), path="report.odt", isolated=False))
    assert "read-failed" not in {problem.code for problem in document.problems}
    assert document.blocks or document.problems
