"""The last page of a marked PDF: what the marks mean, and where the first things to do are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

from claimcheck.report.files.comments import FIRST
from claimcheck.report.files.paper import DIM, Colour, Text
from claimcheck.report.layout import shorten
from claimcheck.report.rows import Row, where_words
from claimcheck.report.words import count

_FIXED = (1980, 1, 1, 0, 0, 0)

NEXT = 20  # how many matters behind the first ones are marked in a light colour

FIRST_COLOUR: Colour = (255, 150, 60)
NEXT_COLOUR: Colour = (255, 238, 170)
OTHER_COLOUR: Colour = (110, 120, 130)
AGAINST_COLOUR: Colour = (190, 20, 20)

_NOTES = (
    "Other claims of which nothing more is asked have no mark. Each mark has a note; most programs show it at a click. "
    "It says what is missing and suggests what to write. The command claimcheck rule, with the id of the rule, "
    "tells the law behind it."
)
_BLANK = "     "
_INDENT = 44.0
_QUOTE = 160


def legend(found: Sequence[Row], as_of: str, *, against: bool) -> Iterator[Text]:
    """The paragraphs of the page.

    ``found`` are the matters of claims in their order; ``against`` says that passages contradict each other.
    """
    total = len(found)
    yield Text("What the marks mean", 15, bold=True)
    some = f"the first {FIRST} of {count(total, 'different claim')}" if total > FIRST else "all claims"
    yield _row(_BLANK, FIRST_COLOUR, f"What matters first: {some}, wherever they are said.")
    if total > FIRST:
        number = min(NEXT, total - FIRST)
        behind = f"the {number} behind them" if number > 1 else "the one behind them"
        yield _row(_BLANK, NEXT_COLOUR, f"What matters next: {behind}.")
    if total > FIRST + NEXT:
        yield _row("____", None, f"The other {count(total - FIRST - NEXT, 'claim')}.")
    if against:
        yield _row(_BLANK, AGAINST_COLOUR, "Underlined in this colour: a passage that another one contradicts.")
    for words in (
        _NOTES,
        "A note in the upper left corner of a page is about words that the page does not have as text.",
        "A mark says that a reader cannot check the words with what the document gives, never that they are untrue.",
        f"The pages before this one are as they were. As of {as_of}.",
    ):
        yield Text(words, 10, before=7)
    first = [(number, one) for number, one in enumerate(found[:FIRST], 1) if one.is_open]
    if first:
        yield Text("Where the first ones are", 11, bold=True, before=14)
    for number, one in first:
        yield Text(f"{number}. “{shorten(one.words, _QUOTE)}”", 9, before=4)
        yield Text(where_words(one), 9, colour=DIM, indent=12)


def _row(label: str, box: Colour | None, words: str) -> Text:
    return Text(words, 10, indent=_INDENT, before=8, label=label, box=box)


def settled(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same archive with one time for all its members; ``change`` gets name and content of each."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            after.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
