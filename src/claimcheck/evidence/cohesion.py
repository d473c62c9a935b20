"""Whether two sentences side by side speak of one thing: standing beside a claim does not make evidence of a sentence.

They do where the second points back to the first ("This came to …"), where both name one metric, or where both have a
word that sentences about different things do not share. Names tell nothing: a report names its company everywhere.
"""

from __future__ import annotations

from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, get_args

from claimcheck.evidence.compatibility import Agreement
from claimcheck.evidence.entity_key import Identities
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.search_scopes import PARAGRAPH
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Sentence
from claimcheck.text.remembered import remembered_by
from claimcheck.text.tokens import WORD

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import ElementShape

LEAST, STEM = 4, 6
"""Letters that a word needs to tell anything, and by which words are compared: endings bend."""


Tie = Literal["none", "word", "words", "metric", "pointer", "pointer_before"]
TIES: tuple[Tie, ...] = get_args(Tie)
"""What joins two sentences, from the weakest.

``pointer_before`` is a claim whose first word stands for the sentence before it.
"""


class Cohesion:
    """Compares sentences of one document, or of copy on one thing; the words of each are read once."""

    def __init__(self, rows: RowMatcher, identities: Identities, agreement: Agreement, *, is_copy: bool) -> None:
        lexicon, self._passages = rows.lexicon, rows.passages
        self._identities, self._agreement, self._is_copy = identities, agreement, is_copy
        self._loose = lexicon.metrics.common
        self._capitals = not lexicon.noun_capitals

    def tie(self, core: Core, other: Sentence) -> Tie:
        """What joins a sentence beside that of a claim with it, the strongest tie of those that do."""
        mine = core.sentence
        later = other if other.number > mine.number else mine
        if later is other and self._agreement.goes_on(mine, other, self._passages):
            return "pointer"
        if self._agreement.points_back(later):
            return "pointer_before" if later is mine and self._agreement.is_of_before(mine) else "pointer"
        # A few lines of copy are about one thing, whatever words they take; a report is about much.
        if self._is_copy or self._identities.share_metric(core, other.number):
            return "metric"
        shared = len(self._words(mine) & self._words(other))
        return "words" if shared > 1 else "word" if shared else "none"

    def checks_else(self, core: Core, other: Sentence, at: int, *, claims: bool) -> bool:
        """Whether a check that a sentence beside a claim tells of is one of other figures: its own, or earlier ones.

        ``claims`` says that it makes a claim: a figure before the words for the check, which stand ``at`` a place, is
        its own. It is none of others where it points back at the claim's ("The figures were verified …"), or is about
        the same metric.
        """
        if self._is_copy or self._identities.share_metric(core, other.number):
            return False
        if self._agreement.points_back(other):
            return False
        own = any(fact.kind in FIGURES and fact.start < at for fact in self._passages.facts(other.number))
        return (claims and own) or self._agreement.is_from_before(core, other, self._passages)

    @remembered_by(attrgetter("number"))
    def _words(self, sentence: Sentence) -> frozenset[str]:
        """The words of a sentence that tell what it is about, without their endings."""
        return frozenset(
            word.lower()[:STEM].rstrip("s")
            for word in WORD.findall(self._passages.norm.text, sentence.start, sentence.end)
            if len(word) >= LEAST and word.lower() not in self._loose and not self._is_name(word)
        )

    def _is_name(self, word: str) -> bool:
        """Whether a word with a capital is no word; numbers are none either."""
        return word[0].isdigit() or (self._capitals and word[0].isupper())


def points(tie: Tie) -> bool:
    """Whether a word that points at the other of two sentences joins them."""
    return TIES.index(tie) > TIES.index("metric")


def least(element: ElementShape, place: str, tie: Tie, goes_on: bool = False) -> float:
    """The match that evidence in a place needs: a word that only hints at it has to stand close.

    ``tie`` is what joins a sentence beside the claim with it; to the pointer of a footnote all are joined. What
    ``goes_on`` with the claim is as close as a footnote on it.
    """
    if goes_on and element.tie != TIES[-1]:
        return 0.0
    if TIES.index(tie) < TIES.index(element.tie):
        return inf if element.by_itself is None else element.by_itself
    return 1.0 if place == PARAGRAPH or place in element.whole_in else 0.0
