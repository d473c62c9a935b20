"""Which figure of a plan is its target, and how far it has come: a wrong one would accuse somebody of nothing done."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import AimOut

BAKERY = (
    "The bakery aims to use 50% recycled content in its plastic packaging by 2030. "
    "Across its shops in 2021, the bakery used 6% recycled plastic in its packaging."
)
GOALS = """\
| Goal | Target | By | Base year | Status |
|---|---|---|---|---|
| Reduce Scope 1 and 2 emissions | 50 % | 2030 | 2019 | Achieved |
| Women in management | 40 % | 2030 | 2019 | 31 % |

Our Scope 1 and 2 emissions will be reduced by 50 % by 2030.
"""
AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())


def aims(text: str) -> list[AimOut]:
    (document,) = AUDITOR.audit_text(text, format="markdown").documents
    return [one.aim for one in document.claims if one.aim is not None]


@pytest.mark.parametrize(
    ("text", "value", "year", "base"),
    [
        ("By 2031 our mills will cut their Scope 1 emissions by 44 % against 2019.", "44 %", 2031, 2019),
        ("Cutting our pay gap between men and women 10 pp to 18% by FY25.", "18%", 2025, None),
        ("We will cut our emissions by 30% by 2030 and have already cut 12% in 2023.", "30%", 2030, None),
        ("We will mobilise USD 300 billion of sustainable finance by 2031.", "USD 300 billion", 2031, None),
        ("Our goal is to recruit 400 apprentices by 2029.", "400 apprentices", 2029, None),
        ("We will plant 1 million trees by 2031.", "1 million trees", 2031, None),
        ("By 2031, we aim to restore 4,000 hectares of wetland.", "4,000 hectares", 2031, None),
        ("In 2025 we used 12 % less. By 2032 we will cut our water use by 40 %.", "40 %", 2032, None),
    ],
)
def test_the_figure_of_the_plan_is_the_target(text: str, value: str, year: int, base: int | None) -> None:
    (aim,) = aims(text)
    assert (aim.value, aim.year, aim.base_year) == (value, year, base)


@pytest.mark.parametrize(
    "text",
    [
        # How far it has come, in brackets.
        "Reduction in potable water use from 2019 levels by 2030 (29% reduction in FY23).",
        # What is left over.
        "We will reduce our emissions by 2030, with what is left (expected to be around 10% of 2019's) neutralised.",
        # How many it is for.
        "We have set science-based interim 2030 financed emissions targets for our 12 highest-emitting sectors.",
        # The figure of another target.
        "By 2030, achieve carbon neutrality at our mills, beyond our science-based target to reduce emissions 60%.",
        # The means and not the end.
        "We will invest EUR 30 million to cut our emissions by 2031.",
        # At how many places.
        "At 14 depots we will cut our water use by 2029.",
        # What a product holds.
        "Our kettle, which holds 1.7 litres, will be net zero by 2035.",
    ],
)
def test_no_other_figure_is_taken_for_it(text: str) -> None:
    assert [one.value for one in aims(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "This year we have restated our base year to be the 2023 financial year.",
        "The government will cut emissions by 43% by 2030.",
        "The parliament has set a target to cut emissions by 55% by 2030.",
        "We strive to reduce our emissions.",
        "The solar park is expected to avoid 9,400 tonnes of CO2 over its lifetime.",
        "By the end of 2021 we had taken back 99 pilots and 724 stewards.",
        "We will publish our first report on 12 themes in May.",
        "We will install new boilers and integrate emissions reduction into all projects over the next ten years.",
    ],
)
def test_what_is_no_target_of_the_company_is_not_listed(text: str) -> None:
    assert aims(text) == []


@pytest.mark.parametrize(
    ("text", "progress"),
    [
        ("Reduction in potable water use from 2019 levels by 2030 (29% reduction in FY23).", "29%"),
        ("We will cut our emissions by 30% by 2030 and have already cut 12% in 2023.", "12%"),
        (BAKERY, "6%"),
        (GOALS, "Achieved"),
        # Held against what is aimed for, without a year of its own.
        ("We have cut our water use by 12 % against our target of 30 % by 2031.", "12 %"),
        ("As of May 2025, we have cut our water use by 12 %, against our goal to cut it by 30 % by 2031.", "12 %"),
    ],
)
def test_progress_is_found_in_the_sentence_beside_it_and_in_the_row_of_the_goal(text: str, progress: str) -> None:
    *_, aim = aims(text)
    assert aim.progress == progress
    assert aim.progress_place is not None


def test_progress_of_something_else_is_none() -> None:
    (aim,) = aims("By 2031 we will cut our water use by 44 %. In 2025, 12 % of the drivers were women.")
    assert aim.progress is None
