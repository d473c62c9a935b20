"""Pictures of the pages on which the first claims of a report stand, as values that a renderer is handed."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut

Key = tuple[str, str, int]
"""Path of the document, id of the claim, and which of its kind it is."""


class Picture(NamedTuple):
    """A PNG file and its size in pixels; ``whole`` is false where the passage goes on beyond what is marked."""

    png: bytes
    width: int
    height: int
    whole: bool = True

    @property
    def address(self) -> str:
        """The picture as an address that holds all of it."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


class Pictures(NamedTuple):
    """Pictures by claim, and what has to be said about those that are not there, a sentence each."""

    by_claim: Mapping[Key, Picture]
    notes: tuple[str, ...] = ()

    def of(self, document: DocumentOut, claim: ClaimOut) -> Picture | None:
        """The picture of a claim, None where there is none."""
        return self.by_claim.get(key(document, claim))


NO_PICTURES = Pictures({})


def key(document: DocumentOut, claim: ClaimOut) -> Key:
    """What the picture of a claim is found by."""
    return document.path, claim.id, claim.occurrence
