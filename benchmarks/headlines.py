#!/usr/bin/env python3
"""Whether the headline claims of reports, as somebody chose them by reading, come first in the order of claimcheck.

python benchmarks/headlines.py PICKS.jsonl REPORTS [--most N] [--list]

PICKS has a line of JSON for each pick: ``doc`` (a file in the folder REPORTS), ``text`` (its words), ``page``, ``keys``
(words or beginnings of words that have to be in it) and ``order`` (1 for the most important one of its report).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import claimcheck
from claimcheck.model.claim_out import ClaimOut

FIRST = (10, 20)
LEAST_OF_PICK = 0.6
"""This share of the words of a pick in a claim, or more, and they are the same."""
LEAST_OF_CLAIM = 0.75
"""The same of the words of a claim in a pick, for claims of several words."""
SHORTEST = 3
SMALL = frozenset(re.split(" ", "a an and are as at be by for from has have in is it its of on or our that the to we"))
_WORD = re.compile(r"[a-z0-9]+")


class Pick(NamedTuple):
    """A headline claim of a report."""

    doc: str
    text: str
    page: int
    keys: tuple[str, ...]


def words(text: str) -> Counter[str]:
    """The words and numbers of a text but the small ones, with how often each stands there."""
    return Counter(word for word in _WORD.findall(text.lower()) if word not in SMALL)


def is_same(pick: Pick, claim: str) -> bool:
    """Whether a claim tells a pick: most words of one are in the other, and all of its keys."""
    wanted, found = words(pick.text), words(claim)
    every = _WORD.findall(claim.lower())
    keys = [word for key in pick.keys for word in _WORD.findall(key.lower())]
    if not wanted or not found or not all(any(one.startswith(key) for one in every) for key in keys):
        return False
    common = (wanted & found).total()
    in_claim = found.total() >= SHORTEST and common >= LEAST_OF_CLAIM * found.total()
    return in_claim or common >= LEAST_OF_PICK * wanted.total()


def groups(claims: Sequence[ClaimOut]) -> list[list[ClaimOut]]:
    """The claims by their groups, in the order of their ranks."""
    found: dict[int, list[ClaimOut]] = {}
    for claim in sorted(claims, key=lambda one: one.rank):
        found.setdefault(claim.rank, []).append(claim)
    return list(found.values())


def picks_of(path: Path, most: int) -> dict[str, list[Pick]]:
    """The picks of each report, the most important ``most`` of them."""
    found: dict[str, list[Pick]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("order", 1) <= most:
            pick = Pick(row["doc"], row["text"], row["page"], tuple(row["keys"]))
            found.setdefault(pick.doc, []).append(pick)
    return found


def places(picks: Sequence[Pick], claims: Sequence[ClaimOut]) -> list[tuple[int | None, int]]:
    """For each pick the place of its first group and how many groups there are; None where no claim tells it."""
    ordered = groups(claims)
    return [
        (
            next((n for n, group in enumerate(ordered, 1) if any(is_same(pick, one.text) for one in group)), None),
            len(ordered),
        )
        for pick in picks
    ]


def main() -> int:
    """Print how many picks are found, and how many of them in the first groups."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picks", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--most", type=int, default=6, help="picks of each report, the most important first")
    parser.add_argument("--list", action="store_true", help="show the place of each pick")
    asked = parser.parse_args()
    found: list[int] = []
    total = 0
    print(f"{'picks':>6} {'found':>6}" + "".join(f" {f'in {one}':>6}" for one in FIRST))
    for doc, picks in picks_of(asked.picks, asked.most).items():
        [document] = claimcheck.audit(asked.reports / doc).documents
        told = places(picks, document.claims)
        own = [place for place, _ in told if place is not None]
        print(_line(len(picks), own), doc)
        if asked.list:
            for pick, (place, of) in zip(picks, told, strict=True):
                print(f"{place or 'not found':>14} of {of:<5} page {pick.page}: {pick.text[:90]}")
        found += own
        total += len(picks)
    print(_line(total, found), "all")
    return 0


def _line(total: int, found: Sequence[int]) -> str:
    return f"{total:>6} {len(found):>6}" + "".join(f" {sum(place <= one for place in found):>6}" for one in FIRST)


if __name__ == "__main__":
    sys.exit(main())
