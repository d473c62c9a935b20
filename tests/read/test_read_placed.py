"""Pages of markup whose text stands at fixed places: their lines come out as those of the PDF file that they were."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_xhtml import FOLDER, at, build, page, read
from reading_checks import check, codes, letters, texts

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes, read_path

Work = Callable[[], object]
REPORTS = Path(__file__).parents[2] / "fixtures"
TARNHOLM = REPORTS / "reports" / "tarnholm-2025.pdf"
KINDS = ["classes", "words"]


@cache
def both(kind: str) -> tuple[Document, Document]:
    """The same pages of a report as PDF and as a converter sets them."""
    return check(read_path(str(TARNHOLM), isolated=False)), read(build.converted(TARNHOLM, kind))


def prose(document: Document) -> list[str]:
    return [
        letters(block.text)
        for block in document.blocks
        if block.kind in ("paragraph", "list", "footnote") and len(block.text.split()) > 7 and not block.running
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_of_a_report_is_whole(kind: str) -> None:
    pdf, made = both(kind)
    assert codes(made) == []
    assert len(made.pages) == len(pdf.pages)
    want = prose(pdf)
    assert len(want) > 50
    assert [text for text in want if text not in {letters(block.text) for block in made.blocks}] == []


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_parted_and_marks_of_notes_are_led(kind: str) -> None:
    _, made = both(kind)
    assert any("were 24,310 tCO2e in 2025" in " ".join(block.text.split()) for block in made.blocks)
    marked = [mark for block in made.blocks for mark in block.marks if mark.note is not None]
    pdf_marks = [mark for block in both(kind)[0].blocks for mark in block.marks if mark.note is not None]
    assert [mark.label for mark in marked] == [mark.label for mark in pdf_marks]


@pytest.mark.parametrize("kind", KINDS)
def test_tables_have_their_cells(kind: str) -> None:
    def cells(document: Document) -> list[list[tuple[int, int, str]]]:
        return [
            [(c.row, c.column, letters(document.blocks[c.block].text[c.start : c.end])) for c in table.cells]
            for table in document.tables
        ]

    pdf, made = both(kind)
    assert cells(made) == cells(pdf)
    assert [(t.header_rows, t.header_columns, t.page) for t in made.tables] == [
        (t.header_rows, t.header_columns, t.page) for t in pdf.tables
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_claims_are_found(kind: str) -> None:
    auditor = claimcheck.Auditor(isolated=False)
    (pdf,) = auditor.audit(TARNHOLM).documents
    (made,) = auditor.audit_bytes(build.converted(TARNHOLM, kind).encode(), path="report.xhtml").documents
    assert sorted(claim.id for claim in made.claims) == sorted(claim.id for claim in pdf.claims)


def test_the_fixtures_are_what_the_script_builds() -> None:
    for name, made in build.FILES.items():
        assert (FOLDER / f"{name}.xhtml").read_text(encoding="utf-8") == made()


def test_a_page_of_markup_is_the_source_and_its_pages_are_told() -> None:
    document = read((FOLDER / "statement.xhtml").read_text(encoding="utf-8"))
    assert (document.format, document.title) == ("html", "Orlane Tiles: sustainability statement 2024")
    (claim,) = [block for block in document.blocks if block.text.startswith("We cut")]
    assert " ".join(claim.text.split()) == (
        "We cut the emissions of our kilns by 10 % between 2023 and 2024, to 36,868 tCO2e in all our plants."
    )
    assert (claim.page, claim.section) == (1, ())
    assert all(
        document.source[piece.source :].startswith(claim.text[piece.at : piece.at + 1]) for piece in claim.pieces
    )


# Places.


def order(document: Document) -> list[str]:
    return [text for text in texts(document) if not text.startswith("Filler")]


def test_places_from_every_side_and_inside_one_another() -> None:
    inner = at("fourth", 0, 0)
    document = page(
        '<div style="position:absolute;right:300px;width:100px;top:20px;font-size:12px">first</div>',
        '<div style="position:absolute;left:20px;bottom:700px;font-size:12px">second</div>',
        '<div style="position:absolute;left:15pt;top:105pt;font-size:9pt">third</div>',
        f'<div style="position:absolute;left:20px;top:180px;width:50%;height:40px">{inner}</div>',
        f'<div style="position:relative;left:20px;top:220px">{at("fifth", 0, 0)}</div>',
    )
    tops = {text: block.box.top for block in document.blocks if block.box for text in [block.text]}
    named = ["first", "second", "third", "fourth", "fifth"]
    assert sorted(named, key=lambda text: -tops[text]) == named


def test_letters_made_small_again_and_turned_ones() -> None:
    document = page(
        at("Our boxes are", 20, 20, "font-size:48px;transform:matrix(0.25,0,0,0.25,0,0)"),
        at("carbon neutral.", 97, 20),
        at("On the side", 580, 300, "transform:rotate(-90deg)"),
    )
    assert "Our boxes are carbon neutral." in order(document)
    assert "On the side" in order(document)


def test_blanks_stand_where_words_are_apart_and_nowhere_else() -> None:
    words = (("We cut 12 tCO", 20, 20, ""), ("2", 103, 25, "font-size:8px"), ("e", 107, 20, ""), ("this", 117, 20, ""))
    document = page(*(at(*word) for word in words), at("year.", 140, 20))
    assert order(document) == ["We cut 12 tCO2e this year."]


def test_spans_that_only_move_what_follows() -> None:
    wide, back = '<span style="width:4px">{}</span>', '<span style="margin-left:-0.4px"></span>'
    spaced = f"Our{wide.format('')}boxes{wide.format(' ')}are{back} neu{back}tral."
    assert order(page(at(spaced, 20, 20))) == ["Our boxes are neutral."]


def test_lines_within_one_element_are_lines() -> None:
    document = page(at("Our boxes are carbon<br/>neutral since 2020.", 20, 20))
    assert order(document) == ["Our boxes are carbon\nneutral since 2020."]


def test_rules_of_style_sheets_by_class_name_and_nesting() -> None:
    style = """
      /* .a{left:400px} */ .a { position: absolute; left: 20px } div.a.b { top: 20px }
      #c { top: 140px } .page .a span { font-size: 12px } @media print { .a { left: 500px } }
    """
    document = page(
        '<div class="a b"><span>first</span></div><div class="a" id="c"><span>second</span></div>', style=style
    )
    assert [block.box.left for block in document.blocks if block.text in ("first", "second") and block.box] == [
        15.0,
        15.0,
    ]


def test_what_is_switched_off_is_told_and_not_read() -> None:
    document = page(at("Our boxes are green.", 20, 20, "display:none"), at("We are here.", 20, 60))
    assert order(document) == ["We are here."]
    assert codes(document) == [("hidden-text", "note")]


def test_a_size_below_nothing_is_none() -> None:
    blocks = page(at("Our boxes are green.", 20, 20, "font-size:-3px"), at("We cut.", 20, 60)).blocks
    (small,) = (block.box for block in blocks if block.text == "Our boxes are green.")
    assert small is not None
    assert small.left == 15.0


def test_text_without_a_place_is_kept() -> None:
    document = page(at("In its place.", 20, 20), "<p>Beside all.</p>")
    assert "Beside all." in texts(document)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Our boxes are carbon neutral.</p>" * 20,
        "<p>Our boxes are carbon neutral.</p>" * 20 + at("cookies", 0, 0),
        "".join(at(f"<p>{'Our boxes are carbon neutral. ' * 12}</p>", 0, number) for number in range(9)),
    ],
)
def test_pages_whose_text_flows_are_read_as_such(body: str) -> None:
    assert read(build.PAGE.format(title="", style="", head="", body=body, spaces="")).pages == ()


def test_references_are_made_characters() -> None:
    document = page(at("Caf&#233; &amp; bar &#8220;green&#8221;", 20, 20), at("&#945;&#946;", 20, 60))
    assert order(document) == ["Café & bar “green”", "αβ"]


# Harm.


@pytest.mark.parametrize(
    "unit",
    [
        at("word", 1, 1),
        '<div style="position:absolute;left:1px;top:1px">word',
        "<style>.a{left:1px}</style>" + at("x", 1, 1),
        "<style>.a .b .c{left:1px}</style>" + at("<b class='c'>x</b>", 1, 1),
        "<style" + at("x", 1, 1),
        at("x<br/>y", 1, 1),
    ],
    ids=["lines", "open", "sheets", "nested-rules", "open-sheets", "breaks"],
)
def test_time_is_linear(unit: str, steps: Callable[[Work], int]) -> None:
    def cost(count: int) -> int:
        data = build.PAGE.format(title="", style="", head="", body=unit * count, spaces="").encode()
        return steps(lambda: read_bytes(data, path="a.xhtml", isolated=False))

    few, many = cost(150), cost(600)
    assert many < 6 * few + 5_000


NUMBERS = ["0", "-1px", "1e9px", "99999999999px", "nan", "%", "1em", "calc(1px)", "", "-", "1.2.3", "50%", "0.1pt"]


@given(st.lists(st.tuples(*[st.sampled_from(NUMBERS)] * 6), min_size=9, max_size=14))
@settings(max_examples=60)
def test_odd_places_break_nothing(values: list[tuple[str, ...]]) -> None:
    names = ("left", "top", "bottom", "font-size", "width", "transform")
    body = "".join(
        f'<div style="position:absolute;{";".join(map(":".join, zip(names, each, strict=True)))}">word {number}</div>'
        for number, each in enumerate(values)
    )
    document = read(build.PAGE.format(title="", style="", head="", body=body, spaces=""))
    found = " ".join(texts(document))
    assert all(f"{number}" in found for number in range(len(values)))
