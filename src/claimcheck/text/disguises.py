"""Letters that look like Latin ones, and characters that nobody sees: what hides a word from whoever looks for it.

A character data table, not a list of words: it holds the letters of other scripts, and the ornamental forms, that a
reader takes for a Latin letter. Words that are really Greek or Cyrillic stay as they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from claimcheck.text.remembered import late_pattern

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters without a picture, as the inside of a character class."""
COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
"""Marks that are drawn over the character before them, as the inside of a character class."""

# Two marks on a letter are written language; a taller stack is scribbling.
_MOST_MARKS = 2
_OVERLAYS = late_pattern("[\u0334-\u0338\u20d2\u20d3\u20d8-\u20da\u20dd-\u20e0\u20e2-\u20e6\u20ea\u20eb]")
_MARK = late_pattern(f"[{COMBINING}]")

# By script, so that a word in a real alphabet can be told from one that only borrows its letters.
_LOOKALIKES = (
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿαγικνορυϲϳ", "ABEZHIKMNOPTYXCJayiknopucj"),
    # Cyrillic
    ("АВЕКМНОРСТУХІЈЅԌԚԜѴӀаеорсухіјѕԁһӏԛѵԝкгү", "ABEKMHOPCTYXIJSGQWVIaeopcyxijsdhlqvwkry"),
    # Armenian, Coptic, Cherokee, Lisu
    ("օսհոցզյՏՕՍԼ", "ouhngqjSOUL"),
    ("ⲟⲣⲥⲁⲞⲢⲤ", "opcaOPC"),
    ("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᏀᏃᏙᏚᏞᏟᏢᏦᏴ", "DRTiAJEWMHGZVSLCPKB"),
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),
)
# Small capitals, letters of phonetics, the long s: ornament, and the reader sees that it is.
_ORNAMENTS = ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɑɡɩʋſ", "abcdefghijklmnopqrstuvwyzagivs")


def _enclosed() -> dict[str, str]:
    """Letters in circles and squares."""
    table = {chr(0x24B6 + at): chr(0x41 + at) for at in range(26)}
    table |= {chr(0x24D0 + at): chr(0x61 + at) for at in range(26)}
    for first in (0x1F130, 0x1F150, 0x1F170):
        table |= {chr(first + at): chr(0x41 + at) for at in range(26)}
    return table


def _raised() -> dict[str, str]:
    """Raised and lowered letters."""
    codes = (*range(0x2B0, 0x2B9), *range(0x2E0, 0x2E4), *range(0x1D2C, 0x1D6B), *range(0x1D9B, 0x1DC0))
    codes += (0x2071, 0x207F, *range(0x2090, 0x209D))
    plain = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {char: letter for char, letter in plain.items() if letter.isascii() and letter.isalpha()}


_FOREIGN = {ord(char): latin for chars, letters in _LOOKALIKES for char, latin in zip(chars, letters, strict=True)}
_LATIN = _FOREIGN | {ord(char): latin for char, latin in zip(*_ORNAMENTS, strict=True)}
_ENCLOSED, _RAISED = _enclosed(), _raised()
_RUNS = str.maketrans(_ENCLOSED | _RAISED)
_SCRIPTS = (
    "\u0370-\u058f\u1c80-\u1c8f\u1f00-\u1fff\u13a0-\u13ff\u2c80-\u2cff\u2de0-\u2dff\ua4d0-\ua4ff\ua640-\ua69f"
    "\uab70-\uabbf"
)
SUSPECTS = "".join(
    char for char in map(chr, (*_LATIN, *map(ord, _ENCLOSED), *map(ord, _RAISED))) if char < "\U00010000"
)
SUSPECTS += "\U0001f130-\U0001f189"  # as a range: a class of single characters beyond the 16-bit ones is slow
"""Every character that may stand for a Latin letter, as the inside of a character class."""

_LATIN_LETTER = late_pattern("[A-Za-z\xc0-\u024f]")
_WORD = late_pattern(rf"[^\W_]+(?:[{INVISIBLE}{COMBINING}]+[^\W_]+)*")
# A soft hyphen is no trick: it says where a word may be parted.
_UNSEEN = INVISIBLE.replace("\xad", "")
_SPLIT = late_pattern(rf"(?<=[A-Za-z])\xad*[{_UNSEEN}][{INVISIBLE}]*(?=[A-Za-z])")
# Text written backwards and turned round again, and letters of the block of tags outside a flag.
_TURNED = late_pattern("[\u202d\u202e]|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007e]+")
_WORD_OR_TURN = late_pattern(f"{_WORD.pattern}|{_TURNED.pattern}")
_SIGN = late_pattern(f"[{_UNSEEN}{''.join(map(chr, _FOREIGN))}]")


_SUSPECT = late_pattern(f"[{SUSPECTS}]")
_LOOKALIKE = late_pattern(f"[{''.join(map(chr, _LATIN))}]")
_HIDING = late_pattern(f"[{''.join(map(chr, _FOREIGN))}]")
_OTHER_LETTER = late_pattern(f"(?![{''.join(map(chr, _LATIN))}])[{_SCRIPTS}]")
_RUN = late_pattern(f"(?:[{''.join(_ENCLOSED)}][{INVISIBLE}]*){{2,}}|(?:[{''.join(_RAISED)}][{INVISIBLE}]*){{3,}}")


def undisguised(text: str) -> str:
    """The text with Latin letters for those that look like them, one character for one.

    Changed are words that mix such letters with Latin ones; words of nothing but such letters where the rest of the
    text is Latin; and runs of letters in circles, in squares, or raised. A word with any other letter of its
    script is a word of that script.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    text = _RUN.sub(lambda run: run[0].translate(_RUNS), text)
    if not _LOOKALIKE.search(text):
        return text
    alone = _is_latin(text)
    return _WORD.sub(lambda word: word[0].translate(_LATIN) if _borrows(word[0], alone) else word[0], text)


def disguises(text: str) -> Iterator[int]:
    """Where words stand that hide: by letters of another script, by unseen characters inside, by turned direction."""
    if not _SIGN.search(text):
        return
    alone = _is_latin(text)
    for found in _WORD_OR_TURN.finditer(text):
        word = found[0]
        if _SPLIT.search(word) or _TURNED.search(word) or (_HIDING.search(word) and _borrows(word, alone)):
            yield found.start()


def composed(run: str) -> str:
    """A character with the marks drawn over it, as one character where there is one.

    Marks that do not melt into a letter are left out, and so is a whole stack of them.
    """
    marks = _MARK.findall(run)
    base = run[: len(run) - len(marks)]
    if len(marks) > _MOST_MARKS:
        return base
    kept = _OVERLAYS.sub("", run)
    return _MARK.sub("", unicodedata.normalize("NFC", kept)) or base


def _is_latin(text: str) -> bool:
    return _LATIN_LETTER.search(text) is not None and _OTHER_LETTER.search(text) is None


def _borrows(word: str, alone: bool) -> bool:
    """Whether a word only borrows letters of other scripts; ``alone``: there is nothing but Latin around it."""
    if not _LOOKALIKE.search(word) or _OTHER_LETTER.search(word):
        return False
    return _LATIN_LETTER.search(word) is not None or (alone and sum(map(str.isalpha, word)) > 1)
