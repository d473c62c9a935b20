"""What is looked for first decides how long a run takes, never what it finds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.annotate import Annotator
from claimcheck.api import Auditor

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PATHS = [*sorted((FIXTURES / "copy").glob("*.md")), *sorted((FIXTURES / "reports").glob("*.md"))]
PACK = claimcheck.load_rulepack()
EVERY = (1 << PACK.fact_shift) - 1


@cache
def audited(anchors: int | None) -> str:
    # Of a pack of its own, lest others get what is changed here.
    auditor = Auditor(replace(PACK))
    pipeline = auditor._pipelines.of("en")
    finder = pipeline._finder
    if anchors is not None:
        finder.anchors = anchors
        finder._unknown = (~anchors & EVERY) | finder._facts
        pipeline._annotator = Annotator(PACK.lexicons["en"], anchors)
    return auditor.audit(PATHS).model_dump_json()


@pytest.mark.parametrize("anchors", [0, EVERY, EVERY // 3], ids=["nothing", "everything", "every second signal"])
def test_whatever_is_looked_for_first_the_report_is_the_same(anchors: int) -> None:
    assert audited(anchors) == audited(None)


def test_most_signals_are_left_for_later() -> None:
    finder = Auditor(PACK)._pipelines.of("en")._finder
    assert 0 < finder.anchors.bit_count() < PACK.fact_shift / 2
    assert finder.anchors & PACK.lexicons["en"].topic_mask == PACK.lexicons["en"].topic_mask
    assert finder.anchors & PACK.wide == PACK.wide != 0
