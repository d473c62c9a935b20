"""Decides which missing evidence is worth asking for: what somebody asks who checks such a claim, a few things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.model.claim import Asked, Core, Element, Question, ToldOnce
from claimcheck.model.passage import FIGURES
from claimcheck.rulepack.pack import Ask, Pack
from claimcheck.rulepack.slots import SLOT
from claimcheck.rulepack.views import PassageView
from claimcheck.text.fragments import DASHES, is_cut, is_label

MOST_ASKED = 4
"""Of one claim; nobody answers a longer list."""

MOST_QUESTIONS = 2
"""Of one claim; the second is for words that stand in several places, of which another answers the first."""

FAIR = 0.5
"""The credit from which held evidence is not asked for again: half of it, where no limit of the score binds."""

OF_FIGURE = "{value"
"""How the figure of a claim is named in a question."""

MOST_LEADING = 2
"""Words before the verb of a clause that goes on with its sentence: "while also keeping"."""
_LEANING, _UNDONE = ("present", "none"), ("ongoing", "attribute")
_DONE, _GOES_ON = "achieved", (";", *DASHES)
_POSSIBLE = "able"

REPORT = "report"
"""The medium in which one passage answers for another."""


class Wanted(NamedTuple):
    """What a claim is to add and what to better, in the order in which it is asked for, and the questions."""

    missing: list[str]
    bettered: list[str]
    questions: tuple[Question, ...]


class Asker:
    """Asks by the lists of the claim types; built once for a pack."""

    def __init__(self, pack: Pack) -> None:
        self._asks = {name: kind.asks for name, kind in pack.claim_types.items()}
        self._decides = {name: kind.decides for name, kind in pack.claim_types.items()}
        self._answered = {name: one.answered for name, one in pack.elements.items() if one.answered is not None}
        self._once = {name: one.once for name, one in pack.elements.items() if one.once is not None}
        self._advice = {name: one.shape.ask for name, one in pack.elements.items()}
        self._includes = {
            name: frozenset(one.shape.includes) for name, one in pack.elements.items() if one.shape.includes
        }
        self._unasked = frozenset(name for name, kind in pack.sections.items() if kind.unasked)

    def ask(
        self, cores: Sequence[Core], elements: Sequence[tuple[Element, ...]], views: Sequence[PassageView]
    ) -> tuple[list[Asked], list[ToldOnce]]:
        """What is asked of each claim, and what is told once for all, most claims first.

        ``elements`` are in their final states, ``views`` the claims as conditions see them.
        """
        # Most of what is missing is the same value in many claims.
        unasked: dict[int, Element] = {}
        wanted = [self._wanted(*one) for one in zip(cores, elements, views, strict=True)]
        if views and views[0].context.medium == REPORT:
            once = [
                frozenset(name for name in one.missing if name in self._once and self._once[name].test(view))
                for one, view in zip(wanted, views, strict=True)
            ]
            wanted = without_repeated(cores, elements, views, wanted, once)
        asked = [_marked(*one, unasked) for one in zip(elements, wanted, strict=True)]
        lacking = Counter(
            name
            for one, view in zip(asked, views, strict=True)
            for name in self._lacking(one.elements)
            if self._once[name].test(view)
        )
        told = sorted(lacking.items(), key=lambda item: (-item[1], item[0]))
        return asked, [ToldOnce(name, claims, self._advice[name]) for name, claims in told]

    def _wanted(self, core: Core, elements: tuple[Element, ...], view: PassageView) -> Wanted:
        known = {one.id: one for one in elements}
        # What has lapsed or leads astray was given once, and is asked for again before anything else.
        wanted = [one.id for one in elements if one.state == "missing" and (one.source or one.fact)][:MOST_ASKED]
        bettered: list[str] = []
        # Of a line without a sentence anything is asked only where it tells a figure.
        fragment, figure = _is_fragment(view), known.get("value")
        told = figure is not None and figure.state != "missing"
        silent = not told and view.context.medium == REPORT and (fragment or self._is_silent(core, view))
        questions = () if silent else self._questions(core, known, view)
        decisive = [Ask(one.element, None) for one in questions[:1] if one.element]
        included: frozenset[str] = frozenset()
        for name, when in () if fragment or silent else (*decisive, *self._asks[core.type]):
            one = known.get(name)
            if one is None or name in wanted or one.state == "contradicted" or one.credit >= FAIR:
                continue
            if len(wanted) == MOST_ASKED:
                break
            if (when is None or when.test(view)) and not self._is_answered(name, view):
                (wanted if one.state == "missing" else bettered).append(name)
                if one.state == "missing" and view.context.medium == REPORT:
                    included |= self._includes.get(name, frozenset())
        kept = {one.element for one in decisive} | {one.id for one in elements if one.source or one.fact}
        wanted = [name for name in wanted if name not in included or name in kept]
        return Wanted(wanted, bettered[: MOST_ASKED - len(wanted)], questions)

    def _is_silent(self, core: Core, view: PassageView) -> bool:
        """Whether nobody asks anything of a sentence of a report without a figure, as of a section; notes are apart.

        Its verb may say something else of what is claimed: "our net zero plan has steps". What was done is told.
        """
        if (core.aside and core.tense != _DONE) or core.subject_of or _goes_on(core, view) or _announces(view):
            return True
        if core.verb == _POSSIBLE:
            return True
        return core.block != "footnote" and view.passages.structure.section_kind(view.sentence.block) in self._unasked

    def _questions(self, core: Core, known: Mapping[str, Element], view: PassageView) -> tuple[Question, ...]:
        """The first questions that decide on a claim and that nothing answers, with its own figures in them."""
        found: list[Question] = []
        # What the report tells, well or badly, or of which it says two things, which is another question.
        told = {name for name, one in known.items() if one.state != "missing"}
        # In a report nobody asks what is left of a figure that it does not tell.
        report = view.context.medium == REPORT
        unmeasured = report and "value" in known.keys() - told
        settled = False
        for ask, name, when in self._decides[core.type]:
            if name in told or (when is not None and not when.test(view)) or (settled and name is not None):
                continue
            if name is not None and self._is_answered(name, view):
                settled = report
                continue
            if unmeasured and OF_FIGURE in ask:
                continue
            words = _worded(ask, known, view, core.target_year) if "{" in ask else ask
            found.append(Question(name, words))
            if len(found) == MOST_QUESTIONS:
                break
            if name is not None:
                told.add(name)
        return tuple(found)

    def _is_answered(self, name: str, view: PassageView) -> bool:
        answered = self._answered.get(name)
        return answered is not None and answered.test(view)

    def _lacking(self, elements: tuple[Element, ...]) -> list[str]:
        return [one.id for one in elements if one.state == "missing" and not one.asked and one.id in self._once]


def without_repeated(
    cores: Sequence[Core],
    elements: Sequence[tuple[Element, ...]],
    views: Sequence[PassageView],
    wanted: Sequence[Wanted],
    once: Sequence[frozenset[str]],
) -> list[Wanted]:
    """What is asked of each claim of a report, without what is asked of another passage on the same.

    Of all passages on one thing that is asked of which tells the most of it, the first of several. ``once`` are the
    elements of each claim that are told once for the document: they are asked of one claim.
    """
    fullest = sorted(range(len(cores)), key=lambda place: -sum(one.state == "present" for one in elements[place]))
    asked: set[Hashable] = set()
    found = list(wanted)
    for place in fullest:
        one = wanted[place]
        if not one.missing:
            continue
        known = {element.id: element for element in elements[place]}
        same = list(_same(cores[place], known, views[place], one.questions))
        lapsed = {name for name in one.missing if known[name].source or known[name].fact}
        repeated = {
            name
            for name in one.missing
            if name not in lapsed
            and (not asked.isdisjoint((name, key) for key in same) or (name in once[place] and (name, None) in asked))
        }
        asked.update((name, key) for name in one.missing for key in same)
        asked.update((name, None) for name in once[place])
        if repeated:
            found[place] = _without(one, repeated)
    return found


def _without(one: Wanted, told: Collection[str]) -> Wanted:
    """What is wanted of a claim without elements that are told or asked elsewhere."""
    if not told:
        return one
    missing = [name for name in one.missing if name not in told]
    return Wanted(missing, one.bettered, tuple([ask for ask in one.questions if ask.element not in told]))


def _same(
    core: Core, known: Mapping[str, Element], view: PassageView, questions: Sequence[Question]
) -> Iterator[Hashable]:
    """What two claims have in common of which the same is asked once.

    These are the words of the clause, a question in one paragraph, and a commitment: its kind and topic, with the year
    and the figure that it is told with.
    """
    text = view.passages.norm.text
    yield core.type, " ".join(text[core.clause.start : core.clause.end].casefold().split())
    if questions:
        yield core.type, core.sentence.block, questions[0].ask
    if core.tense != "planned" or core.target_kind is None:
        return
    value = known.get("value")
    fact = value.fact if value is not None and value.state == "present" else None
    if fact is not None or core.target_kind != "other":
        amount = None if fact is None else (fact.kind, fact.value)
        yield core.type, core.topic, core.target_kind, core.target_year, amount
    if fact is not None and questions:
        yield core.type, core.target_year, fact.kind, fact.value, questions[0].ask


def _marked(elements: tuple[Element, ...], wanted: Wanted, unasked: dict[int, Element]) -> Asked:
    """The elements of a claim, with what is missing and not asked for marked as such."""
    asked = frozenset(wanted.missing)
    marked = tuple(
        [
            unasked.get(id(one)) or unasked.setdefault(id(one), one._replace(asked=False))
            if one.state == "missing" and one.id not in asked
            else one
            for one in elements
        ]
    )
    return Asked(marked, asked.union(wanted.bettered), wanted.questions)


def _worded(ask: str, known: Mapping[str, Element], view: PassageView, due: int | None) -> str:
    """A question with the figures of the clause: "the {value|target}" is "the 40%", or "the target" without one.

    Of several figures nobody knows which one is meant.
    """
    text = view.passages.norm.text
    several = len([fact for fact in view.facts("clause") if fact.kind in FIGURES]) > 1

    def said(slot: re.Match[str]) -> str:
        one = known.get(slot[1])
        unsure = one is None or one.state != "present" or (several and slot[1] == "value")
        words = "" if one is None or one.start is None or unsure else text[one.start : one.end]
        # Of "in 2025 and, for the rest, by June 2050" the last year counts.
        if words and slot[1] == "target_year" and due is not None:
            return words if " " not in words and words.endswith(f"{due % 100:02}") else f"{due}"
        return words if any(map(str.isdecimal, words)) else slot[3] or ""

    return SLOT.sub(said, ask)


def _goes_on(core: Core, view: PassageView) -> bool:
    """Whether a clause of a report goes on with its sentence and names nobody: "while keeping their data safe".

    What is claimed is claimed by the sentence; of several names in a row ("less waste; fewer cups;") nothing is.
    """
    clause = core.clause
    if core.verb not in _LEANING:
        return False
    if core.verb == "none" and view.passages.norm.text[clause.start : clause.end].rstrip().endswith(_GOES_ON):
        return True
    if clause.start == core.sentence.start:
        return False
    first = next((hit.start for hit in view.hits("clause", True) if hit.form), clause.end)
    leads = view.passages.tokens_between(clause.start, first)
    return core.tense in _UNDONE and 0 < leads <= MOST_LEADING


def _announces(view: PassageView) -> bool:
    """Whether a sentence of a report announces what is told behind it: "We have set these targets:"."""
    text, sentence = view.passages.norm.text, view.sentence
    return text[sentence.start : sentence.end].rstrip().endswith(":")


def _is_fragment(view: PassageView) -> bool:
    """Whether a line of a report is no sentence of which anybody asks; on a page or a label a few words are a claim."""
    number = view.sentence.number
    return view.context.medium == REPORT and (is_label(view.passages, number) or is_cut(view.passages, number))
