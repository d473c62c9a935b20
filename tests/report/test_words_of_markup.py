"""What a report quotes is the words of a document, whatever marks stand between them in the source."""

from __future__ import annotations

import pytest

from claimcheck import Auditor
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_bytes

HTML = """<h1>Report 2025</h1><table><tr><th>Measure</th><th>2025</th><th>2024</th></tr>
<tr><th>Scope 1 emissions (t CO<sub>2</sub>e)</th><td>1,200</td><td>1,500</td></tr></table>
<p>We cut our Scope 1 emissions by 30&nbsp;% from 1,500&nbsp;t CO<sub>2</sub>e in 2024 to
1,200 t CO<sub>2</sub>e in <b>2025</b>.</p>"""
MARKDOWN = """# Report 2025

| Measure | 2025 | 2024 |
|---|---|---|
| Scope 1 emissions (t CO<sub>2</sub>e) | 1,200 | 1,500 |

We cut our Scope 1 emissions by **30 %** from 1,500 t CO<sub>2</sub>e in 2024 to
1,200 t CO<sub>2</sub>e in *2025*.
"""


def quotes(document: DocumentOut) -> set[str]:
    """All quotes of evidence, leads, findings and what these are held against."""
    elements = [one for claim in document.claims for one in claim.elements]
    findings = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    shown = [one.quote for one in elements] + [one.leads_to.quote for one in elements if one.leads_to]
    shown += [one.quote for one in findings] + [one.quote for found in findings for one in found.against]
    return {one for one in shown if one}


@pytest.mark.parametrize(("name", "source"), [("page.html", HTML), ("page.md", MARKDOWN)])
def test_a_quote_has_no_markup_and_its_place_leads_to_the_source(name: str, source: str) -> None:
    document = Auditor(lang="en").document(read_bytes(source.encode(), path=name, isolated=False))
    found = quotes(document)
    assert {"Scope 1 emissions (t CO2e) | 1,200 | 1,500", "1,200 t CO2e"} <= found
    assert any("1,200 t CO2e in 2025." in one for one in found)
    assert not [one for one in found if set(one) & set("<>*&\n")]
    places = [one.place for claim in document.claims for one in claim.elements if one.quote == "1,200 t CO2e"]
    assert {source[place.start : place.end].replace("&nbsp;", " ") for place in places if place} == {
        "1,200 t CO<sub>2</sub>e"
    }


def test_signs_that_a_document_shows_stay_in_its_quotes() -> None:
    html = "<p>Our boiler emits &lt; 5 t CO<sub>2</sub>e a year &amp; is carbon neutral.</p>"
    document = Auditor(lang="en").document(read_bytes(html.encode(), path="page.html", isolated=False))
    assert any("< 5 t CO2e a year & is carbon neutral" in one.text for one in document.claims)
