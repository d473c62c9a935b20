"""What a remark beside a claim says, and where the words of claims stand in a text without its blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import against_lines
from claimcheck.report.layout import listed, visible
from claimcheck.report.terms import band_name, element_name, type_name
from claimcheck.report.words import accepted_words, citation_words, exact_place_words

AUTHOR, INITIALS = "claimcheck", "cc"
MOST_STEPS = 3
_LEAST_BEGINNING = 16  # letters: fewer may stand anywhere


def remark(claim: ClaimOut, as_of: str) -> list[str]:
    """Paragraphs of a remark: the score, what to add, and each finding with its reason, law and remedy."""
    missing = [element_name(one.element) for one in claim.elements if one.state == "missing"]
    lines = [f"{claim.score} of 100, {band_name(claim.band)} ({type_name(claim.type)})"]
    if claim.approval is not None:
        lines.append(f"Register of claims: {approval_words(claim)}")
        lines += approval_details(claim)
    if missing:
        lines.append(f"Missing: {listed(missing)}")
    lines += [f"To add (+{step.gain}): {visible(step.advice)}" for step in claim.next_steps[:MOST_STEPS]]
    for one in claim.findings:
        lines += _finding(one, as_of)
    return lines


def _finding(one: FindingOut, as_of: str) -> Iterator[str]:
    yield f"{one.rule} {one.name}, {one.severity}: {visible(one.message)}"
    yield f"About: “{visible(one.quote)}” ({exact_place_words(one.place)}). {visible(one.why)}"
    yield f"Asked for by {'; '.join(citation_words(one.citations, as_of))}"
    yield f"To close the gap: {visible(one.remedy)}"
    yield from against_lines(one)
    if one.state != "new":
        yield accepted_words(one)


def whole(document: DocumentOut, unplaced: Iterable[ClaimOut], as_of: str) -> list[str]:
    """Paragraphs about the document: its own findings, and claims whose words are not where remarks can stand."""
    lines = [line for one in document.findings for line in _finding(one, as_of)]
    for claim in unplaced:
        where = exact_place_words(claim.place)
        lines += [f"Elsewhere in the file, {where}: “{visible(claim.text)}”", *remark(claim, as_of)]
    return lines


def compact(text: str) -> Iterator[tuple[str, int]]:
    """Letters of a text in one spelling, each with its place; blanks, hyphens, stars and what has no shape are none."""
    for at, char in enumerate(text):
        for letter in unicodedata.normalize("NFKC", char).casefold():
            if (
                not letter.isspace()
                and letter not in "-*­"
                and unicodedata.category(letter) not in ("Cf", "Cc", "Pd")
            ):
                yield letter, at


class Finder:
    """Finds the words of claims in a text, each behind the one before where it can be."""

    def __init__(self, text: str) -> None:
        pairs = list(compact(text))
        self._letters = "".join(letter for letter, _ in pairs)
        self._places = [at for _, at in pairs]
        self._behind = 0

    def find(self, words: str) -> tuple[int, int] | None:
        """First and last place of the words in the text; None where they are not there."""
        wanted = "".join(letter for letter, _ in compact(words))
        return self._place(wanted) if wanted else None

    def beginning(self, words: str) -> tuple[int, int] | None:
        """The same of as much of their beginning as is there, for words that go on elsewhere."""
        wanted = "".join(letter for letter, _ in compact(words))
        least, most = _LEAST_BEGINNING, len(wanted)
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if wanted[:middle] in self._letters else (least, middle - 1)
        return self._place(wanted[:least]) if len(wanted) >= least else None

    def _place(self, wanted: str) -> tuple[int, int] | None:
        at = self._letters.find(wanted, self._behind)
        if at < 0:
            at = self._letters.find(wanted)
        if at < 0:
            return None
        # The next claim may be about the same words, so only their beginning is left behind.
        self._behind = at
        return self._places[at], self._places[at + len(wanted) - 1]
