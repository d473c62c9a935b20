"""A gap that several rules see is said once, and never less severely than the most severe of them says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

import pytest

import claimcheck
from claimcheck.model.context import Audience

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
# Each test has rules of its own: number, tier, step and what it covers. All are in one pack, which is loaded once.
RULES = (
    (901, "gap", "M", "OUR-902"),
    (902, "gap", "M", ""),
    (903, "gap", "L", "OUR-904"),
    (904, "gap", "H", ""),
    (905, "gap", "H", "OUR-906"),
    (906, "ban", "H", ""),
    (907, "ban", "H", "OUR-908"),
    (908, "ban", "H", ""),
    (909, "gap", "M", "OUR-910"),
    (910, "gap", "M", "OUR-911"),
    (911, "style", "L", ""),
    (912, "gap", "L", "OUR-913"),
    (913, "gap", "H", "OUR-912"),
    (914, "gap", "M", "OUR-915"),
    (915, "gap", "M", "OUR-914"),
)
Found = Callable[..., list[int]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The numbers of the rules that say something of the text where only rules with these numbers run."""
    folder = tmp_path_factory.mktemp("covering")
    for number, tier, step, covers in RULES:
        text = RULE.format(number=number, tier=tier, step=step, covers=covers)
        (folder / f"OUR-{number}-rule-{number}.yml").write_text(text)
    pack = claimcheck.load_rulepack([folder])

    def read(*numbers: int, ignore: Sequence[str] = (), audience: Audience = "consumer") -> list[int]:
        select = [f"OUR-{number}" for number in numbers]
        context = claimcheck.Context(audience=audience, jurisdictions=("eu",))
        auditor = claimcheck.Auditor(pack, context, select=select, ignore=ignore)
        (document,) = auditor.audit_text(TEXT).documents
        rules = [finding.rule for claim in document.claims for finding in claim.findings]
        return [int(rule.removeprefix("OUR-")) for rule in rules]

    return read


def test_every_rule_speaks_alone(found: Found) -> None:
    for number, *_ in RULES:
        assert found(number) == [number]


def test_the_covered_rule_is_left_out(found: Found) -> None:
    assert found(901, 902) == [901]


def test_it_speaks_where_the_other_does_not_run(found: Found) -> None:
    assert found(901, 902, ignore=["OUR-901"]) == [902]


def test_what_is_more_severe_is_never_covered(found: Found) -> None:
    assert found(903, 904) == [903, 904]


def test_a_ban_is_covered_by_a_ban_only(found: Found) -> None:
    # Before consumers the ban is the more severe one as well, before investors both are warnings.
    for audience in get_args(Audience):
        assert found(905, 906, audience=audience) == [905, 906]
        assert found(907, 908, audience=audience) == [907]


def test_covering_reaches_through_a_rule_that_is_covered(found: Found) -> None:
    assert found(909, 910, 911) == [909]


def test_of_two_that_cover_each_other_the_more_severe_speaks_and_of_equals_the_first(found: Found) -> None:
    assert found(912, 913) == [913]
    assert found(914, 915) == [914]


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


def test_what_one_law_bars_is_not_covered_by_what_another_law_bars() -> None:
    lands = ("eu", "uk", "us")
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", jurisdictions=lands))
    (document,) = auditor.audit_text("Boils water with zero emissions.").documents
    barred = {one.rule for claim in document.claims for one in claim.findings if one.severity == "error"}
    assert {"NEU-002", "NEU-007"} <= barred
