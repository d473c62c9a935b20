"""PDF files made here: blocks, pages, headers, columns, notes, and every kind of trouble."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing

import made_pdfs as made
import pypdfium2
import pytest
from made_pdfs import BOLD, line, lines, mixed, pdf
from reading_checks import check, codes, texts
from reportlab.lib.pdfencrypt import StandardEncryption

from claimcheck.model.document import Block, Document, Mark
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits, PageRange
from claimcheck.read.pdf.page import native

PROSE = (
    "We measure the emissions of all our sites every year and",
    "publish them together with the method that was used, so",
    "that each reader can follow what we did and compare it.",
)
MORE = (
    "The group buys electricity from wind and water only, and",
    "asks its suppliers to do the same before the year 2030.",
)
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    return check(read_bytes(data, path="report.pdf", limits=limits, isolated=False))


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def blocks_with(document: Document, words: str) -> list[Block]:
    return [block for block in document.blocks if words in block.text]


def prose_page() -> list[made.Step]:
    return lines(72, 700, *PROSE)


def test_lines_become_paragraphs_and_pages_are_numbered() -> None:
    document = read(pdf([*lines(72, 700, *PROSE), *lines(72, 630, *MORE)], lines(72, 700, *MORE)))
    assert kinds(document) == [
        ("paragraph", "\n".join(PROSE)),
        ("paragraph", "\n".join(MORE)),
        ("paragraph", "\n".join(MORE)),
    ]
    assert [block.page for block in document.blocks] == [1, 1, 2]
    assert [page.status for page in document.pages] == ["read", "read"]
    first, second = document.pages
    assert document.source[first.start : first.end] == "\n".join((*PROSE, *MORE))
    assert document.source[second.start : second.end] == "\n".join(MORE)
    assert document.source[first.end : second.start] == "\n\f\n"
    assert (document.format, document.status, document.problems) == ("pdf", "complete", ())


def test_a_paragraph_is_one_run_of_the_source() -> None:
    assert len(read(pdf(prose_page())).blocks[0].pieces) == 1


def test_headings_by_size_and_weight_with_levels_sections_and_title() -> None:
    page = [
        line(72, 780, "Sustainability at Corvane", 24),
        line(72, 740, "Our climate goals", 16),
        *lines(72, 715, *PROSE, *PROSE, *PROSE),
        line(72, 560, "How we measure", 11, BOLD),
        *lines(72, 546, *MORE),
        line(72, 500, "People", 16),
        *lines(72, 480, *MORE),
    ]
    document = read(pdf(page))
    assert [(block.kind, block.level, block.text.split("\n")[0], block.section) for block in document.blocks] == [
        ("title", 1, "Sustainability at Corvane", ()),
        ("heading", 2, "Our climate goals", ()),
        ("paragraph", None, PROSE[0], ("Our climate goals",)),
        ("heading", 3, "How we measure", ("Our climate goals",)),
        ("paragraph", None, MORE[0], ("Our climate goals", "How we measure")),
        ("heading", 2, "People", ()),
        ("paragraph", None, MORE[0], ("People",)),
    ]
    assert document.title == "Sustainability at Corvane"


@pytest.mark.parametrize("text", ["We cut our waste by half in the last year.", "30 %", "and so on"])
def test_large_text_that_is_no_heading(text: str) -> None:
    document = read(pdf([line(72, 760, text, 20), *lines(72, 700, *PROSE, *PROSE, *PROSE)]))
    assert kinds(document)[0] == ("paragraph", text)


def test_a_title_keeps_the_hyphen_at_the_end_of_its_line() -> None:
    page = [
        line(72, 780, "Our non-", 24),
        line(72, 752, "financial statement", 24),
        *lines(72, 700, *PROSE, *PROSE, *PROSE),
    ]
    assert read(pdf(page)).title == "Our non-financial statement"


def test_the_title_in_the_file_wins_unless_it_is_a_stopgap() -> None:
    page = [line(72, 760, "Heading", 20), *lines(72, 700, *PROSE, *PROSE, *PROSE)]
    assert read(pdf(page, title="Annual  report 2024")).title == "Annual report 2024"
    for stopgap in ("untitled", "Microsoft Word - report.docx", "report_final_v3", "x.indd", "12345", ""):
        assert read(pdf(page, title=stopgap)).title == "Heading", stopgap
    assert read(pdf(prose_page(), title="")).title is None


@pytest.mark.parametrize("bullet", ["\u2022", "-"])
def test_list_items(bullet: str) -> None:
    steps = lines(72, 700, "Our goals are these:", f"{bullet} halve the waste of all our sites until the year 2030,")
    steps += [
        line(80, 672, "and report on it"),
        *lines(72, 658, f"{bullet} plant more trees", "1. measure", "2. report"),
    ]
    assert kinds(read(pdf(steps))) == [
        ("paragraph", "Our goals are these:"),
        ("list", "halve the waste of all our sites until the year 2030,\nand report on it"),
        ("list", "plant more trees"),
        ("list", "measure"),
        ("list", "report"),
    ]


def test_bullets_drawn_apart_from_their_text() -> None:
    steps = [line(72, 700, "\u2022"), line(72, 686, "\u2022"), *lines(90, 700, "Halve the waste", "Plant more trees")]
    assert kinds(read(pdf(steps))) == [("list", "Halve the waste"), ("list", "Plant more trees")]


def test_columns_written_one_after_the_other() -> None:
    left = ("We measure the emissions of", "all our sites every year and", "publish them for each of our")
    right = ("plants and offices in a table.", "The method is that of the", "greenhouse gas protocol.")
    document = read(pdf([*lines(72, 700, *left), *lines(320, 700, *right)]))
    # The sentence goes on at the top of the second column.
    assert texts(document) == ["\n".join((*left, *right))]


def test_columns_written_line_by_line() -> None:
    left = ("We measure the emissions of", "all our sites every year, so", "that readers can compare it.")
    right = ("Our suppliers sign a code", "of conduct and are audited", "every second year.")
    steps = [step for pair in zip(lines(72, 700, *left), lines(320, 700, *right), strict=True) for step in pair]
    assert texts(read(pdf(steps))) == ["\n".join(left), "\n".join(right)]


def test_a_new_column_begins_a_block_after_a_full_stop() -> None:
    document = read(pdf([*lines(72, 700, "We cut our waste."), *lines(320, 720, "We planted trees.")]))
    assert texts(document) == ["We cut our waste.", "We planted trees."]


def test_paragraphs_without_space_between_them() -> None:
    indented = [*lines(72, 700, *PROSE), line(86, 658, MORE[0]), line(72, 644, MORE[1])]
    assert texts(read(pdf(indented))) == ["\n".join(PROSE), "\n".join(MORE)]
    short = lines(72, 700, PROSE[0], "that ends here.", *MORE)
    assert texts(read(pdf(short))) == [f"{PROSE[0]}\nthat ends here.", "\n".join(MORE)]


def test_a_code_cut_before_a_digit_keeps_its_hyphen() -> None:
    document = read(pdf(lines(72, 700, "The figure belongs to the code HC-BP-", "210a.1 and to no other.")))
    assert texts(document) == ["The figure belongs to the code HC-BP-210a.1 and to no other."]


def test_a_word_cut_by_a_hyphen_keeps_the_mark_of_the_cut() -> None:
    document = read(pdf(lines(72, 700, "We have reduced our emis-", "sions by half since 2019.")))
    assert texts(document) == ["We have reduced our emis\x02sions by half since 2019."]


def test_figures_in_columns_are_table_rows() -> None:
    def row(y: float, *cells: str) -> list[made.Step]:
        return [line(x, y, cell) for x, cell in zip((72, 300, 400, 500), cells, strict=True)]

    steps = [
        *lines(72, 760, *PROSE),
        *row(700, "Emissions", "2022", "2023", "Unit"),
        *row(680, "Scope 1", "1,234", "1,100.5", "t"),
        *row(660, "Scope 2", "n.a.", "(12 %)", "t"),
        *lines(72, 600, *MORE),
    ]
    assert kinds(read(pdf(steps))) == [
        ("paragraph", "\n".join(PROSE)),
        ("table", "Emissions | 2022 | 2023 | Unit"),
        ("table", "Scope 1 | 1,234 | 1,100.5 | t"),
        ("table", "Scope 2 | n.a. | (12 %) | t"),
        ("paragraph", "\n".join(MORE)),
    ]


def test_a_label_beside_its_text_is_a_block_of_its_own() -> None:
    steps = [line(72, 700, "Waste"), *lines(112, 700, *PROSE)]
    assert texts(read(pdf(steps))) == ["Waste", "\n".join(PROSE)]


def test_raised_numbers_are_marks_and_lead_to_their_notes() -> None:
    steps = [
        *lines(72, 700, *PROSE, *PROSE, *PROSE),
        mixed(
            72,
            560,
            ("We are neutral", 11, 0, "Helvetica"),
            ("1, 2", 6.5, 4, "Helvetica"),
            (" since 2020.", 11, 0, "Helvetica"),
        ),
        mixed(72, 120, ("1", 5, 3, "Helvetica"), (" Offsets by a registered scheme.", 8, 0, "Helvetica")),
        line(72, 108, "2 Audited by an independent body", 8),
        line(72, 98, "in the year 2021.", 8),
        line(72, 86, "* All figures are rounded.", 8),
    ]
    document = read(pdf(steps))
    (claim,) = blocks_with(document, "We are neutral")
    assert claim.text == "We are neutral since 2020."
    assert claim.marks == (Mark(14, "1", 2), Mark(14, "2", 3))
    assert [(block.label, block.text) for block in document.blocks if block.kind == "footnote"] == [
        ("1", "Offsets by a registered scheme."),
        ("2", "Audited by an independent body\nin the year 2021."),
        ("*", "All figures are rounded."),
    ]


@pytest.mark.parametrize(("part", "text"), [(5 / 6, "It is so"), (0.95, "It is so2")])
def test_a_browser_raises_marks_that_are_five_sixths_as_high(part: float, text: str) -> None:
    mark = mixed(72, 560, ("It is so", 11, 0, "Helvetica"), ("2", part * 11, 4, "Helvetica"))
    steps = [*lines(72, 700, *PROSE), mark, line(72, 108, "[2] Audited by an independent body.", 8)]
    assert blocks_with(read(pdf(steps)), "It is so")[0].text == text


def test_a_small_line_that_begins_with_a_figure_is_no_note() -> None:
    document = read(pdf([*lines(72, 700, *PROSE, *PROSE, *PROSE), line(72, 120, "12 Sites are certified", 8)]))
    assert kinds(document)[-1] == ("paragraph", "12 Sites are certified")


def test_exponents_stay_in_the_text() -> None:
    def raised(before: str, small: str, after: str) -> made.Step:
        return mixed(72, 700, (before, 11, 0, "Helvetica"), (small, 6.5, 4, "Helvetica"), (after, 11, 0, "Helvetica"))

    assert texts(read(pdf([raised("We used 5 m", "3", " of water.")]))) == ["We used 5 m3 of water."]
    assert texts(read(pdf([raised("We used 10", "6", " litres.")]))) == ["We used 10^6 litres."]
    assert texts(read(pdf([raised("The 4", "th", " year.")]))) == ["The 4th year."]


def running_pages(count: int) -> Iterator[list[made.Step]]:
    for number in range(1, count + 1):
        yield [
            line(72, 810, f"Corvane Report 2024: chapter about topic {'abcdefgh'[number % 8]}", 8),
            *lines(72, 700, f"Page text {NUMBERS[number % len(NUMBERS)]}.", *PROSE),
            line(300, 30, str(number), 8),
        ]


def test_repeated_headers_and_footers_are_set_aside() -> None:
    document = read(pdf(*running_pages(6)))
    running = [block for block in document.blocks if block.running]
    assert len(running) == 12
    assert {block.page for block in running} == set(range(1, 7))
    assert all(block.text.isdigit() or block.text.startswith("Corvane Report") for block in running)
    assert [block.page for block in document.blocks if block.text.startswith("Page text")] == [1, 2, 3, 4, 5, 6]


def test_the_header_of_a_chapter_is_set_aside_where_it_keeps_its_place() -> None:
    def chapter(y: float, header: str) -> list[made.Step]:
        return [line(72, y, header, 8), *prose_page()]

    pages = [prose_page() for _ in range(30)]
    pages[3:7] = [chapter(800, "3 Risks and their control") for _ in range(4)]
    pages[10:14] = [chapter(800 - step, "4 People") for step in range(0, 16, 4)]
    running = [block.text for block in read(pdf(*pages)).blocks if block.running]
    assert running == ["3 Risks and their control"] * 4


def test_two_pages_have_no_running_headers_and_the_middle_of_a_page_never() -> None:
    assert not any(block.running for block in read(pdf(*running_pages(2))).blocks)
    assert not any(block.running for block in read(pdf(*[prose_page()] * 5)).blocks)


def test_turned_text_is_a_block_of_its_own() -> None:
    page = [*prose_page(), made.turned(40, 300, "Governance and people", 90), made.turned(560, 500, "Side tab", -90)]
    assert texts(read(pdf(page))) == ["\n".join(PROSE), "Governance and people", "Side tab"]


def test_a_turned_page_is_read_like_any_other() -> None:
    def turn(canvas: made.Canvas) -> None:
        canvas.setPageRotation(90)

    def whole(canvas: made.Canvas) -> None:
        canvas.translate(580, 50)
        canvas.rotate(90)

    document = read(pdf([turn, whole, *lines(20, 500, *PROSE), *lines(20, 430, *MORE)]))
    assert texts(document) == ["\n".join(PROSE), "\n".join(MORE)]


def test_text_beyond_the_edge_of_the_page_is_not_seen() -> None:
    page = [*prose_page(), line(-400, 650, "Hidden on the left"), line(72, 100, "Hidden below the crop")]
    document = read(pdf(page, box=(0, 200, made.WIDTH, made.HEIGHT)))
    assert texts(document) == ["\n".join(PROSE)]


def test_blank_pages_are_a_note() -> None:
    document = read(pdf(prose_page(), [], prose_page(), [], []))
    assert codes(document) == [("pages-blank", "note")]
    assert [page.status for page in document.pages] == ["read", "blank", "read", "blank", "blank"]
    assert document.problems[0].place == "report.pdf, p. 2, 4-5"
    assert document.status == "complete"


PICTURE = [made.picture(50, 50, 400, 600)]


SCAN = [made.scan(50, 50, 400, 600)]


def test_one_page_that_is_a_picture_of_text_is_not_read() -> None:
    pages = [prose_page() for _ in range(60)]
    pages[1] = [*SCAN, line(300, 30, "2")]
    document = read(pdf(*pages))
    assert codes(document) == [("pages-without-text", "partial")]
    assert document.pages[1].status == "picture"
    assert document.problems[0].place == "report.pdf, p. 2"
    assert texts(document)[1] == "2"


def test_a_picture_without_letters_is_a_note() -> None:
    document = read(pdf(prose_page(), PICTURE))
    assert codes(document) == [("pages-of-pictures", "note")]
    assert document.pages[1].status == "picture"


def test_text_in_a_picture_below_a_running_title_is_not_read() -> None:
    header = line(72, 800, "Report of the year")
    whole = made.scan(0, 0, made.WIDTH, made.HEIGHT)
    document = read(pdf(prose_page(), [header, *SCAN], [whole, header], [*PICTURE, header]))
    assert codes(document) == [("text-in-pictures", "partial"), ("pages-in-pictures", "note")]
    assert [problem.place for problem in document.problems] == ["report.pdf, p. 2-3", "report.pdf, p. 4"]


def test_a_page_that_is_one_large_drawing_is_a_picture_too() -> None:
    assert read(pdf(prose_page(), [made.drawing(60)])).pages[1].status == "picture"
    assert read(pdf(prose_page(), [made.drawing(2)])).pages[1].status == "blank"


@pytest.mark.parametrize(("page", "said"), [(PICTURE, "picture"), ([], "blank")])
def test_a_file_without_text(page: list[made.Step], said: str) -> None:
    document = read(pdf(page, page))
    assert codes(document) == [("no-text", "unreadable")]
    assert said in document.problems[0].message
    assert "OCR" in str(document.problems[0].hint)


def test_a_file_with_a_user_password() -> None:
    document = read(pdf(prose_page(), encrypt=StandardEncryption("secret", canPrint=0)))
    assert codes(document) == [("encrypted", "unreadable")]
    assert "password" in str(document.problems[0].hint)


def test_a_file_with_an_owner_password_only_is_read() -> None:
    lock = StandardEncryption("", ownerPassword="owner", canCopy=0, canPrint=0)
    assert texts(read(pdf(prose_page(), encrypt=lock))) == ["\n".join(PROSE)]


def test_damaged_files() -> None:
    whole = pdf(prose_page())
    assert codes(read(b"%PDF-1.7\n" + bytes(range(256)))) == [("damaged", "unreadable")]
    assert codes(read(whole[:100])) == [("damaged", "unreadable")]
    assert codes(read(whole[:60] + b"\x00" * len(whole))) == [("damaged", "unreadable")]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_truncated_bytes_never_raise(tenth: int) -> None:
    whole = pdf(*running_pages(4))
    document = read(whole[: len(whole) * tenth // 10])
    assert document.status == "unreadable" or document.blocks


def test_a_page_that_cannot_be_loaded_is_a_problem_of_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    get_page = pypdfium2.PdfDocument.get_page

    def fail_on_second(self: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
        if index == 1:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return get_page(self, index)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", fail_on_second)
    document = read(pdf(prose_page(), prose_page(), lines(72, 700, *MORE)))
    assert codes(document) == [("pages-damaged", "partial")]
    assert [block.page for block in document.blocks] == [1, 3]
    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", lambda document, _: fail_on_second(document, 1))
    assert codes(read(pdf(prose_page()))) == [("damaged", "unreadable")]


def test_fonts_that_do_not_say_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "char_map_error", lambda _, index: int(index % 4 == 0))
    assert codes(read(pdf(prose_page()))) == [("no-text", "unreadable")]
    # Only the first line is in such a font: it is left out, and the page is read.
    monkeypatch.setattr(native, "char_map_error", lambda _, index: int(index < len(PROSE[0])))
    document = read(pdf(prose_page()))
    assert codes(document) == [("lines-unreliable", "partial")]
    assert texts(document) == ["\n".join(PROSE[1:])]
    # A twentieth of all characters, everywhere: nothing on the page can be trusted.
    monkeypatch.setattr(native, "char_map_error", lambda _, index: int(index % 12 == 0))
    pages = [prose_page(), prose_page()]
    assert codes(read(pdf(*pages))) == [("no-text", "unreadable")]


def test_pages_in_fonts_without_letters_are_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def error_on_long_pages(page: int, index: int) -> int:
        text_page = ctypes.cast(page, pypdfium2.raw.FPDF_TEXTPAGE)
        return int(pypdfium2.raw.FPDFText_CountChars(text_page) > 150 and index % 9 == 0)

    monkeypatch.setattr(native, "char_map_error", error_on_long_pages)
    document = read(pdf(prose_page(), lines(72, 700, *MORE)))
    assert codes(document) == [("pages-unreliable", "partial")]
    assert [page.status for page in document.pages] == ["unread", "read"]
    assert [block.page for block in document.blocks] == [2]


def test_limits_cut_and_say_so() -> None:
    data = pdf(*running_pages(5))
    document = read(data, Limits(pages=2))
    assert codes(document) == [("limit-pages", "partial")]
    assert len(document.pages) == 2
    document = read(data, Limits(page_characters=40))
    assert codes(document) == [("limit-page-characters", "partial")]
    assert all(page.end - page.start <= 40 for page in document.pages)


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_bytes(pdf(*running_pages(3)), path="a.pdf", progress=lambda page, pages: told.append((page, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_leading_bytes_before_the_mark_are_allowed() -> None:
    assert read(b"\n" * 500 + pdf(prose_page())).status == "complete"


def test_reading_twice_gives_the_same() -> None:
    data = pdf(*running_pages(3))
    assert read(data) == read(data)


def test_every_word_drawn_is_in_the_source() -> None:
    document = read(pdf(*running_pages(5)))
    with closing(pypdfium2.PdfDocument(pdf(*running_pages(5)))) as expected:
        for number, page in enumerate(document.pages):
            with closing(expected[number]) as pdf_page, closing(pdf_page.get_textpage()) as text_page:
                seen = text_page.get_text_bounded().split()
            assert document.source[page.start : page.end].split() == seen


def test_one_page_of_a_file_knows_the_headers_of_the_others() -> None:
    said = ["Looms", "Dyes", "Wool", "Yarn", "Felt"]
    data = pdf(*([line(72, 810, "Hollin Mills report"), line(72, 600, f"{word} run on hydropower.")] for word in said))
    document = check(read_bytes(data, path="a.pdf", pages=PageRange(3, 3)))
    assert {block.text: block.running for block in document.blocks} == {
        "Hollin Mills report": True,
        "Wool run on hydropower.": False,
    }
    assert [page.status for page in document.pages] == ["unread", "unread", "read", "unread", "unread"]
    assert document.problems == ()
