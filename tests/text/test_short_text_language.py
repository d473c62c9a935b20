"""Short text tells its language by its letters, and names, figures and code tell none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import claimcheck
from claimcheck.text.letter_ngrams import words_in
from claimcheck.text.short_text_language import UNKNOWN, language_of_few, speaks_for, words_of

PACK = claimcheck.load_rulepack()
GRAMMAR = PACK.languages
NOUNS_WITH_CAPITALS = ("de",)
ROOT = Path(__file__).parents[2]


def test_the_name_of_a_language_is_no_text_in_it() -> None:
    assert language_of_few("日本語", GRAMMAR, "en") is None


def _listed(name: str) -> list[tuple[str, str]]:
    found = yaml.safe_load((ROOT / "fixtures/languages" / name).read_text(encoding="utf-8"))
    return [(key, text) for key, texts in found.items() for text in texts]


# Each of its words stands in English copy as well, or may be a name.
OPEN = {"Emballage 100 % recyclable."}


@pytest.mark.parametrize(("language", "text"), _listed("slogans.yml"))
def test_copy_of_a_few_words_tells_its_language(language: str, text: str) -> None:
    told = language_of_few(text, GRAMMAR, capitals=NOUNS_WITH_CAPITALS)
    # Danish and Norwegian have most of their words in common.
    assert told == language or (told == UNKNOWN and language == "da") or text in OPEN


@pytest.mark.parametrize(("kind", "text"), _listed("snippets.yml"))
def test_short_english_names_tables_and_code_tell_no_other_language(kind: str, text: str) -> None:
    assert language_of_few(text, GRAMMAR, capitals=NOUNS_WITH_CAPITALS) is None
    assert language_of_few(text, GRAMMAR, "en") is None


def test_a_text_is_in_another_language_than_its_document_only_where_that_is_certain() -> None:
    assert language_of_few("Nasze opakowania chronią środowisko.", GRAMMAR, "en") == "pl"
    assert language_of_few("Our cups protect the environment.", GRAMMAR, "pl") == "en"
    assert language_of_few("Nasze opakowania chronią środowisko.", GRAMMAR, "pl") is None


def test_words_of_the_document_are_its_own() -> None:
    words = "Nasze opakowania chronią"
    assert language_of_few(words, GRAMMAR, "en") == "pl"
    known = frozenset(words_in(words.lower()))
    assert language_of_few(words, GRAMMAR, "en", lambda: known) is None


def test_names_figures_and_code_are_no_words() -> None:
    text = "Maria de la Cruz and 30 kg of café_creme at https://velora.example/de for XYZ"
    words = words_of(text, GRAMMAR.particles)
    assert [word.text for word in words if not word.named] == ["and", "kg", "of", "at", "for"]
    assert [word.text for word in words if word.named] == ["maria", "cruz"]
    assert all(word.named for word in words_of("Côte d’Ivoire", GRAMMAR.particles))


def test_a_heading_in_capitals_has_words() -> None:
    assert [one.named for one in words_of("SAUBERE ENERGIE", ())] == [False, False]


def test_an_accent_may_stand_behind_its_letter() -> None:
    assert [one.text for one in words_of("activite\u0301s de recherche", ())] == [
        "activités",
        "de",
        "recherche",
    ]


def test_letters_speak_for_one_language_or_another() -> None:
    assert speaks_for("klimaneutral", GRAMMAR, "de", "en")
    assert not speaks_for("carbon neutral", GRAMMAR, "de", "en")
    assert not speaks_for("2030", GRAMMAR, "de", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Velora Refill で プラスチックを削減", "ja"),
        ("Velora Eco 系列采用再生材料", "zh"),
        ("Velora: экологичный выбор", "ru"),
        ("Velora Bank (三菱) Holdings of Japan", None),
        ("可降解", "zh"),
        ("Velora Coffeeで森を守る", "ja"),
    ],
)
def test_a_name_in_latin_letters_does_not_hide_a_script(text: str, language: str | None) -> None:
    assert language_of_few(text, GRAMMAR) == language
