"""Tense, certainty, kind and year of a target, each over a table of easy and hard sentences."""

from __future__ import annotations

from datetime import date

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut

AUDITOR = claimcheck.Auditor(context=claimcheck.Context(as_of=date(2026, 1, 1)), lang="en")


def _claim(text: str, auditor: claimcheck.Auditor = AUDITOR) -> ClaimOut:
    claims = auditor.audit_text(text).documents[0].claims
    assert claims, text
    return claims[0]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("We have cut the emissions of our kilns by 12 %.", "achieved"),
        ("Last year our dairies reduced their water use by a tenth.", "achieved"),
        ("Emissions of the fleet fell by 9 % in 2024.", "achieved"),
        ("Waste at both depots was reduced by 40 tonnes.", "achieved"),
        ("We were able to reduce our water use by a fifth.", "achieved"),
        ("As part of our commitment to nature, we have planted 400 trees.", "achieved"),
        ("We will cut the emissions of our kilns by 12 %.", "planned"),
        ("You will love our carbon-neutral gin.", "attribute"),
        ("Our climate-neutral candles will fill your home with scent.", "attribute"),
        ("Carbon-neutral coffee that you will love.", "attribute"),
        ("Our gin will be carbon neutral.", "planned"),
        ("We will deliver your parcel carbon neutral by 2030.", "planned"),
        ("Our next kettle will be greener than the one you know.", "planned"),
        # Up to when a paper holds is no deadline.
        ("The tub is made from 72 % recycled plastic (certificate 0412, valid until 2031).", "attribute"),
        ("The shell is 100 % recycled polyester (licence 812, expires 2031).", "attribute"),
        ("We buy 100 % renewable electricity under a contract that runs until 2035.", "attribute"),
        ("The soap bears the EU Ecolabel (licence 123, valid until 30 June 2031).", "attribute"),
        ("We will cut our emissions by 40 % by 2030 under a licence that is valid until 2035.", "planned"),
        ("All our paper is recycled by 2030 (certificate 12, valid until 2035).", "planned"),
        ("The brewery aims to halve its water use by 2031.", "planned"),
        ("Net zero in all our mills by 2045.", "planned"),
        ("We have updated our crisis plans to cover floods.", "achieved"),
        ("We aim to update our crisis plans to cover floods.", "planned"),
        ("We have developed emergency plans to protect local communities.", "achieved"),
        ("The mill plans to protect local communities.", "planned"),
        ("In our planning to support local communities, we launched a mentoring programme.", "achieved"),
        ("We are planning to support local communities.", "planned"),
        ("We are further expanding our network of charging points.", "ongoing"),
        ("We run safety training for our crews.", "ongoing"),
        ("The mill has a human rights policy.", "ongoing"),
        ("We are reducing the emissions of all our depots.", "ongoing"),
        ("Our depots recycle 80 % of their waste.", "ongoing"),
        ("The laundry is lowering its water use.", "ongoing"),
        ("Our bottles are recyclable.", "attribute"),
        ("Every lid can be recycled at home.", "attribute"),
        ("Smart valves that could cut water use in every kitchen.", "attribute"),
        ("A pump that can help to save energy.", "attribute"),
        ("Eco-friendly lampshades.", "attribute"),
        ("Powered by artificial intelligence for a greener tomorrow.", "attribute"),
        ("Our dams comply with the Global Industry Standard on Tailings Management.", "attribute"),
    ],
)
def test_tense_table(text: str, tense: str) -> None:
    assert _claim(text).tense == tense


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("We will run on wind power and reduce our emissions by 40 %.", "planned"),
        ("The dairy wants to open two plants and cut its emissions by a third.", "planned"),
        ("By 2031 the ferry line is to sell three ships and also halve its emissions.", "planned"),
        ("We aim to train our fitters and help our tenants, and lower our emissions by 8 %.", "planned"),
        ("We run on wind power and reduce our emissions by 40 %.", "ongoing"),
        ("We published our goals for 2031 and cut our emissions by 12 %.", "achieved"),
        ("We will open a plant and we cut our emissions by 12 % in 2024.", "achieved"),
    ],
)
def test_a_plan_holds_for_the_verb_that_a_joining_word_adds(text: str, tense: str) -> None:
    claims = AUDITOR.audit_text(text).documents[0].claims
    assert [claim.tense for claim in claims if "emissions" in claim.text] == [tense]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("We have cut the emissions of our kilns by 12 %.", "firm"),
        ("We will cut the emissions of our kilns by 12 %.", "firm"),
        ("Our bottles are recyclable.", "firm"),
        ("Our bottles can be recycled.", "firm"),
        ("Every can can be recycled again and again.", "firm"),
        ("The film can be composted at home.", "firm"),
        ("We provide safe workplaces to all employees, whatever they may do.", "firm"),
        ("We reduce the waste of our kitchens to avoid the need for a second bin.", "firm"),
        ("We have reduced emissions in plants which may close.", "firm"),
        ("The brewery aims to halve its water use by 2031.", "firm"),
        ("Our valves can help to save water.", "hedged"),
        ("The new glaze could reduce the emissions of our kilns.", "hedged"),
        ("We may reduce our water use further.", "hedged"),
        ("Our software can reduce the emissions of its users.", "hedged"),
        ("Enhancing the use of renewable energy.", "hedged"),
        ("To promote a safe workplace for our staff.", "hedged"),
        ("Policies in place to support good corporate governance.", "hedged"),
        ("To uphold good governance, the dairy has policies in place.", "firm"),
        ("Waste is recycled where possible.", "hedged"),
        ("Safety drills are held every quarter.", "firm"),
        ("Safety drills are held.", "hedged"),
        ("Trucks are equipped to reduce fuel consumption.", "hedged"),
        ("Our trucks are equipped to reduce fuel consumption.", "firm"),
        ("The bottle is made from recycled glass.", "firm"),
        ("The employees of the smelter are required to undergo health checks.", "firm"),
        ("Reducing our waste, we save energy.", "firm"),
        ("Reducing our waste saves energy.", "hedged"),
        ("Where feasible, we buy renewable electricity.", "hedged"),
    ],
)
def test_certainty_table(text: str, certainty: str) -> None:
    assert _claim(text).certainty == certainty


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The steelworks will reach net zero by 2050.", "net_zero"),
        ("We aim to be carbon neutral by 2040.", "net_zero"),
        ("Our goal is climate neutrality in 2045.", "net_zero"),
        ("We will bring our emissions to zero by 2040.", "net_zero"),
        ("By 2040 we aim to eliminate all CO2 emissions.", "net_zero"),
        ("We will reduce our emissions by 100 % by 2045.", "net_zero"),
        ("The foundry will cut its emissions by 35 % by 2031.", "reduction"),
        ("A 40 % reduction in Scope 1 emissions by 2032.", "reduction"),
        ("Our goal is to limit greenhouse gas emissions to 70 % of the values of 2015 by 2031.", "reduction"),
        ("We intend to lower the water use of our dye works by a tenth.", "reduction"),
        ("By 2030 we will buy 100 % renewable electricity.", "other"),
        ("By 2028 all our trays will be recyclable.", "other"),
        ("The company has set science-based targets.", "other"),
        # A figure, a date or a target by name; a wish alone is no target on a reduction.
        ("We set ourselves a target for reducing the emissions of our ferries.", "reduction"),
        ("We want to reduce the emissions of our ferries before 2031.", "reduction"),
        ("Reduce the emissions of all ferries", "reduction"),
        ("We want to reduce the emissions of our ferries.", "other"),
        ("The dairy strives to lower its carbon footprint.", "other"),
        ("Lowering the emissions of all ferries by 12 %.", "reduction"),
        ("Lowering the emissions of all ferries.", None),
        # All of it is net zero in other words.
        ("We want to bring emissions from 90 kt in 2019 to zero by 2047.", "net_zero"),
        ("We will cut and offset 100 % of the emissions of our quarries by 2036.", "net_zero"),
        ("2046: near zero absolute CO2 emissions at all kilns.", "net_zero"),
        ("The island envisions to remain carbon neutral.", "net_zero"),
        ("Towards carbon neutrality with every new kiln.", "net_zero"),
        ("Net zero in our own operations and the value chain.", "net_zero"),
        ("Carbon neutral at all depots by 2019.", "net_zero"),
        ("Carbon neutral at all depots since 2019.", None),
        # Whoever joins such a body pledges it.
        ("In 2022 the lender joined the Net-Zero Banking Alliance.", "net_zero"),
        ("The lender is a member of Race to Zero.", "net_zero"),
        ("In 2022 the lender joined the UN Global Compact.", None),
        # A goal of others is theirs; one that a target is in line with leaves it the company's own.
        ("We will bring financed emissions to net zero by 2044, in line with the Paris goals.", "net_zero"),
        ("Our work is in line with the Paris goals.", None),
        ("We cut the emissions of our kilns by 12 % in 2024.", None),
        ("Our curtains are carbon neutral.", None),
        ("The resort is carbon neutral.", None),
        ("Our bottles are recyclable.", None),
    ],
)
def test_target_kind_table(text: str, kind: str | None) -> None:
    assert _claim(text).target_kind == kind


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("We will cut our emissions by 12 % by 2031.", 2031),
        ("The brewery aims to be climate neutral in 2041.", 2041),
        ("We will cut our emissions by 30 % by fiscal 2032 against 2019.", 2032),
        ("We will cut our emissions by 30 % by FY30.", 2030),
        ("We will cut our emissions by 30 % by the end of 2029.", 2029),
        ("Half of our vans will be electric by 2027 and all of them by 2033.", 2033),
        ("We want to reduce our emissions by 30 % between 2020 and 2035.", 2035),
        ("We will halve our emissions by Easter 2028.", 2028),
        ("From 2031 on, we will buy 100 % renewable electricity.", 2031),
        ("We will halve our emissions by the end of the decade.", 2030),
        ("We will halve our emissions within five years.", 2031),
        ("Over the next ten years we will halve our emissions.", 2036),
        ("We will halve our emissions next year.", 2027),
        ("We will halve our emissions by the end of the year.", 2026),
        ("We will be climate neutral by the middle of the century.", 2050),
        ("In 2021 we set ourselves the goal of cutting our emissions by a third by 2028.", 2028),
        ("We will reduce our emissions, which stood at 40 kt in 2019.", None),
        ("We aim to reduce our emissions.", None),
        ("We cut our emissions by 12 % by 2024.", None),
        ("Certified to ISO 14001 until 2028.", None),
    ],
)
def test_target_year_table(text: str, year: int | None) -> None:
    assert _claim(text).target_year == year


@pytest.mark.parametrize(
    ("text", "context", "year"),
    [
        ("We will halve our emissions within five years.", {"reporting_year": 2023}, 2028),
        ("We will halve our emissions next year.", {"reporting_year": 2030}, 2031),
        ("We will halve our emissions by the end of the decade.", {"reporting_year": 2031}, 2040),
        ("We will halve our emissions by the end of the decade.", {"reporting_year": 2030}, 2030),
        ("# Sustainability report 2022\n\nWe will halve our emissions next year.", {}, 2023),
        ("# Report 2023/24\n\nWe will halve our emissions within three years.", {}, 2027),
        ("# Net zero by 2040\n\nWe will halve our emissions next year.", {}, 2027),
        ("# Report 2022\n\nWe will halve our emissions next year.", {"reporting_year": 2024}, 2025),
    ],
)
def test_spans_count_from_the_reporting_year_or_the_title(text: str, context: dict[str, int], year: int) -> None:
    setting = claimcheck.Context(as_of=date(2026, 1, 1), **context)  # type: ignore[arg-type]
    auditor = claimcheck.Auditor(AUDITOR.rulepack, setting, lang="en")
    claims = auditor.audit_text(text, format="markdown").documents[0].claims
    assert [claim.target_year for claim in claims if "halve" in claim.text] == [year]


def test_the_year_of_a_deed_is_no_date_of_its_plan() -> None:
    def due(text: str) -> list[str]:
        return [one.state for one in _claim(text).elements if one.element == "target_year"]

    assert due("This year we drew up a plan to be carbon neutral.") == ["missing"]
    assert due("This year we will be carbon neutral.") == ["present"]
