"""Guards: which runs of a sentence are not the company's own assertion, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimcheck.model.passage import Guarded, GuardReason, Hit, SentenceSpan
from claimcheck.text.quotations import quotations

# From so many words on a quotation is what somebody says, and not a term or a name.
QUOTED_WORDS = 4

ROLES_OF_SENTENCE: tuple[tuple[str, GuardReason], ...] = (
    ("definition", "definition"),
    ("instruction", "instruction"),
    ("commentary", "reported_other"),
)
ROLES_OF_CLAUSE: tuple[tuple[str, GuardReason], ...] = (
    ("obligation", "instruction"),
    ("conditional", "conditional"),
)
# Words that guard a sentence only where they open it: "Rinse the jar", "Were the permit granted", "Had it rained".
OPENERS: tuple[tuple[str, GuardReason], ...] = (
    ("instruction_opener", "instruction"),
    ("conditional_opener", "conditional"),
)
GUARDING = (
    "definition", "instruction", "commentary", "third_party", "negation", "negation_phrase", "conditional",
    "obligation", "defining_verb", "instruction_opener", "conditional_opener",
)  # fmt: skip
QUESTION_ENDS = "?？\"')"


class Guards:
    """Finds guarded runs from the grammar signals of one language."""

    __slots__ = ("_free_order", "_guarding", "_roles")

    def __init__(self, roles: Mapping[str, int], *, free_order: bool = False) -> None:
        self._roles = roles
        self._free_order = free_order
        self._guarding = 0
        for role in GUARDING:
            self._guarding |= roles.get(role, 0)

    def may_guard(self, text: str, span: SentenceSpan, mask: int) -> bool:
        """Whether the signals of a sentence and its last mark leave a guard any chance."""
        return bool(mask & self._guarding) or text[span.end - 1] in QUESTION_ENDS

    def of(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> tuple[Guarded, ...]:
        """Return the guarded runs of a sentence, in order of start; ``mask`` has the signals of its hits."""
        found: list[Guarded] = []
        if text[span.end - 1] in QUESTION_ENDS and _is_question(text[span.start : span.end]):
            found.append(Guarded(span.start, span.end, "question"))
        if mask & self._guarding:
            for role, reason in ROLES_OF_SENTENCE:
                if mask & self._roles.get(role, 0):
                    found.append(Guarded(span.start, span.end, reason))
            if self._defines(text, span, hits):
                found.append(Guarded(span.start, span.end, "definition"))
            for role, reason in OPENERS:
                if any(hit.start == span.start for hit in self._with(hits, role)):
                    found.append(Guarded(span.start, span.end, reason))
            if mask & self._roles.get("third_party", 0):
                found.extend(self._of_others(text, span, hits))
            found.extend(self._negated(text, span, hits))
            for role, reason in ROLES_OF_CLAUSE:
                if mask & self._roles.get(role, 0):
                    found.extend(self._of_clause(span, self._with(hits, role), reason))
        if len(found) > 1:
            found.sort(key=lambda run: (run.start, run.end))
        return tuple(found)

    def _with(self, hits: Iterable[Hit], role: str) -> Iterable[Hit]:
        mask = self._roles.get(role, 0)
        return (hit for hit in hits if mask >> hit.signal & 1)

    def _defines(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> bool:
        """Whether the sentence opens with a term in quotation marks and goes on to say what it means."""
        start, end = next(quotations(text, span.start, span.end), (-1, -1))
        return start == span.start and any(hit.start == end + 1 for hit in self._with(hits, "defining_verb"))

    def _negated(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """From a negator to the end of its clause, unless an exception such as "not only" stands there.

        A negated phrase ("without carbon credits, verified by …") ends at its comma already. Where the order of words
        is free, what a negator denies may stand before it, back to the last comma.
        """
        exceptions = list(self._with(hits, "negation_exception"))
        for role in ("negation", "negation_phrase"):
            for hit in self._with(hits, role):
                if any(other.start <= hit.start and hit.end <= other.end for other in exceptions):
                    continue
                # "Has yet to" may reach into the next clause.
                end = _clause_end(span, hit.end - 1)
                start = hit.end
                if role == "negation_phrase":
                    comma = text.find(", ", hit.end, end)
                    end = comma if comma >= 0 else end
                elif self._free_order:
                    opens = _clause_start(span, hit.start)
                    comma = text.rfind(", ", opens, hit.start)
                    start = comma + 1 if comma >= 0 else opens
                yield Guarded(start, end, "negated")

    def _of_clause(self, span: SentenceSpan, hits: Iterable[Hit], reason: GuardReason) -> Iterable[Guarded]:
        """Such a word guards its clause; a condition that opens the sentence guards the whole of it."""
        for hit in hits:
            if hit.start == span.start and reason == "conditional":
                yield Guarded(span.start, span.end, reason)
            else:
                yield Guarded(_clause_start(span, hit.start), _clause_end(span, hit.start), reason)

    def _of_others(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """Words that somebody else says: a third party with a reporting verb, its quotation included."""
        others = list(self._with(hits, "third_party"))
        if not others:
            return
        company = list(self._with(hits, "company"))
        for verb in self._with(hits, "reporting"):
            if not _others_speak(verb, others, company):
                continue
            for start, end in quotations(text, span.start, span.end):
                if len(text[start:end].split()) >= QUOTED_WORDS:
                    yield Guarded(start, end, "quoted_other")
            yield Guarded(span.start, span.end, "reported_other")
            return


def _others_speak(verb: Hit, others: Sequence[Hit], company: Sequence[Hit]) -> bool:
    """Whether a third party stands nearer to a reporting verb than the company, or is part of it ("critics say")."""

    def distance(hit: Hit) -> int:
        return verb.start - hit.end if hit.end <= verb.start else hit.start - verb.end

    if any(hit.start < verb.end and verb.start < hit.end for hit in others):
        return True
    nearest = min(map(distance, others))
    return all(nearest < distance(hit) for hit in company)


def _is_question(sentence: str) -> bool:
    return sentence.rstrip(" \"')").endswith(("?", "？"))


def _clause_end(span: SentenceSpan, offset: int) -> int:
    return next((end for start, end in span.clauses if start <= offset < end), span.end)


def _clause_start(span: SentenceSpan, offset: int) -> int:
    return next((start for start, end in span.clauses if start <= offset < end), span.start)
