"""What a page says beside its text: to those who share or search it, to readers without scripts, in its templates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Effect, Piece, Problem
from claimcheck.read.html.flow import Flow
from claimcheck.read.html.page import Page
from claimcheck.read.html.tokens import Attributes, Scanner
from claimcheck.read.reading import Raw
from claimcheck.read.strings import json_reader
from claimcheck.read.unseen import shortened

_BODY = re.compile(r"<body\b", re.IGNORECASE)
_SHOWN = frozenset(("description", "og:description", "og:title", "twitter:description", "twitter:title"))
_MOST_OF_A_HEAD = 200_000  # characters
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
# Words of a text; a string of data that has fewer is a name or a label of the page.
_LEAST, _LEAST_OF_DATA = 3, 6
_OF_OTHERS = "reviewBody"
_TAG = re.compile(r"<[^<>]{1,500}>")
_MOST_DATA = 0.5
_HINT = "save the page from the browser after it has loaded, with all that it can show opened"


class Beside:
    """Reads what stands beside the text of a page, each text once and none that is ``known``.

    Such texts may claim, as somebody reads them, but stand beside nothing in the page: they are no evidence.
    """

    def __init__(self, source: str, page: Page, known: Iterable[str], raw: Raw) -> None:
        self._source = source
        self._page = page
        self._raw = raw
        self._known = {" ".join(text.split()) for text in known}
        self._whole = ""

    def blocks(self, *, xml: bool) -> Iterator[Block]:
        """The descriptions in its head, then what only some readers see, then the data for search engines."""
        # Data of search engines tell whole texts of the page once more.
        self._whole = " ".join(self._known) if self._page.apart or self._page.data else ""
        found = chain(self._descriptions(xml=xml), self._apart(), self._structured())
        for text, pieces in found:
            words = " ".join(text.split())
            if words and words not in self._known and words not in self._whole:
                self._known.add(words)
                yield Block("alt", text, tuple(pieces), muted=True)

    def _descriptions(self, *, xml: bool) -> Iterator[tuple[str, Iterable[Piece]]]:
        body = _BODY.search(self._source)
        head = self._source[: min(body.start() if body else len(self._source), _MOST_OF_A_HEAD)]
        if "<meta" not in head.lower():
            return
        for token in Scanner(head, xml).tokens():
            if token.name != "meta":
                continue
            attributes = Attributes(self._source, token)
            name = attributes.get("name") or attributes.get("property")
            span = attributes.span("content")
            if name.lower() not in _SHOWN or span is None:
                continue
            flow = Flow(self._source)
            flow.run(*span)
            if (taken := flow.take([])) is not None:
                yield taken[:2]

    def _apart(self) -> Iterator[tuple[str, Iterable[Piece]]]:
        for draft in self._page.apart:
            yield draft.text.strip(" |\n") and draft.text, draft.pieces

    def _data(self, *, searched: bool) -> Iterator[tuple[int, str]]:
        for start, is_searched in self._page.data:
            if searched == is_searched and (end := _SCRIPT_END.search(self._source, start)):
                yield start, self._source[start : end.start()]

    def _structured(self) -> Iterator[tuple[str, Iterable[Piece]]]:
        for start, data in self._data(searched=True):
            try:
                read = json_reader.read(replace(self._raw, data=b"", text=data))
            except UnreadableInput:
                continue  # no search engine reads it either
            for block in read.blocks:
                if len(block.text.split()) >= _LEAST and _OF_OTHERS not in block.section:
                    yield block.text, [*_moved(block, data, start)]

    def problems(self) -> Iterator[Problem]:
        """What to say of texts in the data of scripts that the page does not show."""
        texts: list[str] = []
        first = 0
        for start, data in self._data(searched=False):
            found = [text for text in dict.fromkeys(_strings(data)) if self._is_news(text)]
            first = first or (start if found else 0)
            texts += found
        if not texts:
            return
        line, count = self._source.count("\n", 0, first) + 1, sum(len(text.split()) for text in texts)
        words = sum(len(text.split()) for text in self._known)
        share = count / (count + words)
        message = (
            f"its scripts hold texts that the page may show later: not read, about {count:,} of {count + words:,} "
            f"words ({share:.0%}); the first, in line {line}: “{shortened(texts[0])}”"
        )
        effect: Effect = "partial" if share >= _MOST_DATA else "note"
        yield self._raw.problem("page-data-unread", message, effect, _HINT)

    def _is_news(self, text: str) -> bool:
        words = text.split(None, _LEAST_OF_DATA)
        return len(words) >= _LEAST_OF_DATA and " ".join(text.split()) not in self._whole


def _moved(block: Block, data: str, start: int) -> Iterator[Piece]:
    """The pieces of a block of ``data`` in the page; a character that is written as an escape is in none."""
    for at, source, length in ((piece.at, piece.source, piece.length) for piece in block.pieces):
        # An escape may only be the last character of a piece.
        length -= block.text[at : at + length] != data[source : source + length]
        if length:
            yield Piece(at, source + start, length)


def _strings(data: str) -> Iterator[str]:
    """The texts in JSON without the tags in them; none where it is not sound."""
    try:
        waiting = [json.loads(data)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if value.count(" ") >= _LEAST_OF_DATA - 1:
                yield from filter(None, map(str.strip, _TAG.sub("\n", value).split("\n")))
        elif isinstance(value, (dict, list)):
            waiting.extend(reversed([*(value.values() if isinstance(value, dict) else value)]))
