"""Text of a document as Markdown that means nothing: no mark-up, no link, and nobody is called."""

from __future__ import annotations

import re

from claimcheck.report.layout import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$&]|^[-+=]")
# What a forge turns into links or mentions without any brackets: the character that gives it away is written
# as an entity, or followed by an invisible one.
_AUTOLINKS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<=mailto):", re.IGNORECASE)
_MENTIONS = re.compile(r"@(?=\w)|\\#(?=\d)|\bGH-(?=\d)|!(?=\d)|(?<!\w):(?=[a-z+][a-z0-9_+-]*:)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def escaped(text: str) -> str:
    """Text of a document as Markdown that shows it letter by letter and means nothing."""
    text = _SPECIAL.sub(_entity_or_backslash, visible(text))
    text = _AUTOLINKS.sub(lambda match: f"&#{ord(match.group())};", text)
    text = _MENTIONS.sub(lambda match: f"{match.group()}&#8288;", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def _entity_or_backslash(match: re.Match[str]) -> str:
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
    return named.get(match.group(), f"\\{match.group()}")
