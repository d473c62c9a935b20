"""Plain text: paragraphs, list items, headings where they are clear, notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_checks import check, letters, texts

from claimcheck.model.document import Block
from claimcheck.read.dispatch import read_text
from claimcheck.text.normalise import normalise

PARTS = ["We cut 30 %.", "Our aim", "word", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\f", "- ", "1. ", "2) ", "* "]
PARTS += [
    "[1] ",
    "•\t",
    "(a) ",
    "===",
    "---",
    ":",
    ".",
    "\u2028",
    "\xa0",
    "\u200b",
    "CO₂",
    "é",
    "環境",
    "\x00",
    "🌱",
    "Energy   5   6\n",
    "Water    7   8\n",
    "a | b | 3\n",
    "> ",
    "TITLE\n",
    "\x85",
    "\t",
]


def read(text: str) -> tuple[Block, ...]:
    return check(read_text(text)).blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text)]


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\n\n\n\n", "\f", "\n\f", "\r\n\r\n", "\r\r", "\r\n \r\n"])
def test_blank_lines_and_form_feeds_end_a_paragraph(gap: str) -> None:
    assert kinds(f"One claim here.{gap}Another one.") == [
        ("paragraph", "One claim here."),
        ("paragraph", "Another one."),
    ]


def test_wrapped_lines_are_joined_by_a_newline_and_lose_their_indent() -> None:
    (block,) = read("  We cut our emissions  \n  by half,\r\nand more.\n")
    assert block.text == "We cut our emissions\nby half,\nand more."
    assert [piece.source for piece in block.pieces] == [2, 27, 37]


def test_lines_that_touch_are_one_run_of_the_source() -> None:
    (block,) = read("We cut our\nemissions\nby half.")
    assert len(block.pieces) == 1


@pytest.mark.parametrize("bullet", ["-", "*", "•", "‣", "·", "–", "▪", "+", "\uf0b7"])
def test_bullets(bullet: str) -> None:
    assert kinds(f"Our goals:\n\n{bullet} halve waste\n  by 2030\n{bullet} plant trees\n\nThe end.") == [
        ("paragraph", "Our goals:"),
        ("list", "halve waste\nby 2030"),
        ("list", "plant trees"),
        ("paragraph", "The end."),
    ]


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a)", "b)"), ("i)", "ii)")])
def test_enumerators(first: str, second: str) -> None:
    assert kinds(f"Our goals:\n{first} halve waste\n{second} plant trees") == [
        ("paragraph", "Our goals:"),
        ("list", "halve waste"),
        ("list", "plant trees"),
    ]


@pytest.mark.parametrize("line", ["30. We", "7) per cent", "– which is", "+ 5 %", "2019. A new", "-5 degrees", "1.5 t"])
def test_a_wrapped_line_that_looks_like_an_item_is_none(line: str) -> None:
    text = f"We cut our emissions by\n{line} and so on."
    assert kinds(text) == [("paragraph", text)]


def test_headings_are_short_lines_between_blank_lines() -> None:
    text = "Report 2024\n\nWe do much.\n\nOur climate goals\n\nWe will cut.\n\nA last line"
    document = check(read_text(text))
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("title", "Report 2024"),
        ("paragraph", "We do much."),
        ("heading", "Our climate goals"),
        ("paragraph", "We will cut."),
        ("paragraph", "A last line"),
    ]
    assert document.title == "Report 2024"
    assert [block.section for block in document.blocks] == [(), (), (), ("Our climate goals",), ("Our climate goals",)]


@pytest.mark.parametrize(
    "text",
    [
        "We are carbon neutral",  # the whole file
        "Carbon neutral since 2020.\n\nMore.",
        "Carbon neutral, and proud of it\n\nMore.",
        "Is this a heading?\n\nMore.",
        "x" * 101 + "\n\nMore.",
        "A line\nand a second one\n\nMore.",
        "2024\n\nMore.",
        "Not alone\n- item",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert {block.kind for block in read(text)} <= {"paragraph", "list"}


def test_notes_with_their_labels() -> None:
    blocks = read("We are neutral [1].\n\n[1] Offsets by VCS.\n[2]: See page 3\nand page 4.\n\nEnd.")
    assert [(block.kind, block.label, block.text) for block in blocks] == [
        ("paragraph", None, "We are neutral."),
        ("footnote", "1", "Offsets by VCS."),
        ("footnote", "2", "See page 3\nand page 4."),
        ("paragraph", None, "End."),
    ]


def test_a_citation_at_a_wrapped_line_start_is_no_note() -> None:
    assert kinds("as others say\n[1] and we too.") == [("paragraph", "as others say\n[1] and we too.")]


def test_drawn_lines_are_no_text() -> None:
    assert kinds("Title\n=====\n\nWe cut.\n-----\n* * *\nMore.") == [
        ("title", "Title"),
        ("paragraph", "We cut."),
        ("paragraph", "More."),
    ]


def test_numbered_lines_between_blank_lines_are_headings() -> None:
    text = "Report\n\n1. What we make\n\nWe make lamps.\n\n2. Goals\n\nWe have one goal.\n"
    assert kinds(text)[1:] == [
        ("heading", "1. What we make"),
        ("paragraph", "We make lamps."),
        ("heading", "2. Goals"),
        ("paragraph", "We have one goal."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Our steps:\n\n1. Fewer flights\n\n2. More trains\n\nThat is all.",
        "1. One thing only\n\nWe make lamps.\n\nWe make chairs.",
        "1. We make lamps.\n\nThey are good.\n\n2. We make chairs.\n\nThey are good.",
        "7. Lamps\n\nWe make lamps.\n\n12. Chairs\n\nWe make chairs.",
    ],
)
def test_numbered_lines_that_are_no_headings(text: str) -> None:
    assert "heading" not in [kind for kind, _ in kinds(f"Report\n\n{text}")][1:]


def test_underlined_lines_and_lines_in_capitals_are_headings() -> None:
    text = "GREEN REPORT\n============\n\nOUR GOALS\nWe will cut our waste.\n\nPeople\n------\nWe hire.\n"
    assert [(block.kind, block.level, block.text) for block in read(text)] == [
        ("title", 1, "GREEN REPORT"),
        ("heading", 2, "OUR GOALS"),
        ("paragraph", None, "We will cut our waste."),
        ("heading", 3, "People"),
        ("paragraph", None, "We hire."),
    ]


def test_paragraphs_set_in_and_not_parted_by_a_blank_line() -> None:
    text = "We cut our emissions\nby half.\n   A second paragraph goes\non here.\n   A third one."
    assert [block.text for block in read(text)] == [
        "We cut our emissions\nby half.",
        "A second paragraph goes\non here.",
        "A third one.",
    ]


def test_lines_too_long_to_be_wrapped_are_paragraphs() -> None:
    long = "We cut our emissions and say how, " * 4 + "year by year."
    assert [text for _, text in kinds(f"{long}\nA next paragraph.\nand one more line")] == [
        long,
        "A next paragraph.\nand one more line",
    ]


def test_numbered_paragraphs() -> None:
    assert [text for _, text in kinds("1.1 We cut waste.\n1.2 We plant trees\nof 1.5 m height.")] == [
        "1.1 We cut waste.",
        "1.2 We plant trees\nof 1.5 m height.",
    ]


def test_marks_of_quoted_letters_are_no_text() -> None:
    assert [text for _, text in kinds("She wrote:\n> We are carbon\n> neutral.\n>\n>> Really?\n> Yes.\nThe end.")] == [
        "She wrote:",
        "We are carbon\nneutral.",
        "Really?",
        "Yes.",
        "The end.",
    ]
    assert [text for _, text in kinds("We cut our waste by\n> 30 % since\n2020.")] == [
        "We cut our waste by\n> 30 % since\n2020."
    ]


@pytest.mark.parametrize("end", ["\x85", "\u2028"])
def test_other_line_ends(end: str) -> None:
    assert [text for _, text in kinds(f"We cut{end}our waste.{end}{end}Next.")] == ["We cut\nour waste.", "Next."]


PAGES = [
    "We cut our emissions by half and plant trees near the",
    "sites. All of them are cared for by people who live near",
    "by. We will also sustain-",
    "ably grow. This is the end.",
]


def paged(between: str) -> str:
    pages = []
    for number, body in enumerate(PAGES, 1):
        lines = "".join(f"\nSome {word} words stand here." for word in ("red", "green", "blue"))
        pages.append(f"Green Pens Ltd        Report 2024\n\n{body}\n\n{number}{between}" if "end." not in body
                     else f"Green Pens Ltd        Report 2024\n\n{body}{lines}\n\n{number}\n")  # fmt: skip
    return "".join(pages)


def test_page_headers_between_form_feeds_are_set_aside_and_the_sentence_is_joined() -> None:
    document = check(read_text(paged("\f")))
    body = [block.text for block in document.blocks if not block.running]
    assert body == ["\n".join([*PAGES, *(f"Some {word} words stand here." for word in ("red", "green", "blue"))])]
    assert [block.text for block in document.blocks if block.running] == [
        text for number in range(1, 5) for text in ("Green Pens Ltd        Report 2024", str(number))
    ]
    assert "sustainably grow" in normalise(document).text
    assert document.pages == ()


def test_page_headers_at_even_distances_are_set_aside() -> None:
    lines = [f"We say {chr(97 + number % 26) * (number % 7 + 3)} and go on with" for number in range(150)]
    for at in range(30, 150, 30):
        lines[at:at] = ["", f"Annual report   Page {at // 30}", ""]
    document = check(read_text("\n".join(lines)))
    assert len([block for block in document.blocks if block.running]) == 4
    assert {block.text for block in document.blocks if "Annual report" in block.text and not block.running} == set()


def test_lines_that_come_back_unevenly_are_text() -> None:
    text = "\n\n".join(["We care."] * 5 + ["Other words stand here."] * 30 + ["We care."])
    assert not any(block.running for block in read(text))


TABLE = """Table 1: Emissions in tonnes

Scope            2022     2023
------------------------------
Scope 1            12       10
Scope 2 market      7      n/a
Scope 3         1,200    (900)
"""


def test_tables_set_apart_by_blanks_are_grids() -> None:
    document = check(read_text(f"Report\n\nWe cut.\n\n{TABLE}\nThe end of it."))
    (table,) = document.tables
    rows: list[list[str]] = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.blocks[cell.block].text[cell.start : cell.end]
    assert rows == [
        ["Scope", "2022", "2023"],
        ["Scope 1", "12", "10"],
        ["Scope 2 market", "7", "n/a"],
        ["Scope 3", "1,200", "(900)"],
    ]
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert document.blocks[table.caption or 0].text == "Table 1: Emissions in tonnes"
    assert texts(document, "table")[1] == "Scope 1 | 12 | 10"


@pytest.mark.parametrize("gap", ["\t", " | "])
def test_tables_with_tabs_and_bars(gap: str) -> None:
    rows = [["Metric", "2023"], ["Energy", "5"], ["Water", "6"]]
    document = check(read_text("Say it.\n\n" + "\n".join(f"{gap}".join(row) + gap.rstrip() for row in rows)))
    assert texts(document, "table") == ["Metric | 2023", "Energy | 5", "Water | 6"]
    assert document.tables[0].columns == 2


def test_a_header_of_years_may_stand_apart_from_its_rows() -> None:
    rows = "Energy used     MWh     512    498\nWater used      m3       71     66\n"
    text = f"Say it.\n\nPlant in Lund   Unit   2022   2023\n\n{rows}"
    (table,) = check(read_text(text)).tables
    assert (table.rows, table.columns, table.header_rows) == (3, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "We cut.  Then we plant.\nWe grow.  Then 3 trees.",
        "This  text  was  set  to\na   width   of   its  own",
        "One row  5",
    ],
)
def test_wide_gaps_in_prose_make_no_table(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"paragraph"}


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_pieces_map_and_nothing_but_markers_is_lost(text: str) -> None:
    document = check(read_text(text))
    shown = "".join(texts(document))
    markers = sum(map(text.count, ["1. ", "2) ", "[1] ", "(a) "]))
    rest = iter(letters(text))
    assert all(letter in rest for letter in letters(shown))
    assert len(letters(text)) - len(letters(shown)) <= markers
    assert "\r" not in shown


@given(st.text(max_size=200))
def test_any_string_is_read(text: str) -> None:
    check(read_text(text))


def rows_of(text: str) -> list[list[str]]:
    """The cells of the only table, row by row."""
    document = check(read_text(text))
    (table,) = document.tables
    rows: list[list[str]] = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.blocks[cell.block].text[cell.start : cell.end]
    return rows


def test_one_blank_between_two_figures_parts_them_where_other_rows_do() -> None:
    text = """Say it.

                        2019      2023      2024
Kiln gas, MWh         98,400    71,250r  70,900
Peat, t                1,310       940      905
Felt, t                  512   488,000r 487,000
Wool, t                   77        71       69
"""
    rows = rows_of(text)
    assert rows[1] == ["Kiln gas, MWh", "98,400", "71,250r", "70,900"]
    assert rows[3] == ["Felt, t", "512", "488,000r", "487,000"]


def test_a_label_of_two_lines_is_one() -> None:
    text = """Say it.

Matter               From   Until                        Now
Kiln gas             2019   -40% by 2030, -80% by 2040   -21%
Growers with soil-
friendly fields      2021   70% by 2030                  44%
Wool from own flocks 2021   half by 2028                 31%
"""
    assert [row[0] for row in rows_of(text)] == [
        "Matter",
        "Kiln gas",
        "Growers with soil-\nfriendly fields",
        "Wool from own flocks",
    ]


def test_a_line_of_its_own_may_head_rows_of_a_table() -> None:
    text = """Say it.

                    2023   2024
Kiln gas, MWh         98     71
People
  Weavers             40     42
  Dyers               12     11
"""
    assert [row[0] for row in rows_of(text)] == ["", "Kiln gas, MWh", "People", "Weavers", "Dyers"]


CAPTIONED = """Say it.

Table 2  Waste
                         Unit   FY22   FY23
Waste, all kinds         t       512    498
  of which felt          t        71     66
"""


def test_a_caption_with_a_wide_gap_is_no_row_and_short_years_are_a_header() -> None:
    document = check(read_text(CAPTIONED))
    (table,) = document.tables
    assert (table.rows, table.columns, table.header_rows) == (3, 4, 1)
    assert texts(document, "table")[0] == "Unit | FY22 | FY23"


GOALS = """Say it.

No.  Goal                        Base   Due  Where we stand at the end  Status
------------------------------------------------------------------------------
G1   Scope 1 down 50 %           2020  2030  down 27.8 %                on course
G2   Vans with batteries           -   2027  see page 6                 late
"""


def test_a_row_of_years_beside_other_numbers_is_no_header() -> None:
    document = check(read_text(GOALS))
    (table,) = document.tables
    assert (table.rows, table.columns, table.header_rows) == (3, 6, 1)
    assert rows_of(GOALS)[0][:3] == ["No.", "Goal", "Base"]
    assert rows_of(GOALS)[2] == ["G2", "Vans with batteries", "-", "2027", "see page 6", "late"]


WORDED = """Say it.

Standard   Where                Certified by
{line}
ISO 14001  both dairies         Norrvik Certification
ISO 45001  the dairy in Lund    Norrvik Certification
"""


def test_a_table_of_words_has_a_line_under_its_header_or_a_caption() -> None:
    rows = rows_of(WORDED.format(line="--------------------------------------------"))
    assert rows[1] == ["ISO 14001", "both dairies", "Norrvik Certification"]
    captioned = WORDED.replace("Say it.\n", "Table 3  Certificates").replace("{line}\n", "")
    assert rows_of(captioned)[1] == rows[1]
    assert not check(read_text(WORDED.replace("{line}\n", ""))).tables
