"""What has to be a sentence of a long report for rules to be asked about it."""

from __future__ import annotations

from datetime import date

import pytest

import claimcheck

CONTEXT = claimcheck.Context(as_of=date(2026, 6, 30), audience="investor", medium="report")
REST = ["The lake is deep and cold."] * 40
AIM = "We reduced the emissions of our mills"


def _findings(*blocks: str) -> set[str]:
    text = "\n\n".join(["# Report 2025", *REST, *blocks])
    (document,) = claimcheck.audit_text(text, format="markdown", context=CONTEXT).documents
    assert document.claims
    return {one.rule for claim in document.claims for one in claim.findings}


def _table(cell: str) -> str:
    return f"| Matter | Approach |\n|---|---|\n| Climate | {cell} |"


def test_words_in_a_cell_have_findings_as_a_sentence_only() -> None:
    assert "QNT-002" in _findings(_table(f"{AIM}."))
    assert not _findings(_table(AIM))


def test_words_that_lead_on_to_others_have_none() -> None:
    assert "QNT-002" in _findings(f"{AIM}.")
    for end in (":", " \u2013", " \u2014"):
        assert not _findings(f"{AIM}{end}", "new kilns and heat pumps.")


def test_a_target_that_is_set_elsewhere_is_not_asked_for_again() -> None:
    target = "By 2031 we will cut the emissions of our mills by 40 % against 2021."
    assert "QNT-002" not in _findings(target, f"{AIM}.")
    # Of another matter it says nothing, unless it stands beside the claim.
    water = "By 2031 we will cut our water use by 40 % against 2021."
    assert "QNT-002" in _findings(water, *REST[:2], f"{AIM}.")
    assert "QNT-002" not in _findings(water, f"{AIM}.")


def test_one_gap_of_a_sentence_is_told_once_whatever_claims_it_makes() -> None:
    cups = "The project replaced plastic cups and brought in Blu dispensers with recycled paper cups."
    assert len(_findings(cups) & {"CIR-002", "GEN-007"}) == 1


def test_an_item_of_a_list_in_a_cell_has_none() -> None:
    items = "Our projects reduce the waste of our mills"
    assert _findings(_table(f"{items}."))
    assert not _findings(_table(f"{items}; the training of our staff; a new office."))


def test_a_rule_on_passages_that_speaks_once_does_so_once() -> None:
    passages = ["Our emission targets follow the SBTi criteria.", "The targets of our mills follow the SBTi criteria."]
    text = "\n\n".join(["# Report 2025", *REST, *passages])
    (document,) = claimcheck.audit_text(text, format="markdown", context=CONTEXT).documents
    told = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    assert [one.rule for one in told].count("TGT-011") == 1


def test_words_torn_from_a_sentence_have_none() -> None:
    assert "QNT-002" in _findings(f"{AIM}.")
    assert not _findings(AIM[0].lower() + AIM[1:])


def test_what_another_sentence_may_tell_is_not_called_missing() -> None:
    claim = "We reduced the water consumption of our tanneries in Aarvik."
    assert "QNT-002" in _findings(claim)
    assert "QNT-002" not in _findings(claim, "Water consumption of the tanneries in Aarvik was 41,000 m3.")
    # A figure of another matter, or one that the claim has itself, tells nothing of it.
    assert "QNT-002" in _findings(claim, *REST[:2], "The tanneries employ 412 people.")


def test_what_only_could_be_is_no_claim_of_a_long_report() -> None:
    assert _findings("Our mills cut their emissions every year.")
    assert not _findings("Heat pumps could cut the emissions of our mills.")


def test_what_a_kind_of_section_tells_is_not_called_missing() -> None:
    claim = "Our report is prepared in line with the GRI Standards."
    index = ("## GRI content index", "| Disclosure | Page |\n|---|---|\n| GRI 302-1 | 41 |")
    assert "FRM-001" in _findings(claim)
    assert "FRM-001" not in _findings(claim, *index)


def test_a_goal_that_is_said_to_be_met_is_asked_about_whatever_stands_beside_it() -> None:
    assert "MET-001" in _findings("We have met our climate targets.", "Our mills employ 412 people.")


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ("Our shirts are organic cotton. Organic cotton is soft. We weave organic cotton in Leeds.", 1),
        ("Our shirts are organic cotton.\n\nOrganic cotton towels.", 1),
        # Another material has another certificate.
        ("We weave organic cotton in Leeds. We press organic wine in Kent.", 2),
        ("Our pencils are FSC certified. All our crates are FSC certified.", 1),
        ("Our pencils are FSC certified. All our shirts are GOTS certified.", 2),
    ],
)
def test_a_page_that_repeats_a_word_lacks_one_certificate(copy: str, told: int) -> None:
    (document,) = claimcheck.audit_text(copy, context=claimcheck.Context(audience="consumer")).documents
    found = [one.rule for claim in document.claims for one in claim.findings]
    assert len([rule for rule in found if rule in ("LBL-005", "LBL-007")]) == told
