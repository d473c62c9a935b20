"""Shares told as so many of a round number, and numbers in words."""

import cProfile

import pytest

from claimcheck.rulepack.build import load_rulepack
from claimcheck.text.facts import find_facts


def shares(text: str, language: str = "en") -> list[tuple[str, float | None]]:
    grammar = load_rulepack().lexicons[language].facts
    return [(fact.text, fact.value) for fact in find_facts(text, 0, len(text), grammar) if fact.kind == "share"]


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("Eight in ten colleagues feel at home here.", "Eight in ten", 80.0),
        ("Almost one in five of our managers is a woman.", "one in five", 20.0),
        ("9 out of 10 bottles come back.", "9 out of 10", 90.0),
        ("Nine out of every ten bottles come back.", "Nine out of every ten", 90.0),
        ("4 in 5 suppliers have signed.", "4 in 5", 80.0),
        ("Four out of five kilowatt hours come from wind.", "Four out of five", 80.0),
        ("One supplier in three was audited.", "One supplier in three", 33.3333),
        ("Two roofs in every five have panels.", "Two roofs in every five", 40.0),
        ("3 lids in 10 are blue.", "3 lids in 10", 30.0),
    ],
)
def test_two_numbers_make_one_share(text: str, told: str, value: float) -> None:
    assert shares(text) == [(told, value)]


def test_german_words() -> None:
    assert shares("Acht von zehn Beschäftigten sind zufrieden.", "de") == [("Acht von zehn", 80.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Two in three years were wet.",
        "No one in ten years has said so.",
        "One in 5 million parts fails.",
        "One out of 5 million parts fails.",
        "We opened one in 2024.",
        "We have two plants in four countries.",
        "One year in three is wet.",
        "Ten in five would be too many.",
        "Bags come 2 in 1.",
        "Emissions were cut by 2 in 10 tonnes.",
    ],
)
def test_other_numbers_stay_apart(text: str) -> None:
    assert not shares(text)


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("The board is split 40:40:20 between the sexes.", "40:40:20", 40.0),
        ("The mix is 60:40 by weight.", "60:40", 60.0),
    ],
)
def test_parts_that_make_up_a_whole_are_shares(sentence: str, text: str, value: float) -> None:
    assert shares(sentence) == [(text, value)]


@pytest.mark.parametrize("sentence", ["We met at 12:30.", "The scale is 1:250.", "They won 3:2."])
def test_other_runs_with_colons_are_none(sentence: str) -> None:
    assert not shares(sentence)


@pytest.mark.parametrize(
    ("sentence", "told", "value", "unit"),
    [
        ("112 of the sites sent nothing away.", "112 of the sites", 112.0, "sites"),
        ("We met 30 of all suppliers.", "30 of all suppliers", 30.0, "suppliers"),
        ("We wrote to 5 million of our customers.", "5 million of our customers", 5_000_000.0, "people"),
        ("Two of our mills closed for a day.", "Two of our mills", 2.0, "sites"),
    ],
)
def test_a_number_counts_what_it_is_a_part_of(sentence: str, told: str, value: float, unit: str) -> None:
    found = find_facts(sentence, 0, len(sentence), load_rulepack().lexicons["en"].facts)
    assert (told, value, unit) in [(one.text, one.value, one.unit) for one in found]


def test_half_of_what_is_counted_stays_a_share() -> None:
    assert shares("For nearly half of the companies nothing was found.") == [("half", 50.0)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("We planted one million trees.", "en", 1e6),
        ("We planted half a million trees.", "en", 5e5),
        ("We planted one and a half million trees.", "en", 1.5e6),
        ("We saved a hundred thousand tonnes.", "en", 1e5),
        ("Wir pflanzten eine halbe Million Bäume.", "de", 5e5),
    ],
)
def test_words_for_one_or_half_of_a_scale_are_one_figure(text: str, language: str, value: float) -> None:
    grammar = load_rulepack().lexicons[language].facts
    (figure,) = find_facts(text, 0, len(text), grammar)
    assert (figure.kind, figure.value) == ("quantity", value)


@pytest.mark.parametrize(
    ("language", "text", "told", "value", "unit"),
    [
        ("en", "We moved a hundred and twenty tonnes.", "a hundred and twenty tonnes", 120, "t"),
        ("en", "We moved two hundred and fifty kilograms.", "two hundred and fifty kilograms", 250, "kg"),
        ("en", "Two hundred and fifty thousand trees grew.", "Two hundred and fifty thousand trees", 250e3, "trees"),
        ("en", "A million two hundred thousand trees grew.", "A million two hundred thousand trees", 1.2e6, "trees"),
        ("en", "Two hundred thousand and fifty trees grew.", "Two hundred thousand and fifty trees", 200050, "trees"),
        ("en", "One thousand two hundred trees grew.", "One thousand two hundred trees", 1200, "trees"),
        ("en", "One hundred and one sites took part.", "One hundred and one sites", 101, "sites"),
        ("en", "It reached twenty-one million people.", "twenty-one million people", 21e6, "people"),
        ("en", "Three quarters of a million people came.", "Three quarters of a million people", 750e3, "people"),
        ("en", "A million and a half trees grew.", "A million and a half trees", 1.5e6, "trees"),
        ("en", "It took three and a half years.", "three and a half years", 3.5, "a"),
        ("en", "Half a dozen sites took part.", "Half a dozen sites", 6, "sites"),
        ("en", "Each lorry saves half a tonne.", "half a tonne", 0.5, "t"),
        ("en", "Sales grew by half a per cent.", "half a per cent", 0.5, "%"),
        ("en", "It grew by a quarter of a percentage point.", "a quarter of a percentage point", 0.25, "pp"),
        ("en", "Half the sites took part.", "Half", 50, "%"),
        ("de", "Wir bewegten einhundertzwanzig Tonnen.", "einhundertzwanzig Tonnen", 120, "t"),
        ("de", "Wir sparten fünfundzwanzig Prozent.", "fünfundzwanzig Prozent", 25, "%"),
        ("de", "Es wuchsen dreitausendsiebenhundert Bäume.", "dreitausendsiebenhundert Bäume", 3700, "trees"),
        ("de", "Wir sparten anderthalb Tonnen.", "anderthalb Tonnen", 1.5, "t"),
        ("de", "Der Umsatz wuchs um ein halbes Prozent.", "ein halbes Prozent", 0.5, "%"),
        ("de", "Zwei Dutzend Standorte nahmen teil.", "Zwei Dutzend Standorte", 24, "sites"),
    ],
)
def test_all_words_of_a_number_make_one_figure(language: str, text: str, told: str, value: float, unit: str) -> None:
    found = find_facts(text, 0, len(text), load_rulepack().lexicons[language].facts)
    assert [(one.text, one.value, one.unit) for one in found] == [(told, pytest.approx(value), unit)]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Between a hundred and two hundred people came.", [200]),
        ("en", "Four hundred sites and twenty offices took part.", [400, 20]),
        ("de", "Es war ein halber Erfolg für ein Unternehmen.", []),
    ],
)
def test_words_of_two_numbers_stay_apart(language: str, text: str, values: list[float]) -> None:
    found = find_facts(text, 0, len(text), load_rulepack().lexicons[language].facts)
    assert [one.value for one in found if one.unit] == values


@pytest.mark.parametrize(
    ("words", "times"), [("two hundred and fifty ", 5), ("a hundred and ", 10), ("one in two in three ", 50)]
)
def test_numbers_that_go_on_are_read_in_proportion(words: str, times: int) -> None:
    grammar = load_rulepack().lexicons["en"].facts
    calls = []
    for count in (times, 2 * times):
        profile = cProfile.Profile()
        text = f"We saved {words * count}tonnes."
        profile.runcall(find_facts, text, 0, len(text), grammar)
        calls.append(sum(one.callcount for one in profile.getstats()))
    assert calls[1] < 2.3 * calls[0]
