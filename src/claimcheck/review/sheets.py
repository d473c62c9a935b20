"""Makes pictures of whole pages with the places of claims, in a process of its own, within the limits of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from claimcheck.errors import ClaimcheckError
from claimcheck.model.document import Document
from claimcheck.model.report import DocumentOut, Report
from claimcheck.read.isolation import process
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.report.style import Picture, Sheet, Texts
from claimcheck.report.words import in_order

MOST_IN_FILE = 12 * MEBIBYTE
"""Bytes of the pictures in a page that is one file; pages of claims that come later in the order have none."""

_AT_A_TIME = 8
_MOST = 8 * MEBIBYTE


def sheets_of(record: DocumentOut, source: bytes, numbers: Sequence[int], limits: Limits) -> dict[int, Sheet]:
    """Pictures of some pages, counted from 1, by their number; a page of which there is none is left out."""
    wanted = [(number, [(at, record.claims[at].text) for at in _on(record, number)]) for number in numbers]
    job = {"wanted": [(number - 1, [words for _, words in claims]) for number, claims in wanted]}
    answer, pngs = process.done(__name__, job, source, limits, record.coverage.pages or 0, _MOST)
    found: dict[int, Sheet] = {}
    start = 0
    for (number, claims), told in zip(wanted, answer.get("done", {}).get("sheets", ()), strict=False):
        if told is not None:
            length, width, height, lines = told
            marks = zip((at for at, _ in claims), lines, strict=True)
            picture = Picture(pngs[start : start + length], width, height)
            found[number] = Sheet(picture, tuple((at, tuple(map(tuple, rows))) for at, rows in marks if rows))
            start += length
    return found


def _on(record: DocumentOut, number: int) -> list[int]:
    """The claims of a page in reading order."""
    claims = record.claims
    return sorted(
        (at for at in range(len(claims)) if claims[at].place.page == number),
        key=lambda at: claims[at].place.start,
    )


def texts_of(
    report: Report,
    read: Callable[[str], Document],
    source: Callable[[str], bytes],
    limits: Limits,
    *,
    pictures: bool,
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


def main() -> None:
    """What runs in the other process."""
    process.serve(lambda _: __import__("claimcheck.report.files.bands"), _drawn)


def _drawn(job: dict[str, Any], source: bytes) -> process.Answer:
    import pypdfium2

    from claimcheck.report.files.bands import whole_page

    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise ClaimcheckError("the file is damaged or has a password", code="no-pictures") from error
    with closing(pdf):
        made = [whole_page(pdf, number, words) if number < len(pdf) else None for number, words in job["wanted"]]
    told = [one and (len(one.png), one.width, one.height, one.lines) for one in made]
    return {"sheets": told}, b"".join(one.png for one in made if one is not None)
