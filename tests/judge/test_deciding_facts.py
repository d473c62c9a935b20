"""A ban is asserted on facts that the text shows; what it does not show is asked for."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.judge.severity import reading
from claimcheck.model.claim_out import FindingOut

# What rules say of the facts that they find, whatever a law makes of them.
PACK = replace(claimcheck.load_rulepack(), legal_tests={})


class Told(NamedTuple):
    """A sentence with the setting that its reader knows."""

    text: str
    audience: str
    medium: str
    subject: str | None = None


# For each rule a sentence that is silent on what decides, and one that, with its setting, tells all of it.
PAIRS = {
    "AIX-003": (
        Told("Choose our green data centre for eco-friendly hosting.", "consumer", "web"),
        Told("Choose our green data centre for eco-friendly hosting.", "consumer", "advert"),
    ),
    "CIR-004": (
        Told("Our picnic forks are biodegradable.", "consumer", "web"),
        Told("Our picnic forks are biodegradable, but not in the garden and not in the sea.", "consumer", "web"),
    ),
    "CIR-009": (
        Told("Our lunch box is bio-based.", "consumer", "web"),
        Told("Our lunch box is bio-based, partly at least.", "consumer", "web"),
    ),
    "DON-003": (
        Told("The trees we plant offset your heating.", "consumer", "web"),
        Told("The trees we plant offset your heating.", "consumer", "web", "product"),
    ),
    "GEN-001": (
        Told("Our eco-friendly curtains are here.", "consumer", "advert"),
        Told("Our eco-friendly curtains carry no ecolabel.", "consumer", "advert", "product"),
    ),
    "GEN-002": (
        Told("Discover our sustainable furniture.", "consumer", "web"),
        Told("Discover our sustainable furniture, chosen by our own criteria.", "consumer", "web"),
    ),
    "GEN-003": (
        Told("Our gas is a clean fuel for your home.", "consumer", "web"),
        Told("Our gas is a clean fuel for your home.", "consumer", "advert"),
    ),
    "GEN-005": (
        Told("Our kettle has zero impact on the environment.", "consumer", "web"),
        Told(
            "Our kettle has zero impact on the environment because we buy carbon credits.", "consumer", "web", "product"
        ),
    ),
    "GEN-006": (
        Told("All our packaging is recyclable.", "consumer", "web"),
        Told("All our packaging is recyclable, except for the film.", "consumer", "web"),
    ),
    "GEN-007": (
        Told("The rucksack is made of soy-based yarn.", "consumer", "pack"),
        Told("The rucksack is made of recycled polyester, but the lining remains virgin.", "consumer", "pack"),
    ),
    "GEN-008": (
        Told("Our hair spray is CFC-free.", "consumer", "advert"),
        Told("We are proud that our eco-friendly paints comply with REACH.", "consumer", "advert"),
    ),
    "GEN-011": (
        Told("Our climate-positive yoghurt is back.", "consumer", "advert"),
        Told(
            "Our climate-positive yoghurt is back, with carbon credits from two forests.",
            "consumer",
            "advert",
            "product",
        ),
    ),
    "GEN-015": (
        Told("Our eco-friendly boiler meets the strict Ecodesign requirements.", "consumer", "web"),
        Told("Our eco-friendly boiler meets the strict Ecodesign requirements, as required by law.", "consumer", "web"),
    ),
    "GEN-016": (
        Told("Our company is plastic-free. Since May our parcels ship in paper.", "consumer", "web"),
        Told("Our company is plastic-free, partly at least. Our parcels ship in paper.", "consumer", "web"),
    ),
    "LBL-001": (
        Told("Jars with our own green label stand at the front.", "consumer", "web"),
        Told("Jars with our own green label, which no independent body checks, stand at the front.", "consumer", "web"),
    ),
    "LBL-002": (
        Told("Our cocoa is certified sustainable.", "consumer", "web"),
        Told("Our cocoa is certified sustainable by our own rules.", "consumer", "web"),
    ),
    "LBL-008": (
        Told("Seal of sustainability.", "consumer", "pack"),
        Told("The Blue Drop label marks the clothes that we ourselves consider good for rivers.", "consumer", "web"),
    ),
    "LBL-009": (
        Told("We show the Nordic Swan Ecolabel while our application is pending.", "consumer", "web"),
        Told("We show the Nordic Swan Ecolabel, whose licence has expired.", "consumer", "web"),
    ),
    "NEU-001": (
        Told("Our carbon-neutral soap is here.", "consumer", "advert"),
        Told("Our soap is carbon neutral thanks to carbon credits.", "consumer", "advert"),
    ),
    "NEU-004": (
        Told("With carbon credits comes a lower carbon footprint.", "investor", "report"),
        Told("Thanks to carbon credits your sneakers leave a lower carbon footprint.", "consumer", "web", "product"),
    ),
    "NEU-012": (
        Told("Lower climate impact. We finance climate projects.", "consumer", "web"),
        Told("Our crisps: reduced CO2 footprint through reforestation.", "consumer", "web", "product"),
    ),
    "NEU-007": (
        Told("Our zero-emission scooter crosses the town.", "consumer", "advert"),
        Told(
            "Our zero-emission scooter is a joy, not counting how its battery is made.", "consumer", "advert", "product"
        ),
    ),
    "NEU-013": (
        Told("Our quilt has a limited climate impact: we support reforestation in Peru.", "consumer", "web"),
        Told(
            "Our quilt has a limited climate impact because of the climate projects that we fund in Peru.",
            "consumer",
            "web",
            "product",
        ),
    ),
    "RED-005": (
        Told("We cut CO2 emissions by 30 % with climate projects.", "investor", "report"),
        Told(
            "Thanks to climate projects we cut the CO2 emissions of our sneakers by 30 %.", "consumer", "web", "product"
        ),
    ),
    "RED-007": (
        Told("As required by law, the company has reduced its waste.", "consumer", "web"),
        Told("We are proud that, as required by law, we have reduced our waste.", "consumer", "web"),
    ),
}
BANS = sorted(name for name, check in PACK.checks.items() if check.shape.tier == "ban")


def _tier(rule: str) -> str:
    """What the profile makes of a rule where no legal test decides."""
    context = claimcheck.Context(audience="consumer", medium="web", jurisdictions=("eu",))
    return reading(PACK.checks[rule], PACK, PACK.profiles["eu"], context).tier


def _findings(rule: str, told: Told) -> list[FindingOut]:
    context = claimcheck.Context(
        audience=cast(Any, told.audience),
        medium=cast(Any, told.medium),
        subject=cast(Any, told.subject),
        jurisdictions=("eu",),
        as_of=PACK.law_as_of,
    )
    (document,) = claimcheck.Auditor(PACK, context, lang="en").audit_text(told.text).documents
    found = [one for claim in document.claims for one in claim.findings if one.rule == rule]
    assert found, rule
    return found


@pytest.mark.parametrize("rule", BANS)
def test_a_text_that_is_silent_on_what_decides_is_asked(rule: str) -> None:
    asks = [one.ask for one in PACK.checks[rule].questions]
    for finding in _findings(rule, PAIRS[rule][0]):
        assert (finding.tier, finding.confidence) == (_tier(rule), "medium")
        assert finding.questions
        assert set(finding.questions) <= set(asks)


@pytest.mark.parametrize("rule", BANS)
def test_a_text_that_tells_what_decides_is_judged_with_high_confidence(rule: str) -> None:
    for finding in _findings(rule, PAIRS[rule][1]):
        assert (finding.tier, finding.confidence, tuple(finding.questions)) == (_tier(rule), "high", ())


@pytest.mark.parametrize("rule", BANS)
def test_every_question_of_a_ban_can_be_answered(rule: str) -> None:
    questions = PACK.checks[rule].questions
    assert questions
    assert all(one.told is not None for one in questions)


def test_a_question_that_the_text_answers_is_not_asked() -> None:
    """Who reads it is known; whether credits are behind it is not."""
    (finding,) = _findings("NEU-001", Told("Our carbon-neutral soap is here.", "consumer", "web"))
    assert len(finding.questions) == 1
    (finding,) = _findings("NEU-001", Told("Our carbon-neutral soap is here.", "investor", "report"))
    assert len(finding.questions) == 2
