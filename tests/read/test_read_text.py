"""Plain text: paragraphs, list items, headings where they are clear, notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_checks import check, letters, texts

from claimcheck.model.document import Block
from claimcheck.read.door import read_text

PARTS = [
    "We cut 30 %.",
    "Our aim",
    "word",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\f",
    "- ",
    "1. ",
    "2) ",
    "* ",
]
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
]


def read(text: str) -> tuple[Block, ...]:
    return check(read_text(text)).blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text)]


@pytest.mark.parametrize(
    "gap", ["\n\n", "\n \t\n", "\n\n\n\n", "\f", "\n\f", "\r\n\r\n", "\r\r", "\r\n \r\n"]
)
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


@pytest.mark.parametrize(
    ("first", "second"), [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a)", "b)"), ("i)", "ii)")]
)
def test_enumerators(first: str, second: str) -> None:
    assert kinds(f"Our goals:\n{first} halve waste\n{second} plant trees") == [
        ("paragraph", "Our goals:"),
        ("list", "halve waste"),
        ("list", "plant trees"),
    ]


@pytest.mark.parametrize(
    "line", ["30. We", "7) per cent", "– which is", "+ 5 %", "2019. A new", "-5 degrees", "1.5 t"]
)
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
    assert [block.section for block in document.blocks] == [
        (),
        (),
        (),
        ("Our climate goals",),
        ("Our climate goals",),
    ]


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
        ("paragraph", None, "We are neutral [1]."),
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
