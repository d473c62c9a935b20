"""What a clause predicates decides its type: what is done for a purpose, and what is counted."""

from __future__ import annotations

import pytest
from tests.claims.long_report import types

import claimcheck

COPY = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", medium="web"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Our charter obliges all foremen to take steps to lower our emissions.",
        "To lower our emissions, we have replaced the kilns.",
        "We set up a fund of many partners to help lower emissions.",
        "Several projects with schools are active on the development of methods aimed at reducing energy consumption.",
        "We started research with a brewery, whose business includes water treatment, to develop sludge reduction.",
    ],
)
def test_what_is_done_to_lower_a_burden_has_lowered_none(sentence: str) -> None:
    assert types(sentence) == {"commitment"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The new burners enable us to lower our emissions.",
        "We replaced kilns across the yard to lower our emissions by 8 %.",
        "We rewired the kilns and lowered our emissions.",
    ],
)
def test_what_a_verb_is_about_and_what_has_its_figure_is_stated(sentence: str) -> None:
    assert types(sentence) == {"reduction_achieved"}


def test_a_purpose_stands_back_behind_what_is_stated() -> None:
    assert types("To prevent accidents, the board adopted a code of conduct on bribery.") == {"governance"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our responsibility to cut emissions extends beyond our offices.", "commitment"),
        ("The ability to reduce waste depends on our customers.", "commitment"),
        ("The standard focuses on reducing emissions before balancing any that remain.", "commitment"),
        ("Our efforts have reduced waste by a third.", "reduction_achieved"),
        ("We changed the route, reducing emissions by 9 %.", "reduction_achieved"),
        ("We save money by reducing emissions in our mills.", "reduction_achieved"),
        ("New boilers helped us to cut emissions by a fifth.", "reduction_achieved"),
    ],
)
def test_what_somebody_ought_to_cut_or_deals_with_is_no_result(text: str, kind: str) -> None:
    assert kind in types(text)
    assert ("reduction_achieved" in types(text)) == (kind == "reduction_achieved")


def test_copy_says_of_its_goods_what_they_are_for() -> None:
    (document,) = COPY.audit_text("We work with our hauliers to reduce their emissions.").documents
    assert "reduction_achieved" in {claim.type for claim in document.claims}


def test_how_many_something_was_done_for_is_a_figure() -> None:
    assert types("- 940 boilers replaced") == {"performance_metric"}
    assert types("- Boilers of the southern mill replaced") == {"commitment"}


def test_what_only_gives_a_reason_is_no_aim() -> None:
    assert "future_target" not in types(
        "As the standard allows 5 % of residual emissions in 2050, we will look into it later."
    )
