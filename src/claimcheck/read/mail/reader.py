"""Mails: the subject and the text that the sender wrote, read as a page of HTML or as plain text.

``Document.source`` is both, the subject in front, so lines and columns count in them; other headers are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.errors import MessageError
from email.header import decode_header, make_header
from html import escape
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Problem
from claimcheck.read.html import reader as html
from claimcheck.read.html.charset import decode_page
from claimcheck.read.limits import counted
from claimcheck.read.mime import MimePart, headers_of, parts
from claimcheck.read.plain import reader as plain
from claimcheck.read.reading import Raw, Reading

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", *_PAGES)
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_MOST_NAMED = 3


class _Content(NamedTuple):
    """What a mail holds: the text to read, how many others, the names of attached files, and how many pictures."""

    text: MimePart | None
    others: int
    files: Sequence[str]
    pictures: int


def read(raw: Raw) -> Reading:
    """Read a mail. Raises ``UnreadableInput`` (``encrypted``, ``no-text``, and what a page or a text may raise)."""
    headers = headers_of(raw.data)
    if headers.get_content_type() in _LOCKED:
        hint = "open it in the mail program and save its text"
        raise raw.unreadable("encrypted", "is a mail that is locked", hint)
    content = _content(raw.data)
    if content.text is None:
        raise raw.unreadable("no-text", "is a mail without text", "give the files that are attached to it")
    part = replace(raw, data=content.text.data)
    decoded = decode_page(part, (content.text.headers.get_content_charset() or "").lower() or None)
    subject = _words(headers.get("Subject", ""))
    if content.text.kind in _PAGES:
        reading = html.read(
            replace(part, text=f"<title>{escape(subject)}</title>{decoded.text}" if subject else decoded.text)
        )
    else:
        reading = plain.read(replace(part, text=f"{subject}\n\n{decoded.text}" if subject else decoded.text))
    problems = (*decoded.problems, *reading.problems, *_problems(content, raw))
    return replace(reading, title=subject or reading.title, problems=problems)


def _content(data: bytes) -> _Content:
    texts: list[MimePart] = []
    files: list[str] = []
    pictures = 0
    for part in parts(data):
        attached = part.headers.get_content_disposition() == "attachment"
        if part.kind in _TEXTS and not attached and not part.headers.get_filename():
            texts.append(part)
        elif part.headers.get_content_maintype() == "image" and not attached:
            pictures += 1
        elif part.kind not in _SIGNATURES:
            files.append(_words(part.headers.get_filename() or part.kind))
    filled = [part for part in texts if part.body.strip()]
    if not filled:
        return _Content(None, 0, files, pictures)
    first = filled[0]
    same = [part for part in filled if part is first or (part.choice and part.choice == first.choice)]
    # Of several ways to say the same, the page has the headings and tables.
    chosen = next((part for part in same if part.kind in _PAGES), first)
    return _Content(chosen, len(filled) - len(same), files, pictures)


def _words(text: object) -> str:
    """What a header says, which other alphabets than the Latin one are coded in."""
    try:
        made = str(make_header(decode_header(str(text))))
    except (MessageError, LookupError, ValueError):
        made = str(text)
    return " ".join(made.split())


def _problems(content: _Content, raw: Raw) -> Iterator[Problem]:
    message = "lines and columns count in the subject and text of the mail, not in the file"
    yield raw.problem("page-in-archive", message, "note")
    if content.others:
        message = f"holds {counted(content.others, 'further text')}, behind pictures or files: not read"
        yield raw.problem("texts-not-read", message, "partial", "save its whole text and give that")
    if content.files:
        named = ", ".join(f"“{name}”" for name in content.files[:_MOST_NAMED])
        more = ", …" if len(content.files) > _MOST_NAMED else ""
        message = f"has {counted(len(content.files), 'attached file')} ({named}{more}): not read"
        yield raw.problem("attachments-not-read", message, "partial", "save them and give those to be read")
    if content.pictures:
        message = f"shows {counted(content.pictures, 'picture')}: not read"
        yield raw.problem("pictures-not-read", message, "note")
