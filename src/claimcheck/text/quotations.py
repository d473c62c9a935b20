"""What stands between quotation marks of the normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Longer than any quotation within a sentence: a mark that is never closed costs no more than this.
_QUOTATION = re.compile(r'"[^"]{2,1500}"')


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the quotations between ``start`` and ``end``, with their marks, in order."""
    return (match.span() for match in _QUOTATION.finditer(text, start, end))
