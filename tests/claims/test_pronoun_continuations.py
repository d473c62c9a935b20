"""A pronoun behind a claim stands for what that claim measures, where a change, a level or a date is told of it."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()


def _claims(text: str) -> list[tuple[str, str]]:
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(medium="report"))
    claims = auditor.audit_text(text, format="markdown").documents[0].claims
    return [(claim.type, claim.text) for claim in claims]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "We cut the water use of our dye works by 12 %. Per garment, it is down by a third.",
            "reduction_achieved water",
        ),
        ("Our kilns emitted 90 kt of CO2. That is 8 % less than in 2021.", "reduction_achieved climate"),
        (
            "Our kilns emitted 90 kt of CO2. This is a reduction of 8 % on the year before.",
            "reduction_achieved climate",
        ),
        (
            "The waste of our yards fell to 40 t. We have set ourselves the goal of halving it by 2034.",
            "future_target waste",
        ),
        (
            "Scope 1 emissions of our ferries fell to 14 kt. We aim to bring them down to 9 kt by 2033.",
            "future_target climate",
        ),
        (
            "- Our emissions are 20 % below those of 2018.\n- Counted by the market, they are down by 37 %.",
            "reduction_achieved climate",
        ),
    ],
)
def test_a_pronoun_stands_for_the_measure_of_the_claim_before(text: str, kind: str) -> None:
    found = claimcheck.Auditor(PACK, claimcheck.Context(medium="report")).audit_text(text, format="markdown")
    claims = found.documents[0].claims
    assert [f"{claim.type} {claim.topic}" for claim in claims][1:] == [kind]


def test_what_is_told_of_one_measure_goes_on() -> None:
    text = "We cut our water use by 12 % in 2024. It is 30 % lower than in 2019. By 2033 it is to halve."
    assert [kind for kind, _ in _claims(text)] == ["reduction_achieved", "reduction_achieved", "future_target"]


def test_the_claim_keeps_its_own_words() -> None:
    text = "We cut our water use by 12 % in 2024. Per garment, it is down by a third."
    assert _claims(text)[1][1] == "Per garment, it is down by a third."


@pytest.mark.parametrize(
    "behind",
    [
        "It reduced the headcount by 5 %.",
        "It saved costs of 3 million euros.",
        "It is expected that prices will rise by 5 %.",
        "We found that prices fell by 5 %.",
        "We aim at extending this framework to 12 towns.",
        "The next goal is set by this 2033 plan.",
        "It is down.",
        "Prices are down by a third.",
        "\n\nIt is down by a third.",
    ],
)
def test_other_things_are_told_of(behind: str) -> None:
    assert len(_claims(f"We cut our water use by 12 % in 2024. {behind}")) == 1


def test_without_a_claim_before_a_pronoun_stands_for_nothing() -> None:
    assert _claims("Our plumbers are proud of our bathrooms. Per garment, it is down by a third.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The injury rate of our yards, checked by Orlo & Finch with limited assurance, fell to 0.9.",
        "Our discharges of chromium, the metal with which hides are tanned at the two mills, fell by 70 %.",
    ],
)
def test_an_aside_between_commas_parts_nothing(text: str) -> None:
    assert len(_claims(text)) == 1


def test_entries_of_a_list_are_no_asides() -> None:
    text = "Our data pack has figures on our aims, progress against year-end targets, GRI and more."
    assert _claims(text) == []


def test_a_place_is_where_those_stand_who_act() -> None:
    text = "Every mill in the United Kingdom already uses renewable electricity."
    assert [kind for kind, _ in _claims(text)] == ["renewable_energy"]


def test_an_adverb_makes_a_verb_of_a_form_that_may_be_a_noun() -> None:
    around = "# What we do\n\nWe sell shoes.\n\n- Nine shops\n- All vans of the depot now run on mains power.\n"
    assert [kind for kind, _ in _claims(around)] == ["performance_metric"]


def test_the_company_may_aim_at_what_was_told_of_others_with_a_figure() -> None:
    before = "The dairies that report to the scheme used 3 litres of water a bottle."
    assert "future_target" in [kind for kind, _ in _claims(f"{before} We aim to reduce this by 20 % by 2031.")]
    assert _claims(f"{before} It fell by 20 % in 2023.") == []
