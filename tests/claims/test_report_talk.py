"""Sentences that tell of the report, of data, of tasks and of duties are no claims; what they look like stays one."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor()

SILENT = [
    "Our climate report outlines how we protect the moors around our quarries.",
    "This document aims to present the commitment of the ferry line to biodiversity.",
    "The following table shows the support for our apprentices by region.",
    "Table 6 below illustrates the progress towards our emission targets.",
    "Our support for local communities is described in the annual report.",
    "We disclose how we protect the wetlands near our mills.",
    "The data are compiled from the meters for recycled water in all plants.",
    "The mills enter data on the recycled paper that they buy.",
    "Our harbour office is responsible for implementing measures that reduce waste.",
    "The findings will help us to strengthen our support for local communities.",
    "Our supply chain consists of two groups of farmers whom we train in human rights.",
    "These emissions were used as a baseline against which we set our reduction targets.",
    "Public funding for water works fell by 9 % in 2023.",
]
INSTRUCTION = [
    "For more on our commitment to biodiversity, clean rivers and carbon neutral kilns, see our website.",
    "Under the levy we are required to reduce our emissions every year.",
    "The charter requires us to cut our emissions by half.",
    "Describe how your mill has reduced its emissions.",
]
FIRING = [
    ("Our spending on water filters cut our emissions by 9 % in 2023.", "reduction_achieved"),
    ("Our report explains that we cut the emissions of our kilns.", "reduction_achieved"),
    ("The report shows a result: we cut the emissions of our kilns by 12 %.", "reduction_achieved"),
    ("Each supplier is audited and signs our code of conduct.", "supply_chain"),
    ("We collect rainwater and reduced our water use by 8 %.", "reduction_achieved"),
    ("We closed the kilns that are responsible for the smoke and reduced our emissions by half.", "reduction_achieved"),
    ("The bottle consists of recycled glass.", "recycled_content"),
    ("We aim to halve our emissions by 2035.", "future_target"),
]


def _types(text: str, format: str = "text") -> list[str]:
    return [one.type for one in AUDITOR.audit_text(text, format=format).documents[0].claims]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", SILENT)
def test_talk_of_report_data_and_tasks_claims_nothing(text: str) -> None:
    assert _types(text) == []
    assert AUDITOR.audit_text(text).documents[0].set_aside


@pytest.mark.parametrize("text", INSTRUCTION)
def test_pointers_prompts_and_duties_of_the_company_are_instructions(text: str) -> None:
    report = AUDITOR.audit_text(text).documents[0]
    assert [one.type for one in report.claims] == []
    assert [one.reason for one in report.set_aside] == ["instruction"]


@pytest.mark.parametrize(("text", "kind"), FIRING)
def test_what_is_said_beside_such_words_is_heard(text: str, kind: str) -> None:
    assert kind in _types(text)


def test_words_of_addresses_are_no_words_of_the_sentence() -> None:
    assert _types("Write to carbon-neutral-bottles@mill.example or see www.mill.example/eco-friendly-jars.") == []
    assert _types("Our jars are carbon neutral: https://mill.example/jars") == ["carbon_neutral"]


def test_cells_of_a_methodology_define() -> None:
    table = "| Indicator | Meaning |\n|---|---|\n| Water | The recycled water is treated and reused in the mills. |\n"
    assert _types(f"# Figures\n\n{table}", "markdown") != []
    assert _types(f"# Methodology\n\n{table}", "markdown") == []
    told = "# Methodology\n\nWe reduced our emissions by 12 %.\n"
    assert _types(told, "markdown") == ["reduction_achieved"]


def test_entries_one_behind_the_other_in_a_cell_say_nothing() -> None:
    def cell(words: str) -> str:
        return f"| Group | Hopes |\n|---|---|\n| Staff | {words} |\n"

    listed = "Measures to protect the health of employees Respect for human rights Training of young employees"
    assert _types(cell(listed), "markdown") == []
    told = "We protect the health of our employees and train them in human rights."
    assert _types(cell(told), "markdown") != []
