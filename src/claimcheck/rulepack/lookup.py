"""Which rules are about some words, and which signals of the lexicons have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from claimcheck.model.passage import signals_in as numbers_in
from claimcheck.rulepack.condition_walk import signal_places
from claimcheck.rulepack.pack import Check, Lexicon, Pack

_SIGNS = re.compile(r"[\s-]+")


class About(NamedTuple):
    """Rules, the most telling first, and the signals that have the words, each with its language.

    Each rule is told by its id, with those of the signals that it looks for.
    """

    rules: tuple[tuple[str, tuple[str, ...]], ...]
    signals: tuple[tuple[str, str], ...]


def about(pack: Pack, words: str) -> About:
    """What a family or some words lead to: "SOC" to its rules, "umweltfreundlich" to the rules whose signals have it.

    Words are whole ones or beginnings. Rules that say them come first, then those whose signals have them, then those
    in whose examples they stand.
    """
    family = words.strip().upper()
    own = sorted(name for name, check in pack.checks.items() if check.family == family)
    wanted = _plain(words)
    if own or not wanted:
        return About(tuple((name, ()) for name in own), ())
    begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
    having = {
        (pack.signal_names[number], name)
        for name, lexicon in pack.lexicons.items()
        for number in _numbers(lexicon, wanted, begins)
    }
    named = {signal for signal, _ in having}
    found: tuple[list[tuple[str, tuple[str, ...]]], ...] = ([], [], [])
    for name, check in sorted(pack.checks.items()):
        shape = check.shape
        one = name, tuple(sorted(named.intersection(_sought(check, pack))))
        told = (shape.name, shape.about, shape.message, shape.remedy)
        if any(begins.search(_plain(text)) for text in told):
            found[0].append(one)
        elif one[1]:
            found[1].append(one)
        elif any(begins.search(_plain(example.text)) for example in shape.fires):
            found[2].append(one)
    return About(tuple(one for part in found for one in part), tuple(sorted(having)))


def _plain(text: str) -> str:
    """Small letters, with one blank for blanks and hyphens: "eco-friendly" is looked for as "eco friendly"."""
    return _SIGNS.sub(" ", text.lower()).strip()


def _numbers(lexicon: Lexicon, wanted: str, begins: re.Pattern[str]) -> Set[int]:
    """The numbers of the signals that have the words as an entry, else at the end of compounds, else in entries."""
    whole: set[int] = set()
    ending: set[int] = set()
    partly: set[int] = set()
    for group in lexicon.groups:
        texts = [_plain(text) for text in group.texts]
        numbers = {number for number, _ in group.signals}
        if wanted in texts:
            whole |= numbers
        elif not group.left and any(wanted.endswith(text) for text in texts):
            ending |= numbers
        elif any(begins.search(text) for text in texts):
            partly |= numbers
    return whole or ending or partly


def _sought(check: Check, pack: Pack) -> Iterator[str]:
    """The signals of the words that a rule quotes; of one that names none, those that it asks for, or its claims.

    What silences a rule is none of them.
    """
    if check.marks:
        yield from (pack.signal_names[one] for one in numbers_in(check.marks))
        return
    for condition in (check.shape.when, *check.shared):
        yield from (name for path, name in signal_places(condition, ()) if "not" not in path)
    # Of claims of many types the words say little about the rule.
    for kind in check.types if check.types and len(check.types) == 1 else ():
        yield from (pack.signal_names[one] for one in numbers_in(pack.claim_types[kind].core.positive))
