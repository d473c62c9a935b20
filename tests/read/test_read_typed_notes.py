"""Notes and marks in every style and format: both ends make a mark, one alone makes none."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import made_docx
import made_pdfs as made
import pytest
from made_pdfs import BODY, lines, mixed, pdf
from reading_checks import check

from claimcheck.model.document import Document, Mark
from claimcheck.read.dispatch import read_bytes, read_text

BEFORE, BEHIND = "Heat use of the dairy fell by 17%", " in three years. The boiler house is new."
NOTE = "Meter readings at the gate, without the canteen."
PROSE = (
    "The list of all our sites is drawn up anew every year and",
    "goes to print together with the method that was used, so",
    "that each reader can follow what we did and compare it.",
)
RAISED = re.compile(r"(<.>)")
# What stands behind the words and what opens the note; <1> is a raised 1.
STYLES = [
    ("¹", "¹ "),
    ("<1>", "1 "),
    ("<1>", "<1> "),
    ("<1>", "1. "),
    ("<1>", "(1) "),
    ("(1)", "(1) "),
    (" (1)", "(1) "),
    ("[1]", "[1] "),
    (" [1]", "[1] "),
    ("*", "* "),
    ("**", "** "),
    ("†", "† "),
    ("‡", "‡ "),
    ("§", "§ "),
    ("<a>", "a. "),
    ("<a>", "<a> "),
    ("<a>", "(a) "),
    ("(a)", "(a) "),
    ("[A]", "[A] "),
    (" ✓", "✓ "),
    (" (A)", "(A) "),
    ("1", "1 "),
    ("1", "¹ "),
]


def _text(*paragraphs: str) -> Document:
    return read_text("\n\n".join(("Report of the dairy", *paragraphs)) + "\n")


def _markdown(*paragraphs: str) -> Document:
    raised = [RAISED.sub(lambda found: f"<sup>{found[1][1]}</sup>", one) for one in paragraphs]
    body = "\n\n".join(one.replace("*", r"\*") for one in raised)
    return read_text(f"# Report\n\n## Heat\n\n{body}\n", format="markdown")


def _html(*paragraphs: str) -> Document:
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    raised = re.sub("&lt;(.)&gt;", r"<sup>\1</sup>", body)
    data = f"<meta charset=utf-8><h1>Report</h1><h2>Heat</h2>{raised}".encode()
    return check(read_bytes(data, path="page.html", isolated=False))


def _docx(*paragraphs: str) -> Document:
    return made_docx.read_body("".join(f"<w:p>{_runs(one)}</w:p>" for one in paragraphs))


def _runs(text: str) -> str:
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return "".join(
        f'<w:r>{look if part[0] == "<" else ""}<w:t xml:space="preserve">{part.strip("<>")}</w:t></w:r>'
        for part in RAISED.split(text)
        if part
    )


def _pdf(*paragraphs: str) -> Document:
    *above, last = paragraphs
    steps = [_line(560 - 30 * number, one, 11) for number, one in enumerate(above)]
    return check(
        read_bytes(pdf([*lines(72, 760, *PROSE, *PROSE, *PROSE), *steps, _line(80, last, 8)]), path="report.pdf")
    )


def _line(y: float, text: str, size: float) -> made.Step:
    parts = [part for part in RAISED.split(text) if part]
    return mixed(
        72,
        y,
        *(
            (part.strip("<>"), 0.6 * size, 0.36 * size, BODY) if part[0] == "<" else (part, size, 0, BODY)
            for part in parts
        ),
    )


FORMATS = {"text": _text, "markdown": _markdown, "html": _html, "docx": _docx, "pdf": _pdf}


def links(document: Document) -> list[tuple[str, str | None]]:
    """Each mark with the text of its note."""
    return [
        (mark.label, None if mark.note is None else " ".join(document.blocks[mark.note].text.split()))
        for block in document.blocks
        for mark in block.marks
    ]


def notes(document: Document) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in document.blocks if block.kind == "footnote"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("mark", "opening"), STYLES, ids=[f"{mark}{opening}" for mark, opening in STYLES])
def test_every_style_in_every_format(form: str, mark: str, opening: str) -> None:
    if form == "text" and "<" in mark + opening:
        pytest.skip("plain text raises nothing")
    document = FORMATS[form](BEFORE + mark + BEHIND, "Other text stands here.", opening + NOTE)
    label = mark.strip(" ()[]<>").replace("¹", "1")
    assert links(document) == [(label, NOTE)]
    assert BEFORE + BEHIND in [" ".join(block.text.split()) for block in document.blocks]
    assert notes(document) == [(label, NOTE)]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("We do three things: (1) wind, (2) sun, (3) peat.", "(1) A turbine at the dairy."),
        ("The yard has 900 m² and the tank 10³ litres.", "² The second power of a unit."),
        ("Energy is E = mc² to us.", "² A second thought on it."),
        ("Heat use fell as Article 6(1) asks.", "(1) A turbine at the dairy."),
        ("Heat use fell by 20 (2) units.", "(2) A turbine at the dairy."),
        ("Our Scope1 data are new.", "1 A turbine at the dairy."),
        ("Heat use fell a lot.", "(1) A turbine at the dairy."),
        ("Heat use fell a lot.", "* A turbine at the dairy."),
        ("Heat use of **the dairy** fell.", "**A turbine** at the dairy."),
    ],
)
def test_what_only_looks_like_a_mark(form: str, text: str, last: str) -> None:
    document = FORMATS[form](text, last)
    assert [label for label, note in links(document) if note is not None] == []
    assert text in [" ".join(block.text.split()) for block in document.blocks]


def test_entries_of_a_list_are_no_notes() -> None:
    steps = "Heat fell by 17%.¹ We took three steps:\n\n1. A boiler\n\n2. A pump\n\n3. A wall\n\nThat was it.\n\n"
    document = read_text(steps + "¹ Meter readings.")
    assert links(document) == [("1", "Meter readings.")]
    bullets = read_text("We use wood* here.\n\n* from Norway\n* from Latvia\n\nThat was it.")
    assert links(bullets) == []


def test_a_bracket_in_the_text_is_no_note_of_a_later_list() -> None:
    text = "Heat fell (1) by much.\n\n(1) A boiler\n\n(2) A pump\n\nAnd here the text of the chapter goes on."
    assert links(read_text(text)) == []


@pytest.mark.parametrize(
    "below", ["¹ Meter readings\n² As of June", "¹ Meter readings. ² As of June", "¹ Meter readings\n\n² As of June"]
)
def test_notes_of_one_paragraph_are_parted(below: str) -> None:
    document = read_text(f"Heat fell by 17%.¹ Waste rose.²\n\nMore text.\n\n{below}")
    assert [label for label, _ in notes(document)] == ["1", "2"]
    assert [label for label, note in links(document) if note] == ["1", "2"]


def test_a_note_right_below_its_sentence() -> None:
    assert notes(read_text("Heat fell by 17%.¹\n¹ Meter readings")) == [("1", "Meter readings")]


def test_numbers_that_begin_anew_in_each_chapter() -> None:
    text = "# R\n\n## A\n\nHeat fell.¹\n\n¹ Of the dairy.\n\n## B\n\nWaste fell.¹\n\n¹ Of the shop.\n"
    assert links(read_text(text, format="markdown")) == [("1", "Of the dairy."), ("1", "Of the shop.")]


TABLE = """# Report

## Data (1)

Table 1: Use of heat (2)

| Indicator | 2023 (3) | 2024 |
| --- | --- | --- |
| Heat (A) | 30 | 25* |
| Waste<sup>b</sup> | 5 | 6 |

(2) The dairy alone.

(3) Restated.

(A) Assured.

\\* Preliminary.

b) Dry weight.

The chapter goes on here.

## Notes

(1) Meter readings.
"""


def test_marks_on_headings_captions_headers_labels_and_cells() -> None:
    document = read_text(TABLE, format="markdown")
    assert sorted(links(document), key=str) == [
        ("*", "Preliminary."),
        ("1", "Meter readings."),
        ("2", "The dairy alone."),
        ("3", "Restated."),
        ("A", "Assured."),
        ("b", "Dry weight."),
    ]
    (table,) = document.tables
    cells = [document.blocks[cell.block].text[cell.start : cell.end] for cell in table.cells]
    assert cells == ["Indicator", "2023", "2024", "Heat", "30", "25", "Waste", "5", "6"]
    assert table.caption is not None
    assert document.blocks[table.caption].text == "Table 1: Use of heat"
    assert {block.section for block in document.blocks[2:7]} == {("Data",)}


def test_a_note_in_the_last_row_of_a_table() -> None:
    text = "# R\n\n| Indicator | 2024 |\n|---|---|\n| Heat* | 3 |\n| * Without the canteen and the shop | |\n"
    document = read_text(text, format="markdown")
    assert links(document) == [("*", "Without the canteen and the shop")]
    assert len(document.tables[0].cells) == 4


def test_notes_of_a_table_do_not_answer_the_text_above_it() -> None:
    text = (
        "# R\n\nHeat fell.¹\n\n| Indicator | 2024 |\n|---|---|\n| Heat ¹ | 3 |\n\n¹ Of the table.\n\n"
        "Text goes on.\n\n¹ Of the page.\n"
    )
    document = read_text(text, format="markdown")
    assert links(document) == [("1", "Of the page."), ("1", "Of the table.")]


def test_numbered_entries_of_a_page() -> None:
    raised = "<h1>R</h1><h2>Heat<sup>1</sup></h2><p>Heat fell.<sup>2</sup></p><p>More text.</p>"
    entries = "<hr><ol><li>Own sites.</li><li><p>Meter readings.</p></li></ol>"
    document = read_bytes(f"{raised}{entries}".encode(), path="page.html", isolated=False)
    assert links(document) == [("1", "Own sites."), ("2", "Meter readings.")]
    steps = "<ol><li>A boiler.</li><li>A pump.</li><li>A wall.</li></ol>"
    document = read_bytes(f"{raised}{steps}".encode(), path="page.html", isolated=False)
    assert [note for _, note in links(document)] == [None, None]


def test_a_section_that_opens_with_notes() -> None:
    text = (
        "# R\n\n## A\n\nHeat fell.(1) Waste fell.(2)\n\n## Notes\n\n(1) Meter readings.\n\n(2) Dry weight.\n\n"
        "Other text follows.\n\n## B\n\nThe end of it.\n\nAnd more.\n"
    )
    assert links(read_text(text, format="markdown")) == [("1", "Meter readings."), ("2", "Dry weight.")]


def test_signs_that_follow_each_other_line_by_line() -> None:
    document = read_text("Wood is certified.* A part is set aside.**\n\nText.\n\n* Until 2028.\n** Voluntary.")
    assert links(document) == [("*", "Until 2028."), ("**", "Voluntary.")]


def test_raw_html_in_markdown() -> None:
    text = "# R\n\n<p>Heat fell by 17%<sup>1</sup> in 2024.</p>\n\n<p><sup>1</sup> Meter readings.</p>\n"
    assert links(read_text(text, format="markdown")) == [("1", "Meter readings.")]


def test_a_mark_between_two_phrases_leaves_a_blank() -> None:
    document = read_text("In the valley,¹we heat with wood.\n\nMore text.\n\n¹ Own wood.")
    assert document.blocks[0].text == "In the valley, we heat with wood."


def test_places_lead_to_the_source() -> None:
    source = "Heat fell by 17%(1) and waste by 3%(2) here.\n\nMore text.\n\n(1) Meter readings.\n\n(2) Dry weight."
    document = check(read_text(source))
    for block in document.blocks:
        for piece in block.pieces:
            taken = document.source[piece.source : piece.source + piece.length]
            assert block.text[piece.at : piece.at + piece.length] == taken
    assert document.blocks[0].marks == (Mark(16, "1", 2), Mark(32, "2", 3))


def test_letters_that_stay_open_are_text() -> None:
    document = read_text("# R\n\nThe n<sup>a</sup> edition.\n", format="markdown")
    assert (document.blocks[-1].text, document.blocks[-1].marks) == ("The na edition.", ())


def test_work_grows_with_the_text(linear: Callable[..., None]) -> None:
    def work(size: int) -> Callable[[], object]:
        marks = " ".join(f"word{number % 90}({number % 90})" for number in range(size))
        below = "\n".join(f"({number % 90}) note" for number in range(size))
        text = f"{marks}\n\n{below}\n"
        return lambda: read_text(text)

    linear(work, 200)


def test_notes_below_a_table_of_a_page_are_no_rows_of_it() -> None:
    rows = [
        lines(72, 600, "Indicator", "Heat", "Waste", "Water"),
        lines(250, 600, "2023", "30", "5", "8"),
        lines(330, 600, "2024 \xb9", "25", "6", "7"),
    ]
    small = lines(
        72, 535, "\xb9 Restated for the sale of the boat in May", "\xb2 Another note that nobody asks for", size=8
    )
    document = check(
        read_bytes(pdf([*lines(72, 760, *PROSE, *PROSE), *(one for row in rows for one in row), *small]), path="r.pdf")
    )
    assert [table.rows for table in document.tables] == [4]
    assert ("1", "Restated for the sale of the boat in May") in links(document)


LETTERED = (
    "1  HEAT\n\nHeat use of the dairy fell by 17% [1]. Whey is dried with sun (a), and the boiler is new [b].\n\n"
    "2  ABOUT\n\nThe dairy has two halls.\n\n"
    "[1] Meter readings at the gate.\n(a) Panels on the roof of\n    the old hall.\n[b] Built in May.\n\n"
    "3  VISITORS\n\nThe dairy opens on Sundays.\n\nThe way there is marked.\n\nBring boots.\n"
)


def test_notes_of_one_list_have_numbers_and_letters() -> None:
    assert links(read_text(LETTERED)) == [
        ("1", "Meter readings at the gate."),
        ("a", "Panels on the roof of the old hall."),
        ("b", "Built in May."),
    ]


def test_points_in_another_chapter_are_no_notes_of_a_letter() -> None:
    text = LETTERED.replace("[1] Meter readings at the gate.\n", "").replace("[b] Built in May.\n", "(b) Built.\n")
    assert ("a", "Panels on the roof of the old hall.") not in links(read_text(text))


def test_a_note_that_is_written_goes_before_an_entry_that_is_counted() -> None:
    page = (
        "<meta charset=utf-8><h1>Report</h1><p>Heat use fell by 17%.<sup>(1)</sup></p>"
        "<h2>Steps</h2><ol><li>New boiler</li><li>New hall</li></ol>"
        "<h2>About</h2><p>The dairy has two halls.</p><p>(1) Meter readings at the gate.</p>"
    )
    document = check(read_bytes(page.encode(), path="page.html", isolated=False))
    assert links(document) == [("1", "Meter readings at the gate.")]
    assert notes(document) == [("1", "Meter readings at the gate.")]


COUNTED = "\n\n1. Farms in Ghana.\n2. By weight.\n3. Gold Standard.\n4. Against 2019.\n"


@pytest.mark.parametrize(
    ("second", "last", "found"),
    [
        ("Recycling rose to 70 %.2", "Heat will be clean by 2040.4", 4),
        # No mark of the second note can be read, and the others count by themselves.
        ("Recycling rose to 70 %", "Heat will be clean by 2040.4", 3),
        # Half of the entries are asked for, as steps of a list may be by chance.
        ("Recycling rose to 70 %", "Heat will be clean by 2040.", 0),
        ("Recycling rose to 70.2", "Heat will be clean by 2040.4", 3),
    ],
)
def test_a_mark_that_is_not_read_costs_its_own_note_only(second: str, last: str, found: int) -> None:
    paragraphs = ("Our cocoa is from certified farms.1", second, "All our parcels are carbon neutral.3", last)
    document = read_text("# R\n\n" + "\n\n".join((*paragraphs, "## Notes")) + COUNTED, format="markdown")
    assert len(links(document)) == found
    assert len(notes(document)) == (4 if found else 0)
    assert ("neutral.3" in document.blocks[3].text) is not bool(found)
