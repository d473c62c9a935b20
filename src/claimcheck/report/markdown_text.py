"""Text of a document as Markdown that means nothing: no mark-up, no link, and nobody is called."""

from __future__ import annotations

import re

from claimcheck.report.layout import shorten, visible

TABLE_TEXT = 90
LONGEST = 1_200  # characters of one passage; a sentence has seldom more than a third of that
_LONGEST_NAME = 200

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$&]|^[-+=]")
# What a forge turns into links or mentions without any brackets: the character that gives it away is written
# as an entity, or followed by an invisible one.
_AUTOLINKS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<=mailto):", re.IGNORECASE)
_MENTIONS = re.compile(r"@(?=\w)|\\#(?=\d)|\bGH-(?=\d)|!(?=\d)|(?<!\w):(?=[a-z+][a-z0-9_+-]*:)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def escaped(text: str) -> str:
    """Text of a document as Markdown that shows it letter by letter and means nothing."""
    text = _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), f"\\{match.group()}"), visible(text))
    text = _AUTOLINKS.sub(lambda match: f"&#{ord(match.group())};", text)
    text = _MENTIONS.sub(lambda match: f"{match.group()}&#8288;", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def clipped(text: str) -> str:
    """A passage as ``escaped``; of a very long one the beginning, and how much is left out."""
    text = visible(text)
    if len(text) <= LONGEST:
        return escaped(text)
    kept = text[:LONGEST].rstrip()
    return f"{escaped(kept)} … ({len(text) - len(kept):,} more characters)"


def cell(text: str) -> str:
    """A passage in a table, cut to a line."""
    return escaped(shorten(visible(text), TABLE_TEXT))


def file_name(path: str) -> str:
    """The path of a file; of a very long one the end, which tells files apart."""
    path = visible(path)
    return escaped(path if len(path) <= _LONGEST_NAME else f"…{path[-_LONGEST_NAME:]}")
