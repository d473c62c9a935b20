"""What shows that a page was damaged on its way: signs that no text has, markup that nobody writes.

Where it is found, words may be missing that no reader can tell, so the page counts as read in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from claimcheck.model.document import Problem
from claimcheck.read.html.tokens import Span

HINT = "save or fetch the page anew"

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_UTF8 = re.compile(
    r"[^\x00-\x7f\u07c0-\u07ff\ufffd]"
)  # in the encodings of Western Europe, "ß“" looks so too
_TAG = re.compile(r"<[^\s<>][^<>]*+>?")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_INSIDE_WORDS = frozenset("’‘'-–—·\xad")
_QUOTES = frozenset("“”„«»‹›¿¡")
_SELDOM = frozenset("¤¦¨¬¯´¸ˆ˜ƒ¢¶÷¼¾")
_ABBREVIATED = frozenset("ªºµ")
_MARKUP = frozenset("<>=/")
_LATIN_END, _WIDE_START = "\u0250", "\u2e80"
_MOST_ODD = 0.1  # of the signs beyond ASCII
_OWN = re.compile(r"(?<![\w:.-])[\w:.-]++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>=]++)(?=[\s/>]|$)")
_TAG_START = re.compile(r"</?[A-Za-z][^\s<>/]*+|/?$")
_WORD = re.compile(r"\w{2,}")


def has_odd_signs(data: bytes, text: str) -> bool:
    """Whether the signs beyond ASCII of a text whose encoding was guessed from its bytes are none of a text.

    In a text they are letters of its words, and signs between words. Bytes changed by chance stand inside words and in
    tags as well, or beside sound characters of UTF-8.
    """
    foreign = [*_FOREIGN.finditer(text)]
    sound = len(_UTF8.findall(data.decode(errors="replace")))
    in_tags = sum(len(_FOREIGN.findall(_QUOTED.sub("", tag[0]))) for tag in _TAG.finditer(text))
    text = f" {text} "
    odd = sum(_is_odd(found[0], text[found.start()], text[found.start() + 2]) for found in foreign)
    return sound + odd + in_tags > _MOST_ODD * len(foreign)


def _is_odd(sign: str, before: str, behind: str) -> bool:
    if sign >= _WIDE_START:
        return False
    if sign.isalpha() and sign not in _ABBREVIATED:
        if sign >= _LATIN_END:
            return before.isascii() and before.isalpha()
        capital = sign.isupper() and before.islower()
        lone = not (before.isalpha() or behind.isalpha()) and not _MARKUP.isdisjoint((before, behind))
        return capital or lone or before.isdigit() or behind.isdigit()
    if sign in _SELDOM or (sign in _QUOTES and before.isalnum() and behind.isalnum()):
        return True
    return before.isalpha() and behind.isalpha() and sign not in _INSIDE_WORDS


def problems(source: str, broken: Sequence[Span], words: int, path: str, *, xml: bool) -> Iterator[Problem]:
    """What to say of damage to the markup of a page with so many ``words`` read.

    ``broken`` are tags that hold another one; ``xml``: the page has to be well-formed.
    """
    lost = {tag: count for tag in broken if (count := _swallowed(source, tag))}
    if lost:
        lines = [source.count("\n", 0, tag.start) + 1 for tag in (min(lost), max(lost))]
        place = f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]} to {lines[1]}"
        count = sum(lost.values())
        message = (
            f"is damaged: tags in {place} have no end and hold words that were not read, "
            f"about {count:,} of {count + words:,} ({count / (count + words):.1%})"
        )
        yield Problem("page-damaged", message, "partial", path, HINT)
    elif xml and (line := _line_of_fault(source)):
        message = f"is damaged: from line {line} on it is no well-formed XML; words may be missing or wrong"
        yield Problem("page-damaged", message, "partial", path, HINT)


def _swallowed(source: str, tag: Span) -> int:
    """How many words a tag that has lost its end, and goes on to another's, holds outside of its own attributes."""
    inner = _OWN.sub(" ", source[tag.start : tag.end - 1])
    return len(_WORD.findall(_TAG_START.sub(" ", inner)))


class _OwnEntities(Exception):
    """A page declares entities: they are never resolved here."""


def _refuse(*_: object) -> None:
    raise _OwnEntities


def _line_of_fault(source: str) -> int:
    """The line in which a page stops to be XML, 0 where it does not, or has entities of its own."""
    rest = source.partition("?>")[2] if source.lstrip().startswith("<?xml") else source
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(rest.lstrip().encode(errors="replace"), True)
    except expat.ExpatError as error:
        before = len(source) - len(rest.lstrip())
        return source.count("\n", 0, before) + error.lineno
    except _OwnEntities:
        pass
    return 0
