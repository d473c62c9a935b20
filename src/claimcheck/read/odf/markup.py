"""The words of OpenDocument."""

from __future__ import annotations

from claimcheck.read.office.markup import Element, whole

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_SPACE}office:1.0}}"
TEXT = f"{_SPACE}text:1.0}}"
TABLE = f"{_SPACE}table:1.0}}"
DRAW = f"{_SPACE}drawing:1.0}}"
STYLE = f"{_SPACE}style:1.0}}"
PRESENTATION = f"{_SPACE}presentation:1.0}}"
SVG = f"{_SPACE}svg-compatible:1.0}}"
FO = f"{_SPACE}xsl-fo-compatible:1.0}}"
MANIFEST = f"{_SPACE}manifest:1.0}}"

MOST_REPEATED = 1_000_000


def repeated(element: Element, attribute: str) -> int:
    """How often an element stands there; 1 where it does not say."""
    return min(max(whole(element, TABLE + attribute) or 1, 1), MOST_REPEATED)
