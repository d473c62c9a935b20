"""Rules of one family that fire on each other's examples, and so say the same thing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from claimcheck.cli.example_bench import Bench
from claimcheck.cli.examples import Loaded
from claimcheck.errors import ClaimcheckError
from claimcheck.report.words import document_findings
from claimcheck.rulepack.faults import FaultLog

SAME = 0.8
"""Two rules overlap where each fires on so much of what the other one fires on."""


def overlaps(loaded: Loaded) -> tuple[ClaimcheckError, ...]:
    """A note on the later of two rules of a family that overlap, where one of them is in the scope."""
    log, scope = FaultLog(), frozenset(loaded.scope.checks)
    fired = _fired(loaded)
    for one, other in combinations(sorted(loaded.pack.checks), 2):
        if one[:3] != other[:3] or not scope & {one, other}:
            continue
        there, back = _share(fired, one, other), _share(fired, other, one)
        if min(there, back) >= SAME:
            loaded.found.checks[other].fault(
                log,
                ("fires",),
                f"{other} fires on {back:.0%} of the examples of {one}, and {one} on {there:.0%} of its own",
                code="overlap",
                hint="make one rule of the two, or let one of them leave out what the other finds",
                key=True,
            )
    return tuple(log.faults)


def _share(fired: dict[str, list[frozenset[str]]], rule: str, of: str) -> float:
    """On how much of the firing examples of a rule another one fires."""
    examples = fired[of]
    return sum(rule in rules for rules in examples) / len(examples) if examples else 0.0


def _fired(loaded: Loaded) -> dict[str, list[frozenset[str]]]:
    """For each rule of a family with several, some of them in the scope: what fires on each of its firing examples."""
    bench = Bench(loaded.pack)
    size = Counter(name[:3] for name in loaded.pack.checks)
    asked = {name[:3] for name in loaded.scope.checks if size[name[:3]] > 1}
    return {name: list(_of_rule(bench, loaded, name)) for name in loaded.pack.checks if name[:3] in asked}


def _of_rule(bench: Bench, loaded: Loaded, name: str) -> Iterator[frozenset[str]]:
    for example in loaded.pack.checks[name].shape.fires:
        found = document_findings(bench.document(example.text, example))
        yield frozenset(finding.rule for finding in found)
