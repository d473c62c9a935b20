"""A claim knows which note mark its words bear."""

from __future__ import annotations

import pytest

import claimcheck

MARK_RULE = """\
id: OUR-{number}
name: mark-{number}
tier: gap
step: M
confidence: high
about: A rule of the tests, about note marks.
when: {{claim: {{type: carbon_neutral, noted: {noted}}}}}
message: "'{{core}}' bears a mark"
why: It stands in a test.
remedy: Take it off.
rewrite: "{{text}}"
cite: [cma_p6]
false_positives: [Names of tests.]
fires: [{{text: Examples stand in the tests.}}]
silent: [{{text: They stand there as well.}}]
"""


RULES = {"sign": 901, "number": 902, "none": 903}


@pytest.fixture(scope="module")
def auditors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, claimcheck.Auditor]:
    """An auditor for each kind of mark, with no rule but the one that fires on it."""
    folder = tmp_path_factory.mktemp("marks")
    for noted, number in RULES.items():
        text = MARK_RULE.format(number=number, noted=noted)
        (folder / f"OUR-{number}-mark-{number}.yml").write_text(text)
    pack = claimcheck.load_rulepack([folder])
    context = claimcheck.Context(audience="consumer")
    return {noted: claimcheck.Auditor(pack, context, select=[f"OUR-{number}"]) for noted, number in RULES.items()}


@pytest.mark.parametrize("noted", RULES)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Climate-neutral* parcels.", "sign"),
        ("Climate-neutral parcels\u2020.", "sign"),
        ("Climate-neutral parcels [12].", "number"),
        ("Climate-neutral parcels.", "none"),
        ("Parcels* of all sizes are here. Our tea is climate-neutral.", "none"),
        ("Our tea is climate-neutral. Parcels* of all sizes are here.", "none"),
    ],
)
def test_marks_of_a_claim(auditors: dict[str, claimcheck.Auditor], noted: str, text: str, kind: str) -> None:
    (document,) = auditors[noted].audit_text(text).documents
    found = [finding.rule for claim in document.claims for finding in claim.findings]
    assert found == ([f"OUR-{RULES[noted]}"] if noted == kind else [])
