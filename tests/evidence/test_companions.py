"""Where one sentence makes two claims, the figures and dates of one are no evidence of the other."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut

AUDITOR = claimcheck.Auditor()
MISSING = None
CUT_AND_RAISED = "We cut waste by 12 % and increased the share of recycled steel to 40 %."
WATER = "We cut our water use by 8 % in 2024."
WASTE = "Waste has gone down by 9 % since 2021."
WOOL = "By 2027 all our wool will be organic."
AIM_AND_CUT = "We aim to be net zero by 2041 and have cut our emissions by 42 % since 2019."


def _claims(text: str) -> dict[str, ClaimOut]:
    return {claim.type: claim for claim in AUDITOR.audit_text(text).documents[0].claims}


def _quoted(claim: ClaimOut, element: str) -> str | None:
    return next((one.quote for one in claim.elements if one.element == element), None)


@pytest.mark.parametrize(
    ("text", "type_", "element", "quote"),
    [
        # Figures belong to their own clause.
        (CUT_AND_RAISED, "reduction_achieved", "value", "12 %"),
        (CUT_AND_RAISED, "recycled_content", "value", "40 %"),
        ("We recycled 80 % of our waste and planted 2,000 oaks.", "donation", "value", "2,000"),
        ("Our jar is 100 % recyclable and made using renewable energy.", "renewable_energy", "value", MISSING),
        ("Our mugs are plastic-free and our deliveries are carbon neutral.", "carbon_neutral", "metric", MISSING),
        # So do the dates and the boundary of what was done, where the other claim is a plan.
        (AIM_AND_CUT, "future_target", "value", MISSING),
        (AIM_AND_CUT, "future_target", "base_year", MISSING),
        (AIM_AND_CUT, "reduction_achieved", "target_year", MISSING),
        ("We cut our Scope 1 emissions by 20 % and will reach net zero by 2041.", "future_target", "boundary", MISSING),
        # What holds for both of one time, or may be told once, is shared.
        (f"In 2024: {CUT_AND_RAISED}", "recycled_content", "period", "2024"),
        (f"{CUT_AND_RAISED[:-1]}, verified by Bureau Nord.", "reduction_achieved", "verifier", "Bureau Nord"),
        # A clause that says more of "the target" goes on with the claim before it.
        ("We will cut our emissions by 55 % by 2031; the SBTi validated the target.", "future_target", "value", "55 %"),
        # A bare figure may specify the claim beside it.
        ("Our dryer is energy-efficient and uses 1.4 kWh per cycle.", "energy_efficiency", "value", "1.4 kWh"),
    ],
)  # fmt: skip
def test_evidence_of_the_other_claim(text: str, type_: str, element: str, quote: str | None) -> None:
    assert _quoted(_claims(text)[type_], element) == quote


@pytest.mark.parametrize(
    "text",
    [
        "We plan to cut our emissions by 20 % by 2031 and to reach net zero by 2044.",
        "We plan to cut our emissions by 20 % by 2031, and reach net zero by 2044.",
        "The mill is committed to cutting its emissions by 20 % by 2031 and to becoming carbon neutral by 2044.",
    ],
)
def test_two_targets_of_one_sentence_have_their_own_year_and_figure(text: str) -> None:
    near, far = AUDITOR.audit_text(text).documents[0].claims
    assert (near.target_kind, far.target_kind) == ("reduction", "net_zero")
    assert (near.tense, far.tense) == ("planned", "planned")
    assert [_quoted(one, "target_year") for one in (near, far)] == ["2031", "2044"]
    assert [_quoted(one, "value") for one in (near, far)] == ["20 %", MISSING]
    assert [_quoted(one, "subject") for one in (near, far)] == [_quoted(near, "subject")] * 2


def test_two_aims_without_figures_of_their_own_stay_one() -> None:
    claims = AUDITOR.audit_text("We aim to protect and to restore the rivers of our valley.").documents[0].claims
    assert len({one.text for one in claims}) == 1


def test_two_claims_in_one_clause_share_their_evidence() -> None:
    claims = _claims("Our eco-friendly box is made of 85 % recycled card.")
    assert {_quoted(claim, "value") for claim in claims.values()} == {"85 %"}
    assert set(claims) == {"generic_benefit", "recycled_content"}


def test_the_score_of_one_claim_does_not_rise_by_the_figure_of_another() -> None:
    alone = _claims("We aim to be net zero by 2041.")["future_target"]
    beside = _claims("We aim to be net zero by 2041 and have saved 4,100 litres of water in 2024.")["future_target"]
    assert beside.score == alone.score


COPY = claimcheck.Auditor(context=claimcheck.Context(medium="web", audience="consumer"))


@pytest.mark.parametrize(
    ("text", "value", "metric"),
    [
        ("The pay gap narrowed to 3 %. We pay a living wage to all cleaners.", None, "living wage"),
        ("Eight in ten colleagues of ours feel included. The gender pay gap narrowed to 3 %.", "Eight in ten", None),
    ],
)
def test_claims_on_people_side_by_side_measure_different_things(
    text: str, value: str | None, metric: str | None
) -> None:
    claims = COPY.audit_text(text).documents[0].claims
    claim = next(one for one in claims if one.type == "social" and "narrowed" not in one.text)
    assert (_quoted(claim, "value"), _quoted(claim, "metric")) == (value, metric)


@pytest.mark.parametrize(
    ("cut", "beside", "name"),
    [
        # A sentence with a claim and a figure of its own, or on another year, tells of another check.
        (WOOL, "Recycled nylon made up 46 % of all nylon in 2024, certified by Control Union.", MISSING),
        (WASTE, "Crates saved 53 tonnes of card in 2024 according to a study by the Fraunhofer IML.", MISSING),
        (WATER, "The audit by Bureau Veritas of May 2022 confirmed our 2021 figures.", MISSING),
        # One that points back, is on the same metric, or has no claim does not.
        (WATER, "The figures were verified by Bureau Veritas for 2021.", "Bureau Veritas"),
        (WATER, "This was verified by Bureau Veritas, as was a cut of 3 % in power.", "Bureau Veritas"),
        (WATER, "Our water use of 920 m3 was confirmed by Bureau Veritas.", "Bureau Veritas"),
        (WATER, "KPMG provided limited assurance for 2024.", "KPMG"),
        (WATER, "KPMG provided limited assurance in March 2025.", "KPMG"),
        (WATER, "KPMG audited 12 of our 14 sites in March 2025.", "KPMG"),
        (WATER, "The audit by Bureau Veritas of May 2025 confirmed our 2024 figures.", "Bureau Veritas"),
    ],
)
def test_who_checked_another_figure_has_not_checked_that_of_the_sentence_before(
    cut: str, beside: str, name: str | None
) -> None:
    document = AUDITOR.audit_text(f"# Report 2024\n\n{cut} {beside}\n", format="markdown").documents[0]
    held = next(one for one in document.claims if one.text == cut)
    assert _quoted(held, "verifier") == name
    # A check of the figures of another year is still found.
    old = any(finding.rule == "CON-008" for finding in held.findings)
    assert old is (name is not None and "2021" in beside)
