"""Makes the pictures of the first claims of a report in a process of its own, within the limits of reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import groupby
from typing import Any

from claimcheck.errors import ClaimcheckError
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.read.isolation import process
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.report.layout import visible
from claimcheck.report.rows import rows
from claimcheck.report.style import Key, Picture, Pictures, Sort, key
from claimcheck.report.words import count

PICTURED = 10
"""Claims with a picture at most; of those that say the same only the first has one."""

_MOST = 4 * MEBIBYTE  # bytes that come back for a document


def pictures_of(report: Report, source: Callable[[str], bytes], limits: Limits, sort: Sort = "rank") -> Pictures:
    """Pictures of the first claims on pages of PDF files; where there is none, a note says why, and nothing is raised.

    ``source`` gives the bytes of an input by its path, ``sort`` is the order in which claims are listed.
    """
    made: dict[Key, Picture] = {}
    notes: list[str] = []
    pairs = sorted(_first(report, sort), key=lambda pair: pair[0].path)
    for path, group in groupby(pairs, key=lambda pair: pair[0].path):
        own = list(group)
        found, why = _of_document(own, source, limits)
        made.update(found)
        if why:
            notes.append(f"Of {visible(path)} there are no pictures of pages: {why}.")
        elif len(found) < len(own):
            left = count(len(own) - len(found), "claim")
            notes.append(
                f"{left} of the first {len(own)} in {visible(path)} without a picture: "
                "the words are not on the page as text, or the picture is too large."
            )
    return Pictures(made, tuple(notes))


def _first(report: Report, sort: Sort) -> list[tuple[DocumentOut, ClaimOut]]:
    """What to deal with first of what stands on a page of a PDF file; of claims that say the same the one listed."""
    on_pages = [
        one for one in rows(report.documents) if one.document.format == "pdf" and one.claim.place.page is not None
    ]
    wanted = {id(claim) for one in on_pages[:PICTURED] for claim in one.claims}
    return [(one.document, one.claim) for one in rows(report.documents, sort) if id(one.claim) in wanted]


def _of_document(
    pairs: list[tuple[DocumentOut, ClaimOut]], source: Callable[[str], bytes], limits: Limits
) -> tuple[dict[Key, Picture], str]:
    """The pictures of a document by claim, or why there are none."""
    document = pairs[0][0]
    wanted = [((claim.place.page or 1) - 1, claim.text) for _, claim in pairs]
    try:
        data = source(document.path)
    except OSError as error:
        return {}, f"the file cannot be read again, {visible(error.strerror or str(error))}"
    if hashlib.sha256(data).hexdigest() != document.sha256:
        return {}, "the file is not the one that was read"
    answer, pngs = process.done(__name__, {"wanted": wanted}, data, limits, document.coverage.pages or 0, _MOST)
    if "done" not in answer:
        return {}, visible(str(answer.get("lost") or answer["error"][1]))
    found: dict[Key, Picture] = {}
    start = 0
    for pair, sizes in zip(pairs, answer["done"]["sizes"], strict=True):
        if sizes is not None:
            length, width, height, whole = sizes
            found[key(*pair)] = Picture(pngs[start : start + length], width, height, whole)
            start += length
    return found, ""


def main() -> None:
    """What runs in the other process."""
    process.serve(lambda _: __import__("claimcheck.report.files.bands"), _drawn)


def _drawn(job: dict[str, Any], source: bytes) -> process.Answer:
    import pypdfium2

    from claimcheck.report.files.bands import bands

    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise ClaimcheckError("the file is damaged or has a password", code="no-pictures") from error
    made = bands(pdf, [(page, words) for page, words in job["wanted"]])
    sizes = [one and (len(one.png), one.width, one.height, one.whole) for one in made]
    return {"sizes": sizes}, b"".join(one.png for one in made if one is not None)
