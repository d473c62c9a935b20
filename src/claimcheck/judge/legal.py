"""Which legal tests decide a claim, in each jurisdiction of a context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.judge.severity import OPEN_MEDIA, Decision, is_to_investors
from claimcheck.judge.views import ClaimView
from claimcheck.model.context import Audience, Context
from claimcheck.rulepack.condition_terms import Compiled, may_hold
from claimcheck.rulepack.pack import LegalTest, Pack, Profile
from claimcheck.rulepack.views import PassageView

Decisions = tuple[Decision, ...]
"""What decides a rule, for each jurisdiction of the context."""
Bearing = tuple[int, LegalTest, Compiled | None]
"""The place of a jurisdiction, a test of it that bears on a sentence, and what lets the sentence stand."""


class LegalTests:
    """The legal tests of one context; built once, holds no state of a document."""

    def __init__(self, pack: Pack, context: Context) -> None:
        self._places = len(context.jurisdictions)
        by_rule: dict[str, list[tuple[int, LegalTest]]] = {}
        finding: dict[str, LegalTest] = {}
        for place, name in enumerate(context.jurisdictions):
            for test in _tests_of(pack, pack.profiles[name], context):
                if test.when is not None:
                    finding[test.id] = test
                for rule in test.shape.on:
                    by_rule.setdefault(rule, []).append((place, test))
        self._by_rule: Mapping[str, Sequence[tuple[int, LegalTest]]] = by_rule
        # What tests may find though no rule does.
        self._finding = tuple(finding.values())

    def decides(self, rule: str) -> bool:
        """Whether a legal test decides a rule anywhere."""
        return rule in self._by_rule

    def found(self, view: ClaimView, fired: Sequence[str]) -> list[str]:
        """The rules that did not fire on a claim and that legal tests find all the same, each once."""
        kind, own = view.judged.core.type, view.own
        rules: dict[str, None] = {}
        for test in self._finding:
            if test.types is not None and kind not in test.types:
                continue
            when = test.when
            if when is None or any(rule in fired for rule in test.shape.on):
                continue
            if may_hold(when.branches, own) and when.test(view):
                rules[test.shape.on[0]] = None
        return list(rules)

    def decisions(self, rule: str, view: ClaimView, *, fired: bool) -> Decisions:
        """What decides a rule on a claim; empty where the profiles do everywhere."""
        if (tests := self._by_rule.get(rule)) is None:
            return ()
        bearing = [(place, one, one.unless) for place, one in tests if _bears_on(one, view, fired=fired)]
        return self._decided(bearing, view, first=fired) if bearing else (fired,) * self._places

    def of_passages(self, rule: str, view: PassageView | None = None) -> Decisions:
        """What decides a rule on a sentence without a claim; of none, the tests that ask nothing of one."""
        if (tests := self._by_rule.get(rule)) is None:
            return ()
        bearing = [
            (place, one, one.loose_unless)
            for place, one in tests
            if one.loose_only is None or (view is not None and one.loose_only.test(view))
        ]
        return self._decided(bearing, view, first=True)

    def _decided(self, bearing: Sequence[Bearing], view: PassageView | None, *, first: bool) -> Decisions:
        """What tests make of a sentence at each place: it stands where one lets it and none finds a breach."""
        decided: list[Decision] = [first] * self._places
        for place, test, unless in bearing:
            stands = unless is not None and view is not None and unless.test(view)
            before = decided[place]
            decided[place] = (*(before if isinstance(before, tuple) else ()), *(() if stands else (test,))) or False
        return tuple(decided)


def _bears_on(test: LegalTest, view: ClaimView, *, fired: bool) -> bool:
    """Whether a test decides a claim: one that its rules have found and that it is about, or one that it finds."""
    if fired and (test.only is None or test.only.test(view)):
        return True
    return test.when is not None and may_hold(test.when.branches, view.own) and test.when.test(view)


def _tests_of(pack: Pack, profile: Profile, context: Context) -> Iterator[LegalTest]:
    """Those of a jurisdiction and of the law that it takes over; towards investors also those of their standards."""
    names = list(profile.lineage)
    if profile.investors is not None and is_to_investors(context):
        names += [one for one in pack.profiles[profile.investors].lineage if one not in names]
    reached: set[Audience] = {context.audience}
    if context.audience == "investor" and context.medium in OPEN_MEDIA:
        # These reach consumers whomever they are meant for.
        reached.add("consumer")
    for name in names:
        for test in pack.legal_tests.get(name, ()):
            audience, medium = test.shape.audience, test.shape.medium
            if (not audience or reached & set(audience)) and (not medium or context.medium in medium):
                yield test
