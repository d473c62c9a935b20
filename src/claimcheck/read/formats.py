"""The table of formats, and what a file is, told by its first bytes. A new format is one module and one row here.

Rows are tried from the top: the first whose content test holds decides, and only then the file's suffix.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from msgspec import Struct

from claimcheck.read.encoding import BYTE_ORDER_MARKS
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.read.reading import Raw, Reading

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

Reader = Callable[[Raw], Reading]
_SAVE = "save it as PDF or Markdown and give that file"


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
    return lambda head: is_zip(head) and any(name in head for name in names)


def starts_with(*marks: bytes) -> Test:
    """A test for a file that begins with one of ``marks``."""
    return lambda head: head.startswith(marks)


def _beginning(head: bytes) -> str:
    """The first characters, decoded well enough to recognise ASCII markup."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) : _PAGE_WINDOW].decode(encoding, errors="replace")
    return head[:_PAGE_WINDOW].decode("latin-1")


class Format(Struct, frozen=True):
    """One kind of file.

    ``label`` is what people call it, with article. ``test`` looks at the first bytes (``None``: the content does
    not tell); ``zipped`` says that it is a zip archive of a special kind. ``read`` names the module of its reader,
    and is missing for a kind that is recognised only to say what to do with it (``advice``). ``max_bytes`` picks the
    limit of its size.

    ``isolated``: files of this kind are read in a process of their own, because what parses them can hang, crash or
    take all memory. Text and Markdown are not: their readers are linear, and Python or safe Rust, so a check of drafts
    need not start a process. A file of one-letter lines makes them hold many times its size, though, so files from
    ``large`` bytes on are read apart as well: measured, 270 times for text and 130 for Markdown.

    ``in_folders`` False leaves such files out of folders, where programs keep theirs as well: they are read where they
    are named or asked for.
    """

    label: str
    suffixes: tuple[str, ...] = ()
    test: Test | None = None
    read: str | None = None
    advice: str = _SAVE
    zipped: bool = False
    max_bytes: Callable[[Limits], int] = operator.attrgetter("text_bytes")
    isolated: bool = False
    in_folders: bool = True
    large: int = 1 * MEBIBYTE

    @property
    def told_by_content(self) -> bool:
        """Whether every sound file of this kind shows in its first bytes what it is."""
        return self.test is not None and (self.zipped or self.test is is_pdf)

    def load(self) -> Reader:
        """The reader, whose module is imported when the first file comes."""
        assert self.read is not None
        reader: Reader = import_module(self.read).read
        return reader


def _by(module: str) -> str:
    """The full name of a module of this room."""
    return f"claimcheck.read.{module}"


_SAVE_PAGE = "open the page in a browser and print it to PDF, or save its text as Markdown"
_SAVE_OFFICE = "open it in its program and save it as PDF"
_SAVE_SHEET = "export the sheets that hold the report as PDF, or copy their text into a Markdown file"


def _apart(
    label: str, suffixes: str, test: Test | None, module: str, advice: str = _SAVE, most: str = "html_bytes"
) -> Format:
    """A kind of file that a process of its own reads, such as a page; what no test tells is left out of folders."""
    zipped, limit, told = most == "office_bytes", operator.attrgetter(most), test is not None
    return Format(label, tuple(suffixes.split()), test, _by(module), advice, zipped, limit, True, told)


def _zip(label: str, suffixes: str, member: bytes, module: str, advice: str = _SAVE) -> Format:
    """A kind of zip archive that has a reader, told by a member."""
    return _apart(label, suffixes, holds(member), module, advice, "office_bytes")


def _typed(
    label: str, suffixes: str, module: str, size: int = 1, *, isolated: bool = False, in_folders: bool = False
) -> Format:
    """A kind of text, which its name alone tells; that of programs is left out of folders."""
    large, told = size * MEBIBYTE, tuple(suffixes.split())
    return Format(label, told, read=_by(module), large=large, isolated=isolated, in_folders=in_folders)


def _unread(label: str, suffixes: str, advice: str, *marks: bytes) -> Format:
    """A kind of file that has no reader, told by the bytes that it begins with."""
    return Format(label, tuple(suffixes.split()), starts_with(*marks), advice=advice)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"
_ARCHIVES = (*_ZIP, b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ\x00")
_ODF = b"mimetypeapplication/vnd.oasis"
_RECOGNISE = "recognise its text (OCR) and give the result as PDF or text"
_UNPACK = "unpack it and give the reports in it"
FORMATS: dict[str, Format] = {
    "pdf": _apart("a PDF file", ".pdf", is_pdf, "pdf.reader", "give the file as its program wrote it", "pdf_bytes"),
    "docx": _zip("a Word file", ".docx .docm", b"word/document", "docx.reader", _SAVE_OFFICE),
    "pptx": _zip("a PowerPoint file", ".pptx .pptm .ppsx", b"ppt/presentation", "pptx.reader", _SAVE_OFFICE),
    "xlsx": _zip("an Excel file", ".xlsx .xlsm .xlsb", b"xl/workbook", "xlsx.reader", _SAVE_SHEET),
    "odf": _zip("an OpenDocument file", ".odt .odp .ods", _ODF, "odf.reader", _SAVE_OFFICE),
    "epub": _zip("an EPUB book", ".epub", b"mimetypeapplication/epub", "epub.reader"),
    "ole": _unread("an old or password-protected Office file", ".doc .ppt .xls", _SAVE_OFFICE, _OLE),
    "rtf": _unread("a Rich Text file", ".rtf", _SAVE_OFFICE, b"{\\rtf"),
    "image": _unread("a picture", ".png .jpg .jpeg .gif .tif .tiff .webp", _RECOGNISE, *_PICTURES),
    "archive": _unread("an archive", ".zip .gz .7z .rar .xz .tar", _UNPACK, *_ARCHIVES),
    "html": _apart("an HTML page", ".html .htm .xhtml", is_html, "html.reader", _SAVE_PAGE),
    "eml": _apart("a mail", ".eml", is_mail, "mail.reader", "save its text, or print it to PDF"),
    "mhtml": _apart("a web archive", ".mhtml .mht", is_web_archive, "mime", _SAVE_PAGE),
    "xml": Format("an XML file", (".xml",), is_xml),
    "json": _typed("a JSON file", ".json", "strings.json_reader"),
    "yaml": _typed("a YAML file", ".yml .yaml", "strings.yaml_reader", isolated=True),
    "csv": _typed("a table of text", ".csv .tsv", "strings.csv_reader"),
    "po": _typed("a catalogue of gettext", ".po .pot", "strings.po_reader"),
    "vue": _apart("a Vue component", ".vue", None, "markup.vue_reader"),
    "jsx": _apart("a component in JSX", ".jsx .tsx", None, "markup.jsx_reader"),
    "rst": _typed("reStructuredText", ".rst", "markup.rst_reader", 6),
    "adoc": _typed("AsciiDoc", ".adoc .asciidoc", "markup.adoc_reader", 6),
    "markdown": _typed("a Markdown file", ".md .markdown .mdx .qmd .rmd", "markdown.reader", 6, in_folders=True),
    "text": _typed("a text file", ".txt .text", "plain.reader", in_folders=True),
}

DEFAULT_FORMAT = "text"

SUFFIXES: dict[str, str] = {suffix: name for name, kind in FORMATS.items() for suffix in kind.suffixes}
"""From lower-case suffix to format id."""

READABLE_SUFFIXES = frozenset(
    suffix for suffix, name in SUFFIXES.items() if FORMATS[name].read is not None and FORMATS[name].in_folders
)
"""Suffixes of the files to take from a folder."""


def by_name(path: str) -> str | None:
    """The format id that the suffix of ``path`` promises, if it is a known one."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def by_content(head: bytes, path: str) -> str | None:
    """The format id that the first bytes show, if they show one."""
    promised = by_name(path)
    for name, kind in FORMATS.items():
        if kind.test is None or not kind.test(head):
            continue
        # A text about PDF files may name their mark: for a file called text only a leading mark counts. One that
        # begins as a mail does was copied from one.
        is_quoted = name == "eml" or (name == "pdf" and not head.startswith(b"%PDF-"))
        if is_quoted and promised in ("markdown", "text"):
            continue
        # An office file whose telling member lies far behind looks like any archive.
        return promised if name == "archive" and promised and FORMATS[promised].zipped else name
    return None
