"""Captions: small text right above or below a picture, and what a tagged page calls a caption."""

from __future__ import annotations

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.layout.sheet import Sheet
from claimcheck.read.pdf.page.content import Picture
from claimcheck.read.pdf.page.places import Extent, extent
from claimcheck.read.pdf.page.tags import common_role

_MAX_LINES, _MAX_LENGTH = 4, 250
_SMALLER = 0.96  # than the text of the page
_NEAR = 1.6  # of the font size
_SLACK = 6.0  # points


def is_caption(draft: Draft, sheet: Sheet) -> bool:
    """Whether ``draft``, which is no heading, names a picture."""
    roles = sheet.page.roles
    if roles and (role := common_role(draft.lines, roles)) is not None and role.kind == "caption":
        return True
    first = draft.lines[0]
    if not sheet.page.pictures or draft.is_item or draft.running or first.turn:
        return False
    if first.size > _SMALLER * sheet.body or len(draft.lines) > _MAX_LINES:
        return False
    if sum(len(line.text) for line in draft.lines) > _MAX_LENGTH:
        return False
    own = extent(draft.lines)
    return any(_lies_at(own, picture, _NEAR * first.size) for picture in sheet.page.pictures)


def _lies_at(own: Extent, picture: Picture, near: float) -> bool:
    if own.left < picture.left - _SLACK or own.right > picture.right + _SLACK:
        return False
    below, above = picture.bottom - own.top, own.bottom - picture.top
    return -_SLACK <= below <= near or -_SLACK <= above <= near
