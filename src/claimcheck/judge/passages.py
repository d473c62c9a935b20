"""Evaluates rules over the sentences in which no claim was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from claimcheck.judge.ruling import ActiveRule
from claimcheck.judge.severity import RuleSeverity
from claimcheck.judge.wording import Wording
from claimcheck.model.claim import Remark
from claimcheck.model.context import Context
from claimcheck.model.passage import ALL_KINDS, Sentence
from claimcheck.rulepack.condition_terms import Compiled, may_hold
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.rulepack.prefilter import Gates
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages, is_long_report


class Loose(NamedTuple):
    """A rule with its condition as it is asked of passages."""

    ruling: ActiveRule
    when: Compiled


class PassageRules:
    """The rules of one context that look at passages; built once, holds no state of a document.

    ``anchors`` are the signals, a bit each, without which no rule holds: they are looked for in every sentence.
    ``verdict`` tells what the jurisdictions make of a rule on a sentence.
    """

    def __init__(
        self,
        rulings: Sequence[ActiveRule],
        verdict: Callable[[ActiveRule, PassageView], RuleSeverity | None],
        pack: Pack,
        lexicon: Lexicon,
        context: Context,
    ) -> None:
        self._context = context
        self._verdict = verdict
        self._wording = Wording.of(pack, lexicon)
        # Figures are read only where words leave a chance, so the gate takes every kind of figure for granted.
        self._facts = ALL_KINDS << pack.fact_shift
        conditions = [(one, one.check.loose) for one in rulings]
        rules = [(Loose(one, when), when.around) for one, when in conditions if when is not None]
        self._gates = Gates(rules, lexicon, pack.fact_shift)
        self.anchors = self._gates.anchors
        self._every = (1 << pack.fact_shift) - 1
        # The signals that rules ask for: sentences that agree in these have the same chances.
        self._asked = 0
        for _, around in rules:
            for branch in around:
                for need in branch:
                    self._asked |= need

    def judge(
        self,
        passages: Passages,
        taken: Collection[int],
        is_outside: Callable[[int], bool],
        stated: Collection[int] = (),
    ) -> tuple[Remark, ...]:
        """Return the findings in reading order.

        ``taken`` are the numbers of sentences that hold a claim; ``is_outside`` says of a sentence that its section
        makes no statements of the company. It is asked only where a rule has a chance. In a long report only those
        sentences count that are ``stated``: others mention a matter, define it or point to where it is told.
        """
        only = stated if is_long_report(self._context.medium, passages) else None
        return tuple(self._remarks(passages, taken, is_outside, only))

    def _remarks(
        self,
        passages: Passages,
        taken: Collection[int],
        is_outside: Callable[[int], bool],
        only: Collection[int] | None,
    ) -> Iterator[Remark]:
        known: dict[int, list[Loose]] = {}
        running: set[str] = set()
        # Rules that speak once in a long report, and have.
        spoken: set[str] = set()
        for index in self._interesting(passages):
            if only is not None and index not in only:
                continue
            key = passages.mask(index) & self._asked
            chances = known.get(key)
            if chances is None:
                chances = known[key] = self._gates.members(key | self._facts)
            if not chances or index in taken or passages.is_entry(index):
                continue
            if _is_repeated(passages, index, running) or is_outside(index):
                continue
            sentence = passages.sentence(index)
            yield from self._of_sentence(passages, sentence, chances, spoken, once=only is not None)

    def _interesting(self, passages: Passages) -> Sequence[int]:
        """Indices of the sentences whose anchors leave a rule a chance."""
        known: dict[int, bool] = {}
        searched = self.anchors & passages.searched
        # What is no anchor may be there.
        unknown = (~searched & self._every) | self._facts

        def is_open(mask: int) -> bool:
            anchors = mask & searched
            wanted = known.get(anchors)
            if wanted is None:
                wanted = known[anchors] = self._gates.is_open(anchors | unknown)
            return wanted

        return passages.with_anchors(is_open)

    def _of_sentence(
        self, passages: Passages, sentence: Sentence, chances: Sequence[Loose], spoken: set[str], *, once: bool
    ) -> Iterator[Remark]:
        view = PassageView(passages, sentence, None, self._context)
        for ruling, when in chances:
            # In a long report a rule for copy is silent, and one that speaks once has spoken.
            if ruling.check.id in spoken or (once and ruling.check.shape.copy_only):
                continue
            if not may_hold(when.branches, view.own | self._facts) or not when.test(view):
                continue
            if (found := self._verdict(ruling, view)) is not None:
                start, end = self._wording.whole(view, *_extent(view, ruling.marks))
                words = self._wording.passage(view, start, end)
                if once and ruling.check.shape.once:
                    spoken.add(ruling.check.id)
                yield Remark(sentence, ruling.finding(found, view, start, end, words))


def _extent(view: PassageView, marks: Collection[int]) -> tuple[int, int]:
    """The words that the rule quotes: those that count, else the first of them under a guard, else the sentence."""
    marked = [hit for hit in view.hits("sentence", False) if hit.signal in marks]
    if not marked:
        marked = [hit for hit in view.hits("sentence", True) if hit.signal in marks][:1]
    sentence = view.sentence
    start = min((hit.start for hit in marked), default=sentence.start)
    return start, max((hit.end for hit in marked), default=sentence.end)


def _is_repeated(passages: Passages, index: int, seen: set[str]) -> bool:
    """Whether a running head or foot was met before."""
    block = passages.block(index)
    if not block.running:
        return False
    if block.text in seen:
        return True
    seen.add(block.text)
    return False
