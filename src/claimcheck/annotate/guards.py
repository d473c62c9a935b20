"""Guards: which runs of a sentence are not the company's own assertion, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.model.passage import Guarded, GuardReason, Hit, SentenceSpan

# A quotation long enough to be somebody's words rather than a term or a name.
QUOTED = re.compile(r'"[^"]{2,1500}"')
QUOTED_WORDS = 4

ROLES_OF_SENTENCE: tuple[tuple[str, GuardReason], ...] = (
    ("definition", "definition"),
    ("instruction", "instruction"),
    ("commentary", "reported_other"),
)


class Guards:
    """Finds guarded runs from the grammar signals of one language."""

    __slots__ = ("_mask", "_roles")

    def __init__(self, roles: Mapping[str, int]) -> None:
        self._roles = roles
        self._mask = 0
        for mask in roles.values():
            self._mask |= mask

    def of(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> tuple[Guarded, ...]:
        """Return the guarded runs of a sentence, in order of start."""
        found: list[Guarded] = []
        if text[span.start : span.end].rstrip(" \"')").endswith(("?", "？")):
            found.append(Guarded(span.start, span.end, "question"))
        grammar = [hit for hit in hits if self._mask >> hit.signal & 1]
        if grammar:
            for role, reason in ROLES_OF_SENTENCE:
                if any(True for _ in self._with(grammar, role)):
                    found.append(Guarded(span.start, span.end, reason))
            found.extend(self._of_others(text, span, grammar))
            found.extend(self._negated(span, grammar))
            found.extend(self._conditional(span, grammar))
        found.sort(key=lambda run: (run.start, run.end))
        return tuple(found)

    def _with(self, hits: Iterable[Hit], role: str) -> Iterable[Hit]:
        mask = self._roles.get(role, 0)
        return (hit for hit in hits if mask >> hit.signal & 1)

    def _negated(self, span: SentenceSpan, grammar: Sequence[Hit]) -> Iterable[Guarded]:
        """From a negator to the end of its clause, unless an exception such as "not only" stands there."""
        exceptions = list(self._with(grammar, "negation_exception"))
        for hit in self._with(grammar, "negation"):
            if not any(other.start <= hit.start and hit.end <= other.end for other in exceptions):
                yield Guarded(hit.end, _clause_end(span, hit.start), "negated")

    def _conditional(self, span: SentenceSpan, grammar: Sequence[Hit]) -> Iterable[Guarded]:
        """A condition guards its clause; one that opens the sentence guards the whole of it."""
        for hit in self._with(grammar, "conditional"):
            if hit.start == span.start:
                yield Guarded(span.start, span.end, "conditional")
            else:
                yield Guarded(_clause_start(span, hit.start), _clause_end(span, hit.start), "conditional")

    def _of_others(self, text: str, span: SentenceSpan, grammar: Sequence[Hit]) -> Iterable[Guarded]:
        """Words that somebody else says: a third party with a reporting verb, its quotation included."""
        others = list(self._with(grammar, "third_party"))
        if not others:
            return
        speaking = list(self._with(grammar, "reporting"))
        company = list(self._with(grammar, "company"))
        for verb in speaking:
            speaker = _speaker(verb, others, company)
            if speaker is None:
                continue
            quotes = [
                (match.start(), match.end())
                for match in QUOTED.finditer(text, span.start, span.end)
                if len(match.group().split()) >= QUOTED_WORDS
            ]
            for start, end in quotes:
                yield Guarded(start, end, "quoted_other")
            yield Guarded(span.start, span.end, "reported_other")
            return


def _speaker(verb: Hit, others: Sequence[Hit], company: Sequence[Hit]) -> Hit | None:
    """The third party nearest to a reporting verb, unless the company stands nearer on the same side."""

    def distance(hit: Hit) -> int:
        return verb.start - hit.end if hit.end <= verb.start else hit.start - verb.end

    overlapping = [hit for hit in others if hit.start < verb.end and verb.start < hit.end]
    if overlapping:
        return overlapping[0]
    nearest = min(others, key=distance)
    nearest_company = min(map(distance, company), default=None)
    if nearest_company is not None and nearest_company <= distance(nearest):
        return None
    return nearest


def _clause_end(span: SentenceSpan, offset: int) -> int:
    return next((end for start, end in span.clauses if start <= offset < end), span.end)


def _clause_start(span: SentenceSpan, offset: int) -> int:
    return next((start for start, end in span.clauses if start <= offset < end), span.start)
