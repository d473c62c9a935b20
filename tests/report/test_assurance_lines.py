"""What reports tell of the checks that a document went through."""

from __future__ import annotations

import re

import pytest

import claimcheck
from claimcheck.model.report import Report
from claimcheck.report.first_page import first_page

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
CLAIMS = """# Our year 2025

Our Scope 1 emissions fell by 12 % in 2025.

We withdrew 44 megalitres of water in 2025.

"""
CHECK = """# Assurance

Hallam & Strood LLP provided limited assurance under ISAE 3000 over Scope 1 emissions for 2025.
"""
FOREIGN = """# Relazione della società di revisione

Abbiamo svolto un esame limitato della dichiarazione non finanziaria secondo il principio ISAE 3000 e sulla base del
lavoro svolto non sono pervenuti alla nostra attenzione elementi di rilievo.
"""


def _report(text: str) -> Report:
    return AUDITOR.audit_text(text, format="markdown")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_one_line_tells_who_assured_how_many_figures(form: str) -> None:
    check = CHECK.replace("Scope 1 emissions", "water withdrawal")
    shown = " ".join(claimcheck.render(_report(CLAIMS + check), form).replace("&amp;", "&").split())
    assert "Assured: Hallam & Strood LLP, limited: 1 of 2 figures that claims tell as results." in shown


@pytest.mark.parametrize("covered", ["Scope 1 emissions", "selected sustainability information", "noise"])
def test_nothing_is_told_of_other_figures_where_a_statement_does_not_list_its_own(covered: str) -> None:
    shown = claimcheck.render(_report(CLAIMS + CHECK.replace("Scope 1 emissions", covered)), "markdown")
    assert re.search(r"Assured: Hallam & Strood LLP, limited; line \d+ says of what\.", shown.replace("&amp;", "&"))


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_statement_that_could_not_be_read_is_named_with_what_that_means(form: str) -> None:
    shown = " ".join(claimcheck.render(_report(CLAIMS + FOREIGN), form).split())
    assert "Assurance not read: a statement is in another language than the report" in shown
    assert "nothing is told here of the figures that it covers" in shown


def test_a_document_without_a_check_has_no_such_line() -> None:
    assert "Assur" not in claimcheck.render(_report(CLAIMS), "markdown").split("##")[0]


_TEN = ("bottles", "caps", "crates", "lamps", "cups", "jars", "lids", "bags", "boxes", "trays")
MANY = "# Our year 2025\n\n" + "\n\n".join(
    f"Our {thing} are {word}." for thing, word in zip(_TEN, ("eco-friendly", "recyclable") * 5, strict=True)
)


def test_no_statement_is_missed_where_the_document_speaks_of_a_check() -> None:
    silent = first_page(_report(MANY)).assured
    assert silent == ("No assurance statement was found.",)
    named = _report(f"{MANY}\n\nThe level of assurance is told in the annual report.\n")
    assert [one.assurance_named is None for one in named.documents] == [False]
    assert first_page(named).assured == ()


def test_quality_assurance_is_no_check_from_outside() -> None:
    shown = _report(f"{MANY}\n\nThe head of quality assurance tastes every batch.\n")
    assert shown.documents[0].assurance_named is None


def test_the_record_has_the_words_of_each_entry() -> None:
    (found,) = _report(CLAIMS + CHECK).documents[0].assurance
    (entry,) = found.covered
    assert (entry.metrics, entry.scopes, entry.words) == (["ghg_emissions"], ["1"], "over Scope 1 emissions for")
    assert (found.figures_covered, found.figures, found.state) == (1, 2, "read")
