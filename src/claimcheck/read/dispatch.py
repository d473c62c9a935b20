"""The one door to reading: whatever the input is, the answer is a ``Document``.

Bad input raises nothing. An input that cannot be read gives a document without blocks and a problem of effect
``unreadable``; one that was read in part has its blocks and a problem of effect ``partial``.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Literal, TypedDict, Unpack

from msgspec.structs import asdict, replace

from claimcheck.config.paths import without_waiting
from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Document, Problem
from claimcheck.read import formats
from claimcheck.read.blocks.notes import link_notes
from claimcheck.read.blocks.typed_notes import resolve
from claimcheck.read.limits import DEFAULT, Limits, PageRange
from claimcheck.read.ocr import Engine
from claimcheck.read.reading import Progress, Raw, Reading
from claimcheck.text.disguises import disguises
from claimcheck.text.line_index import line_and_column

_BROKEN = "\x02"
_HINT = "look at these words in an editor that shows every character, and write them anew"
UNKNOWN = "unknown"

_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def hidden_words(raw: Raw, source: str, blocks: Sequence[Block]) -> tuple[Problem, ...]:
    """A note on words with letters of other scripts, unseen characters inside, or turned direction.

    They are read as they look; but text that was written to be overlooked is worth a question.
    """
    count = 0
    first: tuple[Block, int] | None = None
    for block in blocks:
        if block.text.isascii():
            continue
        # A mark that the PDF library writes for the hyphen of a broken word hides nothing.
        for at in disguises(block.text.replace(_BROKEN, "-")):
            count += 1
            first = first or (block, at)
    if first is None:
        return ()
    words = "one word has" if count == 1 else f"{count:,} words have"
    message = (
        f"{words} letters of another script, or characters that cannot be seen, where Latin letters are shown: "
        f"read as shown; the first is {_place(source, *first)}"
    )
    return (raw.problem("disguised-text", message, "note", _HINT),)


def _place(source: str, block: Block, at: int) -> str:
    if block.page is not None:
        return f"on page {block.page}"
    piece = next((piece for piece in reversed(block.pieces) if piece.at <= at), None)
    if piece is None:
        return "made by a reference"
    line, column = line_and_column(source, piece.source + min(at - piece.at, piece.length))
    return f"at line {line}, column {column}"


class Wanted(TypedDict, total=False):
    """What is read of an input: up to which limits and, of a paged format, which pages.

    ``password`` opens a PDF file, ``ocr`` recognises what cannot be read of its pages.
    """

    limits: Limits
    pages: PageRange | None
    password: str | None
    ocr: Engine | None


class How(Wanted, total=False):
    """The same and where: not ``isolated``, every format is read in this process.

    There are then no limits of time and memory, so it is for trusted files.
    """

    isolated: bool


def read_path(path: str, *, shown: str | None = None, progress: Progress | None = None, **how: Unpack[How]) -> Document:
    """Read the file at ``path``.

    ``shown`` is the name that the document and its problems carry (default: ``path``). ``progress`` is called
    after each page of a paged format.
    """
    name = path if shown is None else shown
    try:
        data, steady = _load(path, name, how.get("limits", DEFAULT))
    except UnreadableInput as error:
        return _unreadable(name, error, formats.by_name(name) or UNKNOWN)
    document = read_bytes(data, path=name, progress=progress, **how)
    if steady or document.status == "unreadable":
        return document
    hint = "wait until it has been written, and read it again"
    changed = Problem("file-changed", "was written to while it was read", "partial", name, hint)
    return replace(document, problems=(*document.problems, changed))


def read_stream(file: BinaryIO, *, path: str, **how: Unpack[How]) -> Document:
    """Read what an open file still holds, such as standard input; ``path`` names it."""
    try:
        data = _content(file, path, how.get("limits", DEFAULT))
    except (OSError, ValueError) as error:
        return _unreadable(path, _cannot_open(error, path), formats.by_name(path) or UNKNOWN)
    return read_bytes(data, path=path, **how)


def read_bytes(
    data: bytes, *, path: str, progress: Progress | None = None, isolated: bool = True, **wanted: Unpack[Wanted]
) -> Document:
    """Read a file's content; ``path`` names it and, where the content does not tell, decides the format."""
    raw = Raw(path, data, progress=progress, **wanted)
    return _answer(raw, _format_of(data[: formats.HEAD_BYTES], path), isolated)


def read_text(
    text: str,
    *,
    path: str = "<text>",
    format: Literal["text", "markdown"] = "text",
    limits: Limits = DEFAULT,
    isolated: bool = True,
) -> Document:
    """Read a string as plain text or Markdown; offsets are into ``text``.

    Half surrogate pairs, which no file can hold, read as U+FFFD.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        text = text.translate(_SURROGATES)
        data = text.encode()
    return _answer(Raw(path, data, limits, text=text), format, isolated)


def lost(path: str, error: Exception | None = None) -> Document:
    """The document of a file whose process ended before it was done, or that raised an error of the program."""
    told, code = "the process that had it in hand ended before its time", "worker-lost"
    hint = "is there too little memory? Try this file alone, or with --read-limit"
    if error is not None:
        told, code = f"claimcheck failed on it: {type(error).__name__}: {error}", "judging-failed"
        hint = "please report it, with the file if you may"
    lost = UnreadableInput(f"was not judged: {told}", code=code, path=path, hint=hint)
    return _unreadable(path, lost, formats.by_name(path) or UNKNOWN)


def _answer(raw: Raw, name: str, isolated: bool) -> Document:
    try:
        return _read(raw, name, isolated)
    except UnreadableInput as error:
        return _unreadable(raw.path, error, name, raw.data)
    except Exception as error:  # a library may raise anything on hostile bytes, and other inputs are waiting
        hint = "save the file anew with the program it came from"
        failed = raw.unreadable("read-failed", f"could not be read: {type(error).__name__}: {error}", hint)
        return _unreadable(raw.path, failed, name, raw.data)


def _load(path: str, name: str, limits: Limits) -> tuple[bytes, bool]:
    """The bytes of a regular file, at most one more than its format's limit, and whether nobody wrote meanwhile."""
    try:
        # Opening a device may do something to it already.
        _check_kind(os.stat(path).st_mode, name)
        with open(path, "rb", opener=without_waiting) as file:
            before = os.fstat(file.fileno())
            _check_kind(before.st_mode, name)
            data = _content(file, name, limits)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        raise _cannot_open(error, name) from None
    return data, (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _content(file: BinaryIO, name: str, limits: Limits) -> bytes:
    head = file.read(formats.HEAD_BYTES)
    most = formats.FORMATS[_format_of(head, name)].max_bytes(limits)
    return head + file.read(max(0, most + 1 - len(head)))


def _check_kind(mode: int, name: str) -> None:
    if stat.S_ISREG(mode):
        return
    message, code = "is a device or pipe, not a file", "not-a-file"
    hint = "give a regular file, or pipe the text to standard input"
    if stat.S_ISDIR(mode):
        message, code = "is a folder, not a file", "is-directory"
        hint = "name a file in it"
    raise UnreadableInput(message, code=code, path=name, hint=hint)


def _cannot_open(error: OSError | ValueError, name: str) -> UnreadableInput:
    message, code = f"could not be read: {getattr(error, 'strerror', None) or error}", "read-failed"
    hint = "copy the file to a local disk and try again"
    # ValueError: a path with a NUL character, which no file system has.
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        message, code, hint = "does not exist", "not-found", "check the spelling and the folder you are in"
    elif isinstance(error, PermissionError):
        message, code = "may not be read: permission denied", "permission-denied"
        hint = "change the permissions of the file, or read it as another user"
    elif error.errno == errno.ELOOP:
        message, code = "is a link that leads in circles", "not-found"
        hint = "give the file itself, or mend the link"
    return UnreadableInput(message, code=code, path=name, hint=hint)


def _format_of(head: bytes, path: str) -> str:
    return formats.by_content(head, path) or formats.by_name(path) or formats.DEFAULT_FORMAT


def _read(raw: Raw, name: str, isolated: bool) -> Document:
    kind = formats.FORMATS[name]
    _check_size(raw, name)
    _check_content(raw, name)
    broken = tuple(_broken_promise(raw, name))
    if kind.read is None:
        message = broken[0].message if broken else f"is {kind.label}"
        raise raw.unreadable("format-not-supported", f"{message}, which is not supported yet", kind.advice)
    apart = isolated and (kind.isolated or len(raw.data) >= kind.large)
    reading = _read_apart(raw, name) if apart else _read_here(raw, kind)
    hidden = hidden_words(raw, reading.source, reading.blocks)
    problems = (*broken, *reading.problems, *_nothing_read(raw, reading), *hidden)
    if raw.pages is not None and not reading.pages:
        problems += (raw.problem("no-pages", "has no pages, so it was read whole", "note"),)
    blocks, tables = resolve(reading.blocks, reading.tables, reading.source)
    made = replace(reading, blocks=link_notes(blocks, reading.pages), problems=problems, tables=tables)
    return Document(raw.path, name, hashlib.sha256(raw.data).hexdigest(), **asdict(made))


def _read_here(raw: Raw, kind: formats.Format) -> Reading:
    """Read in this process, without looking for garbage meanwhile: there is nearly none, and looking costs a tenth."""
    read = kind.load()
    collecting = gc.isenabled()
    gc.disable()
    try:
        return read(raw)
    finally:
        if collecting:
            gc.enable()


def _read_apart(raw: Raw, name: str) -> Reading:
    # Whoever reads text alone starts no process, and does not wait for the modules that could.
    from claimcheck.read.isolation.rescue import read_isolated
    from claimcheck.read.isolation.worker import SHARED

    return read_isolated(raw, name, SHARED)


def _check_size(raw: Raw, name: str) -> None:
    if not raw.data:
        raise raw.unreadable("empty", "is empty", "check that the file was saved or downloaded whole")
    most = formats.FORMATS[name].max_bytes(raw.limits)
    if len(raw.data) > most:
        message = f"is larger than {most / 1024 / 1024:g} MiB"
        raise raw.unreadable("too-large", message, "split the file and give the parts")


def _check_content(raw: Raw, name: str) -> None:
    """Say it plainly when a file that only its name calls a PDF has nothing of one."""
    if name == "pdf" and not formats.is_pdf(raw.data):
        hint = "fetch the file again; what was saved is not a PDF"
        raise raw.unreadable("damaged", "is named as a PDF, but has no PDF content", hint)


def _broken_promise(raw: Raw, name: str) -> Iterator[Problem]:
    """A problem where a file is not what its name says.

    In the place of a report a page is often saved that says why there is none: to read that alone is not enough.
    """
    promised = formats.by_name(raw.path)
    if promised is None or promised == name or not formats.FORMATS[promised].told_by_content:
        return
    page = name == "html"
    message = f"is named as {formats.FORMATS[promised].label}, but is {formats.FORMATS[name].label}"
    hint = "fetch the file again: a page was saved in its place" if page else "give it the right ending"
    yield raw.problem("not-as-named", message, "partial" if page else "note", hint)


def _nothing_read(raw: Raw, reading: Reading) -> Iterator[Problem]:
    """A problem where a reader found no text and does not say why: of what nobody read, nothing is clean."""
    told = any(one.code == "no-text" or one.effect == "partial" for one in reading.problems)
    if not told and not any(block.text.strip() for block in reading.blocks):
        hint = "leave it out, or --accept no-text if it is to have none"
        yield raw.problem("no-text", "no text was found in it: nothing was checked", "partial", hint)


def _unreadable(path: str, error: UnreadableInput, name: str, data: bytes | None = None) -> Document:
    problem = Problem(error.code, error.message, "unreadable", path, error.hint)
    # A file over its limit was not read to its end: there is no digest of it.
    digest = "" if data is None or error.code == "too-large" else hashlib.sha256(data).hexdigest()
    return Document(path=path, format=name, sha256=digest, source="", blocks=(), problems=(problem,))
