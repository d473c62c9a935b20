"""What stays the same of a claim or finding when the text around it moves."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from claimcheck.text.normalise import canon

# A claim and its findings share their words, and they are built one after the other.
_canon = lru_cache(maxsize=64)(canon)


def claim_id(kind: str, clause: str) -> str:
    """``c`` and base32 of the first ten bytes of a hash over type and words; no path, page or place."""
    digest = hashlib.sha256(f"1\n{kind}\n{_canon(clause)}".encode()).digest()
    return "c" + base64.b32encode(digest[:10]).decode("ascii")


def fingerprint(rule: str, *sentences: str) -> str:
    """Hash over rule id and sentence; of a contradiction over all its sentences, whichever stands first."""
    words = "\n".join(sorted(_canon(one) for one in sentences))
    return hashlib.sha256(f"1\n{rule}\n{words}".encode()).hexdigest()
