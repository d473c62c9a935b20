"""Gathered definitions compiled: claim types, rules and all that a pack holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from claimcheck.model.claim import Citation
from claimcheck.rulepack import pack as made
from claimcheck.rulepack.amend import check_packs
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import narrowest
from claimcheck.rulepack.condition_walk import shared_in
from claimcheck.rulepack.conditions import NEVER, OF_CLAIMS, Compiled
from claimcheck.rulepack.contradictions import compile_comparison
from claimcheck.rulepack.crosscheck import check_names
from claimcheck.rulepack.document_conditions import compile_document
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.file_shapes import LanguagesShape, LettersShape, StatisticsShape
from claimcheck.rulepack.jurisdictions import build_legal_tests, build_profiles, questions
from claimcheck.rulepack.law_shapes import CitationShape, VersionShape
from claimcheck.rulepack.lexicon import build_lexicons, signal_numbers
from claimcheck.rulepack.metrics import metrics
from claimcheck.rulepack.pack import Check, ClaimType, ElementType, Pack, SentenceRoles
from claimcheck.rulepack.placed_conditions import Compilings, PlacedConditions
from claimcheck.rulepack.shapes import CheckShape, ClaimTypeShape
from claimcheck.rulepack.words import Words
from claimcheck.text.language import LanguageGrammar, Letters
from claimcheck.text.structure_words import CaptionWords

_SENTENCE = "sentence"


class PackCompiler:
    """Compiles the gathered definitions of a pack; faults go to the log of their files.

    ``thorough`` looks for all faults of words; ``words`` and ``before`` are what was kept of the same rules, empty
    where nothing was. Afterwards ``words`` has what may be kept of these, and ``conditions`` knows how the conditions
    were made.
    """

    def __init__(self, found: Collected, *, thorough: bool, words: Mapping[str, Words], before: Compilings) -> None:
        self.found = found
        self.thorough = thorough
        self.words = words
        self.conditions = PlacedConditions(found, signal_numbers(found), before)
        self.parts: tuple[made.PackPart, ...] = ()

    def pack(self, sha256: str, sources: tuple[str, ...], builtin: bool) -> Pack | None:
        """The whole pack, or None where a file it cannot do without is missing."""
        found, conditions = self.found, self.conditions
        lexicons, self.words = build_lexicons(found, conditions.numbers, thorough=self.thorough, kept=self.words)
        aliases = check_names(found)
        conditions.check_shared()
        elements = _elements(conditions)
        claim_types = {name: self.claim_type(entry) for name, entry in sorted(found.claim_types.items())}
        checks = {name: self.check(entry) for name, entry in sorted(found.checks.items())}
        ranking = self.ranking()
        if not (found.scoring and found.law_as_of and found.telling and found.packs):
            return None
        packs = [entry.value for entry in found.packs.values()]
        first = next(iter(found.packs.values()))
        disabled, severities = check_packs(found, first.value if first.source.builtin else None)
        return Pack(
            name="+".join(one.name for one in packs),
            version=packs[0].version,
            sha256=sha256,
            signal_names=tuple(conditions.numbers),
            signal_numbers=MappingProxyType(conditions.numbers),
            lexicons=MappingProxyType(lexicons),
            claim_types=MappingProxyType(claim_types),
            elements=MappingProxyType(elements),
            checks=MappingProxyType(checks),
            aliases=MappingProxyType(dict(sorted(aliases.items()))),
            citations=MappingProxyType({key: _citation(entry.value) for key, entry in sorted(found.citations.items())}),
            law_as_of=found.law_as_of.value.law_as_of,
            profiles=MappingProxyType(build_profiles(found)),
            legal_tests=MappingProxyType(build_legal_tests(conditions)),
            scoring=found.scoring.value,
            languages=_languages(found.telling.value, found.letters.value if found.letters else None),
            statistics=_statistics(found),
            roles=_roles(found),
            ranking=ranking,
            wide=conditions.wide,
            captions=_captions(found.telling.value),
            families=MappingProxyType({name: about for one in packs for name, about in one.families.items()}),
            facts=MappingProxyType({name: one.value.ask for name, one in sorted(found.deciding.items())}),
            answers=(*found.affirmed, *found.denied) if found.affirmed else (),
            named=frozenset(name for name, one in found.deciding.items() if one.value.open),
            sections=MappingProxyType({name: entry.value for name, entry in sorted(found.sections.items())}),
            metrics=MappingProxyType(metrics(found)),
            admissions=self.admissions(),
            sources=sources,
            builtin=builtin,
            parts=self.parts,
            disabled=disabled,
            severities=MappingProxyType(severities),
        )

    def admissions(self) -> made.AdmissionRules | None:
        """The ways of owning up, with their conditions over the sentence; None where the pack has none."""
        common, conditions = self.found.admitted_of, self.conditions
        if common is None:
            return None
        masks = {
            key: conditions.mask(getattr(common.value, key))
            for key in made.AdmissionRules.__struct_fields__
            if key not in ("unless", "rules")
        }
        over_sentences: dict[str, Any] = {"window": _SENTENCE, "claimless": True}
        unless = conditions.of(common, "unless", **over_sentences)
        rules = tuple(
            made.AdmissionRule(
                shape=entry.value,
                says=conditions.mask(entry.value.says),
                denied=conditions.mask(entry.value.denied),
                when=conditions.maybe(entry, "when", **over_sentences),
            )
            for _, entry in sorted(self.found.admissions.items())
        )
        return made.AdmissionRules(**masks, unless=unless, rules=rules)

    def claim_type(self, entry: Entry[ClaimTypeShape]) -> ClaimType:
        """A claim type with its conditions over the clause."""
        shape, of, maybe = entry.value, self.conditions.of, self.conditions.maybe
        return ClaimType(
            id=shape.id,
            shape=shape,
            core=of(entry, "core"),
            tenses=tuple((tense, of(entry, "tenses", tense)) for tense in shape.tenses),
            target_kind=tuple((kind, of(entry, "target_kind", kind)) for kind in shape.target_kind),
            conditional=MappingProxyType({name: of(entry, "conditional", name, "when") for name in shape.conditional}),
            undefined=self.conditions.mask(shape.undefined_words),
            said=self.conditions.mask(shape.said_by),
            measured=maybe(entry, "measured", "when"),
            deed=maybe(entry, "deed", "when"),
            state=maybe(entry, "deed", "state_when"),
            asks=self.asks(entry),
            decides=tuple(
                made.Deciding(one.ask, one.element, maybe(entry, "decides", place, "when"))
                for place, one in enumerate(shape.decides)
            ),
        )

    def asks(self, entry: Entry[ClaimTypeShape]) -> tuple[made.Ask, ...]:
        """What is asked of claims of a type: all that it needs where its file does not say."""
        shape = entry.value
        if not (shape.asks or shape.never_asked):
            return tuple(made.Ask(name, None) for name in (*shape.required, *shape.conditional))
        return tuple(
            made.Ask(one, None)
            if isinstance(one, str)
            else made.Ask(one.ask, self.conditions.of(entry, "asks", place, "when"))
            for place, one in enumerate(shape.asks)
        )

    def check(self, entry: Entry[CheckShape]) -> Check:
        """A rule with its condition over the claim's clause, the passage, the document or two passages."""
        shape, conditions, path = entry.value, self.conditions, ("when",)
        whole = comparison = None
        when = NEVER
        if shape.on == "document":
            whole = conditions.made(compile_document, entry, path)
        elif shape.on == "contradiction":
            comparison = conditions.made(compile_comparison, entry, path)
        else:
            when = conditions.of(entry, *path, claimless=False)
        shared = self.found.shared
        return Check(
            id=shape.id,
            family=shape.id.partition("-")[0],
            shape=shape,
            when=when,
            types=when.claim_values.get("type"),
            loose=self.loose(entry, when) if shape.on in ("passage", "either") else None,
            marks=conditions.mask(shape.marks),
            questions=questions(entry, conditions),
            rewrite_when=conditions.maybe(entry, "rewrite_when"),
            whole=whole,
            comparison=comparison,
            shared=tuple(shared[name].value.when for name in shared_in(shape.when) if name in shared),
            covers=frozenset(shape.covers),
            builtin=entry.source.builtin,
        )

    def loose(self, entry: Entry[CheckShape], when: Compiled) -> Compiled:
        """The condition of a rule over passages as it is asked of one."""
        asked = sorted(when.uses.intersection(OF_CLAIMS)) + (["compare"] if when.element_names else [])
        if entry.value.on == "passage" and asked:
            told = f"a rule over passages cannot ask for {asked[0]}"
            hint = "a passage has no fields, elements or fellow claims; on: either runs over claims as well"
            entry.fault(("when",), told, "bad-condition", hint, key=True)
        # Faults in it are told already.
        found = self.conditions.of(entry, "when", claimless=True)
        if found.branches == () or found.around == ():
            told = "the rule asks for what only a claim has, so it never holds in a passage"
            hint = "put it under any, beside a way that needs no claim, or leave out on"
            entry.fault(("when",), told, "bad-condition", hint, key=True)
        return found

    def ranking(self) -> made.RankParts:
        """The terms that order claims, with their conditions over the claim's clause."""
        entry, parts = self.found.ranking, list[tuple[made.RankTerm, ...]]()
        for part, shape in enumerate(entry.value.parts if entry else ()):
            terms = []
            for place, one in enumerate(shape.terms):
                path = ("parts", part, "terms", place, "when")
                when = self.conditions.maybe(entry, *path, claimless=False) if entry else None
                marks = frozenset(one.traits), frozenset(one.sections), frozenset(one.tiers)
                terms.append(made.RankTerm(one.id, one.title, one.points, when, *marks))
            parts.append(tuple(terms))
        return tuple(parts)


def _elements(conditions: PlacedConditions) -> dict[str, ElementType]:
    """The elements in order of their numbers."""
    entries = conditions.found.elements.values()
    ordered = sorted(entries, key=lambda entry: (entry.value.number, entry.value.id))
    return {entry.value.id: _element(entry, conditions) for entry in ordered}


def _element(entry: Entry[ElementShape], conditions: PlacedConditions) -> ElementType:
    shape, of, maybe = entry.value, conditions.of, conditions.maybe
    elsewhere = _far_grades(entry, conditions)
    explained = maybe(entry, "explained", "when", window=_SENTENCE)
    return ElementType(
        id=shape.id,
        shape=shape,
        grades=tuple(
            (one.match, of(entry, "grades", place, "when", window=_SENTENCE)) for place, one in enumerate(shape.grades)
        ),
        figures=tuple(
            made.FigureGrade(one.kind, one.match, frozenset(one.units), maybe(entry, "figures", place, "when"))
            for place, one in enumerate(shape.figures)
        ),
        beside=maybe(entry, "beside", window=_SENTENCE),
        elsewhere=elsewhere,
        far_claim=maybe(entry, "elsewhere", "claim"),
        beside_claim=maybe(entry, "beside_claim", window=_SENTENCE),
        tied=tuple(
            made.TiedGradeOf(
                form=one.form,
                match=one.match,
                when=maybe(entry, "tied", place, "when", window=_SENTENCE),
                claim=maybe(entry, "tied", place, "claim"),
                optional=one.optional,
                signals=tuple(one.signals),
            )
            for place, one in enumerate(shape.tied)
        ),
        once=maybe(entry, "once"),
        answered=maybe(entry, "answered"),
        explained=(shape.explained.match, explained) if shape.explained and explained else None,
    )


def _far_grades(entry: Entry[ElementShape], conditions: PlacedConditions) -> tuple[made.FarGradeOf, ...]:
    """The grades of statements far away: every sentence is searched for signals without which none holds."""
    far, signals, found = entry.value.elsewhere, len(conditions.numbers), list[made.FarGradeOf]()
    for place, grade in enumerate(far.grades if far else ()):
        path = ("elsewhere", "grades", place)
        when = conditions.of(entry, *path, "when", window=_SENTENCE)
        gate = narrowest(when.around, signals)
        if gate == -1 or gate >> signals:
            told = "nothing says which words the statement has"
            entry.fault((*path, "when"), told, "bad-condition", "ask for a signal first")
        else:
            conditions.wide |= gate
        found.append(
            made.FarGradeOf(grade.match, when, conditions.maybe(entry, *path, "claim"), grade.defines, grade.measures)
        )
    return tuple(found)


def _statistics(found: Collected) -> StatisticsShape | None:
    """How claims of public reports score; None where somebody has changed since how scores come about."""
    public, scoring = found.statistics, found.scoring
    if public is None or scoring is None or scoring.source.source > public.source.source:
        return None
    return public.value


def _citation(shape: CitationShape) -> Citation:
    """A passage of law or of a standard, with its other versions."""
    one = Citation(**{**dict(shape), "versions": ()})
    return one._replace(versions=tuple(_version(version, one) for version in shape.versions))


def _version(shape: VersionShape, passage: Citation) -> Citation:
    own = dict(shape)
    left_out = [name for name in ("instrument", "locator", "url") if not own[name]]
    return passage._replace(**{name: value for name, value in own.items() if name not in left_out})


def _roles(found: Collected) -> SentenceRoles | None:
    """How features of sentences speak for what they are."""
    if found.roles is None:
        return None
    shape = found.roles.value
    return SentenceRoles(shape.language, tuple(shape.elements), tuple(shape.least), shape.weights)


def _languages(shape: LanguagesShape, letters: LettersShape | None) -> LanguageGrammar:
    """How languages are told apart."""
    return LanguageGrammar.build(
        shape.stop_words,
        {name: tuple(map(_code_points, ranges)) for name, ranges in shape.scripts.items()},
        Letters(tuple(letters.languages), letters.runs) if letters else None,
        shape.particles,
        shape.names,
        shape.own_names,
    )


def _code_points(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first, 16), int(last or first, 16)


def _captions(shape: LanguagesShape) -> CaptionWords:
    """The words that open captions and lines on sources, of all languages together."""
    return CaptionWords(_together(shape.captions), _together(shape.sources))


def _together(words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({word.lower() for listed in words.values() for word in listed}))
