"""What a comment in the margin says: what is the matter, what is missing, one suggestion, and where to read more."""

from __future__ import annotations

import re
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
FIRST = 10  # how many matters are marked as those to deal with first

_FAMILY, _REGISTER = "REG", "Register of claims: "
"""The rules on how a claim stands in the register of claims, and what the words on that begin with."""

_MISSES, _SUGGESTS = "Missing: ", "Suggestion: "
_MATTER, _AGAINST, _MISSING, _SUGGESTION, _QUOTE = 130, 170, 90, 150, 60
_DECISION = 100
_LEAD, _LEAST_MISSING, _LEAST_SUGGESTION, _STATE, _ASTRAY, _LEAST_QUOTE = 40, 45, 40, 160, 85, 16
_DOTS = " ..."
_PHRASE_END = re.compile(r"[.;:,!?)](?=\s)")
_QUOTED = re.compile(r"(?<!\w)'[^']{1,500}(?:'\w[^']{1,500}){0,9}'(?!\w)|“[^”]{1,500}”")


def comment(matter: Row, number: int, lead: str = "") -> list[str]:
    """The paragraphs of a comment, ``LONGEST`` characters at most; none where nothing is asked for.

    ``number`` is the place of the matter in the order, from 1. ``lead`` is told ahead.
    """
    decided = list(_decided(matter))
    if not matter.is_open:
        return decided
    found, asked = matter.open, list(map(element_name, matter.missing))
    lead += f"{number} of the first {FIRST}. " if number <= FIRST and matter.claims else ""
    what, *behind = [*_found(found[:1]), *_register(matter.astray)] or [band_meaning(matter.claim.band)]
    wanted, suggestion = _AGAINST if found and found[0].against else _MATTER, matter.suggestion
    if behind and found[0].family == _FAMILY:
        # The rule says the same at more length, and its suggestion is to have the claim approved.
        what, behind, wanted, suggestion = f"{_REGISTER}{matter.astray}", [], _STATE, ""
    behind[:0] = decided
    more = [f"More: claimcheck rule {visible(one.rule)}" for one in found[:1]]
    what = _short(what, wanted)
    room = LONGEST - len(lead) - len(what) - sum(len(line) + 1 for line in (*behind, *more))
    if suggestion and not decided:
        least = len(_MISSES) + 1 + _LEAST_MISSING if asked else 0
        left = min(room - least - len(_SUGGESTS) - 1, _SUGGESTION)
        if left >= _LEAST_SUGGESTION:
            behind.append(_SUGGESTS + cut(suggestion, left))
            room -= len(behind[-1]) + 1
    if asked:
        behind.insert(0, _MISSES + _some(asked, min(room - len(_MISSES) - 1, _MISSING)))
    return [lead + what, *behind, *more]


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
        against = [f"Against it: {place_words(at)}, “{cut(words, _QUOTE)}”." for at, words in sides(finding)[1:2]]
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


def _short(message: str, room: int) -> str:
    """What a rule says, in ``room`` characters: its longest quotation gives way first, as the comment stands at it.

    "'Our parcels are ...' is a broad environmental claim with no stated attribute, value or part".
    """
    words = visible(message)
    quoted = max(_QUOTED.finditer(words), key=lambda one: len(one[0]), default=None)
    if len(words) > room and quoted is not None:
        start, end = quoted.start() + 1, quoted.end() - 1
        left = end - start - (len(words) - room)
        if left >= _LEAST_QUOTE:
            return words[:start] + cut(words[start:end], left) + words[end:]
    return cut(words, room)


def cut(text: str, room: int) -> str:
    """The text with at most ``room`` characters: up to the end of a phrase, else of a word, and dots behind it."""
    words = visible(text)
    if len(words) <= room:
        return words
    ahead = words[: room - len(_DOTS) + 1]
    ends = [one.end() for one in _PHRASE_END.finditer(ahead)]
    end = ends[-1] if ends and 3 * ends[-1] >= room else ahead.rfind(" ")
    return (ahead[:end] if end > 0 else ahead[:-1]).rstrip(",;: ") + _DOTS


def _some(items: Iterable[str], room: int) -> str:
    """As many of the items as there is room for, and how many are left."""
    shown: list[str] = []
    left = list(items)
    while left and len(listed([*shown, left[0]])) + (len(_more(left[1:]))) <= room:
        shown.append(left.pop(0))
    return listed(shown) + _more(left) if shown else count(len(left), "thing")


def _more(left: Sequence[str]) -> str:
    return f" and {len(left)} more" if left else ""
