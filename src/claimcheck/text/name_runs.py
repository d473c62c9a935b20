"""Names of several words, told by their form: of standards, bodies, papers, programmes, posts.

Capital letters alone make no name: "Net Zero" may be set so wherever it stands. A run of them is one where it has a
word of names such as "Council" or "Standard", many words, its initials in brackets behind it, or stands in quotation
marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from claimcheck.text.fact_grammar import CUE, PLACE
from claimcheck.text.sentence_scan import OPENING, Line

CAPITALS = "A-ZÀ-ÖØ-ÞŒŠŽĀ-ĿΑ-ΩА-Я"
_NAME = rf"[{CAPITALS}][\w&]*(?:(?:[-/.](?=\w)|'(?=[{CAPITALS}]))[\w&]+)*"
_MOST_FURTHER_WORDS = 7
_SHORT_WORD = 3
_BEFORE = " " + OPENING
_DIGIT = re.compile("[0-9]")


def read_parties(line: Line) -> None:
    """Note names that stand right behind a cue ("verified by …"), end in a company form, or do what checkers do.

    The role says which of these it was; a cue counts before a form. Behind a word for it ("near …") a name is that of a
    place. The other facts have been read and stand in order; no name reaches into them.
    """
    text, index, forms = line.text, line.index, line.index.party_suffixes
    for run in _run_pattern(index.particle_pattern).finditer(text):
        start, end = run.span()
        if start and text[start - 1] not in _BEFORE:
            continue
        if text[end : end + 1] == " " and text[end + 1 : end + 2].islower():
            end, acts = _followed(line, end)
        else:
            acts = False
        words = text[start:end].split(" ")
        several = len(words) > 1
        formed = several and not forms.isdisjoint(words)
        acts = acts and several
        if not formed and not acts and not (start > 1 and text[start - 2].islower()):
            continue
        # Where every noun has a capital, a single one says nothing.
        told = several or not (index.noun_capitals or words[0] in forms)
        cue = _cue_before(line, start) if start and told else None
        name = _formed(line, start, words) if formed else None
        role = "cued" if cue == CUE else "acting" if acts and name is None else "legal_form"
        if name is None and (cue == CUE or acts or (cue == PLACE and (several or not words[0].isupper()))):
            name = start, end
        if name is None or _is_other(line, words[0]) or words[-1].lower() in index.references:
            continue
        begin, stop = name[0] + line.base, name[1] + line.base
        if any(begin < fact.end and stop > fact.start for fact in line.facts):
            continue
        if cue == PLACE and not formed and not acts:
            line.add("place", name[0], name[1])
        else:
            line.add("party", name[0], name[1], role=role)


def _followed(line: Line, end: int) -> tuple[int, bool]:
    """Where a name ends with a form in small letters behind it ("Nord Oak plc"), and whether it goes on to check."""
    low, index = line.low, line.index
    stop = low.find(" ", end + 1)
    word = low[end + 1 : stop if stop > 0 else line.length]
    if word.rstrip(".,;:") in index.small_forms:
        return end + 1 + len(word.rstrip(".,;:")), False
    # Most words that follow a name are no verbs of checking.
    return end, word in index.party_verbs and line.phrase_at(end + 1, index.party_verbs, word) is not None


@lru_cache(maxsize=16)
def _run_pattern(particles: str) -> re.Pattern[str]:
    """Capitalised words that one blank, an ampersand or a particle joins."""
    return re.compile(rf"{_NAME}(?: (?:(?:&|{particles}) )?{_NAME}){{0,{_MOST_FURTHER_WORDS}}}")


def _formed(line: Line, start: int, words: list[str]) -> tuple[int, int] | None:
    """The part of a run that a company form makes a name: up to the last form, or behind one ("University of …")."""
    text, forms = line.text, line.index.party_suffixes
    last = max(at for at, word in enumerate(words) if word in forms)
    if last == 0:
        last = len(words) - 1
    at_start = not text[:start].strip(OPENING + " ")
    end = start + len(" ".join(words[: last + 1]))
    if at_start and len(words[0]) <= _SHORT_WORD and not words[0].isupper():
        # "The", "Our": too short to be sure that it is part of the name.
        if last == 1:
            return None
        start += len(words[0]) + 1
    abbreviated = text[end : end + 2] == ". " and len(words[last]) <= _SHORT_WORD
    if abbreviated and not text[end + 2 : end + 3].isupper():
        end += 1
    return start, end


def _cue_before(line: Line, start: int) -> str | None:
    """What a cue in lower case before the name makes of it, with at most one particle between them."""
    for _ in range(2):
        cue = line.phrase_before(start, line.index.cues)
        if cue:
            # One word with a capital may be part of the name; "Tested by" is none.
            if line.text[cue[0]].islower() or (cue[0] == 0 and " " in line.text[: start - 1].rstrip()):
                return cue[1]
            return None
        at = line.token_start(start - 1)
        if line.low[at : start - 1] not in line.index.particles:
            return None
        start = at
    return None


def _is_other(line: Line, word: str) -> bool:
    """Whether a capitalised word is a single letter, a month, a scope, a currency, or what carries a number."""
    low, index = word.lower(), line.index
    if len(word) == 1:
        return True
    if low in index.months or low in index.scopes or low in index.currency_heads or low in index.references:
        return True
    return bool(_DIGIT.search(word))


_WORD = rf"[{CAPITALS}][\w&'/-]*"
# From so many words with a capital on nothing but a name is written so.
_LONG = 4
# Characters of the longest name; it bounds what is looked at.
_LONGEST = 160
_TOKEN = re.compile(r"[^\W\d_][\w&'/-]*")
_QUOTES = "\"'"
# A word that is too long for a link between names.
_WEIGHTY = re.compile(r"[^\W\d_][\w&'/-]{4,}")


class NameRuns:
    """Finds such names in one language.

    ``heads`` are words of names, ``links`` small words inside of them, ``common`` words that open a sentence and no
    name, all in lower case; ``trailing`` are words that make a name of the capitals before them ("programme"), and
    ``bodies`` those heads that name a body outside of the company.
    """

    def __init__(
        self,
        heads: Collection[str],
        links: Collection[str],
        common: Collection[str],
        trailing: Collection[str],
        bodies: Collection[str] = (),
    ) -> None:
        self._heads = frozenset(word for head in heads for word in head.lower().split())
        self._links = frozenset(links)
        self._common = frozenset(common)
        self._trailing = frozenset(trailing)
        self._bodies = frozenset(body.lower() for body in bodies)
        joint = "|".join(sorted(map(re.escape, self._links), key=len, reverse=True)) or "(?!)"
        self._pattern = re.compile(rf"(?<![\w-]){_WORD}(?: (?:(?:{joint}|&) ){{0,2}}{_WORD})+")

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Half-open offsets of the names between two offsets, in order. Linear in the run."""
        runs = [*self._pattern.finditer(text, start, end)]
        # In a title every word has its capital.
        if not runs or all(word[0].isupper() for word in _WEIGHTY.findall(text, start, end)):
            return
        for run in runs:
            first, last = run.span()
            words = run.group().split(" ")
            while words and words[0].lower() in self._common:
                first += len(words[0]) + 1
                words = words[1:]
                while words and words[0].lower() in self._links:
                    first += len(words[0]) + 1
                    words = words[1:]
            if len(words) > 1 and last - first <= _LONGEST and self._is_name(text, first, last, words):
                yield first, last

    def bodies(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that end in a word of bodies outside of the company ("Coalition"), in order."""
        for first, last in self.find(text, start, end):
            if text[first:last].rpartition(" ")[2].lower() in self._bodies:
                yield first, last

    def is_instrument(self, name: str) -> bool:
        """Whether a name has a word of ``trailing``, as policies and programmes of companies have."""
        return not self._trailing.isdisjoint(name.lower().split())

    def _is_name(self, text: str, first: int, last: int, words: list[str]) -> bool:
        capitals = [word for word in words if word[0].isupper()]
        if len(capitals) < 2:
            return False
        if len(capitals) >= _LONG or not self._heads.isdisjoint(word.lower() for word in words):
            return True
        if text[first - 1 : first] in _QUOTES and text[last : last + 1] in _QUOTES and first:
            return True
        initials = "".join(word[0] for word in capitals)
        if text.startswith(f" ({initials}", last):
            return True
        following = _TOKEN.match(text, last + 1)
        return text[last : last + 1] == " " and following is not None and following.group() in self._trailing
