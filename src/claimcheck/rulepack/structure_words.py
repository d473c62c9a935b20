"""The words of tables, headings and clauses of a language, from its lexicon files, and those of captions in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args

from msgspec import convert

from claimcheck.rulepack.collect import Collected, Entry, Language
from claimcheck.rulepack.file_shapes import LanguagesShape
from claimcheck.rulepack.inflect import Inflector
from claimcheck.rulepack.lexicon_shapes import GrammarShape, Words
from claimcheck.rulepack.literals import rules_of
from claimcheck.text.frame_words import FrameRole, FrameWords
from claimcheck.text.grammar import PredicateWords
from claimcheck.text.structure_words import CaptionWords, HeadingWords, TableWords
from claimcheck.text.terms import TermWords


def merged(entries: Iterable[Entry[Words]]) -> Words:
    """The words of several files as those of one: a later file adds to lists and overrides single keys."""
    values: Words = {}
    for entry in entries:
        for name, new in entry.value.items():
            old = values.get(name)
            if isinstance(new, list) and isinstance(old, list):
                new = list(dict.fromkeys([*old, *new]))
            elif isinstance(new, dict) and isinstance(old, dict):
                new = {**old, **new}
            values[name] = new
    return values


def table_words(language: Language) -> TableWords:
    """All table words of a language."""
    words = merged(language.tables)
    as_written = {name: words[name] for name in ("count_signs", "unit_prefixes") if name in words}
    signs = {sign.lower(): value for sign, value in words.get("scale_signs", {}).items()}
    return convert({**_lowered(words), **as_written, "scale_signs": signs}, TableWords)


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
        for word in each.value.get(role, ())
    )


def predicate_words(language: Language) -> PredicateWords:
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
        rules = shape.inflect and rules_of(shape.inflect, entry, ("inflect",), language)
        inflector = Inflector(rules or (), shape.forms, verb=True)
        sharing.update(form.lower() for verb in shape.sharing for form, _ in inflector.phrase(verb))
        sharing.update(form.lower() for forms in shape.forms.values() for form in forms)
    return PredicateWords(tuple(told), tuple(before_object), frozenset(starts), frozenset(sharing))


def _joined(joiners: Iterable[str], verbs: Sequence[str]) -> Iterator[str]:
    return (f"{joiner} {verb}".lower() for joiner in joiners for verb in verbs)


def heading_words(language: Language, found: Collected) -> Mapping[str, HeadingWords]:
    """The heading words of each kind of section; a kind that ``sections.yml`` does not have is a fault."""
    for kind, entry in language.headings.items():
        if kind not in found.sections and "sections" not in found.broken:
            entry.unknown((), "kind of section", kind, found.sections, key=True)
    return MappingProxyType(
        {
            kind: convert(_lowered(entry.value), HeadingWords)
            for kind, entry in sorted(language.headings.items())
        }
    )


def _lowered(words: Any) -> Any:
    """Words in lower case, in whatever lists and under whatever names they stand."""
    if isinstance(words, dict):
        return {name: _lowered(inner) for name, inner in words.items()}
    if isinstance(words, list):
        return [_lowered(word) for word in words]
    return words.lower() if isinstance(words, str) else words


_KINDS = ("openers", "divided", "every", "none", "least", "most", "better", "less", "more", "again")


def term_words(grammar: GrammarShape) -> TermWords:
    """What a language knows about terms; a word that no phrase goes on with is none."""
    told = grammar.terms
    low = _lowered(told)
    silent = (grammar.phrase_ends, told.get("forms", ()), *(told.get(kind, ()) for kind in _KINDS))
    made = {
        "endings": sorted(told.get("endings", ()), key=lambda ending: (-len(ending), ending)),
        "forms": {word.lower() for words in silent for word in words},
        "same": {word: group[0] for group in low.get("same", ()) for word in group},
    }
    return convert({**low, **made}, TermWords)
