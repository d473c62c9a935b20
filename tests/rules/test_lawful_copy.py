"""Copy that a law allows draws no finding that denies what it says, and the barred twin of it still does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import claimcheck
from claimcheck.report.words import document_findings


@cache
def _auditor(land: str, medium: Any) -> claimcheck.Auditor:
    context = claimcheck.Context(audience="consumer", medium=medium, jurisdictions=(land,))
    return claimcheck.Auditor(context=context)


def _told(text: str, land: str = "eu", medium: Any = "web") -> set[str]:
    """The rules of the findings on a text."""
    (document,) = _auditor(land, medium).audit_text(text).documents
    return {one.rule for claim in document.claims for one in claim.findings}


@pytest.mark.parametrize("land", ["eu", "de"])
@pytest.mark.parametrize(
    "text",
    [
        "No emissions while cycling.",
        "Our minibus is locally emissions-free.",
        "The sweeper drives with zero emissions on the road.",
        "Unser Lieferwagen fährt emissionsfrei durch die Altstadt.",
        "Mit dem neuen Bus lokal emissionsfrei unterwegs sein.",
    ],
)
def test_no_emissions_at_a_stage_that_is_named_is_no_neutrality(text: str, land: str) -> None:
    assert not _told(text, land) & {"NEU-001", "NEU-002", "NEU-007"}


@pytest.mark.parametrize(
    ("text", "land"),
    [
        ("Our minibus is emissions-free.", "eu"),
        ("Unser Lieferwagen ist emissionsfrei und kommt am Morgen.", "de"),
        ("Klimaneutral fahren mit unserem neuen Tarif für alle.", "de"),
        ("No emissions while cycling, and climate neutral at that: our bicycles.", "eu"),
        ("Drive emission-free: we offset what the minibus gives off.", "eu"),
    ],
)
def test_a_balance_or_no_stage_is_told(text: str, land: str) -> None:
    assert _told(text, land) & {"NEU-001", "NEU-002", "NEU-007"}


@pytest.mark.parametrize(
    ("text", "land"),
    [
        ("In 2022 we labelled these candles carbon neutral. This was misleading.", "eu"),
        ("We were reprimanded in March for describing our brooms as eco-friendly.", "eu"),
        ("Bis zum Sommer bezeichneten wir unsere Seife als umweltfreundlich. Dies war irreführend.", "de"),
        ("Our candles are not carbon neutral any more: we stopped buying credits.", "eu"),
    ],
)
def test_a_claim_that_is_taken_back_is_none(text: str, land: str) -> None:
    assert _told(text, land) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We labelled these candles in 2022. These candles are carbon neutral.", "NEU-001"),
        ("We once called our broom soft, which was wrong; our broom is eco-friendly.", "GEN-001"),
        ("We have described our brooms as eco-friendly since 2022.", "GEN-001"),
        ("In 2022 the mayor called our brooms eco-friendly.", "GEN-001"),
        ("We bought credits for our carbon neutral candles.", "NEU-002"),
    ],
)
def test_a_claim_that_is_upheld_or_made_anew_is_told(text: str, rule: str) -> None:
    assert rule in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our feeding bottles are BPA-free, as the regulation requires of all of them; this is nothing special.",
        "Our bulbs contain no mercury. The directive demands this of every bulb, and we claim no credit.",
    ],
)
def test_a_duty_of_all_that_is_told_as_one_is_no_boast(text: str) -> None:
    assert _told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Our feeding bottles are BPA-free, as the regulation requires of all of them; we are special.",
        "Our bulbs contain no mercury. The directive demands this of every bulb, and we are proud.",
        "Our bulbs contain no mercury. Every bulb lasts long, as the guarantee says.",
    ],
)
def test_a_duty_of_all_that_is_praised_is_told(text: str) -> None:
    assert _told(text) & {"GEN-008", "RED-007"}


@pytest.mark.parametrize(
    "text",
    ["Sustainable Fibre Alliance experts have read the notes.", "The figure is that of the Green Freight Association."],
)
def test_the_name_of_a_body_outside_is_no_claim(text: str) -> None:
    assert not _told(text) & {"GEN-001", "GEN-002"}


@pytest.mark.parametrize(
    "text",
    [
        "Our Sustainable Fibre jacket is back.",
        "The Green Living Institute certified our pillow; we founded the institute.",
        "Certified by the Green Living Institute, which we own.",
        "A sustainable jacket that the Fibre Alliance likes.",
    ],
)
def test_goods_with_such_a_name_and_bodies_of_the_company_are_told(text: str) -> None:
    assert _told(text)


@pytest.mark.parametrize(
    "text",
    ["Soap for families who care about the rivers.", "Our rucksack is for anyone who wants to protect the forests."],
)
def test_what_buyers_care_for_is_no_aim_of_the_company(text: str) -> None:
    assert _told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "We care about the rivers.",
        "For everyone who loves tea: we are dedicated to protecting the forests.",
        "We are people who care about the rivers.",
    ],
)
def test_what_the_company_cares_for_is_told(text: str) -> None:
    assert _told(text) & {"TGT-006", "NAT-003"}


@pytest.mark.parametrize(
    ("land", "text"),
    [
        ("eu", "Kettle with a body of 78 % recycled steel; the handle is new plastic."),
        ("eu", "Our shower gel is sold in a bottle made entirely of recycled plastic; pump and label are not."),
        ("eu", "We applied for the Nordic Swan in June. Until we hear back, no package of ours shows it."),
        (
            "eu",
            "We gave EUR 12,000 to a peat bog project last year. It changes nothing about the footprint of our bread.",
        ),
        ("eu", "A parcel causes 0.41 kg CO2e on average, from depot to door (2025, method EN ISO 14083)."),
        ("eu", "All toys sold in the Union must meet the limits for these phthalates; so do ours."),
        ("eu", "Our licence for the EU Ecolabel was renewed in March (FR/044/118)."),
        ("eu", "The licence for the Blue Angel ran out in 2024, so the mark is gone from our tins."),
        ("eu", "Compostable at home (NF T 51-800): bag and string alike."),
        ("uk", "Made with 40% recycled wool by weight; the lining is new polyester."),
        ("uk", "Our pods use 31% less plastic by weight than our 2022 pods."),
        ("uk", "Zero tailpipe emissions while driving. Making the car and its battery causes emissions."),
        ("uk", "We hope to join the Textile Pledge next year; we are not a signatory yet."),
        ("uk", "Compostable in industrial plants only (EN 13432). Put it in your food waste bin if it is taken."),
        ("us", "Bottle recyclable. Recycling programs for the cap may not exist in your area."),
        ("us", "25% recycled content by weight, up from 20% in our 2023 box."),
        (
            "us",
            "Made with wind power: 100% of the electricity for weaving and dyeing, matched with certificates for 2025.",
        ),
        ("us", "Compostable in municipal facilities, which may not exist in your area; certified to ASTM D6400."),
        ("us", "Bamboo floor, made entirely of bamboo, which we call renewable because it regrows in five years."),
        ("us", "Our seal is our own; nobody outside awards it. It means at least 80% recycled glass by weight."),
        ("eu", "The song 'Friend of the Earth' opens the second side of the record."),
        ("eu", "Bees are the environment's best friends."),
        ("eu", "Compostable means that an item breaks down into compost within a set time."),
        ("eu", "Half of our vans are electric, and we would like all of them to be."),
        ("uk", "Defra has not approved this product, and we do not claim so."),
        ("eu", "Biobased: made wholly or partly from biomass (EN 16575)."),
        ("us", "Add $3 for offsets from a landfill gas plant that isn't required by law and cut its methane in 2025."),
        ("uk", "Fully recyclable tube."),
        ("us", "Fully recyclable tube."),
    ],
)
def test_what_a_law_allows_or_does_not_speak_of_is_no_error(land: str, text: str) -> None:
    (document,) = _auditor(land, "advert").audit_text(text).documents
    assert [one.message for one in document_findings(document) if one.severity == "error"] == []
