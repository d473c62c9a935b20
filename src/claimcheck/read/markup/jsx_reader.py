"""Components in JSX and TSX: the text between their tags and the words of their attributes, read as a page.

What is computed is no text, but for strings that stand where text would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from msgspec.structs import replace

from claimcheck.read.encoding import decode
from claimcheck.read.html.elements import VOID
from claimcheck.read.html.reader import read as read_page
from claimcheck.read.markup.projection import SAYING, Projection, says_words
from claimcheck.read.reading import Raw, Reading

_COMPONENT = re.compile(r"[A-Z]|.*\.")
_CHOICE = frozenset(("ternary_expression", "parenthesized_expression", "jsx_expression"))


def read(raw: Raw) -> Reading:
    """Read a component. Raises ``UnreadableInput`` (``no-text``, and ``missing-extra`` without the parser)."""
    source = decode(raw).text
    made = _Page(source)
    made.rewrite(_parsed(source.encode(), raw))
    if not made.said:
        hint = "modules without markup say nothing that could be checked"
        raise raw.unreadable("no-text", "has no markup with text", hint)
    return made.into.of_source(read_page(replace(raw, text=made.into.text)))


def _parsed(data: bytes, raw: Raw) -> Any:
    try:
        import tree_sitter
        import tree_sitter_typescript
    except ImportError:
        message = "is read with the extra code, which is not installed"
        raise raw.unreadable("missing-extra", message, "pip install 'claimcheck-esg[code]'") from None
    language = tree_sitter.Language(tree_sitter_typescript.language_tsx())
    return tree_sitter.Parser(language).parse(data).root_node


class _Page:
    """A page that is made of the markup in a module, in the order of the module."""

    def __init__(self, source: str) -> None:
        self.into = Projection(source)
        self.said = False
        self._at = 0
        # From offsets of bytes to those of characters: bytes that continue one count for nothing.
        self._chars = [0, *accumulate(byte & 0xC0 != 0x80 for byte in source.encode())]

    def rewrite(self, root: Any) -> None:
        """Take the markup below a node."""
        waiting: list[Any] = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                self.into.add(node)
                continue
            kind = node.type
            if kind in ("jsx_text", "html_character_reference"):
                self._keep(node)
            elif kind == "string_fragment" and _is_shown(node):
                if node.parent.parent.type != "jsx_expression":
                    self.into.add(" ")  # one or the other, never both
                self._keep(node)
            elif kind in ("jsx_opening_element", "jsx_self_closing_element"):
                waiting += [child for child in reversed(node.children) if child.type != "jsx_attribute"]
                self._element(node, closed=kind == "jsx_self_closing_element")
            elif kind == "jsx_closing_element":
                self.into.add(f"</{_tag(node)}>")
            elif kind != "jsx_attribute":
                waiting += reversed(node.children)

    def _element(self, node: Any, *, closed: bool) -> None:
        name, component = _tag(node), _COMPONENT.match(_name(node)) is not None
        self.into.add(f"<{name}")
        words = list(_words(node))
        for attribute, fragment in () if component else words:
            if attribute in SAYING:
                self.into.add(f' {attribute}="')
                self._keep(fragment)
                self.into.add('"')
        self.into.add(">")
        for _, fragment in words if component else ():
            self.into.add("<p>")
            self._keep(fragment)
            self.into.add("</p>")
        if closed and name not in VOID:
            self.into.add(f"</{name}>")

    def _keep(self, node: Any) -> None:
        start, end = self._chars[node.start_byte], self._chars[node.end_byte]
        self.into.drop(self._at, start)
        self.into.keep(start, end)
        self._at = end
        self.said = self.said or not self.into.source[start:end].isspace()


def _name(node: Any) -> str:
    found = node.child_by_field_name("name")
    return "" if found is None else found.text.decode()


def _tag(node: Any) -> str:
    """The element of a page that stands for one of a module; a component is a block of its own."""
    name = _name(node)
    return "div" if not name or _COMPONENT.match(name) else name


def _words(node: Any) -> Iterator[tuple[str, Any]]:
    """The attributes that say something, with what they say."""
    for attribute in node.children:
        if attribute.type != "jsx_attribute" or len(attribute.children) != 3:
            continue
        name, _, value = attribute.children
        fragments = [one for one in value.children if one.type == "string_fragment"]
        if value.type != "string" or len(fragments) != 1:
            continue
        said = name.text.decode()
        if says_words(said, fragments[0].text.decode()):
            yield said, fragments[0]


def _is_shown(fragment: Any) -> bool:
    """Whether a string stands where text would: alone in braces, or as one of two to choose from."""
    inner, outer = fragment.parent, fragment.parent.parent
    while outer is not None and outer.type in _CHOICE:
        if outer.type == "ternary_expression" and outer.child_by_field_name("condition") == inner:
            return False
        if outer.type == "jsx_expression":
            return outer.parent is not None and outer.parent.type in ("jsx_element", "jsx_fragment")
        inner, outer = outer, outer.parent
    return False
