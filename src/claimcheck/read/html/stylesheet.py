"""The rules in the ``<style>`` elements of a page, and the selectors of one element that they are for.

Style sheets of other files are not fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Where the text of style sheets begins in a page, and what else may only look like it.
_STYLE_OR_NOT = re.compile(r"<!--|<(?P<name>style|script)\b", re.IGNORECASE)
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script")}
_NO_RULE = re.compile(
    r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?|\"[^\"\n]*+\"?|'[^'\n]*+'?|<!(?:--|\[CDATA\[)|-->|\]\]>"
)
_BRACE = re.compile(r"[{};]")
_COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*+|\*)?+(?P<parts>(?:[.#][\w-]++|\[hidden\])*+)", re.IGNORECASE
)
_PART = re.compile(r"[.#][\w-]+|\[hidden\]")


class Compound(NamedTuple):
    """One element's part of a selector: its name or none, and the ids and classes that it must all have."""

    tag: str
    parts: frozenset[str]

    @property
    def filed(self) -> str:
        """One thing that an element must have for it."""
        return min(self.parts) if self.parts else self.tag

    @property
    def ids(self) -> int:
        """How many ids it names."""
        return sum(part.startswith("#") for part in self.parts)

    def holds_for(self, name: str, parts: frozenset[str]) -> bool:
        """Whether an element of this name with these ids and classes is meant."""
        return self.tag in ("", "*", name) and self.parts <= parts


def compound(text: str) -> Compound | None:
    """The compound that a part of a selector is; None for any that says more than names, ids and classes."""
    match = _COMPOUND.fullmatch(text)
    return Compound((match["tag"] or "").lower(), frozenset(_PART.findall(match["parts"]))) if match else None


def rules(source: str) -> Iterator[tuple[str, str, list[str]]]:
    """The rules of a page: their selectors, their declarations, and the at-rules around them."""
    for sheet in _sheets(source):
        yield from _rules(_NO_RULE.sub(" ", sheet))


def _sheets(source: str) -> Iterator[str]:
    """The content of the ``style`` elements, those in comments and scripts left out."""
    at = 0
    while (match := _STYLE_OR_NOT.search(source, at)) is not None:
        if match["name"] is None:
            at = source.find("-->", match.end()) + 1
            if not at:
                return
            continue
        name = match["name"].lower()
        start = source.find(">", match.end()) + 1
        close = _ENDS[name].search(source, start) if start else None
        if close is None:
            return
        if name == "style":
            yield source[start : close.start()]
        at = close.end()


def _rules(css: str) -> Iterator[tuple[str, str, list[str]]]:
    groups: list[str] = []
    at = 0
    while (match := _BRACE.search(css, at)) is not None:
        lead, at = css[at : match.start()].strip(), match.end()
        if match[0] == "}" and groups:
            groups.pop()
        elif match[0] == "{" and lead.startswith("@"):
            groups.append(lead)
        elif match[0] == "{":
            close = css.find("}", at)
            close = len(css) if close < 0 else close
            if lead:
                yield lead, css[at:close], groups
            at = close + 1
