"""Whether a text is the company's own or somebody's report on it."""

from __future__ import annotations

from claimcheck.claims.fields import Grammar
from claimcheck.text.passages import Passages


class Press:
    """Tells it of one text when it is first asked for: it takes a look at every sentence of a text without "we"."""

    __slots__ = ("_grammar", "_known", "_passages")

    def __init__(self, passages: Passages, grammar: Grammar) -> None:
        self._passages = passages
        self._grammar = grammar
        self._known: bool | None = None

    @property
    def is_press(self) -> bool:
        """A text that never says "we" and reports what somebody says more than once is not the company's own."""
        if self._known is None:
            self._known = self._tell()
        return self._known

    def _tell(self) -> bool:
        # The first pass may have met it.
        if self._passages.anywhere & self._grammar.first_person:
            return False
        reporting = 0
        for index in range(len(self._passages.spans)):
            mask = self._passages.mask(index)
            if mask & self._grammar.first_person:
                return False
            reporting += bool(mask & self._grammar.reporting)
        return reporting > 1
