"""Catalogues of gettext: every translation, or the original where there is none, under its context and its original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.read.encoding import decode
from claimcheck.read.limits import counted
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.strings.entries import Entry, reading
from claimcheck.text.line_index import line_starts

_LINE = re.compile(r'[ \t]*(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d{1,3}\])?[ \t]*)?"((?:[^"\\\r\n]|\\.)*+)"')
_END = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
# Comments, what is obsolete among them, empty lines, and the name of a part of the catalogue.
_ASIDE = re.compile(r"[ \t]*(?:#|domain[ \t]|[\r\n]|\Z)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_LANGUAGE = re.compile(r"(?mi)^Language:[ \t]*([a-z]{2,3})")
_KEY = 60  # characters of an original that stand for it


class _String(Struct):
    """The parts of one string, each from a line, with its place."""

    keyword: str
    parts: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part for part, _, _ in self.parts)


def read(raw: Raw) -> Reading:
    """Read a catalogue. Raises ``UnreadableInput`` (``binary``, ``undecodable``)."""
    source = decode(raw).text
    lost: list[int] = []
    strings = list(_strings(source, lost))
    told = next((one.text for one in strings if one.keyword == "msgstr"), "")
    language = _LANGUAGE.search(told)
    found = reading(raw, list(_entries(strings)), source, language[1].lower() if language else None)
    if not lost:
        return found
    more = f", nor {counted(len(lost) - 1, 'other line')}" if len(lost) > 1 else ""
    message = f"line {lost[0]} is no whole line of a catalogue and was not read to its end{more}"
    hint = 'end each line of a string with a quotation mark, and write those in it as \\"'
    problem = raw.problem("damaged", message, "partial", hint)
    return replace(found, problems=(*found.problems, problem))


def _entries(strings: list[_String]) -> Iterator[Entry]:
    context, original, plural = "", _String(""), _String("")
    translated = True
    for one in (*strings, _String("msgid")):
        if one.keyword == "msgctxt":
            context = one.text
        if one.keyword in ("msgctxt", "msgid") and not translated:
            for said in (original, plural):
                yield from _said(said, original.text, "")
            translated = True
        if one.keyword == "msgid":
            original, plural, translated = one, _String(""), not one.text
        elif one.keyword == "msgid_plural":
            plural = one
        elif one.keyword == "msgstr" and original.text and one.text:
            translated = True
            yield from _said(one, original.text, context)
        if one.keyword == "msgstr":
            context = ""


def _said(one: _String, original: str, context: str) -> Iterator[Entry]:
    """A string as one entry, as far as it stands in one run of the source."""
    if one.parts:
        keys = tuple(key for key in (context, " ".join(original.split())[:_KEY]) if key)
        yield Entry(one.text, one.parts[0][1], one.parts[-1][2], keys)


def _strings(source: str, lost: list[int]) -> Iterator[_String]:
    """The strings of the source; the numbers of lines that are not read whole are added to ``lost``."""
    last: _String | None = None
    for number, start in enumerate(line_starts(source), 1):
        found = _LINE.match(source, start)
        if not (_END.match(source, found.end()) if found else _ASIDE.match(source, start)):
            lost.append(number)
        if found is None:
            continue
        if found[1] is not None:
            if last is not None:
                yield last
            last = _String(found[1])
        if last is not None:
            text = _ESCAPE.sub(lambda one: _ESCAPED.get(one[1], one[1]), found[2])
            last.parts.append((text, found.start(2), found.end(2)))
    if last is not None:
        yield last
