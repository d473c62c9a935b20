"""The words of tables, headings and clauses of a language, from its lexicon files, and those of captions in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import get_args

from claimcheck.rulepack.collect import Collected, Entry, Language, unknown
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.inflect import Inflector
from claimcheck.rulepack.lexicon_shapes import (
    GrammarShape,
    HeadingWordsShape,
    InflectionRule,
    PredicateWordsShape,
    TableWordsShape,
)
from claimcheck.rulepack.shapes import LanguagesShape
from claimcheck.text.frame_words import FrameRole, FrameWords
from claimcheck.text.grammar import PredicateWords
from claimcheck.text.structure_words import CaptionWords, HeadingWords, RoleWords, TableWords
from claimcheck.text.terms import TermWords


def table_words(language: Language) -> TableWords:
    """All table words of a language; a later file adds to lists and overrides single keys."""
    merged = TableWordsShape()
    for entry in language.tables:
        merged = _merged(merged, entry.value)
    return TableWords(
        no_value=frozenset(_lowered(merged.no_value)),
        shares=_lowered(merged.shares),
        counts=frozenset(_lowered(merged.counts)),
        scale_signs=MappingProxyType({sign.lower(): value for sign, value in merged.scale_signs.items()}),
        count_signs=frozenset(merged.count_signs),
        unit_openers=_lowered(merged.unit_openers),
        unit_joiners=_lowered(merged.unit_joiners),
        unit_prefixes=MappingProxyType(dict(merged.unit_prefixes)),
        gases=_lowered(merged.gases),
        unit_heads=MappingProxyType({unit: _lowered(names) for unit, names in merged.unit_heads.items()}),
        unit_columns=_lowered(merged.unit_columns),
        pointer_columns=_lowered(merged.pointer_columns),
        year_columns=_lowered(merged.year_columns),
        goals=MappingProxyType({name: _lowered(words) for name, words in merged.goals.items()}),
        inner_rows=_lowered(merged.inner_rows),
        totals=_lowered(merged.totals),
        kinds=MappingProxyType({name: _lowered(words) for name, words in merged.kinds.items()}),
        restated=_lowered(merged.restated),
        renewed=_lowered(merged.renewed),
        earlier=_lowered(merged.earlier),
        bounds=MappingProxyType({name: _lowered(words) for name, words in merged.bounds.items()}),
        roles=MappingProxyType(
            {
                name: RoleWords(_lowered(role.words), _lowered(role.but_not))
                for name, role in merged.roles.items()
            }
        ),
    )


def _merged(one: TableWordsShape, two: TableWordsShape) -> TableWordsShape:
    values: dict[str, object] = {name: getattr(one, name) for name in TableWordsShape.model_fields}
    for name in two.model_fields_set:
        old, new = values[name], getattr(two, name)
        if isinstance(old, list):
            values[name] = list(dict.fromkeys([*old, *new]))
        elif isinstance(old, dict):
            values[name] = {**old, **new}
    return TableWordsShape.model_validate(values)


def caption_words(shape: LanguagesShape) -> CaptionWords:
    """The words that open captions and lines on sources, of all languages together."""
    return CaptionWords(_together(shape.captions), _together(shape.sources))


def _together(words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({word.lower() for listed in words.values() for word in listed}))


def frame_words(language: Language) -> FrameWords:
    """All frame words of a language; a later file adds to a role."""
    return FrameWords.of(
        (role, word)
        for each in language.frames
        for role in get_args(FrameRole)
        for word in getattr(each, role)
    )


def predicate_words(language: Language, log: FaultLog) -> PredicateWords:
    """How clauses of a further predicate begin; a later file adds to every list."""
    told: dict[str, None] = {}
    before_object: dict[str, None] = {}
    starts: set[str] = set()
    sharing: set[str] = set()
    for entry in language.predicates:
        shape = entry.value
        told.update(dict.fromkeys(_joined(shape.joiners, shape.told)))
        before_object.update(dict.fromkeys(_joined(shape.joiners, shape.before_object)))
        starts.update(_lowered(shape.object_starts))
        inflector = Inflector(_rules(entry, language, log), shape.forms, verb=True)
        sharing.update(form.lower() for verb in shape.sharing for form, _ in inflector.phrase(verb))
        sharing.update(_lowered(form for forms in shape.forms.values() for form in forms))
    return PredicateWords(tuple(told), tuple(before_object), frozenset(starts), frozenset(sharing))


def _joined(joiners: Iterable[str], verbs: Sequence[str]) -> Iterator[str]:
    return (f"{joiner} {verb}".lower() for joiner in joiners for verb in verbs)


def _rules(entry: Entry[PredicateWordsShape], language: Language, log: FaultLog) -> Sequence[InflectionRule]:
    """The rules by which verbs bend; an inflection class that the language does not have is a fault."""
    name = entry.value.inflect
    if name is None:
        return ()
    known = language.inflections.get(name)
    if known is None:
        unknown(entry, ("inflect",), "inflection class", name, language.inflections, log)
        return ()
    return known.value


def heading_words(language: Language, found: Collected, log: FaultLog) -> Mapping[str, HeadingWords]:
    """The heading words of each kind of section; a kind that ``sections.yml`` does not have is a fault."""
    headings: dict[str, HeadingWords] = {}
    for kind, entry in sorted(language.headings.items()):
        if kind not in found.sections and "sections" not in found.broken:
            unknown(entry, (), "kind of section", kind, found.sections, log, key=True)
        headings[kind] = _heading_words(entry.value)
    return MappingProxyType(headings)


def _heading_words(shape: HeadingWordsShape) -> HeadingWords:
    return HeadingWords(
        whole=_lowered(shape.whole),
        opening=_lowered(shape.opening),
        closing=_lowered(shape.closing),
        within=_lowered(shape.within),
        but_not=_lowered(shape.but_not),
        keeps=_lowered(shape.keeps),
        made_of=frozenset(_lowered(shape.made_of)),
        beside=frozenset(_lowered(shape.beside)),
    )


def _lowered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


_KINDS = ("openers", "divided", "every", "none", "least", "most", "better")


def term_words(grammar: GrammarShape) -> TermWords:
    """What a language knows about terms; a word that no phrase goes on with is none."""
    told = grammar.terms
    low = {name: frozenset(word.lower() for word in getattr(told, name)) for name in _KINDS}
    small = {word.lower() for word in (*grammar.phrase_ends, *told.forms)}
    return TermWords(
        endings=tuple(sorted(told.endings, key=lambda ending: (-len(ending), ending))),
        forms=frozenset(small.union(*low.values())),
        same={word.lower(): group[0].lower() for group in told.same for word in group},
        ever=tuple(word.lower() for word in told.ever),
        superlative=tuple(word.lower() for word in told.superlative),
        **low,
    )
