"""Which language a short text is in, where small words and scripts do not tell: by its letters, name by name aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from claimcheck.text.language import LEAST_LETTERS, LanguageGrammar, Letters, language_of, language_of_script, words_in

UNKNOWN = "?"
"""A language that is not the usual one and cannot be named."""

FEW = 2
"""Words that are no names which a text has to have; of no more than these more is asked."""
APART = 4.0
"""How far the likeliest language has to be ahead of the next to be named."""
MOST_OF_BADGE = 3
"""Words of the longest text that may be the whole of a label or a button."""
# How much more likely such a text has to be in another language, and one of a single word, which may be a name: names
# are short, and what is said of goods in one word seldom is.
BADGE, LONE = 7.0, 40.0
SMALL = 0.5
LEAST_LONE = 9


class Least(NamedTuple):
    """How much more likely, as a logarithm, a text has to be in another language than the usual one to be told so."""

    of_many: float
    of_few: float


LIKELY, CERTAIN = Least(8.0, 12.0), Least(12.0, 18.0)
"""What is asked where nothing speaks for the usual language but the text itself, and where the document does."""
# What a word adds at most, and takes away at most: a word of English stands in copy of any language, so it weighs less
# than a foreign one. Names say little, and least against a language.
_MOST, _LEAST = 15.0, -8.0
_MOST_OF_NAME, _LEAST_OF_NAME = 5.0, -2.0
# Figures, addresses, code, paths, and names of files and fields.
_NO_WORD = re.compile(r"[\d@_/\\=<>{}()\[\]#|~$.:*^]|[a-zß-ÿ][A-Z]")
_ROUND = re.compile(r"^[^\w]+|[^\w]+$")
_ENDS = (".", "!", "?", ":")


MOST_READ = 20_000
"""Characters whose words are looked at."""


class Word(NamedTuple):
    """A word in lower case; ``named`` where a capital says that it may be a name."""

    text: str
    named: bool


def language_of_few(
    text: str,
    grammar: LanguageGrammar,
    usual: str | None = None,
    known: Callable[[], Collection[str]] = frozenset,
    capitals: Collection[str] = (),
    least: Least = CERTAIN,
) -> str | None:
    """The language of a text of a word or more, None where nothing says that it is not in the ``usual`` one.

    That is the language of the document; where it is not known, the one that letters are counted for first. ``known``
    are words of the usual language; where there are any, a text with others is in another language if that is
    ``LIKELY``. ``capitals`` are languages whose nouns have capitals: there a capital says nothing.
    """
    # The name of another language in its own script stands in many pages; alone a word of two letters is copy.
    few = LEAST_LETTERS if usual else FEW
    told = language_of(text, grammar) or language_of_script(text, grammar, few)
    letters = grammar.letters
    if told is not None or letters is None:
        return told
    # As far as a glance tells, there are only names and figures.
    if not capitals and not text.isupper() and not any(token[0].islower() for token in text.split()):
        return None
    # A word that is said again tells nothing more.
    words = list(dict.fromkeys(words_of(text[:MOST_READ], grammar.particles)))
    if len(words) < FEW or (not capitals and sum(not word.named for word in words) < FEW):
        return None
    base = letters.languages.index(usual) if usual in letters.languages else 0
    # Most texts are told to be as usual by what no language can do more than lead.
    if sum(min(max(letters.lead(word.text, base), _LEAST), _MOST) for word in words) < LIKELY.of_many:
        return None
    vocabulary = known()
    words = [word for word in words if letters.of(word.text)]
    return _leading(words, letters, base, LIKELY if vocabulary else least, vocabulary, capitals)


def language_of_badge(text: str, grammar: LanguageGrammar, usual: str, spelt: Callable[[str], bool]) -> str | None:
    """The language of one to three words that stand alone and are none of the ``usual`` language, as on a label.

    "Neutre en carbone" and "Klimaatneutraal" tell too little for ``language_of_few``; here it counts as well that the
    usual language, which has the words that are ``spelt`` so, has none of them ("Size guide"). Words with capitals may
    be names ("Velora Duo"); of these one that is long tells something, alone.
    """
    letters = grammar.letters
    if letters is None or usual not in letters.languages:
        return None
    words = list(dict.fromkeys(words_of(text[:MOST_READ], grammar.particles)))
    alone = len(words) == 1
    words = [word for word in words if letters.of(word.text) and (alone or not word.named)]
    least = LONE if alone else BADGE
    if not alone and not text.isupper() and any(grammar.is_small_word(word.text, usual) for word in words):
        least = SMALL
    if len(words) < (1 if alone else FEW) or (alone and len(words[0].text) < LEAST_LONE):
        return None
    weights = (letters.of(word.text) for word in words)
    sums = dict(zip(letters.languages, map(sum, zip(*weights, strict=True)), strict=True))
    base = sums.pop(usual)
    (most, language), (second, _) = sorted(((one, name) for name, one in sums.items()), reverse=True)[:2]
    if most - base < least or any(spelt(word.text) for word in words):
        return None
    return language if most - second >= APART else UNKNOWN


def speaks_for(text: str, grammar: LanguageGrammar, language: str, other: str) -> bool:
    """Whether the letters of a text speak for one language rather than for another."""
    letters = grammar.letters
    if letters is None or not {language, other} <= set(letters.languages):
        return False
    one, two = letters.languages.index(language), letters.languages.index(other)
    weights = [letters.of(word.text) for word in words_of(text[:MOST_READ], grammar.particles)]
    return sum(each[one] - each[two] for each in weights if each) > 0


# The same few words are read for each language that they may be in, and as a part of copy and as the whole of it.
@lru_cache(maxsize=16)
def words_of(text: str, particles: frozenset[str]) -> tuple[Word, ...]:
    """The words of a text without figures, addresses, code, abbreviations, and the small words inside of names."""
    found: list[str | None] = []
    first: set[int] = {0}
    # Some files write an accent behind its letter.
    for token in unicodedata.normalize("NFC", text).split():
        core = _ROUND.sub("", token)
        found += words_in(core) if core and not _NO_WORD.search(core) else (None,)
        if token.endswith(_ENDS):
            first.add(len(found))
    loud = all(word is None or word.isupper() for word in found)
    words: list[Word] = []
    for at, word in enumerate(found):
        if word is None or (not loud and word.isupper()):
            continue
        small = _is_small(found, at, particles)
        if word[:1].islower() and not small:
            continue
        opens = at in first and _is_small(found, at + 1, particles)
        words.append(Word(word.lower(), not (small or loud or opens)))
    return tuple(words)


def _is_small(words: Sequence[str | None], at: int, particles: Collection[str]) -> bool:
    """Whether there is a word without a capital that is no part of a name, as in "Maria de la Cruz"."""

    def capital(step: int) -> bool:
        place = at + step
        while 0 <= place < len(words) and words[place] in particles:
            place += step
        word = words[place] if 0 <= place < len(words) else None
        return word is not None and word[:1].isupper()

    word = words[at] if at < len(words) else None
    return word is not None and word[:1].islower() and not (word in particles and capital(-1) and capital(1))


def _leading(
    words: Sequence[Word], letters: Letters, base: int, least: Least, known: Collection[str], capitals: Collection[str]
) -> str | None:
    """The language that is certain to lead before the one at ``base``, None where none does."""
    leads = []
    for at, language in enumerate(letters.languages):
        sure = whole = 0.0
        telling = 0
        for word in words:
            weights, foreign = letters.of(word.text), word.text not in known
            gain = weights[at] - weights[base] if foreign else _LEAST
            if word.named and language not in capitals:
                sure += min(max(gain, _LEAST_OF_NAME), _MOST_OF_NAME)
            else:
                whole += gain
                sure += min(max(gain, _LEAST), _MOST)
                telling += foreign
        if at != base and telling >= FEW and sure >= (least.of_many if telling > FEW else least.of_few):
            leads.append((whole, language))
    if not leads:
        return None
    (most, language), *others = sorted(leads, reverse=True)
    return language if not others or most - others[0][0] >= APART else UNKNOWN
