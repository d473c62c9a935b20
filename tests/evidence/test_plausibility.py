"""What is impossible, about something else or denied pays nothing, and true evidence of the same shape still does.

Each attempt adds words to a claim. A few of them cannot be told from true ones; the rest must not pay.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor(context=claimcheck.Context(as_of=date(2026, 3, 1)))
PAYS = 5
"""Points from which an attempt counts as paid."""
MOST_PAID = 5

CUT = "We cut our emissions by 30 %."
CUT_IN_2024 = "In 2024 we cut our emissions by 30 %."
GOAL = "We will cut our emissions by 40 % by 2035."
ZERO = "We will be net zero by 2040."
FREE = "Our gloves are free of phthalates."
TRAY = "Our tray is recyclable."
PAINT = "Our paint carries the EU Ecolabel."
SOAP = "Our soap is eco-friendly."

ATTEMPTS: dict[str, dict[str, list[str]]] = {
    "amount of something else": {
        CUT: [
            "We cut our emissions by 30 % (2,000 kg of flour).",
            "We cut our emissions by 30 % and shipped 5,100 t of bricks.",
            "We cut our emissions by 30 %, with 6,300 t of gravel sold.",
            "We cut our emissions by 30 % on 900 m2 of lawn.",
            "We cut our emissions by 30 %, 4,200 t of steel shipped.",
            "We cut our emissions by 30 % in a company with 300 kWh heaters.",
            "We cut our emissions by 30 % while our kitchens cooked 80 t of pasta.",
            "We cut our emissions by 30 % and our lorries carried 12,000 m3 of sand.",
        ],
        GOAL: ["We will cut our emissions by 40 % by 2035 and ship 5,000 t of bricks."],
        FREE: [
            "Our gloves are free of phthalates and weigh 120 grams.",
            "Our gloves are free of phthalates and 24 cm long.",
            "Our gloves are free of phthalates and come in a box of 2 kg.",
        ],
        TRAY: ["Our tray is recyclable and weighs 15 g.", "Our tray is recyclable and holds 500 ml."],
    },
    "number that only names": {
        TRAY: [
            "Our tray is recyclable (ref. 3381-C, rev. 4).",
            "Our tray is recyclable (part no. 88214).",
            "Our tray is recyclable (mould 12, version 3).",
        ],
        FREE: ["Our gloves are free of phthalates (article 40771)."],
        PAINT: ["Our paint carries the EU Ecolabel (entry 3391177)."],
        SOAP: ["Our soap is eco-friendly (batch 2231, version 3)."],
        CUT: ["We cut our emissions by 30 % (project 7781)."],
    },
    "standard that does not exist": {
        CUT: [
            "We cut our emissions by 30 % under ISO 99999.",
            "We cut our emissions by 30 %, calculated per ISO 14064-9.",
            "We cut our emissions by 30 % in line with EN 00000.",
            "We cut our emissions by 30 % according to ISO 123456.",
            "We cut our emissions by 30 %, verified by KPMG under ISAE 9999.",
        ]
    },
    "place that does not exist": {
        CUT: [
            "We cut our emissions by 30 % (see page 999).",
            "We cut our emissions by 30 % (page 0).",
            "We cut our emissions by 30 % (page 999 of 40).",
            "We cut our emissions by 30 % (doi:10.9999/fake).",
            "We cut our emissions by 30 % (certificate no. 123456).",
            "We cut our emissions by 30 % (table 0).",
            "We cut our emissions by 30 % (licence no. 00000).",
        ],
        PAINT: ["Our paint carries the EU Ecolabel, licence DE/000/000."],
    },
    "year out of order": {
        CUT: [
            "We cut our emissions by 30 % against a 2050 baseline.",
            "We cut our emissions by 30 % compared with 2050.",
            "We cut our emissions by 30 % from 2050 to 2024.",
        ],
        CUT_IN_2024: [
            "In 2024 we cut our emissions by 30 % against 2024.",
            "In 2024 we cut our emissions by 30 % against the base year 2025.",
        ],
        GOAL: [
            "We will cut our emissions by 40 % by 2035 against a 2035 base year.",
            "We will cut our emissions by 40 % by 2035 compared with 2060.",
        ],
    },
    "placeholder": {
        CUT: [
            "We cut our emissions by 30 % against 20XX, verified by XXX, page XX.",
            "We cut our emissions by 30 %, verified by XXX.",
            "We cut our emissions by 30 % (page XX).",
            "We cut our emissions by 30 % against the base year TBD.",
            "We cut our emissions by 30 %, verified by NN, table XXX.",
        ]
    },
    "department of one's own": {
        CUT: [
            "We cut our emissions by 30 %, verified by our own marketing department.",
            "We cut our emissions by 30 %, as confirmed by the Sustainability Department.",
            "We cut our emissions by 30 %, audited by our Group Controlling Team.",
            "We cut our emissions by 30 %, checked by my brother in law.",
        ]
    },
    "check to come, refused or too early": {
        CUT: [
            "We cut our emissions by 30 %, to be verified by KPMG in 2031.",
            "We cut our emissions by 30 %, which KPMG will verify next year.",
            "We cut our emissions by 30 %, but KPMG refused to verify it.",
            "We cut our emissions by 30 %, although KPMG declined to provide assurance.",
            "We cut our emissions by 30 %; KPMG withdrew its assurance.",
            "We cut our emissions by 30 %, which KPMG never verified.",
        ],
        CUT_IN_2024: ["In 2024 we cut our emissions by 30 %, verified by KPMG in 1998."],
    },
    "concession": {
        CUT: [
            "We cut our emissions by 30 %, although the base year 2019 was never recalculated or disclosed.",
            "We cut our emissions by 30 %, though Scope 3 is not covered.",
            "We cut our emissions by 30 %, Scope 3 is not covered.",
            "We cut our emissions by 30 %, but the GHG Protocol was not applied.",
            "We cut our emissions by 30 %, while no page of our report shows it.",
            "We cut our emissions by 30 % without using ISO 14064-1.",
            "We cut our emissions by 30 %, even if the base year 2019 has not been published.",
            "We cut our emissions by 30 %, excluding Scope 1, 2 and 3.",
        ]
    },
    "step that is none": {
        ZERO: [
            "We will be net zero by 2040, with an interim target of 0 % by 2030.",
            "We will be net zero by 2040, with a milestone of 50 % by 2045.",
            "We will be net zero by 2040 against a base year of 2039, from 1 t.",
        ],
        GOAL: [
            "We will cut our emissions by 40 % by 2035, and by 0 % in 2028.",
            "We will cut our emissions by 40 % by 2035, with an interim target of 0 % by 2028.",
            "We will cut our emissions by 40 % by 2035, with an interim target of 60 % by 2045.",
        ],
    },
    "words without a statement": {
        CUT: [
            "We cut our emissions by 30 % using a robust methodology.",
            "We cut our emissions by 30 %, calculated with a recognised approach.",
            "We cut our emissions by 30 % KPMG ISAE 3410 2019 Scope 1 2 3 GHG Protocol market-based page 3.",
            "We cut our emissions by 30 %, from 1,000,000 t to 999,999 t.",
            "We cut our emissions by 30 %, from 1 t to 1 t.",
            "We cut our emissions by 30 %, KPMG, ISAE 3410, 2019, Scope 1, 2, 3, GHG Protocol, page 3.",
            "We cut our emissions by 30 %, unlike 2019, KPMG, ISO 14064-1, page 4.",
        ],
        SOAP: ["Our soap is eco-friendly KPMG ISAE 3410 2019 GHG Protocol page 3 table 4."],
    },
}

# A claim, the same with a piece of evidence, and the element that it has to hold.
TRUE = [
    (CUT, "We cut our emissions by 30 %, or 2,000 t of CO2e.", "absolute_and_intensity"),
    (CUT, "We cut our emissions by 30 %, from 9,400 t to 6,580 t.", "absolute_and_intensity"),
    (CUT, "We cut our emissions by 30 %, which is 1,240 t of CO2.", "absolute_and_intensity"),
    (CUT, "We cut our emissions by 30 %, or 1,240 t of emissions.", "absolute_and_intensity"),
    ("We reduced our waste.", "We reduced our waste by 320 t.", "value"),
    ("Our dairy saved water.", "Our dairy saved 14,000 m3 of water.", "value"),
    (FREE, "Our gloves are free of phthalates, with less than 10 mg/kg.", "value"),
    (FREE, "Our gloves are free of phthalates, below 0.01 %.", "value"),
    (TRAY, "Our tray is 96 % recyclable.", "value"),
    ("Our lamp is durable.", "Our lamp lasts for 900 hours.", "value"),
    (CUT, "We cut our emissions by 30 % under ISO 14064-1.", "method"),
    (CUT, "We cut our emissions by 30 %, calculated with the GHG Protocol.", "method"),
    (CUT, "We cut our emissions by 30 %, measured per EN 16258.", "method"),
    (CUT, "We cut our emissions by 30 %, measured per EN 81346.", "method"),
    (CUT, "We cut our emissions by 30 %, which was not easy, calculated with the GHG Protocol.", "method"),
    (CUT, "We cut our emissions by 30 % (see page 14).", "locator"),
    (CUT, "We cut our emissions by 30 % (page 412).", "locator"),
    (CUT, "We cut our emissions by 30 % (table 6).", "locator"),
    (CUT, "We cut our emissions by 30 %, as page 12 of our Sustainability Report 2024 shows.", "locator"),
    (PAINT, "Our paint carries the EU Ecolabel, licence DE/044/118.", "locator"),
    (PAINT, "Our paint carries the EU Ecolabel (certificate no. 402817).", "locator"),
    (CUT, "We cut our emissions by 30 % against a 2018 baseline.", "base_year"),
    (CUT_IN_2024, "In 2024 we cut our emissions by 30 % against 2023.", "base_year"),
    (CUT, "We cut our emissions by 30 % between 2019 and 2024.", "base_year"),
    (GOAL, "We will cut our emissions by 40 % by 2035 against a 2020 base year.", "base_year"),
    (CUT, "We cut our emissions by 30 %, verified by Nordheim Certification AB.", "verifier"),
    (CUT, "We cut our emissions by 30 %, verified by KPMG under ISAE 3410.", "verifier"),
    (CUT_IN_2024, "In 2024 we cut our emissions by 30 %, verified by KPMG in 2025.", "verifier"),
    (CUT, "We cut our emissions by 30 %, with limited assurance by KPMG, although costs rose.", "verifier"),
    (CUT, "We cut our emissions by 30 %, which took a while, in Scope 1 and 2.", "boundary"),
    (CUT, "We cut our Scope 1 and 2 emissions by 30 %, but Scope 3 is not covered.", "boundary"),
    (CUT, "We cut our emissions by 30 % at all our plants in Norway.", "boundary"),
    (CUT, "We cut our emissions by 30 %, though Scope 3 is not covered.", "trade_offs"),
    (ZERO, "We will be net zero by 2040, with an interim target of 50 % by 2030.", "value"),
]


@cache
def score(text: str) -> int:
    """The best score of a claim of a text."""
    claims = AUDITOR.audit_text(text).documents[0].claims
    assert claims, text
    return max(claim.score for claim in claims)


def test_attempts_are_many_and_of_all_kinds() -> None:
    listed = [text for bases in ATTEMPTS.values() for texts in bases.values() for text in texts]
    assert len(listed) == len(set(listed)) >= 72
    assert len(TRUE) >= 30


def test_hardly_any_attempt_pays() -> None:
    paid: dict[str, list[str]] = defaultdict(list)
    for kind, bases in ATTEMPTS.items():
        for base, texts in bases.items():
            paid[kind] += [text for text in texts if score(text) - score(base) >= PAYS]
    listed = [text for texts in paid.values() for text in texts]
    assert len(listed) <= MOST_PAID, listed


@pytest.mark.parametrize(("base", "text", "element"), TRUE)
def test_true_evidence_of_the_same_shape_pays(base: str, text: str, element: str) -> None:
    claim = AUDITOR.audit_text(text).documents[0].claims[0]
    held = {one.element: one.credit for one in claim.elements}
    assert held.get(element, 0) > 0, held
    assert score(text) >= score(base)
    if element not in ("trade_offs", "absolute_and_intensity"):
        assert score(text) > score(base)


def test_the_company_itself_is_no_verifier() -> None:
    about = "Halden bakes bread. Halden has four bakeries. Halden is old. Halden is proud.\n\n"
    told = "Halden cut its Scope 1 emissions by 18 % against 2019, as verified by {}."
    for who, state in (("Halden", "missing"), ("Marle & Fenn", "present")):
        (claim,) = AUDITOR.audit_text(about + told.format(who), format="markdown").documents[0].claims
        assert {one.element: one.state for one in claim.elements}["verifier"] == state
