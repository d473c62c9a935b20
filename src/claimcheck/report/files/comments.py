"""What a comment in the margin says: what is the matter, what is missing, one suggestion, and where to read more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.model.report import DocumentOut
from claimcheck.report.contradictions import sides
from claimcheck.report.files.matters import Matter
from claimcheck.report.layout import listed, visible
from claimcheck.report.terms import band_meaning
from claimcheck.report.words import count, place_words, problem_words

LONGEST = 300
FIRST = 10
"""How many matters are marked as those to deal with first."""

_MATTER, _MISSING, _SUGGESTION, _QUOTE = 110, 90, 150, 60
_LEAD, _LEAST_MISSING = 40, 45


def comment(matter: Matter, number: int, lead: str = "") -> list[str]:
    """The paragraphs of a comment, ``LONGEST`` characters at most; none where nothing is asked for.

    ``number`` is the place of the matter in the order, from 1. ``lead`` is told ahead.
    """
    found, asked = matter.open, matter.asked
    if not found and not asked:
        return []
    first = f"{number} of the first {FIRST}. " if number <= FIRST and matter.claims else ""
    what = visible(found[0].message) if found else band_meaning(matter.claims[0].band)
    if found and found[0].against:
        place, quote = sides(found[0])[1]
        what += f" Against it: {place_words(place)}, “{cut(quote, _QUOTE)}”."
    behind = [f"Suggestion: {cut(matter.suggestion, _SUGGESTION - len(lead))}"] if matter.suggestion else []
    if found:
        behind.append(f"More: claimcheck rule {visible(found[0].rule)}")
    lead += first
    room = LONGEST - len(lead) - sum(len(line) + 1 for line in behind)
    if asked:
        label = "Missing: "
        left = max(room - len(label) - 1 - min(len(what), _MATTER), _LEAST_MISSING)
        behind.insert(0, label + _some(asked, min(left, _MISSING)))
        room -= len(behind[0]) + 1
    return [lead + cut(what, room), *behind]


def again(matter: Matter) -> list[str]:
    """What stands beside a claim that has its comment elsewhere."""
    return [f"Said again: the comment is at “{cut(matter.words, _QUOTE)}”."]


def elsewhere(matter: Matter) -> str:
    """What comes ahead of a comment that cannot stand at its words."""
    return f"Elsewhere in the file, “{cut(matter.words, _LEAD)}”: "


def overview(document: DocumentOut, matters: Sequence[Matter], untold: int) -> list[str]:
    """The comment at the beginning: how much there is to do, what was not read, how many places have no comment."""
    if not matters and document.status == "complete":
        return []
    busy = sum(1 for one in matters if one.open or one.missing)
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
