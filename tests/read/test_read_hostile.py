"""Hostile text: a hundred thousand characters of one kind are read in one go, and nothing of them is lost.

That many nest deeper than any stack holds. Whether the work grows faster than the text is counted on shorter ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from reading_checks import letters, texts

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes, read_text

SIZE = 100_000
SHORTER = 40_000  # of what takes longer to read
Format = Literal["text", "markdown"]
LETTERS = ["word ", "7", "x", "é", "環", "ab\n", "a.", "no end [", "a > b ", "a* "]
SIGNS = [".", "[", "<", "&", "![", "](", "|"]
MARKUP = [">", "*", "`", "~", "- ", "# ", "<!--", "_", "> - "]
BLANKS = ["\n", " ", "\r\n", "\f", "\t"]
UNCLOSED = ['<a "', "<a '\"", "<", "<!--", "<?", "<script>", "&amp;", "<b>x", '<img alt="x', "<p>"]


def filled(pattern: str, size: int = SIZE) -> str:
    return (pattern * (size // len(pattern) + 1))[:size]


def shown(document: Document) -> str:
    return "".join(texts(document))


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("pattern", LETTERS)
def test_letters_and_digits_are_all_kept(pattern: str, format: Format) -> None:
    text = filled(pattern)
    document = read_text(text, format=format)
    assert document.source == text
    assert letters(shown(document)) == letters(text)


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("pattern", SIGNS)
def test_signs_that_mean_nothing_are_kept(pattern: str, format: Format) -> None:
    assert shown(read_text(filled(pattern), format=format)) == filled(pattern)


@pytest.mark.parametrize("pattern", MARKUP)
def test_markup_without_text_ends_without_text(pattern: str) -> None:
    document = read_text(filled(pattern), format="markdown")
    assert letters(shown(document)) == ""
    assert {problem.code for problem in document.problems} <= {"no-text"}


@pytest.mark.parametrize("pattern", BLANKS)
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_nothing_but_blanks_is_empty(pattern: str, format: Format) -> None:
    assert [problem.code for problem in read_text(filled(pattern), format=format).problems] == ["empty"]


@pytest.mark.parametrize("start", UNCLOSED)
def test_html_blocks_of_unclosed_things_end(start: str) -> None:
    document = read_text("<div>\n" + filled(start), format="markdown")
    assert "read-failed" not in {problem.code for problem in document.problems}


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("start", ["", "<div>\n"])
@pytest.mark.parametrize("pattern", sorted({*LETTERS, *SIGNS, *MARKUP, *BLANKS, *UNCLOSED}))
def test_the_work_grows_with_the_text_and_not_faster(
    pattern: str, start: str, format: Format, linear: Callable[..., None]
) -> None:
    def reading(size: int) -> Callable[[], Document]:
        text = start + filled(pattern, size)
        return lambda: read_text(text, format=format)

    linear(reading, 1_000)


def test_deep_nesting_ends() -> None:
    text = "> " * 200_000 + "deep"
    assert texts(read_text(text, format="markdown")) == ["deep"]


def test_a_start_of_only_blanks_and_comments_is_sniffed_in_no_time() -> None:
    document = read_bytes(b" \t\n<!-- a -->" * 100_000 + b"text", path="a.txt")
    assert document.format == "text"
    assert texts(document)[0].startswith("<!-- a -->")


@pytest.mark.parametrize(
    "pattern",
    ["{", "}", "{'", "<A a={", "<A a='", "<A ", "{{", "{{< ", "{% ", "{: ", ":::", "^[", "[[a|", ":a", "> [!N",
     "!!! a\n    b\n", "<table><tr><td>", "<td>\n",
     "<td colspan=999 rowspan=999>", "\n: a\n", "a\n: ", "```\n", "``x`"],
)  # fmt: skip
def test_mdx_of_unclosed_things_ends(pattern: str) -> None:
    for start in ("import a from 'b'\n\n", "<div>\n"):
        document = read_bytes((start + filled(pattern, SHORTER)).encode(), path="a.mdx")
        assert "read-failed" not in {problem.code for problem in document.problems}


@pytest.mark.parametrize(
    "pattern",
    ["Energy   5   6\n", "a\tb\t3\n", "| a | 5 |\n", "> x\n", "Head\n\nx y z.\n\f", "AB CD\n", "x\n===\n",
     "  x.\n      Y.\n", "a   b   ", "1.1 A.\n", "a\x85", "a\u2028"],
)  # fmt: skip
def test_text_of_tables_headers_and_marks_loses_no_letter(pattern: str) -> None:
    text = filled(pattern, SHORTER)
    assert letters(shown(read_text(text))) == letters(text)
