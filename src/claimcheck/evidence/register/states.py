"""Whether the file of an entry is still the one that was registered, and whether the entry counts on a day."""

from __future__ import annotations

import hashlib
import os
import stat
from datetime import date

from claimcheck.model.evidence import Checked, Entry, FileState, term_state


def checked(entry: Entry, day: date) -> Checked:
    """The state of an entry on a day. The worst of several: missing, unsealed, changed, expired, early."""
    found = file_hash(entry.target)
    return Checked(entry, _state(entry, found, day), found)


def _state(entry: Entry, found: str | None, day: date) -> FileState:
    if found is None:
        return "missing"
    if entry.sha256 is None:
        return "unsealed"
    if entry.sha256 != found:
        return "changed"
    return term_state(entry.valid_from, entry.valid_until, day)


def file_hash(path: str) -> str | None:
    """The SHA-256 of a regular file, in lower case; None where there is none that can be read."""
    try:
        # A pipe would keep the run waiting, and a device never ends.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
