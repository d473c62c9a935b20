"""Sentences against rows and other sentences: what refutes, what agrees, and what nobody can tell for certain."""

from __future__ import annotations

import sys

import pytest

import claimcheck
from claimcheck.evidence.figures import series

PACK = claimcheck.load_rulepack()
YEARS = (2019, 2022, 2024)


def table(*rows: str, years: tuple[object, ...] = YEARS, caption: str = "") -> str:
    """A table in Markdown; a row is a label, a unit and its figures."""
    head = " | ".join(map(str, ("Indicator", "Unit", *years)))
    rule = "|".join("---" for _ in (*years, 0, 0))
    return "\n".join(
        ["", f"{caption}\n" if caption else "", f"| {head} |", f"|{rule}|", *(f"| {one} |" for one in rows), ""]
    )


def rules(text: str) -> set[str]:
    """The rules on contradictions that a text fires."""
    context = claimcheck.Context(as_of=PACK.law_as_of)
    document = claimcheck.Auditor(PACK, context, lang="en").audit_text(text, format="markdown").documents[0]
    fired = {one.rule for one in document.findings}
    return {one for one in fired if one.startswith("CON-")} - {f"CON-{number:03d}" for number in range(4, 10)}


WATER = table("Water withdrawal | m3 | 480,000 | 431,000 | 402,000")


# -- levels


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("Water withdrawal fell to 389,000 m3 in 2024.", True),
        ("Water withdrawal fell to 402,000 m3 in 2024.", False),
        ("Water withdrawal fell to about 400,000 m3 in 2024.", False),
        ("Water withdrawal was 389,000 m3 in 2023.", False),
        ("Water withdrawal of our mill in Lund was 389,000 m3 in 2024.", False),
        ("In Lund, water withdrawal was 389,000 m3 in 2024.", False),
        ("Our suppliers reported a water withdrawal of 389,000 m3 in 2024.", False),
        ("Water withdrawal per tonne of yarn was 38.9 m3 in 2024.", False),
        ("Water withdrawal was 3,890,000 m3 in 2024.", False),
        ("By 2024 water withdrawal will be 389,000 m3.", False),
    ],
)
def test_a_level_against_the_row_of_its_year(sentence: str, fired: bool) -> None:
    assert ("CON-011" in rules(sentence + "\n" + WATER)) is fired


def test_a_level_without_a_year_may_be_that_of_any() -> None:
    assert "CON-011" in rules("Water withdrawal has come down to 389,000 m3." + WATER)
    assert "CON-011" not in rules("Water withdrawal has come down to 431,000 m3." + WATER)


def test_the_exact_row_is_not_blinded_by_a_longer_one() -> None:
    rows = table(
        "Water withdrawal | m3 | 480,000 | 431,000 | 402,000",
        "Water withdrawal, wells | m3 | 210,000 | 190,000 | 181,000",
    )
    assert "CON-011" in rules("Water withdrawal fell to 389,000 m3 in 2024." + rows)
    assert "CON-011" not in rules("Water withdrawal fell to 181,000 m3 in 2024." + rows), "it may be the wells"


def test_a_part_that_came_down_as_much_in_an_earlier_year_excuses_nothing() -> None:
    rows = table("Water withdrawal | m3 | 480,000 | 431,000 | 402,000", "of which from wells | m3 | 210,000 | {} | {}")
    text = "Water withdrawal has been cut by 24 % since 2019."
    assert "CON-002" in rules(text + rows.format("160,000", "140,000"))
    assert "CON-002" not in rules(text + rows.format("190,000", "160,000")), "it may be the wells"


def test_scopes_together_are_not_held_against_the_row_of_one() -> None:
    rows = table("Scope 1 emissions | tCO2e | 900 | 800 | 700", "Scope 1 and 2, total | tCO2e | 1,500 | 1,300 | 1,100")
    assert not rules("The emissions of Scopes 1 and 2 amounted to 1,100 tCO2e in 2024." + rows)
    assert "CON-011" in rules("The emissions of Scopes 1 and 2 amounted to 1,400 tCO2e in 2024." + rows)


def test_what_stands_behind_a_scope_tells_whose_emissions_they_are() -> None:
    rows = table("Scope 3, steel | tCO2e | 900 | 850 | 800", "Scope 3, concrete | tCO2e | 500 | 480 | 450")
    assert "CON-002" in rules("Emissions from the steel we buy have come down by 25 % since 2019." + rows)
    assert not rules("Emissions from the steel we buy have come down by 11 % since 2019." + rows)
    assert not rules("Emissions from our own vans have come down by 25 % since 2019." + rows)


def test_words_in_no_list_of_ours_tell_rows_apart() -> None:
    rows = table("Kiln uptime of the Harrow line | % | 91 | 93 | 88", "Kiln uptime of the Dale line | % | 77 | 79 | 81")
    assert "CON-011" in rules("Our kiln uptime of the Harrow line was 95% in 2024." + rows)
    assert rules("Our kiln uptime of the Harrow line was 88% in 2024." + rows) == set()


def test_an_abbreviation_stands_for_what_the_document_says() -> None:
    text = "The total recordable incident rate (TRIR) is our measure of safety.\n\nTRIR was 2.9 in 2024."
    rows = table("Total recordable incident rate |  | 4.1 | 3.8 | 3.4")
    assert "CON-011" in rules(text + rows)
    assert "CON-011" not in rules(text.replace("2.9", "3.4") + rows)


# -- whose, which part, which basis


@pytest.mark.parametrize(
    "row",
    [
        "Water withdrawal, bakeries | m3 | 480,000 | 431,000 | 402,000",
        "Water withdrawal (restated) | m3 | 480,000 | 431,000 | 402,000",
        "Water withdrawal of suppliers | m3 | 480,000 | 431,000 | 402,000",
        "Water discharge | m3 | 480,000 | 431,000 | 402,000",
        "Water withdrawal | t | 480,000 | 431,000 | 402,000",
    ],
)
def test_a_row_that_says_more_or_else_accuses_nobody(row: str) -> None:
    assert "CON-011" not in rules("Water withdrawal fell to 389,000 m3 in 2024." + table(row))


def test_where_a_basis_is_open_all_of_them_have_to_refute() -> None:
    rows = table(
        "Scope 2 emissions (market-based) | tCO2e | 9,100 | 5,200 | 3,100",
        "Scope 2 emissions (location-based) | tCO2e | 9,900 | 9,400 | 9,000",
    )
    assert "CON-002" in rules("Our Scope 2 emissions fell by 44% between 2019 and 2024." + rows)
    assert "CON-002" not in rules("Our Scope 2 emissions fell by 66% between 2019 and 2024." + rows)
    assert "CON-002" not in rules("Our Scope 2 emissions fell by 9% between 2019 and 2024." + rows)
    located = "Our Scope 2 emissions, location-based, fell by 66% between 2019 and 2024."
    assert "CON-002" in rules(located + rows), "its own basis says 9 %"


# -- changes


EMISSIONS = table("Scope 1 emissions | tCO2e | 20,000 | 17,500 | 15,000")


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("Scope 1 emissions fell by 40% between 2019 and 2024.", True),
        ("Scope 1 emissions fell by 25% between 2019 and 2024.", False),
        ("Scope 1 emissions fell by 12.5% between 2019 and 2022.", False),
        ("We have cut our Scope 1 emissions by 31% since 2019.", True),
        ("We have cut our Scope 1 emissions by 25% since 2019.", False),
        ("Scope 1 emissions are 38% below 2019.", True),
        ("Scope 1 emissions are 25% below 2019.", False),
        ("Scope 1 emissions are down 38% on 2019.", True),
        ("Scope 1 emissions fell by 38% in five years.", True),
        ("Scope 1 emissions fell by 25% in five years.", False),
        ("Scope 1 emissions fell by 40% last year.", False),
        ("Scope 1 emissions of the fleet fell by 40% between 2019 and 2024.", False),
        ("Emissions from business travel fell by 40% between 2019 and 2024.", False),
        ("We will cut Scope 1 emissions by 40% between 2019 and 2030.", False),
    ],
)
def test_a_change_against_the_figures_of_both_years(sentence: str, fired: bool) -> None:
    assert ("CON-002" in rules(sentence + "\n" + EMISSIONS)) is fired


def test_each_of_two_changes_is_held_against_its_own_row() -> None:
    rows = table(
        "Scope 1 emissions | tCO2e | 20,000 | 17,500 | 15,000", "Scope 2 emissions | tCO2e | 10,000 | 8,000 | 6,000"
    )
    told = "Scope 1 emissions fell by {}% and Scope 2 emissions by {}% between 2019 and 2024."
    assert "CON-002" not in rules(told.format(25, 40) + rows)
    assert "CON-002" in rules(told.format(25, 55) + rows)
    assert "CON-002" in rules(told.format(48, 40) + rows)


@pytest.mark.parametrize("levels", ["100,000 t CO2e in 2019 to 95,000", "1,000 t CO2e in 2019 to 900"])
def test_round_figures_count_as_written_where_a_sentence_computes_with_them(levels: str) -> None:
    assert "CON-002" in rules(f"We cut our emissions by 30%, from {levels} t CO2e in 2024.")


@pytest.mark.parametrize(("share", "fired"), [("12", True), ("7", False)])
def test_a_change_in_one_year_is_held_against_years_that_follow(share: str, fired: bool) -> None:
    sentence = f"Water withdrawal fell by {share} % in one year, thanks to a new well."
    rows = table("Water withdrawal | m3 | 480,000 | 431,000 | 402,000", years=(2021, 2023, 2024))
    assert ("CON-002" in rules(sentence + "\n" + rows)) is fired


@pytest.mark.parametrize(("whole", "fired"), [("4.1", True), ("4.0", False), ("3.9", False)])
def test_parts_at_the_very_end_of_their_rounding(whole: str, fired: bool) -> None:
    sentence = f"Our sites used £{whole} billion in 2024: Lund £2.2 billion, Osby £1.1 billion and Umea £0.6 billion."
    assert ("CON-012" in rules(sentence)) is fired


def test_a_colon_in_brackets_lists_nothing() -> None:
    assert not rules(
        "Our sites used £2.1 billion (2023: £2.0 billion), of which £1.2 billion (2023: £0.9 billion) in Lund."
    )


def test_points_are_no_percent() -> None:
    rows = table("Share of renewable electricity | % | 61 | 84 | 92")
    said = "The share of renewable electricity rose by {} percentage points between 2022 and 2024."
    assert "CON-002" not in rules(said.format(8) + rows)
    assert "CON-002" in rules(said.format(18) + rows)


def test_an_intensity_is_compared_with_its_own_row() -> None:
    rows = table(
        "Energy use per tonne of yarn | kWh/t | 500 | 450 | 410", "Energy use | MWh | 61,000 | 60,700 | 60,400"
    )
    assert "CON-002" in rules("Energy use per tonne of yarn fell by 30% between 2019 and 2024." + rows)
    assert rules("Energy use per tonne of yarn fell by 18% between 2019 and 2024." + rows) == set()
    assert "CON-017" in rules("Our energy use fell by 18% between 2019 and 2024." + rows)


# -- all, none, ever


POWER = table(
    "Electricity from renewable sources | % | 38 | 71 | 92", "Spills that reached a river | number | 4 | 3 | 2"
)


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("All of our electricity comes from renewable sources.", True),
        ("We use electricity from renewable sources only.", True),
        ("92% of our electricity comes from renewable sources.", False),
        ("All but a tenth of our electricity comes from renewable sources.", False),
        ("All of our electricity except that of two sites comes from renewable sources.", False),
        ("All of our electricity comes from renewable sources, but it costs more.", True),
        ("All of our staff learn about electricity from renewable sources.", False),
        ("All of the electricity of our office in Lund comes from renewable sources.", False),
    ],
)
def test_all_against_a_share(sentence: str, fired: bool) -> None:
    assert ("CON-026" in rules(sentence + "\n" + POWER)) is fired


@pytest.mark.parametrize(
    ("figures", "fired"), [("371,000 | 402,000 | 380,000", True), ("410,000 | 402,000 | 380,000", False)]
)
def test_a_record_against_a_better_year(figures: str, fired: bool) -> None:
    rows = table(f"Water withdrawal | m3 | {figures}")
    assert ("CON-025" in rules("Our water withdrawal was at the lowest level ever in 2024." + rows)) is fired


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("In 2024 we collected more used felt than in any earlier year.", True),
        ("In 2024 we collected less used felt than ever before.", True),
        ("The used felt that we collected fell more than ever before in 2024.", False),
        ("In 2024 we collected more used felt than our rivals.", False),
        ("Ever more used felt was collected in 2024.", False),
    ],
)
def test_more_than_in_any_year_is_a_record(sentence: str, fired: bool) -> None:
    # Neither the most nor the least of the three years.
    rows = table("Used felt collected | t | 371 | 402 | 380")
    assert ("CON-025" in rules(sentence + rows)) is fired


# -- sentences and tables among themselves


def test_two_sentences_with_two_values() -> None:
    text = "Water withdrawal was 412,000 m3 in 2024.\n\n# Rivers\n\nIn 2024 our water withdrawal came to {} m3.\n"
    assert "CON-001" in rules(text.format("398,500"))
    assert rules(text.format("412,000")) == set()


# -- all, against what counts fewer


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Every bakery of ours holds the Golden Ear label.{note} Six of nine bakeries.", "CON-029"),
        ("Every bakery of ours holds the Golden Ear label.{note} All nine bakeries.", None),
        ("Every bakery of ours holds the Golden Ear label.{note} Six of nine auditors came from abroad.", None),
        ("All 14 bakeries hold the Golden Ear label.{note} Renewed in 2024: six bakeries in Jutland.", "CON-029"),
        ("Every bakery sorts its husks.\n\nHusks are sorted at six of our nine bakeries.", "CON-026"),
        ("Every bakery sorted its husks in 2024.\n\nIn 2021 husks were sorted at six of nine bakeries.", None),
        ("Every bakery sorts its husks.\n\nWe opened six of our nine bakeries before 1990.", None),
    ],
)
def test_all_against_a_passage_that_counts_fewer(text: str, rule: str | None) -> None:
    fired = rules(text.replace("{note}", "[^a]\n\n[^a]:") if "{note}" in text else text)
    assert fired == ({rule} if rule else set())


GRADES = """
| Store | Area (m2) | BREEAM |
|---|---|---|
| Aarhus | 4,100 | Excellent |
| Esbjerg | 2,900 | {grade} |
"""


@pytest.mark.parametrize(
    ("sentence", "grade", "fired"),
    [
        ("All our stores are certified BREEAM Excellent.", "Very Good", True),
        ("All our stores are certified BREEAM Excellent.", "none", True),
        ("All our stores are certified BREEAM Excellent.", "Excellent", False),
        ("All our depots are certified BREEAM Excellent.", "none", False),
        ("All our stores are certified to ISO 50001.", "none", False),
        ("All our stores are heated with wood chips.", "none", False),
    ],
)
def test_all_against_a_table_with_a_column_for_the_certificate(sentence: str, grade: str, fired: bool) -> None:
    assert (rules(sentence + "\n" + GRADES.format(grade=grade)) == {"CON-029"}) is fired


def test_what_a_goal_aims_at_is_no_level_that_agrees() -> None:
    head = "| Goal | From | Until | Aim | Stands at |\n|---|---|---|---|---|\n"
    plan = f"\n{head}| Ovens with meters | 2019 | 2026 | 100% | 91% |\n"
    assert "CON-026" in rules("All our ovens have meters.\n" + table("Ovens with meters | % | 60 | 84 | 91") + plan)


def _calls(text: str) -> int:
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
    auditor.audit_text("Water.")
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        auditor.audit_text(text, format="markdown")
    finally:
        sys.setprofile(None)
    return calls


def test_claims_and_rows_without_end_cost_no_more_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series, "MOST_OF_TERM", 10)

    def hostile(size: int) -> str:
        said = " ".join(f"Water withdrawal of works {n} fell by {n % 90}% between 2019 and 2024." for n in range(size))
        return said + table(*(f"Water withdrawal | m3 | {n + 900} | {n + 800} | {n + 700}" for n in range(size)))

    # Up to so many rows a term is looked up in, each claim meets each of them.
    assert _calls(hostile(40)) <= 2.4 * _calls(hostile(20))


@pytest.mark.parametrize(
    "behind", ["a drop of 7.5% on the year before", "down 7.5% on the year before", "7.5% less than in 2023"]
)
@pytest.mark.parametrize("verb", ["came to", "amounted to", "were", "stood at"])
def test_a_level_before_its_fall_is_no_fall(verb: str, behind: str) -> None:
    told = f"# Report 2024\n\n## Emissions\n\nScope 1 emissions {verb} {{}} tonnes CO2e, {behind}.\n"
    rows = table("Scope 1 | t CO2e | 37,900 | 35,650 | 32,960", years=(2022, 2023, 2024))
    assert rules(told.format("32,960") + rows) == set()
    assert rules(told.format("31,960") + rows)


# -- the way of counting, the base year, corners of tables, and spans of years

COUNTED = table(
    "Scope 2 emissions, location-based | t CO2e | 7,900 | 7,700 | 7,750",
    "Scope 2 emissions, market-based | t CO2e | 7,800 | 6,000 | 1,100",
    "Scope 1 emissions | t CO2e | 12,000 | 9,600 | 8,400",
    years=("2019 (base year)", 2023, 2024),
)


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        # The figure of the row beside is no other measure: the sentence says which one it means.
        ("Market-based Scope 2 emissions were 7,750 t CO2e in 2024.", True),
        ("Location-based Scope 2 emissions were 7,750 t CO2e in 2024.", False),
        ("Market-based Scope 2 emissions of Lund were 7,750 t CO2e in 2024.", False),
        ("Scope 1 emissions were 38% lower than in the base year.", True),
        ("Scope 1 emissions were 30% lower than in the base year.", False),
        ("Scope 1 emissions of the Lund plant were 38% lower than in the base year.", False),
        ("Location-based Scope 2 emissions fell from 2023 to 2024.", True),
        ("Location-based Scope 2 emissions fell from 2019 to 2023.", False),
        ("Scope 1 emissions rose from 2023 to 2024, while output grew.", True),
        ("Scope 1 emissions rose from 2023 to 2024, but only in Lund.", False),
    ],
)
def test_what_the_columns_and_the_row_beside_tell(sentence: str, fired: bool) -> None:
    assert (rules(sentence + COUNTED) != set()) is fired


WOMEN = """

| Share of women (%) | 2023 | 2024 |
|---|---|---|
| All employees | 37 | 38 |
| Management positions | 25 | 27 |
"""


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("At the end of 2024, women held 33% of management positions.", True),
        ("At the end of 2024, women held 27% of management positions.", False),
        ("At the end of 2024, women under 30 held 33% of management positions in Malaysia.", False),
        ("At the end of 2024, newcomers held 33% of management positions.", False),
    ],
)
def test_what_heads_the_labels_is_what_they_are_of(sentence: str, fired: bool) -> None:
    assert ("CON-011" in rules(sentence + WOMEN)) is fired


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("We used 180 GWh of power in 2024, of which 126 GWh ({}) came from wind.", ("70%", "78%")),
        ("We used 180 GWh of power in 2024, of which {} (126 GWh) came from wind.", ("70%", "60%")),
        ("We used 180 GWh of power in 2024, of which 126 GWh or {} came from wind.", ("70%", "78%")),
        (
            "We used 180 GWh of electricity, of which 126 GWh were renewable. This is a renewable share of {}.",
            ("70%", "78%"),
        ),
    ],
)
def test_a_share_beside_its_amounts(sentence: str, fired: tuple[str, str]) -> None:
    right, wrong = (rules(f"{sentence.format(share)}\n\nWe report each year.") for share in fired)
    assert ("CON-013" in right, "CON-013" in wrong) == (False, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "We used 180 GWh of power, of which 126 GWh came from wind (2023: 61%).",
        "We used 180 GWh of power, of which 126 GWh came from wind. This includes 45% from our own mills.",
        "We used 180 GWh of power, of which 126 GWh came from wind. This is 40% of all our energy.",
        "We used 180 GWh of power, of which 126 GWh came from wind. This was 55% more than in 2023.",
    ],
)
def test_a_share_of_something_else_is_not_held_against_them(sentence: str) -> None:
    assert "CON-013" not in rules(f"{sentence}\n\nWe report each year.")


GERMAN = """

| Kennzahl | 2022 | 2023 | 2024 |
|---|---|---|---|
| Unfallrate (LTIF) | 7,4 | 6,0 | 5,1 |
| Gesamtenergieverbrauch (MWh) | 103.000 | 98.000 | 93.000 |
| Scope 2 standortbasiert (t CO2e) | 43.000 | 41.300 | 43.750 |
| Scope 2 marktbasiert (t CO2e) | 6.200 | 5.260 | 2.480 |
"""


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("Der Gesamtenergieverbrauch ging von 2023 auf 2024 um 9,1 % zurück.", True),
        ("Der Gesamtenergieverbrauch ging von 2023 auf 2024 um 5,1 % zurück.", False),
        ("Der Gesamtenergieverbrauch ist gegenüber 2022 gestiegen.", True),
        ("Der Gesamtenergieverbrauch ist gegenüber 2022 gesunken.", False),
        # What stands in brackets is another name of the same rate.
        ("Die Unfallrate stieg 2024 um 15 % gegenüber dem Vorjahr.", True),
        ("Die Unfallrate in der Montage stieg 2024 um 15 % gegenüber dem Vorjahr.", False),
        # A compound with a number in it, an adjective with an ending, and the verb behind its noun.
        ("Unsere marktbasierten Scope-2-Emissionen beliefen sich 2024 auf 2.900 Tonnen CO2e.", True),
        ("Unsere marktbasierten Scope-2-Emissionen beliefen sich 2024 auf 2.480 Tonnen CO2e.", False),
        ("Die marktbasierten Scope-2-Emissionen des Werks Porto lagen 2024 bei 2.900 Tonnen CO2e.", False),
    ],
)
def test_german_sentences_against_their_rows(sentence: str, fired: bool) -> None:
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="de")
    found = auditor.audit_text(f"# Bericht 2024\n\n{sentence}{GERMAN}", format="markdown").documents[0]
    assert any(one.rule in ("CON-002", "CON-011") for one in found.findings) is fired
