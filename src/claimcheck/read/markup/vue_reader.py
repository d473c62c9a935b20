"""Vue components: what their template says and what it hands to components as words, read as a page.

Scripts, styles and what is put in at run time are no text, but for a string that stands as it is in a bound attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from claimcheck.read.encoding import decode
from claimcheck.read.html.elements import VOID
from claimcheck.read.html.reader import read as read_page
from claimcheck.read.markup.projection import Projection, says_words
from claimcheck.read.reading import Raw, Reading

# A template, or what may hold words that look like one.
_TAG = re.compile(r"<(?P<end>/?)template\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|<(?P<other>script|style)\b", re.IGNORECASE)
_STRINGS = re.compile(r"<i18n\b[^>]*>\s*+[^<\s]", re.IGNORECASE)
# What is put in at run time, templates within one, and elements, of which a page knows none that end where they begin.
_OTHERWISE = re.compile(
    r"\{\{(?:[^}]|\}(?!\})){0,2000}+\}\}|<(?P<end>/?)template\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>"
    r"|<(?P<name>[A-Za-z][\w.-]*+)(?:[^<>\"'/]|/(?!>)|\"[^\"]*\"|'[^']*')*+(?P<gt>/?>)",
    re.IGNORECASE,
)
_COMPONENT = re.compile(r"[A-Z]|.*[.-]")
# An attribute of a component, and what it says: all of it, or the one string that is bound to it.
_SAID = re.compile(
    r"\s(?:(?P<name>[a-zA-Z][\w-]*+)=(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)')"
    r"|(?:v-bind)?:(?P<bound>[a-zA-Z][\w-]*+)=\"\s*+(?:'(?P<string>[^'\"\\\n]+)'|`(?P<raw>[^`\"\\$\n]+)`)\s*+\")"
)


def read(raw: Raw) -> Reading:
    """Read a component. Raises ``UnreadableInput`` (``no-text`` where it has no template)."""
    source = decode(raw).text
    made = Projection(source)
    at = 0
    for start, end in _templates(source):
        made.drop(at, start)
        at = start
        for found in _OTHERWISE.finditer(source, start, end):
            made.keep(at, found.start())
            at = found.end()
            if found["name"]:
                _element(made, found)
                continue
            made.drop(*found.span())
            if found["end"] is not None:
                made.add(f"<{found['end']}div>")
        made.keep(at, end)
        at = end
    if not made.text.strip():
        hint = "components without a template say nothing that could be checked"
        raise raw.unreadable("no-text", "has no template with text", hint)
    made.drop(at, len(source))
    page = made.of_source(read_page(replace(raw, text=made.text)))
    if _STRINGS.search(source):
        hint = "keep the strings in a file of their own, as JSON or YAML, and have that checked, too"
        problem = raw.problem("not-included", "has a block i18n, whose strings were not read", "partial", hint)
        page = replace(page, problems=(*page.problems, problem))
    return page


def _element(made: Projection, found: re.Match[str]) -> None:
    """Take an element where it begins, and behind it, in paragraphs, the words that are handed to a component."""
    name, end = found["name"], found.start("gt")
    said = list(_said(made.source, found.end("name"), end)) if _COMPONENT.match(name) else []
    at = found.end("name") if said else end
    made.keep(found.start(), at)
    made.add(">")
    for start, stop in said:
        made.drop(at, start)
        made.add("<p>")
        made.keep(start, stop)
        made.add("</p>")
        at = stop
    made.drop(at, found.end())
    if found["gt"] == "/>" and name.lower() not in VOID:
        made.add(f"</{name}>")


def _said(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _SAID.finditer(source, start, end):
        name, group = found["name"] or found["bound"], found.lastgroup
        if group is not None and says_words(name, found[group]):
            yield found.span(group)


def _templates(source: str) -> list[tuple[int, int]]:
    """Where the outermost templates stand, without their own tags."""
    found: list[tuple[int, int]] = []
    lowered = source.lower() if source.isascii() else re.sub("[A-Z]", lambda one: one[0].lower(), source)
    depth = begun = at = 0
    while (tag := _TAG.search(source, at)) is not None:
        at = tag.end()
        if tag["other"]:
            if depth == 0:
                at = lowered.find(f"</{tag['other'].lower()}", at)
                if at < 0:
                    return found
        elif tag["end"]:
            depth -= depth > 0
            if depth == 0 and begun:
                found.append((begun, tag.start()))
                begun = 0
        elif not tag[0].endswith("/>"):
            depth += 1
            begun = at if depth == 1 else begun
    return [*found, (begun, len(source))] if depth else found
