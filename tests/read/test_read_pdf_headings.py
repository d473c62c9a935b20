"""Which texts of a PDF page are headings, captions and notes: by ink, place, and the words that they open with."""

from __future__ import annotations

from collections.abc import Callable

import made_pdfs as made
import pytest
from made_pdfs import BODY, BOLD, line, lines, mixed, pdf
from reading_checks import check, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from claimcheck.api import Auditor
from claimcheck.model.document import Block, BlockKind, Document, Piece
from claimcheck.read import options
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.options import with_captions
from claimcheck.read.pdf.layout.drafts import Draft, Sheet
from claimcheck.read.pdf.layout.headings import Headings
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.text.structure_words import CaptionWords

PROSE = (
    "The ferry line runs four boats on two rivers and carries all",
    "the post of the valley, the year round and in any weather.",
    "Each boat is charged at night with power from the old weir.",
)
WORDS = CaptionWords(("figure", "table", "tab.", "図"), ("source",))
Colour = tuple[float, float, float]
RED, WHITE, BLACK = (0.8, 0.0, 0.1), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


def read(*steps: made.Step) -> Document:
    return check(read_bytes(pdf(steps), path="report.pdf", isolated=False))


def headings(document: Document) -> list[str]:
    return [" ".join(text.split()) for text in texts(document, "heading", "title")]


def inked(step: made.Step, colour: Colour) -> made.Step:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*colour)
        step(canvas)
        canvas.setFillColorRGB(*BLACK)

    return draw


def bar(x: float, y: float, width: float, height: float) -> made.Step:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*RED)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(*BLACK)

    return draw


def test_a_numbered_bold_line_that_is_broken_twice_heads_text() -> None:
    title = ("(iv) Tell those who travel with", "us what a journey by boat does", "to the air of the valley")
    document = read(*lines(60, 740, *title, font=BOLD), *lines(60, 690, *PROSE), *lines(60, 620, *PROSE))
    assert headings(document) == [" ".join(title)]


def rule(y: float, left: float = 72, right: float = 520) -> made.Step:
    return lambda canvas: canvas.line(left, y, right, y)


def outlined(x: float, y: float, text: str) -> made.Step:
    """A line in letters with an outline, as programs write that have no bold font."""

    def draw(canvas: Canvas) -> None:
        piece = canvas.beginText(x, y)
        piece.setFont(made.BODY, 11)
        piece.setTextRenderMode(2)
        piece.textOut(text)
        piece.setTextRenderMode(0)
        canvas.drawText(piece)

    return draw


def page(*steps: made.Step) -> list[made.Step]:
    """These steps with enough text below to tell how the text of the page is set."""
    return [*steps, *lines(72, 300, *PROSE, *PROSE, *PROSE, leading=16)]


class TestInk:
    def test_a_line_in_its_own_colour_right_above_text_is_a_heading(self) -> None:
        document = read(*page(inked(line(72, 700, "Boats on the river"), RED), *lines(72, 686, *PROSE)))
        assert headings(document) == ["Boats on the river"]
        assert texts(document)[1] == "\n".join(PROSE)

    def test_a_coloured_line_inside_a_sentence_is_none(self) -> None:
        coloured = inked(line(72, 686, PROSE[1]), RED)
        document = read(*page(line(72, 700, PROSE[0]), coloured, line(72, 672, PROSE[2])))
        assert headings(document) == []
        assert texts(document)[0].split("\n")[:2] == list(PROSE[:2])

    def test_a_coloured_address_is_none(self) -> None:
        steps = [line(72, 700, PROSE[1]), inked(line(72, 686, "Harbour-ferries.example/boats"), RED)]
        assert headings(read(*page(*steps))) == []

    def test_white_letters_in_a_bar_and_the_heading_below_are_two(self) -> None:
        steps = [
            bar(70, 696, 300, 16),
            inked(line(72, 700, "Rivers", font=BOLD), WHITE),
            line(72, 686, "Boats and piers", font=BOLD),
            *lines(72, 672, *PROSE),
        ]
        assert headings(read(*page(*steps))) == ["Rivers", "Boats and piers"]

    def test_letters_with_an_outline_are_bold(self) -> None:
        document = read(*page(outlined(72, 700, "Boats on the river"), *lines(72, 680, *PROSE)))
        assert headings(document) == ["Boats on the river"]

    def test_a_page_that_is_outlined_throughout_has_no_bold_text(self) -> None:
        steps = [outlined(72, 700 - 30 * number, text) for number, text in enumerate(PROSE)]
        assert headings(read(*steps)) == []

    def test_a_line_with_a_rule_under_it_heads_text(self) -> None:
        width = stringWidth("Boats and piers", BODY, 11)
        steps = [line(72, 740, "Boats and piers"), *lines(72, 715, *PROSE)]
        assert headings(read(*page(*steps, rule(738, 72, 72 + width)))) == ["Boats and piers"]
        assert headings(read(*page(*steps, rule(738, 72, 400)))) == []

    def test_small_coloured_capitals_head_text(self) -> None:
        title, text = line(72, 740, "EQUAL PAY ON THE BOATS", 8.5, BOLD), lines(72, 715, *PROSE)
        assert headings(read(*page(inked(title, RED), *text))) == ["EQUAL PAY ON THE BOATS"]
        assert headings(read(*page(title, *text))) == []

    def test_a_long_bold_title_is_one(self) -> None:
        title = ("Report of the auditors on the figures of the boats and piers", "of the town, " * 5)
        steps = lines(72, 760, *title, title[0][:50], size=14, font=BOLD)
        assert len(" ".join(title)) > 120
        assert len(headings(read(*page(*steps)))) == 1
        capitals = [text.upper() for text in (*title, title[0][:50])]
        assert len(headings(read(*page(*lines(72, 760, *capitals, font=BOLD))))) == 1

    def test_a_bold_numbered_line_that_nothing_follows_at_once_is_a_heading(self) -> None:
        assert headings(read(*page(line(72, 740, "8. Boats", font=BOLD)))) == ["8. Boats"]
        steps = [line(72, 740 - 14 * at, f"{at + 8}. {name}", font=BOLD) for at, name in enumerate(("Boats", "Piers"))]
        assert headings(read(*page(*steps))) == []

    def test_a_larger_bold_title_has_up_to_six_lines(self) -> None:
        title = (
            "3.4.2. What the town does",
            "so that its boats and",
            "piers stand the rain",
            "of the valley and of",
            "the two rivers of it",
        )
        steps = lines(72, 760, *title, size=13, font=BOLD, leading=15)
        assert headings(read(*page(*steps))) == [" ".join(title)]
        assert headings(read(*page(*lines(72, 760, *title, size=13, leading=15)))) == []


class TestEnds:
    @pytest.mark.parametrize("text", ["SAFETY ON BOARD.", "An alliance with Quay Works Inc.", "Our aims:"])
    def test_a_mark_at_the_end_that_ends_no_sentence(self, text: str) -> None:
        document = read(*page(line(72, 700, text, font=BOLD), *lines(72, 680, *PROSE)))
        assert headings(document) == [text]

    @pytest.mark.parametrize("text", ["Nobody was hurt in this year.", "We care. For all.", "Boats ........ 12"])
    def test_bold_text_that_is_none(self, text: str) -> None:
        assert headings(read(*page(line(72, 700, text, font=BOLD), *lines(72, 680, *PROSE)))) == []

    def test_two_bold_sentences_above_text_are_a_paragraph(self) -> None:
        steps = [
            *lines(72, 750, *PROSE),
            line(72, 694, "Nobody was hurt. We had no fire.", font=BOLD),
            *lines(72, 680, *PROSE),
        ]
        assert headings(read(*page(*steps))) == []

    def test_bold_tells_on_a_page_whose_few_lines_of_text_are_bold(self) -> None:
        steps = [line(72, 760, "Boats that were hired in the year", font=BOLD)]
        for row, name in enumerate(("Oak", "Elm", "Ash", "Fir", "Yew", "Box", "Bay", "Fig")):
            y = 740 - 16 * row
            steps += [line(72, y, name), line(200, y, "3,120"), line(300, y, "2,940"), line(400, y, "2,100")]
        steps += [
            line(72, 590, "Piers that were mended in the year", font=BOLD),
            line(72, 570, "None of the piers needed any repair at all."),
        ]
        assert headings(read(*steps)) == ["Boats that were hired in the year", "Piers that were mended in the year"]

    def test_a_bold_numbered_line_above_text_is_a_heading(self) -> None:
        document = read(*page(line(72, 700, "9. Boats", font=BOLD), *lines(72, 680, *PROSE)))
        assert headings(document) == ["9. Boats"]

    def test_bold_numbered_lines_that_follow_each_other_are_a_list(self) -> None:
        steps = lines(72, 700, "1. Boats", "2. Piers", "3. Weirs", font=BOLD, leading=18)
        document = read(*page(*steps))
        assert headings(document) == []
        assert texts(document, "list") == ["Boats", "Piers", "Weirs"]

    def test_a_number_set_apart_belongs_to_its_heading(self) -> None:
        steps = [line(72, 700, "2.1", 16, BOLD), line(140, 700, "Boats", 16, BOLD), *lines(72, 670, *PROSE)]
        assert headings(read(*page(*steps))) == ["2.1 Boats"]


class TestLabels:
    def test_the_heads_of_ruled_columns_are_no_headings(self) -> None:
        steps = [
            rule(712),
            line(72, 700, "Kind of risk", font=BOLD),
            line(320, 700, "What we do", font=BOLD),
            rule(694),
            *lines(72, 680, "Ice on the upper river in", "winter stops the boats and", "the post has to wait"),
            *lines(320, 680, "A sledge carries what is in", "haste, and the harbour has", "a store for the rest"),
            rule(640),
        ]
        assert headings(read(*page(*steps))) == []

    def test_headings_side_by_side_without_rules_are(self) -> None:
        column = ("Ice on the upper river in winter", "stops the boats for a week or", "two, and the post has to wait.")
        steps = [
            line(72, 700, "Ice", font=BOLD),
            *lines(72, 682, *column),
            line(320, 700, "Floods", font=BOLD),
            *lines(320, 682, *column),
        ]
        assert headings(read(*page(*steps))) == ["Ice", "Floods"]

    def test_what_is_counted_above_its_figure_is_no_heading(self) -> None:
        document = read(*page(line(400, 700, "Days of ice", 14), line(410, 676, "43", 24)))
        assert headings(document) == []

    def test_many_bold_lines_without_text_are_no_headings(self) -> None:
        names = [line(72, 700 - 40 * number, f"Pier {name}", font=BOLD) for number, name in enumerate("ABCDE")]
        assert headings(read(*page(*names))) == []

    def test_two_headings_after_each_other_are(self) -> None:
        steps = [line(72, 700, "Rivers", font=BOLD), line(72, 670, "Boats", font=BOLD), *lines(72, 650, *PROSE)]
        assert headings(read(*page(*steps))) == ["Rivers", "Boats"]


class TestCaptions:
    @pytest.mark.parametrize(
        "text",
        [
            "Figure 3: Boats on two rivers",
            "Table A.2 – Boats by river",
            "Table 4 Boats by river",
            "TAB. 5. Boats",
            "図2-1：船",
            "Source: own count of the harbour",
        ],
    )
    def test_words_tell_a_caption_from_a_heading(self, text: str) -> None:
        blocks = (_block("heading", "Boats", 2), _block("heading", text, 2), _block("paragraph", PROSE[0]))
        document = with_captions(_document(blocks), WORDS)
        assert [block.kind for block in document.blocks] == ["heading", "caption", "paragraph"]
        assert document.blocks[1].level is None
        assert document.blocks[2].section == ("Boats",)

    @pytest.mark.parametrize(
        "text",
        [
            "Figure 3 shows the boats on two rivers",
            "Table 4 Boats are counted in May.",
            "Figures of the year",
            "Source of the river",
            "Tables and charts 3",
            "Scope 1: boats",
        ],
    )
    def test_other_text_stays_what_it_is(self, text: str) -> None:
        document = _document((_block("paragraph", text),))
        assert with_captions(document, WORDS) is document

    def test_other_formats_say_themselves_what_they_have(self) -> None:
        document = _document((_block("heading", "Figure 3: Boats", 2),), format="html")
        assert with_captions(document, WORDS) is document

    def test_the_rules_have_the_words(self) -> None:
        words = Auditor().rulepack.captions
        settings = options.ReadOptions(isolated=False, captions=words)
        steps = page(line(72, 700, "Figure 3: Boats on two rivers", font=BOLD), *lines(72, 680, *PROSE))
        document = settings.read(pdf(steps), "report.pdf")
        assert texts(check(document), "caption") == ["Figure 3: Boats on two rivers"]
        assert {"tabelle", "figure", "表"} <= set(words.captions)


class TestNotes:
    def test_a_mark_behind_a_raised_ordinal(self) -> None:
        steps = [
            mixed(72, 700, ("Boats on May 31", 11, 0, made.BODY), ("st(a)", 6, 4, made.BODY)),
            *lines(72, 660, *PROSE),
            line(72, 60, "(a) Without the old ferry, which is a museum.", 8),
        ]
        document = read(*page(*steps))
        block = document.blocks[0]
        assert block.text.endswith("31st")
        assert [mark.label for mark in block.marks] == ["a"]
        assert texts(document, "footnote") == ["Without the old ferry, which is a museum."]


def test_sizes_that_are_rare_share_a_level() -> None:
    sizes = (40, 36, 32, 28, 24, 20, 16, 16, 16, 14, 14, 14, 14)
    pages = [
        [line(72, 700, f"Part {number}", size, BOLD), *lines(72, 640, *PROSE, *PROSE, *PROSE)]
        for number, size in enumerate(sizes)
    ]
    document = check(read_bytes(pdf(*pages), path="report.pdf", isolated=False))
    levels = {block.text: block.level for block in document.blocks if block.kind in ("heading", "title")}
    assert levels["Part 6"] is not None
    assert levels["Part 9"] is not None
    assert levels["Part 6"] < levels["Part 9"]
    assert len(set(levels.values())) == 5


def _block(kind: BlockKind, text: str, level: int | None = None) -> Block:
    return Block(kind, text, (Piece(0, 0, len(text)),), page=1, level=level)


def _document(blocks: tuple[Block, ...], format: str = "pdf") -> Document:
    return Document("report.pdf", format, "0", "", blocks)


def test_a_page_of_labels_between_rules_costs_so_much_a_label(steps: Callable[[Callable[[], object]], int]) -> None:
    def sheet(count: int) -> Sheet:
        drafts = [
            Draft([_line(f"Pier {number}", 20.0 * (number % 25), 800.0 - 8 * (number // 25))])
            for number in range(count)
        ]
        rules = Rules([Rule(800.0 - 4 * number, 0.0, 600.0) for number in range(count)][::-1], [])
        page = PageText("", [line for draft in drafts for line in draft.lines], (0, 0, 600, 850), rules=rules)
        return Sheet(1, 0, page, 6.0, drafts, 6.0)

    small, large = (steps(lambda count=count: Headings([sheet(count)], {})) for count in (1_000, 4_000))
    assert large < 5 * small


def _line(text: str, left: float, y: float) -> Line:
    return Line(0, len(text), text, left, left + 18, y, 6.0, True, 0, bottom=y - 1, top=y + 5)


class TestBars:
    """A shaded bar with words at the left and a figure at the right is a row of a table."""

    def test_a_shaded_total_between_rows_is_a_row(self) -> None:
        steps = [
            *(line(76, 732, "Oak"), line(460, 732, "3.1")),
            *(line(76, 716, "Elm"), line(460, 716, "2.2")),
            *(bar(70, 696, 450, 15), line(76, 700, "Total", font=BOLD), line(460, 700, "5.3", font=BOLD)),
            *(line(76, 684, "Ash"), line(460, 684, "1.4")),
        ]
        document = read(*page(*steps))
        assert headings(document) == []
        assert "Total | 5.3" in texts(document, "table")

    def test_a_shaded_row_between_uprights_of_a_table_is_a_row(self) -> None:
        def framed(canvas: Canvas) -> None:
            canvas.rect(70, 640, 450, 104)
            canvas.line(400, 640, 400, 744)

        steps = [
            framed,
            line(76, 732, "Trees that are felled in winter"),
            *(bar(70, 706, 450, 15), inked(line(76, 710, "Beech", font=BOLD), WHITE)),
            line(460, 710, "5.3", font=BOLD),
            line(76, 688, "Trees of the meadows along the stream"),
            *(line(76, 666, "Ash that is cut every ten years or so"), line(460, 666, "1.4")),
        ]
        document = read(*page(*steps))
        assert headings(document) == []
        assert "Beech | 5.3" in texts(document, "table")

    def test_a_shaded_row_of_years_is_the_header_of_a_table(self) -> None:
        steps = [
            bar(70, 696, 450, 15),
            line(76, 700, "What was carried", font=BOLD),
            line(420, 700, "2022 2023", font=BOLD),
            *lines(72, 682, *PROSE),
        ]
        assert headings(read(*page(*steps))) == []
