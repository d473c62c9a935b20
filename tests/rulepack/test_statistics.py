"""``rules/statistics.yml``: how the claims of public reports score."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

import claimcheck
from claimcheck.rulepack.file_shapes import StatisticsShape

PUBLIC = claimcheck.load_rulepack().statistics


def test_the_statistics_tell_their_size_and_years() -> None:
    assert PUBLIC is not None
    assert PUBLIC.reports == len(PUBLIC.medians) >= 20
    assert PUBLIC.claims >= sum(one.claims for one in PUBLIC.types) >= 1_000
    assert 2010 < PUBLIC.since <= PUBLIC.until


def test_the_statistics_name_what_the_rules_know() -> None:
    pack = claimcheck.load_rulepack()
    assert PUBLIC is not None
    assert {one.id for one in PUBLIC.types} <= set(pack.claim_types)
    assert {one.id for one in PUBLIC.missing} <= set(pack.elements)
    assert all(one.reports <= PUBLIC.reports and one.claims >= 30 for one in PUBLIC.types)


@pytest.mark.parametrize(
    "change",
    [
        {"medians": [30.0, 20.0]},
        {"medians": [20.0]},
        {"since": 2025, "until": 2018},
        {"medium": "web"},
        {"types": [{"id": "social", "reports": 2, "claims": 40, "scores": [1, 2, 5, 4, 6]}]},
        {"types": [{"id": "social", "reports": 2, "claims": 40, "scores": [1, 2, 3, 4]}]},
        {"missing": [{"id": "unit", "share": 1.2}]},
    ],
)
def test_statistics_that_cannot_be_are_refused(change: dict[str, object]) -> None:
    whole = {
        "source": "two reports", "medium": "report", "reports": 2, "claims": 80, "since": 2018, "until": 2024,
        "medians": [20.0, 30.0], "types": [], "missing": [],
    }  # fmt: skip
    StatisticsShape.model_validate(whole)
    with pytest.raises(ValidationError):
        StatisticsShape.model_validate({**whole, **change})


def test_other_weights_are_not_compared(tmp_path: Path) -> None:
    own = (Path(__file__).parents[2] / "rules" / "scoring.yml").read_text(encoding="utf-8")
    (tmp_path / "scoring.yml").write_text(own.replace("weight: 12", "weight: 13", 1), encoding="utf-8")
    assert claimcheck.load_rulepack([tmp_path]).statistics is None
