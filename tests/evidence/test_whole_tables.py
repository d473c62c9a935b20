"""Figures of sentences against tables of nothing but their parts, and records against the years of their row."""

from __future__ import annotations

import pytest
from tests.evidence.test_against_rows import rules, table

PLANTS = """
Table 4. Water withdrawal by mill in 2024, thousand m3

| | |
|---|---|
| Osby | 210 |
| Lund | 145 |
| Kiruna | 98 |
"""
ROOFS = """
Table B   Solar capacity installed on depot roofs (MW)

| | |
|---|---|
| North | 1.4 |
| South | 2.2 |
| Harbour | 0.7 |
"""
SOURCES = """
Table C. Energy by source

| Source | GWh 2023 | GWh 2024 |
|---|---|---|
| Gas oil | 733 | 702 |
| LNG | 228 | 231 |
| Electricity | 83 | 91 |
"""
HURT = table("Accidents per million hours | rate | 3.4 | 2.1 | 2.6", years=(2021, 2022, 2024))


@pytest.mark.parametrize(
    ("sentence", "rows", "fired"),
    [
        ("Water withdrawal of our three mills came to 486 thousand m3 in 2024.", PLANTS, True),
        ("Water withdrawal of our three mills came to 453 thousand m3 in 2024.", PLANTS, False),
        ("Water withdrawal of our mill in Osby came to 310 thousand m3 in 2024.", PLANTS, False),
        ("Water withdrawal of our three mills came to 486 thousand m3 in 2023.", PLANTS, False),
        ("Water withdrawal of our suppliers came to 486 thousand m3 in 2024.", PLANTS, False),
        ("We installed 5.1 MW of solar capacity on depot roofs in 2024.", ROOFS, True),
        ("We installed 4.3 MW of solar capacity on depot roofs in 2024.", ROOFS, False),
        ("Gas oil, LNG and electricity together gave an energy use of 1,064 GWh in 2024.", SOURCES, True),
        ("Gas oil, LNG and electricity together gave an energy use of 1,024 GWh in 2024.", SOURCES, False),
    ],
)
def test_parts_come_to_the_whole(sentence: str, rows: str, fired: bool) -> None:
    assert ("CON-012" in rules(f"{sentence}\n{rows}")) is fired


def test_a_total_that_does_not_fit_its_table_proves_nothing() -> None:
    rows = PLANTS + "| Total | 700 |\n"
    sentence = "Water withdrawal of our three mills came to 486 thousand m3 in 2024."
    assert "CON-012" not in rules(f"{sentence}\n{rows.replace('Total', 'Other mills')}")


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("2024 was our safest year on record, with 2.6 accidents per million hours worked.", True),
        ("2022 was our safest year on record, with 2.1 accidents per million hours worked.", False),
        ("The accident rate of 2.6 was the lowest ever in 2024.", True),
        ("The accident rate of 2.6 is in line with the latest guidance ever issued.", False),
    ],
)
def test_a_row_is_known_by_the_figure_of_a_record(sentence: str, fired: bool) -> None:
    assert ("CON-025" in rules(f"{sentence}\n{HURT}")) is fired


@pytest.mark.parametrize(
    ("sentence", "fired"),
    [
        ("Accidents per million hours were the lowest in our records in 2024, 2.6.", True),
        ("At 2.6, accidents per million hours are the best value in five years.", True),
        # Nobody knows which end is the better one, where all others lie on one side.
        ("At 2.6, accidents per million hours are the best value in three years.", False),
        ("At 2.1, accidents per million hours in 2022 are the best value in five years.", False),
    ],
)
def test_a_record_holds_for_the_years_that_it_names(sentence: str, fired: bool) -> None:
    assert ("CON-025" in rules(f"{sentence}\n{HURT}")) == fired


FERRIES = """

| Class of ship | Ships, 30 June 2024 | of which diesel-electric |
|---|---|---|
| Ferries | 148 | 41 |
| Tugs | 52 | 9 |
| Total | 200 | 50 |
"""
POSTS = """

| Level | People | Women | Share |
|---|---|---|---|
| Branch heads | 212 | 89 | 42 % |
| Branch deputies | 410 | 217 | 53 % |
"""
STAFF = """

| | 2023 | 2024 |
|---|---|---|
| Apprentices | 512 | 530 |
| of which women | 190 | 212 |
"""


@pytest.mark.parametrize(
    ("sentence", "rows", "right", "wrong"),
    [
        # The sentence has the number of the whole.
        ("At the end of the year we ran 200 ships, {} of them diesel-electric.", FERRIES, "a quarter", "a third"),
        ("In 2024, {} of our 530 apprentices were women.", STAFF, "40 %", "48 %"),
        ("In 2024, {} of our 530 apprentices were women.", STAFF, "212", "262"),
        # The row prints the share of its part.
        ("{} of branch heads are women.", POSTS, "42 %", "53 %"),
        # The part stands below its whole.
        ("{} of our apprentices are women.", STAFF, "Two fifths", "A third"),
    ],
)
def test_a_share_is_held_against_the_row_that_counts_part_and_whole(
    sentence: str, rows: str, right: str, wrong: str
) -> None:
    assert rules(f"# Report 2024\n\n{sentence.format(right)}{rows}") == set()
    assert rules(f"# Report 2024\n\n{sentence.format(wrong)}{rows}") & {"CON-011", "CON-013"}


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        # Another year, another whole, a part with more words, a plan, and a share of something else.
        ("In 2022, 29 % of our apprentices were women.", STAFF),
        ("At the end of the year we ran 148 ships in the north, a third of them diesel-electric.", FERRIES),
        ("At the end of the year we ran 200 ships, a third of the diesel-electric ones in the north.", FERRIES),
        ("Half of our apprentices will be women by 2027.", STAFF),
        ("53 % of the training days of branch heads were taken by women.", POSTS),
        ("53 % of branch heads in Lund are women.", POSTS),
        ("Almost half of branch heads are women.", POSTS),
    ],
)
def test_a_share_of_something_else_than_its_row_counts_accuses_nobody(sentence: str, rows: str) -> None:
    assert rules(f"# Report 2024\n\n{sentence}{rows}") == set()


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Ninety-four per cent of the scrap was melted down. The other {} per cent was buried.", "six", "sixteen"),
        ("Of our milk 88 % came from pasture, and the remaining {} from barns.", "12 %", "22 %"),
        ("In 2024, 51 % of the rubble was crushed, 40 % was sold, and the remaining {} was dumped.", "9 %", "19 %"),
        ("Last year 92 of our 96 dye works were inspected. The remaining {} will follow in May.", "four", "six"),
        ("Of our 60 depots, {} have solar roofs; the other 13 are rented.", "47", "57"),
        ("This year {} of our 41 plants held ISO 14001. Only four plants are still without.", "37", "33"),
        ("Waste came to 8,420 tonnes in 2024. Of this, 6,315 tonnes were sold, which is {}.", "75 %", "85 %"),
        ("Of our 8,420 tonnes of waste, 6,315 tonnes were sold, or {}.", "75 %", "85 %"),
        ("We sold 6,315 of the 8,420 tonnes, or {}.", "75 %", "85 %"),
        ("The figure for kerbs went from 300 to 225, a cut of {}.", "a quarter", "a third"),
        ("Heat use fell from 300 GWh to 225 GWh ({}).", "-25 %", "-33 %"),
    ],
)
def test_what_is_left_makes_the_whole(text: str, right: str, wrong: str) -> None:
    assert rules(f"# Report\n\n{text.format(right)}\n") == set()
    assert rules(f"# Report\n\n{text.format(wrong)}\n") & {"CON-002", "CON-012", "CON-013"}


@pytest.mark.parametrize(
    "text",
    [
        # Another whole, another thing, parts in earlier sentences, a change, a round number, and what is no rest.
        "Last year 92 of our 96 dye works were inspected. The other 14 suppliers make buttons.",
        "In 2024, 51 % of the rubble was crushed (2023: 45 %), 40 % was sold, and the remaining 9 % was dumped.",
        "20 % was sold. Another 70 % was crushed. The remaining 10 % was dumped.",
        "60 % of the scrap is melted, 25 % of that in Lund; the remaining 40 % is sold.",
        "We cut our emissions by 30 %. The remaining 50 % will take longer.",
        "By June 33 of our 41 plants held ISO 14001. Four plants still burn coal.",
        "By June 33 of our 41 plants held ISO 14001. Four plants are still without a bus stop.",
        "Sales of kerbs went from about 14,000 to about 10,000, or by 30 %.",
        "Of our 8,420 tonnes of waste, 6,315 tonnes were sold, 80 % of them abroad.",
    ],
)
def test_what_is_no_rest_of_a_whole_accuses_nobody(text: str) -> None:
    assert rules(f"# Report\n\n{text}\n") == set()


CAUGHT = {"CON-002", "CON-011", "CON-013", "CON-026"}
CRATES = """

| Crates, thousand | 2023 | 2024 |
|---|---|---|
| Reusable crates | 310 | 378 |
| Disposable crates | 560 | 522 |
| All crates | 870 | 900 |
"""
AUDITS = """

| Country | Factories | Audited | Findings |
|---|---|---|---|
| China | 38 | 31 | 6 |
| India | 17 | 14 | 4 |
| Total | 55 | 45 | 10 |
"""
PORT = """

| Type | 2022 | 2023 | 2024 |
|---|---|---|---|
| Dust complaints received | 14 | 11 | 9 |
| Oil spills to water | 3 | 1 | 2 |
| Product recalls | 0 | 0 | 1 |
"""


@pytest.mark.parametrize(
    ("sentence", "rows", "right", "wrong"),
    [
        ("During the season {} of our 55 factories were audited.", AUDITS, "45", "54"),
        ("Reusable crates made up {} of all crates in 2024.", CRATES, "42 %", "62 %"),
        ("In 2024 we had {}.", PORT, "a recall", "no recall"),
        ("There were {} oil spills to water in 2024, and the tugs kept to their timetable.", PORT, "two", "no"),
        ("Dust complaints {} again.", PORT, "fell", "rose"),
        ("Dust complaints {} again in 2024, because the salt heap was covered.", PORT, "fell", "rose"),
    ],
)
def test_what_a_table_refutes_in_other_words(sentence: str, rows: str, right: str, wrong: str) -> None:
    assert rules(f"# Report 2024\n\n{sentence.format(right)}{rows}") == set()
    assert rules(f"# Report 2024\n\n{sentence.format(wrong)}{rows}") & CAUGHT


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        # A part, another thing, another year, a place, and a plan.
        ("During the season 54 of our 55 factories were audited for fire safety.", AUDITS),
        ("Reusable crates made up 62 % of all crates in the north in 2024.", CRATES),
        ("Reusable crates made up 36 % of all crates in 2023.", CRATES),
        ("Reusable crates made up 62 % of all new crates in 2024.", CRATES),
        ("By 2027 reusable crates will make up 62 % of all crates.", CRATES),
        ("We had no recall of high chairs in 2024.", PORT),
        ("In 2023 we had no recall.", PORT),
        ("There were no oil spills to water at the northern quay in 2024, and the tugs kept to their timetable.", PORT),
        ("Dust complaints about the salt heap rose again.", PORT),
    ],
)
def test_what_a_table_does_not_count_accuses_nobody(sentence: str, rows: str) -> None:
    assert rules(f"# Report 2024\n\n{sentence}{rows}") == set()


def test_a_word_before_another_noun_names_something_else() -> None:
    text = "At year-end 92 of our 96 dye works had passed a chemical audit. All dye works keep a list of chemicals."
    assert rules(f"# Report\n\n{text}\n") == set()
