"""Drop capitals that stand on the line of their word, as lines of their own.

Whether such a letter begins the word or is one itself is seen where all words of the document are known.
"""

from __future__ import annotations

from claimcheck.read.pdf.page.run import Run

# In parts of the height of the word behind it.
_LARGER, _LIFT, _REACH = 1.7, 0.3, 0.8


def is_capital(letter: Run, word: Run) -> bool:
    """Whether ``letter``, the first run of a line, is a drop capital in front of ``word``, the second."""
    return (
        len(letter.text) == 1
        and letter.height >= _LARGER * word.height
        and letter.text.isupper()
        and word.text[:1].islower()
        and letter.base - word.base < _LIFT * word.height
        and word.left - letter.right < _REACH * word.height
    )
