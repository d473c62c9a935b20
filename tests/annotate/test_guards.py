"""Text that asserts nothing for the company is set aside with its reason; look-alikes stay claims."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor()

ASIDE = [
    ("Our detergent is not eco-friendly.", "negated"),
    ("None of our bottles is carbon neutral.", "negated"),
    ("Is your packaging really eco-friendly?", "question"),
    ("If we cut emissions by half, costs would fall.", "conditional"),
    ("Carbon neutral is defined as a balance between emissions and removals.", "definition"),
    ("Copywriters must not call a lamp eco-friendly.", "instruction"),
    ("Critics say the carbon neutral flights are misleading.", "reported_other"),
    (
        'The regulator ruled that "our eco-friendly packaging helps the planet" was misleading.',
        "quoted_other",
    ),
    # No core, but a word about the topic stands under a guard or in a name.
    ("The plant has yet to meter its water use.", "negated"),
    ("Were the kiln electrified, its emissions would halve.", "conditional"),
    ("Where does the waste of the yard go?", "question"),
    ("Carbon intensity is the ratio of emissions to output.", "definition"),
    ('"Upstream" means the emissions of suppliers.', "definition"),
    ("Contractors must report any spill of wastewater.", "instruction"),
    ("Return empty batteries to a recycling point.", "instruction"),
    ("A professor doubts whether the river is clean.", "reported_other"),
    ('"This quarry has cost us the forest," a resident complained.', "quoted_other"),
    ("She works for Green Meadow Biodiversity Partners in Leyburn.", "proper_name"),
]


@pytest.mark.parametrize(("text", "reason"), ASIDE)
def test_set_aside_with_reason(text: str, reason: str) -> None:
    document = AUDITOR.audit_text(text).documents[0]
    assert document.claims == []
    assert [one.reason for one in document.set_aside] == [reason]
    assert document.set_aside[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "We not only cut our emissions by 30 %, we also planted trees.",
        "Our packaging is eco-friendly, but it is not cheap.",
        "We cut our emissions without delay.",
        "Suppliers must report spills, and we cut our emissions by 12 %.",
        "Please note that we cut our emissions by 12 %.",
        "Solar Power from our own roof covers 31 % of our electricity.",
    ],
)
def test_look_alikes_stay_claims(text: str) -> None:
    assert AUDITOR.audit_text(text).documents[0].claims


def test_negation_ends_with_its_clause() -> None:
    document = AUDITOR.audit_text(
        "We did not meet our water target; we cut our carbon emissions by 12 %."
    ).documents[0]
    assert [claim.type for claim in document.claims] == ["reduction_achieved"]


def test_a_guarded_verifier_is_no_evidence() -> None:
    plain = "We cut our Scope 1 emissions by 12 % in 2024, verified by Nordlicht Assurance GmbH under ISO 14064-3."
    denied = "We cut our Scope 1 emissions by 12 % in 2024, not verified by Nordlicht Assurance GmbH under ISO 14064-3."

    def verifier(text: str) -> str:
        claim = AUDITOR.audit_text(text).documents[0].claims[0]
        return next(one.state for one in claim.elements if one.element == "verifier")

    assert verifier(plain) == "present"
    assert verifier(denied) == "missing"
