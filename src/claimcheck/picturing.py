"""Makes pictures of claims and of whole pages in a process of its own, within the limits of reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any

from claimcheck.errors import ClaimcheckError
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.document import Document
from claimcheck.model.report import DocumentOut, Report
from claimcheck.read.isolation import process
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.report.layout import visible
from claimcheck.report.rows import rows
from claimcheck.report.style import Key, Picture, Pictures, Sheet, Sort, Texts, key
from claimcheck.report.words import count, in_order

PICTURED = 10
"""Claims with a picture at most; of those that say the same only the first has one."""

_MOST = 4 * MEBIBYTE  # bytes that come back for a document

MOST_IN_FILE = 12 * MEBIBYTE
"""Bytes of the pictures in a page that is one file; pages of claims that come later in the order have none."""

_AT_A_TIME = 8
_MOST_OF_PAGES = 8 * MEBIBYTE


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
    answer, pngs = process.done(__name__, {"bands": wanted}, data, limits, document.coverage.pages or 0, _MOST)
    if "done" not in answer:
        return {}, visible(str(answer.get("lost") or answer["error"][1]))
    made = zip(pairs, _parted(answer, pngs), strict=True)
    return {key(*pair): Picture(*one) for pair, one in made if one is not None}, ""


def sheets_of(record: DocumentOut, source: bytes, numbers: Sequence[int], limits: Limits) -> dict[int, Sheet]:
    """Pictures of some pages, counted from 1, by their number; a page of which there is none is left out."""
    wanted = [(number, [(at, record.claims[at].text) for at in _on(record, number)]) for number in numbers]
    job = {"pages": [(number - 1, [words for _, words in claims]) for number, claims in wanted]}
    made = process.done(__name__, job, source, limits, record.coverage.pages or 0, _MOST_OF_PAGES)
    found: dict[int, Sheet] = {}
    for (number, claims), one in zip(wanted, _parted(*made), strict=False):
        if one is not None:
            *picture, lines = one
            marks = zip((at for at, _ in claims), lines, strict=True)
            rows_of = tuple((at, tuple(map(tuple, rows))) for at, rows in marks if rows)
            found[number] = Sheet(Picture(*picture), rows_of)
    return found


def _on(record: DocumentOut, number: int) -> list[int]:
    """The claims of a page in reading order."""
    claims = record.claims
    return sorted(
        (at for at in range(len(claims)) if claims[at].place.page == number), key=lambda at: claims[at].place.start
    )


def texts_of(
    report: Report, read: Callable[[str], Document], source: Callable[[str], bytes], limits: Limits, *, pictures: bool
) -> Texts:
    """What a page that is one file shows of the documents; ``read`` and ``source`` give a document and its bytes.

    Of PDF files there are pictures of the pages whose claims come first, as many as there is room for.
    """
    again = ((one, read(one.path)) for one in report.documents if one.status != "unreadable")
    # What came through a pipe, or has changed since, cannot be shown.
    documents = {one.path: document for one, document in again if document.sha256 == one.sha256}
    sheets: dict[tuple[str, int], Sheet] = {}
    room = MOST_IN_FILE
    for record in report.documents if pictures else ():
        if record.format != "pdf" or record.path not in documents:
            continue
        data = source(record.path)
        for numbers in _runs([claim.place.page for _, claim in in_order([record])]):
            if room <= 0:
                break
            made = sheets_of(record, data, numbers, limits)
            room -= sum(len(one.picture.png) for one in made.values())
            sheets.update(((record.path, number), one) for number, one in made.items())
    return Texts(documents, sheets)


def _runs(pages: Sequence[int | None]) -> Iterator[list[int]]:
    """The pages, each once, a few at a time."""
    distinct = [page for page in dict.fromkeys(pages) if page is not None]
    for start in range(0, len(distinct), _AT_A_TIME):
        yield distinct[start : start + _AT_A_TIME]


def _parted(answer: Mapping[str, Any], pngs: bytes) -> Iterator[list[Any] | None]:
    """What was made: the bytes of each picture, its size and what was told of it; None for one that was not."""
    start = 0
    for one in answer.get("done", {}).get("made", ()):
        if one is not None:
            one[0], start = pngs[start : start + one[0]], start + one[0]
        yield one


def main() -> None:
    """What runs in the other process."""
    process.serve(lambda _: __import__("claimcheck.report.files.bands"), _drawn)


def _drawn(job: dict[str, Any], source: bytes) -> process.Answer:
    import pypdfium2

    from claimcheck.report.files.bands import Band, WholePage, bands, whole_page

    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise ClaimcheckError("the file is damaged or has a password", code="no-pictures") from error
    made: list[Band | WholePage | None]
    with closing(pdf):
        made = [whole_page(pdf, number, words) if number < len(pdf) else None for number, words in job.get("pages", ())]
        made += bands(pdf, job.get("bands", ()))
    told = [one and (len(one.png), *one[1:]) for one in made]
    return {"made": told}, b"".join(one.png for one in made if one is not None)
