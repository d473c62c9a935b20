"""From the entries of a signal to literals: slots filled, words inflected, hyphens varied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from claimcheck.rulepack.collect import Entry, Language, unknown
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.inflect import Inflector, is_verb
from claimcheck.rulepack.lexicon_shapes import SignalShape

MAX_FORMS = 2_000
# Half as many again as English has, so that packs of users have room.
MAX_LITERALS = 150_000
MAX_TOKENS = 6
MIN_LENGTH = 2
MAX_LENGTH = 80
# More hyphens than this in one entry are all kept or all opened, lest their combinations explode.
MAX_HYPHENS = 3

# Signs that stand in every sentence; alone they would hit everywhere. Rarer ones (=, *, †) may stand alone.
_FREQUENT = frozenset(" .,;:-'\"()/")

LIST_SLOT = re.compile(r"\{([^{}]*)\}")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
# What normalisation folds away, so that a literal with it could never be found, and what to write instead.
_FOLDED = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u00ad": "", "\u200b": "",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},
}  # fmt: skip
_FOLD = str.maketrans(_FOLDED)


def signal_forms(entry: Entry[SignalShape], language: Language, log: FaultLog) -> list[tuple[str, str]]:
    """Every ``(text, form)`` of a signal, in its own spelling; faults go to ``log``."""
    shape = entry.value
    inflector = _inflector(entry, language, log)
    found: list[tuple[str, str]] = []
    _add_forms(found, entry, "words", _words(entry, log), inflector, log)
    for place, pattern in enumerate(shape.patterns):
        before = len(found)
        filled = _filled(entry, ("patterns", place), pattern, language, log)
        _add_forms(found, entry, "patterns", [(place, phrase) for phrase in filled], inflector, log)
        if len(found) - before > MAX_FORMS or len(found) > MAX_LITERALS:
            entry.fault(
                log,
                ("patterns", place),
                f"more than {MAX_FORMS:,} forms of an entry or {MAX_LITERALS:,} of a signal",
                code="too-many-forms",
                hint="split the signal, or shorten its lists",
            )
            return found
    if shape.forms:
        # An irregular word need not stand under words as well.
        there = {text for text, _ in found}
        _add_forms(
            found, entry, "forms", [(word, word) for word in shape.forms if word not in there], inflector, log
        )
    return found


def _words(entry: Entry[SignalShape], log: FaultLog) -> Iterator[tuple[int, str]]:
    for place, word in enumerate(entry.value.words):
        if "{" in word or "}" in word:
            entry.fault(
                log,
                ("words", place),
                f"{shown(word)} has a slot",
                code="bad-slot",
                hint="slots go under patterns",
            )
        else:
            yield place, word


def _inflector(entry: Entry[SignalShape], language: Language, log: FaultLog) -> Inflector | None:
    """What bends the words of a signal, None where they stay as they are."""
    shape = entry.value
    if shape.inflect is None:
        if not shape.forms:
            return None
        return Inflector(bent=shape.forms, verb=any(len(forms) > 3 for forms in shape.forms.values()))
    known = language.inflections.get(shape.inflect)
    if known is None:
        unknown(entry, ("inflect",), "inflection class", shape.inflect, language.inflections, log)
    rules = known.value if known else ()
    return Inflector(rules, shape.forms, verb=is_verb(shape.inflect))


def _filled(
    entry: Entry[SignalShape], path: tuple[str | int, ...], pattern: str, language: Language, log: FaultLog
) -> list[str]:
    """The phrases of a pattern; none where it cannot be used."""
    tokens = LIST_SLOT.sub("x", pattern).split()
    if not 1 <= len(tokens) <= MAX_TOKENS:
        entry.fault(
            log,
            path,
            f"a pattern has 1 to {MAX_TOKENS} tokens, this one has {len(tokens)}",
            code="pattern-length",
        )
        return []
    parts = LIST_SLOT.split(pattern)
    if any("{" in part or "}" in part for part in parts):
        entry.fault(log, path, "a brace stands alone", code="bad-slot", hint="a slot is written {list}")
        return []
    choices: list[Sequence[str]] = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            choices.append((part,))
            continue
        known = language.lists.get(part)
        if known is None:
            unknown(entry, path, "list", part, language.lists, log)
            return []
        choices.append(known.value)
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MAX_FORMS:
        entry.fault(
            log,
            path,
            f"{shown(pattern)} has {count:,} forms, more than {MAX_FORMS:,}",
            code="too-many-forms",
            hint="split the pattern, or shorten a list",
        )
        return []
    return ["".join(parts) for parts in product(*choices)]


def _add_forms(
    found: list[tuple[str, str]],
    entry: Entry[SignalShape],
    key: str,
    phrases: Iterable[tuple[int | str, str]],
    inflector: Inflector | None,
    log: FaultLog,
) -> None:
    """Add the forms of phrases, each with its place under ``key``."""
    for place, phrase in phrases:
        for form, name in inflector.phrase(phrase) if inflector else ((phrase, ""),):
            problem = literal_problem(form)
            if problem:
                told = f"{shown(form)} {problem[0]}"
                entry.fault(log, (key, place), told, code="bad-literal", hint=problem[1])
            elif "-" in form:
                found.extend([(text, name) for text in hyphen_variants(form)])
            else:
                found.append((form, name))


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
    return (
        "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003134f"
    )
