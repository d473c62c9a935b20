"""What is asked of a claim: by its type, its words, its elements and the document, never more than four things."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import claimcheck
from claimcheck.asking import MOST_ASKED
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut

AS_OF = date(2026, 3, 1)
REPORT = claimcheck.Auditor(context=claimcheck.Context(as_of=AS_OF))
COPY = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", medium="web", as_of=AS_OF))


@cache
def _document(text: str, auditor: claimcheck.Auditor = REPORT) -> DocumentOut:
    return auditor.audit_text(text).documents[0]


def _claim(text: str, kind: str, auditor: claimcheck.Auditor = REPORT) -> ClaimOut:
    return next(one for one in _document(text, auditor).claims if one.type == kind)


def _asked(claim: ClaimOut) -> set[str]:
    return {one.element for one in claim.elements if one.state == "missing" and one.asked}


def _unasked(claim: ClaimOut) -> set[str]:
    return {one.element for one in claim.elements if one.state == "missing" and not one.asked}


@pytest.mark.parametrize(
    ("kind", "text", "asked"),
    [
        ("reduction_achieved", "We lowered our emissions.", {"value"}),
        ("reduction_achieved", "Our emissions fell by 28 per cent during 2024.", {"base_year"}),
        ("reduction_achieved", "Our mills reached a 40 % net reduction in CO2 emissions.", {"offsets_split"}),
        ("future_target", "We will reach net zero by 2040.", {"offsets_split"}),
        ("future_target", "We will cut our Scope 1 emissions.", {"value"}),
        ("future_target", "We will cut our Scope 1 emissions by 40 % by 2032.", {"base_year", "progress"}),
        ("superlative", "Ours is the most sustainable brewery of the region.", {"comparator"}),
        ("energy_efficiency", "Our ovens are the most energy efficient.", {"value"}),
        ("carbon_neutral", "Our kettles are carbon neutral.", {"lifecycle_stage", "offsets_split", "method"}),
        ("generic_benefit", "Our packaging is eco-friendly.", {"qualification"}),
        ("label", "The environmental management system of our dairy is certified to ISO 14001.", {"verifier"}),
        ("supply_chain", "Our suppliers are audited for labour rights.", {"value", "verifier"}),
        ("recycled_content", "Our bottles are made of recycled plastic.", {"value"}),
        ("framework_alignment", "Our purchasing follows international sustainability standards.", {"method"}),
    ],
)
def test_the_deciding_questions_are_asked(kind: str, text: str, asked: set[str]) -> None:
    assert asked <= _asked(_claim(text, kind))


@pytest.mark.parametrize(
    ("kind", "text", "unasked"),
    [
        ("social", "We promote the health of our employees.", {"unit", "assurance_level", "assurance_scope"}),
        ("supply_chain", "Our cocoa is responsibly sourced.", {"trade_offs", "assurance_level"}),
        # Whoever asks by how much asks by when.
        (
            "future_target",
            "We will cut our Scope 1 emissions.",
            {"unit", "target_year", "progress", "offsets_split", "assurance_level"},
        ),
        ("commitment", "We promote environmental protection in all our plants.", {"contribution_terms"}),
        ("energy_efficiency", "We improved the energy efficiency of our kilns.", {"unit", "verifier"}),
        ("reduction_achieved", "We lowered our emissions.", {"unit", "offsets_split", "assurance_scope"}),
        ("financial_product", "Our green loans support solar parks.", {"trade_offs"}),
        ("donation", "We planted 4,000 hedges in 2024.", {"unit"}),
        ("nature_water", "We supported 700 forest schools in 2024.", {"unit", "method"}),
        (
            "renewable_energy",
            "Our partnerships support sustainable aviation fuel and carbon removals.",
            {"offsets_split"},
        ),
    ],
)
def test_what_nobody_asks_of_such_a_sentence_is_not_asked(kind: str, text: str, unasked: set[str]) -> None:
    assert unasked <= _unasked(_claim(text, kind))


@pytest.mark.parametrize(
    ("kind", "element", "text"),
    [
        ("future_target", "target_year", "For fiscal 2027, we set a target of cutting packaging waste by 18%."),
        ("future_target", "target_year", "Over the next four years, we aim to reduce our water use by 12%."),
        ("future_target", "target_year", "Target (2031): a 25% reduction in water withdrawal."),
        ("future_target", "value", "We strive to achieve our target of 40:40:20 gender representation."),
        ("reduction_achieved", "value", "Better cooling saved approximately SGD 4,200 in electricity costs in 2024."),
        ("performance_metric", "value", "There were no data breaches at our offices in 2024."),
        ("performance_metric", "unit", "We recorded zero spills in 2024."),
        ("performance_metric", "method", "Water intensity: 68% = water intake / production volume"),
        ("social", "unit", "We trained 4,300 of our employees on safety in 2024."),
    ],
)
def test_what_the_sentence_itself_holds_is_not_missing(kind: str, element: str, text: str) -> None:
    held = {one.element: one.state for one in _claim(text, kind).elements}
    assert held.get(element) == "present"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("future_target", "Achieve a 6% reduction in electricity consumption in 2026 compared to 2025."),
        ("future_target", "Reduce energy consumption by 5%."),
        ("recyclable", "Design 100 % of our packaging to be recyclable."),
    ],
)
def test_a_bare_infinitive_of_a_report_tells_no_result(kind: str, text: str) -> None:
    assert [(one.type, one.tense) for one in _document(text).claims] == [(kind, "planned")]


@pytest.mark.parametrize(
    "text", ["Use of water: 12 m3 in 2024.", "Supply chain emissions: 12 kt.", "Separate waste collection is in place."]
)
def test_a_noun_written_like_a_verb_opens_no_goal(text: str) -> None:
    assert all(one.tense != "planned" for one in _document(text).claims)


def test_a_figure_of_a_year_behind_the_one_reported_on_is_no_result() -> None:
    report = claimcheck.Auditor(context=claimcheck.Context(as_of=AS_OF, reporting_year=2024))
    assert [one.tense for one in _document("A 12 % reduction in emissions in 2025.", report).claims] == ["planned"]
    assert [one.tense for one in _document("A 12 % reduction in emissions in 2024.", report).claims] == ["achieved"]


def test_a_clause_that_goes_on_with_its_sentence_is_asked_nothing() -> None:
    alone = "We reduce emissions across our value chain."
    assert "value" in _asked(_claim(alone, "reduction_achieved"))
    part = "We work with our suppliers to help them save energy and reduce emissions across their mills."
    assert _asked(_document(part).claims[-1]) == set()


def test_a_target_and_what_was_achieved_behind_it_tell_how_far_it_has_come() -> None:
    goal = "We aim for a 95 % recycling rate for waste plastics by 2031."
    assert "progress" in _asked(_claim(goal, "future_target"))
    told = f"{goal} In 2024, we set a recycling rate target of 71 % and achieved 74 %."
    assert "progress" not in _asked(_claim(told, "future_target"))


def test_terms_are_asked_only_where_something_is_given() -> None:
    given = "We promote environmental protection in all our plants, and giving."
    assert "contribution_terms" in _asked(_claim(given, "commitment", COPY))
    assert "contribution_terms" in _unasked(_claim(given, "commitment"))


def test_copy_has_to_say_by_itself_what_a_report_says_once() -> None:
    text = "We lowered our emissions by 12 %."
    assert "period" in _unasked(_claim(text, "reduction_achieved"))
    assert "period" in _asked(_claim(text, "reduction_achieved", COPY))


@pytest.mark.parametrize(
    ("kind", "element", "asked", "unasked"),
    [
        # Of all of them nobody asks how many.
        (
            "social",
            "value",
            "Many of our employees have paid parental leave.",
            "All our employees have paid parental leave.",
        ),
        # A change without its amount has no base that would help.
        ("reduction_achieved", "base_year", "We cut our emissions by 28 %.", "We cut our emissions."),
        (
            "supply_chain",
            "value",
            "Our suppliers are assessed for labour rights.",
            "All our suppliers are assessed for labour rights.",
        ),
        (
            "supply_chain",
            "value",
            "Our buyers audit our suppliers for labour rights.",
            "Our suppliers are selected by criteria of quality, price and sustainability.",
        ),
        (
            "supply_chain",
            "value",
            "We source our wool responsibly.",
            "Next year, we will work with our suppliers to review the sustainability of our supply chain.",
        ),
        # Who plays a part in something has not done it.
        (
            "nature_water",
            "value",
            "We protect the wildlife around our quarries.",
            "We have a large part to play in protecting the wildlife around our quarries.",
        ),
        # The verb says something else of what is cut.
        (
            "reduction_achieved",
            "value",
            "Our mills reduced their emissions.",
            "Our executives were rewarded for achieving emission reductions.",
        ),
        (
            "reduction_achieved",
            "value",
            "Our mills reduced their water consumption.",
            "A broken valve prevented the mills from reading their water consumption.",
        ),
        # A branch in which a target was set is none that was reached.
        (
            "future_target",
            "progress",
            "We have set a target of 30 % lower emissions by 2032.",
            "We have set emission targets to 2032 for 14 branches of our business.",
        ),
        # What runs without an exhaust is offset by nobody.
        (
            "carbon_neutral",
            "offsets_split",
            "Our ferries are carbon neutral.",
            "Our ferries are zero emission vehicles.",
        ),
        # The first of all is proved, and ranked by nobody.
        (
            "superlative",
            "comparator",
            "Our dairy is the leading one in sustainability.",
            "Our dairy was the first company to run its lorries on sustainable fuel.",
        ),
        (
            "social",
            "value",
            "Many of our employees have paid parental leave.",
            "We have a wide range of training for our employees.",
        ),
        # What is used again need not last.
        ("durability", "method", "Our crates are built to last.", "We look for ways to bring in reusable crates."),
        # Behind "that" it is told all the same.
        (
            "target_met",
            "value",
            "What the review tells is that all climate goals set for 2025 have been achieved.",
            "We met our climate target: 40 % lower emissions in 2025 than in 2019.",
        ),
        # Below a product is not below a year.
        (
            "reduction_achieved",
            "base_year",
            "Emissions of our fuel are reduced by 60 %.",
            "Emissions of our fuel are reduced by 60 % compared to diesel fuel.",
        ),
        # What is lacking in a place is tested in none.
        (
            "free_of",
            "method",
            "Our jackets come in a pouch. It is plastic-free.",
            "Our offices are free of single-use plastic.",
        ),
        # What a level is to be has no year to come from.
        (
            "future_target",
            "base_year",
            "By 2030, we will reduce our emissions by 20 %.",
            "By 2030, we will reduce our emissions to less than 20 %.",
        ),
        (
            "governance",
            "value",
            "We have strengthened our due diligence on third parties.",
            "We have further enhanced our transaction monitoring for anti-corruption.",
        ),
        # What the market wants is no property of the company's goods.
        (
            "generic_benefit",
            "qualification",
            "Our goods are sustainable products.",
            "The demand for sustainable products is growing.",
        ),
        # Loads, trips and bottles are counted by heads.
        (
            "performance_metric",
            "method",
            "Our kilns used 4,000 MWh of energy in 2024.",
            "This year's biogas was enough energy for 140 trips of our ferries.",
        ),
        # A share of a total is divided, an amount is worked out.
        (
            "performance_metric",
            "method",
            "Our kilns used 4,000 MWh of energy in 2024.",
            "Glaze dust accounts for 7 % of the waste of our kilns.",
        ),
        # Only what is predicated of goods is claimed of them.
        (
            "generic_benefit",
            "qualification",
            "Our packaging is eco-friendly.",
            "We sell cups in eco-friendly packaging.",
        ),
        # The emissions of a scope are told beside a ratio, paper is not.
        (
            "reduction_achieved",
            "absolute_and_intensity",
            "We cut our Scope 1 emissions by 40 % against 2019.",
            "We cut our paper use by 40 % against 2019.",
        ),
        # Instead of what, tells what it is less than.
        (
            "reduction_achieved",
            "base_year",
            "Our ferries cut their emissions by 40 %.",
            "Our ferries cut their emissions by 40 % with biofuel instead of diesel.",
        ),
        # The goal of a state is nobody's target.
        (
            "future_target",
            "progress",
            "We will source 30 % of our power from renewable sources by 2031.",
            "By the aims of the Paris Agreement, emissions are to fall by 45 % by 2030.",
        ),
        # What stands beside the goal has been reached.
        (
            "future_target",
            "progress",
            "Our target for women in management is 40 % by 2029.",
            "31.8 % of our foremen are women, against a target of 38 % by 2029.",
        ),
        # Who leads in another matter has no rank in this one.
        (
            "superlative",
            "comparator",
            "Our dairy is the leading one in sustainability.",
            "As a leading maker of pumps, we invest in climate projects.",
        ),
        # "Our mills" are rated as the sentence says; "many sites" opens the question.
        (
            "label",
            "assurance_scope",
            "Many of our mills are housed in LEED-certified buildings.",
            "Our mill received an A- rating from CDP in 2021.",
        ),
        # Money is counted in the books.
        (
            "reduction_achieved",
            "method",
            "We cut our Scope 1 emissions by 40 % against 2019.",
            "We invested EUR 7 million in reducing our emissions.",
        ),
        # Membership is not a report drawn up by a standard.
        (
            "framework_alignment",
            "verifier",
            "Our report was drawn up in accordance with the GRI Standards.",
            "We joined the UN Global Compact in 2019.",
        ),
    ],
)
def test_a_question_of_a_report_needs_what_it_asks_about(kind: str, element: str, asked: str, unasked: str) -> None:
    assert element in _asked(_claim(asked, kind))
    assert all(element not in _asked(one) for one in _document(unasked).claims if one.type == kind)
    assert any(one.type == kind for one in _document(unasked).claims)


@pytest.mark.parametrize(
    ("kind", "element", "text"),
    [
        ("future_target", "plan", "We are committed to reducing the emissions of our kilns."),
        ("future_target", "method", "We will cut our Scope 1 emissions by 40 % by 2032."),
        ("reduction_achieved", "method", "Our emissions fell by 28 per cent during 2024."),
        ("label", "qualification", "Our mill has obtained a green building certification."),
        ("renewable_material", "locator", "The lids of our jars are made of bio-based plastic."),
    ],
)
def test_what_reports_tell_in_other_places_is_asked_of_copy_only(kind: str, element: str, text: str) -> None:
    assert element in _asked(_claim(text, kind, COPY))
    assert element in _unasked(_claim(text, kind))


@pytest.mark.parametrize(
    ("kind", "element", "asked", "answered"),
    [
        ("superlative", "locator", "", " See page 41 for the ranking."),
        ("reduction_achieved", "value", "", " The kilns burned 14 % less gas."),
    ],
)
def test_what_the_paragraph_tells_is_not_asked(kind: str, element: str, asked: str, answered: str) -> None:
    text = {
        "superlative": "Our dairy is the leading one in sustainability.",
        "reduction_achieved": "We lowered our emissions.",
    }
    assert element in _asked(_claim(text[kind] + asked, kind))
    assert element not in _asked(_claim(text[kind] + answered, kind))


def test_the_whole_sentence_is_read_for_the_period() -> None:
    text = "We cut waste by 12 %, and since then our kilns have run on gas."
    assert "period" in _asked(_claim(text, "reduction_achieved", COPY))
    assert "period" not in _asked(
        _claim("In 2024, we said goodbye to coal; " + text[0].lower() + text[1:], "reduction_achieved", COPY)
    )


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("We lowered our emissions.", "and we lowered our emissions."),
        ("We lowered our emissions.", "We lowered our emissions -"),
        ("We lowered our emissions.", "Page 12: we lowered our emissions."),
        ("We lowered our emissions.", "Lowered emissions of our kilns"),
    ],
)
def test_nothing_is_asked_of_a_line_of_a_report_that_is_no_sentence(whole: str, cut: str) -> None:
    assert _asked(_claim(whole, "reduction_achieved"))
    found = [one for one in _document(cut).claims if one.type == "reduction_achieved"]
    assert found
    assert not any(map(_asked, found))


def test_a_question_that_nobody_asks_is_followed_by_none_that_asks_for_something_else() -> None:
    claim = _claim("Glaze dust accounts for 7 % of the waste of our kilns.", "performance_metric")
    assert claim.questions
    assert not _asked(claim) & {one.element for one in claim.questions}


def test_a_few_words_of_copy_are_asked_about() -> None:
    assert "qualification" in _asked(_claim("Eco-friendly lampshades", "generic_benefit", COPY))


ASSURANCE = (
    "\n\nQuarrel & Moss LLP provided limited assurance over all figures in this report in accordance with"
    " ISAE 3000 (Revised).\n"
)


def test_a_report_that_is_assured_is_not_asked_for_it_claim_by_claim() -> None:
    text = "Our report was drawn up in accordance with the GRI Standards."
    assert "verifier" in _asked(_claim(text, "framework_alignment"))
    assert "verifier" not in _asked(_claim(text + ASSURANCE, "framework_alignment"))


def test_what_is_told_once_counts_the_claims_that_lack_it_and_are_not_asked() -> None:
    text = "\n\n".join(
        (
            "We withdrew 12 % less water in 2024 than in 2019.",
            "We trained 340 employees in first aid in 2024.",
            "We cut our Scope 1 emissions by 23 % in 2024.",
            "We promote ethics in every branch.",
        )
    )
    document = _document(text)
    told = {one.element: one for one in document.told_once}
    lacking = [one for one in document.claims if "locator" in _unasked(one)]
    with_figure = [one for one in lacking if "value" not in _asked(one) | _unasked(one)]
    assert 0 < told["locator"].claims <= len(with_figure) < len(lacking)
    assert told["locator"].advice == REPORT.rulepack.elements["locator"].shape.ask
    assert [one.claims for one in document.told_once] == sorted(
        (one.claims for one in document.told_once), reverse=True
    )


@pytest.mark.parametrize("auditor", [REPORT, COPY], ids=["report", "copy"])
@pytest.mark.parametrize("kind", sorted(REPORT.rulepack.claim_types))
def test_every_example_of_a_type_is_asked_of_within_reason(kind: str, auditor: claimcheck.Auditor) -> None:
    """Of a report every other example, of copy those between."""
    fires = auditor.rulepack.claim_types[kind].shape.fires[auditor is COPY :: 2]
    found = 0
    for example in fires:
        for claim in _document(example.text, auditor).claims:
            found += 1
            steps = {step.element for step in claim.next_steps}
            credits = {one.element: one.credit for one in claim.elements}
            assert len(_asked(claim) | steps) <= MOST_ASKED
            assert all(credits[name] == 0 for name in _asked(claim))
            assert steps <= _asked(claim) | {name for name, credit in credits.items() if 0 < credit < 1}
    assert found >= len(fires) // 2


def test_every_type_asks_something_of_some_of_its_examples() -> None:
    for kind, found in REPORT.rulepack.claim_types.items():
        claims = [one for example in found.shape.fires for one in _document(example.text, COPY).claims]
        assert any(_asked(claim) for claim in claims if claim.type == kind), kind


@pytest.mark.parametrize(
    ("kind", "text", "question"),
    [
        ("future_target", "We will be net zero.", "By which year is net zero to be reached, and for which emissions?"),
        (
            "future_target",
            "We will be net zero by 2041.",
            "How much of today's emissions is to be cut by 2041, and how much balanced with credits or removals?",
        ),
        (
            "future_target",
            "We will cut the emissions of our kilns.",
            "By how much are emissions to fall, by when, and against which year?",
        ),
        (
            "future_target",
            "We will cut our Scope 1 emissions by 40 % by 2032.",
            "Which year's level is the base for the 40 %?",
        ),
        (
            "future_target",
            "We will cut our Scope 1 emissions by 40 % by 2032 against 2019.",
            "How much of the 40 % has been achieved so far?",
        ),
        (
            "future_target",
            "Our goal is to recruit 400 apprentices by 2029.",
            "How far has this come, against the 400 apprentices aimed for?",
        ),
        (
            "future_target",
            "All our packaging will be recyclable by 2031.",
            "What is the share today, on the way to all of it?",
        ),
        (
            "reduction_achieved",
            "Our emissions fell by 28 % against 2019.",
            "What is left of the 28 % at the same output, with the same sites and factors?",
        ),
        (
            "reduction_achieved",
            "We lowered the water use of our mills.",
            "How much water has this saved, and against which year?",
        ),
        (
            "governance",
            "We have a human rights policy for our mills.",
            "In which companies is it in force, and which breaches were found and closed in the last year?",
        ),
        (
            "supply_chain",
            "Our suppliers are assessed for labour rights.",
            "How many suppliers have been assessed so far, out of how many, and what became of the findings?",
        ),
        (
            "supply_chain",
            "All our suppliers have signed our code of conduct.",
            "Who checks that this holds for all of them, and what was found?",
        ),
        (
            "superlative",
            "Ours is the most sustainable brewery of the region.",
            "Among whom, by which ranking, and as of when?",
        ),
        (
            "nature_water",
            "We protect our natural environment.",
            "Which effects on nature are meant, and by which figures are they measured?",
        ),
    ],
)
def test_the_question_that_decides_goes_by_what_the_sentence_says(kind: str, text: str, question: str) -> None:
    assert _claim(text, kind).questions[0].ask == question


@pytest.mark.parametrize(
    ("kind", "text", "asked"),
    [
        (
            "future_target",
            "We will source 100 % renewable electricity by 2031.",
            "How much of the 100 % is under contract",
        ),
        (
            "future_target",
            "We will cut Scope 1 and 2 emissions by 50 % by 2031 against 2019.",
            "How much of the 50 % is to come from using less",
        ),
        (
            "future_target",
            "We will cut Scope 1 emissions by 50 % by 2031 against 2019.",
            "How much of the 50 % has been achieved",
        ),
        (
            "future_target",
            "We will cut Scope 3 emissions by 25 % by 2031 against 2019.",
            "Which share of Scope 3 emissions lies within",
        ),
        (
            "future_target",
            "We are on track to reach our target of a 50 % cut by 2031.",
            "Which pace does the rest need",
        ),
        (
            "future_target",
            "Our targets were validated by the SBTi in May 2023.",
            "Which version of the target was validated",
        ),
        (
            "future_target",
            "We are committed to science-based targets.",
            "Has this been validated from outside or only submitted",
        ),
        ("future_target", "We aim to send zero waste to landfill by 2031.", "Which waste is left out of the target"),
        ("governance", "Executive pay is linked to our climate targets.", "Which weight has this in the pay"),
        (
            "reduction_achieved",
            "Our Scope 1 and 2 emissions fell by 28 % against 2019.",
            "How much of the 28 % comes from certificates",
        ),
        (
            "reduction_achieved",
            "Our location-based Scope 1 and 2 emissions fell by 28 % against 2019.",
            "How much of the 28 % is left at the same output",
        ),
        (
            "reduction_achieved",
            "Our Scope 3 emissions fell by 8 % against 2022.",
            "What is left of the 8 % once changes of method",
        ),
        ("reduction_achieved", "Our carbon intensity fell by 14 % against 2019.", "Has the total fallen as well"),
        (
            "reduction_achieved",
            "Emissions fell by 12 % against 2022 because production was lower.",
            "How much of the 12 % does the cause",
        ),
        ("reduction_achieved", "Our waste fell by 12 % against 2021.", "What is left of the 12 % at the same output"),
        (
            "reduction_achieved",
            "55 % of our waste is recycled, 4 % is burned and 41 % goes to landfill.",
            "How much of the total behind these shares",
        ),
        (
            "reduction_achieved",
            "The new pump platform cuts the use of plastic and metal by 30 %.",
            "Which model is the 30 % compared with",
        ),
        ("social", "Our engagement score rose from 71 to 78.", "Who was left out of the survey"),
        (
            "performance_metric",
            "Employees completed 31 hours of training on average.",
            "How many hours a head are left without mandatory",
        ),
        (
            "performance_metric",
            "No severe human rights incidents occurred in 2024.",
            "What makes a case serious enough",
        ),
        ("performance_metric", "There were no fatalities at our mills.", "How is a case defined here"),
        ("performance_metric", "The lost-time injury rate was 1.2.", "Are contractors counted"),
        (
            "performance_metric",
            "99 % of our employees are covered by collective agreements.",
            "Which part is left out of the 99 %",
        ),
        (
            "performance_metric",
            "Energy consumption stood at 27,232 GJ in 2024.",
            "How much of the 27,232 GJ is estimated",
        ),
        ("label", "All our factories are certified to ISO 14001.", "Do the certificates list every site"),
        ("label", "Our mill in Lund is certified to ISO 14001.", "Which sites are not certified"),
        ("label", "Our ISO 14001 certified system ensures continuous improvement.", "Which figures have become better"),
        (
            "renewable_energy",
            "Solaro is our tariff brand powered by 100 % renewable electricity.",
            "How is the electricity of the brand told apart",
        ),
        (
            "renewable_energy",
            "Our offices run on 100 % renewable electricity.",
            "How much of the 100 % does the company buy",
        ),
        (
            "renewable_energy",
            "The roof of our mill carries a 75 kW photovoltaic system.",
            "How much does the 75 kW yield",
        ),
        (
            "renewable_energy",
            "The wind farm that we finance has 90 MW.",
            "Which part of the 90 MW is financed or owned",
        ),
        ("donation", "We planted 650,000 trees.", "How many of the 650,000 trees have been verified"),
        ("social", "Our programmes ensure equal opportunities for our employees.", "On which figures does this rest"),
        ("governance", "Our speak-up line is open to all employees.", "How many reports came in"),
    ],
)
def test_each_kind_of_claim_has_a_question_of_its_own(kind: str, text: str, asked: str) -> None:
    assert _claim(text, kind).questions[0].ask.startswith(asked)


@pytest.mark.parametrize(
    ("kind", "text", "unasked"),
    [
        # Told in another place of the report.
        (
            "future_target",
            "We are committed to science-based targets. Our targets were validated by the SBTi in May 2023.",
            "Has this been validated",
        ),
        # Scope 1 alone has nothing to do with certificates.
        ("reduction_achieved", "Our Scope 1 emissions fell by 28 % against 2019.", "certificates"),
        # A change is no split at one date.
        ("reduction_achieved", "We cut waste by 30 % and water use by 12 % against 2019.", "these shares"),
        ("renewable_energy", "Our offices run on 100 % renewable electricity.", "the brand"),
        ("label", "Our mill in Lund is certified to ISO 14001.", "list every site"),
    ],
)
def test_what_only_looks_like_a_kind_has_not_its_question(kind: str, text: str, unasked: str) -> None:
    claims = [one for one in _document(text).claims if one.type == kind]
    assert claims
    assert not any(unasked in question.ask for one in claims for question in one.questions)


def test_of_several_figures_none_is_named() -> None:
    text = "We will cut our Scope 1 emissions by 20 % by 2028 and by 40 % by 2032 against 2019."
    asked = [one.ask for one in _claim(text, "future_target").questions]
    assert "How much of the cut has been achieved so far?" in asked


def test_what_decides_is_asked_for() -> None:
    """A vague claim has a question and advice that leads to the same."""
    claim = _claim("We protect our natural environment.", "nature_water")
    assert claim.questions[0].element in _asked(claim)
    assert [one.advice for one in claim.next_steps]


def test_what_the_report_tells_is_no_question() -> None:
    told = "So far they fell by 18 % by the end of 2024."
    text = f"We will cut our Scope 1 emissions by 40 % by 2032 against 2019. {told}"
    assert all(one.element != "progress" for one in _claim(text, "future_target").questions)


TARGET = "We will cut our Scope 1 and 2 emissions by 42 % by 2032 against 2021."


@pytest.mark.parametrize(
    ("kind", "element", "asked", "unasked"),
    [
        # What is claimed decides: a rule has no figure, a result has one.
        (
            "reduction_achieved",
            "value",
            "We reduced our footprint.",
            "Our environmental policy sets out how we reduce our footprint.",
        ),
        ("reduction_achieved", "value", "We reduced our waste.", "Separate waste collection is in place."),
        ("reduction_achieved", "value", "We reduced our waste.", "By means of such lids we can reduce our waste."),
        (
            "future_target",
            "value",
            "We are committed to reducing our emissions.",
            f"{TARGET}\n\nWe are committed to reducing our emissions.",
        ),
        ("generic_benefit", "value", "Our packaging is sustainable.", "We are a sustainable company."),
        # Of all or nothing there is nothing left, and no unit.
        (
            "future_target",
            "offsets_split",
            "We will reach net zero by 2040.",
            "We will reach net zero by 2040, with 100 % less emissions than in 2019.",
        ),
        (
            "reduction_achieved",
            "absolute_and_intensity",
            "We cut our Scope 1 emissions by 40 % against 2019.",
            "We cut our Scope 1 emissions by 99 % against 2019.",
        ),
        # Where nothing is set nothing can have been reached.
        (
            "future_target",
            "progress",
            "We will cut our Scope 1 emissions by 40 % by 2032 against 2019.",
            "Our facility team leads initiatives toward achieving environmental targets.",
        ),
        # The year stands before the goal.
        (
            "future_target",
            "target_year",
            "We will cut our Scope 1 emissions by 40 % against 2019 under our commitment.",
            "We will cut our Scope 1 emissions by 40 % against 2019 under our 2032 commitment.",
        ),
        # A ratio is a value.
        (
            "future_target",
            "value",
            "We want to increase the share of women in our mills by 2031.",
            "We want to increase the share of women in our mills to 40:40:20 by 2031.",
        ),
        # A report that follows a standard has an index; one that says that it complies is asked for the exceptions.
        (
            "framework_alignment",
            "trade_offs",
            "We comply with the OECD Guidelines for Multinational Enterprises.",
            "We follow the OECD Guidelines for Multinational Enterprises.",
        ),
        # People who are called leaders rank nobody, and who wants to lead has no rank yet.
        (
            "superlative",
            "comparator",
            "We are the sustainability leader among the dairies of the north.",
            "The sustainability leaders of our mills met in May to draw up the rules.",
        ),
        (
            "superlative",
            "comparator",
            "We are the sustainability leader among the dairies of the north.",
            "We seek to be among the sustainability leaders of our trade.",
        ),
        # What is counted of people and cases has no other unit.
        (
            "performance_metric",
            "unit",
            "Our emissions were 331 in 2024.",
            "The number of cases at our speak-up line was 331 in 2024.",
        ),
        # How long something takes is no amount that a plan could be held against.
        (
            "commitment",
            "plan",
            "Over the next three years, we aim to roll out lid recycling in 40 % of our canteens.",
            "Over the next three years, we aim to roll out lid recycling pilots in our canteens.",
        ),
        # Who is to follow a rule is no number of cases.
        (
            "governance",
            "value",
            "We have strengthened our due diligence on third parties.",
            "We published a handbook to strengthen our due diligence on third parties.",
        ),
    ],
)
def test_a_question_fits_what_is_claimed(kind: str, element: str, asked: str, unasked: str) -> None:
    assert element in _asked([one for one in _document(asked).claims if one.type == kind][-1])
    found = [one for one in _document(unasked).claims if one.type == kind]
    assert found
    assert all(element not in _asked(one) for one in found)


def test_a_report_is_asked_once_for_a_commitment_that_it_repeats() -> None:
    text = "We will reach net zero by 2044."
    repeated = f"{text}\n\nOur airline is on a mission: net zero by 2044.\n\nAs told, {text[0].lower()}{text[1:]}"
    claims = [one for one in _document(repeated).claims if one.target_kind == "net_zero"]
    assert len(claims) == 3
    assert [("offsets_split" in _asked(one)) for one in claims].count(True) == 1
    # Copy is read by the piece.
    copy = [one for one in _document(repeated, COPY).claims if one.target_kind == "net_zero"]
    assert [("offsets_split" in _asked(one)) for one in copy].count(True) > 1


def test_a_commitment_of_another_year_is_asked_for_itself() -> None:
    text = "We will reach net zero by 2044 in our mills.\n\nWe will reach net zero by 2050 with our suppliers."
    claims = [one for one in _document(text).claims if one.target_kind == "net_zero"]
    assert len(claims) == 2
    assert all("offsets_split" in _asked(one) for one in claims)


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Emissions", True),
        ("Material impacts, risks and opportunities", False),
        ("IRO-1: Assessment of material IROs", False),
        ("Our mission", False),
    ],
)
def test_nothing_is_asked_of_prose_on_risks_unless_it_tells_a_figure(heading: str, asked: bool) -> None:
    prose = _headed(heading, "We lowered our emissions.")
    assert [bool(_asked(one)) for one in prose] == [asked]
    assert [bool(one.questions) for one in prose] == [asked]
    told = _headed(heading, "We lowered our emissions by 28 %.")
    assert all("base_year" in _asked(one) for one in told)
    copy = _headed(heading, "We lowered our emissions.", COPY)
    assert any(map(_asked, copy))


def _headed(heading: str, text: str, auditor: claimcheck.Auditor = REPORT) -> list[ClaimOut]:
    return list(auditor.audit_text(f"# {heading}\n\n{text}", format="markdown").documents[0].claims)


def test_nothing_is_asked_of_a_sentence_that_announces_a_list() -> None:
    [claim] = _document("We will reduce our emissions:\n\n- by new kilns").claims
    assert not _asked(claim)
    assert "value" in _asked(_claim("We will reduce our emissions.", "future_target"))


def test_no_question_is_about_a_figure_that_a_report_does_not_tell() -> None:
    questions = _claim("Our ovens use less energy.", "reduction_achieved").questions
    assert not any("output" in one.ask for one in questions)
    questions = _claim("Our ovens use 12 % less energy than in 2021.", "reduction_achieved").questions
    assert any("output" in one.ask for one in questions)


def test_who_checked_the_figures_of_a_report_is_asked_once() -> None:
    text = "We cut our Scope 1 emissions by 23 % in 2024.\n\nWe withdrew 12 % less water in 2024 than in 2019."
    document = _document(text)
    assert [("verifier" in _asked(one)) for one in document.claims].count(True) == 1
    told = {one.element: one.claims for one in document.told_once}
    assert told["verifier"] == len(document.claims) - 1


def test_a_label_is_asked_for_its_certificate_or_for_whoever_has_it() -> None:
    claim = _claim("Our dairy is certified to ISO 14001.", "label")
    assert "verifier" in _asked(claim)
    assert "locator" in _unasked(claim)
