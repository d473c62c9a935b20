"""Text that readers do not see and that limits what is claimed: worth more than a note."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from msgspec.structs import replace

from claimcheck.model.document import Block, Document, Problem, Unseen, Way
from claimcheck.read.limits import raising
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.structure_words import phrase_pattern

_ROLES = ("negation", "negation_phrase", "proviso", "conditional", "assured_excluded")
# As notices on cookies are, and the other half of a spread: such a text has to name a topic.
_USUAL = frozenset[Way](("switched off", "outside of what is shown", "struck out"))
_HINT = "say it where the claim stands, in letters that readers see"


class HiddenLimits:
    """Looks for hidden text that denies something, leaves it out or sets a condition on it."""

    def __init__(self, lexicon: Lexicon, said: Callable[[str], Passages]) -> None:
        """``said`` gives the passages of words that stand alone."""
        self._lexicon = lexicon
        self._topics = lexicon.topic_mask
        self._said = said

    @cached_property
    def _words(self) -> re.Pattern[str]:
        # Hundreds of words, which a document that hides nothing has no use for.
        roles = self._lexicon.role_words
        return phrase_pattern(word for role in _ROLES for word in roles.get(role, ()))

    def problems(self, document: Document) -> tuple[Problem, ...]:
        """A problem for the first of them."""
        found = [each for each in document.unseen if self._limits(each)]
        if not found:
            return ()
        first, place = found[0], f"{document.path}, {found[0].place}".removesuffix(", ")
        texts = "a text" if len(found) == 1 else f"{len(found)} texts"
        message = f"hides {texts} that may limit what it claims: “{first.text}”"
        return (Problem("hidden-limit", message, "partial", place, _HINT),)

    def _limits(self, one: Unseen) -> bool:
        if one.way == "kept from screen readers" or not self._words.search(one.text.lower()):
            return False
        if one.way not in _USUAL:
            return True
        passages = self._said(one.text)
        return any(passages.mask(index) & self._topics for index in range(len(passages.spans)))


def first_claims(document: Document, most: int, block: int) -> Document:
    """The blocks before the one of the first claim too many, at least one of them, with the problem that says so.

    Tables that reach behind them are left out, and so are notes that stand there.
    """
    end = max(block, 1)
    # A first block with too many claims is judged in part.
    judged = f"{end:,} of {len(document.blocks):,} paragraphs" if block else f"{most:,}"
    message = f"has more than {most:,} claims: only the first {judged} were judged"
    problem = Problem("limit-claims", message, "partial", document.path, raising("claims"))
    return replace(
        document,
        blocks=tuple([_without_notes(one, end) for one in document.blocks[:end]]),
        tables=tuple([one for one in document.tables if all(cell.block < end for cell in one.cells)]),
        problems=(*document.problems, problem),
    )


def _without_notes(block: Block, end: int) -> Block:
    if all(mark.note is None or mark.note < end for mark in block.marks):
        return block
    marks = [mark if mark.note is None or mark.note < end else replace(mark, note=None) for mark in block.marks]
    return replace(block, marks=tuple(marks))
