"""Ordinary prose stays silent, and sentences that are claims do not."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.model.context import Audience

SLOTS = {
    "name": "Ines Callow", "place": "Leyburn", "month": "May", "number": "42", "small": "6", "share": "31",
    "company": "Tarnholm",
}  # fmt: skip
# Claims that no lexicon knows yet, out of the sentences of benchmarks/claims.txt.
MAY_BE_MISSED = 3


def _sentences(path: Path) -> list[str]:
    return [line.format(**SLOTS) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("audience", ["consumer", "investor"])
def test_ordinary_prose_claims_nothing(root: Path, audience: Audience) -> None:
    text = "\n\n".join(_sentences(root / "benchmarks" / "prose.txt"))
    assert len(text.split()) > 1_500
    (document,) = claimcheck.audit_text(text, context=claimcheck.Context(audience=audience)).documents
    assert [claim.text for claim in document.claims] == []


def test_claims_are_found(root: Path) -> None:
    sentences = _sentences(root / "benchmarks" / "claims.txt")
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))
    missed = [one for one in sentences if not auditor.audit_text(one).summary.claims]
    assert len(missed) <= MAY_BE_MISSED, missed


def test_code_and_comments_are_no_text_and_the_published_title_is(fixtures: Path) -> None:
    (document,) = claimcheck.audit(fixtures / "copy" / "fell-3-kettle.md").documents
    read = " ".join([one.text for one in document.claims] + [one.text for one in document.set_aside])
    assert "eco-friendly Fell 3" in read, "the text of an image is text"
    assert "greenest kettle ever" in read, "the title of the front matter is what the page is called"
    for hidden in ("most sustainable kettle", "climate positive"):
        assert hidden not in read
