"""Which styles of a page's own hold for an element: those that say whether its text is seen, and what it is set as.

Scripts are not run and style sheets are not fetched. Only plain selectors of the page's ``<style>`` elements are sure
to hold; what any other rule may set otherwise is not known, and what is not known hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from claimcheck.read.css import Declared, declared
from claimcheck.read.html.tokens import Attributes

UNKNOWN = "?"
"""The value of a property that several rules may set."""

# Where the text of style sheets begins in a page, and what else may only look like it.
_STYLE_OR_NOT = re.compile(r"<!--|<(?P<name>style|script)\b", re.IGNORECASE)
_STYLE_END = re.compile(r"</style", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_CSS_COMMENT_OR_STRING = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?|\"[^\"\n]*+\"?|'[^'\n]*+'?")
_BRACE = re.compile(r"[{};]")
_PSEUDO = re.compile(r"::?[a-zA-Z-]+(?:\([^)]*+\))?")
_COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*+|\*)?+(?P<parts>(?:[.#][\w-]++|\[hidden\])*+)", re.IGNORECASE
)
_PART = re.compile(r"[.#][\w-]+|\[hidden\]")
_COMBINATOR = re.compile(r"[ \t\n\r\f>+~]+")
# As many rules about one class are looked at; where it has more, none of them counts.
_MOST_RULES = 50
_ELSEWHERE = re.compile(r"<link\b[^<>]{0,500}\bstylesheet|@import", re.IGNORECASE)
_AT_SEEN = ("@media screen", "@media all", "@supports", "@layer", "@media only screen")


class Compound(NamedTuple):
    """One element's part of a selector: its name or none, and the ids and classes that it must all have."""

    tag: str
    parts: frozenset[str]


class _Rule(NamedTuple):
    """A rule for the elements that ``compound`` names; of two that are ``sure`` the higher ``rank`` wins."""

    rank: tuple[int, int, int, int]
    sure: bool
    compound: Compound
    style: Declared


class Stylesheet:
    """The rules of a page about what is seen, for lookups by element.

    ``whole``: the page names no other style sheets.
    """

    def __init__(self, source: str) -> None:
        self.whole = _ELSEWHERE.search(source) is None
        self._rules: dict[str, list[_Rule]] = {}
        self._known: dict[tuple[str, ...], Declared] = {}
        for number, (selectors, declarations, certain) in enumerate(
            each for css in _sheets(source) for each in _rules(css)
        ):
            style = declared(declarations)
            for selector in selectors.split(",") if style else ():
                self._take(selector, style, certain, number)

    def _take(self, selector: str, style: Declared, certain: bool, number: int) -> None:
        steps = _COMBINATOR.split(selector.strip())
        compound = _compound(_PSEUDO.sub("", steps[-1]))
        if compound is None:
            return
        ids = sum(part.startswith("#") for part in compound.parts)
        rank = (ids, len(compound.parts) - ids, bool(compound.tag), number)
        # Filed under one thing that an element must have for it.
        filed = self._rules.setdefault(min(compound.parts) if compound.parts else compound.tag, [])
        if len(filed) <= _MOST_RULES:
            filed.append(_Rule(rank, certain and len(steps) == 1 and ":" not in selector, compound, style))

    def style(self, name: str, attributes: Attributes) -> Declared:
        """What is declared for an element; ``UNKNOWN`` is the value of what some rule may set otherwise."""
        own = attributes.get("style")
        if not self._rules:
            return declared(own) if own else {}
        hidden = "[hidden]" if "hidden" in attributes else ""
        key = (name, attributes.get("class"), attributes.get("id"), hidden)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._looked_up(*key)
        return {**known, **declared(own)} if own else known

    def _looked_up(self, name: str, classes: str, identity: str, hidden: str) -> Declared:
        parts = {f".{word}" for word in classes.split()}
        parts.update([f"#{identity}"] if identity else [], [hidden] if hidden else [])
        rules = [
            rule
            for part in (*parts, name)
            if len(filed := self._rules.get(part, ())) <= _MOST_RULES
            for rule in filed
            if rule.compound.tag in ("", "*", name) and rule.compound.parts <= parts
        ]
        style: dict[str, str] = {}
        for rule in sorted((rule for rule in rules if rule.sure), key=attrgetter("rank")):
            style.update(rule.style)
        for rule in rules:
            if not rule.sure:
                style.update(
                    {each: UNKNOWN for each, value in rule.style.items() if style.get(each) != value}
                )
        return style


def _compound(text: str) -> Compound | None:
    match = _COMPOUND.fullmatch(text)
    if match is None or not text or text == "*":
        return None
    return Compound((match["tag"] or "").lower(), frozenset(_PART.findall(match["parts"])))


def _sheets(source: str) -> Iterator[str]:
    """The content of the ``style`` elements, those in comments and scripts left out."""
    at = 0
    while (match := _STYLE_OR_NOT.search(source, at)) is not None:
        if match["name"] is None:
            at = source.find("-->", match.end()) + 1
            if not at:
                return
            continue
        is_sheet = match["name"].lower() == "style"
        start = source.find(">", match.end()) + 1
        close = (_STYLE_END if is_sheet else _SCRIPT_END).search(source, start) if start else None
        if close is None:
            return
        if is_sheet:
            yield source[start : close.start()]
        at = close.end()


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """Selectors, declarations, and whether they hold on a screen whatever its size."""
    css = _CSS_COMMENT_OR_STRING.sub(" ", css)
    groups: list[bool | None] = []
    """The open at-rules: whether what is in them holds always; None for what is not for screens."""
    at, selector, opened = 0, "", -1
    while (match := _BRACE.search(css, at)) is not None:
        lead, at = css[at : match.start()].strip(), match.end()
        if match[0] == "{":
            if lead.startswith("@"):
                holds = None if "print" in lead else lead.lower().startswith(_AT_SEEN) and "(" not in lead
                groups.append(holds)
            else:
                selector, opened = lead, match.end()
                close = css.find("}", opened)
                close = len(css) if close < 0 else close
                if None not in groups and selector:
                    yield selector, css[opened:close], all(groups)
                at = close + 1
        elif match[0] == "}" and groups:
            groups.pop()
