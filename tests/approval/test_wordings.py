"""How words are compared: what makes no difference, what differs, and what is near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.approval.matcher import LEAST, MOST, Wordings
from claimcheck.approval.wording import Keys, Side, aligned, changes, common, keys_of, places_of, tokens
from claimcheck.text.normalise import normalise_text

APPROVED = "We cut our Scope 1 emissions by 23 % in 2025 at the Lund mill."


def side(text: str) -> Side:
    plain = normalise_text(text).text
    return Side(plain, tuple(tokens(plain)))


def differing(approved: str, found: str) -> list[tuple[str, str]]:
    first, second = side(approved), side(found)
    pairs = aligned([one.key for one in first.tokens], [one.key for one in second.tokens])
    return [(one.approved, one.found) for one in changes(first, second, pairs)]


def near(found: str, *approved: str) -> list[int]:
    wordings = Wordings([side(one) for one in approved])
    return [one.number for one in wordings.near(keys_of(found), lambda number: True)]


@pytest.mark.parametrize(
    "same",
    [
        "we cut our scope 1 emissions by 23 % in 2025 at the Lund mill",
        "We cut  our\nScope 1 emissions by 23\u00a0% in 2025, at the Lund mill!",
        "We cut our Scope\u00a01 emis\u00adsions by 23 % in 2025[3] at the Lund mill.",
        "“We cut our Scope 1 emissions by 23 % in 2025 at the Lund mill.”",
        "We cut our Scope 1 emissions by 23 % in 2025 – at the Lund mill.¹",
        "We cut our Scope 1 emis-\nsions by 23 % in 2025 at the Lund mill.",
    ],
)
def test_typography_makes_no_difference(same: str) -> None:
    assert keys_of(same) == keys_of(APPROVED)


@pytest.mark.parametrize(
    ("other", "change"),
    [
        (APPROVED.replace("23", "32"), ("23 %", "32 %")),
        (APPROVED.replace("2025", "2026"), ("2025", "2026")),
        (APPROVED.replace("Scope 1", "Scope 1 and 2"), ("", "and 2")),
        (APPROVED.replace(" at the Lund mill", ""), ("at the Lund mill", "")),
        (APPROVED.replace("23 %", "up to 23 %"), ("", "up to")),
        (APPROVED.replace("23 %", "23 t"), ("%", "t")),
        (APPROVED.replace("by 23", "by -23"), ("23 %", "-23 %")),
        (APPROVED.replace("23 %", "2.3 %"), ("23 %", "2.3 %")),
    ],
)
def test_what_differs_is_told_to_the_word(other: str, change: tuple[str, str]) -> None:
    assert keys_of(other) != keys_of(APPROVED)
    assert differing(APPROVED, other) == [change]
    assert near(other, APPROVED) == [0]


@pytest.mark.parametrize(
    ("found", "approved"),
    [
        # A condition was dropped.
        ("Our mugs are recyclable.", "Our mugs are recyclable where collection takes ceramics, in 40 % of all towns."),
        ("Recyclable mugs", "Recyclable mugs where collection takes ceramics"),
        # The figure was dropped out of the middle.
        ("We cut our emissions in 2025.", APPROVED),
        # More was added around it.
        ("We cut waste by a tenth in every single one of our plants all over the world.", "We cut waste by a tenth."),
        # Another language, another script.
        ("Wir haben die Emissionen um bis zu 23 % gesenkt.", "Wir haben die Emissionen um 23 % gesenkt."),
        ("我们的杯子可以完全回收利用", "我们的杯子可以回收利用"),
    ],
)
def test_near_is_what_was_changed_cut_or_extended(found: str, approved: str) -> None:
    assert near(found, "The canteen opens at nine.", approved) == [1]


@pytest.mark.parametrize(
    ("found", "approved"),
    [
        ("Our mugs are recyclable.", "Our lids are compostable at home."),
        ("We are committed to our people.", APPROVED),
        ("Mugs", "Our mugs are recyclable."),
        (
            "We cut waste in the year.",
            "We grew in 2024, and a cut of the price of waste was made good in the last year.",
        ),
        ("Recyclable mugs and many other things stand here.", "Recyclable mugs"),
    ],
)
def test_what_shares_a_few_words_is_not_near(found: str, approved: str) -> None:
    assert near(found, approved) == []


def test_the_nearest_comes_first_then_the_first_of_the_file() -> None:
    other = APPROVED.replace("2025", "2024")
    assert near(APPROVED.replace("23", "24"), other, APPROVED, APPROVED) == [1, 2, 0]


def test_words_without_end_are_no_wording() -> None:
    assert near("green " * (MOST + 1), "green green green green") == []


def together(first: Keys, second: Keys) -> int:
    return common(places_of(first), len(first), second)


words = st.lists(st.sampled_from("abcdefg"), max_size=14).map(tuple)


@given(words, words)
def test_the_common_run_is_the_longest(first: Keys, second: Keys) -> None:
    pairs = aligned(first, second)
    assert len(pairs) == together(first, second) == together(second, first)
    assert all(first[one] == second[two] for one, two in pairs)
    assert [*map(sorted, zip(*pairs, strict=True))] == [list(side) for side in zip(*pairs, strict=True)]
    assert len(set(pairs)) == len(pairs) == len({one for one, _ in pairs}) == len({two for _, two in pairs})


@given(st.lists(words.filter(bool), min_size=1, max_size=8), words.filter(lambda one: len(one) > 1))
def test_the_index_misses_nothing(listed: list[Keys], found: Keys) -> None:
    wordings = Wordings([side(" ".join(one)) for one in listed])
    got = {one.number: one.share for one in wordings.near(found, lambda number: True)}
    for number, wording in enumerate(listed):
        share = 2 * together(wording, found) / (len(wording) + len(found))
        if share >= LEAST:
            assert got[number] == share


@given(st.text(max_size=80), st.text(max_size=80))
def test_hostile_words_are_compared_all_the_same(first: str, second: str) -> None:
    assert keys_of(first) == keys_of(first)
    told = differing(first, second)
    assert bool(told) == (keys_of(first) != keys_of(second))
