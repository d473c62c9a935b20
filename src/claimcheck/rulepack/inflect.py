"""Inflection as data: from a base word to its forms, by rules that go by the ending of the word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claimcheck.rulepack.lexicon_shapes import InflectionRule


# Names of the forms in the order in which an irregular verb lists them; what follows is past too. A participle does
# the work of a past form: both say that something is done.
VERB_FORMS = ("base", "s", "ing", "past")
# What a verb does as a noun ("planting"), also as the last part of a compound; only a mark or a class brings it.
ACTION = "action"
# Where a verb comes apart: its particle in front when it is one word, at the end of the clause when it is two.
PARTING = "|"
# Between two parts of one expression that other words part.
GAP = " … "
# Behind an entry, of which it makes more words: "report +noun", "cover +verb.s".
_MARKS = re.compile(r"(.+?)((?: \+[a-z][a-z0-9_.]*)+)")
_STEP = re.compile(r"(\|?)(?:(\w{1,8})\+)?-(\d{1,2})(?:\+(.{1,20}))?")

Forms = tuple[tuple[str, str], ...]


class Step(NamedTuple):
    """What makes a form of a word: letters in front, how many go at the end, letters added there.

    ``parting`` steps are for words with a particle that comes off.
    """

    parting: bool
    before: str
    cut: int
    after: str

    def of(self, word: str) -> str:
        """The form."""
        return self.before + word[: len(word) - self.cut] + self.after


def parted(entry: str) -> tuple[str, tuple[str, ...]]:
    """An entry without its marks, and what these name: an inflection class, or one form of it (``cover +verb.s``)."""
    match = _MARKS.fullmatch(entry) if " +" in entry else None
    return (match[1], tuple(match[2].replace("+", "").split())) if match else (entry, ())


def is_verb(name: str) -> bool:
    """Whether an inflection class is one of verbs: these bend the first word of a phrase, others the last."""
    return name.startswith("verb")


def has_verbs(forms: Mapping[str, Sequence[str]]) -> bool:
    """Whether irregular words without an inflection class are verbs: only these have so many forms."""
    return any(len(one) >= len(VERB_FORMS) for one in forms.values())


def parse_step(step: str) -> Step | None:
    """``-1+ing`` or ``ge+-2+t`` as a step; None where it is not of that form."""
    match = _STEP.fullmatch(step)
    return Step(bool(match[1]), match[2] or "", int(match[3]), match[4] or "") if match else None


Steps = tuple[tuple[Step, str], ...]


def _steps(rule: InflectionRule, *, verb: bool) -> Steps:
    return tuple(
        (step, form if verb else "")
        for form, texts in rule.forms.items()
        for text in ([texts] if isinstance(texts, str) else texts)
        if (step := parse_step(text)) is not None
    )


def _named(forms: Sequence[str], *, verb: bool) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(forms):
        yield text, VERB_FORMS[min(place, len(VERB_FORMS) - 1)] if verb else ""


class Inflector:
    """Bends words and phrases by the rules of one class and by a signal's own irregular words.

    A verb carries the names of its forms; a plural or comparative is no form of its own, its name is empty.
    """

    def __init__(
        self, rules: Iterable[InflectionRule] = (), bent: Mapping[str, Sequence[str]] = {}, *, verb: bool
    ) -> None:
        self.verb = verb
        self._rules: dict[str, list[tuple[tuple[str, ...], Steps]]] = {}
        for rule in rules:
            self._rules.setdefault(rule.ending, []).append((tuple(rule.beginnings), _steps(rule, verb=verb)))
        for same in self._rules.values():
            same.sort(key=lambda one: not one[0])
        self._lengths = sorted({len(ending) for ending in self._rules}, reverse=True)
        self._bent: dict[str, Forms] = {
            word: tuple(dict.fromkeys(_named(forms, verb=verb))) for word, forms in bent.items()
        }

    def word(self, word: str) -> Forms:
        """Every ``(text, form)`` of a word: irregular, or by the rule with the longest ending that fits."""
        found = self._bent.get(word)
        particle, mark, stem = word.rpartition(PARTING)
        if found is None:
            found = tuple([(step.of(stem), form) for step, form in self._fitting(stem) if mark or not step.parting])
        if not mark:
            return found or ((word, ""),)
        # In one word ("abbauen", "abgebaut"), or parted ("baut … ab"); no form with letters in front comes apart.
        parting = [(text, form) for text, form in found if text[:1] == stem[:1] and form != ACTION]
        apart = [(f"{text}{GAP}{particle}", form) for text, form in parting]
        return tuple(dict.fromkeys([*((particle + text, form) for text, form in found), *apart]))

    def _fitting(self, word: str) -> Steps:
        """The steps of the rule with the longest ending that fits; one that names beginnings goes first."""
        low = word.lower()
        for length in (one for one in self._lengths if one <= len(low)):
            for beginnings, steps in self._rules.get(low[len(low) - length :], ()):
                if not beginnings or low.startswith(beginnings):
                    return steps
        return ()

    def phrase(self, phrase: str) -> Forms:
        """Every ``(text, form)`` of a phrase: verbs bend its first word, everything else its last."""
        if " " not in phrase or phrase in self._bent:
            return self.word(phrase)
        if self.verb:
            word, _, rest = phrase.partition(" ")
            return tuple([(f"{bent} {rest}", form) for bent, form in self.word(word)])
        rest, _, word = phrase.rpartition(" ")
        return tuple([(f"{rest} {bent}", form) for bent, form in self.word(word)])


class Spellings:
    """The parts of words that a language spells in two ways ("colour", "color"), a pair each."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._other = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
        parts = sorted(self._other, key=len, reverse=True)
        self._part = re.compile("|".join(map(re.escape, parts)) or "(?!)")

    def of(self, text: str) -> tuple[str, ...]:
        """The text as it is written, and in the other spelling where it has one."""
        other = self._part.sub(lambda part: self._other[part[0]], text)
        return (text,) if other == text else (text, other)
