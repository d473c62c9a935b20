"""What laws make of lines of copy whose author knew nothing of the program.

    python benchmarks/law.py [--by-item] [--wrong]

Reads ``fixtures/law`` (its README says how the expectations are written) and prints, for the cases that were looked
into and for those that were kept apart, how many are decided as expected, how many of those that have to be an error
are one, how many lawful lines get an error, and how many findings that count cite the law asked for. ``--by-item``
prints a line for each point of law, ``--wrong`` lists the cases that were looked into and are decided otherwise.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import claimcheck
from claimcheck.model.claim_out import FindingOut
from claimcheck.report.words import document_findings

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "law"
FILES = ("looked_into", "kept_apart")
WEIGHT = {"none": 0, "info": 1, "warning": 2, "error": 3}
LAWFUL = ("no_error", "silent")
# From which severity on a finding counts towards what a case expects.
COUNTS = {"error": WEIGHT["error"], "flag": WEIGHT["warning"]}


class Decided(NamedTuple):
    """A case with the worst severity that it got, whether that is right, and whether what counts cites its law.

    ``cites`` is None where nothing counts or the case names no passage.
    """

    case: Mapping[str, Any]
    severity: str
    right: bool
    cites: bool | None


class Totals(NamedTuple):
    """Shares over some cases; None of nothing."""

    cases: int
    right: float | None
    errors: float | None
    lawful_errors: float | None
    cited: float | None


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


@cache
def _auditor(lands: tuple[str, ...], audience: Any, medium: Any, day: str) -> claimcheck.Auditor:
    context = claimcheck.Context(audience=audience, medium=medium, jurisdictions=lands, as_of=date.fromisoformat(day))
    return claimcheck.Auditor(context=context, lang="en")


def decided(case: Mapping[str, Any]) -> Decided:
    """The case as claimcheck decides it."""
    auditor = _auditor(tuple(case["jurisdiction"]), case["audience"], case["medium"], case["as_of"])
    (document,) = auditor.audit_text(case["text"]).documents
    found = list(document_findings(document))
    severity = max((one.severity for one in found), key=lambda one: WEIGHT[one], default="none")
    weight = WEIGHT[severity]
    right = {
        "error": weight == WEIGHT["error"],
        "flag": weight >= WEIGHT["warning"],
        "no_error": weight < WEIGHT["error"],
        "silent": weight < WEIGHT["warning"],
    }[case["expect"]]
    right = right and weight <= WEIGHT[case.get("max_severity", "error")]
    return Decided(case, severity, right, _cites(case, found))


def _cites(case: Mapping[str, Any], found: Iterable[FindingOut]) -> bool | None:
    least = COUNTS.get(case["expect"])
    counting = [one for one in found if least is not None and WEIGHT[one.severity] >= least]
    wanted = case.get("must_cite", ())
    if not wanted or not counting:
        return None
    passages = [
        " ".join((one.instrument, one.locator, one.jurisdiction, one.key)).casefold()
        for finding in counting
        for one in finding.citations
    ]
    return any(part.casefold() in passage for part in wanted for passage in passages)


def totals(results: Iterable[Decided]) -> Totals:
    """The shares over some cases."""
    listed = list(results)
    errors = [one for one in listed if one.case["expect"] == "error"]
    lawful = [one for one in listed if one.case["expect"] in LAWFUL]
    cited = [one.cites for one in listed if one.cites is not None]
    return Totals(
        len(listed),
        _share([one.right for one in listed]),
        _share([one.severity == "error" for one in errors]),
        _share([one.severity == "error" for one in lawful]),
        _share(cited),
    )


def _share(answers: list[bool]) -> float | None:
    return sum(answers) / len(answers) if answers else None


def _shown(name: str, found: Totals) -> str:
    shares = ("   -" if one is None else f"{one:.2f}" for one in found[1:])
    return f"{name:28} {found.cases:5}  " + "   ".join(shares)


def _lines(name: str, *, by_item: bool, wrong: bool) -> Iterator[str]:
    results = [decided(one) for one in cases(name)]
    yield _shown(name, totals(results))
    if by_item:
        for item in sorted({one.case["item"] for one in results}):
            yield _shown(f"  {item}", totals(one for one in results if one.case["item"] == item))
    if wrong and name == FILES[0]:
        for one in results:
            if not one.right or one.cites is False:
                case = one.case
                yield f"  {case['id']} {','.join(case['jurisdiction'])} {case['audience']} {case['medium']}"
                yield f"    {case['text']}"
                yield f"    expected {case['expect']}, got {one.severity}{'' if one.right else ': ' + case['why']}"


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--by-item", action="store_true", help="a line for each point of law")
    parser.add_argument("--wrong", action="store_true", help="list the cases that are decided otherwise")
    options = parser.parse_args()
    print(f"{'':28} cases  right  error  lawful with error  cites its law")
    for name in FILES:
        print("\n".join(_lines(name, by_item=options.by_item, wrong=options.wrong)))


if __name__ == "__main__":
    main()
