"""What a page sets apart by its signs: key figures, bullets, bold type, curved words, page numbers, pictures."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import reportlab
from made_pdfs import BODY, BOLD, Step, line, lines, pdf, picture
from PIL import Image, ImageDraw
from reading_checks import check, codes, texts
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

LEFT = [
    "The mill has ground rye and spelt on its two stones since",
    "the river was let back into the old race, and no lorry has",
    "brought diesel to the yard in all the months that followed.",
    "In spring the council will look at the weir once more, and",
]
RIGHT = [
    "the miller has promised to keep a log of every hour in which",
    "the wheel stands still so that the fish can pass upstream.",
    "Visitors may look at that log on the first Sunday of a month,",
    "when the doors are open and bread is baked in the yard.",
]
BODY_TEXT = [
    "Flour leaves the yard in paper sacks that the bakers bring",
    "back by bicycle, which is slower but pleases all of them.",
]


def read(*pages: list[Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="report.pdf", isolated=False))


HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/StandardEncoding>>"


def raw_page(content: str, fonts: str, program: bytes = b"") -> bytes:
    """A file of one page with this content and these fonts; ``program`` is that of one of them, object 5."""
    pages = (
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        f"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<{fonts}>>>>"
        "/Contents 4 0 R>>\nendobj\n"
        f"4 0 obj\n<</Length {len(content)}>>\nstream\n{content}\nendstream\nendobj\n"
        f"5 0 obj\n<</Length {len(program)}/Length1 {len(program)}>>\nstream\n"
    )
    return pages.encode() + program + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.text.split())) for block in document.blocks if not block.running]


def test_two_columns_of_one_text_are_read_from_the_left_though_drawn_last() -> None:
    steps = [*lines(310, 700, *RIGHT, size=9), *lines(40, 700, *LEFT, size=9)]
    assert kinds(read(steps)) == [("paragraph", " ".join([*LEFT, *RIGHT]))]


def test_headings_above_two_columns_of_lists_stay_with_their_columns() -> None:
    def column(x: float, heading: str, texts: list[str]) -> tuple[list[Step], list[Step]]:
        steps: list[Step] = []
        for number in range(6):
            y = 680 - 60 * number
            steps += [line(x, y, f"{heading.capitalize()} {number}", 9, BOLD)]
            steps += lines(x, y - 14, *texts[:3], size=9, leading=11)
        return [line(x, 700, heading, 12)], steps

    (one, left), (other, right) = column(40, "GRAIN", LEFT), column(330, "WATER", RIGHT)
    found = [text for _, text in kinds(read([*one, *other, *left[:3], *right[:4], *left[3:], *right[4:]]))]
    middle = found.index("WATER")
    assert [text for text in found if text.startswith("Grain")] == [f"Grain {number}" for number in range(6)]
    assert all(text.startswith(("GRAIN", "Grain", "The mill")) for text in found[:middle])


@pytest.mark.parametrize("figure", ["30 %", "€1.4", "1,250", "12t"])
def test_a_key_figure_and_its_words_are_one_paragraph(figure: str) -> None:
    steps = [
        *lines(60, 700, *LEFT),
        line(60, 600, figure, 26, BOLD),
        line(60, 580, "OF THE GRAIN IS GROWN NEAR THE MILL", 12, BOLD),
        line(60, 560, "in the year of the flood", 12),
        *lines(60, 500, *BODY_TEXT),
    ]
    found = kinds(read(steps))
    assert found[1] == ("paragraph", f"{figure} OF THE GRAIN IS GROWN NEAR THE MILL in the year of the flood")
    assert [kind for kind, _ in found] == ["paragraph"] * 3


def test_a_share_as_small_as_its_label_below_is_no_paragraph_of_its_own() -> None:
    slices = ((60, 640, "34%", "Rye"), (200, 605, "26 %", "Spelt"), (340, 570, "41.4%", "Wheat and oats"))
    steps = [
        *lines(60, 700, *LEFT),
        *(line(x, y, share, 10, BOLD) for x, y, share, _ in slices),
        *(line(x, y - 13, label, 10) for x, y, _, label in slices),
        *lines(60, 500, *BODY_TEXT),
    ]
    found = [text for _, text in kinds(read(steps))]
    assert found[1:-1] == [f"{share} {label}" for _, _, share, label in slices]


def test_an_axis_of_shares_takes_no_words_below() -> None:
    ticks = [line(60, 640 - 20 * at, f"{100 - 25 * at}%", 8) for at in range(5)]
    steps = [*lines(60, 700, *LEFT), *ticks, line(75, 545, "2022 2023 2024", 8), *lines(60, 500, *BODY_TEXT)]
    found = [text for _, text in kinds(read(steps))]
    assert {"100%", "75%", "50%", "25%", "0%"} <= set(found)


def test_the_number_of_a_chapter_is_no_key_figure() -> None:
    steps = [line(60, 760, "2", 26, BOLD), line(60, 740, "The mill", 16, BOLD), *lines(60, 700, *LEFT)]
    assert ("heading", "The mill") in kinds(read(steps)) or ("title", "The mill") in kinds(read(steps))


def test_letters_of_another_font_before_several_lines_are_bullets() -> None:
    items = ["Rye is milled on Mondays and is sold by noon", "Spelt is milled on Fridays when bread is baked"]
    steps = [
        *lines(60, 700, *LEFT),
        *(
            step
            for number, item in enumerate(items)
            for step in (line(60, 600 - 30 * number, "o", 9, "Courier"), line(75, 600 - 30 * number, item))
        ),
    ]
    assert [text for kind, text in kinds(read(steps)) if kind == "list"] == items


@pytest.mark.parametrize(("font", "kind"), [("Wingdings", "list"), ("Pictures", "paragraph")])
def test_a_sign_without_a_character_is_a_bullet_in_a_font_of_signs(font: str, kind: str) -> None:
    items = ("Rye is milled on Mondays", "Spelt is milled on Fridays")
    content = "\n".join(
        rf"BT /S 12 Tf 60 {700 - 14 * number} Td (\001) Tj /A 12 Tf ( ) Tj 18 0 Td ({item}) Tj ET"
        for number, item in enumerate(items)
    )
    signs = (
        f"<</Type/Font/Subtype/TrueType/BaseFont/{font}/FirstChar 1/LastChar 1/Widths[458]"
        f"/FontDescriptor<</Type/FontDescriptor/FontName/{font}/Flags 4/StemV 80/Ascent 900/Descent -200"
        "/CapHeight 700/ItalicAngle 0/FontBBox[0 -200 900 900]/FontFile2 5 0 R>>>>"
    )
    program = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()
    data = raw_page(content, f"/S {signs}/A {HELVETICA}", program)
    document = check(read_bytes(data, path="report.pdf", isolated=False))
    found = [each for block in document.blocks for each in block.text.splitlines()]
    assert ({block.kind for block in document.blocks}, found) == ({kind}, list(items))


def test_a_control_character_before_a_line_is_a_bullet() -> None:
    items = ("Rye is milled on Mondays", "Spelt is milled on Fridays")
    content = "\n".join(
        rf"BT /S 12 Tf 60 {700 - 14 * number} Td (\203) Tj /A 12 Tf 18 0 Td ({item}) Tj ET"
        for number, item in enumerate(items)
    )
    signs = "<</Type/Font/Subtype/TrueType/BaseFont/Signs/ToUnicode 5 0 R/Encoding/WinAnsiEncoding>>"
    unicode_map = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <83> <0083> endbfchar endcmap end"
    )
    data = raw_page(content, f"/S {signs}/A {HELVETICA}", unicode_map)
    assert kinds(check(read_bytes(data, path="report.pdf", isolated=False))) == [("list", item) for item in items]


def test_each_box_to_tick_begins_an_entry() -> None:
    entries = ((r"\203", "Rye is milled"), (r"\204", "Spelt is milled"), (r"\203", "Oats are milled"))
    content = "\n".join(
        rf"BT /S 12 Tf 60 {700 - 14 * number} Td ({sign}) Tj /A 12 Tf 18 0 Td ({entry}) Tj ET"
        for number, (sign, entry) in enumerate(entries)
    )
    signs = "<</Type/Font/Subtype/TrueType/BaseFont/Signs/ToUnicode 5 0 R/Encoding/WinAnsiEncoding>>"
    unicode_map = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar <83> <2610> <84> <2612> endbfchar endcmap end"
    )
    data = raw_page(content, f"/S {signs}/A {HELVETICA}", unicode_map)
    found = [text for _, text in kinds(check(read_bytes(data, path="report.pdf", isolated=False)))]
    assert found == ["\u2610 Rye is milled", "\u2612 Spelt is milled", "\u2610 Oats are milled"]


def test_a_single_letter_before_a_line_stays_in_the_text() -> None:
    steps = [*lines(60, 700, *LEFT), line(60, 600, "o", 9, "Courier"), line(75, 600, "Rye is milled on Mondays")]
    assert "o Rye is milled on Mondays" in " ".join(text for _, text in kinds(read(steps)))


def test_a_narrow_blank_behind_a_stop_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(BODY, 11)
        canvas.drawString(60, 600, "The share of rye rose to 18%")
        width = canvas.stringWidth("The share of rye rose to 18%", BODY, 11)
        canvas.drawString(60 + width + 1.5, 600, "by spring")

    assert "18% by spring" in " ".join(text for _, text in kinds(read([*lines(60, 700, *LEFT), draw])))


@pytest.mark.parametrize(
    ("start", "found"), [(0.0, "the Millers of Rye"), (0.6, "the M illers of Rye"), (1.0, "the M illers of Rye")]
)
def test_a_blank_that_is_drawn_over_is_none(start: float, found: str) -> None:
    """``start`` is where the letters behind a blank begin, in parts of that blank."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(BODY, 11)
        canvas.drawString(60, 600, "All of the flour is ground by the M ")
        begin = canvas.stringWidth("All of the flour is ground by the M", BODY, 11)
        canvas.drawString(60 + begin + start * canvas.stringWidth(" ", BODY, 11), 600, "illers of Rye")

    assert kinds(read([*lines(60, 700, *LEFT), draw]))[-1][1] == f"All of the flour is ground by {found}"


def test_stops_that_are_replaced_by_themselves_touch_their_words() -> None:
    """The box of a character that the file spells out ("ActualText") is no larger than its ink."""
    text = "The mill held 3.394.798 sacks on 31.12.2021. It was full."
    stop = " /Span <</ActualText <FEFF002E>>> BDC (.) Tj EMC "

    def draw(canvas: Canvas) -> None:
        canvas.setFont(BODY, 11)
        name = canvas._doc.getInternalFontName(BODY)
        shown = stop.join(f"({part}) Tj" if part else "" for part in text.split("."))
        canvas._code.append(f"BT {name} 11 Tf 60 600 Td {shown} ET")

    assert kinds(read([*lines(60, 700, *LEFT), draw]))[-1][1] == text


def test_a_bracket_that_a_column_opens_is_closed_in_the_next() -> None:
    left = [*LEFT[:3], "so that the count fell by the same number (+709 sacks and"]
    right = ["-823 sacks) within one year, as the log shows.", *RIGHT[:2]]
    found = kinds(read([*lines(40, 700, *left, size=9), *lines(330, 700, *right, size=9)]))
    assert "(+709 sacks and -823 sacks)" in found[0][1]


def test_curved_text_heads_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(300, 500)
        canvas.rotate(30)
        canvas.setFont(BOLD, 18)
        canvas.drawString(0, 0, "ROUND AND ROUND")
        canvas.restoreState()

    found = kinds(read([line(60, 760, "The mill", 20, BOLD), *lines(60, 720, *LEFT), draw]))
    assert ("paragraph", "ROUND AND ROUND") in found


def made_by_hand(usual: int, heavier: int) -> bytes:
    """A page in two nameless fonts whose stems are so thick, a line of the second above text in the first."""
    content = "BT /B 12 Tf 60 700 Td (Rye pays for the new wheel) Tj ET\n" + "\n".join(
        f"BT /A 12 Tf 60 {680 - 14 * number} Td ({text}) Tj ET" for number, text in enumerate(LEFT + RIGHT)
    )
    widths = " ".join(["600"] * 224)

    def font(number: int, stem: int) -> str:
        return (
            f"{number} 0 obj\n<</Type/Font/Subtype/TrueType/BaseFont/F{number}/FirstChar 32/LastChar 255"
            f"/Widths[{widths}]/Encoding/WinAnsiEncoding/FontDescriptor<</Type/FontDescriptor/FontName/F{number}"
            f"/Flags 32/StemV {stem}/Ascent 800/Descent -200/CapHeight 700/ItalicAngle 0/FontBBox[0 -200 900 800]"
            ">>>>\nendobj\n"
        )

    return (
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</A 5 0 R/B 6 0 R>>>>"
        "/Contents 4 0 R>>\nendobj\n"
        f"4 0 obj\n<</Length {len(content)}>>\nstream\n{content}\nendstream\nendobj\n"
        f"{font(5, usual)}{font(6, heavier)}trailer\n<</Root 1 0 R>>\n%%EOF\n"
    ).encode("latin-1")


@pytest.mark.parametrize(
    ("usual", "heavier", "kind"),
    [
        (186, 189, "title"),
        (186, 186, "paragraph"),
        pytest.param(58, 118, "title", id="medium beside light"),
        pytest.param(80, 100, "paragraph", id="medium beside regular"),
    ],
)
def test_bold_is_what_is_heavier_than_the_text_where_weights_do_not_tell(usual: int, heavier: int, kind: str) -> None:
    document = check(read_bytes(made_by_hand(usual, heavier), path="report.pdf", isolated=False))
    assert document.blocks[0].kind == kind
    assert document.blocks[0].text.startswith("Rye pays for the new wheel")


def test_a_blank_that_begins_inside_of_a_ligature_parts_no_word() -> None:
    content = r"BT /A 12 Tf 60 700 Td [(The of\256) 278 ( ) (ce is open, and the \256) ( ) (n wheel turns)] TJ ET"
    document = check(read_bytes(raw_page(content, f"/A {HELVETICA}"), path="report.pdf", isolated=False))
    assert document.blocks[0].text == "The office is open, and the fi n wheel turns"


def test_the_first_of_repeated_titles_is_one() -> None:
    title = line(60, 770, "Appendix: the log of the wheel", 16, BOLD)
    plain = [[*lines(60, 700, *LEFT), line(290, 30, str(number), 8)] for number in range(1, 21)]
    with_title = [[title, *lines(60, 700, *RIGHT), line(290, 30, str(number), 8)] for number in range(21, 26)]
    document = read(*plain, *with_title)
    found = [block for block in document.blocks if block.text.startswith("Appendix")]
    assert [(block.kind, block.running) for block in found] == [("heading", False)] + [("paragraph", True)] * 4


def test_a_page_of_pictures_below_a_title_is_named() -> None:
    steps = [line(60, 780, "Appendix", 16, BOLD), picture(60, 100, 470, 300), picture(60, 450, 470, 200)]
    text = [line(60, 780, "The mill", 16, BOLD), *lines(60, 740, *LEFT, *RIGHT, *BODY_TEXT)]
    document = read(text, steps, [*text, picture(60, 100, 470, 400)])
    assert codes(document) == [("pages-in-pictures", "note")]
    assert document.problems[0].place is not None
    assert document.problems[0].place.endswith("p. 2")


def bars(x: float, y: float) -> Step:
    """A chart of five bars with a line under them, as one picture."""
    image = Image.new("RGB", (240, 150), "white")
    ink = ImageDraw.Draw(image)
    for at, height in enumerate((90, 70, 60, 40, 30)):
        ink.rectangle((20 + 42 * at, 130 - height, 46 + 42 * at, 130), fill="#1f6f43")
    ink.line((10, 131, 230, 131), fill="black")
    return lambda canvas: canvas.drawImage(ImageReader(image), x, y, 240, 150)


def test_charts_that_are_pictures_are_named_and_photographs_and_signs_of_the_house_are_not() -> None:
    text = [line(60, 780, "The mill", 16, BOLD), *lines(60, 740, *LEFT, *RIGHT, *BODY_TEXT)]
    grain = Image.frombytes("L", (240, 150), random.Random(1).randbytes(240 * 150))
    others = [picture(60, 300, 240, 150), lambda canvas: canvas.drawImage(ImageReader(grain), 60, 100, 240, 150)]
    signed, behind = [*text, bars(300, 60)], [bars(60, 635), *text]
    document = read(text, [*text, bars(60, 400)], [*text, *others], *[signed] * 3, behind)
    assert codes(document) == [("charts-in-pictures", "note")]
    assert document.problems[0].place == "report.pdf, p. 2"


def boxed(x: float, y: float, sign: str = "") -> Step:
    """A frame of 11 points with a sign in it, the label beside it still to come."""

    def draw(canvas: Canvas) -> None:
        canvas.rect(x, y - 2, 11, 11, stroke=1, fill=0)
        canvas.setFont(BODY, 8)
        canvas.drawString(x + 3, y + 1, sign)

    return draw


class TestBoxes:
    """The mark of a check box stays with its label, in whatever order the two are drawn."""

    def test_marks_that_are_drawn_first_go_to_their_labels(self) -> None:
        labels = ("Boats", "Piers", "Weirs", "Mills of the town")
        signs = ("X", "", "X", "x")
        steps = [boxed(72, 700 - 18 * at, sign) for at, sign in enumerate(signs) if sign]
        steps += [boxed(72, 682)]
        steps += [line(90, 700 - 18 * at, label, 8) for at, label in enumerate(labels)]
        assert texts(read(steps)) == ["X Boats", "Piers", "X Weirs", "x Mills of the town"]

    def test_answers_side_by_side_are_no_row_of_a_table(self) -> None:
        steps = [boxed(72, 700, "X"), boxed(172, 700), boxed(272, 700), line(72, 740, "What we own", 8)]
        steps += [line(90 + 100 * at, 700, text, 8) for at, text in enumerate(("Boats", "Piers", "Mills"))]
        document = read(steps)
        assert texts(document, "table") == []
        assert texts(document) == ["What we own", "X Boats", "Piers", "Mills"]

    def test_a_label_goes_on_below(self) -> None:
        steps = [boxed(72, 700, "X"), line(72, 740, "What we own", 8)]
        steps += lines(90, 700, "Boats that run on", "the river", size=8, leading=10)
        assert texts(read(steps))[1] == "X Boats that run on\nthe river"

    def test_a_letter_without_a_frame_is_no_mark(self) -> None:
        steps = [line(72, 700, "X", 8), line(72, 682, "Y", 8), line(90, 700, "Boats", 8)]
        assert texts(read(steps))[0] == "X"


def chapter_page(name: str, tab: float | None, *, header: str = "Harbour report, what the town is told") -> list[Step]:
    """A page with two header lines and, if ``tab`` says where, the number of its chapter in the margin."""
    steps = [line(72, 810, header, 9, BOLD), line(72, 798, name, 8), *lines(72, 700, *LEFT, *RIGHT, size=9)]
    return steps if tab is None else [*steps, line(tab, 500, "3.", 20, BOLD)]


class TestHeaders:
    """Lines and numbers at the edges of a page that are no part of its text."""

    def test_the_number_of_a_chapter_in_the_margin_is_set_aside(self) -> None:
        document = read(chapter_page("Boats", None), chapter_page("Piers", 560), chapter_page("Weirs", 560))
        assert [block.running for block in document.blocks if block.text == "3."] == [True, True]

    def test_a_large_number_between_texts_on_two_pages_is_not(self) -> None:
        document = read(chapter_page("Boats", None), chapter_page("Piers", 160), chapter_page("Weirs", 160))
        assert [block.running for block in document.blocks if block.text.startswith("3.")] == [False, False]

    def test_the_pages_of_a_letter_have_numbers_of_their_own(self) -> None:
        text = lines(72, 700, *LEFT, *RIGHT, size=9)
        pages = [text] * 4 + [[line(560, 810, str(number), 9), *text] for number in (2, 3)]
        document = read(*pages)
        assert [block.text for block in document.blocks if block.running] == ["2", "3"]
        document = read(*pages[:4], [line(560, 810, "7", 9), *text], pages[4])
        assert [block.text for block in document.blocks if block.running] == []


def stand_in(name: str, grey: int, more: str = "") -> bytes:
    """A file of one page in a font that it does not hold, of which it tells ``more``; 1 is white."""
    content = "\n".join(
        f"BT {grey} g /F 11 Tf 60 {700 - 14 * number} Td ({text}) Tj ET" for number, text in enumerate(LEFT)
    )
    font = (
        f"/F<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding{more}/FontDescriptor"
        f"<</Type/FontDescriptor/FontName/{name}/Flags 32/StemV 80/Ascent 800/Descent -200/CapHeight 700"
        "/ItalicAngle 0/FontBBox[0 -200 900 800]>>>>"
    )
    return raw_page(content, font)


def test_a_file_is_read_alike_whatever_was_read_before_it() -> None:
    plain = stand_in("Rye", 0)
    # A page with white text is drawn to look at it: here with letters as wide as the file says.
    wide = stand_in("Spelt", 1, f"/FirstChar 32/LastChar 255/Widths[{' '.join(['1100'] * 224)}]")
    first, drawn, second = (read_bytes(data, path="a.pdf") for data in (plain, wide, plain))
    assert codes(drawn) == [("no-text", "unreadable")]
    assert second == first
