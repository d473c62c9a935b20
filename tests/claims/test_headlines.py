"""What stands large: on a shop's page it is a promise, in a report the same words head a chapter."""

from __future__ import annotations

import pytest

import claimcheck

SHOP = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", medium="web"))
REPORT = claimcheck.Auditor(context=claimcheck.Context(audience="investor", medium="report"))

PROMISES = [
    ("Net zero by 2040", "future_target"),
    ("Powered by renewable energy", "renewable_energy"),
    ("Kind to skin and planet", "generic_benefit"),
    ("Sustainable since 1998", "generic_benefit"),
    ("Ethically made in Porto", "supply_chain"),
    ("Eco mode saves 40% energy", "energy_efficiency"),
]
TITLES = [
    "Responsible sourcing", "Ethical trade", "Energy saving tips", "Renewable energy", "Net zero", "Green tips",
    "Sustainable living", "Recycling", "Our sustainability strategy",
]  # fmt: skip


def _types(auditor: claimcheck.Auditor, heading: str) -> list[str]:
    text = f"## {heading}\n\nSizes and prices are below.\n"
    return [claim.type for claim in auditor.audit_text(text, format="markdown").documents[0].claims]


@pytest.mark.parametrize(("heading", "kind"), PROMISES)
def test_a_promise_in_a_headline_of_a_shop_is_a_claim(heading: str, kind: str) -> None:
    assert _types(SHOP, heading) == [kind]
    assert kind not in _types(REPORT, heading)


@pytest.mark.parametrize("heading", TITLES)
def test_a_title_names_its_field_and_promises_nothing(heading: str) -> None:
    assert _types(SHOP, heading) == []


@pytest.mark.parametrize("cell", ["Eco-friendly", "Carbon neutral delivery"])
def test_a_cell_of_a_shop_promises_as_well(cell: str) -> None:
    table = f"| Feature | Told |\n|---|---|\n| Delivery | {cell} |\n"
    assert len(SHOP.audit_text(table, format="markdown").documents[0].claims) == 1
    assert REPORT.audit_text(table, format="markdown").documents[0].claims == []
