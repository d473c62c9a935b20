"""The text of a document beside its claims: each stands where it stood, and nothing in it is markup."""

from __future__ import annotations

from msgspec.structs import replace

import claimcheck
from claimcheck.model.document import Document
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_bytes
from claimcheck.report.html.marked_text import marked_text

AUDITOR = claimcheck.Auditor()
TEXT = """Mills "&" <bottles>.

Our tins (<i>) weigh less. Our jar <b> is eco-friendly. The end.

\x1b[31mWe cut our emissions by 30 %.
"""
JAR = '<a class="mark t-a" href="#row-0" data-claim="0">Our jar &lt;b&gt; is eco-friendly.</a>'
CUT = '<a class="mark t-b" href="#row-1" data-claim="1">We cut our emissions by 30 %.</a>'


def audited(text: str) -> tuple[DocumentOut, Document]:
    """The record of a text, and the document that was read."""
    data = text.encode()
    (record,) = AUDITOR.audit_bytes(data, path="copy.txt").documents
    return record, read_bytes(data, path="copy.txt")


def row(claim: int) -> str:
    return f"row-{claim}"


def test_claims_are_marked_in_the_whole_text() -> None:
    record, document = audited(TEXT)
    assert marked_text(record, document, row) == (
        '<section data-page="">'
        '<p class="b-paragraph">Mills &#34;&amp;&#34; &lt;bottles&gt;.</p>'
        f'<p class="b-paragraph">Our tins (&lt;i&gt;) weigh less. {JAR} The end.</p>'
        f'<p class="b-paragraph">\\x1b[31m{CUT}</p>'
        "</section>"
    )


def test_without_the_text_there_are_the_claims_in_their_order() -> None:
    record, _ = audited(TEXT)
    record.claims.reverse()
    jar, cut = JAR.replace("-0", "-1").replace('"0"', '"1"'), CUT.replace("-1", "-0").replace('"1"', '"0"')
    assert marked_text(record, None, row) == (
        '<p class="dim">Only passages with claims are shown.</p><section data-page="">'
        f'<p class="b-paragraph">{jar}</p><p class="b-paragraph">{cut}</p></section>'
    )


def test_pages_and_headings_are_told() -> None:
    record, document = audited(TEXT)
    blocks = [
        replace(block, page=page, kind=kind)
        for block, page, kind in zip(document.blocks, (1, 1, 3), ("heading", "list", "title"), strict=True)
    ]
    assert marked_text(record, replace(document, blocks=tuple(blocks)), row) == (
        '<section data-page="1"><h3 class="page">Page 1</h3>'
        '<h3 class="b-heading">Mills &#34;&amp;&#34; &lt;bottles&gt;.</h3>'
        f'<p class="b-list">Our tins (&lt;i&gt;) weigh less. {JAR} The end.</p></section>'
        '<section data-page="3"><h3 class="page">Page 3</h3>'
        f'<h3 class="b-title">\\x1b[31m{CUT}</h3></section>'
    )


def test_where_claims_overlap_a_piece_leads_to_the_first_to_deal_with() -> None:
    record, document = audited(TEXT)
    jar, cut = record.claims
    cut.place = jar.place.model_copy(update={"start": jar.place.start + 4})
    marked = marked_text(record, document, row)
    assert '<a class="mark t-a" href="#row-0" data-claim="0">Our </a>' in marked
    assert '<a class="mark t-b" href="#row-1" data-claim="1">jar &lt;b&gt; is eco-friendly.</a>' in marked
