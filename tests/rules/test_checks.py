"""Every rule has examples on both sides; what they must do is asked by ``rules test``.

That runs in ``tests/cli/test_rule_examples.py``.
"""

from __future__ import annotations

from functools import cache

import claimcheck
from all_cases import for_each
from claimcheck.rulepack.pack import Pack

LEAST = 3


@cache
def _pack() -> Pack:
    return claimcheck.load_rulepack()


@for_each(sorted(_pack().checks), str)
def test_rule_has_its_examples(rule: str) -> None:
    shape = _pack().checks[rule].shape
    for examples in (shape.fires, shape.silent):
        assert len(examples) >= LEAST
        assert any(example.hard for example in examples)
        texts = [
            (one.text, one.audience, one.medium, one.subject, one.as_of, one.evidence, one.evidence_text, one.approval)
            for one in examples
        ]
        assert len(set(texts)) == len(texts)
