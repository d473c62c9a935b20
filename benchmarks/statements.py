"""How many false sentences are noticed beside tables that refute them, and how many true ones are accused.

    python benchmarks/statements.py [--missed]

Reads ``fixtures/statements`` (its README says how the sentences were written). A sentence counts as accused where a
contradiction of two passages quotes it, or stands on a claim in it. ``--missed`` lists the false sentences that are not
noticed, of the documents that were looked into alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import claimcheck
from claimcheck.model.report import DocumentOut

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "statements"
PARTS = ("looked_into", "kept_apart")
LEAST_QUOTED = 4
"""Characters of a quote by which a sentence is known."""


class Judged(NamedTuple):
    """A sentence of a document with its answer, and whether it is accused."""

    document: str
    sentence: str
    answer: str
    accused: bool


def _plain(text: str) -> str:
    return " ".join(text.split())


def _accusing(document: DocumentOut) -> list[str]:
    """The quotes of contradictions, and the claims of which an element is contradicted."""
    found = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    quotes = [one.quote for one in found if one.rule.startswith("CON-")]
    claims = (one for one in document.claims if any(each.state == "contradicted" for each in one.elements))
    return [_plain(text) for text in (*quotes, *(one.text for one in claims)) if len(text) >= LEAST_QUOTED]


def judged(part: str, auditor: claimcheck.Auditor) -> Iterator[Judged]:
    """The sentences of one part of the folder, in order."""
    for path in sorted((FOLDER / part).glob("*.jsonl")):
        quotes = _accusing(auditor.audit(path.with_suffix(".md")).documents[0])
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            sentence = _plain(entry["sentence"])
            accused = any(one in sentence or sentence in one for one in quotes)
            yield Judged(path.stem, sentence, entry["answer"], accused)


def main() -> None:
    """Print the counts of both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="list what is not noticed")
    asked = parser.parse_args()
    auditor = claimcheck.Auditor(lang="en")
    for part in PARTS:
        found = [*judged(part, auditor)]
        counts = [(name, [one for one in found if one.answer == name]) for name in ("false", "true", "open")]
        told = ", ".join(f"{sum(one.accused for one in some)} of {len(some)} {name}" for name, some in counts)
        print(f"{part}: accused are {told}")
        for one in found if asked.missed and part == PARTS[0] else ():
            if one.answer == "false" and not one.accused:
                print(f"  {one.document}: {one.sentence}")


if __name__ == "__main__":
    main()
