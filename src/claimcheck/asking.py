"""Decides which missing evidence is worth asking for: what somebody asks who checks such a claim, a few things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from claimcheck.model.claim import Asked, Core, Element, Question, ToldOnce
from claimcheck.model.passage import FIGURES
from claimcheck.rulepack.pack import Ask, Pack
from claimcheck.rulepack.slots import SLOT
from claimcheck.rulepack.views import PassageView
from claimcheck.text.fragments import is_cut, is_label

MOST_ASKED = 4
"""Of one claim; nobody answers a longer list."""

MOST_QUESTIONS = 2
"""Of one claim; the second is for words that stand in several places, of which another answers the first."""

FAIR = 0.5
"""The credit from which held evidence is not asked for again: half of it, where no limit of the score binds."""


class Asker:
    """Asks by the lists of the claim types; built once for a pack."""

    def __init__(self, pack: Pack) -> None:
        self._asks = {name: kind.asks for name, kind in pack.claim_types.items()}
        self._decides = {name: kind.decides for name, kind in pack.claim_types.items()}
        self._answered = {
            name: one.answered for name, one in pack.elements.items() if one.answered is not None
        }
        self._once = {name: one.once for name, one in pack.elements.items() if one.once is not None}
        self._advice = {name: one.shape.ask for name, one in pack.elements.items()}

    def ask(
        self, cores: Sequence[Core], elements: Sequence[tuple[Element, ...]], views: Sequence[PassageView]
    ) -> tuple[list[Asked], list[ToldOnce]]:
        """What is asked of each claim, and what is told once for all, most claims first.

        ``elements`` are in their final states, ``views`` the claims as conditions see them.
        """
        # Most of what is missing is the same value in many claims.
        unasked: dict[int, Element] = {}
        asked = [self._claim(*one, unasked) for one in zip(cores, elements, views, strict=True)]
        lacking = Counter(
            name
            for one, view in zip(asked, views, strict=True)
            for name in self._lacking(one.elements)
            if self._once[name].test(view)
        )
        told = sorted(lacking.items(), key=lambda item: (-item[1], item[0]))
        return asked, [ToldOnce(name, claims, self._advice[name]) for name, claims in told]

    def _claim(
        self,
        core: Core,
        elements: tuple[Element, ...],
        view: PassageView,
        unasked: dict[int, Element],
    ) -> Asked:
        known = {one.id: one for one in elements}
        # What has lapsed or leads astray was given once, and is asked for again before anything else.
        wanted = [one.id for one in elements if one.state == "missing" and (one.source or one.fact)][
            :MOST_ASKED
        ]
        bettered: list[str] = []
        fragment = _is_fragment(view)
        # Of a line without a sentence anything is asked only where it tells a figure.
        figure = known.get("value")
        silent = fragment and (figure is None or figure.state == "missing")
        questions = () if silent else self._questions(core, known, view)
        decisive = () if fragment else [Ask(one.element, None) for one in questions[:1] if one.element]
        for name, when in () if fragment else (*decisive, *self._asks[core.type]):
            one = known.get(name)
            if one is None or name in wanted or one.state == "contradicted" or one.credit >= FAIR:
                continue
            if len(wanted) == MOST_ASKED:
                break
            if (when is None or when.test(view)) and not self._is_answered(name, view):
                (wanted if one.state == "missing" else bettered).append(name)
        asked = frozenset(wanted)
        marked = tuple(
            [
                unasked.get(id(one)) or unasked.setdefault(id(one), one._replace(asked=False))
                if one.state == "missing" and one.id not in asked
                else one
                for one in elements
            ]
        )
        return Asked(marked, asked.union(bettered[: MOST_ASKED - len(wanted)]), questions)

    def _questions(self, core: Core, known: Mapping[str, Element], view: PassageView) -> tuple[Question, ...]:
        """The first questions that decide on a claim and that nothing answers, with its own figures in them."""
        found: list[Question] = []
        # What the report tells, well or badly, or of which it says two things, which is another question.
        told = {name for name, one in known.items() if one.state != "missing"}
        for ask, name, when in self._decides[core.type]:
            if name in told or (when is not None and not when.test(view)):
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
        return [
            one.id for one in elements if one.state == "missing" and not one.asked and one.id in self._once
        ]


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


def _is_fragment(view: PassageView) -> bool:
    """Whether a line of a report is no sentence of which anybody asks; on a page or a label a few words are a claim."""
    number = view.sentence.number
    return view.context.medium == "report" and (
        is_label(view.passages, number) or is_cut(view.passages, number)
    )
