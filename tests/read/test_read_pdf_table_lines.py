"""Lines in and around tables of a PDF: section labels, marks on a line of their own, headers, bare figures."""

from __future__ import annotations

from made_pdfs import BOLD, Step, line, lines, pdf
from reading_checks import check
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

TEXT = [
    "The harbour keeps a list of each boat that takes on fuel and",
    "of the litres that it takes, which is summed up once a year.",
    "Its pilots have rowed out to two of three ships since autumn,",
    "and the steam launch is lit only when the wind is in the east.",
]


def read(*pages: list[Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="report.pdf", isolated=False))


def rule(x0: float, y0: float, x1: float, y1: float) -> Step:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(x0, y0, x1, y1)

    return draw


def rows(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "table"]


def test_a_section_label_between_two_rules_is_a_row_of_its_own() -> None:
    steps = [line(300, 700, "2023", 9), line(400, 700, "2022", 9), rule(60, 695, 430, 695)]
    y = 695.0
    for section, label, value in (("Boats", "Fuel", "6.5"), ("Cranes", "Power", "4.1"), ("Sheds", "Heat", "0.9")):
        steps += [
            line(60, y - 12, section, 8, BOLD),
            line(60, y - 28, label, 8),
            line(300, y - 28, value, 8),
            line(400, y - 28, value, 8),
            rule(60, y - 33, 430, y - 33),
        ]
        y -= 33
    found = rows(read(steps))
    assert found == [
        "2023 | 2022",
        *("Boats", "Fuel | 6.5 | 6.5", "Cranes", "Power | 4.1 | 4.1", "Sheds", "Heat | 0.9 | 0.9"),
    ]


def test_a_mark_below_the_words_of_a_header_cell_is_linked() -> None:
    steps: list[Step] = []
    for number, (label, one, other) in enumerate([("Boats", "31", "28"), ("Cranes", "7", "6"), ("Sheds", "4", "4")]):
        y = 620 - 20 * number
        steps += [line(64, y, label, 9), line(204, y, one, 9), line(304, y, other, 9)]
    steps += [
        line(64, 680, "Counted", 9, BOLD),
        line(204, 680, "2022", 9, BOLD),
        line(204, 668, "restated", 9, BOLD),
        line(204, 657, "1", 6, BOLD),
        line(304, 680, "2023", 9, BOLD),
        *(rule(60, y, 400, y) for y in (692, 636, 616, 596, 576)),
        *(rule(x, 576, x, 692) for x in (60, 200, 300, 400)),
        *lines(60, 760, *TEXT),
        line(60, 60, "1 Boats that were sold are left out.", 7),
    ]
    document = read(steps)
    head = next(block for block in document.blocks if block.kind == "table")
    assert head.text == "Counted | 2022\nrestated | 2023"
    assert [mark.label for mark in head.marks] == ["1"]
    assert document.blocks[head.marks[0].note or 0].kind == "footnote"


def test_the_header_of_a_table_at_the_top_of_each_page_is_no_page_header() -> None:
    def page(number: int) -> list[Step]:
        return [
            *(line(x, 790, name, 8, BOLD) for x, name in ((64, "Standard"), (204, "Title"), (404, "Where"))),
            *(line(x, 720, f"{name} {number}", 8) for x, name in ((64, "No."), (204, "Fuel"), (404, "Part"))),
            *(rule(60, y, 540, y) for y in (802, 780, 660)),
            *(rule(x, 660, x, 802) for x in (60, 200, 400, 540)),
        ]

    document = read(*(page(number) for number in range(1, 7)))
    assert not any(block.running for block in document.blocks)
    assert rows(document).count("Standard | Title | Where") == 6


def test_bare_figures_of_a_chart_are_no_row() -> None:
    figures = [line(100 + 90 * number, 600 - 7 * number, text, 8) for number, text in enumerate(("0.5", "0.4", "0.6"))]
    years = [line(100 + 90 * number, 520, str(2021 + number), 8) for number in range(3)]
    document = read([*lines(60, 760, *TEXT), *figures, *years, *lines(60, 460, *TEXT)])
    assert rows(document) == []


def test_bare_figures_below_a_row_with_words_are_a_row() -> None:
    steps = [line(60, 600, "Litres of fuel", 8), line(260, 600, "31", 8), line(380, 600, "28", 8)]
    document = read([*lines(60, 760, *TEXT), *steps, line(260, 586, "44", 8), line(380, 586, "40", 8)])
    assert any("44 | 40" in row for row in rows(document))


def spread(x: float, y: float, right: float, *words: str) -> Step:
    """Words with equal blanks between them, from ``x`` to ``right``."""

    def draw(canvas: Canvas) -> None:
        widths = [canvas.stringWidth(word, "Helvetica", 11) for word in words]
        blank = (right - x - sum(widths)) / (len(words) - 1)
        canvas.setFont("Helvetica", 11)
        at = x
        for word, width in zip(words, widths, strict=True):
            canvas.drawString(at, y, word)
            at += width + blank

    return draw


def test_a_line_stretched_to_the_edges_of_its_paragraph_is_no_row() -> None:
    words = ("The", "fleet", "in", "2019,", "2018", "and", "2017,")
    steps = [
        spread(72, 700, 372, *words),
        spread(72, 686, 372, *TEXT[0].removesuffix(" fuel and").split()),
        line(72, 672, "and sailed."),
    ]
    document = read(steps)
    assert rows(document) == []
    assert document.blocks[0].text.split("\n")[0] == " ".join(words)


def test_a_row_below_text_of_its_width_is_a_row() -> None:
    steps = [
        spread(72, 700, 372, *TEXT[0].removesuffix(" fuel and").split()),
        line(72, 686, "Fuel"),
        line(240, 686, "2,019"),
        line(345, 686, "2,018"),
    ]
    assert rows(read(steps)) == ["Fuel | 2,019 | 2,018"]


def ruled(top: float, *rows: tuple[str, ...], font: str = "Helvetica") -> list[Step]:
    """Rows of three cells, all ruled off, from ``top`` down."""
    bottom = top - 20 * len(rows)
    steps = [rule(x, bottom, x, top) for x in (60, 200, 320, 440)]
    steps += [rule(60, top - 20 * number, 440, top - 20 * number) for number in range(len(rows) + 1)]
    for number, row in enumerate(rows):
        own = [(x, text) for x, text in zip((66, 206, 326), row, strict=True) if text]
        steps += [line(x, top - 14 - 20 * number, text, 9, font) for x, text in own]
    return steps


def test_framed_words_above_other_text_are_no_header() -> None:
    steps = [
        *ruled(420, ("", "Boats", "Piers"), font=BOLD),
        *(line(60, 360 - 14 * at, text) for at, text in enumerate(TEXT)),
    ]
    assert read(steps).tables == ()


def open_below(*rows: tuple[str, ...]) -> list[Step]:
    """Rows of three cells whose walls go on past the last rule, and end below the last row."""
    bottom = 600 - 20 * len(rows)
    steps = [rule(x, bottom, x, 600) for x in (200, 320)]
    steps += [rule(60, 600 - 20 * number, 440, 600 - 20 * number) for number in range(len(rows))]
    for number, row in enumerate(rows):
        steps += [line(x, 586 - 20 * number, text, 9) for x, text in zip((66, 206, 326), row, strict=True)]
    return steps


FLEET = (
    ("Vessel", "Fuel", "Crew"),
    ("Launch", "Steam coal", "Four hands"),
    ("Pilot boat", "None, it is rowed", "Six hands"),
    ("Lighter", "None, it is towed", "One hand"),
)


def test_the_last_row_of_a_table_ends_where_its_walls_do() -> None:
    document = read([*open_below(*FLEET), *(line(60, 480 - 14 * at, text) for at, text in enumerate(TEXT))])
    assert rows(document) == [" | ".join(row) for row in FLEET]
    assert document.tables[0].rows == len(FLEET)


def test_text_below_a_table_is_no_row_where_one_wall_alone_goes_on() -> None:
    steps = [*ruled(600, *FLEET), rule(200, 440, 200, 520)]
    document = read([*steps, *(line(60, 504 - 14 * at, text) for at, text in enumerate(TEXT))])
    assert rows(document) == [" | ".join(row) for row in FLEET]


def test_a_line_in_brackets_below_a_label_belongs_to_it_where_rules_part_rows() -> None:
    steps = [line(300, 700, "2023", 9), line(400, 700, "2022", 9), rule(60, 695, 430, 695)]
    y = 695.0
    for label, value in (("Fuel", "6.5"), ("Power", "4.1"), ("Heat", "0.9")):
        steps += [
            line(60, y - 12, label, 9),
            line(60, y - 29, "(metered)", 9),
            line(300, y - 12, value, 9),
            line(400, y - 12, value, 9),
            rule(60, y - 35, 430, y - 35),
        ]
        y -= 35
    assert rows(read(steps))[1:] == [
        f"{label}\n(metered) | {value} | {value}"
        for label, value in (("Fuel", "6.5"), ("Power", "4.1"), ("Heat", "0.9"))
    ]


def test_a_line_that_sits_on_the_lowest_rule_is_in_its_cell() -> None:
    steps = [
        *(rule(60, y, 400, y) for y in (692, 672, 652, 620.5)),
        *(rule(x, 620.5, x, 692) for x in (60, 200, 300, 400)),
    ]
    for y, label, one, other in (
        (678, "Counted", "2022", "2023"),
        (658, "Boats", "31", "28"),
        (632, "Cranes on", "7", "6"),
    ):
        steps += [line(64, y, label, 9), line(240, y, one, 9), line(340, y, other, 9)]
    steps.append(line(64, 620, "rails", 9))
    assert rows(read(steps))[-1] == "Cranes on\nrails | 7 | 6"
