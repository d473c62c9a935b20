"""Bullets that a PDF writes as letters: those of a font of symbols, and an "o" in a font of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.read.pdf.page.fonts import Fonts
from claimcheck.read.pdf.page.run import UNMAPPED, Run

BULLET = "•"
_CONTROLS = "\x80", "\x9f"
"""What fonts of symbols without a map give, and no text has."""
_MIN_LINES = 2  # that begin with one letter in one font
_MIN_GAP = 0.2  # of the height


def with_bullets(lines: Sequence[list[Run]], fonts: Fonts) -> None:
    """Write a bullet for each letter at the beginning of one of the ``lines`` that is drawn as one.

    A letter in a font of symbols is one; in another font it is if several lines begin with it, away from their text.
    """
    likely: list[tuple[list[Run], tuple[int | None, str]]] = []
    for runs in lines:
        first = runs[0]
        control = _CONTROLS[0] <= first.text <= _CONTROLS[1]
        if len(first.text) > 1 or not (first.text.isalpha() or first.text == UNMAPPED or control):
            continue
        if control or fonts.is_symbolic(first):
            runs[0] = first._replace(text=BULLET)
        elif first.text == UNMAPPED:
            del runs[0]
        elif first.text.islower() and len(runs) > 1 and _stands_off(first, runs[1], fonts):
            likely.append((runs, (fonts.font(first), first.text)))
    often = Counter(key for _, key in likely)
    for runs, key in likely:
        if often[key] >= _MIN_LINES:
            runs[0] = runs[0]._replace(text=BULLET)


def _stands_off(letter: Run, text: Run, fonts: Fonts) -> bool:
    """Whether a letter is set in another font than the text behind it, with a blank between them."""
    return text.left - letter.right >= _MIN_GAP * text.height and fonts.font(letter) != fonts.font(text)
