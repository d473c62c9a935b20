"""A report that is long enough to be read as one with sections, for tests of what is a claim in it."""

from __future__ import annotations

import claimcheck

REPORT = claimcheck.Auditor(context=claimcheck.Context(audience="investor", medium="report"))
DEPOTS = "\n\n".join(f"The accounts of depot {number} are kept in ledger {number}." for number in range(30))
BILLS = "\n\n".join(f"In {month} Norvik has paid its bills." for month in ("March", "April", "May", "June"))
"""The company acts by its name."""
CLAIM = "We cut our carbon emissions by 12 % against 2020."


def types(text: str) -> set[str]:
    """The types of the claims of a text that stands behind ``CLAIM``."""
    whole = f"# Report\n\n{DEPOTS}\n\n## Climate\n\n{CLAIM}\n\n{text}\n"
    (document,) = REPORT.audit_text(whole, format="markdown").documents
    return {claim.type for claim in document.claims if claim.text != CLAIM}
