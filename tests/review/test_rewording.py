"""Documents with other words at a place: as if they had been read so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_text
from claimcheck.review.rewording import reworded

TEXT = """\
# Our *kettle*

It saves **12 %** of energy[^1] and is
eco-friendly. It is new.

| | 2019 | 2025 |
| --- | ---: | ---: |
| Water | 1,310 | 1,098 |

[^1]: Tested in 2025.

The end is near.
"""


def read(text: str) -> Document:
    return read_text(text, path="copy.md", format="markdown")


@pytest.mark.parametrize("old", ["is\neco-friendly", "It is new.", "The end", "1,310", "12 %"])
@pytest.mark.parametrize("new", ["", "is made of steel", "x"])
def test_the_rest_stays_where_it_was(old: str, new: str) -> None:
    before = read(TEXT)
    start = TEXT.index(old)
    after = reworded(before, start, start + len(old), new)
    assert after is not None
    wanted = read(TEXT.replace(old, new, 1))
    assert after.source == wanted.source
    if new:
        assert [one.text for one in after.blocks] == [one.text for one in wanted.blocks]
        cells = [
            [after.blocks[cell.block].text[cell.start : cell.end] for cell in table.cells] for table in after.tables
        ]
        assert cells == [
            [wanted.blocks[cell.block].text[cell.start : cell.end] for cell in table.cells] for table in wanted.tables
        ]


@given(st.integers(0, len(TEXT)), st.integers(1, 40), st.text(max_size=20))
def test_every_piece_says_what_stands_in_the_source(start: int, length: int, words: str) -> None:
    end = min(start + length, len(TEXT))
    after = reworded(read(TEXT), start, end, words)
    if after is None:
        return
    for block in after.blocks:
        reached = 0
        for piece in block.pieces:
            assert piece.at >= reached
            reached = piece.at + piece.length
            assert reached <= len(block.text)
    changed = [one for one in after.blocks if words and words in one.text]
    assert changed or not words


def test_a_place_without_words_cannot_be_reworded() -> None:
    assert reworded(read("Words.\n\n"), 6, 8, "x") is None
