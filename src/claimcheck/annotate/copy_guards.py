"""Guards of consumer copy, where what reads like a claim is one unless the benefit itself is denied or asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.annotate.guards import CONDITION, OFFER, Guards, is_question, phrase_end
from claimcheck.model.passage import Guarded, Hit, SentenceSpan

# A question asks where it opens so: "Is it compostable?"; "Want to save the planet?" offers.
ASKING = "asking_opener"
# The buyer, whose choice leaves nothing open: "If you choose our bottle, …".
ADDRESSEE = "addressee"
# What an opening like "Help us" or "Imagine" asks for is promised.
INVITING = "inviting_opener"
# A main clause with such a word says what would be so.
HEDGE = "hedge"


class CopyGuards(Guards):
    """Finds guarded runs of copy: a guard governs its phrase and the benefit in it, not the sentence."""

    __slots__ = ()

    short = ("negation", "negation_phrase")

    def _asks(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> bool:
        opens = super()._opens
        return is_question(text, span) and opens(span, hits, ASKING) and not opens(span, hits, OFFER)

    def _opens(self, span: SentenceSpan, hits: Sequence[Hit], role: str) -> bool:
        first = [hit for hit in self._with(hits, role) if hit.start == span.start]
        return (
            bool(first)
            and not super()._opens(span, hits, INVITING)
            and not any(self._is_choice(hit, hits) for hit in first)
        )

    def _conditions(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        choices = {hit for hit in self._with(hits, CONDITION) if self._is_choice(hit, hits)}
        yield from super()._conditions(text, span, [hit for hit in hits if hit not in choices])

    def _condition_end(self, text: str, span: SentenceSpan, hit: Hit, hits: Sequence[Hit]) -> int:
        end = phrase_end(text, span, hit)
        return span.end if any(other.start >= end for other in self._with(hits, HEDGE)) else end

    def _is_choice(self, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a condition is the buyer's to meet, by the word behind it."""
        return any(other.start == hit.end + 1 for other in self._with(hits, ADDRESSEE))
