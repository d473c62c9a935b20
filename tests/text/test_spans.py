"""Times that measure nothing, the date over a message, and names before a verb of checking."""

from typing import Any

import pytest

from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.spans import names_day

WORDS: dict[str, Any] = {
    "number_words": {"two": 2, "five": 5, "ten": 10, "twice": 2},
    "unit_words": {"years": "a", "year": "a", "days": "d", "twice": "times"},
    "months": ["March", "May"],
    "span_before": ["every", "next"],
    "span_after": ["ahead", "earlier"],
    "rhythm_after": ["a year"],
    "party_suffixes": ["plc", "GmbH"],
    "party_cues": ["by", "with the charity"],
    "party_verbs": ["verified", "provided limited assurance"],
    "place_cues": ["in", "near"],
}
UNITS = [
    {"id": "a", "unit_class": "time", "factor": 1, "symbols": []},
    {"id": "d", "unit_class": "time", "factor": 1, "symbols": []},
    {"id": "times", "unit_class": "multiple", "factor": 1, "symbols": []},
]


@pytest.fixture(scope="module")
def spans() -> FactGrammar:
    return FactGrammar.build(WORDS, UNITS, {})


@pytest.mark.parametrize(
    ("text", "unit_class"),
    [
        ("net zero, ten years ahead of the law", "span"),
        ("reached five years earlier", "span"),
        ("checked every two years", "span"),
        ("within the next five years", "span"),
        ("tested twice a year", "span"),
        ("spare parts for ten years", "time"),
        ("it lasts twice as long", "multiple"),
        ("ten years aheadness", "time"),
    ],
)
def test_how_often_and_how_far_is_no_amount(text: str, unit_class: str, spans: FactGrammar) -> None:
    assert [fact.unit_class for fact in find_facts(text, 0, len(text), spans)] == [unit_class]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Leeds, 12 March 2026 - Halden cut its waste.", []),
        ("Leeds, UK, 12 March 2026 - Halden cut its waste.", []),
        ("12 March 2026: Halden cut its waste.", []),
        ("Leeds (12 March 2026) - Halden cut its waste.", []),
        ("2026 - a good year.", [2026]),
        ("On 12 March 2026, Halden cut its waste.", [2026]),
        ("We opened the park on 12 March 2026 - a sunny day.", [2026]),
        ("Leeds, March 2026 - Halden cut its waste.", [2026]),
    ],
)
def test_the_date_over_a_message_is_no_period(text: str, years: list[int], spans: FactGrammar) -> None:
    found = find_facts(text, 0, len(text), spans)
    assert [fact.year for fact in found if fact.kind == "year"] == years


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hallam & Strood verified it.", [("Hallam & Strood", "acting")]),
        ("Hallam & Strood provided limited assurance.", [("Hallam & Strood", "acting")]),
        ("It was checked by Bureau Kallis.", [("Bureau Kallis", "cued")]),
        ("It was run with the charity Clear Becks and saved water.", [("Clear Becks", "cued")]),
        ("Halden Foods plc saved water.", [("Halden Foods plc", "legal_form")]),
        ("Anna verified it.", []),
        ("Hallam & Strood wrote it.", []),
    ],
)
def test_how_a_name_is_known(text: str, names: list[tuple[str, str]], spans: FactGrammar) -> None:
    assert [(fact.text, fact.role) for fact in find_facts(text, 0, len(text), spans)] == names


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("We planted oaks near Kvarnby.", ["Kvarnby"]),
        ("It saves water in Upper Lund and in May.", ["Upper Lund"]),
        ("It works in AI.", []),
        ("We work with Kvarnby.", []),
        ("In Kvarnby we planted oaks.", []),
    ],
)
def test_a_name_behind_a_word_for_places(text: str, places: list[str], spans: FactGrammar) -> None:
    assert [fact.text for fact in find_facts(text, 0, len(text), spans) if fact.kind == "place"] == places


def test_a_cue_of_several_words_may_open_a_sentence() -> None:
    grammar = FactGrammar.build({**WORDS, "party_cues": ["tested by"]}, UNITS, {})
    assert [fact.text for fact in find_facts("Tested by Bureau Kallis.", 0, 24, grammar)] == ["Bureau Kallis"]


@pytest.mark.parametrize(
    ("date", "is_day"),
    [
        ("12 March 2026", True),
        ("March 12, 2026", True),
        ("12.03.2026", True),
        ("2026-03-12", True),
        ("March 2026", False),
        ("2026", False),
        ("FY2026", False),
    ],
)
def test_a_day_is_more_than_a_month(date: str, is_day: bool) -> None:
    assert names_day(date) is is_day
