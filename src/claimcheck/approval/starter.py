"""The first text of a claim register, and drafts to be approved, an entry for each wording of an audit."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from claimcheck.approval.register import SCHEMA
from claimcheck.approval.wording import MAX_WORDING, keys_of
from claimcheck.model.approval import Approval
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut
from claimcheck.rulepack.registers import comment_line

WIDTH = 100

HEAD = f"""\
# Claims that may be made. audit and check hold every claim against this file with --claims, or with the key claims of
# claimcheck.toml; claimcheck claims verify says which entries need somebody's attention.
#
# An entry, to be copied (without the leading #) and filled in:
#
#   - id: scope-1-cut                 # a name of its own, by which reports speak of it
#     wording: We cut our Scope 1 emissions by 23 % in 2025.
#                                     # or a list of wordings; blanks, dashes, quotes and case make no difference
#     status: approved                # draft until somebody has approved it; withdrawn when it may be said no more
#     owner: Who answers for it
#     approved_by: Who has approved it
#     approved_on: 2026-02-12
#     valid_until: 2026-12-31         # the last day on which it may be said
#     evidence: [assurance-2025]      # ids of the evidence register that it rests on
#     note: What people should know

schema: {SCHEMA}
# With yes, a claim that is not in here is a finding.
complete: no
claims:
"""


class Drafts(NamedTuple):
    """Text of new entries, how many they are, and how many claims have too many words for one."""

    text: str
    entries: int
    too_long: int


def drafts(documents: Iterable[DocumentOut], known: Collection[Approval] = ()) -> Drafts:
    """A draft for every wording of the documents that is not ``known``, in reading order, each once."""
    seen = {keys_of(wording) for entry in known for wording in entry.wordings}
    ids = {entry.id for entry in known}
    parts: list[str] = []
    too_long = 0
    for document in documents:
        for claim in document.claims:
            words = comment_line(claim.text).rstrip(" ,;:")
            keys = keys_of(words)
            if keys in seen or not any(map(str.isalnum, "".join(keys))):
                continue
            seen.add(keys)
            if len(words) > MAX_WORDING:
                too_long += 1
                continue
            parts.append("\n".join(_entry(document, claim, words, _free(claim.type, ids))) + "\n")
    return Drafts("\n".join(parts), len(parts), too_long)


def _free(kind: str, ids: set[str]) -> str:
    stem = kind.replace("_", "-")
    number = 1
    while f"{stem}-{number}" in ids:
        number += 1
    ids.add(f"{stem}-{number}")
    return f"{stem}-{number}"


def _entry(document: DocumentOut, claim: ClaimOut, words: str, name: str) -> Iterator[str]:
    page = f", page {claim.place.page}" if claim.place.page is not None else ""
    path = comment_line(document.path)
    path = path if len(path) <= WIDTH else f"…{path[1 - WIDTH :]}"
    held = [one.source.entry for one in claim.elements if one.source is not None and one.state == "registered"]
    yield f"  # {path}{page}, line {claim.place.line}, {claim.score} of 100"
    yield f"  - id: {name}"
    yield f"    wording: {json.dumps(words, ensure_ascii=False)}"
    yield "    status: draft"
    yield "    owner:"
    yield "    valid_until:"
    yield f"    evidence: [{', '.join(dict.fromkeys(held))}]"
