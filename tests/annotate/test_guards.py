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
    ('The regulator ruled that "our eco-friendly packaging helps the planet" was misleading.', "quoted_other"),
    # No core, but a word about the topic stands under a guard or in a name.
    ("The plant has yet to meter its water use.", "negated"),
    ("Were the kiln electrified, its emissions would halve.", "conditional"),
    ("(If we cut emissions by half, costs would fall.)", "conditional"),
    ("Subject to the new grid (in 2031), we will cut our emissions by 12 %.", "conditional"),
    ("Where does the waste of the yard go?", "question"),
    ("Carbon intensity is the ratio of emissions to output.", "definition"),
    ('"Upstream" means the emissions of suppliers.', "definition"),
    ("Contractors must report any spill of wastewater.", "instruction"),
    ("Return empty batteries to a recycling point.", "instruction"),
    ("A professor doubts whether the river is clean.", "reported_other"),
    ('"This quarry has cost us the forest," a resident complained.', "quoted_other"),
    ("She works for Green Meadow Biodiversity Partners in Leyburn.", "proper_name"),
    ("The Carbon Neutral Building Congress opens in June.", "proper_name"),
    # What silences a word says why nothing is left.
    ("We expect sustainable growth of sales.", "off_topic"),
    ("The test environment was switched off.", "off_topic"),
    ("The climate of opinion has turned.", "off_topic"),
    ("The Clean Air Act comes up for debate.", "proper_name"),
    ("The carbon price fell to 58 euros.", "mention"),
    # Others' words, the world and the law.
    ("Nothing has come to our attention that makes the Scope 1 emissions look misstated.", "reported_other"),
    ("Greenhouse gases in the atmosphere lead to global warming.", "mention"),
    ("The law was passed to cut emissions by half.", "mention"),
    # What a preposition denies ends before the verb, unless a clause of its own has it; "no" denies what is said.
    ("We found no lid that is carbon neutral.", "negated"),
    ("We sell lids without a label that is carbon neutral.", "negated"),
    ("No lid is carbon neutral.", "negated"),
    ("We sell lids without help of our carbon-neutral partners.", "negated"),
    # Guards that reach onward from a word.
    ("Nobody knows whether the wastewater is clean.", "conditional"),
    ("For more on how we cut emissions, see the next page.", "instruction"),
    ("Our mill has not yet been certified for water stewardship.", "negated"),
    ('In this policy, "spill" means a release of wastewater.', "definition"),
]


@pytest.mark.parametrize(("text", "reason"), ASIDE)
def test_set_aside_with_reason(text: str, reason: str) -> None:
    document = AUDITOR.audit_text(text).documents[0]
    assert document.claims == []
    assert [one.reason for one in document.set_aside] == [reason]
    assert document.set_aside[0].text == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # Four words are what somebody says; three may be a term that the speaker uses.
        ('"They cut emissions fast," a resident complained.', "quoted_other"),
        ('"They cut emissions," a resident complained.', "reported_other"),
        # A term that is defined has its first mark within 32 characters of the beginning.
        ('In our sustainability reports, "climate neutral" means that we cut our emissions.', "definition"),
        ('In these sustainability reports, "climate neutral" means that we cut our emissions.', None),
        # A speaker stands within 24 characters behind "according to"; the second one begins at the 25th.
        ("According to the biweekly review of a professor, the mill is carbon neutral.", "reported_other"),
        ("According to the quarterly review of a professor, the mill is carbon neutral.", None),
    ],
)
def test_a_guard_reaches_so_far_and_no_further(text: str, reason: str | None) -> None:
    document = AUDITOR.audit_text(text).documents[0]
    assert [one.reason for one in document.set_aside] == ([reason] if reason else [])
    assert bool(document.claims) is (reason is None)


@pytest.mark.parametrize(
    "text",
    [
        "We not only cut our emissions by 30 %, we also planted trees.",
        "Our packaging is eco-friendly, but it is not cheap.",
        "We cut our emissions without delay.",
        "Our kettle without a lid is carbon neutral.",
        "Unser Kessel ohne Deckel ist klimaneutral.",
        "You dine without candles in our carbon-neutral canteen.",
        "Man speist ohne Kerzen in unserer klimaneutralen Kantine.",
        "We will cut our emissions by 12 % by 2031 (subject to the new grid).",
        "Suppliers must report spills, and we cut our emissions by 12 %.",
        "Please note that we cut our emissions by 12 %.",
        "No fatal accidents happened at our quarries in 2024.",
        "Our crates never end up in a landfill: they are recycled.",
        "We asked ourselves whether it can be done, and we cut our emissions by 12 %.",
        "Instead of flights: 9,000 tonnes of carbon avoided by our users.",
        "We cut our emissions by 12 %, and sustainable growth of sales followed.",
        "Sea levels rise, so we cut our emissions by 12 %.",
        "At the Carbon Neutral Building Congress we were told that we cut our emissions by 12 %.",
        "Solar Power from our own roof covers 31 % of our electricity.",
    ],
)
def test_look_alikes_stay_claims(text: str) -> None:
    assert AUDITOR.audit_text(text).documents[0].claims


ASSURER = "# Independent assurance report\n\nWe have performed our procedures under ISAE 3000.\n\n"


def test_in_the_report_of_an_assurer_we_are_others() -> None:
    text = ASSURER + "We are committed to integrity, and we train our people on human rights."
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    assert document.claims == []
    assert {one.reason for one in document.set_aside} == {"reported_other"}


def test_under_such_a_heading_the_company_may_speak_of_itself() -> None:
    text = "# Independent assurance\n\nWe cut our emissions by 12 % in 2024, assured by Bureau Nord."
    assert AUDITOR.audit_text(text, format="markdown").documents[0].claims


def test_navigation_claims_nothing() -> None:
    page = b"<html><body><nav><ul><li><a href='/a'>Carbon neutral by 2030</a></li></ul></nav><p>%s</p></body></html>"
    document = AUDITOR.audit_bytes(page % b"We sell lamps.", path="page.html").documents[0]
    assert document.claims == []
    assert AUDITOR.audit_bytes(page % b"Carbon neutral by 2030", path="page.html").documents[0].claims


def test_negation_ends_with_its_clause() -> None:
    document = AUDITOR.audit_text("We did not meet our water target; we cut our carbon emissions by 12 %.").documents[0]
    assert [claim.type for claim in document.claims] == ["reduction_achieved"]


def test_a_guarded_verifier_is_no_evidence() -> None:
    plain = "We cut our Scope 1 emissions by 12 % in 2024, verified by Nordlicht Assurance GmbH under ISO 14064-3."
    denied = "We cut our Scope 1 emissions by 12 % in 2024, not verified by Nordlicht Assurance GmbH under ISO 14064-3."

    def verifier(text: str) -> str:
        claim = AUDITOR.audit_text(text).documents[0].claims[0]
        return next(one.state for one in claim.elements if one.element == "verifier")

    assert verifier(plain) == "present"
    assert verifier(denied) == "missing"
