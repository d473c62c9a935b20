"""Passages that contradict each other: side by side for a person, in lines for formats with room for one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from claimcheck.model.claim_out import AgainstOut, ClaimOut, FindingOut, PlaceOut
from claimcheck.model.contradiction import Pair
from claimcheck.model.report import DocumentOut, PairOut
from claimcheck.report.layout import visible, width_of, wrap
from claimcheck.report.places import Places
from claimcheck.report.style import Style
from claimcheck.report.words import count, place_words

SIDES_SHOWN = 4  # passages of one contradiction that are drawn; a total may have more parts
_GUTTER = " | "
_NARROW = 60


def sides(finding: FindingOut) -> list[tuple[PlaceOut, str]]:
    """All passages of a contradiction with their places, that of the finding first."""
    return [(finding.place, finding.quote), *((one.place, one.quote) for one in finding.against)]


def is_on(finding: FindingOut, claim: ClaimOut) -> bool:
    """Whether a contradiction has one of its passages in the words of a claim."""
    return bool(finding.against) and any(_is_in(place, claim) for place, _ in sides(finding))


def against(document: DocumentOut, claim: ClaimOut) -> list[FindingOut]:
    """The contradictions of a document that are on a claim and that nobody has accepted."""
    return [one for one in document.findings if one.state == "new" and is_on(one, claim)]


def others(finding: FindingOut, claim: ClaimOut) -> list[tuple[PlaceOut, str]]:
    """The passages that a claim is held against."""
    return [one for one in sides(finding) if not _is_in(one[0], claim)] or sides(finding)[1:]


def _is_in(place: PlaceOut, claim: ClaimOut) -> bool:
    return place.path is None and place.start < claim.place.end and claim.place.start < place.end


def against_lines(finding: FindingOut) -> Iterator[str]:
    """The other passages with their places, the sum, and how many more places disagree: a line each."""
    for one in finding.against:
        yield f"against: {place_words(one.place)}: {visible(one.quote)}"
    if finding.sum:
        yield f"sum: {visible(finding.sum)}"
    if finding.further:
        yield further_words(finding)


def against_words(finding: FindingOut) -> str:
    """The same on one line, behind the message and the quote of the finding."""
    if not finding.against:
        return ""
    return "; ".join([f"quote: {visible(finding.quote)}", *against_lines(finding)])


def further_words(finding: FindingOut) -> str:
    """How many places are not quoted: "3 further places disagree"."""
    verb = "disagrees" if finding.further == 1 else "disagree"
    return f"{count(finding.further, 'further place')} {verb}"


def columns(finding: FindingOut, style: Style, indent: int) -> Iterator[str]:
    """The passages in two columns, in rows of two; one below the other where the page is narrow."""
    shown = sides(finding)[:SIDES_SHOWN]
    cells = [(place_words(place), style.quoted(visible(quote))) for place, quote in shown]
    left = len(finding.against) + 1 - len(shown)
    room = style.width - indent
    if room < _NARROW:
        for place, quote in cells:
            yield from (" " * indent + line for words in (place, quote) for line in wrap(words, room))
    else:
        width = (room - len(_GUTTER)) // 2
        for first in range(0, len(cells), 2):
            pair = [[line for words in cell for line in wrap(words, width)] for cell in cells[first : first + 2]]
            yield from (" " * indent + line for line in _beside(pair, width))
    if left > 0:
        yield " " * indent + f"and {count(left, 'further passage')}"


def _beside(pair: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    for parts in zip_longest(*pair, fillvalue=""):
        first, *others = parts
        padded = first + " " * (width - width_of(first))
        yield (padded + "".join(f"{_GUTTER}{other}" for other in others)).rstrip()


def split(document: DocumentOut) -> tuple[list[FindingOut], list[FindingOut]]:
    """The contradictions of a document, and its other findings about no claim."""
    pairs = [one for one in document.findings if one.against]
    return pairs, [one for one in document.findings if not one.against]


def pair_out(one: Pair, places: Places) -> PairOut:
    """A pair on the wire."""
    first, second = one.sides
    place, quote = places.cited(first.start, first.end)
    other, held = places.cited(second.start, second.end)
    return PairOut(
        quote=quote,
        place=place,
        against=AgainstOut(quote=held, place=other),
        stated=one.first,
        held=one.second,
        open=list(one.open),
    )


def compare_lines(pairs: Sequence[PairOut]) -> Iterator[str]:
    """Each pair with its places, and what is not told, a line each."""
    for one in pairs:
        told = f"{visible(one.stated)} ({place_words(one.place)}) and {visible(one.held)}"
        yield f"{told} ({place_words(one.against.place)}): not told to be the same {' or '.join(one.open)}"
