"""Text that nobody sees: what is said of it is the same for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.model.document import Effect, Problem, Unseen, Way
from claimcheck.read.reading import Raw

MOST_UNSEEN = 500
"""Texts of one document that are kept; more are counted only where the document is read again."""

_LONGEST, _SHOWN = 400, 60
_HINT = "show readers what counts, and take out what does not"


def unseen(text: str, way: Way, place: str) -> Unseen:
    """The record of a text at ``place`` ("line 3", nothing where no place can be told), cut where it is long."""
    return Unseen(" ".join(text[:_LONGEST].split()), way, place)


def unseen_problems(raw: Raw, found: Sequence[Unseen], effect: Effect = "note") -> tuple[Problem, ...]:
    """What to say of the texts that are hidden in an input."""
    if not found:
        return ()
    ways = Counter(each.way for each in found)
    how = ", ".join(f"{way} {count:,}" if len(ways) > 1 else way for way, count in ways.most_common())
    first = found[0]
    words = first.text if len(first.text) <= _SHOWN else f"{first.text[:_SHOWN].rsplit(' ', 1)[0]} …"
    texts = "1 text" if len(found) == 1 else f"{len(found):,} texts"
    place = first.place and f", {first.place}"
    message = f"text that not every reader sees is no evidence: {texts} ({how}); the first{place}: “{words}”"
    return (Problem("hidden-text", message, effect, ", ".join(filter(None, (raw.path, first.place))), _HINT),)
