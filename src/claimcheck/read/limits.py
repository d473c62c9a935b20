"""How much of one input is read."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one input.

    A file over its byte limit is not read at all (problem ``too-large``). The other limits cut: what lies
    behind them is left out, and the document is ``partial``. Sizes are in bytes, lengths in code points.
    """

    pdf_bytes: int = 100 * MEBIBYTE
    text_bytes: int = 20 * MEBIBYTE
    pages: int = 2_000
    page_characters: int = 200_000
    blocks: int = 500_000


DEFAULT = Limits()
