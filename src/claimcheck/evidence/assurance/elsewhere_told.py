"""What one statement of a document takes from another on the same check: the name of the practitioner, and the mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.model.assurance import Assurance, Quoted


def marked_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the mark that the document explains where it first tells of the same practitioner."""
    for one in found:
        marks = {
            other.mark
            for other in found
            if other.mark
            and one.practitioner
            and other.practitioner
            and first_word(one.practitioner) == first_word(other.practitioner)
        }
        plain = one.mark is None and not one.whole and not any(part.metrics for part in one.covered)
        yield one._replace(mark=marks.pop()) if plain and len(marks) == 1 else one


def named_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the practitioner as the company names it.

    A letterhead may be a picture, and the small print names the whole network of a firm. Where the company tells of a
    level and of nobody who gave it, it is the only one who checked.
    """
    names = {first_word(one.practitioner): one.practitioner for one in reversed(found) if one.practitioner}
    told = [one.practitioner for one in found if one.practitioner is not None and one.teller == "company"]
    only = told[0] if len({name.text for name in told}) == 1 else None
    for one in found:
        own = one.practitioner
        theirs = (
            own is not None and (own.text == only.text or first_word(own) != first_word(only))
            if only
            else True
        )
        if own is None and one.levels and len(names) == 1:
            yield one._replace(practitioner=next(iter(names.values())))
        elif only is None or one.teller == "company" or theirs:
            yield one
        else:
            yield one._replace(practitioner=only)


def first_word(name: Quoted) -> str:
    """The word by which a practitioner is known."""
    return name.text.split()[0].lower()
