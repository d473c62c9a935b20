"""Names of organisations, as well as capital letters tell them."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.text.line import OPENING, Line

CAPITALS = "A-ZÀ-ÖØ-ÞŒŠŽĀ-ĿΑ-ΩА-Я"
_NAME = rf"[{CAPITALS}][\w&]*(?:(?:[-/.](?=\w)|'(?=[{CAPITALS}]))[\w&]+)*"
_MOST_FURTHER_WORDS = 7
_SHORT_WORD = 3
_BEFORE = " " + OPENING
_SMALL_FORM = re.compile(r" ([a-z][\w/]{1,3})(?![\w])")
_DIGIT = re.compile("[0-9]")


def read_parties(line: Line) -> None:
    """Note names that stand right behind a cue ("verified by …"), end in a company form, or do what checkers do.

    The role says which of these it was; a cue counts before a form. Behind a word for it ("near …") a name is that of a
    place. The other facts have been read and stand in order; no name reaches into them.
    """
    text, forms = line.text, line.index.party_suffixes
    for run in _run_pattern(line.index.particle_pattern).finditer(text):
        start, end = run.span()
        if start and text[start - 1] not in _BEFORE:
            continue
        behind = _SMALL_FORM.match(text, end)
        if behind and behind[1] in forms:  # "Nord Oak plc"
            end = behind.end()
        words = text[start:end].split(" ")
        formed = len(words) > 1 and not forms.isdisjoint(words)
        acts = len(words) > 1 and _before_verb(line, end)
        if not formed and not acts and not (start > 1 and text[start - 2].islower()):
            continue
        name = _formed(line, start, words) if formed else None
        # Where every noun has a capital, a single one says nothing.
        told = len(words) > 1 or not line.index.noun_capitals
        cued = bool(
            start and told and not (len(words) == 1 and words[0] in forms) and _behind_cue(line, start)
        )
        role = "cued" if cued else "acting" if acts and name is None else "formed"
        if name is None and (cued or acts):
            name = start, end
        is_place = (
            name is None and told and not _is_short_form(words) and _behind_cue(line, start, places=True)
        )
        if is_place:
            name = start, end
        if name is None or _is_other(line, words[0]) or words[-1].lower() in line.index.references:
            continue
        begin, stop = name[0] + line.base, name[1] + line.base
        if any(begin < fact.end and stop > fact.start for fact in line.facts):
            continue
        if is_place:
            line.add("place", name[0], name[1])
        else:
            line.add("party", name[0], name[1], role=role)


def _is_short_form(words: list[str]) -> bool:
    """Whether it is a lone abbreviation, which may stand for anything."""
    return len(words) == 1 and words[0].isupper()


def _before_verb(line: Line, end: int) -> bool:
    """Whether a verb of checking stands right behind the name."""
    if line.text[end : end + 1] != " ":
        return False
    head = line.low[end + 1 :].partition(" ")[0]
    return line.phrase_at(end + 1, line.index.party_verbs, head) is not None


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


def _behind_cue(line: Line, start: int, *, places: bool = False) -> bool:
    """Whether a cue in lower case stands before the name, with at most one particle between them."""
    cues = line.index.place_cues if places else line.index.cues
    for _ in range(2):
        cue = line.phrase_before(start, cues)
        if cue:
            # One word with a capital may be part of the name; "Tested by" is none.
            return line.text[cue[0]].islower() or (cue[0] == 0 and " " in line.text[: start - 1].rstrip())
        at = line.token_start(start - 1)
        if line.low[at : start - 1] not in line.index.particles:
            return False
        start = at
    return False


def _is_other(line: Line, word: str) -> bool:
    """Whether a capitalised word is a single letter, a month, a scope, a currency, or what carries a number."""
    low, index = word.lower(), line.index
    if len(word) == 1:
        return True
    if low in index.months or low in index.scopes or low in index.currency_heads or low in index.references:
        return True
    return bool(_DIGIT.search(word))
