"""The words of SpreadsheetML, and sheets read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from claimcheck.errors import UnreadableInput
from claimcheck.read.office.markup import Element, Part, checked, refuse_types, safe_options
from claimcheck.read.reading import Raw

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_TRUE = frozenset(("1", "true", "on"))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = 0x20
_SURROGATES = range(0xD800, 0xE000)


def is_true(element: Element, attribute: str) -> bool:
    """Whether an attribute is there and says yes."""
    return element.get(attribute, "") in _TRUE


def number_in(element: Element, attribute: str) -> float | None:
    """A number in an attribute; None if there is none."""
    try:
        return float(element.get(attribute, ""))
    except ValueError:
        return None


def plain(text: str) -> str:
    """A text of the file with the characters that it writes as ``_x000D_`` and the like."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    if code in (0x0A, 0x09):
        return chr(code)
    return "" if code < _CONTROL or code in _SURROGATES else chr(code)


def each(
    part: Part, raw: Raw, names: tuple[str, ...], failures: list[UnreadableInput | str]
) -> Iterator[Element]:
    """The elements of these names in a part, one after the other: each is gone when the next one comes.

    What is broken, behind which nothing is read, is a failure. Raises ``UnreadableInput`` as ``parse`` does.
    """
    data = checked(part, raw)
    wanted = tuple(S + name for name in names)
    found = etree.iterparse(BytesIO(data), tag=wanted, events=("end",), **safe_options())
    try:
        for number, (_, element) in enumerate(found):
            if number == 0:
                refuse_types(element, part, raw)
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and parent[0] is not element:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        failures.append(f"{part.name} is broken from line {line} on" if line else f"{part.name} is broken")
        return
    if not part.whole:
        failures.append(f"{part.name} could not be unpacked to its end")
