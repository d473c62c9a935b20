"""Where results go: standard output as the terminal can show it, files, whole or not at all, and a line of progress."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import BinaryIO, TextIO

from msgspec.structs import replace

from claimcheck.cli.settings import Output
from claimcheck.config.paths import folders_to, root_of
from claimcheck.errors import InternalError, UsageError
from claimcheck.report.formats import FORMATS
from claimcheck.report.layout import shorten, visible
from claimcheck.report.style import Style

FALLBACK_WIDTH = 80
LEAST_WIDTH = 40
GREATEST_WIDTH = 160
WRITTEN = "some of the output is written"
"""What an interrupt is marked with that came while results were handed out."""
Content = str | bytes | Iterable[str]  # what is written to a file; text may come in parts
_PLAIN = "claimcheck-plain"
_TYPED = {
    "\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-", "\u2026": "...",
    "\u00a0": " ",
}  # fmt: skip
_DRAWN = "█░─·“”×…"
EVERY_SECONDS = 0.1
NAME_WIDTH = 40
# Before, the first files say little about the others.
TELLING_SECONDS = 2.0
TELLING_SHARE = 0.05


def wants_color(choice: str | None, stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to use colour.

    ``--color`` decides. Unsaid, NO_COLOR and a dumb TERM speak against it and FORCE_COLOR for it, in the order
    NO_COLOR, FORCE_COLOR, TERM; at last it is whether the stream is a terminal.
    """
    if choice in ("always", "never"):
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return environ.get("TERM") != "dumb" and is_terminal(stream)


def is_terminal(stream: TextIO) -> bool:
    """Whether the stream is a terminal; a closed one is not."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def standard_input() -> BinaryIO:
    """The bytes of standard input; none where it was closed before the process began."""
    return sys.stdin.buffer if sys.stdin is not None else io.BytesIO()


def style_of(stream: TextIO, color: str | None, style: Style | None = None) -> Style:
    """How to draw on a stream, otherwise as ``style`` says."""
    drawn = _can_spell(stream, _DRAWN)
    width = min(max(columns(stream), LEAST_WIDTH), GREATEST_WIDTH)
    return replace(style or Style(), width=width, color=wants_color(color, stream), unicode=drawn)


def way_back(file: str) -> str | None:
    """What leads from the folder of a file to the current one: ``../`` as often as it takes.

    None where that would tell the names of folders of this machine.
    """
    folder = os.path.normpath(os.path.dirname(file)).replace(os.sep, "/")
    if os.path.isabs(file) or folder.startswith(".."):
        return None
    return "" if folder == "." else "../" * (folder.count("/") + 1)


def columns(stream: TextIO, environ: Mapping[str, str] = os.environ) -> int:
    """How wide a stream is: what COLUMNS says, else the terminal, else ``FALLBACK_WIDTH``."""
    said = environ.get("COLUMNS", "")
    width = int(said) if said.isdecimal() and len(said) < 6 else 0
    if not width and is_terminal(stream):
        with suppress(OSError, ValueError):
            width = os.get_terminal_size(stream.fileno()).columns
    return width or FALLBACK_WIDTH


def _can_spell(stream: TextIO, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write_stdout(text: str | Iterable[str], format_: str = "text") -> None:
    """Write the payload; a reader that has gone away is no error, a full disk is.

    ``text`` may come in parts. ``format_`` is a name of ``claimcheck.report.formats``. Raises ``InternalError`` when
    writing fails.
    """
    if sys.stdout is None:  # it was closed before the process began
        if not text:
            return
        message = "standard output could not be written: it is closed"
        hint = "write to a file with --output FORMAT:FILE"
        raise InternalError(message, code="write-failed", hint=hint)
    encoding = "utf-8" if FORMATS[format_].utf8 else sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.flush()
        for part in (text,) if isinstance(text, str) else text:
            sys.stdout.buffer.write(part.encode(encoding, _PLAIN))
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
    except KeyboardInterrupt as stop:
        _silence_stdout()
        stop.add_note(WRITTEN)
        raise
    except OSError as error:
        _silence_stdout()
        message = f"standard output could not be written: {error.strerror or error}"
        raise InternalError(message, code="write-failed", hint="is the disk full?") from error


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """Signs of print that an encoding lacks as a typewriter has them, anything else as an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    plain = (_TYPED.get(one, one) for one in lacking)
    return "".join(plain).encode("ascii", "backslashreplace").decode("ascii"), error.end


codecs.register_error(_PLAIN, _plainly)


def as_json(values: object) -> str:
    """Plain values as JSON in lines."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _encoded(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    for part in (content,) if isinstance(content, str) else content:
        yield part.encode("utf-8", "backslashreplace")


def _silence_stdout() -> None:
    """Let the interpreter's last flush go nowhere, so that it cannot fail again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _refuse_planted(file: str) -> None:
    """Refuse to write through a link below the root: whoever wrote what is checked may have put it there."""
    root, whole = root_of(os.curdir), os.path.abspath(file)
    link = next((one for one in folders_to(whole, root) if os.path.islink(one)), None)
    if link is not None:
        message = f"is written through a link, {os.path.relpath(link)}, which may lead anywhere"
        hint = f"remove the link, or name what it leads to: {os.path.realpath(whole)}"
        raise UsageError(message, code="not-writable", path=file, hint=hint)


class OutputFile:
    """A file that appears whole: written beside its place under another name, then moved there."""

    def __init__(self, output: Output) -> None:
        """Make sure, before anything is read, that the file can be written.

        Raises ``UsageError`` (code ``not-writable``) where it cannot.
        """
        self.format = output.format
        self.shown = str(output.file)
        _refuse_planted(self.shown)
        # A device or pipe has no place beside it and is never half a file; what /dev/stdout leads to may have no name.
        self._special = os.path.exists(self.shown) and not os.path.isfile(self.shown)
        # A link is followed, so that it stays a link.
        self._path = self.shown if self._special else os.path.realpath(self.shown)
        self._temporary: str | None = None
        self._waiting = b""
        self.placing = False
        try:
            if os.path.isdir(self._path):
                raise IsADirectoryError(0, "it is a folder")
            if self._special or os.path.exists(self._path):
                os.close(os.open(self._path, os.O_WRONLY))
            if not self._special:
                folder, name = os.path.split(self._path)
                # Most runs write no file, and it brings every kind of compression along.
                import tempfile

                handle, self._temporary = tempfile.mkstemp(prefix=f".{name[:80]}.", dir=folder)
                os.close(handle)
        except OSError as error:
            message = f"cannot be written: {error.strerror or error}"
            hint = "check the folder and its permissions, or name another file"
            raise UsageError(message, code="not-writable", path=self.shown, hint=hint) from error

    def write(self, content: Content) -> None:
        """Write and put in place. Raises ``InternalError`` (``write-failed``); the file is then as it was before."""
        self.fill(content)
        self.place()

    def fill(self, content: Content) -> None:
        """Write beside its place what ``place`` puts there; text may come in parts. Raises as ``write`` does."""
        if self._temporary is None:
            self._waiting = b"".join(_encoded(content))
            return
        with self._telling(), open(self._temporary, "wb") as file:
            file.writelines(_encoded(content))

    def place(self) -> None:
        """Put in place what was written. Raises as ``write`` does."""
        self.placing = True
        with self._telling():
            if self._temporary is None:
                with open(self._path, "wb") as device:
                    device.write(self._waiting)
                return
            os.chmod(self._temporary, self._mode())
            os.replace(self._temporary, self._path)
            self._temporary = None

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"could not be written: {error.strerror or error}"
            hint = "the file is as it was before; is the disk full?"
            raise InternalError(message, code="write-failed", path=self.shown, hint=hint) from error

    def _mode(self) -> int:
        try:
            return os.stat(self._path).st_mode & 0o777
        except OSError:
            mask = os.umask(0)
            os.umask(mask)
            return 0o666 & ~mask

    def discard(self) -> None:
        """Remove what was not put in place."""
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)
            self._temporary = None


@contextmanager
def output_files(outputs: Sequence[Output]) -> Iterator[list[OutputFile]]:
    """The files of a run; what was not put in place when the block is left is removed.

    An interrupt that leaves it when files were put in place already is marked with ``WRITTEN``.
    """
    files: list[OutputFile] = []
    with ExitStack() as leaving:
        for output in outputs:
            if output.file is not None:
                files.append(OutputFile(output))
                leaving.callback(files[-1].discard)
        try:
            yield files
        except KeyboardInterrupt as stop:
            if any(file.placing for file in files):
                stop.add_note(WRITTEN)
            raise


class Progress:
    """Counts files and shows pages; ``close`` removes the line."""

    def __init__(
        self,
        files: int,
        *,
        wanted: bool = True,
        environ: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files = files
        self._done = 0
        self._shown = False
        self._clock = clock
        self._began = clock()
        self._next = 0.0
        self.on = wanted and is_terminal(sys.stderr) and environ.get("TERM") != "dumb"

    def page(self, path: str, page: int, pages: int) -> None:
        """A page of a file was read."""
        count = f" (file {self._done + 1} of {self._files})" if self._files > 1 else ""
        self._draw(f"reading {shorten(visible(path), NAME_WIDTH)}: page {page} of {pages}{count}")

    def file(self, number: int = 1) -> None:
        """So many files are finished."""
        self._done += number
        if self._done < self._files:
            self._draw(f"read {self._done} of {self._files} files{self._left()}")

    def _left(self) -> str:
        """How long the other files take if they are like those that are done."""
        passed = self._clock() - self._began
        if passed < TELLING_SECONDS or self._done < TELLING_SHARE * self._files:
            return ""
        seconds = passed / self._done * (self._files - self._done)
        return f", about {_duration(seconds)} left"

    def close(self) -> None:
        """Remove the line."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _draw(self, text: str) -> None:
        now = self._clock()
        if not self.on or now < self._next:
            return
        self._next = now + EVERY_SECONDS
        # A line that wraps could not be removed.
        self._write(f"\r\x1b[K{shorten(text, columns(sys.stderr) - 1)}")
        self._shown = True

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def write_file(name: str, text: str) -> None:
    """Put a text in a file, whole or not at all. Raises ``ClaimcheckError`` where that cannot be done."""
    with output_files([Output("text", name)]) as (file,):
        file.write(text)


def existing(file: str, otherwise: str = "") -> UsageError:
    """That a file is there and stays as it is; ``otherwise`` is what can be done with it."""
    hint = f"name another file,{otherwise} or write over it with --force"
    return UsageError("is there already, and nothing was written", code="exists", path=file, hint=hint)
