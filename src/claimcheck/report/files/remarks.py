"""What a remark beside a claim says, and where the words of claims stand in a text without its blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from claimcheck.model.report import ClaimOut, DocumentOut
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.layout import listed, visible
from claimcheck.report.words import accepted_words, citation_words, plain

AUTHOR, INITIALS = "claimcheck", "cc"
MOST_STEPS = 3


def remark(claim: ClaimOut, as_of: str) -> list[str]:
    """Paragraphs of a remark: the score, what to add, and each finding with its reason, law and remedy."""
    missing = [plain(one.element) for one in claim.elements if one.state == "missing"]
    lines = [f"{claim.score} of 100, {plain(claim.band)} ({plain(claim.type)})"]
    if claim.approval is not None:
        lines.append(f"Register of claims: {approval_words(claim)}")
        lines += approval_details(claim)
    if missing:
        lines.append(f"Missing: {listed(missing)}")
    lines += [f"To add (+{step.gain}): {visible(step.advice)}" for step in claim.next_steps[:MOST_STEPS]]
    for one in claim.findings:
        lines.append(f"{one.rule} {one.name}, {one.severity}: {visible(one.message)}")
        lines.append(f"About: “{visible(one.quote)}”. {visible(one.why)}")
        lines.append(f"Asked for by {'; '.join(citation_words(one.citations, as_of))}")
        lines.append(f"To close the gap: {visible(one.remedy)}")
        lines += [f"Sum: {visible(one.sum)}"] if one.sum else []
        lines += [accepted_words(one)] if one.state != "new" else []
    return lines


def whole(document: DocumentOut, unplaced: Iterable[ClaimOut], as_of: str) -> list[str]:
    """Paragraphs about the document: its own findings, and claims whose words are not where remarks can stand."""
    lines = [
        f"{one.rule} {one.name}, {one.severity}: {visible(one.message)} “{visible(one.quote)}” "
        f"To close the gap: {visible(one.remedy)} Asked for by {'; '.join(citation_words(one.citations, as_of))}"
        for one in document.findings
    ]
    for claim in unplaced:
        lines += [f"Elsewhere in the file: “{visible(claim.text)}”", *remark(claim, as_of)]
    return lines


def compact(text: str) -> Iterator[tuple[str, int]]:
    """Letters of a text in one spelling, each with its place; blanks, hyphens and marks without a shape are none."""
    for at, char in enumerate(text):
        for letter in unicodedata.normalize("NFKC", char).casefold():
            if (
                not letter.isspace()
                and letter not in "-­"
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
        if not wanted:
            return None
        at = self._letters.find(wanted, self._behind)
        if at < 0:
            at = self._letters.find(wanted)
        if at < 0:
            return None
        # The next claim may be about the same words, so only their beginning is left behind.
        self._behind = at
        return self._places[at], self._places[at + len(wanted) - 1]
