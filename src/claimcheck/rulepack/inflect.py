"""Inflection as data: from a base word to its forms, by rules that go by the ending of the word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcheck.rulepack.shapes import InflectionRule

# Names of the forms in the order in which an irregular word lists them. A participle does the work of a past
# form: both say that something is done.
VERB_FORMS = ("base", "s", "ing", "past", "past")
_STEP = re.compile(r"-(\d{1,2})(?:\+(.{1,20}))?|\+(.{1,20})")

Forms = tuple[tuple[str, str], ...]


def is_verb(name: str) -> bool:
    """Whether an inflection class is one of verbs: these bend the first word of a phrase, others the last."""
    return name.startswith("verb")


def is_step(step: str) -> bool:
    """Whether a form is written as ``-N``, ``-N+text`` or ``+text``."""
    return _STEP.fullmatch(step) is not None


def bend(word: str, step: str) -> str:
    """Apply one step: ``-1+ing`` cuts a letter and adds *ing*."""
    match = _STEP.fullmatch(step)
    if match is None:
        raise ValueError(step)
    cut, added, only = match.groups()
    stem = word[: len(word) - int(cut)] if cut else word
    return stem + (added or only or "")


def inflect(word: str, rules: Sequence[InflectionRule]) -> Forms:
    """Every ``(text, form)`` of a word; the rule with the longest fitting ending wins, none means no change."""
    fitting = [rule for rule in rules if word.lower().endswith(rule.ending)]
    if not fitting:
        return ((word, ""),)
    best = max(fitting, key=lambda rule: len(rule.ending))
    return tuple(dict.fromkeys((bend(word, step), form) for form, step in best.forms.items()))


def irregular(forms: Sequence[str], *, verb: bool) -> Forms:
    """The ``(text, form)`` pairs of a word that lists its forms itself."""
    names = VERB_FORMS if verb else ("",) * len(forms)
    return tuple(dict.fromkeys(zip(forms, names, strict=False)))


def phrase_forms(phrase: str, bent: Mapping[str, Forms], rules: Sequence[InflectionRule], *, verb: bool) -> Forms:
    """All forms of a phrase: of its first word for verbs, of its last word for everything else.

    ``bent`` has the irregular words. Only verbs carry the name of the form; a plural is no form of its own.
    """
    if verb:
        word, blank, rest = phrase.partition(" ")
        return tuple((form + blank + rest, name) for form, name in bent.get(word) or inflect(word, rules))
    rest, blank, word = phrase.rpartition(" ")
    found = bent.get(word) or inflect(word, rules)
    return tuple(dict.fromkeys((rest + blank + form, "") for form, _ in found))
