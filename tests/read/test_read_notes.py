"""Notes of PDF files made here, and what their markers lead to; the same for marks in text and Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import made_pdfs as made
import pytest
from made_pdfs import BODY, line, lines, mixed, pdf
from reading_checks import check

import claimcheck
from claimcheck.model.document import Block, Document, Mark
from claimcheck.read.blocks.notes import link_notes
from claimcheck.read.dispatch import read_bytes, read_text

PROSE = (
    "The list of all our sites is drawn up anew every year and",
    "goes to print together with the method that was used, so",
    "that each reader can follow what we did and compare it.",
)


def read(*pages: list[made.Step]) -> Document:
    return check(read_bytes(pdf(*pages), path="report.pdf"))


def body(*steps: made.Step) -> list[made.Step]:
    """A page with enough running text to tell small print from it."""
    return [*lines(72, 760, *PROSE, *PROSE, *PROSE), *steps]


def marked(y: float, before: str, mark: str, after: str = "", x: float = 72) -> made.Step:
    return mixed(x, y, (before, 11, 0, BODY), (mark, 6.5, 4, BODY), (after, 11, 0, BODY))


def note(y: float, mark: str, text: str) -> made.Step:
    return mixed(72, y, (mark, 5, 3, BODY), (f" {text}", 8, 0, BODY))


def links(document: Document) -> list[tuple[str, str | None]]:
    """Each marker outside notes with the text of the note that it leads to."""
    blocks = document.blocks
    return [
        (mark.label, None if mark.note is None else " ".join(blocks[mark.note].text.split()))
        for block in blocks
        if block.kind != "footnote"
        for mark in block.marks
    ]


def notes(document: Document) -> list[tuple[str | None, str]]:
    return [(block.label, " ".join(block.text.split())) for block in document.blocks if block.kind == "footnote"]


def test_numbering_that_begins_anew_on_each_page() -> None:
    document = read(
        body(marked(560, "We cut our waste", "1", " again."), note(80, "1", "Waste of our own sites.")),
        body(marked(560, "We cut our water use", "1", " too."), note(80, "1", "Water of leased sites.")),
        body(marked(560, "Nothing explains this", "1", ".")),
    )
    assert links(document) == [("1", "Waste of our own sites."), ("1", "Water of leased sites."), ("1", None)]


@pytest.mark.parametrize(
    ("mark", "begins", "label"),
    [
        ("1", "1 ", "1"),
        ("1", "1. ", "1"),
        ("1)", "1) ", "1"),
        ("(1)", "(1) ", "1"),
        ("[1]", "[1] ", "1"),
        ("(a)", "(a) ", "a"),
        ("[A]", "[A] ", "A"),
        ("*", "* ", "*"),
        ("**", "**", "**"),
        ("*1", "*1 ", "1"),
        ("12", "12", "12"),
    ],
)
def test_marks_and_notes_of_every_shape(mark: str, begins: str, label: str) -> None:
    document = read(
        body(marked(560, "We cut our waste", mark, " again."), line(72, 80, f"{begins}Waste of our sites.", 8))
    )
    assert links(document) == [(label, "Waste of our sites.")]
    assert "We cut our waste again." in [block.text for block in document.blocks]


def test_a_sign_in_front_of_a_raised_number_belongs_to_the_mark() -> None:
    document = read(body(marked(560, "We cut our waste*", "1", " again."), line(72, 80, "*1 Waste of our sites.", 8)))
    assert links(document) == [("1", "Waste of our sites.")]
    assert "We cut our waste again." in [block.text for block in document.blocks]


def test_a_mark_may_name_several_notes() -> None:
    small = [note(80 - 12 * number, str(number), f"Note number {number}.") for number in (1, 2, 3, 4)]
    document = read(body(marked(560, "We cut our waste", "1,3-4", "."), *small))
    assert links(document) == [("1", "Note number 1."), ("3", "Note number 3."), ("4", "Note number 4.")]


@pytest.mark.parametrize(
    ("before", "raised"), [("5 km", "2"), ("3 Mm", "3"), ("2 tCO", "2"), ("about R", "2"), ("the 1", "st")]
)
def test_raised_text_that_is_no_mark(before: str, raised: str) -> None:
    document = read(body(marked(560, before, raised, " of it."), note(80, raised, "This is no note of it.")))
    assert links(document) == []
    assert f"{before}{raised} of it." in [block.text for block in document.blocks]


def test_a_marker_in_a_column_of_its_own() -> None:
    document = read(
        body(marked(560, "We cut our waste", "7", "."), line(72, 84, "7", 5), line(110, 80, "Own sites only.", 8))
    )
    assert links(document) == [("7", "Own sites only.")]


def test_a_note_in_the_margin_stands_beside_its_mark() -> None:
    document = read(body(marked(560, "We cut our waste", "1", "."), line(430, 700, "1 Own sites only.", 7)))
    assert links(document) == [("1", "Own sites only.")]


def test_notes_of_a_double_page_stand_on_one_of_its_pages() -> None:
    document = read(
        body(marked(560, "We cut our waste", "1", ".")),
        body(
            marked(560, "We cut our water use", "2", "."),
            line(72, 92, "1 Own sites only.", 8),
            line(72, 80, "2 Leased sites too.", 8),
        ),
    )
    assert links(document) == [("1", "Own sites only."), ("2", "Leased sites too.")]


def test_notes_at_the_end_of_a_chapter_belong_to_that_chapter() -> None:
    def chapter(word: str) -> list[list[made.Step]]:
        pages = [body(marked(560, f"{word} claim {at}", str(at), ".")) for at in range(1, 6)]
        end = [note(700 - 14 * at, str(at), f"{word} source {at}.") for at in range(1, 6)]
        return [*pages, body(), end]

    document = read(*chapter("Water"), *chapter("Waste"))
    expected = [(str(at), f"{word} source {at}.") for word in ("Water", "Waste") for at in range(1, 6)]
    assert links(document) == expected


def test_a_numbered_list_is_no_list_of_notes() -> None:
    steps = lines(72, 600, "1. Measure the waste", "2. Cut the waste", "3. Report the waste")
    document = read(body(marked(560, "We cut our waste", "2", ".")), body(*steps), body(*steps))
    assert links(document) == [("2", None)]
    assert notes(document) == []


def test_a_small_line_with_a_number_needs_a_mark() -> None:
    document = read(body(line(72, 80, "12 sites are certified.", 8)))
    assert notes(document) == []


def table(y: float, word: str) -> list[made.Step]:
    def row(at: float, first: made.Step, *figures: str) -> list[made.Step]:
        return [first, *(line(x, at, figure) for x, figure in zip((320, 420), figures, strict=True))]

    return [
        *row(y, line(72, y, "Year"), "2022", "2023"),
        *row(y - 20, marked(y - 20, f"{word} of sites", "1"), "1,234", "1,100"),
        *row(y - 40, line(72, y - 40, f"{word} of shops"), "234", "210"),
        line(72, y - 60, f"1 {word} is measured.", 8),
    ]


def test_the_notes_of_a_table_stand_under_it() -> None:
    document = read(body(*table(600, "Waste"), *table(450, "Water"), note(80, "1", "Of the text.")))
    assert links(document) == [("1", "Waste is measured."), ("1", "Water is measured.")]


def test_a_note_under_another_table_is_not_taken() -> None:
    bare = [step for at, step in enumerate(table(300, "Paper")) if at < 9]
    document = read(body(*table(600, "Waste"), *table(450, "Water"), *bare))
    assert links(document)[-1] == ("1", None)


def test_signs_on_the_line_are_marks_where_there_is_such_a_note() -> None:
    steps = [line(72, 560, "We cut our waste* in all plants."), line(72, 80, "* Own sites only.", 8)]
    document = read(body(*steps))
    assert links(document) == [("*", "Own sites only.")]
    assert "We cut our waste in all plants." in [block.text for block in document.blocks]
    assert "We rate 3 * 4 as 12." in [block.text for block in read(body(line(72, 560, "We rate 3 * 4 as 12."))).blocks]


def test_a_figure_in_brackets_is_no_mark() -> None:
    steps = [marked(560, "We cut our waste", "(2)", " by 20 (2)."), line(72, 80, "(2) Own sites only.", 8)]
    document = read(body(*steps))
    assert links(document) == [("2", "Own sites only.")]
    assert "We cut our waste by 20 (2)." in [block.text for block in document.blocks]


def test_a_large_number_beside_the_text_is_no_marker() -> None:
    steps = [marked(560, "We cut our waste", "7", "."), line(60, 746, "7", 24)]
    document = read([*lines(110, 760, *PROSE, *PROSE, *PROSE), *steps, line(72, 80, "7 Own sites only.", 8)])
    assert links(document) == [("7", "Own sites only.")]


def test_marks_of_markdown_lead_to_their_notes_wherever_they_stand() -> None:
    source = "We cut waste.[^1] More[^x] and<sup>2</sup>.\n\n[^1]: Own sites.\n[^x]: Other.\n"
    document = read_text(source, format="markdown")
    assert links(document) == [("1", "Own sites."), ("x", "Other."), ("2", None)]
    assert document.blocks[0].text == "We cut waste. More and."


def test_a_list_of_sources_in_a_text_is_notes() -> None:
    document = read_text("We cut waste [1].\n\n[1] Own sites only.\n[2] Leased sites.\n")
    assert notes(document) == [("1", "Own sites only."), ("2", "Leased sites.")]


CLAIM = "Our kilns cut Scope 1 emissions by 23 % in 2024"


def verifier(document: claimcheck.Report, claim: int) -> str:
    elements = document.documents[0].claims[claim].elements
    return next(element.state for element in elements if element.element == "verifier")


def test_evidence_comes_from_the_note_of_the_same_page(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    assured = "Verified by Nordlicht Assurance GmbH under ISO 14064-3."
    path.write_bytes(
        pdf(
            body(marked(560, f"{CLAIM}.", "1"), note(80, "1", "Kilns in Europe only.")),
            body(marked(560, "Our mills cut Scope 2 emissions by 31 % in 2024.", "1"), note(80, "1", assured)),
        )
    )
    auditor = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context(audience="investor", medium="report"))
    report = auditor.audit(path)
    claims = report.documents[0].claims
    assert [claim.place.page for claim in claims if claim.place] == [1, 2]
    assert (verifier(report, 0), verifier(report, 1)) == ("missing", "linked")


def many(count: int, label: str) -> list[Block]:
    claim = [Block("paragraph", "We did it.", (), 1 + at % 90, marks=(Mark(3, label),)) for at in range(count)]
    sources = [Block("footnote", "A source.", (), 1 + at % 90, label=label) for at in range(count)]
    return [each for pair in zip(claim, sources, strict=True) for each in pair]


@pytest.mark.parametrize("label", ["1", "*"])
def test_very_many_marks_and_notes_are_linked_in_linear_time(label: str, linear: Callable[..., None]) -> None:
    assert link_notes(many(2_000, label))[0].marks == (Mark(3, label, 1),)

    def linking(count: int) -> Callable[[], object]:
        blocks = many(count, label)
        return lambda: link_notes(blocks)

    linear(linking, 1_000)
