"""What the caller names claims nothing by itself: the company's names and the terms of its products and programmes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.annotate.actors import Named
from claimcheck.model.report import DocumentOut

PACK = claimcheck.load_rulepack()


def _read(text: str, **named: tuple[str, ...]) -> DocumentOut:
    # In a report a name is a name, whether it is known or not.
    return claimcheck.Auditor(PACK, claimcheck.Context(medium="web", **named)).audit_text(text).documents[0]  # type: ignore[arg-type]


def _reasons(document: DocumentOut) -> list[str]:
    return [one.reason for one in document.set_aside]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Eco-Friendly Days are held in the hall.", "Eco-Friendly Days"),
        ("The ECO-FRIENDLY DAYS are held in the hall.", "eco-friendly days"),
        ("The Eco\u2011Friendly\u00a0Days are held in the hall.", "Eco-Friendly Days"),
        ("The climate positive kettle costs 40 euros.", "climate positive kettle"),
    ],
)
def test_a_term_claims_nothing_and_is_set_aside_as_a_name(text: str, term: str) -> None:
    assert _read(text).claims
    named = _read(text, terms=(term,))
    assert named.claims == []
    assert _reasons(named) == ["proper_name"]


def test_only_the_whole_term_is_a_name() -> None:
    assert _read("Our eco-friendly days are many.", terms=("eco-friendly day",)).claims
    assert _read("Our non-eco-friendlyish lamps are eco-friendly.", terms=("friendly",)).claims


def test_what_is_said_of_a_term_is_a_claim() -> None:
    (claim,) = _read("The Carbon Neutral Kettle is recyclable.", terms=("Carbon Neutral Kettle",)).claims
    assert claim.type == "recyclable"


def test_the_name_of_the_company_claims_nothing() -> None:
    text = "Eco-Friendly Lamps opened a shop in Leyburn."
    assert _read(text).claims
    assert _read(text, company=("Eco-Friendly Lamps",)).claims == []


def test_a_named_company_that_speaks_is_no_third_party() -> None:
    text = "Residents met on Monday, but Green Lamps says that carbon neutral lamps sell."
    assert _reasons(_read(text)) == ["reported_other"]
    assert _read(text, company=("Green Lamps",)).claims
    assert _read("Residents met on Monday, but Orvane says that its lamps are carbon neutral.").claims
    other = "A reporter said that the lamps of Orvane are eco-friendly."
    assert _reasons(_read(other, company=("Orvane",))) == ["reported_other"]


def test_terms_are_no_lone_string() -> None:
    with pytest.raises(claimcheck.ClaimcheckError, match="terms takes several names"):
        claimcheck.Context(terms="GreenLine 300")  # type: ignore[arg-type]


def test_many_terms_are_found_in_steps_by_the_length_of_the_text(linear: Callable[..., None]) -> None:
    named = Named(claimcheck.Context(terms=tuple(f"line {number}" for number in range(500))))
    linear(lambda size: lambda: named.find("we built line 7 and no line 8x. " * size), 200)


def test_terms_come_from_the_command_line(run_claimcheck: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "copy.md").write_text("Eco-Friendly Days are held in the hall.\n", encoding="utf-8")
    plain = run_claimcheck("check", "copy.md", "--format", "concise", cwd=tmp_path)
    named = run_claimcheck(
        "check", "copy.md", "--format", "concise", "--terms", "Late Show,Eco-Friendly Days", cwd=tmp_path
    )
    assert (plain.returncode, named.returncode) == (1, 0)
    assert "copy.md:1:1" in plain.stdout
    assert "copy.md:1:1" not in named.stdout
