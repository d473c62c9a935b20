"""Charts, boxes, cards and side bars beside text: each whole, at its place, and never inside a paragraph."""

from __future__ import annotations

import pytest
from made_pdfs import BODY, BOLD, Step, line, lines, pdf
from reading_checks import check
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.pdf.layout import cuts
from claimcheck.read.pdf.layout.cuts import Item
from claimcheck.read.pdf.page.content import Extent
from claimcheck.read.pdf.page.rules import Rules

FIRST = (
    "The dairy heats its milk with steam from wood chips",
    "since spring, and the old oil burner was sold for parts.",
)
SECOND = (
    "In the bottling hall the wash water runs in a circle now,",
    "so that the same litre rinses four crates before it leaves.",
)
THIRD = (
    "Two drivers share one electric van for the round in town,",
    "which they charge at noon while the cheese is being cut.",
)
FOURTH = (
    "Farmers are paid for each hedge that they plant anew, and",
    "in the third year the dairy counts the birds in all of them.",
)


def filled(x: float, y: float, width: float, height: float, grey: float = 0.85) -> Step:
    """A filled rectangle with its lower left corner at ``x``, ``y``."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def ruled(x: float, y: float, width: float) -> Step:
    """A horizontal rule."""
    return lambda canvas: canvas.line(x, y, x + width, y)


def chart(x: float, y: float) -> list[Step]:
    """A bar chart 200 points wide and 130 high: axis, bars with values, years, a legend."""
    steps = [line(x, y + 25 * number, str(20 * number), 8) for number in range(5)]
    for number, value in enumerate((71, 48, 33)):
        left = x + 40 + 45 * number
        steps += [
            filled(left, y, 25, value, 0.4),
            line(left + 4, y + value + 4, str(value), 8),
            line(left, y - 14, str(2021 + number), 8),
        ]
    return [*steps, line(x + 150, y + 120, "Oil in tonnes", 8)]


LABELS = {"0", "20", "40", "60", "80", "71", "48", "33", "2021", "2022", "2023", "Oil in tonnes"}


def read(*pages: list[Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="report.pdf", isolated=False))


def flat(document: Document) -> list[str]:
    return [" ".join(block.text.split()) for block in document.blocks]


def whole(text: tuple[str, ...]) -> str:
    return " ".join(text)


def labels_at(found: list[str]) -> tuple[int, int]:
    """The first and the last block that hold labels of the chart; all between do, and none is lost."""
    parts = [set(text.replace("|", " ").replace("Oil in tonnes", "Oil_in_tonnes").split()) for text in found]
    wanted = {label.replace(" ", "_") for label in LABELS}
    numbers = [at for at, words in enumerate(parts) if words and words <= wanted]
    assert set().union(*(parts[at] for at in numbers)) == wanted
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    return numbers[0], numbers[-1]


def test_a_chart_beside_a_text_comes_behind_it() -> None:
    text = [
        line(60, 700, "The dairy in figures", 16, BOLD),
        *lines(60, 670, *FIRST, size=9),
        *lines(60, 630, *SECOND, size=9),
        *lines(60, 590, *THIRD, size=9),
        *lines(60, 550, *FOURTH, size=9),
    ]
    found = flat(read([*text, *chart(360, 573)]))
    first, last = labels_at(found)
    assert found[:5] == ["The dairy in figures", *map(whole, (FIRST, SECOND, THIRD, FOURTH))]
    assert (first, last) == (5, len(found) - 1)


def test_a_chart_stays_between_the_paragraphs_that_it_parts() -> None:
    steps = [
        *chart(60, 520),
        *lines(60, 740, *FIRST, size=9),
        *lines(60, 700, *SECOND, size=9),
        *lines(60, 460, *THIRD, size=9),
        *lines(330, 740, *FOURTH, size=9),
    ]
    found = flat(read(steps))
    first, last = labels_at(found)
    assert found[:first] == [whole(FIRST), whole(SECOND)]
    assert found[last + 1 :] == [whole(THIRD), whole(FOURTH)]


def test_a_chart_between_two_texts_in_order_is_left_there() -> None:
    steps = [*lines(60, 740, *FIRST), *chart(60, 560), *lines(60, 500, *SECOND)]
    found = flat(read(steps))
    first, last = labels_at(found)
    assert found[:first] == [whole(FIRST)]
    assert found[last + 1 :] == [whole(SECOND)]


def test_the_number_of_a_chapter_beside_its_text_is_a_header() -> None:
    def page(number: str, *texts: tuple[str, ...]) -> list[Step]:
        steps = lines(120, 640, *texts[0])
        steps.append(line(60, 552, number, 30, BOLD))
        return [*steps, *lines(120, 590, *texts[1])]

    chapter = [page("05", FIRST, SECOND), page("05", THIRD, FOURTH)] * 2
    document = read(*chapter)
    marks = [block for block in document.blocks if block.text == "05"]
    assert len(marks) == 4
    assert all(block.running for block in marks)
    text = [" ".join(block.text.split()) for block in document.blocks if not block.running]
    assert text == [whole(each) for each in (FIRST, SECOND, THIRD, FOURTH)] * 2


def test_a_large_number_that_changes_is_text() -> None:
    pages = [[line(60, 590, str(12 + number), 30, BOLD), *lines(120, 590, *FIRST)] for number in range(5)]
    document = read(*pages)
    assert [block.text for block in document.blocks if block.running] == []


CARDS = {
    "Steam": (60.0, 600.0, FIRST),
    "Water": (320.0, 600.0, SECOND),
    "Wheels": (60.0, 460.0, THIRD),
    "Hedges": (320.0, 460.0, FOURTH),
}


@pytest.mark.parametrize("order", ["cards", "headings first", "columns"])
def test_each_card_of_a_grid_is_whole_and_read_row_by_row(order: str) -> None:
    boxes = [filled(x - 10, y - 40, 245, 90) for x, y, _ in CARDS.values()]
    headings = {name: line(x, y + 25, name, 13, BOLD) for name, (x, y, _) in CARDS.items()}
    texts = {name: lines(x, y, *text, size=8) for name, (x, y, text) in CARDS.items()}
    names = list(CARDS)
    drawn = [names[0], names[2], names[1], names[3]] if order == "columns" else names
    if order == "headings first":
        steps = [*headings.values(), *(step for name in drawn for step in texts[name])]
    else:
        steps = [step for name in drawn for step in (headings[name], *texts[name])]
    found = flat(read([*boxes, *steps]))
    assert found == [each for name in names for each in (name, whole(CARDS[name][2]))]


@pytest.mark.parametrize("when", ["first", "between", "last"])
def test_a_side_bar_is_in_no_sentence(when: str) -> None:
    bar = [filled(400, 520, 150, 190), *lines(410, 690, "What is a hedge?", size=10, font=BOLD)]
    bar += lines(410, 670, "A row of shrubs that", "parts two fields and", "feeds birds in winter.", size=9)
    upper = [*lines(60, 700, *FIRST), *lines(60, 660, *SECOND)]
    lower = [*lines(60, 620, *THIRD), *lines(60, 580, *FOURTH)]
    steps = {"first": [*bar, *upper, *lower], "between": [*upper, *bar, *lower], "last": [*upper, *lower, *bar]}
    found = flat(read(steps[when]))
    box = ["What is a hedge?", "A row of shrubs that parts two fields and feeds birds in winter."]
    text = [whole(each) for each in (FIRST, SECOND, THIRD, FOURTH)]
    assert found in ([*text, *box], [*box, *text])


def test_columns_drawn_to_and_fro_are_read_one_after_another() -> None:
    places = [(60, 700, FIRST), (60, 650, SECOND), (60, 610, THIRD)]
    others = [(330, 700, FOURTH), (330, 664, THIRD), (330, 622, SECOND)]
    steps = [
        *(step for x, y, text in (places[1], others[2]) for step in lines(x, y, *text, size=8)),
        *(step for x, y, text in (others[0], places[2]) for step in lines(x, y, *text, size=8)),
        *(step for x, y, text in (places[0], others[1]) for step in lines(x, y, *text, size=8)),
    ]
    assert flat(read(steps)) == [whole(text) for _, _, text in (*places, *others)]


def test_rows_between_rules_stay_rows_however_they_are_drawn() -> None:
    left, right = ("Steam and heat in the dairy", "Water of the bottling hall"), (FIRST, SECOND)
    steps = [ruled(60, y, 460) for y in (720, 670, 620)]
    for text, y in zip(right, (700, 650), strict=True):
        steps += lines(260, y, *text, size=8, leading=10)
    steps += [line(60, y, label, 8) for label, y in zip(left, (700, 650), strict=True)]
    found = " ".join(flat(read(steps))).replace(" | ", " ")
    assert found == f"{left[0]} {whole(right[0])} {left[1]} {whole(right[1])}"


def test_no_paragraph_goes_on_across_a_rule_between_cells() -> None:
    cells = ["The hall is cooled at night and in the", "morning and in the evening of each day"]
    steps = [*(ruled(60, y, 300) for y in (712, 698, 684)), line(70, 702, cells[0]), line(70, 688, cells[1])]
    assert flat(read(steps)) == cells
    underlined = [ruled(70, 700.5, 150), line(70, 702, cells[0]), line(70, 688, cells[1])]
    assert flat(read(underlined)) == [" ".join(cells)]


def test_an_underlined_line_right_above_a_paragraph_is_no_part_of_it() -> None:
    title, text = "The old weir", lines(70, 688, FIRST[0] + " " + FIRST[1], *SECOND)
    width = stringWidth(title, BODY, 11)
    drawn = [line(70, 702, title, 11), ruled(70, 700.5, width), *text]
    assert flat(read(drawn))[0] == title
    assert flat(read([drawn[0], *text]))[0] != title


def test_a_title_drawn_last_stands_before_all_columns() -> None:
    steps = [*lines(60, 680, *FIRST, size=8), *lines(330, 680, *SECOND, size=8), line(60, 720, "Milk", 20, BOLD)]
    assert flat(read(steps)) == ["Milk", whole(FIRST), whole(SECOND)]


def test_thousands_of_boxes_keep_the_order_of_the_file() -> None:
    places = [(30 + 9 * (number % 60), 800 - 9 * (number // 60)) for number in range(4000)]
    steps = [step for x, y in places for step in (filled(x, y, 7, 7), line(x, y, "x", 5))]
    document = read(steps)
    assert sum(block.text.count("x") for block in document.blocks) == len(places)


def stairs(count: int) -> list[Item]:
    """Items of which each stands lower and further right than the one before, drawn from the last to the first."""
    places = [Extent(20.0 * at, -20.0 * at - 12, 20.0 * at + 12, -20.0 * at, 0) for at in range(count)]
    return [Item(unit, place, 10.0, 10.0, prose=True) for unit, place in enumerate(reversed(places))]


def test_cutting_stairs_costs_a_bounded_number_of_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    cut = cuts._best_cut

    def counted(items: list[Item], rules: Rules) -> object:
        nonlocal looks
        looks += len(items)
        return cut(items, rules)

    monkeypatch.setattr(cuts, "_best_cut", counted)
    monkeypatch.setattr(cuts, "MAX_LOOKS", 20_000)
    found = cuts.in_order([stairs(150)], Rules())
    assert sorted(each.unit for each in found) == list(range(150))
    assert looks <= cuts.MAX_LOOKS
    looks = 0
    many = stairs(900)
    assert len(cuts.in_order([many], Rules())) == len(many)
    assert looks <= cuts.MAX_LOOKS


def test_what_is_less_than_nothing_wide_parts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = cuts._best_cut

    def whole(items: list[Item], rules: Rules) -> object:
        found = cut(items, rules)
        assert found is None or (found.first and found.second)
        return found

    monkeypatch.setattr(cuts, "_best_cut", whole)
    items = [Item(unit, Extent(0.0, 0.0, -40.0, 12.0, 0), 10.0, 10.0) for unit in range(3)]
    assert len(cuts.in_order([items], Rules())) == len(items)
