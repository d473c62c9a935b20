"""A claim knows which note mark its words bear."""

from __future__ import annotations

import pytest

import claimcheck

MARK_RULE = """\
id: OUR-901
name: mark
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


@pytest.fixture(scope="module", params=["sign", "number", "none"])
def marked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, claimcheck.Auditor]:
    """A kind of mark, and an auditor with a rule that fires on it."""
    noted: str = request.param
    folder = tmp_path_factory.mktemp(noted)
    (folder / "OUR-901-mark.yml").write_text(MARK_RULE.format(noted=noted))
    pack = claimcheck.load_rulepack([folder])
    return noted, claimcheck.Auditor(pack, claimcheck.Context(audience="consumer"), select=["OUR"])


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
def test_marks_of_a_claim(marked: tuple[str, claimcheck.Auditor], text: str, kind: str) -> None:
    noted, auditor = marked
    (document,) = auditor.audit_text(text).documents
    found = [finding.rule for claim in document.claims for finding in claim.findings]
    assert found == (["OUR-901"] if noted == kind else [])
