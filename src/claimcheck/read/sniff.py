"""What a file is, told by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcheck.read.encoding import BYTE_ORDER_MARKS

HEAD_BYTES = 65_536
"""How many bytes the tests below want to see; fewer are fine for a shorter file."""

Test = Callable[[bytes], bool]

# Comments, processing instructions and white space may stand before the first element of a page.
# Possessive, or a run of blanks would be tried in every split.
_PAGE_LEAD = r"(?:\s++|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>)*+"
_HTML_START = re.compile(_PAGE_LEAD + r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
# The headers of an archive stand before its first empty line, and one of them says that it has parts.
_WEB_ARCHIVE = re.compile(
    rb"(?=(?:(?:[A-Za-z-]++:|[ \t])[^\n]*+\n)*?Content-Type:\s*multipart/related)(?:From|MIME-Version|Snapshot-)",
    re.IGNORECASE,
)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[^\n]*+\n(?:[ \t][^\n]*+\n)*+")
# What programs that carry a mail write into it, and nobody who writes a letter does.
_CARRIED = frozenset((b"message-id", b"received"))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF_WINDOW = 1_024
_PAGE_WINDOW = 4_096


def is_pdf(head: bytes) -> bool:
    """A PDF may have up to a kilobyte of anything before its mark."""
    return b"%PDF-" in head[:_PDF_WINDOW]


def is_html(head: bytes) -> bool:
    """An HTML or XHTML page in any Unicode encoding."""
    return _HTML_START.match(_beginning(head)) is not None


def is_web_archive(head: bytes) -> bool:
    """A page saved with its pictures as MIME parts (MHTML)."""
    return _WEB_ARCHIVE.match(head[:_PAGE_WINDOW]) is not None


def is_mail(head: bytes) -> bool:
    """A mail with the headers that it was sent with."""
    names, at = set(), 0
    while found := _HEADER.match(head, at):
        names.add(found[1].lower())
        at = found.end()
    return b"from" in names and bool(names & _CARRIED)


def is_xml(head: bytes) -> bool:
    """An XML file that is no page."""
    return _beginning(head).lstrip().startswith("<?xml") and not is_html(head)


def is_zip(head: bytes) -> bool:
    """Any zip archive; office files are such."""
    return head.startswith(_ZIP)


def holds(*names: bytes) -> Test:
    """A test for a zip archive that has a member whose path begins with, or is, one of ``names``."""

    def test(head: bytes) -> bool:
        return is_zip(head) and any(name in head for name in names)

    return test


def starts_with(*marks: bytes) -> Test:
    """A test for a file that begins with one of ``marks``."""

    def test(head: bytes) -> bool:
        return head.startswith(marks)

    return test


def _beginning(head: bytes) -> str:
    """The first characters, decoded well enough to recognise ASCII markup."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) : _PAGE_WINDOW].decode(encoding, errors="replace")
    return head[:_PAGE_WINDOW].decode("latin-1")
