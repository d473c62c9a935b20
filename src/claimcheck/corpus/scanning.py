"""From a batch of documents to tables: the one function that every engine calls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from itertools import repeat
from pathlib import Path

import pyarrow as pa
from msgspec import Struct, field

from claimcheck.api import Auditor, load_rulepack
from claimcheck.cache import state_of
from claimcheck.config.inputs import spelled
from claimcheck.config.paths import regular_bytes
from claimcheck.corpus.tables import SCHEMAS, Scanned, scanned
from claimcheck.errors import UsageError
from claimcheck.file_settings import FileSettings
from claimcheck.model.context import Context
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import lost
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.report.filters import at_least


class Setting(Struct, frozen=True):
    """How the documents of a corpus are read and judged; it can be sent to other machines.

    ``state`` is that of program, rules and libraries where it was made; a machine with others refuses to work.
    """

    settings: FileSettings
    rules: tuple[str, ...] = ()
    limits: Limits = DEFAULT
    state: str | None = field(default=None)

    @classmethod
    def of(cls, context: Context | None = None, *, rules: Iterable[str] = (), limits: Limits = DEFAULT) -> Setting:
        """The setting for a context, with rules in folders beside the built-in ones."""
        settings = FileSettings(context or Context(), None, (), (), (), (), None)
        return cls(settings, tuple(rules), limits).here()

    def here(self) -> Setting:
        """The same with the state of this machine."""
        return Setting(self.settings, self.rules, self.limits, state_of(self.rules))

    def result(self, path: str, sha256: str) -> str:
        """The name of the result for a file: a hash of all that decides what is in it."""
        told = "\n".join(map(repr, (self.state, self.settings, self.limits, spelled(path), sha256)))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


class Scanner:
    """An auditor for one setting, made once in a process.

    Raises ``UsageError`` for a setting that cannot be used, or that was made by another state of the program.
    """

    def __init__(self, setting: Setting) -> None:
        if setting.state != state_of(setting.rules):
            told = "this machine has another version of claimcheck, of its rules or of the libraries that read"
            raise UsageError(told, code="other-state", hint="install the same versions on all machines")
        self.setting = setting
        pack = load_rulepack([Path(one) for one in setting.rules]) if setting.rules else None
        self.auditor: Auditor = setting.settings.auditor(pack, setting.limits)
        self.frame = self.auditor.frame

    def record(self, path: str, data: bytes | None) -> tuple[DocumentOut, str]:
        """The record of a document, and the name of its result; None for ``data`` reads the file.

        Nothing is raised: a document on which the program fails has a record that says so.
        """
        data = content(path, self.setting.limits) if data is None else data
        shown, digest = spelled(path), hashlib.sha256(data or b"").hexdigest()
        try:
            if data is None:
                [record] = self.auditor.stream([path])
            else:
                record = self.auditor.audit_stream(BytesIO(data), path=shown)
        except Exception as error:
            record = self.auditor.document(lost(shown, error))
        return at_least(record, self.setting.settings.min_severity), self.setting.result(path, digest)

    def lost(self, path: str) -> tuple[DocumentOut, str]:
        """The record of a document over which processes have died."""
        data = content(path, self.setting.limits)
        digest = hashlib.sha256(data or b"").hexdigest()
        return self.auditor.document(lost(spelled(path))), self.setting.result(path, digest)


@lru_cache(maxsize=1)
def scanner(setting: Setting) -> Scanner:
    """The scanner of this process for a setting."""
    return Scanner(setting)


def scan(batch: pa.RecordBatch | pa.Table | Iterable[str], setting: Setting) -> Scanned:
    """The tables of a batch of documents, in its order.

    ``batch`` has the column ``path`` and may have ``bytes``, the content where it is at hand, or is a list of paths.
    """
    made = scanner(setting)
    return scanned((made.record(path, data) for path, data in _documents(batch)), made.frame)


def _documents(batch: pa.RecordBatch | pa.Table | Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    if not isinstance(batch, (pa.RecordBatch, pa.Table)):
        yield from ((path, None) for path in batch)
        return
    if "path" not in batch.schema.names:
        raise UsageError("the batch has no column 'path'", code="no-path", hint="name the column path")
    paths, has_bytes = batch.column("path").to_pylist(), "bytes" in batch.schema.names
    for path, data in zip(paths, batch.column("bytes") if has_bytes else repeat(None, len(paths)), strict=True):
        yield path, None if data is None else data.as_py()


def content(path: str, limits: Limits) -> bytes | None:
    """What is in a regular file, at most one byte more than is ever read of one; None where reading tells why not."""
    with suppress(OSError):
        most = max(limits.pdf_bytes, limits.office_bytes, limits.html_bytes, limits.text_bytes)
        return regular_bytes(path, most)
    return None


EMPTY = Scanned(*(schema.empty_table() for schema in SCHEMAS))
