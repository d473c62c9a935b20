"""A gap that several rules see is said once, and never less severely than the most severe of them says it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import claimcheck

RULE = """\
id: OUR-{number}
name: rule-{number}
tier: {tier}
step: {step}
confidence: high
about: A rule of the tests.
when: {{claim: {{type: [carbon_neutral, commitment, social]}}}}
covers: [{covers}]
message: "'{{core}}' lacks something"
why: It stands in a test.
remedy: Add it.
rewrite: "{{text}}"
questions: [Is it so?]
cite: [ucpd_annex_i_4c]
false_positives: [Names of tests.]
fires: [{{text: Examples stand in the tests.}}]
silent: [{{text: They stand there as well.}}]
"""
TEXT = "Our parcels are climate-neutral."
Found = Callable[..., list[str]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """The rules that say something of the text; each is given as number, tier, step and what it covers."""

    def read(*rules: tuple[int, str, str, str], ignore: tuple[str, ...] = ()) -> list[str]:
        for number, tier, step, covers in rules:
            path = tmp_path / f"OUR-{number}-rule-{number}.yml"
            path.write_text(RULE.format(number=number, tier=tier, step=step, covers=covers))
        auditor = claimcheck.Auditor(
            claimcheck.load_rulepack([tmp_path]),
            claimcheck.Context(audience="consumer", jurisdictions=("eu",)),
            select=["OUR"],
            ignore=ignore,
        )
        (document,) = auditor.audit_text(TEXT).documents
        return [finding.rule for claim in document.claims for finding in claim.findings]

    return read


def test_the_covered_rule_is_left_out(found: Found) -> None:
    assert found((901, "gap", "M", "OUR-902"), (902, "gap", "M", "")) == ["OUR-901"]


def test_it_speaks_where_the_other_does_not_run(found: Found) -> None:
    rules = (901, "gap", "M", "OUR-902"), (902, "gap", "M", "")
    assert found(*rules, ignore=("OUR-901",)) == ["OUR-902"]


def test_what_is_more_severe_is_never_covered(found: Found) -> None:
    assert found((901, "gap", "L", "OUR-902"), (902, "gap", "H", "")) == ["OUR-901", "OUR-902"]


def test_a_ban_is_covered_by_a_ban_only(found: Found) -> None:
    assert found((901, "gap", "H", "OUR-902"), (902, "ban", "H", "")) == ["OUR-901", "OUR-902"]
    assert found((901, "ban", "H", "OUR-902"), (902, "ban", "H", "")) == ["OUR-901"]


def test_covering_reaches_through_a_rule_that_is_covered(found: Found) -> None:
    rules = (901, "gap", "M", "OUR-902"), (902, "gap", "M", "OUR-903"), (903, "style", "L", "")
    assert found(*rules) == ["OUR-901"]


def test_of_two_that_cover_each_other_the_more_severe_speaks_and_of_equals_the_first(found: Found) -> None:
    assert found((901, "gap", "L", "OUR-902"), (902, "gap", "H", "OUR-901")) == ["OUR-902"]
    assert found((901, "gap", "M", "OUR-902"), (902, "gap", "M", "OUR-901")) == ["OUR-901"]


def test_words_that_two_claims_share_are_spoken_of_once() -> None:
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"), select=["QUA-006"])
    text = "We use recycled plastic and support local farmers wherever possible."
    (document,) = auditor.audit_text(text).documents
    said = [finding.quote for claim in document.claims for finding in claim.findings]
    assert len(document.claims) > 1
    assert said == ["support local farmers wherever possible"]


def test_rules_of_the_pack_cover_each_other_without_a_ring() -> None:
    checks = claimcheck.load_rulepack().checks
    covering = {name: check.covers for name, check in checks.items() if check.covers}
    assert covering
    for name, others in covering.items():
        for other in others:
            # Whoever runs both hears the one; the families of both speak of the same thing.
            assert checks[other].shape.on in ("claim", "either"), (name, other)
