"""Gathered definitions compiled: the conditions of claim types, elements and rules, and the pack that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, get_args

from msgspec.structs import replace

from claimcheck.rulepack.admission_shapes import AdmissionShape
from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.amend import check_packs
from claimcheck.rulepack.build_values import citation_of, languages_of, scoring_of
from claimcheck.rulepack.collect import Collected, Entry, unknown
from claimcheck.rulepack.condition_walk import shared_in
from claimcheck.rulepack.conditions import NEVER, OF_CLAIMS, Compiled, Names
from claimcheck.rulepack.contradictions import compile_comparison
from claimcheck.rulepack.crosscheck import check_names
from claimcheck.rulepack.document_conditions import compile_document
from claimcheck.rulepack.elements import build_elements
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.legal_tests import build_legal_tests, questions
from claimcheck.rulepack.lexicon import build_lexicons, signal_numbers
from claimcheck.rulepack.metrics import metrics
from claimcheck.rulepack.outline import Recipes
from claimcheck.rulepack.pack import (
    AdmissionRule,
    AdmissionRules,
    Ask,
    Check,
    ClaimType,
    ElementType,
    Pack,
    PackPart,
    RankParts,
    RankTerm,
)
from claimcheck.rulepack.profiles import build_profiles
from claimcheck.rulepack.shapes import CheckShape, ClaimTypeShape
from claimcheck.rulepack.source import Kind
from claimcheck.rulepack.statistics_shapes import StatisticsShape
from claimcheck.rulepack.structure_words import caption_words
from claimcheck.rulepack.words import Words

# Classes of facts that no unit of the table has: bare counts, shares, and times that measure nothing.
_FACT_CLASSES = ("count", "share", "span")
# Which broken kind of file explains an unknown name in a condition.
_DEFINES: Mapping[str, Kind] = {
    "signal": "lexicon",
    "element": "element",
    "type": "claim-type",
    "unit class": "units",
    "jurisdiction": "profile",
    "shared condition": "conditions",
    "deciding fact": "facts",
}


def names_of(found: Collected, signals: Mapping[str, int]) -> Names:
    """The names that conditions of a pack may use, with nothing found yet; ``signals`` has their numbers."""
    return Names(
        signals=signals,
        claim_types=frozenset(found.claim_types),
        topics=frozenset(get_args(Topic)),
        elements=frozenset(found.elements),
        unit_classes=frozenset(
            {entry.value.unit_class for entry in found.units.values()}.union(_FACT_CLASSES)
        ),
        jurisdictions=frozenset(found.profiles),
        deciding=frozenset(found.deciding),
        denied=frozenset(found.denied),
        shared={name: entry.value.when for name, entry in found.shared.items()},
    )


def statistics(found: Collected) -> StatisticsShape | None:
    """How claims of public reports score; None where somebody has changed since how scores come about."""
    public, scoring = found.statistics, found.scoring
    if public is None or scoring is None or scoring.source.source > public.source.source:
        return None
    return public.value


class PackCompiler:
    """Compiles the gathered definitions of a pack; faults go to the log.

    ``thorough`` looks for all faults of words; ``words`` are what was kept of the same rules, empty where nothing was.
    Afterwards ``words`` has what may be kept of these, and ``recipes`` how the conditions were made.
    """

    def __init__(
        self,
        found: Collected,
        log: FaultLog,
        *,
        thorough: bool,
        words: Mapping[str, Words],
    ) -> None:
        self.found = found
        self.log = log
        self.thorough = thorough
        self.words = words
        self.recipes = Recipes()
        self.numbers = signal_numbers(found)
        self.wide = 0
        self.parts: tuple[PackPart, ...] = ()

    def pack(self, sha256: str, sources: tuple[str, ...], builtin: bool) -> Pack | None:
        """The whole pack, or None where a file it cannot do without is missing."""
        found = self.found
        lexicons, self.words = build_lexicons(
            found, self.numbers, self.log, thorough=self.thorough, kept=self.words
        )
        aliases = check_names(found, self.log)
        self.shared()
        elements = self.elements()
        claim_types = {name: self.claim_type(entry) for name, entry in sorted(found.claim_types.items())}
        checks = {name: self.check(entry) for name, entry in sorted(found.checks.items())}
        ranking = self.ranking()
        if not (found.scoring and found.law_as_of and found.telling and found.packs):
            return None
        packs = [entry.value for entry in found.packs.values()]
        first = next(iter(found.packs.values()))
        disabled, severities = check_packs(found, first.value if first.source.builtin else None, self.log)
        return Pack(
            name="+".join(one.name for one in packs),
            version=packs[0].version,
            sha256=sha256,
            signal_names=tuple(self.numbers),
            signal_numbers=MappingProxyType(self.numbers),
            lexicons=MappingProxyType(lexicons),
            claim_types=MappingProxyType(claim_types),
            elements=MappingProxyType(elements),
            checks=MappingProxyType(checks),
            aliases=MappingProxyType(dict(sorted(aliases.items()))),
            citations=MappingProxyType(
                {key: citation_of(entry.value) for key, entry in sorted(found.citations.items())}
            ),
            law_as_of=found.law_as_of.value.law_as_of,
            profiles=MappingProxyType(build_profiles(found)),
            legal_tests=MappingProxyType(build_legal_tests(found, self.condition)),
            scoring=scoring_of(found.scoring.value),
            languages=languages_of(found.telling.value, found.letters.value if found.letters else None),
            statistics=statistics(found),
            ranking=ranking,
            wide=self.wide,
            captions=caption_words(found.telling.value),
            families=MappingProxyType({name: about for one in packs for name, about in one.families.items()}),
            facts=MappingProxyType({name: one.value.ask for name, one in sorted(found.deciding.items())}),
            sections=MappingProxyType({name: entry.value for name, entry in sorted(found.sections.items())}),
            metrics=MappingProxyType(metrics(found)),
            admissions=self.admissions(),
            sources=sources,
            builtin=builtin,
            parts=self.parts,
            disabled=disabled,
            severities=MappingProxyType(severities),
        )

    @cached_property
    def names(self) -> Names:
        """The names that conditions may use, with nothing found yet."""
        return names_of(self.found, self.numbers)

    def condition(
        self, entry: Entry[Any], condition: Any, path: tuple[str | int, ...], window: str, **how: Any
    ) -> Compiled:
        """Compile a condition of an entry; its faults get their place in the file."""
        names = replace(self.names, faults=[])
        compiled = self.recipes.compiled(condition, names, window=window, path=path, **how)
        self.noted(entry, names)
        return compiled

    def noted(self, entry: Entry[Any], names: Names) -> None:
        """Note the faults of a condition at their place, and the signals that it asks wide windows for."""
        for fault in names.faults:
            if _DEFINES.get(fault.unknown or "") not in self.found.broken:
                code = "unknown-name" if fault.unknown else "bad-condition"
                entry.fault(self.log, fault.path, fault.message, code=code, hint=fault.hint, key=fault.at_key)
        self.wide |= names.wide

    def shared(self) -> None:
        """Note the faults of the conditions that have a name, each once and where it stands."""
        for entry in self.found.shared.values():
            names = replace(self.names, shared=None, faults=[])
            self.recipes.compiled(entry.value.when, names, path=("when",))
            self.noted(entry, names)

    def mask(self, signals: Iterable[str]) -> int:
        """A bit for each known signal."""
        mask = 0
        for name in signals:
            if name in self.numbers:
                mask |= 1 << self.numbers[name]
        return mask

    def elements(self) -> dict[str, ElementType]:
        """Elements in order of their numbers."""
        found, wide = build_elements(self.found, self.condition, len(self.numbers), self.log)
        self.wide |= wide
        return found

    def admissions(self) -> AdmissionRules | None:
        """The ways of owning up, with their conditions over the sentence; None where the pack has none."""
        common = self.found.admitted_of
        if common is None:
            return None
        shape = common.value
        masks = {}
        for key in ("goals", "aims", "zero", "dates", "counted", "earlier", "settled", "risks", "others"):
            masks[key] = self.known(common, getattr(shape, key), (key,))
        unless = self.condition(common, shape.unless, ("unless",), "sentence", claimless=True)
        rules = tuple(self.admission(entry) for _, entry in sorted(self.found.admissions.items()))
        return AdmissionRules(**masks, unless=unless, rules=rules)

    def admission(self, entry: Entry[AdmissionShape]) -> AdmissionRule:
        """A way of owning up."""
        shape, when = entry.value, None
        if shape.when is not None:
            when = self.condition(entry, shape.when, ("when",), "sentence", claimless=True)
        says = self.known(entry, shape.says, ("says",))
        return AdmissionRule(shape, says, self.known(entry, shape.denied, ("denied",)), when)

    def known(self, entry: Entry[Any], signals: Sequence[str], path: tuple[str, ...]) -> int:
        """A bit for each signal; one that nothing defines is a fault."""
        if "lexicon" not in self.found.broken:
            for place, name in enumerate(signals):
                if name not in self.numbers:
                    unknown(entry, (*path, place), "signal", name, self.numbers, self.log)
        return self.mask(signals)

    def claim_type(self, entry: Entry[ClaimTypeShape]) -> ClaimType:
        """A claim type with its conditions over the clause."""
        shape = entry.value
        return ClaimType(
            id=shape.id,
            shape=shape,
            core=self.condition(entry, shape.core, ("core",), "clause"),
            tenses=tuple(
                (tense, self.condition(entry, condition, ("tenses", tense), "clause"))
                for tense, condition in shape.tenses.items()
            ),
            target_kind=tuple(
                (kind, self.condition(entry, condition, ("target_kind", kind), "clause"))
                for kind, condition in shape.target_kind.items()
            ),
            conditional=MappingProxyType(
                {
                    name: self.condition(entry, trigger.when, ("conditional", name, "when"), "clause")
                    for name, trigger in shape.conditional.items()
                }
            ),
            undefined=self.mask(shape.undefined_words),
            measured=None
            if shape.measured is None
            else self.condition(entry, shape.measured.when, ("measured", "when"), "clause"),
            deed=None
            if shape.deed is None
            else self.condition(entry, shape.deed.when, ("deed", "when"), "clause"),
            state=None
            if shape.deed is None or shape.deed.state_when is None
            else self.condition(entry, shape.deed.state_when, ("deed", "state_when"), "clause"),
            asks=self.asks(entry),
        )

    def asks(self, entry: Entry[ClaimTypeShape]) -> tuple[Ask, ...]:
        """What is asked of claims of a type: all that it needs where its file does not say."""
        shape = entry.value
        if not (shape.asks or shape.never_asked):
            return tuple(Ask(name, None) for name in (*shape.required, *shape.conditional))
        return tuple(
            Ask(one, None)
            if isinstance(one, str)
            else Ask(one.ask, self.condition(entry, one.when, ("asks", place, "when"), "clause"))
            for place, one in enumerate(shape.asks)
        )

    def check(self, entry: Entry[CheckShape]) -> Check:
        """A rule with its condition over the claim's clause, the passage, the document or two passages."""
        shape = entry.value
        whole = comparison = None
        when = NEVER
        if shape.on in ("document", "contradiction"):
            names = replace(self.names, faults=[])
            if shape.on == "document":
                whole = self.recipes.made(compile_document, shape.when, names, path=("when",))
            else:
                comparison = self.recipes.made(compile_comparison, shape.when, names, path=("when",))
            self.noted(entry, names)
        else:
            when = self.condition(entry, shape.when, ("when",), "clause", claimless=False)
        loose = self.loose(entry, when)
        return Check(
            id=shape.id,
            family=shape.id.partition("-")[0],
            shape=shape,
            when=when,
            types=when.claim_values.get("type"),
            loose=loose,
            marks=self.mask(shape.marks),
            questions=questions(entry, self.condition, self.found.deciding),
            rewrite_when=None
            if shape.rewrite_when is None
            else self.condition(entry, shape.rewrite_when, ("rewrite_when",), "clause"),
            whole=whole,
            comparison=comparison,
            shared=tuple(
                self.found.shared[name].value.when
                for name in shared_in(shape.when)
                if name in self.found.shared
            ),
            covers=frozenset(shape.covers),
        )

    def ranking(self) -> RankParts:
        """The terms that order claims, with their conditions over the claim's clause."""
        entry = self.found.ranking
        if entry is None:
            return ()
        return tuple(
            tuple(
                RankTerm(
                    term.id,
                    term.title,
                    term.points,
                    None
                    if term.when is None
                    else self.condition(
                        entry, term.when, ("parts", part, "terms", place, "when"), "clause", claimless=False
                    ),
                    frozenset(term.traits),
                    frozenset(term.sections),
                    frozenset(term.tiers),
                )
                for place, term in enumerate(shape.terms)
            )
            for part, shape in enumerate(entry.value.parts)
        )

    def loose(self, entry: Entry[CheckShape], when: Compiled) -> Compiled | None:
        """The condition of a rule over passages as it is asked of one; others have none."""
        on = entry.value.on
        if on in ("claim", "document", "contradiction"):
            return None
        asked = sorted(when.uses.intersection(OF_CLAIMS)) + (["compare"] if when.element_names else [])
        if on == "passage" and asked:
            entry.fault(
                self.log,
                ("when",),
                f"a rule over passages cannot ask for {asked[0]}",
                code="bad-condition",
                hint="a passage has no fields, elements or fellow claims; on: either runs over claims as well",
                key=True,
            )
        # Faults in it are told already.
        names = replace(self.names, faults=[])
        found = self.recipes.compiled(entry.value.when, names, path=("when",), claimless=True)
        if found.branches == () or found.around == ():
            entry.fault(
                self.log,
                ("when",),
                "the rule asks for what only a claim has, so it never holds in a passage",
                code="bad-condition",
                hint="put it under any, beside a way that needs no claim, or leave out on",
                key=True,
            )
        return found
