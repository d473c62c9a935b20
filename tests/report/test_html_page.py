"""What the page says first, and how a long one is folded."""

from __future__ import annotations

import html5lib
import pytest
import sample_report as sample

from claimcheck.report.formats import render
from claimcheck.report.html.page import SHORT
from claimcheck.report.terms import band_meaning
from claimcheck.report.words import BANDS


@pytest.mark.parametrize(("claims", "long"), [(SHORT, False), (SHORT + 1, True)])
def test_a_long_report_is_folded_and_says_what_paper_holds(claims: int, long: bool) -> None:
    report = sample.report([sample.document([sample.generic_claim() for _ in range(claims)])])
    page = html5lib.parse(render(report, "html"), namespaceHTMLElements=False)
    assert (page.find("body").get("class") == "long") is long
    assert (page.find(".//details[@class='rows']") is not None) is long
    assert (page.find(".//p[@class='paper dim']") is not None) is long
    assert len(page.findall(".//article")) == claims, "nothing is left out"
    assert len(page.findall(".//table[@class='matrix']/tbody/tr")) == claims


def test_what_would_help_most_comes_before_the_claims() -> None:
    claims = [sample.target_claim(), sample.metric_claim(), *(sample.generic_claim() for _ in range(8))]
    shown = render(sample.report([sample.document(claims)]), "html")
    advice = "Point to the page where the evidence stands"
    assert shown.index("What would help most claims") < shown.index(advice) < shown.index('id="claims"')
    assert "where to look it up, missing in 8 of 10 claims" in shown
    assert (
        shown.index("Passages that disagree") < shown.index('id="claims"') < shown.index("Findings outside of claims")
    )


def test_every_verdict_is_explained() -> None:
    assert all(band_meaning(band) for band in BANDS)


def test_each_claim_has_a_link_of_its_own_also_where_two_documents_make_it() -> None:
    claims = [sample.generic_claim() for _ in range(2)]
    second = claims[1].model_copy(update={"occurrence": 2})
    report = sample.report(
        [sample.document([claims[0], second]), sample.document([claims[0].model_copy(), second.model_copy()])]
    )
    page = html5lib.parse(render(report, "html"), namespaceHTMLElements=False)
    ids = [one.get("id") for one in page.findall(".//article")]
    assert len(ids) == len(set(ids)) == 4
    links = [one.get("href") for one in page.findall(".//article//p[@class='where']/a")]
    assert [one for one in links if one and one.startswith("#")] == [f"#{name}" for name in ids]


HOSTILE = "<img src=x onerror=alert(1)> \"'>&amp;<script>alert(2)</script>"


def test_text_of_strangers_is_no_markup() -> None:
    claim = sample.generic_claim()
    claim.text = HOSTILE
    for finding in claim.findings:
        finding.message = finding.quote = finding.why = finding.remedy = finding.rewrite = HOSTILE
    document = sample.document([claim], path=f"{HOSTILE}.md", title=HOSTILE)
    shown = render(sample.report([document]), "html")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(shown)
    assert page.findall(".//img") == []
    assert len(page.findall(".//script")) == render(sample.report(), "html").count("<script") == 1
    assert HOSTILE in "".join(page.itertext())
