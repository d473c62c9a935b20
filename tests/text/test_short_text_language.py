"""Short text tells its language by its letters, and names, figures and code tell none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.text.language import words_in
from claimcheck.text.short_text_language import UNKNOWN, language_of_badge, language_of_few, speaks_for, words_of

PACK = claimcheck.load_rulepack()
GRAMMAR = PACK.languages
NOUNS_WITH_CAPITALS = ("de",)
ROOT = Path(__file__).parents[2]


def test_the_name_of_a_language_is_no_text_in_it() -> None:
    assert language_of_few("日本語", GRAMMAR, "en") is None


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "fixtures/languages" / name).read_text(encoding="utf-8"))
    return found


def _listed(name: str) -> list[tuple[str, str]]:
    return [(key, text) for key, texts in _read(name).items() for text in texts]


def _badge(text: str, usual: str = "en") -> str | None:
    told = language_of_few(text, GRAMMAR, usual)
    return told or language_of_badge(text, GRAMMAR, usual, PACK.lexicons[usual].words.has)


def test_most_labels_in_other_languages_are_told_and_hardly_an_english_line() -> None:
    listed = _read("badges.yml")
    badges = [text for texts in listed["badges"].values() for text in texts]
    english = [str(text) for texts in listed["english"].values() for text in texts]
    missed = [text for text in badges if _badge(text) is None]
    wrong = [text for text in english if _badge(text) is not None]
    assert len(missed) <= 0.3 * len(badges), missed
    assert len(wrong) <= 0.02 * len(english), wrong


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Neutre en carbone", "fr"),
        ("Cero emisiones", "es"),
        ("Miljövänlig", "sv"),
        ("Size guide", None),  # has a word of English
        ("Bergström", None),
        ("Velora Duo", None),
        ("EN 15804", None),
        ("Quinoa", None),
    ],
)
def test_a_label_of_a_few_words_has_none_of_the_usual_language(text: str, language: str | None) -> None:
    assert language_of_badge(text, GRAMMAR, "en", PACK.lexicons["en"].words.has) == language


def test_a_small_word_of_the_usual_language_tells_no_other_one() -> None:
    assert GRAMMAR.is_small_word("en", "en")
    assert not GRAMMAR.is_small_word("en", "fr")
    assert not GRAMMAR.is_small_word("de", "en"), "it stands in names"
    assert not GRAMMAR.is_small_word("kettle", "en")


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
    assert [one.text for one in words_of("activite\u0301s de recherche", ())] == ["activités", "de", "recherche"]


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
