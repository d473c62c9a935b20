"""Names of organisations, as well as capital letters tell them."""

from __future__ import annotations

import re
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
