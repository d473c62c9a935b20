"""A family, a word that rules say and a word of the lexicons lead to rules."""

from __future__ import annotations

import pytest

from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.lookup import About, about


def _about(words: str) -> About:
    return about(load_rulepack(), words)


def _ids(words: str) -> list[str]:
    return [name for name, _ in _about(words).rules]


@pytest.mark.parametrize("family", ["SOC", "gen"])
def test_a_family_is_listed_and_nothing_else(family: str) -> None:
    every = sorted(name for name in load_rulepack().checks if name.startswith(family.upper()))
    assert _ids(family) == every


@pytest.mark.parametrize("word", ["umweltfreundlich", "eco-friendly", "Eco friendly"])
def test_a_word_of_a_lexicon_leads_to_its_signal_and_the_rules_that_look_for_it(word: str) -> None:
    found = _about(word)
    assert "generic_benefit" in {signal for signal, _ in found.signals}
    assert "generic_benefit" in dict(found.rules)["GEN-001"]
    # It is made silent by words of that kind, and looks for others.
    assert "NEU-008" not in dict(found.rules)


def test_words_begin_where_words_begin() -> None:
    assert "QNT-004" not in _ids("gent"), "agents, in its text, begin with another letter"
    assert set(_ids("insetting")) <= set(_ids("inset"))
    assert _about("qqqq") == About((), ())
