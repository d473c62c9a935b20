"""What a PDF file holds beside the text of its pages: bookmarks, tags, links, labels, fields, hidden text."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import made_pdfs as made
import pypdfium2
import pytest
from made_pdfs import BOLD, line, lines, pdf
from reading_checks import check, codes, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Block, BlockKind, Box, Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.pdf.page.lines import read_page
from claimcheck.read.pdf.page.objects import objects_of
from claimcheck.read.pdf.page.sight import View
from claimcheck.read.pdf.page.tags import Structure
from claimcheck.read.pdf.problems import pages_of_loose_rows

PROSE = (
    "Our bakery heats its ovens with the wood of old trees that",
    "the towns around us cut down, and we plant one for each.",
    "The smoke is washed twice before it leaves the chimney.",
)
TAGGED = Path(__file__).parents[2] / "fixtures/layouts/typeset.pdf"


def read(*pages: list[made.Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="report.pdf", isolated=False))


def bookmark(title: str, level: int) -> made.Step:
    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, level)

    return draw


def test_bookmarks_name_headings_and_their_levels() -> None:
    page = [
        bookmark("Wood", 0),
        bookmark("1.1 Where it comes from", 1),
        line(72, 780, "Wood", 18),
        *lines(72, 750, *PROSE, *PROSE, *PROSE),
        line(72, 600, "1.1 Where it comes from"),
        *lines(72, 570, *PROSE),
    ]
    document = read([line(72, 700, "A bakery and its ovens", 30)], page)
    assert [(block.kind, block.level, block.text) for block in document.blocks if block.kind == "heading"] == [
        ("heading", 1, "Wood"),
        ("heading", 2, "1.1 Where it comes from"),
    ]
    assert document.blocks[-1].section == ("Wood", "1.1 Where it comes from")


def test_bookmarks_of_other_pages_and_words_of_the_text_make_no_heading() -> None:
    document = read([bookmark("Our bakery", 0), *lines(72, 700, *PROSE)], lines(72, 700, "Our bakery", *PROSE))
    assert not [block for block in document.blocks if block.kind == "heading"]


def test_tags_tell_headings_where_they_cover_the_page() -> None:
    with closing(pypdfium2.PdfDocument(TAGGED)) as document, closing(document[0]) as page:
        with closing(page.get_textpage()) as text_page:
            text = read_page(page, text_page, 100_000, View(page), objects_of(page), layered=False)
        roles = Structure(document).roles(page, text.lines)
        headings = [each.text for each in text.lines if (role := roles.get(each.content)) and role.kind == "heading"]
        assert [heading for heading in headings if heading.startswith("Our")] == [
            "Our kitchens",
            "Our fields",
            "Our packs",
            "Our people",
        ]
        # The same tags on a page that has other text: they are not believed.
        for each in text.lines[: len(text.lines) // 2]:
            each.content = -1
        assert Structure(document).roles(page, text.lines) == {}


def test_links_lead_from_the_words_to_the_web() -> None:
    def link(canvas: Canvas) -> None:
        canvas.linkURL(
            "https://ovens.example/wood?year=2024", (72, 690, 72 + stringWidth("Read how we count", made.BODY, 11), 712)
        )
        canvas.linkURL("javascript:alert(1)", (72, 660, 190, 685))
        canvas.linkURL("https://ovens.example/picture", (300, 100, 400, 200))

    document = read([line(72, 700, "Read how we count the wood of each year."), link])
    assert [(found.url, document.source[found.start : found.end]) for found in document.links] == [
        ("https://ovens.example/wood?year=2024", "Read how we count"),
        ("https://ovens.example/picture", ""),
    ]


def test_pages_carry_the_numbers_printed_on_them() -> None:
    def labels(canvas: Canvas) -> None:
        canvas.addPageLabel(0, "ROMAN_LOWER")
        canvas.addPageLabel(2, "ARABIC", 1)

    document = read([labels, *lines(72, 700, *PROSE)], *[lines(72, 700, *PROSE) for _ in range(2)])
    assert [page.label for page in document.pages] == ["i", "ii", "1"]
    assert [page.label for page in read(lines(72, 700, *PROSE)).pages] == [None]


def hidden_page(background: made.Step | None, mode: int | None, grey: float) -> list[made.Step]:
    def hidden(canvas: Canvas) -> None:
        text = canvas.beginText(72, 500)
        text.setFont(made.BODY, 11)
        text.setFillGray(grey)
        if mode is not None:
            text.setTextRenderMode(mode)
        text.textLine("We are the greenest bakery of the whole world.")
        canvas.drawText(text)

    return [*lines(72, 700, *PROSE), *([background] if background else []), hidden]


def dark(canvas: Canvas) -> None:
    canvas.setFillGray(0.2)
    canvas.rect(60, 480, 400, 50, stroke=0, fill=1)


def test_text_that_nobody_sees_is_left_out_and_said() -> None:
    for page in (hidden_page(None, None, 1.0), hidden_page(None, 3, 0.0)):
        document = read(page)
        assert "greenest" not in document.source
        assert codes(document) == [("hidden-text", "note")]


def test_white_text_on_colour_and_the_text_of_a_scan_are_read() -> None:
    scan = made.picture(50, 450, 450, 100)
    for page in (hidden_page(dark, None, 1.0), hidden_page(scan, 3, 0.0), hidden_page(scan, None, 1.0)):
        document = read(page)
        assert "greenest" in document.source
        assert codes(document) == []


def clipped(x: float, y: float, box: tuple[float, float, float, float]) -> made.Step:
    """A line at ``x``, ``y`` of a drawing that shows the part of itself inside ``box`` only: x, y, width, height."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(*box)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setFont(made.BODY, 9)
        canvas.drawString(x, y, "We are the greenest bakery.")
        canvas.restoreState()

    return draw


def test_text_outside_of_what_a_drawing_shows_is_left_out_and_said() -> None:
    page = [*lines(72, 700, *PROSE), clipped(90, 500, (80, 300, 200, 150)), line(90, 400, "Loaves a day")]
    document = read(page)
    assert texts(document)[-1] == "Loaves a day"
    assert "greenest" not in document.source
    assert codes(document) == [("hidden-text", "note")]


def test_a_line_of_which_only_an_edge_is_shown_is_hidden() -> None:
    document = read([*lines(72, 700, *PROSE), clipped(90, 450, (80, 300, 200, 150))])
    assert "greenest" not in document.source
    assert codes(document) == [("hidden-text", "note")]


@pytest.mark.parametrize("y", [400, 297, 444])
def test_text_inside_what_is_shown_or_at_its_edge_is_read(y: float) -> None:
    document = read([*lines(72, 700, *PROSE), clipped(90, y, (80, 300, 200, 150))])
    assert "greenest" in document.source
    assert codes(document) == []


def test_text_too_small_to_read_is_hidden() -> None:
    document = read([*lines(72, 700, *PROSE), line(72, 500, "We are the greenest bakery.", 0.6)])
    assert "greenest" not in document.source
    assert codes(document) == [("hidden-text", "note")]


def test_filled_in_fields_are_read() -> None:
    def field(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="claim", value="We plant two trees for each.", x=72, y=400, width=300, height=20)

    document = read([*lines(72, 700, *PROSE), field])
    assert "We plant two trees for each." in texts(document)


def test_side_tabs_are_blocks_of_their_own_also_without_a_break() -> None:
    document = read([*lines(72, 700, *PROSE), line(500, 40, "05"), made.turned(512, 40, "Management", 270)])
    assert "Management" in texts(document)


def test_a_bullet_in_a_line_begins_the_next_cell() -> None:
    steps = [
        *lines(72, 780, *PROSE, *PROSE, *PROSE),
        made.mixed(72, 500, ("safety of bakers", 11, 0, made.BODY)),
        line(172, 500, "\u2022"),
        line(184, 500, "hopes of the town"),
    ]
    assert "safety of bakers" in texts(read(steps))
    assert "hopes of the town" in texts(read(steps))


def test_a_long_heading_in_large_letters() -> None:
    words = ("Wood that would", "have been left", "to rot is what", "our ovens burn", "in the winter")
    document = read([*lines(72, 780, *words, size=20, font=BOLD, leading=24), *lines(72, 600, *PROSE, *PROSE, *PROSE)])
    assert document.blocks[0].kind in ("title", "heading")
    assert document.blocks[0].text == "\n".join(words)


def figures(page: int, rows: int, *, labelled: bool = True, kind: BlockKind = "paragraph") -> list[Block]:
    """Blocks of a label and three figures on each of some levels."""
    made = []
    for row in range(rows):
        level = 700.0 - 20 * row
        words = ["Energy used in offices"] * labelled + ["4.1", "3,900", "(12)"]
        for column, text in enumerate(words):
            box = Box(60.0 + 120 * column, level, 110.0 + 120 * column, level + 10)
            made.append(Block(kind, text, (), page, box=box))
    return made


def test_rows_of_figures_without_a_table_are_found() -> None:
    lost = figures(2, 5)
    chart = figures(3, 9, labelled=False)
    table = figures(4, 9, kind="table")
    few = figures(5, 3)
    assert pages_of_loose_rows([*lost, *chart, *table, *few]) == [2]
