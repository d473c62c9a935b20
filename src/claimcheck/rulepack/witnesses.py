"""Which entries of the lexicons stand in real text, by the counts that ``benchmarks/witnesses.py`` keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from claimcheck.errors import UsageError
from claimcheck.rulepack.entries import Id, Listed
from claimcheck.rulepack.faults import shown

MOST = 0.05
"""Of the words and patterns of a language so many may stand in no text."""
LEAST_TEXTS = 10_000
"""What stands in no text of fewer may well be in use: a language with less is held to nothing."""


class Witness(NamedTuple):
    """In how many texts an entry stands, and how often in all of them."""

    texts: int
    times: int


Counts = dict[Id, Witness]


class Share(NamedTuple):
    """How many entries of a language stand in no text; those that are ``closed`` are counted apart."""

    language: str
    lists: bool
    entries: int
    without: int
    closed: int
    texts: int

    @property
    def is_too_large(self) -> bool:
        """Whether more words and patterns lack a witness than may."""
        return not self.lists and self.texts >= LEAST_TEXTS and self.without > MOST * self.entries


def shares(entries: Iterable[Listed], counts: Counts, texts: Mapping[str, int]) -> tuple[Share, ...]:
    """The shares by language, of words and patterns and then of words of lists."""
    found: dict[tuple[str, bool], Share] = {}
    for one in entries:
        key = one.language, one.in_list
        known = found.get(key) or Share(*key, 0, 0, 0, texts.get(one.language, 0))
        if one.closed:
            known = known._replace(closed=known.closed + 1)
        else:
            known = known._replace(entries=known.entries + 1, without=known.without + (one.id not in counts))
        found[key] = known
    return tuple(found[key] for key in sorted(found))


def without_witness(entries: Iterable[Listed], counts: Counts) -> Iterator[tuple[int, tuple[Listed, ...]]]:
    """The entries that stand in no text and are not closed, by signal or list, each with how many that one has."""
    owned: dict[tuple[str, str], list[Listed]] = {}
    for one in entries:
        owned.setdefault(one.id[:2], []).append(one)
    for each in owned.values():
        lacking = tuple(one for one in each if not (one.closed or one.id in counts))
        if lacking:
            yield len(each), lacking


def read_counts(path: Path) -> tuple[Counts, dict[str, int]]:
    """The counts of a file, and of how many texts in each language. Raises ``UsageError`` where there are none."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        counts = {
            (language, owner, text): Witness(*map(int, numbers))
            for language, owners in known["counts"].items()
            for owner, entries in owners.items()
            for text, numbers in entries.items()
        }
        return counts, {language: int(number) for language, number in known["texts"].items()}
    except OSError as error:
        message = f"{shown(str(path))} cannot be read: {error.strerror}"
        raise UsageError(message, code="bad-counts") from error
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise UsageError(
            f"{shown(str(path))} has no counts of witnesses",
            code="bad-counts",
            hint="benchmarks/witnesses.py makes such a file",
        ) from error


def written(counts: Counts, texts: Mapping[str, int]) -> str:
    """The same as the text of a file, an entry a line; ``texts`` says how many were read in each language."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for (language, owner, text), witness in sorted(counts.items()):
        line = f"{json.dumps(text, ensure_ascii=False)}: [{witness.texts}, {witness.times}]"
        grouped.setdefault(language, {}).setdefault(owner, []).append(line)
    blocks = [
        f'"{language}": {{\n'
        + ",\n".join(f'"{owner}": {{\n' + ",\n".join(lines) + "\n}" for owner, lines in owners.items())
        + "\n}"
        for language, owners in grouped.items()
    ]
    told = json.dumps(dict(sorted(texts.items())))
    return f'{{"texts": {told},\n"counts": {{\n' + ",\n".join(blocks) + "\n}}\n"
