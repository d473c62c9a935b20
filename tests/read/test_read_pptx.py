"""PowerPoint files: slides as pages, and what is told of the rest; broken ones end with one clear problem."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pptx import FOLDER, build, read, read_slide
from made_xlsx import grids, values
from reading_checks import check, codes, texts

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import Limits

Slide, sp, p, r = build.Slide, build.sp, build.p, build.r
CLAIM = "Our parcels are carbon neutral."
WHOLE = build.parts(Slide(sp("Parcels", place="title") + sp(CLAIM, place="body")), Slide(sp("Thank you.")))


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if not block.running]


def deck() -> Document:
    return read((FOLDER / "results.pptx").read_bytes())


def test_the_fixtures_are_what_the_script_builds() -> None:
    for name, made in build.FILES.items():
        assert (FOLDER / f"{name}.pptx").read_bytes() == build.pack(made())


def test_slides_are_pages_with_titles_bullets_tables_and_notes() -> None:
    document = deck()
    assert (document.format, document.title) == ("pptx", "Orlane Tiles in 2024")
    assert seen(document)[:6] == [
        ("heading", "Orlane Tiles in 2024"),
        ("paragraph", "The year in figures"),
        ("heading", "Our kilns"),
        ("list", "We cut the emissions of our kilns by 10 % between 2023 and 2024."),
        ("list", "Half of the kilns run on electricity"),
        ("paragraph", "Checked by nobody yet."),
    ]
    (claim,) = [block for block in document.blocks if block.text.startswith("We cut")]
    assert (claim.page, claim.section, claim.level) == (2, ("Our kilns",), 1)
    (note,) = [block for block in document.blocks if block.kind == "footnote"]
    assert (note.page, note.text) == (2, "Say that the cut is not assured.")


def test_tables_and_the_figures_of_charts_are_grids() -> None:
    document = deck()
    assert grids(document) == [
        [["Indicator", "Unit", "2023", "2024"], ["Scope 1 emissions", "tCO2e", "40,930", "36,868"]],
        [["", "Varna", "Plovdiv"], ["2023", "12500", "8400"], ["2024", "11900", "8100"]],
    ]
    assert ("Scope 1 emissions", "2024", 36868.0, "tCO2e", 2024) in values(document)
    assert document.blocks[document.tables[1].caption or 0].text == "Water withdrawn (m3)"


FIGURE, WORDS = sp("62%", at=(0, 0)), sp("green power", at=(0, 400_000))


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        ([FIGURE, sp("-3%", at=(2_000_000, 0)), WORDS], ["62% green power", "-3%"]),
        ([FIGURE, sp("-3%", at=(900, 0)), WORDS], None),
        ([sp("our waste", at=(0, 0)), sp("62%", at=(0, 400_000)), sp("green power", at=(0, 800_000))], None),
        ([FIGURE, sp("far below", at=(0, 2_000_000))], None),
        ([sp("62%", "green power")], ["62% green power"]),
        ([sp("62%", "We buy green power.")], None),
        ([sp("Our waste", "62%", "less than in 2019")], ["Our waste: 62% less than in 2019"]),
        ([sp("our waste", "62%", "green power")], None),
        ([sp("Our waste.", "62%", "green power")], None),
        ([sp("2024", "green power")], None),
    ],
)
def test_a_key_figure_is_read_with_the_words_right_below_it(shapes: list[str], told: list[str] | None) -> None:
    found = [text for kind, text in seen(read_slide(*shapes)) if kind == "paragraph"]
    apart = [text for shape in shapes for text in re.findall(r"<a:t>([^<]*)", shape)]
    assert found == (apart if told is None else told)


def test_a_table_behind_a_key_figure_keeps_its_rows() -> None:
    document = read_slide(FIGURE, WORDS, build.tbl(("", "2024"), ("Waste (t)", "12")))
    assert grids(document) == [[["", "2024"], ["Waste (t)", "12"]]]
    assert values(document) == [("Waste (t)", "2024", 12.0, "t", 2024)]


def test_hidden_slides_and_pictures_are_told() -> None:
    document = deck()
    assert "neutral" not in document.source
    assert [page.status for page in document.pages] == ["read", "read", "read", "picture", "unread"]
    assert codes(document) == [
        ("pages-without-text", "partial"),
        ("hidden-text", "note"),
        ("speaker-notes", "note"),
        ("pictures-not-read", "note"),
    ]
    assert "slide 5" in document.problems[1].message


def test_what_every_slide_repeats_is_told_once_and_prompts_never() -> None:
    document = deck()
    running = [block.text for block in document.blocks if block.running]
    assert running == ["Our mills run on water.", "3", "Orlane Tiles"]
    assert "Click" not in document.source


def test_a_claim_is_found_on_its_slide(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes((FOLDER / "results.pptx").read_bytes())
    (document,) = claimcheck.audit(path).documents
    (claim,) = [claim for claim in document.claims if "kilns by 10 %" in claim.text]
    assert (claim.place.page, claim.place.line) == (2, 2)


def test_groups_boxes_and_choices_are_read_in_order() -> None:
    choice = (
        "<mc:AlternateContent><mc:Choice Requires='x'>" + sp("new") + "</mc:Choice><mc:Fallback>" + sp("old")
        + "</mc:Fallback></mc:AlternateContent>"
    )  # fmt: skip
    document = read_slide(sp("one"), build.group(sp("two"), build.group(sp("three"))), choice, sp("top", place="title"))
    assert seen(document) == [
        ("heading", "top"),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("paragraph", "three"),
        ("paragraph", "new"),
    ]


@pytest.mark.parametrize(
    "shape",
    [
        sp("secret", named='hidden="1"'),
        build.group(sp("secret", named='hidden="1"')),
        build.group(sp("secret"), named='hidden="1"'),
        sp("secret", at=(build.WIDE, 0)),
        sp("secret", at=(0, -400_000)),
        sp(p(r("secret", 'strike="sngStrike"'))),
    ],
    ids=["hidden", "in-a-group", "hidden-group", "right-of-it", "above-it", "struck"],
)
def test_what_nobody_sees_on_a_slide_is_told(shape: str) -> None:
    document = read_slide(sp("Boxes"), shape)
    assert "secret" not in document.source
    assert codes(document) == [("hidden-text", "note")]


def test_marks_breaks_and_fields() -> None:
    document = read_slide(
        sp(p("We cut waste by 5 %", r("1", 'baseline="30000"'), r(".")), p("Line", "<a:br/>", "two")),
        sp(p("Page ", '<a:fld type="slidenum"><a:t>9</a:t></a:fld>')),
        sp(p(r("1", 'baseline="30000"'), r(" Without rubble."))),
    )
    first = document.blocks[0]
    (mark,) = first.marks
    assert first.text == "We cut waste by 5 %."
    assert mark.note is not None
    assert document.blocks[mark.note].text == "Without rubble."
    assert ("paragraph", "Line\ntwo") in seen(document)
    assert ("paragraph", "Page") in seen(document)


def test_cells_that_are_merged() -> None:
    document = read_slide(
        build.tbl(
            (build.tc("Waste", 'rowSpan="2"'), build.tc("2023", 'gridSpan="2"'), build.tc("", 'hMerge="1"')),
            (build.tc("", 'vMerge="1"'), "paper", "glass"),
            ("Lund", "10", "20"),
        )
    )
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in document.tables[0].cells[:2]] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
    ]
    assert document.tables[0].header_rows == 2


def test_pictures_have_their_words_and_objects_are_said() -> None:
    document = read_slide(
        sp("Boxes"), build.pic("A mill in the snow"), build.frame("<p:oleObj name='Sheet'/>"), build.pic()
    )
    assert ("alt", "A mill in the snow") in seen(document)
    assert codes(document) == [("objects-not-read", "partial"), ("pictures-not-read", "note")]


def test_the_section_of_a_slide_ends_with_it() -> None:
    assert read(build.pack(WHOLE)).blocks[-1].section == ()


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
    assert one(build.pack({"ppt/presentation.xml": "<p/>"})) == "damaged"
    # Without their layout slides repeat nothing.
    bare = {name: text for name, text in build.parts(Slide("")).items() if "Layout" not in name}
    assert one(build.pack(bare)) == "empty"
    assert one(build.pack({**bare, **_slide(build.pic())})) == "no-text"
    assert one(build.pack({**bare, **_slide(sp("x"), 'show="0"')})) == "no-text"
    assert one(build.pack(WHOLE), Limits(zip_members=3)) == "limit-zip-members"


def _slide(shapes: str, more: str = "") -> dict[str, str]:
    text = f"{build.HEAD}<p:sld {build.NAMESPACES} {more}>{build._tree(shapes)}</p:sld>"
    return {"ppt/slides/slide1.xml": text}


LAUGHS = '<!DOCTYPE p [<!ENTITY a "ha">]>'


@pytest.mark.parametrize("content", ["no XML", f"{LAUGHS}<a>&a;</a>", ""])
def test_a_broken_slide_is_said_and_the_others_are_read(content: str) -> None:
    document = read(build.pack({**WHOLE, "ppt/slides/slide1.xml": content}))
    assert document.status == "partial"
    assert [page.status for page in document.pages] == ["unread", "read"]
    assert "Thank you." in texts(document)
    missing = {name: text for name, text in WHOLE.items() if name != "ppt/slides/slide1.xml"}
    assert codes(read(build.pack(missing))) == [("damaged-part", "partial")]


def test_a_bomb_of_a_slide_is_refused_and_the_rest_is_read() -> None:
    bomb = {**WHOLE, **_slide(sp("a" * 60_000_000))}
    assert ("limit-zip-ratio", "partial") in codes(read(build.pack(bomb, True)))


def test_too_many_slides_are_cut_and_told() -> None:
    document = read(build.pack(WHOLE), Limits(pages=1))
    assert codes(document) == [("limit-pages", "partial")]
    assert "Thank you." not in document.source


def test_deep_groups_end() -> None:
    deep = sp("top") + "<p:grpSp>" * 200 + sp("deep") + "</p:grpSp>" * 200
    assert "top" in read(build.pack({**WHOLE, **_slide(deep)})).source


@given(st.integers(0, 2**32), st.integers(1, 20))
@settings(max_examples=40)
def test_changed_bytes_never_crash(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(build.pack(WHOLE))
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    document = check(read_bytes(bytes(data), path="deck.pptx", isolated=False))
    assert "read-failed" not in {problem.code for problem in document.problems}
    assert document.blocks or document.problems
