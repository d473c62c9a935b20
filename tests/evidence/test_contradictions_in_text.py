"""Contradictions through the whole engine: which claims they take down, what stays silent, what is cut and said."""

from __future__ import annotations

from functools import cache

import pytest

import claimcheck
from claimcheck.evidence.contradictions import detector
from claimcheck.evidence.contradictions.statements import Statements
from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut

PACK = claimcheck.load_rulepack()
TABLE = """\

| Indicator | Unit | 2019 | 2024 |
|---|---|---|---|
| Scope 1 emissions | tCO2e | 20,000 | 15,000 |
"""
HEADLINE = "Our Scope 1 emissions fell by 40 % between 2019 and 2024"


@cache
def auditor() -> claimcheck.Auditor:
    return claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")


def audited(text: str) -> DocumentOut:
    return auditor().audit_text(text, format="markdown").documents[0]


def found(document: DocumentOut, rule: str) -> list[FindingOut]:
    return [one for one in document.findings if one.rule == rule]


def denied(claim: ClaimOut) -> dict[str, str | None]:
    return {one.element: one.quote for one in claim.elements if one.state == "contradicted"}


def test_a_claim_that_the_table_denies() -> None:
    document = audited(f"{HEADLINE}, verified by Bureau Nord under ISO 14064-3 (page 3).\n{TABLE}")
    (claim,) = document.claims
    assert (claim.band, claim.score <= 10) == ("contradicted", True)
    assert denied(claim) == {"value": "Scope 1 emissions | tCO2e | 20,000 | 15,000"}
    (value,) = [one for one in claim.elements if one.element == "value"]
    assert (value.credit, value.place and value.place.block) == (0.0, "table")
    assert claim.next_steps == []
    (finding,) = found(document, "CON-002")
    assert finding.sum == "(15,000 tCO2e - 20,000 tCO2e) / 20,000 tCO2e = -25.0 %, not 40 %"
    assert finding.quote.startswith(HEADLINE)
    assert [one.quote for one in finding.against] == ["Scope 1 emissions | tCO2e | 20,000 | 15,000"]


def test_elements_stay_in_their_order() -> None:
    claim = audited(f"{HEADLINE}.\n{TABLE}").claims[0]
    order = [PACK.elements[one.element].shape.number for one in claim.elements]
    assert order == sorted(order)


def test_both_claims_fall_where_two_disagree() -> None:
    document = audited("The bank will be net zero by 2035.\n\nLater\n\nWe aim for net zero by 2045.\n")
    assert [claim.band for claim in document.claims] == ["contradicted", "contradicted"]
    first, second = document.claims
    assert denied(first) == {"target_year": "We aim for net zero by 2045."}
    assert denied(second) == {"target_year": "The bank will be net zero by 2035."}
    assert len(found(document, "CON-015")) == 1


def test_the_base_year_of_the_sentence_beside_is_quoted_with_its_claim() -> None:
    text = (
        "We are committed to cutting scope 1 emissions by 80 % by 2032. "
        "The emissions of 2017 are the starting point.\n\n"
        "For the scope 1 target we measure against 2015.\n"
    )
    document = audited(text)
    (finding,) = found(document, "CON-014")
    assert finding.quote.endswith("The emissions of 2017 are the starting point.")
    assert document.claims[0].band == "contradicted"


TEXTS = [
    f"{HEADLINE}.\n",
    f"{HEADLINE}, verified by Bureau Nord under ISO 14064-3 with reasonable assurance (page 14).\n",
    "In 2024 our Scope 1 emissions were 15,900 tCO2e, calculated under the GHG Protocol.\n",
    "All our plants recycle their waste.\n",
    "We will cut our scope 1 and 2 emissions by 53 % by 2030 against 2019.\n",
]
CONTRADICTIONS = [
    TABLE,
    "\nThe data on waste do not include the two plants in Poland.\n",
    "\nBy 2030 we will lower our scope 1 and 2 emissions by 42 % against 2019.\n",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("added", CONTRADICTIONS)
def test_adding_a_contradiction_never_raises_a_score(text: str, added: str) -> None:
    before = audited(text).claims[0]
    document = audited(text + added)
    after = document.claims[0]
    if after.band == "contradicted":
        assert after.score <= min(before.score, 10)
    else:
        assert not [one for one in document.findings if one.against]


def test_every_pair_of_the_above_contradicts_somewhere() -> None:
    counts = [sum(audited(text + added).claims[0].band == "contradicted" for text in TEXTS) for added in CONTRADICTIONS]
    assert counts == [3, 1, 1]


def test_a_score_does_not_hang_on_who_wants_to_hear_of_it() -> None:
    deaf = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en", ignore=("CON",))
    document = deaf.audit_text(f"{HEADLINE}.\n{TABLE}", format="markdown").documents[0]
    assert document.findings == []
    assert document.claims[0].band == "contradicted"


def test_a_writer_can_allow_it_in_the_text() -> None:
    text = f'{HEADLINE}. <!-- claimcheck: allow CON-002 reason="the table follows the old method" -->\n{TABLE}'
    (finding,) = found(audited(text), "CON-002")
    assert finding.state == "suppressed"


def test_more_than_fifty_of_one_rule_are_cut_and_that_is_said() -> None:
    numbers = range(100, 160)
    lines = [f"Lindal Soft{one}a is certified as compostable under certificate AB-{one}." for one in numbers]
    lines += [f"Certificate AB-{one} covers Lindal Soft{one}b." for one in numbers]
    document = audited("\n\n".join(lines))
    assert len(found(document, "CON-010")) == detector.MOST_OF_A_RULE
    (note,) = [one for one in document.problems if one.code == "contradictions-cut"]
    assert note.effect == "note"
    assert "CON-010 found more than 50 contradictions" in note.message


# -- what may be told in two ways


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE} per tonne of steel.\n{TABLE}",
        f"{HEADLINE}, restated after a sale.\n{TABLE}",
        f"Tarn Steel runs two mills. Its Scope 1 emissions fell by 40 % between 2019 and 2024.\n{TABLE}",
        f"Power and Renewables. {HEADLINE}.\n{TABLE}",
        f"Our target is that Scope 1 emissions are 12,000 tCO2e in 2024.\n{TABLE}",
        f"Scope 1 emissions were at least 12,000 tCO2e in 2024.\n{TABLE}",
    ],
)
def test_words_that_make_it_another_figure(text: str) -> None:
    assert [one.rule for one in audited(text).findings if one.against] == []


@pytest.mark.parametrize("label", ["2019, as reported", "2019 estimated"])
def test_columns_of_figures_that_do_not_stand_any_more(label: str) -> None:
    table = TABLE.replace("| 2019 |", f"| {label} |")
    assert [one.rule for one in audited(f"{HEADLINE}.\n{table}").findings if one.against] == []


# -- totals


def totals(*rows: str, head: str = "| Plant | Unit | 2022 | 2023 | 2024 |") -> list[str]:
    rule = "|---" * (head.count("|") - 1) + "|"
    return [str(one.sum) for one in found(audited("\n".join([head, rule, *rows]) + "\n"), "CON-012")]


PARTS = ("| Lund | t | 412 | 405 | 398 |", "| Ystad | t | 1,205 | 1,180 | 1,150 |", "| Kiruna | t | 640 | 633 | 622 |")


def test_a_total_that_fits_in_other_years() -> None:
    (told,) = totals(*PARTS, "| Total | t | 2,257 | 2,218 | 2,340 |")
    assert told.startswith("622 + 1,150 + 398 = 2,170 t, not 2,340 t")
    assert totals(*PARTS, "| Total | t | 2,257 | 2,218 | 2,170 |") == []


def test_a_total_that_fits_nowhere_holds_more_than_the_rows_above_it() -> None:
    around = ("| Sites | t | 9 | 9 | 9 |", "| Spare | t | 1 | 1 | 1 |")
    assert totals(around[0], *PARTS, "| Total | t | 3,900 | 3,800 | 3,700 |", around[1]) == []


def test_totals_stand_above_their_parts_too_and_are_added_up_themselves() -> None:
    above = ("| Total waste | t | 2,257 | 2,218 | 2,400 |", *PARTS)
    assert len(totals(*above)) == 1
    twice = (*PARTS, "| Subtotal | t | 2,257 | 2,218 | 2,170 |", "| Oslo | t | 310 | 300 | 290 |")
    assert totals(*twice, "| Grand total | t | 2,567 | 2,518 | 2,460 |") == []
    assert len(totals(*twice, "| Grand total | t | 2,567 | 2,518 | 2,560 |")) == 1


def test_a_part_that_is_not_told_may_be_the_rest() -> None:
    gap = (*PARTS[:2], "| Kiruna | t | 640 | 633 | n/a |")
    assert totals(*gap, "| Total | t | 2,257 | 2,218 | 2,170 |") == []


def test_shares_and_changes_are_not_added_up() -> None:
    rows = ("| Women | % | 30 | 31 | 33 |", "| Men | % | 40 | 41 | 42 |", "| Total | % | 70 | 72 | 80 |")
    assert totals(*rows) == []


# -- cost


def test_statements_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    plain = Statements._keys

    def counting(self: Statements, number: int, same: frozenset[str], *, around: bool = False) -> object:
        nonlocal steps
        steps += 1
        return plain(self, number, same, around=around)

    monkeypatch.setattr(Statements, "_keys", counting)
    pair = "All our plants recycle their waste.\n\nThe data on waste do not include the two plants in Poland."
    counts = []
    for size in (20, 40):
        steps = 0
        audited("\n\n".join([pair] * size))
        counts.append(steps)
    assert counts[0] > 0
    assert counts[1] <= 2 * counts[0] + 4


STATEMENT = """

## Assurance

Calder & Voss, auditors, have examined this report with the following result. The engagement was conducted with {}
assurance under ISAE 3000 (Revised). It covered Scope 1 and Scope 2 emissions and water withdrawal for 2024. The
remaining content was read but not examined.
"""


@pytest.mark.parametrize(
    ("claim", "level", "accused"),
    [
        ("The greenhouse gas figures in this report have been audited with reasonable assurance.", "limited", True),
        ("Our Scope 1 and 2 emissions have been verified with reasonable assurance.", "limited", True),
        ("The greenhouse gas figures in this report have been audited with reasonable assurance.", "reasonable", False),
        ("The greenhouse gas figures in this report have been audited with limited assurance.", "limited", False),
        # Of the same check nothing else is known.
        ("Our figures on pay have been audited with reasonable assurance.", "limited", False),
    ],
)
def test_reasonable_assurance_where_no_statement_gives_more_than_limited(claim: str, level: str, accused: bool) -> None:
    report = f"# Report 2024\n\n## Climate\n\n{claim} It rained.{STATEMENT.format(level)}"
    document = claimcheck.Auditor().audit_text(report, format="markdown").documents[0]
    assert ("CON-023" in {one.rule for one in document.findings}) is accused


@pytest.mark.parametrize(
    ("row", "sentence", "told"),
    [
        (
            "Share of women in management | 31 %",
            "The share of women in management was 29.1 % in 2025.",
            "29.1 % and 31 % are 1.9 percentage points apart; rounding explains 0.6 percentage points",
        ),
        (
            "Waste sent to landfill (t) | 1,310",
            "We sent 1,250 t of waste to landfill in 2025.",
            "1,250 t and 1,310 t are 60 t apart; rounding explains 1.0 t",
        ),
    ],
)
def test_shares_are_percentage_points_apart_and_amounts_their_unit(row: str, sentence: str, told: str) -> None:
    document = audited(f"# Report\n\n| Measure | 2025 |\n|---|---|\n| {row} |\n\n{sentence}\n")
    assert [one.sum for one in document.findings if one.against] == [told]
