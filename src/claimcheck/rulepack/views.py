"""What conditions see: a passage of a document, without or with a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast

from claimcheck.model.context import Context
from claimcheck.model.passage import Clause, Fact, Hit, Sentence
from claimcheck.rulepack.condition_terms import Compiled, Test
from claimcheck.text.passages import Passages, is_long_report
from claimcheck.text.years import year_told_of

Kept = TypeVar("Kept")


class PassageView:
    """A clause in its sentence and document; claim fields and elements come with the subclasses.

    ``own`` has the signals that count in the view's own window: the clause, or the sentence where there is none;
    ``around`` has all of the sentence.
    Windows wider than the sentence are put together when a condition asks for them.
    """

    __slots__ = ("around", "clause", "context", "free_order", "own", "passages", "sentence")

    def __init__(self, passages: Passages, sentence: Sentence, clause: Clause | None, context: Context) -> None:
        self.passages = passages
        self.free_order = passages.free_order
        self.sentence = sentence
        self.clause = clause
        self.context = context
        facts = passages.known_kinds(sentence.number)
        self.own = (sentence.mask if clause is None else clause.mask) | facts
        self.around = sentence.mask_any | facts

    def mask(self, window: str, any_scope: bool) -> int:
        """Signals in the window, a bit each."""
        if window == "clause" and self.clause is not None:
            return self.clause.mask_any if any_scope else self.clause.mask
        if window in ("clause", "sentence"):
            return self.sentence.mask_any if any_scope else self.sentence.mask
        return self._kept(window, ("mask", any_scope), lambda: self._mask_of(window, any_scope))

    def has(self, window: str, mask: int, any_scope: bool) -> bool:
        """Whether one of the signals stands in a wide window.

        Only sentences that may have one are looked at, if all were searched for it.
        """
        if mask & ~self.passages.searched:
            return bool(self.mask(window, any_scope) & mask)
        if not mask & self.passages.anywhere:
            return False
        if not self._kept(window, "anchors", lambda: self._anchors_of(window)) & mask:
            return False
        return bool(self._kept(window, (mask, any_scope), lambda: self._has(window, mask, any_scope)))

    def hits(self, window: str, any_scope: bool) -> Sequence[Hit]:
        """Hits in the window, in order of start."""
        if window == "clause" and self.clause is not None:
            return self.clause.hits_any if any_scope else self.clause.hits
        clauses: Sequence[Clause] = self.sentence.clauses
        if window in ("clause", "sentence"):
            if len(clauses) == 1:
                return clauses[0].hits_any if any_scope else clauses[0].hits
        else:
            clauses = [clause for index in self._live(window) for clause in self.passages.sentence(index).clauses]
        return [hit for clause in clauses for hit in (clause.hits_any if any_scope else clause.hits)]

    def facts(self, window: str) -> Sequence[Fact]:
        """Facts in the window, in order of start."""
        if window in ("clause", "sentence"):
            facts = self.passages.facts(self.sentence.number)
            if not facts or window == "sentence" or self.clause is None:
                return facts
            start, end = self.clause.start, self.clause.end
            # The only clause of a sentence has all of its facts.
            if start == self.sentence.start and end == self.sentence.end:
                return facts
            return [fact for fact in facts if start <= fact.start < end]
        return [fact for index in self._window(window) for fact in self.passages.facts(index)]

    def remember(self, window: str, key: object, test: Test) -> bool:
        """The answer of a test that depends on nothing but a wide window; worked out once for that window."""
        return bool(self._kept(window, key, lambda: test(self)))

    def opening(self, window: str) -> int:
        """Where the clause or the sentence begins."""
        return self.sentence.start if window == "sentence" or self.clause is None else self.clause.start

    def tokens_between(self, start: int, end: int) -> int:
        """How many words stand between two offsets."""
        return self.passages.tokens_between(start, end)

    def context_field(self, name: str) -> tuple[str, ...]:
        """Values of a context field."""
        if name == "jurisdiction":
            return self.context.jurisdictions
        value = getattr(self.context, name)
        return () if value is None else (value,)

    def answer(self, name: str) -> str | None:
        """What the setting answers of a deciding fact."""
        return self.context.answer(name)

    def claim_field(self, name: str) -> str | None:
        """No claim here, so no field is known."""
        return None

    def noted(self) -> str | None:
        """Whether the words bear a note mark: a sign such as an asterisk, or a number."""
        words = self.clause or self.sentence
        return self.passages.noted(words.start, words.end)

    def element_state(self, name: str) -> str | None:
        """No claim here, so no element has a state."""
        return None

    def element_number(self, name: str, part: str) -> float | None:
        """No claim here, so no element has a number."""
        return None

    def number(self, path: str) -> float | None:
        """Numbers of the context."""
        if path == "context.as_of.year":
            return float(self.context.as_of.year)
        if path == "context.reporting_year":
            year = self.reporting_year()
            return None if year is None else float(year)
        return None

    def reporting_year(self) -> int | None:
        """The year that a text tells of: today's where it names none, None where that is a long report."""
        known, key = self.passages.answers, ("reporting year", self.context.reporting_year)
        if key not in known:
            told = year_told_of(self.passages.document, self.context)
            if told is None and not is_long_report(self.context.medium, self.passages):
                told = self.context.as_of.year
            known[key] = told
        return cast("int | None", known[key])

    def other_claim(self, where: Compiled, same: tuple[str, ...]) -> bool:
        """No other claims are known before all are found."""
        return False

    def _kept(self, window: str, key: object, work_out: Callable[[], Kept]) -> Kept:
        anchor = self._window(window)
        known = self.passages.answers
        place = (window, id(anchor) if window == "section" else anchor, key)
        if place not in known:
            known[place] = work_out()
        return cast(Kept, known[place])

    def _mask_of(self, window: str, any_scope: bool) -> int:
        mask = 0
        for index in self._live(window):
            sentence = self.passages.sentence(index)
            mask |= sentence.mask_any if any_scope else sentence.mask
        return mask

    def _has(self, window: str, mask: int, any_scope: bool) -> bool:
        anchors, sentence = self.passages.anchors, self.passages.sentence
        return any(
            (sentence(index).mask_any if any_scope else sentence(index).mask) & mask
            for index in self._window(window)
            if anchors[index] & mask
        )

    def _anchors_of(self, window: str) -> int:
        anchors, mask = self.passages.anchors, 0
        for index in self._window(window):
            mask |= anchors[index]
        return mask

    def _live(self, window: str) -> Iterable[int]:
        """Sentences of a window that have any signal."""
        mask = self.passages.mask
        return (index for index in self._window(window) if mask(index))

    def _window(self, window: str) -> Sequence[int]:
        if window == "paragraph":
            own, notes = (self.passages.of_block(self.sentence.block), self.passages.notes(self.sentence.number))
            return (*own, *notes) if notes else own
        if window == "section":
            return self.passages.of_section(self.sentence.block)
        return range(len(self.passages.spans))
