"""What a PDF page paints besides text, asked of pdfium once for all that look at it."""

from __future__ import annotations

from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native

MAX_OBJECTS = 20_000
"""Objects looked at on one page, text among them."""

PATH, IMAGE = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE
SHADING, FORM = pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM
_PAINTED = frozenset((PATH, IMAGE, SHADING, FORM))
_BOXES = native.Places("4f", 0, 4, 8, 12)


class Painted(NamedTuple):
    """A path, image, shading or nested drawing: its address and kind, the box around it in points, and its ``place``
    in the order of drawing."""

    address: int
    kind: int
    left: float
    bottom: float
    right: float
    top: float
    place: int = 0


class Objects(NamedTuple):
    """The objects of a page: how many there are in ``total``, and in their order those that are ``painted``.

    ``every`` has the addresses of all that were looked at, in the order of drawing.
    """

    total: int
    painted: list[Painted]
    every: list[int]


def objects_of(page: Any) -> Objects:
    """The objects of an open page of pypdfium2, at most the first ``MAX_OBJECTS`` of them; none inside forms."""
    handle = native.address_of(page.raw)
    count: int = native.page_objects(handle)
    found = list(map(native.page_object, repeat(native.pointer(handle)), range(min(count, MAX_OBJECTS))))
    placed = enumerate(zip(found, map(native.object_kind, found), strict=True))
    chosen = [(each, kind, place) for place, (each, kind) in placed if kind in _PAINTED]
    addresses = (native.pointer(each) for each, _, _ in chosen)
    boxes, known = _BOXES.answers(native.object_bounds, len(chosen), addresses)
    told = zip(chosen, boxes, known, strict=True)
    made = (Painted._make((at, kind, *box, place)) for (at, kind, place), box, is_known in told if is_known)
    return Objects(count, list(made), found)
