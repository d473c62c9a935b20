"""The table of formats. A new format is one module beside this one and one row here.

Rows are tried from the top: the first whose content test holds decides, and only then the file's suffix.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from msgspec import Struct

from claimcheck.read import sniff
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.read.reading import Raw, Reading

Reader = Callable[[Raw], Reading]


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
    test: sniff.Test | None = None
    read: str | None = None
    advice: str = "save it as PDF or Markdown and give that file"
    zipped: bool = False
    max_bytes: Callable[[Limits], int] = operator.attrgetter("text_bytes")
    isolated: bool = False
    in_folders: bool = True
    large: int = 1 * MEBIBYTE

    @property
    def told_by_content(self) -> bool:
        """Whether every sound file of this kind shows in its first bytes what it is."""
        return self.test is not None and (self.zipped or self.test is sniff.is_pdf)

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
_UNPACK = "unpack it and give the reports in it"

FORMATS: dict[str, Format] = {
    "pdf": Format(
        "a PDF file",
        (".pdf",),
        sniff.is_pdf,
        _by("pdf.reader"),
        "give the file as its program wrote it",
        max_bytes=operator.attrgetter("pdf_bytes"),
        isolated=True,
    ),
    "docx": Format(
        "a Word file",
        (".docx", ".docm"),
        sniff.holds(b"word/document"),
        _by("docx.reader"),
        _SAVE_OFFICE,
        zipped=True,
        max_bytes=operator.attrgetter("office_bytes"),
        isolated=True,
    ),
    "pptx": Format(
        "a PowerPoint file",
        (".pptx", ".pptm", ".ppsx"),
        sniff.holds(b"ppt/presentation"),
        _by("pptx.reader"),
        _SAVE_OFFICE,
        zipped=True,
        max_bytes=operator.attrgetter("office_bytes"),
        isolated=True,
    ),
    "xlsx": Format(
        "an Excel file",
        (".xlsx", ".xlsm", ".xlsb"),
        sniff.holds(b"xl/workbook"),
        _by("xlsx.reader"),
        _SAVE_SHEET,
        zipped=True,
        max_bytes=operator.attrgetter("office_bytes"),
        isolated=True,
    ),
    "odf": Format(
        "an OpenDocument file",
        (".odt", ".odp", ".ods"),
        sniff.holds(b"mimetypeapplication/vnd.oasis"),
        _by("odf.reader"),
        _SAVE_OFFICE,
        zipped=True,
        max_bytes=operator.attrgetter("office_bytes"),
        isolated=True,
    ),
    "epub": Format(
        "an EPUB book",
        (".epub",),
        sniff.holds(b"mimetypeapplication/epub"),
        _by("epub.reader"),
        zipped=True,
        max_bytes=operator.attrgetter("office_bytes"),
        isolated=True,
    ),
    "ole": Format(
        "an old or password-protected Office file",
        (".doc", ".ppt", ".xls"),
        sniff.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        advice=_SAVE_OFFICE,
    ),
    "rtf": Format("a Rich Text file", (".rtf",), sniff.starts_with(b"{\\rtf"), advice=_SAVE_OFFICE),
    "image": Format(
        "a picture",
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp"),
        sniff.starts_with(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"),
        advice="recognise its text (OCR) and give the result as PDF or text",
    ),
    "archive": Format(
        "an archive",
        (".zip", ".gz", ".7z", ".rar", ".xz", ".tar"),
        sniff.starts_with(
            b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ\x00"
        ),
        advice=_UNPACK,
    ),
    "html": Format(
        "an HTML page",
        (".html", ".htm", ".xhtml"),
        sniff.is_html,
        _by("html.reader"),
        _SAVE_PAGE,
        max_bytes=operator.attrgetter("html_bytes"),
        isolated=True,
    ),
    "eml": Format(
        "a mail",
        (".eml",),
        sniff.is_mail,
        _by("mail.reader"),
        "save its text, or print it to PDF",
        max_bytes=operator.attrgetter("html_bytes"),
        isolated=True,
    ),
    "mhtml": Format(
        "a web archive",
        (".mhtml", ".mht"),
        sniff.is_web_archive,
        _by("html.archive"),
        _SAVE_PAGE,
        max_bytes=operator.attrgetter("html_bytes"),
        isolated=True,
    ),
    "xml": Format("an XML file", (".xml",), sniff.is_xml),
    "json": Format("a JSON file", (".json",), None, _by("strings.json_reader"), in_folders=False),
    "yaml": Format(
        "a YAML file", (".yml", ".yaml"), None, _by("strings.yaml_reader"), isolated=True, in_folders=False
    ),
    "csv": Format("a table of text", (".csv", ".tsv"), None, _by("strings.csv_reader"), in_folders=False),
    "po": Format("a catalogue of gettext", (".po", ".pot"), None, _by("strings.po_reader"), in_folders=False),
    "vue": Format(
        "a Vue component",
        (".vue",),
        None,
        _by("markup.vue_reader"),
        max_bytes=operator.attrgetter("html_bytes"),
        isolated=True,
        in_folders=False,
    ),
    "jsx": Format(
        "a component in JSX",
        (".jsx", ".tsx"),
        None,
        _by("markup.jsx_reader"),
        max_bytes=operator.attrgetter("html_bytes"),
        isolated=True,
        in_folders=False,
    ),
    "rst": Format(
        "reStructuredText", (".rst",), None, _by("markup.rst_reader"), large=6 * MEBIBYTE, in_folders=False
    ),
    "adoc": Format(
        "AsciiDoc",
        (".adoc", ".asciidoc"),
        None,
        _by("markup.adoc_reader"),
        large=6 * MEBIBYTE,
        in_folders=False,
    ),
    "markdown": Format(
        "a Markdown file",
        (".md", ".markdown", ".mdx", ".qmd", ".rmd"),
        None,
        _by("markdown.reader"),
        large=6 * MEBIBYTE,
    ),
    "text": Format("a text file", (".txt", ".text"), None, _by("plain.reader")),
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
