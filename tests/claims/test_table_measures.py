"""Claims by the rows of the document's own tables: no lexicon knows these words, a table measures what they name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Linear

import claimcheck
from claimcheck.model.claim_out import ClaimOut

HEAD = "| Indicator | Unit | 2021 | 2023 | 2024 |\n|---|---|---:|---:|---:|\n"
ROWS = (
    "| Scope 1 emissions | tCO2e | 9,100 | 8,200 | 7,900 |\n"
    "| Pooled crates | % of crates | 18 | 33 | 41 |\n"
    "| Terpene vapour | t | 620 | 540 | 496 |\n"
    "| Kilns with glass lining | % | 40 | 71 | 88 |\n"
    "| Sprains, pickers | per million hours | 3.44 | 3.10 | 2.85 |\n"
    "| Growers with a soil plan | % | 31 | 52 | 63 |\n"
    "| Sealed half-tubs | % | 9 | 22 | 37 |\n"
    "| Weight of a bottle | g | 310 | 288 | 262 |\n"
)
TABLE = f"\n\n{HEAD}{ROWS}"
GOALS = (
    "\n\n| Goal | Base year | Due | Aim | Stands at |\n|---|---|---|---|---|\n"
    "| Scope 1 emissions | 2021 | 2030 | -40 % | -13 % |\n"
    "| Pooled crates | 2021 | 2030 | 75 % | 41 % |\n"
)
AUDITOR = claimcheck.Auditor(context=claimcheck.Context(audience="investor", as_of=date(2025, 6, 1)))


def claims(text: str) -> list[ClaimOut]:
    return list(AUDITOR.audit_text(text, format="markdown").documents[0].claims)


def kinds(sentence: str, rows: str = TABLE) -> list[str]:
    return [one.type for one in claims(f"# Tarnow Pickles 2024\n\n{sentence}{rows}")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("41 % of our crates are pooled.", "performance_metric"),
        ("By weight, 41 % of the crates in Norr are pooled, and 12 % of the lids.", "performance_metric"),
        ("Terpene vapour came to 496 t in 2024.", "performance_metric"),
        ("The works gave off 496 t of vapour.", "performance_metric"),
        ("Terpene vapour fell by 20 % between 2021 and 2024.", "reduction_achieved"),
        ("Vapour from the Norr works fell by 8.1 % in the last year.", "reduction_achieved"),
        ("Every kiln of ours has glass lining.", "performance_metric"),
        ("Sprains of pickers came to 2.85.", "performance_metric"),
        ("Of the 190 growers we buy from, 120 follow a soil plan.", "performance_metric"),
        # A hyphen and the sign of a unit end no noun phrase.
        ("37 % of our half-tubs at sea were sealed at the end of 2024, and 12 % of the barrels.", "performance_metric"),
        ("Bottles weigh 262 g each.", "performance_metric"),
        ("By 2030, 75 % of the crates will be pooled.", "future_target"),
        ("All crates will be pooled by 2031.", "future_target"),
    ],
)
def test_what_a_row_measures_is_claimed(sentence: str, kind: str) -> None:
    assert kinds(sentence) == [kind]
    assert kinds(sentence, rows="") == []


def test_a_wrong_figure_is_claimed_as_well() -> None:
    assert kinds("14 % of our crates are pooled.") == ["performance_metric"]


def test_what_a_goal_names_is_claimed() -> None:
    said, *rows = claims(f"By 2030, 75 % of the crates will be pooled.{GOALS}")
    assert said.place.block == "paragraph"
    assert {one.place.block for one in rows} == {"table"}
    assert {(one.type, one.target_year) for one in (said, *rows)} == {("future_target", 2030)}


def test_the_row_names_the_metric() -> None:
    [one] = claims(f"41 % of our crates are pooled.{TABLE}")
    metric = next(element for element in one.elements if element.element == "metric")
    assert (metric.state, metric.value) == ("present", "crates are pooled")


@pytest.mark.parametrize(
    "sentence",
    [
        "What share of our crates is pooled, 41 %?",
        "“Pooled crates” means crates of which 41 % are shared.",
        "According to the trade body, 41 % of crates are pooled.",
        "In the market, 41 % of crates are pooled.",
        "You can have 41 % of your crates pooled.",
        "If prices fall, 60 % of the crates would be pooled.",
        "We counted pooled crates in 3 works.",
        "Crates are described in section 41.",
        "Terpene vapour is told in tonnes, where 1 t equals 1,000 kg.",
        "The crates are blue.",
        "Our buyers looked at the pooled crates and at nothing else.",
        "Pooled crates, 41 %",
    ],
)
def test_what_claims_nothing_is_left_alone(sentence: str) -> None:
    assert kinds(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Licence fees rose by 8.1 % to 496 million euros.", "| Licence fees | EUR million | 430 | 459 | 496 |\n"),
        ("Shelf space per outlet was 262 cm.", "| Shelf space per outlet | cm | 310 | 288 | 262 |\n"),
        ("41 % of the outlets have parking.", "| Outlets with parking | % | 18 | 33 | 41 |\n"),
    ],
)
def test_tables_of_accounts_and_trade_measure_nothing(sentence: str, rows: str) -> None:
    assert kinds(sentence, f"\n\n{HEAD}{rows}") == []


def test_tables_of_an_index_measure_nothing() -> None:
    assert kinds("41 % of our crates are pooled.", f"\n\n## GRI content index{TABLE}") == []


def test_money_beside_other_rows_is_no_measure() -> None:
    rows = f"{TABLE}| Licence fees | EUR million | 430 | 459 | 496 |\n"
    assert kinds("Licence fees came to 496 million euros.", rows) == []


def test_what_others_are_counted_per_is_the_trade_itself() -> None:
    rows = f"{TABLE}| Crocks shipped | number | 6,100 | 6,240 | 6,730 |\n"
    said = "In 2024 we shipped 6,730 crocks."
    assert kinds(said, rows) == ["performance_metric"]
    assert kinds(said, f"{rows}| Vapour per crock | g | 101 | 86 | 74 |\n") == []


def test_a_text_full_of_rows_is_linear(linear: Linear) -> None:
    def prepare(size: int):  # type: ignore[no-untyped-def]
        rows = "".join(f"| Pooled v{at}v | % | {at % 90} | {at % 80} | {at % 70} |\n" for at in range(size))
        told = " ".join(f"We share {at % 70} % of the v{at}v." for at in range(size))
        text = f"{told}{TABLE}{rows}"
        return lambda: claims(text)

    linear(prepare, 12)
