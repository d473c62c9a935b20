"""Whole columns drawn in the wrong turn, with pictures and pull quotes, and the lines that go on in them."""

from __future__ import annotations

import pytest
from made_pdfs import BOLD, Step, line, lines, pdf
from reading_checks import check
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

TEXTS = (
    (
        "The weavers buy their wool from four farms in the hills,",
        "and pay for it in spring before the sheep are shorn.",
    ),
    (
        "Dye comes from walnut shells and from the alder bark that",
        "the saw mill would otherwise have burned in its yard.",
    ),
    (
        "One loom in three runs on the water wheel behind the house,",
        "the others wait until the afternoon sun is on the roof.",
    ),
    (
        "A torn blanket may be sent back and is mended for the price",
        "of the thread, as it was when the house was founded.",
    ),
    (
        "Visitors see how the cloth is fulled in the cold stream and",
        "may ask whatever they like about where each wool is from.",
    ),
    (
        "In the winter all looms stand still for a week of repairs,",
        "which the weavers do themselves with help of the smith.",
    ),
)


def read(*pages: list[Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="report.pdf", isolated=False))


def whole(text: tuple[str, ...]) -> str:
    return " ".join(text)


def flat(document: Document) -> list[str]:
    return [" ".join(block.text.split()) for block in document.blocks if not block.running]


def column(x: float, tops: tuple[float, ...], texts: tuple[tuple[str, ...], ...]) -> list[Step]:
    """Paragraphs below each other, each with its first line at one of ``tops``."""
    return [step for y, text in zip(tops, texts, strict=True) for step in lines(x, y, *text, size=8, leading=10)]


def bus(x: float, y: float) -> Step:
    """A drawing of many edges at as many heights."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.6)
        for number in range(6):
            canvas.rect(x + 20 * number, y + 6 * number, 60, 9, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def test_blanks_at_one_height_are_no_border_between_columns_that_come_as_wholes() -> None:
    tops = (700.0, 664.0, 628.0)
    steps = [*column(320, tops, TEXTS[3:]), *column(60, tops, TEXTS[:3])]
    title = [line(60, 780, "Cloth", 24, BOLD), lambda canvas: canvas.line(60, 740, 540, 740)]
    assert flat(read([*title, *steps])) == ["Cloth", *map(whole, TEXTS)]


def test_the_first_of_three_columns_comes_first_though_most_of_it_is_drawn_last() -> None:
    def paragraph(number: int, x: float, y: float) -> list[Step]:
        return lines(x, y, *TEXTS[number], size=6, leading=8)

    steps = [paragraph(0, 40, 700)]
    steps += [paragraph(2, 220, 700), paragraph(3, 220, 655), paragraph(4, 400, 700), paragraph(5, 400, 661)]
    steps += [paragraph(1, 40, 668)]
    assert flat(read([step for each in steps for step in each])) == [*map(whole, TEXTS)]


def test_a_picture_beside_a_pull_quote_parts_no_columns() -> None:
    left = column(60, (700.0, 668.0), TEXTS[:2])
    quote = lines(60, 628, "Wool is bought before", "the sheep are shorn.", size=12, font=BOLD, leading=15)
    below = column(60, (560.0,), TEXTS[2:3])
    right, last = column(320, (700.0, 662.0), TEXTS[3:5]), column(320, (548.0,), TEXTS[5:])
    under_quote: Step = lambda canvas: canvas.line(60, 590, 280, 590)  # noqa: E731
    steps = [*right, *left, *below, *quote, under_quote, bus(330, 588), *last]
    found = flat(read(steps))
    assert found == [*map(whole, TEXTS[:2]), "Wool is bought before the sheep are shorn.", *map(whole, TEXTS[2:])]


def test_a_rule_drawn_in_parts_still_ends_a_section() -> None:
    def broken(canvas: Canvas) -> None:
        for number in range(5):
            canvas.line(60 + 100 * number, 650 + number / 4, 150 + 100 * number, 650 + number / 4)

    upper = [*column(60, (700.0,), TEXTS[:1]), *column(320, (700.0,), TEXTS[1:2])]
    lower = [*column(60, (640.0,), TEXTS[2:3]), *column(320, (640.0,), TEXTS[3:4])]
    assert flat(read([broken, *upper, *lower])) == [whole(text) for text in TEXTS[:4]]


class TestParagraphs:
    """Which lines go on with the paragraph above them."""

    @pytest.mark.parametrize("last", ["House letter on wool and water", "House letter on wool. Water."])
    def test_a_heading_in_bold_below_a_short_line_does_not(self, last: str) -> None:
        first = ("The weavers ask each farm whether it keeps to what is laid", "down in the letter")
        steps = [*lines(60, 700, *first), line(60, 672, last, font=BOLD)]
        assert flat(read([*steps, *column(60, (640.0,), TEXTS[:1])]))[:2] == [whole(first), last]

    def test_items_with_a_wide_blank_behind_their_bullet_stay_apart(self) -> None:
        steps = [line(60, 720, "The house keeps to four rules that hang at the door:")]
        for number, (first, second) in enumerate(TEXTS[:3]):
            y = 700 - 28 * number
            steps += [line(60, y, "\N{BULLET} "), line(96, y, first), line(96, y - 14, second)]
        document = read(steps)
        assert [block.kind for block in document.blocks] == ["paragraph", "list", "list", "list"]
        assert flat(document)[1:] == [whole(text) for text in TEXTS[:3]]


class TestNumberedHeadings:
    """Bold lines that open with a number or a letter."""

    @pytest.mark.parametrize("number", ["4.", "b)", "(ii)", "h)"])
    def test_a_bold_one_above_text_is_a_heading(self, number: str) -> None:
        heading = lines(
            60, 660, f"{number} What the house buys, and what", "it gives back", size=8, font=BOLD, leading=10
        )
        steps = [*column(60, (700.0,), TEXTS[:1]), *heading, *column(60, (634.0, 600.0), TEXTS[1:3])]
        document = read(steps)
        found = [" ".join(block.text.split()) for block in document.blocks if block.kind in ("title", "heading")]
        assert found == [f"{number} What the house buys, and what it gives back"]

    def test_bold_items_one_after_another_are_a_list(self) -> None:
        items = [line(60, 660 - 12 * at, f"{letter}) Wool of four farms", 8, BOLD) for at, letter in enumerate("abc")]
        document = read([*column(60, (700.0,), TEXTS[:1]), *items, *column(60, (600.0,), TEXTS[1:2])])
        assert [block.kind for block in document.blocks if "farms" in block.text][1:] == ["list"] * 3
