"""Topic, subject, claimant and stance, each over a table of easy and hard sentences."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut

AUDITOR = claimcheck.Auditor(lang="en")


def _claim(text: str) -> ClaimOut:
    claims = AUDITOR.audit_text(text).documents[0].claims
    assert claims, text
    return claims[0]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("We cut the emissions of our kilns by 12 %.", "climate"),
        ("We cut the water use of our dye works by 12 %.", "water"),
        ("We cut the energy consumption of our offices by 12 %.", "energy"),
        ("We reduced the food waste of our canteens by half.", "waste"),
        ("We have planted 4,000 trees along the river.", "nature"),
        ("Our bottles are recyclable.", "circularity"),
        ("The lid is made from 40 % recycled steel.", "circularity"),
        ("Every lamp can be taken apart and repaired.", "circularity"),
        ("Our cups are made from renewable raw materials.", "circularity"),
        ("The paint is free of solvents.", "pollution"),
        ("All shops run on renewable electricity.", "energy"),
        ("The new boiler is highly energy-efficient.", "energy"),
        ("Our green bond finances new tram lines.", "climate"),
        ("We are the most sustainable bakery in the country.", "climate"),
        ("Eco-friendly lampshades.", "product"),
        ("Good for the planet.", "product"),
        ("We offer equal opportunity to all employees.", "social"),
        ("The ombudsperson is open to all workers who want to report corruption.", "governance"),
    ],
)
def test_topic_table(text: str, topic: str) -> None:
    assert _claim(text).topic == topic


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Our detergent is eco-friendly.", "product"),
        ("These shoes are carbon neutral.", "product"),
        ("Our lids are recyclable.", "product"),
        ("Our new varnish is free of solvents.", "product"),
        ("Ours is a chair that can be taken apart and repaired.", "product"),
        ("The mix contains 22 % recycled glass.", "product"),
        ("The straw breaks down naturally in the soil, it is biodegradable.", "product"),
        ("We cut the emissions of our kilns by 12 %.", "company"),
        ("The group has cut its greenhouse gas emissions by 12 %.", "company"),
        ("Greenhouse gas emissions of our sites fell by 12 %.", "company"),
        ("The company will be climate neutral by 2040.", "company"),
        ("By 2028 we will recycle the packaging of all our shops.", "company"),
        ("Quarry workers were trained on safety in 2024.", "company"),
        ("The coffee company is carbon neutral.", "company"),
        ("Our furniture business is climate neutral.", "company"),
        ("The carpet manufacturer is climate neutral.", "company"),
        ("The coffee machine is carbon neutral.", "product"),
        ("The towels that we sell are carbon neutral.", "product"),
        ("Eco-friendly and kind to the planet.", None),
        ("No parabens.", None),
        ("Net zero by 2045.", None),
    ],
)
def test_subject_table(text: str, subject: str | None) -> None:
    assert _claim(text).subject == subject


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("We cut the emissions of our kilns by 12 %.", "company"),
        ("The company said it has cut its emissions by 12 %.", "company"),
        ("Emissions fell by 12 % in 2024.", "company"),
        ("Our bottles are recyclable.", "company"),
        ("Our suppliers are audited for human rights every year.", "company"),
        ("All suppliers were audited for human rights.", "company"),
        ("Our partners are audited for human rights by us.", "company"),
        ("Together with our suppliers, we have cut emissions by 12 %.", "company"),
        ("We help farmers to reduce their water use.", "company"),
        ("Carbon down, readers up: our paper has cut its emissions by 12 %.", "company"),
        ("Our suppliers have cut their emissions by 12 %.", "third_party"),
        ("Suppliers in the north have reduced their water use by a tenth.", "third_party"),
        ("The county council has pledged to be carbon neutral by 2035.", "third_party"),
        ("The province plans to halve its emissions by 2034.", "third_party"),
        ("The city of Ulmen plans to halve its emissions by 2034.", "third_party"),
        ("Our city depots have cut emissions by 12 %.", "company"),
        ("The government will reduce emissions by 40 % by 2030.", "third_party"),
        ("Ferry operators have agreed to cut their emissions by a third by 2036.", "third_party"),
    ],
)
def test_claimant_table(text: str, claimant: str) -> None:
    assert _claim(text).claimant == claimant


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We have met our climate targets.", "asserted"),
        ("Our bottles are recyclable.", "asserted"),
        ("The laundry has cut its water use by 12 %.", "asserted"),
        ("Carbon neutral curtains.", "asserted"),
        ("We said in 2020 that we would, and we have cut our emissions by 12 %.", "asserted"),
        ("We have reported that our emissions fell by 12 %.", "asserted"),
        ("Emissions fell by 12 %, and we are proud of it.", "asserted"),
        ("The company said it has met its climate targets.", "reported"),
        ("All climate targets, according to the bakery, have been reached.", "reported"),
        ("The brewery announced that it has cut its emissions by 12 %.", "reported"),
        ("Its emissions fell by 12 %, the mill stated.", "reported"),
        ("The tannery claims that its leather is eco-friendly.", "reported"),
        ('"Our bottles are fully recyclable and carbon neutral," the brewer said.', "quoted"),
        ('The chief executive said: "We have cut the emissions of our kilns by 12 %."', "quoted"),
        ('The poster reads "carbon neutral curtains from our mill".', "quoted"),
    ],
)
def test_stance_table(text: str, stance: str) -> None:
    assert _claim(text).stance == stance
