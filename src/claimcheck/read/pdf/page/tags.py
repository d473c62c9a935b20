"""The structure that a tagged PDF gives itself: what is a heading, an item of a list, a caption.

It is believed only where it covers the text of a page, and used for what type and place cannot tell as well. The
order of the tags is not used.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.content import Line, Role, RoleKind

_MIN_COVERED = 0.8  # of the characters of a page
_MAX_ELEMENTS = 20_000  # a page
_MAX_DEPTH = 40
_NAME_BYTES = 64
_TRIED_PAGES = 10
_NAMES: dict[str, tuple[RoleKind, int]] = {
    "H": ("heading", 1),
    **{f"H{level}": ("heading", level) for level in range(1, 7)},
    "LI": ("item", 0),
    "Caption": ("caption", 0),
}
_ROLES = {name.encode("utf-16-le"): role for name, role in _NAMES.items()}  # as elements are named


class Structure:
    """Reads the roles of one page after another, and stops where a file has tags that tell nothing."""

    def __init__(self, document: Any) -> None:
        self._is_used = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
        self._pages = 0
        self._found = False

    def roles(self, page: Any, lines: list[Line]) -> dict[int, Role]:
        """The roles by the content numbers of ``lines``; none if the tags do not cover the page."""
        if not self._is_used or not lines:
            return {}
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return {}
        try:
            roles, contents = _read(tree)
        finally:
            pdfium.FPDF_StructTree_Close(tree)
        self._pages += 1
        self._found = self._found or bool(roles)
        self._is_used = self._found or self._pages < _TRIED_PAGES
        whole = sum(len(line.text) for line in lines)
        covered = sum(len(line.text) for line in lines if line.content in contents)
        return roles if covered >= _MIN_COVERED * whole else {}


def _read(tree: Any) -> tuple[dict[int, Role], set[int]]:
    """The roles that matter, by content number, and all content numbers of the tree."""
    roles: dict[int, Role] = {}
    contents: set[int] = set()
    kind = ctypes.create_string_buffer(_NAME_BYTES)
    kind_at, most = native.pointer(ctypes.addressof(kind)), ctypes.c_ulong(_NAME_BYTES)
    count = min(pdfium.FPDF_StructTree_CountChildren(tree), _MAX_ELEMENTS)
    tops = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count))
    handles = [native.pointer(native.address_of(top)) for top in tops if top]
    waiting: list[tuple[native.Pointer, Role | None, int]] = [(handle, None, 0) for handle in handles]
    seen = 0
    while waiting and seen < _MAX_ELEMENTS:
        handle, role, depth = waiting.pop()
        seen += 1
        length = native.element_kind(handle, kind_at, most)
        if 2 < length <= _NAME_BYTES and (known := _ROLES.get(kind.raw[: length - 2])) is not None:
            role = Role(*known, seen)
        for index in range(min(native.element_count(handle), _MAX_ELEMENTS)):
            content = native.element_content(handle, index)
            if content >= 0:
                contents.add(content)
                if role is not None:
                    roles[content] = role
            elif depth < _MAX_DEPTH and (child := native.element_child(handle, index)):
                waiting.append((native.pointer(child), role, depth + 1))
    return roles, contents


def common_role(lines: list[Line], roles: dict[int, Role]) -> Role | None:
    """The role that all ``lines`` have together, if they have one."""
    found = {roles.get(line.content) for line in lines}
    return found.pop() if len(found) == 1 else None
