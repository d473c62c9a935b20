"""A rule that runs in one context, and what its findings say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.judge.legal import Decisions
from claimcheck.judge.severity import Line, RuleSeverity
from claimcheck.judge.wording import Slots, template
from claimcheck.model.claim import Citation, Finding, Law
from claimcheck.model.passage import signals_in
from claimcheck.rulepack.condition_terms import Branches, Compiled, View, narrowest
from claimcheck.rulepack.pack import Check, LegalTest, Question

if TYPE_CHECKING:
    from claimcheck.rulepack.law_shapes import LegalTestShape
    from claimcheck.rulepack.shapes import CheckShape

# How many steps heavier a rule is, for each jurisdiction of the context.
Shifts = tuple[int, ...]


class Cited(NamedTuple):
    """The passages behind a line of one law, and behind all lines of a verdict; worked out once for each."""

    of_line: Callable[[Line], tuple[Citation, ...]]
    of_verdict: Callable[[RuleSeverity], tuple[Citation, ...]]


class ActiveRule(NamedTuple):
    """A rule that runs, with everything about its findings that is the same for all claims.

    ``around`` is what it asks for around a claim beside what its own words have, ``gate`` what it cannot do without.
    ``verdicts`` has what it comes to by the shifts and the decisions of each jurisdiction, as far as claims have asked
    for it. ``citations`` gives the passages behind a line, and those behind a verdict.
    """

    check: Check
    gate: int
    around: Branches
    when: Compiled
    verdicts: dict[tuple[Shifts, Decisions], RuleSeverity | None]
    citations: Cited
    questions: tuple[Question, ...]
    marks: frozenset[int]

    @classmethod
    def of(cls, check: Check, citations: Cited) -> ActiveRule:
        """The rule as it runs over claims; its verdicts are worked out as claims ask for them."""
        when = check.when
        # What stands in the words of a claim stands around it too.
        around = () if when.around == when.branches else when.around
        marks = signals_in(check.marks)
        return cls(check, narrowest(around), around, when, {}, citations, check.questions, marks)

    def finding(self, found: RuleSeverity, view: View | None, start: int, end: int, words: Slots) -> Finding:
        """What the rule says of the words from ``start`` to ``end`` of the normalised text.

        ``view`` is what may tell the facts that the rule asks for; without one all questions stay open.
        """
        check, shape = self.check, self.check.shape
        laws = tuple(self._laws(found.lines, view, words))
        first, test = laws[0], found.lines[0].test
        asked = self.questions if test is None else test.questions
        return Finding(
            rule=check.id,
            name=shape.name,
            family=check.family,
            tier=found.tier,
            severity=found.severity,
            confidence="high" if asked and not first.undetermined else shape.confidence,
            message=_dated(first.message, found.starts),
            why=shape.why if test is None else test.shape.why,
            start=start,
            end=end,
            jurisdictions=found.jurisdictions,
            citations=self.citations.of_verdict(found),
            questions=first.undetermined,
            remedy=first.remedy,
            rewrite=first.rewrite,
            laws=laws,
        )

    def _laws(self, lines: Iterable[Line], view: View | None, words: Slots) -> Iterator[Law]:
        """The line of each jurisdiction in its own words: those of its legal test, or else those of the rule."""
        told: dict[str | None, tuple[str, str, tuple[str, ...]]] = {}
        for line in lines:
            test = line.test
            said: CheckShape | LegalTestShape = self.check.shape if test is None else test.shape
            name = None if test is None else test.id
            if name not in told:
                rewrite = "" if self._is_unfit(view, test) else template(said.rewrite).rewrite(words)
                open_ = untold(self.questions if test is None else test.questions, view)
                told[name] = template(said.message).fill(words), rewrite, open_
            message, rewrite, open_ = told[name]
            yield Law(
                jurisdiction=line.jurisdiction,
                test=name,
                tier=line.tier,
                severity=line.severity,
                message=message,
                why=(line.because or "") if test is None else test.shape.why,
                remedy=said.remedy,
                rewrite=rewrite,
                exposure="" if test is None else test.shape.exposure or "",
                citations=tuple([one.key for one in self.citations.of_line(line)]),
                undetermined=open_,
                starts=line.starts,
            )

    def _is_unfit(self, view: View | None, test: LegalTest | None) -> bool:
        """Whether a text is not what the rule's own rewrite is for."""
        fit = self.check.rewrite_when
        return test is None and view is not None and fit is not None and not fit.test(view)


def untold(questions: tuple[Question, ...], view: View | None) -> tuple[str, ...]:
    """The deciding facts that a text does not tell; all of them where there is none."""
    return tuple([_asked(one) for one in questions if view is None or not _is_told(one, view)])


def _is_told(question: Question, view: View) -> bool:
    if question.fact is not None and view.answer(question.fact) is not None:
        return True
    return question.told is not None and question.told.test(view)


def _asked(question: Question) -> str:
    """The question in words, with the name by which it may be answered."""
    return question.ask if question.fact is None else f"{question.ask} (fact: {question.fact})"


def _dated(message: str, starts: date | None) -> str:
    return message if starts is None else f"{message} (applies from {starts})"
