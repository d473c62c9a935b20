"""What tools answer about rules and law, cut to what an assistant can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.reference.law import law_values, passage, passage_values
from claimcheck.reference.rules import rule_values
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import find_rule

MOST_OF_RULE, MOST_OF_PASSAGE, MOST_PASSAGES = 5, 12, 60
"""How many entries a list has in an answer on a rule, on a passage, and on the law of a jurisdiction."""


def rule(pack: Pack, name: str) -> dict[str, Any]:
    """A rule as ``claimcheck rule --format json`` tells it. Raises ``UsageError`` where there is none."""
    return _cut(rule_values(pack.checks[find_rule(pack, name)], pack), MOST_OF_RULE)


def law(pack: Pack, key: str | None, jurisdiction: str | None, day: date) -> dict[str, Any]:
    """A passage, the passages of a jurisdiction, or all jurisdictions with the number of theirs.

    Raises ``UsageError`` for one that is not known.
    """
    if key is not None:
        return _cut(passage_values(passage(key, pack), pack, day), MOST_OF_PASSAGE)
    if jurisdiction is None:
        return {"as_of": day.isoformat(), "jurisdictions": law_values(pack, day, ())}
    name = jurisdiction.lower()
    known = sorted({one.jurisdiction for one in pack.citations.values()})
    if name not in known:
        raise UsageError(
            f"there is no law of {jurisdiction!r}", code="unknown-value", hint=f"one of {', '.join(known)}"
        )
    (found,) = law_values(pack, day, (name,))
    told = ("key", "instrument", "locator", "says", "grade", "valid_from", "valid_to")
    passages = [{field: one[field] for field in told} for one in found["law"]]
    return _cut({"as_of": day.isoformat(), **found, "law": passages}, MOST_PASSAGES)


def _cut(values: Mapping[str, Any], most: int) -> dict[str, Any]:
    """The values with no list longer than ``most``, and what was cut by the name of the list."""
    left_out: dict[str, str] = {}

    def shortened(value: Any, name: str) -> Any:
        if isinstance(value, Mapping):
            return {key: shortened(inner, f"{name}.{key}" if name else key) for key, inner in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, str):
            if len(value) > most:
                left_out[name] = f"{most} of {len(value)} are told"
            return [shortened(inner, name) for inner in value[:most]]
        return value

    told = {key: shortened(value, key) for key, value in values.items()}
    return {**told, "cut": left_out}
