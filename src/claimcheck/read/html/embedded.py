"""Pictures and fonts inside a page, which make most of a large one: whole reports in one file have hundreds of them."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.limits import MEBIBYTE, raising
from claimcheck.read.reading import Raw

_EMBEDDED = re.compile(
    rb"data:[A-Za-z0-9/+.=_;-]{0,100}?;base64,[A-Za-z0-9+/=%]*+(?:\r?\n[A-Za-z0-9+/=]{60,}+)*+"
)


def without_embedded(raw: Raw) -> tuple[Raw, tuple[Problem, ...]]:
    """A page that is larger than a text may be, without the pictures and fonts in it, and what to say of that.

    Raises ``UnreadableInput`` (``too-large``) if it is too large without them.
    """
    most = raw.limits.text_bytes
    if raw.text is not None or len(raw.data) <= most:
        return raw, ()
    data = _EMBEDDED.sub(b"", raw.data)
    if len(data) > most:
        message = f"is larger than {most / MEBIBYTE:g} MiB, pictures and fonts in it not counted"
        raise UnreadableInput(message, code="too-large", path=raw.path, hint=raising("text_bytes"))
    message = (
        "columns count without the pictures and fonts inside the page, which were left out before reading"
    )
    return replace(raw, data=data), (Problem("embedded-data", message, "note", raw.path),)
