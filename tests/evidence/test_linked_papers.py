"""A linked title leads to the paper: in the sentence of a claim, or beside it where the claim repeats the title."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.model.document import Document, Link
from claimcheck.pipeline.languages import Pipelines

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context(medium="report"))
HEAD = "# Report of the harbour\n\n"
POLICY = "Our suppliers of diesel follow our Harbour Fuel Code and cut emissions by 12 %."


def _locator(monkeypatch: pytest.MonkeyPatch, text: str, title: str, url: str) -> str | None:
    judged = Pipelines._judged

    def linked(self: Pipelines, document: Document, *, traced: bool = False) -> object:
        start = document.source.index(title)
        link = Link(url, start, start + len(title))
        return judged(self, replace(document, links=(link,)), traced=traced)

    monkeypatch.setattr(Pipelines, "_judged", linked)
    claims = AUDITOR.audit_text(HEAD + text, format="markdown").documents[0].claims
    return next((one.value for one in claims[0].elements if one.element == "locator"), None)


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://harbour.example/fuel-code.pdf", "Harbour Fuel Code"),
        ("https://harbour.example/rules/fuel", "Harbour Fuel Code"),
        ("https://harbour.example/", None),
    ],
)
def test_a_link_in_the_sentence_leads_to_a_paper(monkeypatch: pytest.MonkeyPatch, url: str, value: str | None) -> None:
    assert _locator(monkeypatch, POLICY, "Harbour Fuel Code", url) == value


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("We cut the fuel of our harbour boats by 12 % under the code of 2024.", "Harbour Fuel Code"),
        ("We cut the waste of our kitchens by 12 % in 2024.", None),
    ],
)
def test_one_beside_it_has_to_be_what_the_claim_speaks_of(
    monkeypatch: pytest.MonkeyPatch, claim: str, value: str | None
) -> None:
    text = f"{claim} The Harbour Fuel Code is open to all."
    assert _locator(monkeypatch, text, "Harbour Fuel Code", "https://harbour.example/fuel.pdf") == value
