"""Nothing that a document holds can steer a terminal, and nothing is drawn wider than asked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.report.layout import row, shorten, visible, width_of, wrap
from claimcheck.report.style import Style

TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


@given(TEXT)
def test_visible_text_is_one_line_without_controls(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b\ufeff")
    shown.encode()


def test_visible_says_what_it_hides() -> None:
    assert visible("a\x1b[31mb\u202ec\udc80d\x9be") == r"a\x1b[31mb\u202ec\udc80d\x9be"
    assert visible(" two\n\tlines\u2028here ") == "two lines here"
    assert visible("Grüße, 漢字 👍🏽") == "Grüße, 漢字 👍🏽"


@given(TEXT.map(visible), st.integers(1, 60))
def test_wrapping_keeps_the_words_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # One character can be wider than the line.
    assert all(width_of(line) <= width or len(line) == 1 or width < 2 for line in lines)


def test_wide_characters_take_two_columns() -> None:
    assert width_of("漢字") == 4
    assert width_of("e\u0301") == 1
    assert wrap("漢字漢字", 5) == ["漢字", "漢字"]


def test_a_long_word_is_cut() -> None:
    assert wrap("https://example.org/long next", 10) == ["https://ex", "ample.org/", "long next"]


def test_wrapping_is_linear() -> None:
    text = "word " * 200_000
    assert len(wrap(text, 79)) > 10_000
    assert len(wrap("x" * 1_000_000, 79)) > 10_000


def test_rows_hang_under_their_label() -> None:
    assert row("label", "one two three four", width=20, indent=2, column=8) == [
        "  label   one two",
        "          three four",
    ]
    assert row("a long label", "text", width=40, column=5)[0] == "a long label text"


@pytest.mark.parametrize("text", ["short", "exactly ten"])
def test_short_text_is_left_alone(text: str) -> None:
    assert shorten(text, 11) == text


def test_cut_text_ends_in_dots() -> None:
    assert shorten("one two three four", 12) == "one two ..."
    assert width_of(shorten("x" * 100, 12)) <= 12


@pytest.mark.parametrize(("score", "cells"), [(0, 0), (1, 1), (4, 1), (50, 10), (99, 20), (100, 20)])
def test_bar(score: int, cells: int) -> None:
    bar = Style().bar(score)
    assert len(bar) == 20
    assert bar.count("█") == cells
    assert Style(unicode=False).bar(score) == "#" * cells + "." * (20 - cells)


def test_paint_needs_colour() -> None:
    assert Style().paint("word", "bad") == "word"
    assert Style(color=True).paint("word", "bad") == "\x1b[31mword\x1b[0m"
    assert Style(color=True).paint("", "bad") == ""
    assert Style(color=True).paint("word", "plain") == "word"
