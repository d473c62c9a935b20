"""How much of the evidence is found in documents whose authors knew nothing of the program.

    python benchmarks/by_others.py [--wrong]

Reads ``fixtures/by_others`` (its README says how the expectations are written) and prints, for the documents that
were looked into and for those that were kept apart, how many claims are found, how many states of their elements are
right, how much of the evidence elsewhere is found and how much of what is told is right, and how many contradictions
are found and made up. A claim that is not found counts among the claims and the contradictions alone. ``--wrong``
lists the mistakes in the documents that were looked into.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import claimcheck
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "by_others"
GOLD = ".gold.jsonl"
# Findings on the whole document or on names set no two passages against each other.
NO_PAIRS = frozenset(f"CON-{number:03}" for number in range(4, 11))
WORD = re.compile(r"[^\W_]+")
LEAST_SHARED, LEAST_OF_ALL = 0.7, 0.35


def words(text: str) -> frozenset[str]:
    """The words of a text, by which sentences are known again."""
    return frozenset(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two sentences have in common; 0 where they are not the same sentence."""
    common = len(one & other)
    if not common or common < LEAST_SHARED * min(len(one), len(other)):
        return 0.0
    share = common / len(one | other)
    return share if share >= LEAST_OF_ALL else 0.0


def matched(gold: list[dict[str, Any]], claims: list[ClaimOut]) -> list[tuple[dict[str, Any], ClaimOut | None]]:
    """Each expected claim with the claim that was found for it, the likest first; none serves two."""
    pairs = sorted(
        (
            (-score, left, right)
            for left, one in enumerate(gold)
            for right, claim in enumerate(claims)
            if (score := alike(words(one["claim"]), words(claim.text)) + 0.2 * (one["type"] == claim.type)) > 0.2
        )
    )
    taken: dict[int, int] = {}
    for _, left, right in pairs:
        if left not in taken and right not in taken.values():
            taken[left] = right
    return [(one, claims[taken[left]] if left in taken else None) for left, one in enumerate(gold)]


def accused(claim: ClaimOut, document: DocumentOut) -> bool:
    """Whether a claim is said to be contradicted."""
    if any(one.state == "contradicted" for one in claim.elements):
        return True
    mine = words(claim.text)
    quoted = [one for one in document.findings if alike(words(one.quote), mine)]
    return any(one.rule.startswith("CON") and one.rule not in NO_PAIRS for one in (*claim.findings, *quoted))


def counted(path: Path) -> Iterator[tuple[str, str]]:
    """What is counted of one document, each with a line that says which mistake it is, or an empty one."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    name = path.name.removesuffix(GOLD)
    source = next(one for one in sorted(path.parent.glob(f"{name}.*")) if one != path)
    (document,) = claimcheck.audit(source).documents
    for one, claim in matched(gold, list(document.claims)):
        line = f"{name}: {one['claim']}"
        yield "claims", ""
        refuted = bool(one["contradiction"])
        if refuted:
            yield "contradictions", ""
        if claim is None:
            yield "claims missed", f"no such claim: {line}"
            continue
        if accused(claim, document):
            yield ("contradictions found", "") if refuted else ("made up", f"made up: {line}")
        elif refuted:
            yield "contradictions missed", f"contradiction missed: {line}"
        states: Mapping[str, str] = {each.element: each.state for each in claim.elements}
        for element, state in one["elements"].items():
            said = states.get(element, "missing").replace("registered", "linked")
            yield "states", ""
            right = said == state
            yield ("right", "") if right else ("wrong", f"{element} is {state}, said {said}: {line}")
            if state == "linked":
                yield "linked", ""
            if said == "linked":
                yield "told", ""
                if right:
                    yield "linked right", ""


def main() -> None:
    """Print the figures of both parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wrong", action="store_true", help="list the mistakes in what was looked into")
    asked = parser.parse_args()
    for part in ("looked_into", "kept_apart"):
        lines: list[str] = []
        n: Counter[str] = Counter()
        for path in sorted((FOLDER / part).glob(f"*{GOLD}")):
            for key, line in counted(path):
                n[key] += 1
                if line:
                    lines.append(line)
        print(part)
        print(f"  claims found        {n['claims'] - n['claims missed']} of {n['claims']}")
        print(f"  states right        {n['right']} of {n['states']} ({100 * n['right'] / n['states']:.1f} %)")
        print(f"  evidence elsewhere  {n['linked right']} of {n['linked']} found, {n['told']} told")
        print(
            f"  contradictions      {n['contradictions found']} of {n['contradictions']} found, {n['made up']} made up"
        )
        if asked.wrong and part == "looked_into":
            print(*lines, sep="\n")


if __name__ == "__main__":
    main()
