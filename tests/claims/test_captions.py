"""Lines that name something instead of saying it are no claims."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor()


def _types(text: str, **context: object) -> list[str]:
    auditor = claimcheck.Auditor(AUDITOR.rulepack, claimcheck.Context(**context)) if context else AUDITOR  # type: ignore[arg-type]
    return [claim.type for claim in auditor.audit_text(text).documents[0].claims]


@pytest.mark.parametrize(
    "text",
    [
        "Table 4: Reduced emissions of our kilns",
        "Figure 12. Waste recycled at the dairies",
        "305-4 Reduction of emission intensity at our sites",
        "Sustainable manufacturing (pages 12-15)",
        "Cargo Line Sustainability Report 2031: Responsible sourcing 68",
        "Forest Positive ............ 17",
        "Percentage of suppliers assessed for human rights",
        "The number of trees planted is calculated from the invoices of the nurseries.",
        "Key parts of our emission reduction plan:",
        "Percentage of Packaging That Is Reusable",
        "Discussion of Strategies To Reduce the Environmental Impact of Packaging",
        "Sustainably produced, pages 40-41",
        "Carbon neutrality\n\nThe chapter has nine pages.",
    ],
)
def test_labels_claim_nothing_but_are_mentioned(text: str) -> None:
    report = AUDITOR.audit_text(text).documents[0]
    assert [claim.type for claim in report.claims] == []
    assert [one.reason for one in report.set_aside] == ["mention"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Table 4 shows that we cut our emissions by 12 %.", "reduction_achieved"),
        ("On page 12 we show how we cut our emissions.", "reduction_achieved"),
        ("Net zero by 2045", "future_target"),
        ("Carbon neutral since 2019, page 4", "carbon_neutral"),
        ("We Halved Our Emissions in All Plants", "reduction_achieved"),
        ("Eco-friendly packaging", "generic_benefit"),
        ("Our promise: we will halve our emissions by 2035.", "future_target"),
        ("Percentage of suppliers assessed for human rights: 84 %", "supply_chain"),
    ],
)
def test_sentences_beside_such_words_are_heard(text: str, kind: str) -> None:
    assert kind in _types(text)


def test_the_key_of_a_chart_is_no_figure() -> None:
    told = "# Our water\n\nWe used 3 % less water in 2023."
    assert _types(f"{told}\n\n100 % = Water used per coat", medium="report") == _types(told, medium="report")
    assert _types(f"{told}\n\n100 % = Water used per coat", medium="report") == ["reduction_achieved"]


def test_two_words_are_a_title_in_a_report_and_a_claim_in_an_advert() -> None:
    followed = "Carbon neutral\n\nThe chapter has nine pages."
    assert _types(followed) == []
    # A line that is all there is heads nothing.
    assert _types("Carbon neutral") == ["carbon_neutral"]
    assert _types("Carbon neutral", audience="consumer", medium="advert") == ["carbon_neutral"]
