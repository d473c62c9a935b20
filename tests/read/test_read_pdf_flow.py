"""Text that a layout cuts or moves: columns, boxes, pages, drop capitals, spaced letters, things drawn late."""

from __future__ import annotations

import made_pdfs as made
import pytest
from made_pdfs import BOLD, line, lines, pdf
from reading_checks import check, texts
from reportlab.pdfbase.pdfmetrics import stringWidth

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

FIRST = (
    "Our buses run on current from the dam above the town,",
    "and since the autumn also on that of two small wind",
    "mills which the drivers bought together and which the",
)
REST = ("depot now repairs in the weeks when the wind is low.", "Nobody was asked to work on a holiday for that.")
OTHER = (
    "Each year we count the passengers on every line, and",
    "we print the numbers on the last page of this report.",
)


def read(*pages: list[made.Step], **more: object) -> Document:
    return check(read_bytes(pdf(*pages, **more), path="report.pdf", isolated=False))  # type: ignore[arg-type]


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_sentence_goes_on_behind_a_box() -> None:
    box = lines(90, 640, "Current from", "our own mills", size=17, font=BOLD, leading=20)
    document = read([*lines(72, 700, *FIRST), *box, *lines(72, 590, *REST)])
    assert [one_line(text) for text in texts(document)] == [
        one_line(" ".join((*FIRST, *REST))),
        "Current from our own mills",
    ]


def test_a_sentence_goes_on_on_the_next_page_and_headers_stay_out() -> None:
    def page(number: int, body: list[made.Step]) -> list[made.Step]:
        return [line(72, 810, "Town buses 2024"), *body, line(500, 30, str(number))]

    document = read(page(1, lines(72, 120, *FIRST)), page(2, lines(72, 760, *REST)), page(3, lines(72, 760, *OTHER)))
    (whole,) = [block for block in document.blocks if FIRST[0] in block.text]
    assert whole.text == "\n".join((*FIRST, *REST))
    assert whole.page == 1
    second = document.pages[1]
    assert [second.start <= piece.source < second.end for piece in whole.pieces] == [False, True]
    assert [block.text for block in document.blocks if block.page == 2 and not block.running] == []


def test_a_sentence_that_is_complete_is_not_joined() -> None:
    document = read(lines(72, 120, *OTHER), lines(72, 760, "and yet this begins small, as a list item may.", *REST))
    assert len(document.blocks) == 2


def test_a_heading_on_the_next_page_keeps_sentences_apart() -> None:
    document = read(lines(72, 120, *FIRST), [line(72, 760, "Our depots", 18), *lines(72, 730, *OTHER)])
    assert [block.kind for block in document.blocks] == ["paragraph", "heading", "paragraph"]


NAMED = (
    "Our buses run on current from the dam above the town,",
    "and since the autumn also on that of two small wind",
    "mills which the drivers bought together with the firm",
)


def test_a_sentence_goes_on_in_the_next_column_with_a_name_or_a_figure() -> None:
    width = max(stringWidth(text, made.BODY, 11) for text in NAMED)
    for begins in ("Tidewater of Hull, and with the", "12 boats of the harbour, and with the"):
        rest = (begins + " wool mill.", "Nobody was asked to work on a holiday for that.")
        left = [made.justified_line(72, 130 - 14 * number, text, width) for number, text in enumerate(NAMED)]
        document = read([*left, *lines(350, 700, *rest)])
        assert [one_line(text) for text in texts(document)] == [one_line(" ".join((*NAMED, *rest)))]


def test_what_has_a_heading_is_no_rest_of_a_sentence_before() -> None:
    width = max(stringWidth(text, made.BODY, 11) for text in NAMED)
    left = [made.justified_line(72, 130 - 14 * number, text, width) for number, text in enumerate(NAMED)]
    document = read([*left, line(350, 720, "Tidewater", 11, BOLD), *lines(350, 700, *OTHER)])
    assert len(texts(document)) == 3


def test_a_line_that_is_bold_as_a_whole_begins_a_sentence_of_the_text() -> None:
    document = read([line(72, 714, "Since the autumn, and for the first time,", font=BOLD), *lines(72, 700, *REST)])
    assert len(texts(document)) == 1


def test_a_short_line_of_a_text_set_to_one_width_ends_its_paragraph() -> None:
    whole = ("Our buses run on current from the dam above the town,", *NAMED[1:], "and we are glad of it now.")
    width = max(stringWidth(text, made.BODY, 11) for text in whole) + 4
    first = [made.justified_line(72, 700 - 14 * number, text, width) for number, text in enumerate(whole[:4])]
    last = "We mend what breaks, and sell none of our old buses."
    near = width - 8
    ends = made.justified_line(72, 700 - 14 * 4, "That is what they wish to keep on doing, all of them.", near)
    document = read([*first, ends, line(72, 700 - 14 * 5, last)])
    assert texts(document)[-1] == last


def test_a_first_line_that_is_ended_early_is_a_paragraph() -> None:
    for told in ("The buses are ours.", "We run the buses like this:"):
        document = read([line(72, 714, told), *lines(72, 700, *OTHER)])
        assert texts(document) == [told, "\n".join(OTHER)]


def test_a_paragraph_below_a_list_is_no_part_of_its_last_item() -> None:
    item = [line(72, 714, "\u2022"), line(90, 714, "the wind mills, which the drivers own together.")]
    for left in (72.0, 97.0):
        document = read([*item, line(left, 700, OTHER[0]), line(72, 686, OTHER[1])])
        assert texts(document) == ["the wind mills, which the drivers own together.", "\n".join(OTHER)]
    goes_on = read([*item, line(90, 700, OTHER[0]), line(90, 686, OTHER[1])])
    assert len(texts(goes_on)) == 1


def test_what_is_drawn_late_is_read_where_it_stands() -> None:
    document = read([*lines(72, 700, *OTHER), *lines(330, 700, *REST), line(72, 740, "Counting people", 20)])
    assert texts(document)[0] == "Counting people"
    document = read([*lines(72, 500, *OTHER), line(72, 740, "Counting people", 20), *lines(72, 700, *REST)])
    assert [one_line(text) for text in texts(document)] == [
        "Counting people",
        one_line(" ".join(REST)),
        one_line(" ".join(OTHER)),
    ]


def test_pages_in_order_are_left_as_they_are() -> None:
    steps = [*lines(330, 700, *REST), *lines(72, 700, *OTHER)]
    assert [one_line(text) for text in texts(read(steps))] == [one_line(" ".join(REST)), one_line(" ".join(OTHER))]


def test_a_drop_capital_stands_before_its_word() -> None:
    rest = ("ur buses run on current from the dam above the town", "and not on any fuel that has to be burned.")
    document = read([line(72, 676, "O", 40, BOLD), *lines(106, 700, *rest), *lines(72, 600, *OTHER)])
    assert texts(document)[0] == "O" + "\n".join(rest)


@pytest.mark.parametrize("drop", [0, 3])
def test_a_drop_capital_on_the_line_of_its_word_stands_before_it(drop: float) -> None:
    rest = ("ur buses run on current from the dam above the town", "and not on any fuel that has to be burned.")
    steps = [line(80, 700 + drop, "O", 24, BOLD), *lines(106, 700, *rest), *lines(72, 600, *OTHER)]
    assert texts(read(steps))[0] == "O" + "\n".join(rest)


def test_a_drop_capital_that_pdfium_joins_to_the_line_is_no_word() -> None:
    first = made.mixed(
        80, 700, ("O", 24, 0, BOLD), (" ", 4, 0, BOLD), ("ur buses run on current from", 11, 0, made.BODY)
    )
    document = read([first, *lines(104, 686, "the dam above the town."), *lines(72, 600, *OTHER)])
    assert texts(document)[0] == "Our buses run on current from\nthe dam above the town."


def test_a_heading_with_a_drop_capital_is_whole() -> None:
    first = made.mixed(72, 700, ("O", 28, 0, BOLD), ("ur buses", 14, 0, BOLD))
    document = read([first, *lines(72, 680, *FIRST), *lines(72, 600, *OTHER)])
    assert texts(document, "title", "heading") == ["Our buses"]


def test_spaced_letters_are_words() -> None:
    def spaced(x: float, text: str) -> list[made.Step]:
        return [line(x + 15 * at, 700, letter, 16) for at, letter in enumerate(text) if letter != " "]

    document = read([*spaced(60, "OUR TOWN BUSES"), *lines(72, 650, *OTHER)])
    assert texts(document)[0] == "OUR TOWN BUSES"


def test_figures_side_by_side_are_no_spaced_word() -> None:
    document = read([*[line(72 + 40 * at, 700, str(at)) for at in range(8)], *lines(72, 650, *OTHER)])
    assert "01234567" not in texts(document)[0]


def test_a_sheet_with_two_pages_is_read_page_by_page() -> None:
    sheet = (0.0, 0.0, 1190.0, 842.0)
    steps = [
        *lines(72, 700, *FIRST, "drivers repair. So much for that."),
        *lines(700, 700, *OTHER),
        *lines(72, 400, *REST),
    ]
    document = read(steps, size=sheet[2:])
    assert [block.text.split("\n")[0] for block in document.blocks] == [FIRST[0], REST[0], OTHER[0]]


def test_turned_pages_have_boxes_as_shown() -> None:
    upright = read(lines(72, 400, OTHER[0])).blocks[0].box
    turned = read(lines(72, 400, OTHER[0]), rotate=90).blocks[0].box
    assert upright is not None
    assert turned is not None
    assert (turned.left, turned.right) == (upright.bottom, upright.top)
    # The page was drawn lying on its side: its height as shown is its width as drawn.
    assert turned.top == pytest.approx(made.HEIGHT - upright.left, abs=0.2)
    assert turned.bottom == pytest.approx(made.HEIGHT - upright.right, abs=0.2)


def test_prose_set_wider_than_the_small_columns_of_its_page() -> None:
    prose = (
        "We measure the emissions of all our sites and publish them every year together with",
        "the method that was used. Nordhavn Brewing buys electricity from wind and water in all",
        "Countries where it brews, and asks its suppliers to do the same before the year 2030.",
    )
    cells = [f"{number} of our sites have" if number % 2 else "a plan" for number in range(1, 15)]
    page = [
        *lines(72, 760, *prose, leading=18),
        *lines(72, 690, *prose, leading=18),
        *lines(72, 600, *cells, leading=12),
    ]
    document = read(page)
    assert texts(document)[:2] == ["\n".join(prose)] * 2


def test_key_figures_in_words_stay_with_what_they_count() -> None:
    def figure(x: float, y: float, number: str, *below: str, lead: str = "") -> list[made.Step]:
        above = [line(x, y + 26, lead)] if lead else []
        return [*above, line(x, y, number, 22, BOLD), *lines(x, y - 18, *below)]

    # Both figures of a row are written before what they count.
    row = [line(72, 470, "72", 22, BOLD), line(320, 470, "60%", 22, BOLD)]
    page = [
        *lines(72, 760, *("We publish the figures of our sites every year, with their method." for _ in range(8))),
        *figure(72, 600, "4.06 million", "tonnes of waste avoided"),
        *figure(320, 600, "18 million", "cubic metres of water", "supplied in the year", lead="Over"),
        *row,
        line(72, 452, "patents granted"),
        line(320, 452, "of staff are women"),
        line(338, 390, "35%", 22, BOLD),
        *lines(320, 430, "scope 1 emissions by 2031", "resulting in"),
        line(320, 372, "less in all"),
        line(72, 340, "3.1 Results", 22, BOLD),
        line(72, 322, "What we have done is told here."),
    ]
    document = read(page)
    assert texts(document)[1:] == [
        "4.06 million\ntonnes of waste avoided",
        "Over\n18 million\ncubic metres of water\nsupplied in the year",
        "72\npatents granted",
        "60%\nof staff are women",
        "scope 1 emissions by 2031\nresulting in\n35%\nless in all",
        "3.1 Results",
        "What we have done is told here.",
    ]


def tiles(width: int, *rows: str) -> list[made.Step]:
    """Rows of text on a page drawn in tiles of a width: each draws all letters that reach into it."""
    steps: list[made.Step] = []
    for edge in range(0, 500, width):
        for number, row in enumerate(rows):
            starts = [stringWidth(row[:at], made.BODY, 11) for at in range(len(row) + 1)]
            inside = [at for at in range(len(row)) if starts[at] < edge + width and starts[at + 1] > edge]
            if text := "".join(row[at] for at in inside):
                steps.append(line(72 + starts[inside[0]], 700 - 14 * number, text))
    return steps


@pytest.mark.parametrize("width", [31, 55, 120])
def test_lines_of_a_page_drawn_in_tiles_are_whole(width: int) -> None:
    document = read(tiles(width, *FIRST, *REST, *OTHER))
    assert texts(document) == ["\n".join((*FIRST, *REST)), "\n".join(OTHER)]


def test_a_dash_below_a_line_that_fills_its_column_may_begin_an_item() -> None:
    steps = lines(
        72,
        700,
        "We count what moves the price of our current and print the figures on",
        "- the wind that blows in the valley in the year",
        "- the rain that falls on the hills in the year",
    )
    assert len(texts(read([*lines(72, 760, "- the sun"), *steps]), "list")) > 1


def test_a_dash_in_a_stretched_line_parts_no_item() -> None:
    stretched = made.justified_line(102, 700, "\u201cDrivers \u2013 Night\u201d is the course of all who drive", 330)
    document = read([line(90, 700, "-"), stretched, *lines(102, 686, "a bus of the town when the sun has set.")])
    assert [one_line(text)[:17] for text in texts(document, "list")] == ["\u201cDrivers \u2013 Night\u201d"]


def test_what_begins_left_of_the_bullet_is_no_part_of_the_item() -> None:
    steps = [line(90, 700, "- in the north: buses of the dam."), *lines(72, 686, *FIRST)]
    document = read(steps)
    assert texts(document, "list") == ["in the north: buses of the dam."]
    assert texts(document, "paragraph") == ["\n".join(FIRST)]
    steps = [line(90, 700, "- in the north: buses of the dam;"), *lines(72, 686, *FIRST)]
    assert texts(read(steps), "paragraph") == ["\n".join(FIRST)]


def test_a_number_that_its_text_touches_begins_the_next_item() -> None:
    steps = lines(72, 700, "1. first level: the drivers and their depot;", "2.second level: the town and its council.")
    assert len(texts(read([*steps, *lines(72, 600, *FIRST)]), "list")) == 2
    steps = lines(
        72, 700, "1. first level: the drivers and the buses of line", "4.second level: the town and its council."
    )
    assert len(texts(read([*steps, *lines(72, 600, *FIRST)]), "list")) == 1


def test_the_number_of_a_clause_stays_with_its_text() -> None:
    steps = [*lines(72, 700, *FIRST), line(72, 640, "3.3.2"), line(150, 640, "The town has been told of it.")]
    assert "3.3.2 The town has been told of it." in [one_line(text) for text in texts(read(steps))]


def test_where_text_is_set_to_one_width_a_shorter_line_ends_a_paragraph() -> None:
    full = ("Our buses run on current from the dam above the town, and since", "the autumn also on that of two mills.")
    steps = []
    for at in range(4):
        steps += [made.justified_line(72, 760 - 80 * at, full[0], 380)]
        steps += [made.justified_line(72, 746 - 80 * at, "we buy what the mills of the valley leave over", 380)]
        steps += [
            line(72, 732 - 80 * at, "in the nights of the year when it rains all over."),
            line(72, 718 - 80 * at, full[1]),
        ]
    assert len(texts(read(steps))) == 4
    below = made.justified_line(72, 718 - 240, "Nobody was asked to work on a holiday for that in", 380)
    assert len(texts(read([*steps[:-1], below]))) == 5


def test_entries_with_labels_are_paragraphs_of_their_own() -> None:
    entries = {"Company": "Town Buses", "Industry": "Public transport", "Staff": "under 100"}
    steps = lines(72, 700, *(f"{name}: {text}" for name, text in entries.items()))
    assert texts(read(steps)) == [f"{name}: {text}" for name, text in entries.items()]


def test_a_heading_in_the_margin_stands_before_the_text_beside_it() -> None:
    body = [*lines(220, 700, *FIRST), *lines(220, 640, *REST)]
    margin = lines(72, 692, "Our current", "and the dam", size=15, font=BOLD, leading=18)
    note = lines(72, 600, "1 Since autumn.", size=7)
    document = read([*body, *margin, *note])
    assert [one_line(text)[:11] for text in texts(document)][:2] == ["Our current", "Our buses r"]


def test_a_line_goes_on_behind_a_raised_mark_and_a_stretched_blank() -> None:
    raised = made.mixed(72, 686, ("1 000 m", 11, 0, made.BODY), ("2", 6, 4, made.BODY))
    rest = line(72 + stringWidth("1 000 m2", made.BODY, 11) + 5, 686, "of roofs carry cells")
    document = read([*lines(72, 700, "Depots of more than"), raised, rest, *lines(72, 672, *REST)])
    assert "1 000 m2 of roofs carry cells" in one_line(texts(document)[0])


def test_where_blanks_part_paragraphs_a_line_that_ends_a_little_early_parts_none() -> None:
    early = ("We run the buses of the town on current from the dam and on", "wind, whatever the weather is.")
    parts = ((FIRST[0], FIRST[1]), early, (FIRST[1], FIRST[2]), (OTHER[0], OTHER[1]))
    whole = [(*one[:1], "We sell the rest of it to the mills on the other bank.", one[1]) for one in parts]
    steps = [step for at, one in enumerate(whole) for step in lines(72, 760 - 70 * at, *one)]
    apart = [text for text in texts(read(steps)) if text.startswith("We sell")]
    assert apart == []


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The mills were built anew in the years 2019-", "2021 and run on steam", "2019-2021"),
        ("The town sells its old mill-as-a-", "service in spring and autumn", "mill-as-a-service"),
        ("The town sells its old wind-mill cut-", "ters in spring and autumn", "wind-mill cut\x02ters"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_in_ranges_and_chains(first: str, second: str, joined: str) -> None:
    (text,) = [block.text for block in read(lines(72, 700, first, second)).blocks]
    assert joined in text


def test_a_bold_line_goes_on_with_a_sentence_set_to_the_same_edges() -> None:
    steps = [
        made.justified_line(72, 714, "Since the autumn the share of wind in what drives them rose from 31 to", 380),
        made.justified_line(72, 700, "40 percent. Nobody was asked to work on a holiday for that, ever.", 380, BOLD),
    ]
    assert len(texts(read(steps))) == 1
    ended = made.justified_line(72, 714, "Since the autumn the share of wind in what drives them rose.", 380)
    assert len(texts(read([ended, steps[1]]))) == 2


def test_wide_lines_of_an_item_are_set_as_those_of_the_text() -> None:
    text = [line(72, 760 - 19 * at, f"{FIRST[at % 3]} and {FIRST[2]}") for at in range(6)]
    rows = [line(72, 560 - 13 * at, f"Wind mill {at}") for at in range(9)]
    item = [line(72, 640, "\u2022"), line(90, 640, f"{FIRST[0]} and {FIRST[1]}"), line(90, 621, "mills of our own.")]
    found = texts(read([*text, *item, *rows]))
    assert any(one.endswith("mills of our own.") and one.startswith("Our buses") for one in found)


def test_a_sentence_goes_on_on_the_next_page_with_a_figure() -> None:
    first = (*FIRST[:2], "mills of the drivers. Of the old buses we sold in")
    second = ("2024 none was left in the yard when the snow came, and", "nobody missed them.")
    document = read(lines(72, 120, *first), lines(72, 760, *second))
    assert [one_line(text) for text in texts(document)] == [one_line(" ".join((*first, *second)))]
    titled = read(lines(72, 120, *first), lines(72, 760, "2024 in figures"))
    assert len(texts(titled)) == 2
