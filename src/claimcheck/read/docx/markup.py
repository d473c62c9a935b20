"""The words of WordprocessingML, and how its switches and numbers are written."""

from __future__ import annotations

from claimcheck.read.office.markup import Element, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF = frozenset(("0", "false", "off"))


def is_on(element: Element | None) -> bool | None:
    """The value of a switch such as ``w:b``: there and not said to be off; None if it is not there."""
    return None if element is None else element.get(W + "val") not in _OFF


def number(element: Element | None) -> int | None:
    """The whole number that is the value of an element; None if there is none."""
    return whole(element, W + "val")
