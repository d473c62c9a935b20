"""From the bytes of a decisions file to its entries, with every fault at its line."""

from __future__ import annotations

from typing import Any

from claimcheck.decisions.shapes import DecisionShape, DecisionsShape, FactShape
from claimcheck.errors import DecisionsError
from claimcheck.model.decision import Decision, Decisions, FactAnswer, Remark
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.registers import register_bytes
from claimcheck.rulepack.validate import shaped
from claimcheck.rulepack.yamlfile import YamlFile, parse_any

NAME = "claimcheck-decisions.yml"
"""What the file is called where nobody says otherwise; it lies in the folder one works in."""
WRITES = "claimcheck review writes one; claimcheck schema decisions has every key"


def load_decisions(path: str) -> Decisions:
    """Read a decisions file. Raises ``DecisionsError`` with every fault."""
    log = FaultLog()
    data = register_bytes(path, WRITES, log)
    log.check(DecisionsError)
    assert data is not None, "a file that is not read is a fault"
    return parsed_decisions(data, path)


def parsed_decisions(data: bytes, path: str) -> Decisions:
    """The decisions in the bytes of a file. Raises ``DecisionsError`` with every fault."""
    log = FaultLog()
    parsed = parse_any(data, path, log)
    found = _decisions(*parsed, path, log) if parsed is not None else None
    log.check(DecisionsError)
    assert found is not None, "a file without decisions has faults"
    return found


def _decisions(file: YamlFile, values: Any, path: str, log: FaultLog) -> Decisions | None:
    if not isinstance(values, dict):
        told = "a decisions file is a mapping with the keys schema, facts and decisions"
        file.fault(log, (), told, code="yaml-shape", hint=WRITES)
        return None
    shape = shaped(file, values, DecisionsShape, log)
    if shape is None:
        return None
    facts, decisions = shape.facts or (), shape.decisions or ()
    for name, keys in (
        ("facts", [(one.path, one.fact) for one in facts]),
        ("decisions", [(one.path, one.claim, one.occurrence, one.fingerprint) for one in decisions]),
    ):
        seen: set[tuple[Any, ...]] = set()
        for at, key in enumerate(keys):
            if key in seen:
                file.fault(
                    log, (name, at), f"{shown(str(key[1]))} stands twice for this document", code="duplicate"
                )
            seen.add(key)
    for at, one in enumerate(decisions):
        if one.claim is None and one.fingerprint is None:
            told = "a decision names a claim or the fingerprint of a finding"
            file.fault(log, ("decisions", at), told, code="missing-key", hint="add the key claim")
    answers = (_answer(one, file.place(("facts", at))[0]) for at, one in enumerate(facts))
    return Decisions(path, tuple(answers), tuple(map(_decision, decisions)))


def _answer(one: FactShape, line: int) -> FactAnswer:
    return FactAnswer(one.path, one.fact, one.answer, one.by, one.on, line)


def _decision(one: DecisionShape) -> Decision:
    return Decision(
        path=one.path,
        claim=one.claim,
        occurrence=one.occurrence,
        fingerprint=one.fingerprint,
        words=one.words or "",
        state=one.state,
        owner=one.owner,
        wording=one.wording,
        until=one.until,
        by=one.by,
        on=one.on,
        comments=tuple(Remark(said.by, said.on, said.text) for said in one.comments or ()),
    )
