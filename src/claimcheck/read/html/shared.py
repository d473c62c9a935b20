"""What a page says where its address is shown: its description for search engines and for those who share it."""

from __future__ import annotations

import re
from collections.abc import Collection

from claimcheck.model.document import Block
from claimcheck.read.html.flow import Flow
from claimcheck.read.html.tokens import Attributes, Scanner

_BODY = re.compile(r"<body\b", re.IGNORECASE)
_SHOWN = frozenset(("description", "og:description", "og:title", "twitter:description", "twitter:title"))
MOST_OF_A_HEAD = 200_000  # characters


def descriptions(source: str, known: Collection[str], *, xml: bool) -> list[Block]:
    """The descriptions in the head of a page, each once and none that is ``known``.

    They may claim, as readers meet them before the page, but stand beside nothing in it: they are no evidence.
    """
    body = _BODY.search(source)
    head = source[: min(body.start() if body else len(source), MOST_OF_A_HEAD)]
    if "<meta" not in head.lower():
        return []
    said = {" ".join(text.split()) for text in known}
    found: list[Block] = []
    for token in Scanner(head, xml).tokens():
        if token.name != "meta":
            continue
        attributes = Attributes(source, token)
        name = attributes.get("name") or attributes.get("property")
        span = attributes.span("content")
        if name.lower() not in _SHOWN or span is None:
            continue
        flow = Flow(source)
        flow.run(*span)
        taken = flow.take([])
        if taken is not None and (words := " ".join(taken[0].split())) not in said:
            said.add(words)
            found.append(Block("alt", taken[0], tuple(taken[1]), muted=True))
    return found
