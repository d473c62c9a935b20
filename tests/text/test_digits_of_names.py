"""The digits of a name are no figure."""

from __future__ import annotations

import claimcheck


def _value(text: str) -> str | None:
    (document,) = claimcheck.audit_text(text, format="markdown").documents
    claim = document.claims[0]
    return next((one.quote for one in claim.elements if one.element == "value"), None)


def test_the_digits_of_a_product_are_no_value_of_its_claim() -> None:
    once = "Orlex 40, our detergent, is readily biodegradable."
    assert _value(f"{once}\n\nShops sell Orlex 40 in boxes.") is None
    assert _value(once) == "40"
