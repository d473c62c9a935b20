"""Which rules are about some words, which signals of the lexicons have them, and what a rule rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Literal, NamedTuple, get_args

from claimcheck.model.passage import signals_in as numbers_in
from claimcheck.rulepack.condition_terms import CLAIM_VALUES
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


Basis = Literal["evidence", "claim", "context", "words"]
BASES: tuple[Basis, ...] = get_args(Basis)

_EVIDENCE_PATH = "element."


def basis_of(check: Check) -> frozenset[Basis]:
    """What decides whether a rule fires; words alone where nothing else does.

    A field that may have any of its values decides nothing: it only tells a claim from a passage without one.
    """
    found = frozenset(_bases([check.shape.when, *check.shared]))
    return found or frozenset[Basis]({"words"})


def count_bases(checks: Iterable[Check]) -> dict[Basis, int]:
    """How many of the rules rest on each; a rule may rest on several."""
    counts = Counter(basis for check in checks for basis in basis_of(check))
    return {basis: counts[basis] for basis in BASES}


def _bases(condition: Any) -> Iterator[Basis]:
    if isinstance(condition, list):
        for part in condition:
            yield from _bases(part)
    elif isinstance(condition, Mapping):
        for key, value in condition.items():
            yield from _of_operator(key, value)


def _of_operator(key: str, value: Any) -> Iterator[Basis]:
    if key == "element":
        yield "evidence"
    elif key == "context":
        yield "context"
    elif key == "compare":
        sides = (str(value.get("left")), str(value.get("right")))
        yield "evidence" if any(side.startswith(_EVIDENCE_PATH) for side in sides) else "context"
    elif key == "claim":
        if any(_narrows(field, asked) for field, asked in value.items()):
            yield "claim"
    elif key == "other_claim":
        yield "claim"
    else:
        yield from _bases(value)


def _narrows(field: str, asked: Any) -> bool:
    values = set(asked) if isinstance(asked, list) else {asked}
    known = set(CLAIM_VALUES.get(field, ())) - {"none"}
    return not known or not known <= values


def basis_line(checks: Iterable[Check]) -> str:
    """In words, how many rules rest on what; one that rests on several counts for each."""
    listed = list(checks)
    counts = count_bases(listed)
    share = round(100 * (1 - counts["words"] / len(listed))) if listed else 0
    return (
        f"{share} % rest on more than words: {counts['evidence']} on the state of evidence, {counts['claim']} on what "
        f"the claim is, {counts['context']} on the context; {counts['words']} on words and figures alone"
    )
