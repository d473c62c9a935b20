"""Guards of consumer copy, where what reads like a claim is one unless the benefit itself is denied or asked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from claimcheck.annotate.guards import CONDITION, OFFER, Guards, is_question, phrase_end
from claimcheck.model.passage import Guarded, Hit, SentenceSpan

# A question asks where it opens so: "Is it compostable?"; "Want to save the planet?" offers.
ASKING = "asking_opener"
# The buyer, whose choice leaves nothing open: "If you choose our bottle, …".
ADDRESSEE = "addressee"
# Words that answer a question by themselves, and as a whole: "Absolutely.", "Not yet."
ASSENT = "assent"
REFUSAL = "refusal"
# What an opening like "Help us" or "Imagine" asks for is promised.
INVITING = "inviting_opener"
# A main clause with such a word says what would be so.
HEDGE = "hedge"
# Who or what denies whatever is denied of it: "Nothing about it isn't green", "Why buy one that isn't?"
DENYING = "denying"
# A few words, the last of which is what the question opened with.
_SHORT_ANSWER = re.compile(r"\s{1,3}(?:[\w']{1,20} ){1,2}([\w']{1,20})[.!]", re.IGNORECASE)


class CopyGuards(Guards):
    """Finds guarded runs of copy: a guard governs its phrase and the benefit in it, not the sentence."""

    short = ("negation", "negation_phrase")

    def __init__(
        self,
        roles: Mapping[str, int],
        *,
        relatives: Collection[str] = (),
        helpers: Collection[str] = (),
        located: Collection[str] = (),
        free_order: bool = False,
        words: Mapping[str, Collection[str]],
    ) -> None:
        """``words`` has the texts of each role: what answers a question stands in another sentence."""
        super().__init__(roles, relatives=relatives, helpers=helpers, located=located, free_order=free_order)
        self._assent = _answering(words.get(ASSENT, ()))
        self._refusal = _answering(words.get(REFUSAL, ()))

    def _asks(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> bool:
        """Whether nobody answers a question with yes, or one without a verb is answered with no."""
        opens = super()._opens
        if not is_question(text, span) or opens(span, hits, OFFER):
            return False
        if not opens(span, hits, ASKING):
            return bool(self._refusal.match(text, span.end))
        return not self._assent.match(text, span.end) and not _repeats(text, span)

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

    def _negated(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """What is denied twice is said: "You won't find a kettle here that isn't eco-friendly." """
        undone = self._undone(text, hits)
        for run in super()._negated(text, span, [hit for hit in hits if hit not in undone]):
            ends = [hit.start for hit in undone if run.start <= hit.start < run.end]
            yield run._replace(end=min(ends, default=run.end))

    def _undone(self, text: str, hits: Sequence[Hit]) -> set[Hit]:
        """Negators of a relative clause whose noun is denied as well, or behind a word that denies by itself."""
        negators = [hit for role in self.short for hit in self._with(hits, role)]
        denying = self._with(hits, DENYING)
        found: set[Hit] = set()
        for hit in negators:
            for first in (*denying, *negators):
                between = text[first.end : hit.start]
                if first.end > hit.start or ", " in between:
                    continue
                if first in denying or not self._relatives.isdisjoint(between.lower().split()):
                    found.add(hit)
        return found

    def _is_choice(self, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a condition is the buyer's to meet, by the word behind it."""
        return any(other.start == hit.end + 1 for other in self._with(hits, ADDRESSEE))


def _answering(words: Collection[str]) -> re.Pattern[str]:
    """What finds one of some words where a sentence begins that has no others, or a comma behind them."""
    either = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
    return re.compile(rf"\s{{1,3}}(?:{either})(?=\s*[.!,;:…]|\s+[–—-]\s|\s*\Z)", re.IGNORECASE)


def _repeats(text: str, span: SentenceSpan) -> bool:
    """Whether the answer takes up the verb of a question: "Can a sofa be sustainable? Ours can." """
    helper = text[span.start : span.end].partition(" ")[0]
    answer = _SHORT_ANSWER.match(text, span.end)
    return answer is not None and answer[1].lower() == helper.lower()
