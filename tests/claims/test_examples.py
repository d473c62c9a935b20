"""The examples in the claim files: enough of either kind, each once; ``rules test`` runs them with those of rules."""

from __future__ import annotations

import claimcheck
from all_cases import for_each

TYPES = claimcheck.load_rulepack().claim_types


@for_each(sorted(TYPES), str)
def test_has_enough_examples(kind: str) -> None:
    shape = TYPES[kind].shape
    for examples in (shape.fires, shape.silent):
        assert len(examples) >= 3
        assert len({one.text for one in examples}) == len(examples)


def test_all_types_of_the_contract_are_there() -> None:
    assert len(TYPES) == 27
