"""What stands between quotation marks of the normalised text, and which of it a sentence speaks about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

# Longer than any quotation within a sentence: a mark that is never closed costs no more than this.
_QUOTATION = re.compile(r'"[^"]{2,1500}"')


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the quotations between ``start`` and ``end``, with their marks, in order."""
    return (match.span() for match in _QUOTATION.finditer(text, start, end))


# A colon between them lets a cue stand further off.
_COLON = ": "
# Between quotations of one list: marks, a bracket with a remark and one short word ("…", "…" (why) and "…").
_JOINT = re.compile(r"(?: \([^()]{0,80}\))?[,;]?(?: \w{1,4})? ?")
# Longer than that is a speech, which its speaker answers for.
MENTIONED_WORDS = 12


def mentioned(text: str, quoted: Iterable[tuple[int, int]], cues: Collection[int]) -> Iterator[tuple[int, int]]:
    """Those of the quotations of a sentence that stand right behind a cue, and those listed after them.

    ``cues`` are the offsets at which words such as "the phrase" or "described as" end. Behind a colon any of them
    before it counts: "The following were refused on Monday: …".
    """
    first = min(cues)
    before = -1
    for opens, closes in quoted:
        behind_colon = text.startswith(_COLON, opens - len(_COLON)) and first < opens
        behind_cue = behind_colon or opens - 1 in cues or opens in cues
        listed = before >= 0 and _JOINT.fullmatch(text, before, opens)
        if (behind_cue or listed) and text.count(" ", opens, closes) < MENTIONED_WORDS:
            yield opens, closes
            before = closes
        else:
            before = -1


def any_outside(offsets: Iterable[int], quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether one of these offsets lies in none of the quotations, which are in order and apart."""
    opens = [start for start, _ in quoted]

    def is_outside(offset: int) -> bool:
        before = bisect_right(opens, offset)
        return not before or quoted[before - 1][1] <= offset

    return any(map(is_outside, offsets))
