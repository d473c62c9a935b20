"""Inflection as data: from a base word to its forms, by rules that go by the ending of the word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.rulepack.lexicon_shapes import InflectionRule

# Names of the forms in the order in which an irregular verb lists them. A participle does the work of a past
# form: both say that something is done.
VERB_FORMS = ("base", "s", "ing", "past", "past")
_STEP = re.compile(r"-(\d{1,2})(?:\+(.{1,20}))?")

Forms = tuple[tuple[str, str], ...]


def is_verb(name: str) -> bool:
    """Whether an inflection class is one of verbs: these bend the first word of a phrase, others the last."""
    return name.startswith("verb")


def parse_step(step: str) -> tuple[int, str] | None:
    """``-1+ing`` as how many letters to cut and what to add; None where it is not of that form."""
    match = _STEP.fullmatch(step)
    return (int(match[1]), match[2] or "") if match else None


class Inflector:
    """Bends words and phrases by the rules of one class and by a signal's own irregular words.

    A verb carries the names of its forms; a plural or comparative is no form of its own, its name is empty.
    """

    def __init__(
        self,
        rules: Iterable[InflectionRule] = (),
        bent: Mapping[str, Sequence[str]] | None = None,
        *,
        verb: bool,
    ) -> None:
        self.verb = verb
        self._rules = {
            rule.ending: tuple(
                (*step, form if verb else "")
                for form, text in rule.forms.items()
                if (step := parse_step(text)) is not None
            )
            for rule in rules
        }
        self._lengths = sorted({len(ending) for ending in self._rules}, reverse=True)
        self._bent: dict[str, Forms] = {
            word: tuple(dict.fromkeys(zip(forms, VERB_FORMS if verb else ("",) * len(forms), strict=False)))
            for word, forms in (bent or {}).items()
        }

    def word(self, word: str) -> Forms:
        """Every ``(text, form)`` of a word: irregular, or by the rule with the longest ending that fits."""
        found = self._bent.get(word)
        if found is not None:
            return found
        low = word.lower()
        for length in self._lengths:
            steps = self._rules.get(low[len(low) - length :]) if length <= len(low) else None
            if steps is not None:
                return tuple([(word[: len(word) - cut] + added, form) for cut, added, form in steps])
        return ((word, ""),)

    def phrase(self, phrase: str) -> Forms:
        """Every ``(text, form)`` of a phrase: verbs bend its first word, everything else its last."""
        if " " not in phrase or phrase in self._bent:
            return self.word(phrase)
        if self.verb:
            word, _, rest = phrase.partition(" ")
            return tuple([(f"{bent} {rest}", form) for bent, form in self.word(word)])
        rest, _, word = phrase.rpartition(" ")
        return tuple([(f"{rest} {bent}", form) for bent, form in self.word(word)])
