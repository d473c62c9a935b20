"""What a sentence says of a kind of thing, and not of anybody's goods: what a term means, what goods must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimcheck.annotate.wordings import ByRole, clause_of, phrase_end
from claimcheck.model.passage import Guarded, Hit, SentenceSpan, signals_in
from claimcheck.rulepack.pack import Lexicon

# Roles of words: "means", "is reached when"; "must"; "brands", "most airlines".
MEANING, BINDING, TRADERS = "meaning", "binding", "traders"
# A subject without an article has no more words than these: "Compostable bags".
_SUBJECT = 3
_COMMA = ", "
_FIGURE = re.compile(r"\d")


class Generalities(ByRole):
    """Finds such clauses; without a signal of ``mask`` a sentence has none."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._trading, self.mask = self._mask(TRADERS), self._mask(MEANING, BINDING, TRADERS)
        self._company = self._mask("company", "first_person")
        self._persons = signals_in(self._company | self._mask("addressee"))
        # No term that is defined, and no goods of which a rule is told.
        opening = lexicon.frames.opening
        self._pointing = opening("pronoun") | opening("determiner") | opening("preposition")
        self._located = lexicon.metrics.located

    def of(
        self, text: str, span: SentenceSpan, hits: Sequence[Hit], every: Sequence[Hit], mask: int
    ) -> Iterable[Guarded]:
        """The clauses that define a term or tell a rule for all goods of a kind, and sentences on traders in general.

        ``hits`` are those whose roles guards ask for, ``every`` has all of the sentence, ``mask`` their signals.
        """
        # Of nobody by name and without a figure, unlike "Companies with a certificate: 80 %".
        trading = mask & self._trading and not (mask & self._company or _FIGURE.search(text, span.start, span.end))
        if trading and any(hit.start == span.start for hit in self._with(hits, TRADERS)):
            yield Guarded(span.start, span.end, "reported_other")
        means = self._with(hits, MEANING)
        for verb in (*means, *self._with(hits, BINDING)):
            start, end = clause_of(span, verb.start)
            comma = text.rfind(_COMMA, start, verb.start)
            first = start if comma < 0 else comma + len(_COMMA)
            subject = text[first : verb.start].lower().split()
            inside = [hit for hit in hits if start <= hit.start < end]
            if not subject or self._speaks(text, start, inside, verb):
                continue
            named = subject[0] not in self._pointing
            terms = [hit.end for hit in every if hit.start == first and hit.end < verb.start] if named else []
            if verb in means:
                # "Means the …" needs no term of the lexicon before it, but "this means the …" has none.
                whole = any(one.start == verb.start and one.end > verb.end for one in means)
                whole = whole and (named or len(subject) > 1)
                # "Better means: 30 g less" tells what is better about the writer's own goods.
                if not text.startswith(":", verb.end) and (whole or verb.start - 1 in terms):
                    yield Guarded(start, end, "definition")
            # What is to be so by a date is an aim.
            elif terms and len(subject) <= _SUBJECT and not self._with(inside, "deadline"):
                # A rule ends with its phrase: "Green power must be cheap: ours is".
                yield Guarded(first, phrase_end(text, span, verb), "instruction")

    def _speaks(self, text: str, start: int, hits: Sequence[Hit], verb: Hit) -> bool:
        """Whether the company or its readers stand before a verb, and not only as who has a text: "in our report"."""
        ahead = [hit.start for hit in hits if hit.start < verb.start and hit[2] in self._persons]
        return any(text[start:at].rstrip().rpartition(" ")[2].lower() not in self._located for at in ahead)
