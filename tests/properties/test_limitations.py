"""A limit that is added to a claim is honest: it never unmakes the claim and never costs points."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck

AUDITOR = claimcheck.Auditor()
CLAIMS = (
    "We cut our Scope 1 emissions by 18 % in 2024",
    "We bought 77 % of our cotton responsibly in 2024",
    "Our tub is made of 38 % recycled plastic",
    "The padding of our chair is 42 % plant-based",
    "Our soap is eco-friendly",
    "Our company is carbon neutral",
    "Our gloves are free of phthalates",
    "Our tray is recyclable",
    "Our water withdrawal was 412,000 m3 in 2024",
    "We will cut our emissions by 40 % by 2035",
    "Our fund invests sustainably",
    "We planted 4,200 trees in 2024",
    "Our electricity was 91 % renewable in 2024",
    "Our lamp lasts for 900 hours",
    "Our new tub uses 20 % less plastic than the old one",
    "Our oven is the most efficient on the market",
    "We met our 2024 waste target",
    "Our paint carries the EU Ecolabel",
    "Women hold 38 % of our management positions",
    "Our pots are compostable",
    "This report is in accordance with GRI Standards",
    "None of our spills reached the river",
    "We pay a living wage",
    "Our software helped customers avoid 9,000 t CO2e in 2024",
    "We donated 40,000 meals in 2024",
)
LIMITS = (
    " in Norway",
    " in Norway and Chile",
    " in Europe only",
    " worldwide",
    " at our three mills in Finland",
    " at 12 of our 14 plants",
    " at all our sites worldwide",
    " for 82 % of our sites",
    " under operational control",
    " (not in Malta)",
    " (excluding lids)",
    ", from farms in Peru and Egypt that are audited",
    ", which is 60 % of our sites",
    ", which covers 82 % of sales",
    ", which were not audited",
    ", excluding Scope 3",
    ", subject to a deviation of 5 %",
    " provided that no strike occurs",
    ", without our joint ventures",
    ", except in Malta",
    ", with the exception of our office in Riga",
    ", not counting transport",
    ", by weight",
    ", measured at the factory gate",
    ", as far as our own plants are concerned",
    ", but the handle was not tested",
    ", though two sites are not included",
    ". Two sites are not included",
    ". This does not apply in Malta",
    ". The other 18 % has no certificate",
    ". The figure does not include our joint ventures",
)


@cache
def scores(text: str) -> dict[str, int]:
    """The score of each type of claim in a text."""
    return {claim.type: claim.score for claim in AUDITOR.audit_text(text).documents[0].claims}


@settings(max_examples=4 * settings().max_examples)
@given(st.sampled_from(CLAIMS), st.sampled_from(LIMITS))
def test_a_limit_keeps_the_claim_and_costs_nothing(claim: str, limit: str) -> None:
    (kind, before), *_ = scores(f"{claim}.").items()
    after = scores(f"{claim}{limit}.")
    assert after.get(kind, -1) >= before, f"{claim}{limit}: {kind} {before}, then {after}"
