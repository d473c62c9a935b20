"""The one door to reading: whatever the input is, the answer is a ``Document``.

Bad input raises nothing. An input that cannot be read gives a document without blocks and a problem of effect
``unreadable``; one that was read in part has its blocks and a problem of effect ``partial``.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import BinaryIO, Literal

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Document, Problem
from claimcheck.read import formats, sniff
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.read.reading import Progress, Raw

UNKNOWN = "unknown"
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def read_path(
    path: str, *, shown: str | None = None, limits: Limits = DEFAULT, progress: Progress | None = None
) -> Document:
    """Read the file at ``path``.

    ``shown`` is the name that the document and its problems carry (default: ``path``). ``progress`` is called
    after each page of a paged format.
    """
    name = path if shown is None else shown
    try:
        data = _load(path, name, limits)
    except UnreadableInput as error:
        return _unreadable(name, error, formats.by_name(name) or UNKNOWN)
    return read_bytes(data, path=name, limits=limits, progress=progress)


def read_stream(file: BinaryIO, *, path: str, limits: Limits = DEFAULT) -> Document:
    """Read what an open file still holds, such as standard input; ``path`` names it."""
    try:
        data = _content(file, path, limits)
    except (OSError, ValueError) as error:
        return _unreadable(path, _cannot_open(error, path), formats.by_name(path) or UNKNOWN)
    return read_bytes(data, path=path, limits=limits)


def read_bytes(
    data: bytes, *, path: str, limits: Limits = DEFAULT, progress: Progress | None = None
) -> Document:
    """Read a file's content; ``path`` names it and, where the content does not tell, decides the format."""
    return _answer(Raw(path, data, limits, progress), _format_of(data[: sniff.HEAD_BYTES], path))


def read_text(
    text: str,
    *,
    path: str = "<text>",
    format: Literal["text", "markdown"] = "text",
    limits: Limits = DEFAULT,
) -> Document:
    """Read a string as plain text or Markdown; offsets are into ``text``.

    Half surrogate pairs, which no file can hold, read as U+FFFD.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        text = text.translate(_SURROGATES)
        data = text.encode()
    return _answer(Raw(path, data, limits, text=text), format)


def _answer(raw: Raw, name: str) -> Document:
    try:
        return _read(raw, name)
    except UnreadableInput as error:
        return _unreadable(raw.path, error, name, raw.data)
    except Exception as error:  # a library may raise anything on hostile bytes, and other inputs are waiting
        message = f"could not be read: {type(error).__name__}: {error}"
        hint = "save the file anew with the program it came from"
        failed = UnreadableInput(message, code="read-failed", path=raw.path, hint=hint)
        return _unreadable(raw.path, failed, name, raw.data)


def _load(path: str, name: str, limits: Limits) -> bytes:
    """The bytes of a regular file, at most one more than its format's limit."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise _wrong_kind(mode, name)
        with open(path, "rb") as file:
            return _content(file, name, limits)
    except (OSError, ValueError) as error:
        raise _cannot_open(error, name) from None


def _content(file: BinaryIO, name: str, limits: Limits) -> bytes:
    head = file.read(sniff.HEAD_BYTES)
    most = formats.FORMATS[_format_of(head, name)].max_bytes(limits)
    return head + file.read(max(0, most + 1 - len(head)))


def _wrong_kind(mode: int, name: str) -> UnreadableInput:
    if stat.S_ISDIR(mode):
        hint = "give files, or a pattern such as folder/*.pdf"
        return UnreadableInput("is a folder, not a file", code="is-directory", path=name, hint=hint)
    hint = "give a regular file, or pipe the text to standard input"
    return UnreadableInput("is a device or pipe, not a file", code="not-a-file", path=name, hint=hint)


def _cannot_open(error: OSError | ValueError, name: str) -> UnreadableInput:
    # ValueError: a path with a NUL character, which no file system has.
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        hint = "check the spelling and the folder you are in"
        return UnreadableInput("does not exist", code="not-found", path=name, hint=hint)
    if isinstance(error, PermissionError):
        hint = "change the permissions of the file, or read it as another user"
        return UnreadableInput(
            "may not be read: permission denied", code="permission-denied", path=name, hint=hint
        )
    hint = "copy the file to a local disk and try again"
    return UnreadableInput(
        f"could not be read: {error.strerror or error}", code="read-failed", path=name, hint=hint
    )


def _format_of(head: bytes, path: str) -> str:
    return formats.by_content(head, path) or formats.by_name(path) or formats.DEFAULT_FORMAT


def _read(raw: Raw, name: str) -> Document:
    kind = formats.FORMATS[name]
    _check_size(raw, name)
    _check_promise(raw, name)
    if kind.read is None:
        raise UnreadableInput(
            f"is {kind.label}, which is not supported yet",
            code="format-not-supported",
            path=raw.path,
            hint=kind.advice,
        )
    reading = kind.read(raw)
    return Document(
        path=raw.path,
        format=name,
        sha256=hashlib.sha256(raw.data).hexdigest(),
        source=reading.source,
        blocks=reading.blocks,
        pages=reading.pages,
        problems=reading.problems,
        title=reading.title,
        tables=reading.tables,
    )


def _check_size(raw: Raw, name: str) -> None:
    if not raw.data:
        hint = "check that the file was saved or downloaded whole"
        raise UnreadableInput("is empty", code="empty", path=raw.path, hint=hint)
    most = formats.FORMATS[name].max_bytes(raw.limits)
    if len(raw.data) > most:
        message = f"is larger than {most / 1024 / 1024:g} MiB"
        raise UnreadableInput(
            message, code="too-large", path=raw.path, hint="split the file and give the parts"
        )


def _check_promise(raw: Raw, name: str) -> None:
    """Say it plainly when a file is not what its name promises and cannot be read either way."""
    promised = formats.by_name(raw.path)
    if promised in (None, name):
        if name == "pdf" and not sniff.is_pdf(raw.data):
            hint = "fetch the file again; what was saved is not a PDF"
            raise UnreadableInput(
                "is named as a PDF, but has no PDF content", code="damaged", path=raw.path, hint=hint
            )
        return
    kind = formats.FORMATS[name]
    if promised == "pdf" and kind.read is None:
        raise UnreadableInput(
            f"is named as a PDF, but is {kind.label}",
            code="format-not-supported",
            path=raw.path,
            hint="fetch the file again: a page was saved in its place" if name == "html" else kind.advice,
        )


def _unreadable(path: str, error: UnreadableInput, name: str, data: bytes | None = None) -> Document:
    problem = Problem(error.code, error.message, "unreadable", path, error.hint)
    # A file over its limit was not read to its end: there is no digest of it.
    digest = "" if data is None or error.code == "too-large" else hashlib.sha256(data).hexdigest()
    return Document(path=path, format=name, sha256=digest, source="", blocks=(), problems=(problem,))
