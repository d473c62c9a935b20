"""What a comment in the margin says: what is the matter, what is missing, one suggestion, and where to read more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.approvals import astray_words
from claimcheck.report.contradictions import sides
from claimcheck.report.decided import decision_words, remark_words, row_decision_of
from claimcheck.report.layout import listed, visible
from claimcheck.report.rows import Row
from claimcheck.report.terms import band_meaning, element_name
from claimcheck.report.words import count, place_words, problem_words

LONGEST = 300
FIRST = 10
"""How many matters are marked as those to deal with first."""

_FAMILY, _REGISTER = "REG", "Register of claims: "
"""The rules on how a claim stands in the register of claims, and what the words on that begin with."""

_MATTER, _MISSING, _SUGGESTION, _QUOTE = 110, 90, 150, 60
_DECISION = 100
_LEAD, _LEAST_MISSING, _LEAST_SUGGESTION, _STATE, _ASTRAY = 40, 45, 40, 160, 85


def comment(matter: Row, number: int, lead: str = "") -> list[str]:
    """The paragraphs of a comment, ``LONGEST`` characters at most; none where nothing is asked for.

    ``number`` is the place of the matter in the order, from 1. ``lead`` is told ahead.
    """
    decided = list(_decided(matter))
    if not matter.is_open:
        return decided
    found, asked = matter.open, list(map(element_name, matter.missing))
    first = f"{number} of the first {FIRST}. " if number <= FIRST and matter.claims else ""
    what, *behind = [*_found(found[:1]), *_register(matter.astray)] or [band_meaning(matter.claim.band)]
    wanted, left = _MATTER, _SUGGESTION - len(lead) - sum(map(len, behind))
    if behind and found[0].family == _FAMILY:
        # The rule says the same at more length, and its suggestion is to have the claim approved.
        what, behind, wanted, left = f"{_REGISTER}{matter.astray}", [], _STATE, 0
    behind[:0] = decided
    if matter.suggestion and not decided and left >= _LEAST_SUGGESTION:
        behind.append(f"Suggestion: {cut(matter.suggestion, left)}")
    behind += [f"More: claimcheck rule {visible(one.rule)}" for one in found[:1]]
    lead += first
    room = LONGEST - len(lead) - sum(len(line) + 1 for line in behind)
    if asked:
        label = "Missing: "
        left = max(room - len(label) - 1 - min(len(what), wanted), _LEAST_MISSING)
        behind.insert(0, label + _some(asked, min(left, _MISSING)))
        room -= len(behind[0]) + 1
    return [lead + cut(what, room), *behind]


def _decided(matter: Row) -> Iterator[str]:
    """What reviewers have decided, and the words that they propose."""
    one = row_decision_of(matter)
    if one is not None:
        yield cut(f"Decision: {decision_words(one)}. {remark_words(one)}", _DECISION)
        if one.wording:
            yield cut(f"Proposed: {one.wording}", _DECISION)


def answered(number: int) -> list[str]:
    """What stands beside one of the first claims of which nothing is asked."""
    return [f"{number} of the first {FIRST}. Nothing more is asked of it."] if number <= FIRST else []


def _found(findings: Iterable[FindingOut]) -> Iterator[str]:
    for finding in findings:
        against = [
            f"Against it: {place_words(at)}, “{cut(words, _QUOTE)}”." for at, words in sides(finding)[1:2]
        ]
        yield " ".join([visible(finding.message), *against])


def _register(astray: str) -> list[str]:
    return [_REGISTER + cut(astray, _ASTRAY)] if astray else []


def again(matter: Row, claim: ClaimOut) -> list[str]:
    """What stands beside a claim of a row that has its comment elsewhere."""
    return [f"Said again: the comment is at “{cut(matter.words, _QUOTE)}”.", *_register(astray_words(claim))]


def elsewhere(matter: Row) -> str:
    """What comes ahead of a comment that cannot stand at its words."""
    return f"Elsewhere in the file, “{cut(matter.words, _LEAD)}”: "


def overview(document: DocumentOut, matters: Sequence[Row], untold: int) -> list[str]:
    """The comment at the beginning: how much there is to do, what was not read, how many places have no comment."""
    if not matters and document.status == "complete":
        return []
    busy = sum(1 for one in matters if one.is_open)
    lines = [f"{count(len(matters), 'different claim')}; {busy:,} to work on."]
    if busy > FIRST:
        lines.append(f"Begin with the comments marked “of the first {FIRST}”.")
    lines.append("A comment says what a reader could not check, never whether it is true.")
    if untold:
        lines.append(f"{untold:,} more where Word allows no comment.")
    unread = [problem_words(one) for one in document.problems if one.effect != "note"]
    if unread:
        lines.append(f"Not read: {unread[0]}" + (f" and {len(unread) - 1} more" if len(unread) > 1 else ""))
    told = " ".join(lines[:-1])
    return [f"{told} {cut(lines[-1], LONGEST - len(told) - 1)}"]


def cut(text: str, room: int) -> str:
    """The text with at most ``room`` characters; what is left out is in its middle, and dots stand for it."""
    words = visible(text)
    if len(words) <= room:
        return words
    behind = words[-(room // 3) :].partition(" ")[2]
    ahead = words[: max(room - len(behind) - 5, 0)].rpartition(" ")[0]
    return f"{ahead} ... {behind}"[:room]


def _some(items: Iterable[str], room: int) -> str:
    """As many of the items as there is room for, and how many are left."""
    shown: list[str] = []
    left = list(items)
    while left and len(listed([*shown, left[0]])) + (len(_more(left[1:]))) <= room:
        shown.append(left.pop(0))
    return listed(shown) + _more(left) if shown else count(len(left), "thing")


def _more(left: Sequence[str]) -> str:
    return f" and {len(left)} more" if left else ""
