"""The words of a text with their places: tokenised in one pass, whatever is asked of them afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:[-'.&][^\W_]+)*")
"""One word of a label or sentence."""
_WORD_OR_GAP = re.compile(f"({WORD.pattern})")


class Tokens(NamedTuple):
    """The words of a text as they are written, and the offsets at which each begins and ends, in order."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, start: int = 0) -> Tokens:
        """Tokenise a text that begins at the offset ``start``. Linear in the text."""
        pieces = _WORD_OR_GAP.split(text)
        # Words and what stands between them take turns.
        ends = list(accumulate(map(len, pieces), initial=start))
        return cls(pieces[1::2], ends[1:-1:2], ends[2::2])
