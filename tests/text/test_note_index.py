"""Which note a marker means, over blocks made by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from claimcheck.model.document import Block, Box, Document, Mark, Page, Piece
from claimcheck.read.blocks.notes import link_notes
from claimcheck.read.blocks.typed_notes import resolve
from claimcheck.text.normalise import normalise
from claimcheck.text.notes import NoteIndex, numbers


def text(page: int | None, *labels: str, box: Box | None = None) -> Block:
    words = "We cut it by half."
    return Block(
        "paragraph", words, (Piece(0, 0, len(words)),), page, marks=tuple(Mark(6, each) for each in labels), box=box
    )


def row(page: int, *labels: str) -> Block:
    return Block("table", "Waste | 1", (), page, marks=tuple(Mark(5, label) for label in labels))


def note(page: int | None, label: str, box: Box | None = None) -> Block:
    return Block("footnote", f"Note {label}.", (), page, label=label, box=box)


def found(blocks: Iterable[Block], block: int, label: str) -> tuple[int, str] | None:
    link = NoteIndex(list(blocks)).link(block, label)
    return None if link is None else (link.note, link.rule)


@pytest.mark.parametrize(
    ("mark", "labels"),
    [
        ("1", ["1"]),
        ("1, 3", ["1", "3"]),
        ("2-4", ["2", "3", "4"]),
        ("1,3–5", ["1", "3", "4", "5"]),
        ("7-900", ["7", "900"]),
        ("1" * 5000 + "-" + "2" * 5000, ["1" * 5000, "2" * 5000]),
    ],
)
def test_the_numbers_of_a_mark(mark: str, labels: list[str]) -> None:
    assert numbers(mark) == labels


def test_the_page_first() -> None:
    blocks = [text(1, "1"), note(1, "1"), text(2, "1"), note(2, "1"), text(3, "1")]
    assert found(blocks, 0, "1") == (1, "page")
    assert found(blocks, 2, "1") == (3, "page")
    assert found(blocks, 4, "1") is None


def test_a_note_far_away_is_not_meant() -> None:
    assert found([text(5, "1"), text(80, "2"), note(80, "1")], 0, "1") is None


def test_a_table_has_its_own_notes() -> None:
    blocks = [row(1, "1"), note(1, "1"), row(1, "1"), note(1, "1"), text(1, "1"), note(1, "1")]
    assert [found(blocks, at, "1") for at in (0, 2, 4)] == [(1, "table"), (3, "table"), (5, "page")]
    assert found([row(1, "1"), note(1, "1"), row(1), note(1, "1"), text(1), row(1, "1")], 5, "1") is None


def test_the_notes_of_the_page_may_follow_those_of_a_table() -> None:
    blocks = [text(1, "1"), row(1, "1"), note(1, "1"), note(1, "2"), note(1, "1")]
    assert [found(blocks, at, "1") for at in (0, 1)] == [(4, "page"), (2, "table")]


def test_a_page_beside_lends_only_what_it_does_not_need() -> None:
    assert found([text(1, "1"), text(2, "2"), note(2, "1"), note(2, "2")], 0, "1") == (2, "facing")
    assert found([text(1, "1"), text(2, "1"), note(2, "1")], 0, "1") is None
    assert found([note(1, "1"), text(2, "1")], 1, "1") == (0, "facing")


def test_the_nearest_list_behind_that_pages_ask_for() -> None:
    chapter = [text(page, str(page)) for page in range(1, 7)]
    sources = [note(9, str(label)) for label in range(1, 7)]
    later = [note(20, str(label)) for label in range(1, 7)]
    assert found([*chapter, *sources, *later], 0, "1") == (6, "list")
    assert found([*sources, *chapter], 6, "1") is None
    # The pages have notes of their own: the list is something else.
    own = [each for page in range(1, 7) for each in (text(page, str(page)), note(page, str(page)))]
    assert found([text(7, "1"), *own, *sources], 0, "1") is None


def test_without_pages_the_next_note_counts() -> None:
    blocks = [text(None, "1"), note(None, "1"), text(None, "1"), note(None, "1"), text(None, "1")]
    assert [found(blocks, at, "1") for at in (0, 2, 4)] == [(1, "page"), (3, "page"), (3, "page")]


def test_the_note_of_the_own_column() -> None:
    left, right = Box(50, 600, 280, 700), Box(320, 600, 550, 700)
    under_left, under_right = Box(50, 80, 280, 90), Box(320, 80, 550, 90)
    blocks = [text(1, "1", box=left), text(1, "1", box=right), note(1, "1", under_left), note(1, "1", under_right)]
    assert [found(blocks, at, "1") for at in (0, 1)] == [(2, "page"), (3, "page")]


def test_a_mark_behind_a_page_break_belongs_to_the_next_page() -> None:
    words = "We cut it and we went on."
    split = Block("paragraph", words, (Piece(0, 0, 10), Piece(10, 110, 15)), 1, marks=(Mark(5, "1"), Mark(20, "1")))
    index = NoteIndex([split, note(1, "1"), note(2, "1")], (Page(1, 0, 100), Page(2, 100, 200)))
    assert [index.link(0, "1", at) for at in (5, 20)] == [(1, "page"), (2, "page")]


def test_marks_in_the_text_itself_are_lifted_and_linked() -> None:
    words = "We cut it* by half [2]."
    blocks = (Block("paragraph", words, (Piece(0, 0, len(words)),)), note(None, "*"), note(None, "2"))
    made, _ = resolve(blocks, (), words)
    norm = normalise(Document(path="", format="text", sha256="", source=words, blocks=link_notes(made)))
    assert norm.text.startswith("We cut it by half.")
    assert [(mark.label, mark.note) for mark in norm.marks] == [("*", 1), ("2", 2)]


def _made(kind: str, words: str, page: int, section: tuple[str, ...] = ()) -> Block:
    return Block(kind, words, (Piece(0, 0, len(words)),), page, section=section)  # type: ignore[arg-type]


@pytest.mark.parametrize(("behind", "linked"), [("heading", True), ("paragraph", False)])
def test_notes_that_fill_a_section_answer_marks_of_all_pages(behind: str, linked: bool) -> None:
    blocks = (
        _made("list", "We cut it by half. (a)", 1),
        _made("heading", "Notes", 4),
        _made("paragraph", "(a) Scope 1 of our mills.", 4, ("Notes",)),
        _made(behind, "Index", 4),
        *(_made("paragraph", "Our mills stand by the river.", 4, ("Index",)) for _ in range(4)),
    )
    made, _ = resolve(blocks, (), "")
    assert [mark.label for mark in made[0].marks if mark.note is not None] == (["a"] if linked else [])
