"""Archives of Office files written so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

_FIXED = (1980, 1, 1, 0, 0, 0)


def settled(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same archive with one time for all its members; ``change`` gets name and content of each."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            after.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
