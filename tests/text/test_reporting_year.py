"""The year that a text reports on."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

import claimcheck
from claimcheck.read.dispatch import read_text
from claimcheck.text.years import year_told_of

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context(as_of=date(2026, 6, 30)))
LINE = "We prepared the climate chapter in line with TCFD."


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        (LINE, True),
        (f"# Report 2025\n\n{LINE}", True),
        (f"# Report 2022\n\n{LINE}", False),
        # No title tells the year: the text names one often, or does not.
        ("# Report\n\n" + "In 2021 the mills ran. In 2025 they rest.\n\n" * 3 + f"{LINE}", True),
        ("# Report\n\n" + "In 2021 the mills ran.\n\n" * 6 + f"{LINE} The next one is due in 2025.", False),
    ],
)
def test_a_report_is_held_to_the_standards_of_its_year(text: str, *, fires: bool) -> None:
    (document,) = AUDITOR.audit_text(text, format="markdown").documents
    found = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    assert any(one.rule == "FRM-006" for one in found) is fires


def test_a_long_report_of_no_known_year_is_not_held_to_dates_of_today() -> None:
    aim = "We will bring our use of renewable electricity to 80 % by FY23."
    text = "\n\n".join(["# Page", *["The lake is deep."] * 40, aim, LINE])
    dated = {"FRM-006", "TGT-015"}
    assert not dated & _rules(text, "report")
    assert dated <= _rules(text, "web")


def _rules(text: str, medium: Literal["report", "web"]) -> set[str]:
    context = claimcheck.Context(as_of=date(2026, 6, 30), medium=medium)
    (document,) = claimcheck.audit_text(text, format="markdown", context=context).documents
    return {one.rule for one in (*document.findings, *(one for claim in document.claims for one in claim.findings))}


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Statement under Decree 254/2016", 2024),
        ("Statement under Directive 2014/95/EU", 2024),
        ("Statement under Law 11/2018", 2024),
        ("Statement at 31/12/2021", 2021),
        ("Statement 2020/2021", 2021),
        ("Statement 2020/21", 2021),
    ],
)
def test_the_number_of_a_law_is_no_year(title: str, year: int) -> None:
    text = f"# {title}\n\n" + "In 2024 the mills ran.\n\n" * 40
    document = read_text(text, format="markdown")
    assert year_told_of(document, claimcheck.Context(as_of=date(2026, 6, 30))) == year
