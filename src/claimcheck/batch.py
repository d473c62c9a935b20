"""Many files, each with the settings of its folder.

>>> import claimcheck
>>> batch = claimcheck.Batch.like("check")  # with claimcheck.toml where there is one
>>> batch.audit([]).exit_code
0
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from claimcheck.cache import Keeper, KeptFrame, Slot
from claimcheck.config.cache_folder import Cache
from claimcheck.config.file import Setting, forget, line_of
from claimcheck.config.inputs import listed, spelled
from claimcheck.config.resolve import DEFAULT_ORIGIN, Sources, muting
from claimcheck.errors import UsageError
from claimcheck.file_settings import FileSettings
from claimcheck.model.decision import Decisions
from claimcheck.model.document import Problem
from claimcheck.model.evidence import Outside
from claimcheck.model.report import DocumentOut, ProblemOut
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.report.assembled import Frame, assembled, context_out
from claimcheck.report.filters import at_least
from claimcheck.report.interactive import Report
from claimcheck.report.words import document_findings
from claimcheck.rulepack.versions import fits

if TYPE_CHECKING:
    from claimcheck.api import Auditor, Progress
    from claimcheck.config.baseline import Accepted, KnownBaseline
    from claimcheck.rulepack.pack import Pack

Command = Literal["audit", "check"]
COMMANDS: Mapping[str, Mapping[str, Any]] = {
    "audit": {"audience": "investor", "fail-on": "never"},
    "check": {"audience": "consumer", "fail-on": "error"},
}
"""What the two commands take for granted, by key of the configuration."""


class Batch:
    """Auditors by settings, each built when a file first needs it.

    With a ``cache``, records of files that were judged before are taken from it, unless evidence or a register of
    claims from outside takes part, or a password: then nothing is kept either.
    """

    def __init__(
        self,
        sources: Sources,
        *,
        rules: Sequence[str] = (),
        limits: Limits = DEFAULT,
        as_of: date | None = None,
        cache: Cache | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        forget()
        self.decisions = decisions
        self._sources = sources
        self._rules = tuple(rules)
        self._limits = limits
        self._as_of = as_of
        self._auditors: dict[FileSettings, Auditor] = {}
        self._outside: dict[tuple[object, ...], Outside] = {}
        self._run: Mapping[str, Any] = {}
        self._in_part = False
        self._left_out: set[str] = set()
        self._keeper = Keeper(cache, self._rules, limits) if cache is not None else None
        self._known = self._kept_frame()
        if self._known is None:
            # So that wrong names are told before anything is read.
            self.main  # noqa: B018
        if decisions is not None:
            _check_answers(self.main.rulepack, decisions)

    @classmethod
    def like(cls, command: Command = "audit", *, config: str | None = None, as_of: date | None = None) -> Batch:
        """What a command does without options: its defaults, and the configuration of each file.

        ``config`` is a file that takes the place of those found. Raises ``UsageError`` where one cannot be used.
        """
        if command not in COMMANDS:
            hint = f"one of {', '.join(COMMANDS)}"
            raise UsageError(f"there is no command {command!r}", code="unknown-value", hint=hint)
        return cls.of(Sources(COMMANDS[command], file=config), as_of=as_of)

    @classmethod
    def of(cls, sources: Sources, *, as_of: date | None = None) -> Batch:
        """The same with settings from ``sources``, those of the run included."""
        run = {key: one.value for key, one in sources.of_run().items()}
        decisions = decisions_of(run.get("decisions"))
        batch = cls(sources, rules=run.get("rules", ()), as_of=as_of, decisions=decisions)
        batch._run = run
        return batch

    def audit(self, paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, jobs: int = 1) -> Report:
        """Audit files, each with its own settings; exit code and notes are those of the run's settings."""
        named = listed(paths)
        return self.concluded(list(self.records(named, jobs=jobs)), self.muting(named))

    def concluded(self, documents: Sequence[DocumentOut], problems: Sequence[Problem | ProblemOut] = ()) -> Report:
        """What finished records amount to under the settings of the run."""
        return self.report(
            documents,
            problems,
            fail_on=self._run.get("fail-on", "never"),
            min_score=self._run.get("min-score"),
            accept=self._run.get("accept", ()),
            baseline=baseline_of(self._run.get("baseline")),
            decisions=self.decisions,
        )

    def records(
        self,
        paths: Sequence[str],
        *,
        jobs: int = 1,
        progress: Progress | None = None,
        pages: str | None = None,
        password: str | None = None,
    ) -> Iterator[DocumentOut]:
        """The finished record of each file: first of those that are kept, then of the others by auditor.

        The rest is as in ``Auditor.stream``.
        """
        self._in_part = pages is not None
        slots = {path: self._slot(path, pages) if password is None else None for path in paths}
        kept = {path: found for path, slot in slots.items() if (found := self._record(slot)) is not None}
        groups = self.groups([path for path in paths if path not in kept])
        for path, record in kept.items():
            yield self.finished(record, path)
        kept.clear()
        for auditor, group in groups:
            streamed = auditor.stream(group, jobs=jobs, progress=progress, pages=pages, password=password)
            for path, record in zip(group, streamed, strict=True):
                if self._keeper is not None and (slot := slots[path]) is not None:
                    self._keeper.keep(slot, record)
                yield self.finished(record, path)

    def report(
        self, documents: Sequence[DocumentOut], problems: Sequence[Problem | ProblemOut] = (), **how: Any
    ) -> Report:
        """What records amount to, and what is wrong with the evidence of files; ``how`` is as in ``Auditor.report``."""
        if (baseline := how.get("baseline")) is not None:
            how["baseline"] = self.judging(baseline)
        told = [*self.evidence_problems, *problems]
        if self._known is not None:
            frame = Frame(self._known.tool, self._known.context)
            return assembled(frame, documents, [*self._known.problems, *told], **how)
        report = self.main.report(documents, told, **how)
        self._keep_frame()
        return report

    def _kept_frame(self) -> KeptFrame | None:
        with self._placed(None):
            settings = self.settings(None)
        return self._keeper.frame(self._run_key(settings)) if self._keeper and _keeps(settings) else None

    def _keep_frame(self) -> None:
        """Keep what reports say of their run, and drop what is too much."""
        settings = self.settings(None)
        if self._keeper is not None:
            if _keeps(settings):
                alone = self.main.report([])
                frame = KeptFrame(tool=alone.tool, context=alone.context, problems=alone.problems)
                self._keeper.keep_frame(self._run_key(settings), frame)
            self._keeper.close()

    def _run_key(self, settings: FileSettings) -> tuple[Any, ...]:
        wanted = self._sources.of_run().get("rulepack")
        return settings, wanted.value if wanted is not None else None

    def _slot(self, path: str, pages: str | None) -> Slot | None:
        if self._keeper is None:
            return None
        with self._placed(path):
            settings = self.settings(path)
        return self._keeper.slot(path, settings, pages) if _keeps(settings) else None

    def _record(self, slot: Slot | None) -> DocumentOut | None:
        return self._keeper.record(slot) if self._keeper is not None and slot is not None else None

    @cached_property
    def main(self) -> Auditor:
        """The auditor of the run. Raises ``UsageError`` as ``auditor`` does."""
        made = self.auditor(None)
        _insist(made.rulepack, self._sources)
        return made

    @cached_property
    def _pack(self) -> Pack | None:
        if not self._rules:
            return None
        from claimcheck.api import load_rulepack

        return load_rulepack([Path(folder) for folder in self._rules])

    @property
    def evidence_problems(self) -> list[Problem]:
        """What is wrong with the evidence and the registers of all files so far, each problem once."""
        found = [one for outside in self._outside.values() for one in outside.problems]
        found += [one for auditor in self._auditors.values() for one in auditor.approvals.problems]
        return list(dict.fromkeys(found))

    def muting(self, paths: Iterable[str | None]) -> list[Problem]:
        """A note for each setting of the run or of one of the files that takes something from the report."""
        layers = [self._sources.of_run(), *map(self._sources.of_file, paths)]
        return list(dict.fromkeys(one for layer in layers for one in muting(layer)))

    def settings(self, path: str | None) -> FileSettings:
        """The settings of a file, or with None those of the run; decisions come before configured answers."""
        sources = self._sources
        found = sources.of_file(path)
        told = self.decisions.facts(spelled(path)) if self.decisions is not None and path is not None else {}
        if told:
            given = sources.given.get("fact")
            before = found.get("fact", Setting({}, DEFAULT_ORIGIN))
            values = {**told, **given.value} if given is not None else {**before.value, **told}
            origin = self.decisions.name if self.decisions else before.origin
            found = {**found, "fact": Setting(values, origin)}
        return FileSettings.of(found, self._as_of, untrusted=sources.untrusted)

    def auditor(self, path: str | None) -> Auditor:
        """The auditor of a file. Raises ``UsageError`` with the place in the configuration that is at fault."""
        with self._placed(path):
            settings = self.settings(path)
            if settings not in self._auditors:
                key = (settings.ocr, *settings.evidence)
                known = self._outside.get(key)
                made = self._auditors[settings] = settings.auditor(self._pack, self._limits, known)
                self._outside[key] = made.outside
            return self._auditors[settings]

    def judging(self, baseline: KnownBaseline) -> KnownBaseline:
        """The baseline, with which of its entries this run could find."""
        return baseline._replace(is_judged=self._is_judged)

    def _is_judged(self, entry: Accepted) -> bool:
        """Whether the rule of an entry ran over its whole file, and what it found was not left out."""
        if self._in_part or entry.fingerprint in self._left_out:
            return False
        auditor = self.auditor(entry.path)
        pack = auditor.rulepack
        rule = pack.aliases.get(entry.rule, entry.rule)
        return rule in auditor.rules or rule not in pack.checks

    def groups(self, paths: Sequence[str]) -> list[tuple[Auditor, list[str]]]:
        """The files by auditor, in the order in which each auditor first comes; every name is checked."""
        found: dict[int, tuple[Auditor, list[str]]] = {}
        for path in paths:
            auditor = self.auditor(path)
            found.setdefault(id(auditor), (auditor, []))[1].append(path)
        return list(found.values())

    def finished(self, document: DocumentOut, path: str) -> DocumentOut:
        """The record of a file: without findings that it does not want, with its setting where that is its own."""
        settings = self.settings(path)
        record = at_least(document, settings.min_severity, settings.min_confidence)
        if record is not document:
            kept = {id(one) for one in document_findings(record)}
            self._left_out |= {one.fingerprint for one in document_findings(document) if id(one) not in kept}
        if settings.context == self.settings(None).context:
            return record
        return record.model_copy(update={"context": context_out(settings.context)})

    @contextmanager
    def _placed(self, path: str | None) -> Iterator[None]:
        """Add to an error the line of the configuration whose value it names."""
        try:
            yield
        except UsageError as error:
            if error.path is None:
                for one in self._sources.of_file(path).values():
                    word = None if one.origin == DEFAULT_ORIGIN else _named(one.value, error.message)
                    if word is not None:
                        unloaded = self._unloaded(path) if error.code.startswith("unknown-") else None
                        raise _at(error, one.origin, unloaded or error.hint, word) from None
            raise

    def _unloaded(self, path: str | None) -> str | None:
        """That rules which the configuration of a file names are none of this run, as they are in another folder."""
        unheeded = self._sources.unheeded(path) if path is not None else ()
        origin = next((one.origin for one in unheeded if one.value == "rules"), None)
        if origin is None:
            return None
        told = f"{origin} names rules, and a run loads those of the configuration of the folder one works in"
        return f"{told}: work in its folder, or name it with --config"


def _keeps(settings: FileSettings) -> bool:
    """Whether records in a setting depend on nothing but the file and the setting: no other file, no other program."""
    return not settings.evidence and not settings.claims and not settings.ocr


def _insist(pack: Pack, sources: Sources) -> None:
    """Hold the built-in rules to the version that the configuration wants. Raises ``UsageError`` for another."""
    wanted = sources.of_run().get("rulepack")
    if wanted is None or not pack.builtin:
        return
    version = pack.parts[0].version or ""
    met = fits(version, wanted.value)
    if met is None:
        told, hint = f"{wanted.value!r} is no version", "write ==0.1, or bounds such as >=0.1,<0.3"
    elif not met:
        told, hint = f"{wanted.value} is wanted, and the rules are {version}", "install that version"
    else:
        return
    raise _at(UsageError(f"rulepack: {told}", code="wrong-version"), wanted.origin, hint)


def _check_answers(pack: Pack, decisions: Decisions) -> None:
    """Raise ``UsageError`` for an answer to a fact that nobody asks for, or one that decides nothing, with its line."""
    # A report that is only taken from the cache loads no rules.
    from claimcheck.rulepack.select import answer_fault

    for one in decisions.answers:
        if (fault := answer_fault(pack, one.fact, one.answer)) is not None:
            raise UsageError(fault.message, code=fault.code, path=decisions.name, line=one.line, hint=fault.hint)


def _named(value: Any, message: str) -> str | None:
    """The word of a setting that a message names, None where it names none."""
    words = value if isinstance(value, list | tuple | dict) else [value] if isinstance(value, str) else []
    return next((str(word) for word in words if repr(word) in message), None)


def _at(error: UsageError, origin: str, hint: str | None, word: str = "") -> UsageError:
    path, _, line = origin.rpartition(":")
    if not line.isdigit():
        return error
    return UsageError(error.message, code=error.code, path=path, line=line_of(path, int(line), word), hint=hint)


def decisions_of(path: str | None) -> Decisions | None:
    """The decisions in a file, None where none is named. Raises ``DecisionsError`` for one that cannot be used."""
    if path is None:
        return None
    # Few runs have one, and what reads it reads rule files as well.
    from claimcheck.decisions import DECISIONS

    return DECISIONS.load(path)


def baseline_of(path: str | None) -> KnownBaseline | None:
    """The baseline in a file, None where none is named. Raises ``UsageError`` for one that cannot be used."""
    if path is None:
        return None
    # Few runs have one, and what checks it takes a while to load.
    from claimcheck.config.baseline import load

    return load(path)
