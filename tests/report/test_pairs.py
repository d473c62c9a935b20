"""Pairs of passages to compare: told with what is open, and without effect on any score."""

from __future__ import annotations

import claimcheck

TABLE = """
| Indicator | Unit | 2022 | 2025 |
|---|---|---|---|
| Water withdrawal | m3 | 2,310,000 | 2,245,000 |
"""
CLAIM = "Water withdrawal in our factories dropped by 19% against 2022."


def test_a_part_that_the_row_does_not_name_makes_a_pair_and_no_contradiction() -> None:
    report = claimcheck.audit_text(f"{CLAIM}\n{TABLE}", format="markdown")
    (document,) = report.documents
    (pair,) = document.pairs
    assert (pair.quote, pair.stated, pair.open) == (CLAIM, "19%", ["part"])
    assert pair.held == "-2.8 % (2,310,000 m3 > 2,245,000 m3)"
    assert pair.against.place.block == "table"
    assert not [one for one in document.findings if one.rule == "CON-002"]
    text = claimcheck.render(report, "text")
    assert "19% (line 1) and -2.8 %" in " ".join(text.split())
    alone = claimcheck.audit_text(CLAIM, format="markdown").documents[0]
    assert alone.pairs == []
    assert document.claims[0].band == alone.claims[0].band


def test_what_is_proven_is_no_pair() -> None:
    text = f"Water withdrawal dropped by 19% against 2022.\n{TABLE}"
    (document,) = claimcheck.audit_text(text, format="markdown").documents
    assert document.pairs == []
    assert [one.rule for one in document.findings if one.rule == "CON-002"] == ["CON-002"]


def test_a_named_site_is_not_compared_with_a_row_of_the_company() -> None:
    text = f"Water withdrawal at our Lund factory dropped by 19% against 2022.\n{TABLE}"
    (document,) = claimcheck.audit_text(text, format="markdown").documents
    assert document.pairs == []
