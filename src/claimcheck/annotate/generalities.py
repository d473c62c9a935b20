"""What a sentence says of a kind of thing, and not of anybody's goods: what a term means, what goods must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimcheck.annotate.wordings import clause_of
from claimcheck.model.passage import Guarded, Hit, SentenceSpan, signals_in
from claimcheck.rulepack.pack import Lexicon

# Roles of words: "means", "is reached when"; "must"; "brands", "most airlines".
MEANING, BINDING, TRADERS = "meaning", "binding", "traders"
# A subject without an article has no more words than these: "Compostable bags".
_SUBJECT = 3
_COMMA = ", "
_FIGURE = re.compile(r"\d")


class Generalities:
    """Finds such clauses by the grammar signals of one language; ``mask`` has a bit for each that may make one."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles, frames = lexicon.roles, lexicon.frames
        meaning, binding, self._trading = (roles.get(role, 0) for role in (MEANING, BINDING, TRADERS))
        self.mask = meaning | binding | self._trading
        self._saying = meaning | binding
        self._meaning, self._verbs = signals_in(meaning), signals_in(self._saying)
        self._traders, self._dates = signals_in(self._trading), signals_in(roles.get("deadline", 0))
        self._company = roles.get("company", 0) | roles.get("first_person", 0)
        self._persons = signals_in(self._company | roles.get("addressee", 0))
        # No term that is defined, and no goods of which a rule is told.
        self._pointing = frames.opening("pronoun") | frames.opening("determiner")
        # The prepositions of a place.
        self._located = lexicon.metrics.located

    def of(
        self, text: str, span: SentenceSpan, hits: Sequence[Hit], every: Sequence[Hit], mask: int
    ) -> Iterable[Guarded]:
        """The clauses that define a term or tell a rule for all goods of a kind, and sentences on traders in general.

        ``hits`` are those whose roles guards ask for, ``every`` has all of the sentence, ``mask`` their signals.
        """
        # Of nobody by name and without a figure, unlike "Companies with a certificate: 80 %".
        trading = mask & self._trading and not (mask & self._company or _FIGURE.search(text, span.start, span.end))
        if trading and [hit for hit in hits if hit.start == span.start and hit[2] in self._traders]:
            yield Guarded(span.start, span.end, "reported_other")
        verbs = [hit for hit in hits if hit[2] in self._verbs] if mask & self._saying else []
        for verb in verbs:
            means = verb[2] in self._meaning
            # "Means the …" needs no term of the lexicon before it.
            whole = means and any(one.start == verb.start and one.end > verb.end for one in verbs)
            if self._is_general(text, span, hits, every, verb, means=means, whole=whole):
                yield Guarded(*clause_of(span, verb.start), "definition" if means else "instruction")

    def _is_general(
        self,
        text: str,
        span: SentenceSpan,
        hits: Sequence[Hit],
        every: Sequence[Hit],
        verb: Hit,
        *,
        means: bool,
        whole: bool,
    ) -> bool:
        """Whether a verb has a term or goods of a kind for its subject, which opens the clause or follows a comma."""
        start, end = clause_of(span, verb.start)
        comma = text.rfind(_COMMA, start, verb.start)
        first = start if comma < 0 else comma + len(_COMMA)
        subject = text[first : verb.start].lower().split()
        # "Better means: 30 g less" tells what is better about the writer's own goods.
        if not subject or (means and text[verb.end] == ":"):
            return False
        # "In our report" only has a text; "green shoes you must have" binds the readers.
        speaking = any(
            hit[2] in self._persons
            and start <= hit.start < verb.start
            and text[start : hit.start].rstrip().rpartition(" ")[2].lower() not in self._located
            for hit in hits
        )
        if speaking or (subject[0] in self._pointing and (len(subject) == 1 or not whole)):
            return False
        if means:
            return whole or any(hit.start == first and hit.end + 1 == verb.start for hit in every)
        # What is to be so by a date is an aim.
        if len(subject) > _SUBJECT or any(start <= hit.start < end for hit in hits if hit[2] in self._dates):
            return False
        return any(hit.start == first and hit.end < verb.start for hit in every)
