"""One file through the reading processes; when one is lost at a page, another reads all but that page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.isolation import wire
from claimcheck.read.isolation.worker import Ask, Fate, Loss, Pool
from claimcheck.read.limits import MEBIBYTE, Limits, pages_problem, raising
from claimcheck.read.reading import Raw, Reading

MOST_LOST_PAGES = 3
"""After the loss of that many pages a file is read up to the next one that ends its reader, and no further."""

_MOST_STARTS = 2
_FETCH_ANEW = "fetch the file again, or open it in a viewer and print it to PDF"
_NO_PROCESS = "let the system start processes; the library reads trusted files without, with isolated=False"


def read_isolated(raw: Raw, format: str, pool: Pool) -> Reading:
    """What the reader of ``format`` makes of the file, in another process.

    It takes at most twice as long as the limits say, where a process is lost and the rest is read once more. Raises
    ``UnreadableInput`` where nothing could be read.
    """
    return _Rescue(raw, format, pool).run()


class _Rescue(Struct):
    """The goes at one file.

    ``lost`` are the pages that ended a process, and how; ``until`` is the first page that is given up with all
    behind it, because of ``end``. ``overtime``: the time of the file is up, and this go is the last.
    """

    raw: Raw
    format: str
    pool: Pool
    lost: dict[int, Loss] = field(default_factory=dict)
    until: int | None = None
    end: Loss | None = None
    overtime: bool = False

    def run(self) -> Reading:
        raw = self.raw
        pages = (raw.pages.first, raw.pages.last) if raw.pages else None
        ask = Ask(self.format, raw.path, raw.limits, pages, raw.password, raw.text is not None, raw.ocr)
        spent, starts = 0.0, 0
        while True:
            answer = self._ask(ask)
            if not isinstance(answer, Loss):
                return self._reading(answer)
            if answer.fate == "not-started":
                starts += 1
                if starts == _MOST_STARTS:
                    message = "could not be read: the process that reads does not start"
                    raise raw.unreadable("reader-not-started", message, _NO_PROCESS)
                continue
            spent, most = spent + answer.seconds, raw.limits.file_seconds(answer.count)
            self._give_up(answer, late=spent >= most)
            ask = replace(ask, skip=tuple(self.lost), until=self.until, spent=min(spent, most / 2))

    def _ask(self, ask: Ask) -> Mapping[str, Any] | Loss:
        try:
            with self.pool.worker() as worker:
                return worker.ask(ask, self.raw.data, self.raw.progress)
        except OSError:
            return Loss("not-started")

    def _give_up(self, loss: Loss, *, late: bool) -> None:
        """Decide what the next go leaves out.

        Raises ``UnreadableInput`` where there is nothing left to try.
        """
        if self.overtime:
            raise self._nothing(loss)
        self.overtime = late
        if loss.page and not loss.done and loss.fate != "seconds" and len(self.lost) < MOST_LOST_PAGES:
            self.lost[loss.page] = loss
            return
        # Lost while the pages were put together: perhaps half of them are not too much.
        until = loss.page // 2 + 1 if loss.done else loss.page
        if until <= 1 or until == self.until:
            raise self._nothing(loss)
        self.until, self.end = until, loss

    def _nothing(self, loss: Loss) -> UnreadableInput:
        code, why, hint = _told(loss, self.raw.limits)
        return self.raw.unreadable(code, f"could not be read: it {why}", hint)

    def _reading(self, answer: Mapping[str, Any]) -> Reading:
        problems = tuple(self._problems(answer["late"]))
        if "error" in answer:
            code, message, hint = answer["error"]
            if problems:
                # Nothing could be read of the pages that were left.
                code, message, hint = problems[0].code, problems[0].message, problems[0].hint
            raise self.raw.unreadable(code, message, hint)
        reading = wire.reading_of(answer["reading"])
        return replace(reading, problems=(*reading.problems, *problems))

    def _problems(self, late: Sequence[int]) -> Iterator[Problem]:
        """What has to be said about pages that were left out."""
        path, limits = self.raw.path, self.raw.limits
        alike: dict[tuple[Fate, str], list[int]] = {}
        for page, loss in sorted(self.lost.items()):
            alike.setdefault((loss.fate, loss.detail), []).append(page)
        for pages in alike.values():
            code, why, hint = _told(self.lost[pages[0]], limits)
            yield pages_problem(code, path, pages, f"left out: reading it {why}", "partial", hint)
        if late:
            code, why, hint = _told(self.end or Loss("seconds", count=late[-1]), limits)
            yield pages_problem(code, path, late, f"left out: reading the file {why}", "partial", hint)


def _told(loss: Loss, limits: Limits) -> tuple[str, str, str]:
    """Code, reason and hint of a loss."""
    match loss.fate:
        case "seconds":
            why = f"takes more than {limits.file_seconds(loss.count):g} seconds"
        case "page_seconds" | "cpu_seconds":
            why = f"takes more than {getattr(limits, loss.fate):g} seconds"
        case "memory":
            why = f"takes more than {limits.memory / MEBIBYTE:g} MiB of memory"
        case "output":
            why = f"gives more than {limits.output / MEBIBYTE:g} MiB"
        case "failed":
            return "read-failed", f"fails ({loss.detail})", "save the file anew with the program it came from"
        case _:
            return "reader-crashed", f"ends the process that reads ({loss.detail})", _FETCH_ANEW
    return f"limit-{loss.fate.replace('_', '-')}", why, raising(loss.fate)
