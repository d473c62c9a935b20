"""What stands around a sentence that its shape may make a claim, and whether the text is the company's own."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.claims.grammar_roles import Grammar
from claimcheck.text.passages import Passages


class Surroundings(NamedTuple):
    """The topic of the sentence itself and that of what stands over it, None where nothing names one.

    ``hazards`` says that its headings are on what may come about, ``follows`` that the sentence right before is a
    claim. Where it is ``acting`` only what the company itself does counts, and not what is done without saying by whom.
    ``due`` is the year until which what stands over it aims, None where that tells no aim.
    """

    own: str | None
    headed: str | None
    hazards: bool
    follows: bool
    acting: bool = False
    due: int | None = None

    @property
    def topic(self) -> str | None:
        """What the sentence is about."""
        return self.own or self.headed


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
