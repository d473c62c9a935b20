"""Columns, boxes and tables across, set by three programs: every sentence in its place, none mixed with another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reading_checks import check

from claimcheck.model.document import Block, Document
from claimcheck.read.dispatch import read_path

FOLDER = Path(__file__).parents[2] / "fixtures/layouts"
PRODUCERS = ("drawn", "writer", "typeset")


def story(mark: str = "") -> list[str]:
    """The lines of the story that begin with ``mark``; without one its sentences."""
    lines = (FOLDER / "story.txt").read_text(encoding="utf-8").splitlines()
    if not mark:
        return [line for line in lines if line and line.split(" ")[0] not in ("#", "##", "!", ">", "|")]
    return [line[len(mark) + 1 :] for line in lines if line.startswith(f"{mark} ")]


def flat(text: str) -> str:
    """A text on one line, words cut at a line end whole."""
    return " ".join(re.sub("\x02", "", text).split())


def layout(producer: str) -> Document:
    return check(read_path(str(FOLDER / f"{producer}.pdf"), isolated=False))


def holding(document: Document, text: str) -> list[Block]:
    return [block for block in document.blocks if text in flat(block.text)]


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_sentence_stands_whole_in_one_block_and_in_order(producer: str) -> None:
    document = layout(producer)
    places = []
    for sentence in story():
        blocks = holding(document, sentence)
        assert len(blocks) == 1, sentence
        places.append((document.blocks.index(blocks[0]), flat(blocks[0].text).index(sentence)))
    assert places == sorted(places)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_headings_stand_before_their_text(producer: str) -> None:
    document = layout(producer)
    headings = [flat(block.text) for block in document.blocks if block.kind == "heading"]
    assert [heading for heading in headings if heading in story("##")] == story("##")
    assert [flat(block.text) for block in document.blocks if block.kind == "title"] == story("#")
    first = {"Our kitchens": 0, "Our fields": 6, "Our packs": 12, "Our people": 17}
    for heading, number in first.items():
        (text,) = holding(document, story()[number])
        assert text.section[-1:] == (heading,)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_boxes_are_blocks_of_their_own(producer: str) -> None:
    document = layout(producer)
    for line in (*story("!"), *story(">")):
        (block,) = holding(document, line)
        assert not any(sentence in flat(block.text) for sentence in story())


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_table_across_the_columns_keeps_its_rows(producer: str) -> None:
    document = layout(producer)
    rows = [block.text for block in document.blocks if block.kind == "table"]
    assert rows == [line.replace("  ", " ") for line in story("|")]


@pytest.mark.parametrize("producer", PRODUCERS)
def test_boxes_of_blocks_lie_on_the_page_and_tell_columns_apart(producer: str) -> None:
    document = layout(producer)
    for block in document.blocks:
        assert block.box is not None
        assert 0 <= block.box.left < block.box.right <= 596
        assert 0 <= block.box.bottom < block.box.top <= 843
    first, last = holding(document, story()[0])[0].box, holding(document, story()[-1])[0].box
    assert first is not None
    assert last is not None
    assert first.right < last.right


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_letter_of_the_source_is_in_one_block(producer: str) -> None:
    document = layout(producer)
    taken = [0] * len(document.source)
    for block in document.blocks:
        for piece in block.pieces:
            for place in range(piece.source, piece.source + piece.length):
                taken[place] += 1
    assert {count for count, letter in zip(taken, document.source, strict=True) if letter.isalnum()} == {1}
