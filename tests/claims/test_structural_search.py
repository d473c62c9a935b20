"""Claims by the shape of a sentence: what the company does, in whatever words, where its report claims something."""

from __future__ import annotations

import pytest
from tests.claims.long_report import BILLS, CLAIM, DEPOTS, REPORT


def _claims(sentence: str, heading: str = "Climate", before: str = CLAIM) -> dict[str, str]:
    text = f"# Report\n\n## Accounts\n\n{DEPOTS}\n\n{BILLS}\n\n## {heading}\n\n{before}\n\n{sentence}\n"
    (document,) = REPORT.audit_text(text, format="markdown").documents
    return {claim.text: claim.type for claim in document.claims if claim.text in sentence}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We rewired the kilns with their emissions in mind.", "commitment"),
        ("Norvik revamped its training on bribery.", "governance"),
        ("Norvik, which owns six mills, revamped its training on bribery.", "governance"),
        ("The health and safety policy obliges every foreman to stop unsafe work.", "social"),
        ("The Lorrach plant (where tiles are glazed) replaced its old kiln for waste oil.", "commitment"),
        ("These emission figures were then submitted to a university.", "commitment"),
        ("The results of the bribery audits are shared with the works council.", "governance"),
        ("Norvik does not tolerate bribery.", "governance"),
    ],
)
def test_a_deed_of_the_company_is_a_claim_whatever_its_verb(sentence: str, kind: str) -> None:
    assert _claims(sentence) == {sentence: kind}


def test_a_heading_tells_what_a_deed_is_about() -> None:
    assert _claims("We rewired all kilns of the southern mill.") == {
        "We rewired all kilns of the southern mill.": "commitment"
    }
    assert _claims("We rewired all kilns of the southern mill.", heading="Other matters") == {}


def test_a_list_has_the_topic_of_the_line_that_leads_to_it() -> None:
    listed = "To lower our emissions we did the following:\n\n- Rewired all kilns of the southern mill"
    assert _claims(listed, heading="Other matters") == {"Rewired all kilns of the southern mill": "commitment"}


def test_the_date_of_an_entry_is_shown_where_the_line_that_leads_to_it_has_it() -> None:
    listed = "By 2031 we aim to cut emissions by:\n\n- 29 % in cement kilns\n- 12 % in steel"
    (document,) = REPORT.audit_text(f"# Report\n\n{DEPOTS}\n\n{CLAIM}\n\n{listed}\n", format="markdown").documents
    shown = [one.value for claim in document.claims for one in claim.elements if one.element == "target_year"]
    assert [claim.text for claim in document.claims][-2:] == ["29 % in cement kilns", "12 % in steel"]
    assert shown[-2:] == ["2031", "2031"]


def test_an_aim_needs_no_figure_where_an_entry_opens_with_its_verb() -> None:
    assert _claims("- Achieving equal pay for women by 2040;") == {
        "Achieving equal pay for women by 2040;": "future_target"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        # What was told in the sentence before is no topic of this one.
        "We opened a new canteen.",
        "The plan has five parts.",
        "We must lower our emissions.",
        "Norvik is required by law to report its emissions.",
        "Norvik said that it had rewired the kilns with their emissions in mind.",
        "We do not sell our emission rights, nor shall we.",
        "The supplier rewired its kilns with their emissions in mind.",
        "The share of mills that are audited for bribery.",
        # A verb names no topic.
        "The inquiry led to a new roof.",
    ],
)
def test_what_is_no_deed_is_no_claim(sentence: str) -> None:
    assert _claims(sentence, heading="Other matters") == {}


def test_where_nothing_is_claimed_by_words_no_shape_makes_a_claim() -> None:
    assert _claims("We rewired the kilns with their emissions in mind.", before="It rained.") == {}
    assert _claims("The factory stands on the bank of a river.", before="It rained.") == {}


@pytest.mark.parametrize(
    "sentence",
    ["Even so, Norvik reached all of its climate targets.", "NORVIK REACHED ALL OF ITS CLIMATE TARGETS IN 2024"],
)
def test_a_claim_of_the_company_is_none_of_those_that_only_mention_something(sentence: str) -> None:
    assert list(_claims(sentence).values()) == ["target_met"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We communicate our emissions on page 76.",
        "On page 13, we also published the measures against the waste of our kilns.",
        "Norvik has mapped its training on bribery to page 21.",
    ],
)
def test_what_is_done_on_a_page_is_told_there(sentence: str) -> None:
    assert not _claims(sentence)
    assert _claims(sentence.replace(" on page 76", "").replace("On page 13, we", "We").replace(" to page 21", ""))


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2025, 11 people were hired for the safety office of our kilns.",
        "Our workforce amounted to 2,200 people in 2025.",
    ],
)
def test_what_was_done_is_no_aim_whatever_the_year(sentence: str) -> None:
    text = f"# Report 2023\n\n## Accounts\n\n{DEPOTS}\n\n{BILLS}\n\n## Safety at work\n\n{CLAIM}\n\n{sentence}\n"
    (document,) = REPORT.audit_text(text, format="markdown").documents
    found = [one for one in document.claims if one.text in sentence]
    assert found
    assert all(one.tense != "planned" and one.target_year is None for one in found)


def test_a_share_under_an_objective_of_a_classification_is_no_target() -> None:
    sentence = "In 2025, 44 % of our sales is eligible under the objective of mitigation, which is climate change."
    assert "future_target" not in _claims(sentence).values()


@pytest.mark.parametrize(
    "sentence",
    [
        "The kilns are old because of increased emissions in the valley.",
        "The idea drives our foremen and our ambition for change in health and safety.",
        "The town thinks of health and safety, the river and our \u201czero waste to landfill\u201d targets.",
        "Guards stand at the kilns so that the emissions from fires may be reduced.",
    ],
)
def test_a_word_behind_a_preposition_is_no_deed_and_what_is_only_added_no_claim(sentence: str) -> None:
    assert not [one for one in _claims(sentence) if one.startswith(("because", "and ", "so "))]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Dust of the Lorrach kiln amounted to 41 tonnes of waste in 2025.", "performance_metric"),
        ("According to the agency, waste in the country amounted to 41 million tonnes in 2025.", None),
        ("Waste may amount to 41 tonnes.", None),
    ],
)
def test_an_amount_of_such_a_matter_is_told_whoever_is_the_subject(sentence: str, kind: str | None) -> None:
    assert _claims(sentence) == ({} if kind is None else {sentence: kind})


def test_a_figure_of_the_company_goes_on_with_the_claim_before_it() -> None:
    text = "We exceeded the forecast by 8 % in March."
    goes_on = f"{CLAIM} {text}"
    assert text in _claims(goes_on, heading="The year")
    assert text not in _claims(text, heading="The year", before="We work in the valley.")


@pytest.mark.parametrize(
    ("sentence", "heading", "kind"),
    [
        ("All deckhands are covered by a collective agreement.", "People", "social"),
        ("Fewer hours are lost to accidents on the glazing line.", "Other matters", "social"),
        ("Two thirds of our sand went to the quarry.", "Waste", "performance_metric"),
    ],
)
def test_of_how_much_something_is_so_is_claimed_whatever_it_is(sentence: str, heading: str, kind: str) -> None:
    assert _claims(sentence, heading) == {sentence: kind}


@pytest.mark.parametrize(
    "sentence",
    [
        "No new mill was opened.",
        "All tables are in thousand euros.",
        "All deckhands who are paid by the hour.",
        "All deckhands may join the agreement.",
        "No energy, water or waste figures.",
    ],
)
def test_what_is_denied_of_other_matters_and_what_stands_in_a_paper_is_no_claim(sentence: str) -> None:
    assert _claims(sentence, "People") == {}


def test_what_the_company_wants_to_reach_by_a_year_is_about_what_its_section_claims() -> None:
    sentence = "We want to mend 60,000 crates a year by 2031."
    assert _claims(sentence, "Other matters") == {sentence: "future_target"}
    assert _claims(sentence, "Other matters", before="The canteen opens at noon.") == {}
    assert _claims("We want to mend 60,000 crates.", "Other matters") == {}


def _alone(sentence: str) -> list[str]:
    return [claim.type for claim in REPORT.audit_text(sentence).documents[0].claims]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We revamped our training on bribery.", "governance"),
        ("The board signs off our biodiversity programme.", "commitment"),
        ("Our Water Policy obliges foremen to mend leaks.", "commitment"),
        ("Our living wage programme gained a second town.", "social"),
        ("As part of our safety programme, we rewired the looms.", "social"),
        ("In spring, 40 plantations were mapped for human rights.", "performance_metric"),
        ("Sorted scrap at source in every shed.", "commitment"),
        ("\u201cWe refitted the looms with closed-loop cooling,\u201d says the head of our mill.", "commitment"),
        ("Freshwater withdrawal remained flat at 3.3 million m³.", "performance_metric"),
    ],
)
def test_in_a_short_text_a_deed_is_told_by_the_words_of_its_sentence(sentence: str, kind: str) -> None:
    assert _alone(sentence) == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "We received questions on energy use at the meeting.",
        "We estimated our energy use from bills.",
        "We restated our water withdrawal after an error was found.",
        "We face risks from noise.",
        "We did not sort scrap at source in 2025.",
        "We have never offset our emissions from flights.",
        "The mill takes river water from two wells.",
        "Our chapter on noise begins on the last page.",
        "A separate policy deals with human rights.",
        "The board considers the dividend to be sustainable.",
        "We hired an engineer who used to sort scrap.",
        "Our clerk Joan Green left the office in May.",
        "Our head of water treatment retired in May.",
        "These noise figures were used as a base on which we built.",
        "Our shops shut by 2031, and the energy of the team goes elsewhere.",
        "It is an activity that we took up for the noise.",
    ],
)
def test_in_a_short_text_words_about_a_matter_are_no_deed(sentence: str) -> None:
    assert _alone(sentence) == []
