"""What German reports say once of all their figures, and who has checked them."""

from __future__ import annotations

import pytest

from claimcheck import Auditor, Context
from claimcheck.model.claim_out import ElementOut

AUDITOR = Auditor(context=Context(audience="investor"))
CLAIM = "Wir haben unsere Treibhausgasemissionen 2024 um 23 % gesenkt."
ABOUT = "# Über diesen Bericht\n\n{told}\n\n# Klima\n\n{claim}\n"


def element(told: str, name: str, claim: str = CLAIM) -> ElementOut:
    """An element of the claim of a report that says something of itself."""
    text = ABOUT.format(told=told, claim=claim)
    [found] = AUDITOR.audit_text(text, format="markdown").documents[0].claims
    return next(one for one in found.elements if one.element == name)


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        ("Die Kennzahlen umfassen alle Werke unter operativer Kontrolle.", "boundary", "alle Werke"),
        ("Die Treibhausgasemissionen wurden nach dem GHG Protocol berechnet.", "method", "GHG Protocol"),
        ("Für die Treibhausgasemissionen ist 2019 das Basisjahr.", "base_year", "2019"),
        (
            "Dieser Nachhaltigkeitsbericht wurde von der KPMG AG nach ISAE 3000 mit begrenzter Sicherheit geprüft.",
            "verifier",
            "KPMG AG",
        ),
        (
            "Dieser Nachhaltigkeitsbericht wurde von der KPMG AG nach ISAE 3000 mit begrenzter Sicherheit geprüft.",
            "assurance_level",
            "begrenzter Sicherheit",
        ),
    ],
)
def test_what_a_report_says_once_counts_for_its_claims(told: str, name: str, value: str) -> None:
    found = element(told, name)
    assert (found.state, found.value) == ("linked", value)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Das Werk in Celle liegt an der Aller.", "boundary"),
        ("Der Wasserverbrauch wurde nach ISO 14046 berechnet.", "method"),
        ("Für den Wasserverbrauch ist 2019 das Basisjahr.", "base_year"),
        ("Der Konzernabschluss wurde von der KPMG AG mit hinreichender Sicherheit geprüft.", "verifier"),
        ("Der Nachhaltigkeitsbericht wurde von der internen Revision geprüft.", "assurance_level"),
    ],
)
def test_what_it_says_of_something_else_does_not(told: str, name: str) -> None:
    assert element(told, name).state == "missing"
