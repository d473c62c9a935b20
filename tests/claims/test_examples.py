"""The examples in the claim files: each firing sentence makes its claim with its fields, each silent one does not."""

from __future__ import annotations

import claimcheck
from all_cases import for_each
from claimcheck.rulepack.shapes import ClaimExample

Example = tuple[str, ClaimExample]
AUDITOR = claimcheck.Auditor()
TYPES = AUDITOR.rulepack.claim_types
FIRES = [(name, one) for name, kind in sorted(TYPES.items()) for one in kind.shape.fires]
SILENT = [(name, one) for name, kind in sorted(TYPES.items()) for one in kind.shape.silent]


def _name(case: Example) -> str:
    return f"{case[0]}: {case[1].text}"


@for_each(FIRES, _name)
def test_fires(case: Example) -> None:
    kind, example = case
    claims = AUDITOR.audit_text(example.text).documents[0].claims
    found = next((claim for claim in claims if claim.type == kind), None)
    assert found is not None, f"found {[claim.type for claim in claims]}"
    for name in ("topic", "tense", "certainty", "stance", "target_kind"):
        wanted = getattr(example, name)
        if wanted is not None:
            assert getattr(found, name) == wanted, name


@for_each(SILENT, _name)
def test_stays_silent(case: Example) -> None:
    kind, example = case
    claims = AUDITOR.audit_text(example.text).documents[0].claims
    assert kind not in [claim.type for claim in claims]


@for_each(sorted(TYPES), str)
def test_has_enough_examples(kind: str) -> None:
    shape = TYPES[kind].shape
    for examples in (shape.fires, shape.silent):
        assert len(examples) >= 3
        assert len({one.text for one in examples}) == len(examples)


def test_all_types_of_the_contract_are_there() -> None:
    assert len(TYPES) == 27
