"""The text of a document as HTML, with the claims in it marked as links to their cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from markupsafe import Markup

from claimcheck.model.document import Block, Document
from claimcheck.model.report import DocumentOut
from claimcheck.report.html.pictures import shade
from claimcheck.report.layout import visible

_TAGS = {"title": "h3", "heading": "h3"}
_BLOCK = Markup('<{tag} class="b-{kind}">{inner}</{tag}>')
_MARK = Markup('<a class="mark t-{tone}" href="#{name}" data-claim="{claim}">{words}</a>')
_PAGE = Markup('<section data-page="{page}">{head}{inner}</section>')
_HEAD = Markup('<h3 class="page">{}</h3>')
_LEFT_OUT = Markup('<p class="dim">Only passages with claims are shown.</p>')

Span = tuple[int, int, int]  # start and end in the text of a block, and the number of the claim


def marked_text(record: DocumentOut, document: Document | None, names: Callable[[int], str]) -> Markup:
    """The text, page by page; ``names`` gives what a link to a claim ends in by its number in the record.

    Without the document there are only the passages that claim something.
    """
    if document is None:
        order = sorted(range(len(record.claims)), key=lambda at: record.claims[at].place.start)
        words = ((record.claims[at].place.page, _marked(record, at, record.claims[at].text, names)) for at in order)
        return _LEFT_OUT + _pages([(page, _block("paragraph", inner)) for page, inner in words])
    places = sorted((claim.place.start, claim.place.end, at) for at, claim in enumerate(record.claims))
    return _pages(
        [
            (block.page, _block(block.kind, _parts(record, block, _spans(block, places), names)))
            for block in document.blocks
            if block.text.strip()
        ]
    )


def _pages(blocks: Sequence[tuple[int | None, Markup]]) -> Markup:
    made: list[tuple[int | None, list[Markup]]] = []
    for page, block in blocks:
        if not made or made[-1][0] != page:
            made.append((page, []))
        made[-1][1].append(block)
    return Markup("").join(
        _PAGE.format(
            page=page or "", head=_HEAD.format(f"Page {page}") if page is not None else "", inner=Markup("").join(inner)
        )
        for page, inner in made
    )


def _block(kind: str, inner: Markup) -> Markup:
    return _BLOCK.format(tag=_TAGS.get(kind, "p"), kind=kind, inner=inner)


def _marked(record: DocumentOut, at: int, words: str, names: Callable[[int], str]) -> Markup:
    return _MARK.format(tone=shade(record.claims[at].score), name=names(at), claim=at, words=_shown(words))


def _shown(words: str) -> str:
    """A run of text without what could steer a page; blanks at its ends part it from its neighbours."""
    ahead, behind = (" " if one.isspace() else "" for one in (words[:1], words[-1:]))
    inner = visible(words)
    return f"{ahead}{inner}{behind}" if inner else ahead


def _parts(record: DocumentOut, block: Block, spans: Sequence[Span], names: Callable[[int], str]) -> Markup:
    """The text of a block in pieces; where claims overlap a piece leads to the one that is dealt with first."""
    bounds = sorted({0, len(block.text), *(at for span in spans for at in span[:2])})
    parts = []
    for start, end in pairwise(bounds):
        words = block.text[start:end]
        over = [claim for first, last, claim in spans if first <= start and end <= last]
        best = min(over, key=lambda at: record.claims[at].rank, default=None)
        parts.append(Markup.escape(_shown(words)) if best is None else _marked(record, best, words, names))
    return Markup("").join(parts)


def _spans(block: Block, places: Sequence[Span]) -> list[Span]:
    """The claims in a block, in its own text; ``places`` are those in the source of the document."""
    if not block.pieces:
        return []
    first, last = block.pieces[0].source, block.pieces[-1].source + block.pieces[-1].length
    found = ((inside(block, start, end), at) for start, end, at in places if start < last and end > first)
    return [(*run, at) for run, at in found if run is not None]


def inside(block: Block, start: int, end: int) -> tuple[int, int] | None:
    """Where a run of the source stands in the text of a block, from its first character there to its last."""
    touched = [one for one in block.pieces if one.source < end and one.source + one.length > start]
    if not touched:
        return None
    first, last = touched[0], touched[-1]
    return first.at + max(start - first.source, 0), last.at + min(end - last.source, last.length)
