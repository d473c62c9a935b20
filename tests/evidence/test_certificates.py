"""Who gave the certificate of a standard that a claim names, told far from it."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of, medium="report"), lang="en")
CLAIM = "All four glassworks are certified to ISO 50001."
SITES = """
| Site | Staff | ISO 50001 (h) |
|---|---|---|
| Lund | 120 | yes |

{}
"""


def _verifier(told: str, heading: str = "Certificates") -> ElementOut:
    text = f"# Report\n\n## Energy\n\n{CLAIM} It rained in May.\n\n## {heading}\n\n{told}\n"
    elements = AUDITOR.audit_text(text, format="markdown").documents[0].claims[0].elements
    return next(one for one in elements if one.element == "verifier")


@pytest.mark.parametrize(
    "told",
    [
        "The ISO 50001 certificate was issued by Norvane Cert and covers the glassworks in Lund.",
        "ISO 50001:2018, issued by Norvane Cert: Lund, Malmö and Tarn.",
        "ISO 50001:2018 for the glassworks, certification body Norvane Cert, valid until May 2027.",
        SITES.format("(h) Issued by Norvane Cert and valid until May 2027."),
        SITES.format("(h) Certification body: Norvane Cert."),
        "| Standard | Where | Given by |\n|---|---|---|\n| ISO 50001 | all four glassworks | Norvane Cert GmbH |",
    ],
)
def test_who_gave_the_certificate_of_the_same_standard(told: str) -> None:
    found = _verifier(told)
    assert (found.state, (found.quote or "").removesuffix(" GmbH")) == ("linked", "Norvane Cert")


@pytest.mark.parametrize(
    "told",
    [
        # Another standard, one of whose code this is a part, nobody, and what was not issued.
        "The ISO 14001 certificate was issued by Norvane Cert and covers the glassworks in Lund.",
        "The ISO 500012 certificate was issued by Norvane Cert.",
        "ISO 50001 is required by customers and helps us to save energy.",
        "The ISO 50001 certificate was not issued by Norvane Cert.",
        # The name of a place in the row of the standard.
        "| Standard | Where | Until |\n|---|---|---|\n| ISO 50001 | Norvane Works | May 2027 |",
    ],
)
def test_nobody_gave_it(told: str) -> None:
    assert _verifier(told).state == "missing"
