"""Which elements a page hides, and which it sets apart, as far as its own markup tells.

Scripts are not run and style sheets are not fetched. Only plain selectors of the page's ``<style>`` elements are
looked at, and any rule that may show an element again wins: text is rather kept than lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.read.html.tokens import Attributes

_DISPLAY = re.compile(r"(?:^|;)[ \t\n\r\f]*+display[ \t\n\r\f]*+:[ \t\n\r\f]*+([a-z-]+)", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"(?:^|;)[ \t\n\r\f]*+visibility[ \t\n\r\f]*+:[ \t\n\r\f]*+(?:hidden|collapse)", re.IGNORECASE
)
_NONE = "none"
_INLINE = frozenset(("inline", "contents", "initial", "inherit", "unset", "revert", "ruby"))

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
# As many rules about one class are looked at; more would make a lookup slow, and no real page has them.
_MOST_RULES = 50
_AT_SEEN = ("@media screen", "@media all", "@supports", "@layer", "@media only screen")


class Compound(NamedTuple):
    """One element's part of a selector: its name or none, and the ids and classes that it must all have."""

    tag: str
    parts: frozenset[str]


class Stylesheet:
    """The rules of a page about ``display``, for lookups by element."""

    def __init__(self, source: str) -> None:
        self._hide: dict[str, list[Compound]] = {}
        self._show: dict[str, list[Compound]] = {}
        self._apart: dict[str, list[Compound]] = {}
        for css in _sheets(source):
            for selectors, declarations, certain in _rules(css):
                self._take(selectors, declarations, certain)
        self._any = bool(self._hide or self._apart)

    def _take(self, selectors: str, declarations: str, certain: bool) -> None:
        found = _DISPLAY.findall(declarations)
        hides = (bool(found) and found[-1].lower() == _NONE) or bool(_INVISIBLE.search(declarations))
        if not found and not hides:
            return
        for selector in selectors.split(","):
            steps = _COMBINATOR.split(selector.strip())
            last = _compound(_PSEUDO.sub("", steps[-1]))
            if last is None:
                continue
            plain = len(steps) == 1 and ":" not in selector
            if not hides:
                self._show_at(last)
                if certain and plain and found[-1].lower() not in _INLINE:
                    _file(self._apart, last)
            elif certain and plain:
                _file(self._hide, last)

    def _show_at(self, compound: Compound) -> None:
        _file(self._show, compound)
        key = min(compound.parts) if compound.parts else compound.tag
        if len(self._show[key]) >= _MOST_RULES:
            # Too many to tell them apart: whatever the class hides is shown.
            self._show[key] = [Compound("", frozenset((key,)) if compound.parts else frozenset())]

    def display(self, name: str, attributes: Attributes) -> str:
        """``none``, a value that sets the element apart, or nothing for what the element is by itself."""
        style = attributes.get("style")
        if style:
            found = _DISPLAY.findall(style)
            if (found and found[-1].lower() == _NONE) or _INVISIBLE.search(style):
                return _NONE
            if found:
                return "" if found[-1].lower() in _INLINE else found[-1].lower()
        if not self._any:
            return ""
        own = {f".{word}" for word in attributes.get("class").split()}
        if identity := attributes.get("id"):
            own.add(f"#{identity}")
        if "hidden" in attributes:
            own.add("[hidden]")
        if _matches(self._hide, name, own) and not _matches(self._show, name, own):
            return _NONE
        return "block" if _matches(self._apart, name, own) else ""


def _file(rules: dict[str, list[Compound]], compound: Compound) -> None:
    """File a rule under one thing that an element must have for it."""
    key = min(compound.parts) if compound.parts else compound.tag
    filed = rules.setdefault(key, [])
    if compound not in filed and len(filed) < _MOST_RULES:
        filed.append(compound)


def _matches(rules: dict[str, list[Compound]], name: str, own: set[str]) -> bool:
    return bool(rules) and any(
        compound.tag in ("", "*", name) and compound.parts <= own
        for key in (*own, name)
        for compound in rules.get(key, ())
    )


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
