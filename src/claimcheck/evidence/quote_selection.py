"""The words by which evidence is shown: what a reader is to look at."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.noun_phrases import NounPhrases
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, KIND_BITS, Fact
from claimcheck.rulepack.pack import ElementType, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.fragments import leads_of
from claimcheck.text.sentence_scan import longest_before
from claimcheck.text.spans import SPAN
from claimcheck.text.tokens import WORD

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import ShownBy

Shown = tuple[int, int, Fact | None]
"""Where they start and end in the normalised text, and the figure that they are."""

MOST_BETWEEN = 4
"""Words between a fact and the words beside which it is shown."""
VERB_FORMS = ("past", "s")
"""Forms of a word that say it is the verb of a phrase and no part of it."""


class _Source(NamedTuple):
    """One entry of ``shown_by`` with the number and the bit of the signal that it names, -1 and 0 where it names none.

    The words of that signal are shown; or a fact, which has to stand beside them: ``kind`` is the bit of its kind, 0
    for words. A sentence without one of these bits has neither.
    """

    shown: ShownBy
    number: int
    bit: int
    kind: int


_TARGET, _PERIOD, _TIMES = "target", "period", ("year", "period")
_TO_TIME = 2
"""Words between a figure and the time it is of."""
_LEADING = 2
"""Words of an aside of which one is its relative pronoun ("in which")."""


class Quotes:
    """Finds the words for each element; built once for a pack and a language."""

    def __init__(self, pack: Pack, lexicon: Lexicon, elements: Iterable[ElementType]) -> None:
        self._nouns = NounPhrases(lexicon)
        self._small = lexicon.terms.openers | lexicon.phrase_ends
        self._relatives = lexicon.frames.opening("relative")
        self._earlier, self._openers = lexicon.facts.index.earlier, lexicon.facts.index.openers
        self._shown_by = {one.id: tuple(_source(shown, pack) for shown in one.shape.shown_by) for one in elements}

    def of(self, element: ElementType, view: PassageView, core: Core) -> Shown:
        """The words to quote: the first of ``shown_by`` that is there, in the claim's clause before elsewhere."""
        around, sentence = view.around, view.sentence
        start, end = core.clause.start, core.clause.end
        own = sentence.start <= start < sentence.end
        elsewhere: Shown | None = None
        for source in self._shown_by[element.id]:
            if source.shown.opening:
                return elsewhere or self._opening(view, core)
            # Most of what an element may be shown by is not there.
            if (source.bit and not around & source.bit) or (source.kind and not around & source.kind):
                continue
            found = self._fact(source, view, core) if source.kind else self._words(source, view, core)
            if found is not None:
                inside = start <= found[0] < end
                if elsewhere is None:
                    if not own or inside or not _is_figure(found):
                        return found
                    elsewhere = found
                elif inside and _is_figure(found):
                    # One figure is as good as another, and that of the clause is the claim's own.
                    return found
        return elsewhere or self._of_lead(element, view, core) or (sentence.start, sentence.end, None)

    def _of_lead(self, element: ElementType, view: PassageView, core: Core) -> Shown | None:
        """What the line that leads to a list shows, for an entry that tells by it: "By 2030 we will:"."""
        lead = leads_of(view.passages).get(view.sentence.number)
        if lead is None:
            return None
        sentence = view.passages.sentence(lead)
        shown = self.of(element, PassageView(view.passages, sentence, None, view.context), core)
        return shown if shown[:2] != (sentence.start, sentence.end) else None

    def _words(self, source: _Source, view: PassageView, core: Core) -> Shown | None:
        """The words of a signal, of those that begin at one place the longest."""
        _, number, bit, _ = source
        # A grade may count words under a guard ("without offsets"); then these are what is quoted.
        guarded = not view.own & bit
        hits = [
            hit
            for clause in view.sentence.clauses
            if clause.mask_any & bit
            for hit in (clause.hits_any if guarded else clause.hits)
            if hit[2] == number
        ]
        if not hits:
            return None
        start, end = hits[0][:2]
        if len(hits) > 1:
            clause = core.clause
            start = next((hit[0] for hit in hits if clause.start <= hit[0] < clause.end), start)
            end = max([hit[1] for hit in hits if hit[0] == start])
        return start, self._phrase_end(start, end, view) if source.shown.phrase else end, None

    def _fact(self, source: _Source, view: PassageView, core: Core) -> Shown | None:
        """The first fact that fits, in the claim's clause and not in an aside before elsewhere."""
        shown = source.shown
        kind, role, unit = shown.fact, shown.role, shown.unit
        found: list[Shown] = [
            (fact.start, fact.end, fact)
            for fact in view.facts("sentence")
            if fact.kind == kind
            and (role is None or fact.role == role or (role == _TARGET and _is_due(fact, core)))
            and (unit is None or fact.unit_class == unit)
        ]
        if found and source.bit:
            found = _beside(found, source.number, shown.behind is not None, view)
        if found and shown.dated:
            found = _dated(found, view)
        if not found:
            return None
        clause = core.clause
        inside = [one for one in found if clause.start <= one[0] < clause.end]
        if unit is None and len(inside) > 1:
            # "Over the next two years we will plant 4,000 trees": how long it takes measures nothing.
            inside = [one for one in inside if one[2] and one[2].unit_class != SPAN] or inside
        lower = view.passages.norm.lower
        own = [one for one in inside if not _is_aside(lower, clause.start, one[0], clause.end, self._relatives)]
        if len(own) > 1:
            own = self._without_starts(own, lower)
        due = _due(view, core) if len(own) > 1 else None
        if due is not None:
            # "We cut emissions by 18 %, in line with our target of 42 % by 2030": the plan's stands before its year.
            return min(own, key=lambda one: (one[0] > due.start, abs(due.start - one[0])))
        return next(iter(own), inside[0] if inside else found[0])

    def _without_starts(self, places: list[Shown], lower: str) -> list[Shown]:
        """Those that are not what something was before: "from 1,890 GWh to 1,760 GWh", "after 14 t it was 12 t"."""
        kept: list[Shown] = []
        later: dict[str | None, int] = {}
        for one in reversed(places):
            start, end, fact = one
            if fact is None or fact.kind not in FIGURES:
                kept.append(one)
                continue
            behind = later.get(fact.unit_class)
            if behind is None or not self._is_start(start, lower, lower[end:behind]):
                kept.append(one)
                later[fact.unit_class] = start
        return kept[::-1]

    def _is_start(self, start: int, lower: str, behind: str) -> bool:
        """Whether a figure is of a time before; ``behind`` stands before one in the same unit, which came of it.

        In "from 14 MW of solar power and 9 MW of wind power" nothing has moved.
        """
        found = longest_before(lower, start, self._earlier)
        joiners = self._openers.get(lower[found[0] : start].strip()) if found is not None else None
        return found is not None and (joiners is None or not joiners.isdisjoint(behind.split()))

    def _phrase_end(self, start: int, end: int, view: PassageView, verbs: Container[int] = ()) -> int:
        """Where the noun phrase ends that begins at ``start`` with the words up to ``end``."""
        return self._nouns.end(view, start, end, verbs)

    def _opening(self, view: PassageView, core: Core) -> Shown:
        """The noun phrase that the claim's clause opens with, up to its verb, else the clause.

        "To protect rivers, our mill …": what leads on to the main clause is none.
        """
        clause = core.clause
        return (*(self._phrase(view, clause.start, clause.end) or (clause.start, clause.end)), None)

    def _phrase(self, view: PassageView, start: int, end: int) -> tuple[int, int] | None:
        verbs = {hit.start for hit in view.hits("sentence", True) if hit.form in VERB_FORMS}
        return self._nouns.opening(view, start, end, verbs)

    def opens_with_another(self, own: CoreView, other: CoreView) -> bool:
        """Whether a sentence opens with another product of the kind of a claim's: "mailing bags" and "paper bags".

        Each has a word before the same noun that the other sentence nowhere has.
        """
        if own.core.subject_kind != "product":
            return False
        clause, behind, lower = own.core.clause, other.sentence.clauses[0], own.passages.norm.lower
        runs = (self._phrase(own, clause.start, clause.end), self._phrase(other, behind.start, behind.end))
        if None in runs:
            return False
        mine, theirs = ([word for word in WORD.findall(lower, *run) if word not in self._small] for run in runs if run)
        if not mine or not theirs or mine[-1] != theirs[-1]:
            return False
        said = [set(WORD.findall(lower, one.start, one.end)) for one in (own.sentence, other.sentence)]
        return bool(mine[:-1] and theirs[:-1]) and said[1].isdisjoint(mine[:-1]) and said[0].isdisjoint(theirs[:-1])


def _is_figure(shown: Shown) -> bool:
    return shown[2] is not None and shown[2].kind in FIGURES


def _source(shown: ShownBy, pack: Pack) -> _Source:
    named = shown.signal or shown.behind or shown.before
    number = -1 if named is None else pack.signal_numbers[named]
    kind = 0 if shown.fact is None else KIND_BITS[shown.fact] << pack.fact_shift
    return _Source(shown, number, 0 if named is None else 1 << number, kind)


def _is_due(fact: Fact, core: Core) -> bool:
    """Whether a year that no words give a role is the one by which a plan is due ("our 2030 targets")."""
    return fact.role is None and fact.year is not None and fact.year == core.target_year


def _due(view: PassageView, core: Core) -> Fact | None:
    """The year by which a plan is due, in its clause."""
    if core.target_year is None:
        return None
    own = (one for one in view.facts("sentence") if core.clause.start <= one.start < core.clause.end)
    return next((one for one in own if one.role == _TARGET), None)


def _is_aside(lower: str, start: int, at: int, end: int, relatives: Container[str]) -> bool:
    """Whether a figure stands in a relative clause between two commas ("the dairy, in which we hold 60 %, …")."""
    comma = lower.rfind(",", start, at)
    if comma < 0 or lower.find(",", at, end) < 0:
        return False
    return any(word in relatives for word in lower[comma + 1 : at].split()[:_LEADING])


def _dated(places: list[Shown], view: PassageView) -> list[Shown]:
    """Those with the time that they tell of close behind: "17 % in FY24", and neither a base nor a deadline."""
    times = [fact.start for fact in view.facts("sentence") if fact.kind in _TIMES and fact.role in (None, _PERIOD)]
    return [one for one in places if any(one[1] <= at and view.tokens_between(one[1], at) <= _TO_TIME for at in times)]


def _beside(places: list[Shown], signal: int, behind: bool, view: PassageView) -> list[Shown]:
    """Those that stand close behind or close before words of a signal, or among these."""
    hits = [hit for hit in view.hits("sentence", True) if hit.signal == signal]
    found = []
    for place in places:
        start, end = place[:2]
        gaps = ((hit.end, start) if behind else (end, hit.start) for hit in hits)
        among = any(hit.start <= start < hit.end for hit in hits)
        if among or any(one <= two and view.tokens_between(one, two) <= MOST_BETWEEN for one, two in gaps):
            found.append(place)
    return found
