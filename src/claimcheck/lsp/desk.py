"""Judges drafts that are open in an editor exactly as the commands judge files."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.batch import Batch
from claimcheck.config.file import Setting, forget
from claimcheck.config.resolve import Sources
from claimcheck.errors import ClaimcheckError, InternalError
from claimcheck.model.report import Report
from claimcheck.read.formats import by_name
from claimcheck.rulepack.pack import Pack

SUFFIXES: Mapping[str, str] = {
    "markdown": ".md",
    "html": ".html",
    "plaintext": ".txt",
    "restructuredtext": ".rst",
    "asciidoc": ".adoc",
}
"""What editors call the languages that are read, with the suffix of such a file where its name has none that tells."""

_log = logging.getLogger(__name__)


class Draft(NamedTuple):
    """The text of a file as it stands in an editor, under the version that the editor counts."""

    uri: str
    path: str
    language: str
    version: int | None
    text: str

    @property
    def name(self) -> str:
        """The path as the format is told from it."""
        return self.path if by_name(self.path) else self.path + SUFFIXES.get(self.language, "")


class Judged(NamedTuple):
    """A draft and the report on it; ``report`` is None where there is nothing to read or ``fault`` kept it from being.

    ``min_score`` is the score below which a claim weighs as much as an error.
    """

    draft: Draft
    report: Report | None = None
    fault: ClaimcheckError | None = None
    min_score: int | None = None


class Desk:
    """Judges one draft at a time, with the configuration of its folder as it is on the disk at that moment.

    Rules, and registers and evidence once read, are kept until ``renew`` is called or the settings change.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._batch: Batch | None = None
        self._run: Mapping[str, Setting] = {}

    def renew(self) -> None:
        """Read rules, registers and evidence anew for the next draft."""
        self._batch = None

    @property
    def pack(self) -> Pack:
        """The rules. Raises ``ClaimcheckError`` where they or the configuration cannot be used."""
        return self._current().main.rulepack

    def judge(self, draft: Draft) -> Judged:
        """Take a draft through all stages; whatever goes wrong is a fault of the answer."""
        if not draft.text.strip():
            return Judged(draft)
        try:
            return self._judged(draft)
        except ClaimcheckError as error:
            return Judged(draft, fault=error)
        except Exception as error:  # the next draft is waiting
            _log.exception("claimcheck has a defect")
            message = f"claimcheck has a defect: {type(error).__name__}: {error}"
            return Judged(draft, fault=InternalError(message, code="defect"))

    def _judged(self, draft: Draft) -> Judged:
        batch = self._current()
        # Half a surrogate pair, which no file can hold, reads as one character all the same.
        file = io.BytesIO(draft.text.encode("utf-8", "replace"))
        record = batch.auditor(draft.path).audit_stream(file, path=draft.name)
        report = batch.concluded([batch.finished(record, draft.path)])
        least = self._run.get("min-score")
        return Judged(draft, report, min_score=None if least is None else least.value)

    def _current(self) -> Batch:
        """The auditors under the settings of the run as they are now."""
        forget()
        run = self._sources.of_run()
        if self._batch is None or run != self._run:
            self._batch, self._run = Batch.of(self._sources), run
        return self._batch
