"""Whose a promise is, and which entries of an index are promises."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.report import DocumentOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())


def audited(text: str) -> DocumentOut:
    (document,) = AUDITOR.audit_text(text, format="markdown").documents
    return document


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("DNV has provided public assurance for our progress towards net zero by 2040.", "third_party"),
        ("Hallam Audit Ltd has verified the target to cut emissions by 40% by 2030.", "third_party"),
        ("The parliament has set a target to cut emissions by 55% by 2030.", "third_party"),
        ("Our competitor Norrsten aims to be carbon neutral by 2040.", "third_party"),
        ("The city of Ghent wants to be climate neutral by 2030.", "third_party"),
        ("Our shareholders and we aim to be carbon neutral by 2040.", "company"),
        ("Our tenants are expected to be carbon neutral by 2035.", "company"),
        ("We will cut our emissions by 40% by 2030, and Hallam Audit Ltd assured the base year.", "company"),
        ("Our target to cut emissions by 40% by 2030 was verified by DNV.", "company"),
    ],
)
def test_what_somebody_has_checked_or_a_state_aims_for_is_no_promise_of_the_company(text: str, claimant: str) -> None:
    promises = [one for one in audited(text).claims if one.type == "future_target"]
    assert {one.claimant for one in promises} == {claimant}


def test_the_goals_of_others_come_behind_those_of_the_company() -> None:
    others = "The parliament has set its target of net zero by 2045, 55% below 2005 levels by 2030."
    own = "We will reduce our nitrogen runoff.\n\nWe lowered our fuel use at the quarry."
    document = audited(f"{others}\n\n{own}")
    last = max(document.claims, key=lambda one: one.rank)
    assert (last.type, last.claimant) == ("future_target", "third_party")


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("By 2030, achieve carbon neutrality for our operations", "future_target"),
        ("By 2030, reduce Scope 3 emissions 20% from 2016 levels", "future_target"),
        ("Goal: reduce the emissions of our mills by 30 % by 2030", "future_target"),
        # Goals of the world have the same form and nobody's own words.
        ("By 2030, halve per capita global food waste", None),
        ("By 2030, achieve the lasting care and thrifty use of natural resources", None),
        ("Targets of our sites for the emissions of 2030", None),
    ],
)
def test_an_aim_of_the_company_is_a_claim_in_an_index_too(entry: str, type_: str | None) -> None:
    found = audited(f"# GRI content index\n\n- 305-5 Reduction of emissions, page 4\n- {entry}").claims
    assert [one.type for one in found] == ([type_] if type_ else [])


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("Some 70 % of the power of our mills was from renewable sources", ["renewable_energy"]),
        ("70 % of the power of our mills from renewable sources", []),
        ("Power of our mills that was from renewable sources", []),
    ],
)
def test_a_cell_of_an_index_that_tells_an_amount_needs_no_stop(cell: str, types: list[str]) -> None:
    table = f"| Code | Answer | Place |\n|---|---|---|\n| 302-1 | {cell} | Power |\n| 302-2 | None | Power |"
    assert [one.type for one in audited(f"# GRI content index\n\n{table}").claims] == types


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Our Supplier Charter requires the protection of forests.", "company"),
        ("Suppliers in Asia cut their emissions by 8 %.", "third_party"),
        ("The line is certified as a carbon neutral route by the national government.", "company"),
        ("The national government certifies the line as a carbon neutral route.", "third_party"),
    ],
)
def test_a_word_for_others_that_qualifies_a_noun_is_not_who_acts(text: str, claimant: str) -> None:
    assert {one.claimant for one in audited(text).claims} == {claimant}


COPY = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Eco-friendly notebooks for teachers", True),
        ("Sustainable uniforms for police and rescue teams", True),
        ("Planet-friendly mowing, quiet for the neighbours", True),
        ("Cleanest stove there is, kinder to air and neighbours", True),
        ("Umweltfreundliche Hefte für Journalisten", True),
        ("Teachers find these notebooks eco-friendly.", False),
        ("Parents praise the eco-friendly notebooks for the beginners.", False),
        ("Eco-friendly labels were a topic for the court.", False),
        ("According to researchers, this bamboo is eco-friendly.", False),
        ("Umweltfreundliche Hefte finden Journalisten gut.", False),
    ],
)
def test_whom_goods_are_for_does_not_speak_of_them(text: str, claims: bool) -> None:
    (document,) = COPY.audit_text(text).documents
    assert {one.claimant for one in document.claims} == ({"company"} if claims else set())
