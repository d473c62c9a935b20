"""The words of OpenDocument, and styles: what a paragraph is, how letters look, and what is not shown."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from claimcheck.read.office.drafts import PLAIN, Look
from claimcheck.read.office.package import Element, whole

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
Role = Literal["title", "caption"]
_ROLES: dict[str, Role] = {"Title": "title", "Caption": "caption"}
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)pt")
_HEAVY = frozenset(("bold", "600", "700", "800", "900"))
_MOST_ABOVE = 40
_LETTERS = STYLE + "text-properties"


def repeated(element: Element, attribute: str) -> int:
    """How often an element stands there; 1 where it does not say."""
    return min(max(whole(element, TABLE + attribute) or 1, 1), MOST_REPEATED)


class OdfStyle(NamedTuple):
    """A style with all that it inherits. ``level`` is that of a heading; ``unseen`` sheets and slides are not shown."""

    role: Role | None = None
    level: int | None = None
    look: Look = PLAIN
    unseen: bool = False


class OdfStyles:
    """The styles of a file by family and name.

    ``language`` is the one that text is in where nothing else is said, None where that is not told.
    """

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], OdfStyle] = {}
        for root in roots:
            for element in () if root is None else root.iter(STYLE + "style"):
                key = element.get(STYLE + "family", ""), element.get(STYLE + "name", "")
                self._elements.setdefault(key, element)
        self.language = next(filter(None, map(_language, roots)), None)

    def of(self, family: str, name: str | None) -> OdfStyle:
        """A style; one that is not in the file changes nothing."""
        chain: list[tuple[str, str]] = []
        key = family, name or ""
        while key in self._elements and key not in self._known and len(chain) < _MOST_ABOVE:
            chain.append(key)
            key = family, self._elements[key].get(STYLE + "parent-style-name", "")
        style = self._known.get(key, OdfStyle(_ROLES.get(key[1])))
        for each in reversed(chain):
            style = self._known[each] = _inherit(self._elements[each], style)
        return style


def _language(root: Element | None) -> str | None:
    """The language of the defaults; ``none`` and ``zxx`` are for no language at all."""
    defaults = () if root is None else root.iter(STYLE + "default-style")
    told = (letters.get(FO + "language", "none") for each in defaults for letters in each.iter(_LETTERS))
    return next((name for name in told if name not in ("none", "zxx")), None)


def _inherit(element: Element, above: OdfStyle) -> OdfStyle:
    name = element.get(STYLE + "display-name") or element.get(STYLE + "name", "")
    role = _ROLES.get(name, above.role)
    level = whole(element, STYLE + "default-outline-level")
    letters = element.find(_LETTERS)
    look = above.look if letters is None else _look(letters).over(above.look)
    return OdfStyle(role, above.level if level is None else level or None, look, above.unseen or _unseen(element))


def _look(letters: Element) -> Look:
    weight, size = letters.get(FO + "font-weight"), _SIZE.fullmatch(letters.get(FO + "font-size", ""))
    shown, place = letters.get(TEXT + "display"), letters.get(STYLE + "text-position")
    line = letters.get(STYLE + "text-line-through-style")
    raised = place and (place.startswith("super") or (place[:1].isdigit() and place[:2] != "0%"))
    return Look(
        bold=None if weight is None else weight in _HEAVY,
        hidden=None if shown is None else shown == "none",
        raised=None if place is None else bool(raised),
        size=round(2 * float(size[1])) if size else None,
        struck=None if line is None else line != "none",
    )


def _unseen(element: Element) -> bool:
    sheet, slide = element.find(STYLE + "table-properties"), element.find(STYLE + "drawing-page-properties")
    hidden = sheet is not None and sheet.get(TABLE + "display") == "false"
    return hidden or (slide is not None and slide.get(PRESENTATION + "visibility") == "hidden")
