"""What has many pages is built as a report, whoever reads it: its entries are titles and no slogans."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

import claimcheck

ENTRIES = ("Reduction of waste in factories", "Energy saving in every branch", "Recyclable materials across sites")
SENTENCE = "Our mugs are eco-friendly."


def _pdf(pages: int) -> bytes:
    """The entries and a sentence on the first page, plain text on all others."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for number in range(pages):
        lines = (*ENTRIES, SENTENCE) if number == 0 else (f"The town has {number + 20} streets and a market square.",)
        for place, line in enumerate(lines):
            canvas.drawString(72, 700 - 60 * place, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("medium", ["web", "report"])
@pytest.mark.parametrize("pages", [11, 12])
def test_entries_of_long_documents_are_titles(pages: int, medium: str) -> None:
    context = claimcheck.Context(audience="consumer", medium=medium)
    [document] = claimcheck.Auditor(context=context).audit_bytes(_pdf(pages), path="a.pdf").documents
    texts = [claim.text for claim in document.claims]
    assert SENTENCE in texts
    found = [text for text in texts if text in ENTRIES]
    assert bool(found) is (pages < 12 and medium == "web")
