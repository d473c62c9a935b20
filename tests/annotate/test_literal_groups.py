"""Literals are found in the same places whether a text is worth an automaton of all of them or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.annotate import scan
from claimcheck.annotate.scan import Found, Sought
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.words import HEAD, Expanded, LiteralGroup, expanded
from claimcheck.text.matcher import spaced


def _told(found: Found) -> list[tuple[int, int, int, str, int]]:
    """Each hit with its kind and, of what is no plain word, its text and the place of that in its group."""
    told = []
    for number, start, end in found.hits:
        kind = found.kinds[number]
        if kind >= 0:
            told.append((kind, start, end, "", -1))
        else:
            special, group, text, place = found.unlike[~kind]
            assert group.texts[place] == text
            told.append((special, start, end, text, place))
    return told


def _of_many(words: Expanded, groups: list[int]) -> Sought:
    """What is looked for in so many texts that it is worth an automaton of all."""
    many = Sought(words, groups)
    many.find("x" * scan.WORTH_BUILDING)
    return many


@pytest.mark.parametrize("language", ["en", "de"])
def test_short_and_long_texts_have_the_same_literals_in_the_same_order(root: Path, language: str) -> None:
    words = load_rulepack().lexicons[language].words.all
    numbers = range(len(words.groups))
    text = (root / "fixtures" / "copy" / "fell-3-kettle.md").read_text(encoding="utf-8").lower()
    texts = [f" {spaced(line)} " for line in text.splitlines()]
    # The first words of some groups, with all that is written there.
    texts += [f" {words.groups[number].texts[0]}, " for number in range(0, len(numbers), 48)]
    for groups in (list(numbers), list(numbers[::3]), []):
        many, hits = _of_many(words, groups), 0
        for text in texts:
            few, whole = Sought(words, groups).find(text), many.find(text)
            assert _told(few) == _told(whole)
            assert len(few.kinds) < max(len(whole.kinds), 1)
            hits += len(few.hits)
        assert hits > 10 or not groups


def test_a_literal_shorter_than_what_groups_are_found_by_is_found() -> None:
    texts = ["%", "an", " a ", " an ", "x" * HEAD, "x" * (HEAD + 1), "風"]
    groups = [
        LiteralGroup(text, 1, False, False, None, "", None, False, ((number, ""),)) for number, text in enumerate(texts)
    ]
    words = expanded(groups, {})
    for text in texts:
        numbers = list(range(len(groups)))
        few = Sought(words, numbers).find(f"-{text}-")
        assert _told(few) == _told(_of_many(words, numbers).find(f"-{text}-"))
        assert texts.index(text) in {kind for kind, *_ in _told(few)}


def test_a_sign_alone_is_looked_for_in_the_text_and_not_at_every_blank() -> None:
    groups = [
        LiteralGroup(" ", 1, False, False, None, "", ("€",), True, ((0, ""),)),
        LiteralGroup("an", 1, False, False, None, "", None, False, ((1, ""),)),
    ]
    words = expanded(groups, {})
    for one in (Sought(words, [0, 1]), _of_many(words, [0, 1])):
        assert [(group.texts, text, place) for _, group, text, place in one.signs] == [(("€",), "€", 0)]
        assert len(one.find(" an an  ").hits) == 2
