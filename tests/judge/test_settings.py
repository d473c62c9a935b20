"""One sentence in six settings: who reads it, where it stands and whose law applies decide how much it weighs."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import pytest

import claimcheck
from claimcheck.model.claim_out import FindingOut

PACK = claimcheck.load_rulepack()

# Jurisdiction, audience, medium.
SETTINGS = (
    ("eu", "consumer", "advert"),
    ("eu", "consumer", "web"),
    ("eu", "business", "web"),
    ("eu", "investor", "report"),
    ("us", "consumer", "advert"),
    ("us", "business", "web"),
)
# What a tier comes to in these settings. What the list of the Union prohibits towards consumers is a gap towards
# others, and so it is where no law bars the words; broad words without a specification are deceptive in the United
# States whoever reads them.
BAN = ("ban error", "ban error", "gap warning", "gap warning", "gap warning", "gap warning")
DECEPTIVE = ("ban error", "ban error", "gap warning", "gap warning", "ban error", "ban error")
CONDITION = (
    "conditional error", "conditional error", "gap warning", "gap warning", "gap warning", "gap warning",
)  # fmt: skip
# Of consumers' interest, and of little to investors.
FOR_CONSUMERS = ("gap warning", "gap warning", "gap warning", "gap info", "gap warning", "gap warning")
# A small point that weighs a step more where there are few words, and that investors need.
FOR_INVESTORS = ("gap warning", "gap info", "gap info", "gap warning", "gap warning", "gap info")
SMALL = ("gap warning", "gap info", "gap info", "gap info", "gap warning", "gap info")
# "Greener" without a limit is deceptive in the United States, whoever reads it.
GREENER = (*FOR_CONSUMERS[:4], "ban error", "ban error")
EVERYWHERE = ("gap warning",) * 6
SHOWN = tuple(one.replace("gap", "presentation") for one in FOR_CONSUMERS)
SHOWN_EVERYWHERE = ("presentation warning",) * 6
STYLE = ("style info",) * 6

SENTENCES = {
    ("GEN-001", "Eco-friendly candles for your table."): DECEPTIVE,
    ("NEU-001", "Our carbon-neutral soap is here."): BAN,
    ("CIR-004", "Our picnic forks are biodegradable."): DECEPTIVE,
    ("LBL-002", "Our cocoa is certified sustainable."): DECEPTIVE,
    ("GEN-008", "Our hair spray is CFC-free."): BAN,
    ("TGT-001", "We will halve our CO2 emissions by 2035."): CONDITION,
    ("CMP-001", "A greener way to heat your home."): GREENER,
    ("CIR-001", "Our tubs are recyclable."): FOR_CONSUMERS,
    ("RED-001", "We cut our scope 1 emissions by 21 %."): EVERYWHERE,
    ("AIX-007", "Our energy efficiency improved in 2025."): FOR_INVESTORS,
    ("QNT-010", "Our emissions intensity fell by 7 % against 2021."): FOR_INVESTORS,
    ("SOC-003", "All our suppliers comply with our code."): FOR_INVESTORS,
    ("QNT-004", "We run numerous green projects."): SMALL,
    ("QNT-003", "Saves up to 35 % energy."): SHOWN,
    ("GEN-010", "Join us for a greener tomorrow."): SHOWN,
    ("QNT-008", "That is equivalent to taking 700 cars off the road."): SHOWN_EVERYWHERE,
    ("STY-002", "Our holistic sustainability journey goes on."): STYLE,
}


@cache
def _auditor(rule: str, jurisdictions: tuple[str, ...], audience: str, medium: str) -> claimcheck.Auditor:
    context = claimcheck.Context(
        audience=cast(Any, audience), medium=cast(Any, medium), jurisdictions=jurisdictions, as_of=PACK.law_as_of
    )
    # Alone, so that no other rule covers it.
    return claimcheck.Auditor(PACK, context, lang="en", select=[rule])


def _finding(rule: str, text: str, place: str, audience: str, medium: str) -> FindingOut:
    (document,) = _auditor(rule, (place,), audience, medium).audit_text(text, format="markdown").documents
    return next(one for claim in document.claims for one in claim.findings if one.rule == rule)


@pytest.mark.parametrize("setting", range(len(SETTINGS)), ids=lambda place: "-".join(SETTINGS[place]))
@pytest.mark.parametrize(("rule", "text"), SENTENCES, ids=lambda value: value if "-" in value[:4] else "")
def test_a_sentence_weighs_what_its_setting_says(rule: str, text: str, setting: int) -> None:
    found = _finding(rule, text, *SETTINGS[setting])
    assert f"{found.tier} {found.severity}" == SENTENCES[rule, text][setting]


def test_a_heading_weighs_a_step_more() -> None:
    words = "We run numerous green projects."
    body = _finding("QNT-004", words, "eu", "consumer", "web")
    head = _finding("QNT-004", f"# {words}\n\nThis is the text below it.\n", "eu", "consumer", "web")
    assert (body.severity, head.severity) == ("info", "warning")


def test_style_weighs_the_same_in_a_heading() -> None:
    found = _finding("STY-002", "# Our holistic sustainability journey\n\nText.\n", "eu", "consumer", "web")
    assert found.severity == "info"


CUT = "In 2025 we cut our scope 1 and 2 emissions by 21 %"
CHECKED = " under the GHG Protocol, verified by Bureau Nord."


def test_a_gap_in_a_claim_that_is_checked_weighs_a_step_less() -> None:
    """Verifier, standard, scope and period are there; what is missing still makes no error, and less than before."""
    loose = _finding("RED-001", f"{CUT}.", "eu", "consumer", "web")
    checked = _finding("RED-001", CUT + CHECKED, "eu", "consumer", "web")
    assert (loose.severity, checked.severity) == ("warning", "info")


def test_a_ban_is_not_lighter_for_being_checked() -> None:
    text = "In 2025 our soap was carbon neutral in scopes 1 and 2 under the GHG Protocol, verified by Bureau Nord."
    assert _finding("NEU-001", text, "eu", "consumer", "web").severity == "error"
