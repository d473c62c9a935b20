"""The grammar of figures of a language, from its fact words and the units all languages share."""

from __future__ import annotations

from claimcheck.rulepack.collect import Collected, Language, unknown
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.lexicon_shapes import FactWordsShape
from claimcheck.text.facts import FactGrammar


def merged_facts(language: Language) -> FactWordsShape:
    """All fact words of a language; a later file adds to lists and overrides single keys."""
    values: dict[str, object] = {}
    for entry in language.facts:
        for name in entry.value.model_fields_set:
            new, old = getattr(entry.value, name), values.get(name)
            if isinstance(new, list) and isinstance(old, list):
                values[name] = list(dict.fromkeys([*old, *new]))
            elif isinstance(new, dict) and isinstance(old, dict):
                values[name] = {**old, **new}
            else:
                values[name] = new
    return FactWordsShape.model_validate(values)


def fact_grammar(language: Language, found: Collected, log: FaultLog) -> FactGrammar:
    """Build the grammar; a word for a unit that ``units.yml`` does not have is a fault."""
    # "/" marks the words that divide one unit by another.
    known = {*found.units, *found.currencies, "/"}
    for entry in language.facts:
        for word, unit in entry.value.unit_words.items():
            if unit not in known and "units" not in found.broken:
                unknown(entry, ("unit_words", word), "unit", unit, known, log)
    return FactGrammar.build(
        {**merged_facts(language).model_dump(), "noun_capitals": language.grammar.noun_capitals},
        [entry.value.model_dump() for entry in found.units.values()],
        {code: entry.value for code, entry in found.currencies.items()},
    )
