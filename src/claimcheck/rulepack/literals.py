"""From the entries of a signal to literals: slots filled, words inflected, hyphens varied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import Any

from claimcheck.errors import shown
from claimcheck.rulepack.collect import Entry, Language
from claimcheck.rulepack.file_shapes import SaidWordsShape
from claimcheck.rulepack.inflect import ACTION, Inflector, has_verbs, is_verb, parted
from claimcheck.rulepack.lexicon_shapes import InflectionRule, SignalShape
from claimcheck.rulepack.yamlfile import KeyPath

MAX_FORMS = 2_000
# The same with other endings, hyphens opened and other spellings.
MAX_WRITTEN = 4_000
# Half as many again as English has, so that packs of users have room.
MAX_LITERALS = 150_000
MAX_TOKENS = 6
MIN_LENGTH = 2
MAX_LENGTH = 80
# More hyphens than this in one entry are all kept or all opened, lest their combinations explode.
MAX_HYPHENS = 3

# Signs that stand in every sentence; alone they would hit everywhere. Rarer ones (=, *, †) may stand alone.
_FREQUENT = frozenset(" .,;:-'\"()/")

# Stands for the words of a list while they are gathered.
_BEGUN: Sequence[str] = []

LIST_SLOT = re.compile(r"\{([^{}]*)\}")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
# What normalisation folds away, so that a literal with it could never be found, and what to write instead.
_FOLDED = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u00ad": "", "\u200b": "",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},
}  # fmt: skip
_FOLD = str.maketrans(_FOLDED)


def signal_forms(entry: Entry[Any], language: Language) -> list[tuple[str, str]]:
    """Every ``(text, form)`` of a signal, or of other ``SaidWordsShape``, in its own spelling.

    Faults go to the log of its file.
    """
    shape: SignalShape | SaidWordsShape = entry.value
    writer = _Writer(entry, language)
    for place, word in enumerate(shape.words):
        base, classes = parted(word)
        if "{" in base or "}" in base:
            entry.fault(("words", place), f"{shown(base)} has a slot", "bad-slot", "slots go under patterns")
        else:
            writer.add(("words", place), (base,), classes)
    for place, pattern in enumerate(shape.patterns):
        before = len(writer.found)
        base, classes = parted(pattern)
        path = ("patterns", place)
        writer.add(path, _filled(entry, path, base, language), classes)
        if len(writer.found) - before > MAX_WRITTEN or len(writer.found) > MAX_LITERALS:
            told = f"more than {MAX_WRITTEN:,} forms of an entry or {MAX_LITERALS:,} of a signal"
            entry.fault(path, told, "too-many-forms", "split the signal, or shorten its lists")
            return writer.found
    if shape.forms:
        # An irregular word need not stand under words as well.
        there = {text for text, _ in writer.found}
        for word in shape.forms:
            if word not in there:
                writer.add(("forms", word), (word,), ())
    return writer.found


class _Writer:
    """Writes down the phrases of one signal: inflected, derived, otherwise spelled, with blanks for hyphens."""

    def __init__(self, entry: Entry[Any], language: Language) -> None:
        self.found: list[tuple[str, str]] = []
        self._entry = entry
        self._language = language
        self._inflector = _inflector(entry, language)

    def add(self, path: KeyPath, phrases: Iterable[str], classes: Sequence[str]) -> None:
        """Add the forms of phrases, which stand at ``path``; ``classes`` derive more of them."""
        for phrase in phrases:
            forms = self._inflector.phrase(phrase) if self._inflector else ((phrase, ""),)
            known: set[str] = set()
            for text, name in forms:
                # Beside other forms a verb is a noun only where a mark says so.
                if name != ACTION or forms[0][1] == ACTION:
                    known.add(text)
                    self._write(path, text, name)
            for text, name in _derived(self._entry, path, phrase, classes, self._language) if classes else ():
                if text not in known:
                    self._write(path, text, name)

    def _write(self, path: KeyPath, text: str, name: str) -> None:
        if problem := literal_problem(text):
            self._entry.fault(path, f"{shown(text)} {problem[0]}", "bad-literal", problem[1])
            return
        for variant in self._language.spellings.of(text):
            if "-" in variant:
                self.found.extend([(one, name) for one in hyphen_variants(variant)])
            else:
                self.found.append((variant, name))


def _inflector(entry: Entry[Any], language: Language) -> Inflector | None:
    """What bends the words of a signal, None where they stay as they are."""
    shape: SignalShape | SaidWordsShape = entry.value
    if shape.inflect is None:
        return Inflector(bent=shape.forms, verb=has_verbs(shape.forms)) if shape.forms else None
    if not shape.forms:
        return _of_class(shape.inflect, entry, ("inflect",), language)
    rules = rules_of(shape.inflect, entry, ("inflect",), language)
    return Inflector(rules or (), shape.forms, verb=is_verb(shape.inflect))


def rules_of(name: str, entry: Entry[Any], path: KeyPath, language: Language) -> Sequence[InflectionRule] | None:
    """The rules of an inflection class; one that the language does not have is a fault."""
    known = language.inflections.get(name)
    if known is None:
        entry.unknown(path, "inflection class", name, language.inflections)
    return None if known is None else known.value


def _of_class(name: str, entry: Entry[Any], path: KeyPath, language: Language) -> Inflector | None:
    """What bends words by the rules of a class alone."""
    made = language.inflectors.get(name)
    if made is None and (rules := rules_of(name, entry, path, language)) is not None:
        made = language.inflectors[name] = Inflector(rules, verb=is_verb(name))
    return made


def _derived(
    entry: Entry[Any], path: KeyPath, phrase: str, classes: Sequence[str], language: Language
) -> Iterator[tuple[str, str]]:
    """A phrase in the forms of some classes, or in one form of a class of verbs; none of them tells a tense."""
    for name in classes:
        of, _, wanted = name.partition(".")
        made = _of_class(of, entry, path, language)
        for text, form in made.phrase(phrase) if made is not None else ():
            if form == wanted or not (wanted or form == ACTION):
                yield text, form if form == ACTION else ""


def list_words(name: str, language: Language) -> Sequence[str]:
    """The words of a list with all that is derived of them; those of a list that it names come with it."""
    words = language.filled.get(name)
    entry = language.lists[name]
    if words is _BEGUN:
        entry.fault((), f"list {name} names itself", "names-itself", "leave it out", key=True)
    if words is not None:
        return words
    language.filled[name] = _BEGUN
    found: dict[str, None] = {}
    for place, written in enumerate(entry.value):
        base, classes = parted(written)
        for phrase in _filled(entry, (place,), base, language):
            found[phrase] = None
            found.update(dict.fromkeys(text for text, _ in _derived(entry, (place,), phrase, classes, language)))
    words = language.filled[name] = tuple(found)
    return words


def _filled(entry: Entry[Any], path: KeyPath, pattern: str, language: Language) -> Sequence[str]:
    """The phrases of a pattern; none where it cannot be used."""
    if "{" not in pattern and "}" not in pattern and path[0] != "patterns":
        return (pattern,)
    size = len(LIST_SLOT.sub("x", pattern).split())
    if not 1 <= size <= MAX_TOKENS:
        told = f"a pattern has 1 to {MAX_TOKENS} tokens, this one has {size}"
        entry.fault(path, told, "pattern-length")
        return ()
    parts = LIST_SLOT.split(pattern)
    if any("{" in part or "}" in part for part in parts):
        entry.fault(path, "a brace stands alone", "bad-slot", "a slot is written {list}")
        return ()
    for slot in parts[1::2]:
        if slot not in language.lists:
            entry.unknown(path, "list", slot, language.lists)
            return ()
    choices = [list_words(one, language) if number % 2 else (one,) for number, one in enumerate(parts)]
    count = prod(map(len, choices))
    if count > MAX_FORMS:
        told = f"{shown(pattern)} has {count:,} forms, more than {MAX_FORMS:,}"
        entry.fault(path, told, "too-many-forms", "split the pattern, or shorten a list")
        return ()
    return ["".join(parts) for parts in product(*choices)]


def hyphen_variants(text: str) -> tuple[str, ...]:
    """The text with each inner hyphen kept or opened to a blank."""
    parts = _HYPHEN.split(text)
    if len(parts) - 1 > MAX_HYPHENS:
        return text, " ".join(parts)
    joined = [parts[0]]
    for part in parts[1:]:
        joined = [f"{left}{mark}{part}" for left in joined for mark in ("-", " ")]
    return tuple(joined)


def literal_problem(text: str) -> tuple[str, str | None] | None:
    """Why a text can never be a literal, and what to write instead; None when it can."""
    usual = text.isascii() and text.isprintable()
    if usual and MIN_LENGTH <= len(text) <= MAX_LENGTH and "  " not in text and text.strip():
        return None
    alone = len(text) == 1 and (is_unspaced(text) or not (text.isalnum() or text in _FREQUENT))
    if not (MIN_LENGTH <= len(text) <= MAX_LENGTH or alone):
        count = f"{len(text)} character{'' if len(text) == 1 else 's'}"
        return f"has {count}, a literal has {MIN_LENGTH} to {MAX_LENGTH}", None
    # A single blank at an end can only have been put there on purpose: unquoted, YAML would drop it.
    if "  " in text or not text.strip():
        return "has doubled blanks", f"write {' '.join(text.split())}"
    if not usual:
        folded = "".join(char if char.isprintable() else " " for char in text)
        folded = unicodedata.normalize("NFC", folded).translate(_FOLD)
        if folded != text:
            return "has characters that normalised text never holds", f"write {folded}"
    return None


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script that sets no blanks between words (Chinese, Japanese)."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003134f"


@cache
def bounded(char: str) -> bool:
    """Whether a word boundary can stand beside this character: signs and scripts without blanks have none."""
    return char.isalnum() and not is_unspaced(char)
