"""Every rule file through the whole engine: what must fire fires, and a writer can read it.

That silent examples stay silent is what ``rules test`` asks, in ``tests/cli/test_rule_examples.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, cast

import pytest

import claimcheck
from claimcheck.cli.examples import approved, handed_in, read_as
from claimcheck.model.claim_out import FindingOut
from claimcheck.model.evidence import FileState
from claimcheck.report.words import document_findings
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.shapes import ApprovalExample, CheckExample

LEAST = 3


@cache
def _pack() -> Pack:
    """The built-in rules, none of which covers another: an example asks what its rule says by itself.

    What a law makes of that is asked by the examples of its legal tests.
    """
    pack = claimcheck.load_rulepack()
    checks = {name: replace(check, covers=frozenset()) for name, check in pack.checks.items()}
    return replace(pack, checks=checks, legal_tests={})


@cache
def _auditor(
    audience: str | None,
    medium: str | None,
    subject: str | None,
    as_of: date | None,
    register: FileState | None = None,
    document: str | None = None,
    approval: ApprovalExample | None = None,
) -> claimcheck.Auditor:
    """An auditor in the context of an example; what it leaves out is that of ``audit``.

    The day is that of the citations unless it says another, so that the examples mean the same tomorrow.
    """
    context = claimcheck.Context(
        audience=cast(Any, audience or "investor"),
        medium=cast(Any, medium),
        subject=cast(Any, subject),
        as_of=as_of or _pack().law_as_of,
    )
    held = handed_in(_pack(), register, document, approval)
    return claimcheck.Auditor(
        rulepack=_pack(),
        context=context,
        lang=None if approval is not None else "en",
        evidence=held,
        claims=approved(approval, context.as_of),
    )


_found: dict[tuple[str, int], list[FindingOut]] = {}


def _findings(rule: str, example: CheckExample) -> list[FindingOut]:
    """What a rule finds in an example of its own, read once for all tests; the pack keeps the example."""
    key = (rule, id(example))
    if key not in _found:
        _found[key] = [one for one in _read(example) if one.rule == rule]
    return _found[key]


def _read(example: CheckExample) -> list[FindingOut]:
    auditor = _auditor(
        example.audience,
        example.medium,
        example.subject,
        example.as_of,
        example.evidence,
        example.evidence_text,
        example.approval,
    )
    return document_findings(read_as(auditor, example))


FIRES = [
    pytest.param(name, example, id=f"{name}-{place}")
    for name, check in sorted(_pack().checks.items())
    for place, example in enumerate(check.shape.fires, 1)
]


@pytest.mark.parametrize(("rule", "example"), FIRES)
def test_rule_fires(rule: str, example: CheckExample) -> None:
    found = _findings(rule, example)
    assert found, f"{rule} is silent on {example.text!r}"
    if example.marks is not None:
        assert example.marks.lower() in " ".join(finding.quote for finding in found).lower()


@pytest.mark.parametrize("rule", sorted(_pack().checks))
def test_rule_has_its_examples(rule: str) -> None:
    shape = _pack().checks[rule].shape
    for examples in (shape.fires, shape.silent):
        assert len(examples) >= LEAST
        assert any(example.hard for example in examples)
        texts = [
            (
                one.text,
                one.audience,
                one.medium,
                one.subject,
                one.as_of,
                one.evidence,
                one.evidence_text,
                one.approval,
            )
            for one in examples
        ]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(("rule", "example"), FIRES)
def test_what_a_writer_reads_is_filled_in(rule: str, example: CheckExample) -> None:
    """Messages hold the writer's words and no open slot; rewrites keep them or show a bracketed gap."""
    for finding in _findings(rule, example):
        for text in (finding.message, finding.rewrite):
            assert not {"{", "}", "|"} & set(text)
        assert "''" not in finding.message
        # A placeholder in a message would be a gap in the finding itself.
        assert "[" not in finding.message


WORKED = [
    pytest.param(name, check.shape.worked, check.shape.fires, id=name)
    for name, check in sorted(_pack().checks.items())
    if check.shape.worked
]


@pytest.mark.parametrize(("rule", "worked", "fires"), WORKED)
def test_a_worked_sentence_closes_the_gap(rule: str, worked: str, fires: list[CheckExample]) -> None:
    """Read wherever the rule speaks, the sentence that is shown for a better one is not found by it."""
    places = {(one.audience, one.medium, one.subject) for one in fires}
    for audience, medium, subject in places:
        example = CheckExample(text=worked, audience=audience, medium=medium, subject=subject)
        assert [one.message for one in _read(example) if one.rule == rule] == []
