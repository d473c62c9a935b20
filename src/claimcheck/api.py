"""What library users call: audit files or text, get a ``Report``.

>>> import claimcheck
>>> report = claimcheck.audit_text("Our carbon neutral phone.")
>>> report.documents[0].claims[0].type
'carbon_neutral'
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, get_args

from msgspec import Struct

from claimcheck.approval import gathered
from claimcheck.config.inputs import listed, spelled
from claimcheck.errors import UsageError
from claimcheck.evidence.evidence_documents import gather, unclaimed
from claimcheck.model.approval import Approvals
from claimcheck.model.context import Context, names_of, of_type, path_of
from claimcheck.model.decision import Decisions
from claimcheck.model.document import Document, Problem
from claimcheck.model.evidence import Outside
from claimcheck.model.report import DocumentOut, ProblemOut
from claimcheck.pipeline import Asked, IsAt, Pipelines, Traced
from claimcheck.read.dispatch import lost, read_text
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.read.options import Bytes, ReadOptions
from claimcheck.report.assembled import Frame, assembled, context_out
from claimcheck.report.build import tool_out
from claimcheck.report.formats import render
from claimcheck.report.interactive import Report
from claimcheck.report.law_words import unchecked_law
from claimcheck.report.record import record
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import check_setting, enabled_rules, language_asked, severities_of
from claimcheck.version import __version__

if TYPE_CHECKING:
    from claimcheck.config.baseline import KnownBaseline
    from claimcheck.model.reading import ReadDocument
    from claimcheck.rulepack.operands import Operands

__all__ = ["Auditor", "Context", "Limits", "Report", "audit", "audit_text", "load_rulepack", "record", "render"]

PathLike = str | os.PathLike[str]
TextFormat = Literal["text", "markdown"]
Progress = Callable[[str, int, int], None]


class Auditor:
    """A rule pack compiled for one context; reuse it, also from several threads.

    ``rulepack`` defaults to the built-in rules, ``context`` to an investor's reading of a report today, ``lang`` to
    the language of the text. ``select``, ``ignore`` and ``extend_select`` take rule ids, names or families;
    ``severity`` maps such to ``error``, ``warning``, ``info`` or ``off``, whatever the law's profiles say.
    ``limits`` say how much of one input is read. Formats that native code parses are read in a process of their own,
    which is started when the first such file comes and ends with this one; ``isolated`` False reads them here,
    without limits of time and memory: for files that you trust. ``ocr`` recognises the text of pages that are pictures
    with the program tesseract. ``evidence`` are files and folders with evidence from
    outside of what is audited: registers, and documents in which figures are looked up; an ``Outside`` has been read
    before. They are read once, here, and what is wrong with them is in ``outside.problems`` and in every report.
    ``claims`` are registers of approved claims, against which every claim is held; ``Approvals`` have been read before.
    ``claims_complete`` overrules whether they say that they have all claims. The attribute ``rules`` has the ids of
    those that run. Raises ``UsageError`` for unknown names, ``RegisterError`` and ``ClaimRegisterError`` for a register
    that cannot be used.
    """

    def __init__(
        self,
        rulepack: Pack | None = None,
        context: Context | None = None,
        *,
        lang: str | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
        severity: Mapping[str, str] | None = None,
        limits: Limits = DEFAULT,
        isolated: bool = True,
        ocr: bool = False,
        evidence: PathLike | Iterable[PathLike] | Outside = (),
        claims: PathLike | Iterable[PathLike] | Approvals = (),
        claims_complete: bool | None = None,
    ) -> None:
        pack = rulepack if rulepack is not None else _builtin()
        self.rulepack = of_type("rulepack", pack, Pack, "what load_rulepack returns")
        known = context if context is not None else Context()
        self.context = of_type("context", known, Context, "a claimcheck.Context")
        of_type("limits", limits, Limits, "claimcheck.Limits")
        check_setting(self.rulepack, self.context)
        lang = language_asked(lang, self.rulepack)
        self.rules = enabled_rules(
            self.rulepack,
            names_of("select", select),
            names_of("ignore", ignore),
            names_of("extend_select", extend_select),
        )
        severities = severities_of(self.rulepack, severity or {})
        self.rules -= {name for name, wanted in severities.items() if wanted is None}
        given = {name: wanted for name, wanted in severities.items() if wanted is not None}
        options = ReadOptions(limits, isolated, captions=self.rulepack.captions)
        if ocr:
            options = options.recognising(lang, self.rulepack.lexicons, self.rulepack.languages)
        self.outside = outside = self._gathered(evidence, options)
        self.approvals = approvals = self._approved(claims, claims_complete)
        self._pipelines = Pipelines(
            self.rulepack, self.context, lang, self.rules, given, outside, approvals, limits.claims
        )
        self._unchecked = unchecked_law(self.rulepack, self.context)
        self._recipe = _Recipe(
            self.rulepack.sources,
            self.rulepack.builtin,
            self.context,
            lang,
            tuple(sorted(self.rulepack.checks.keys() - self.rules)),
            tuple(sorted(given.items())),
            options,
            outside,
            approvals,
        )

    def _approved(self, claims: PathLike | Iterable[PathLike] | Approvals, complete: bool | None) -> Approvals:
        if isinstance(claims, Approvals):
            return claims
        return gathered.gather(listed(claims), self.outside, complete)

    def _gathered(self, evidence: PathLike | Iterable[PathLike] | Outside, options: ReadOptions) -> Outside:
        if isinstance(evidence, Outside):
            return evidence
        return gather(
            listed(evidence),
            self.rulepack.elements,
            READABLE_SUFFIXES,
            lambda path: options.read_path(path, spelled(path)),
            self.context.as_of,
            (options.limits.evidence_files, options.limits.evidence_bytes),
        )

    def audit(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        jobs: int = 1,
        pages: str | None = None,
        password: str | None = None,
    ) -> Report:
        """Audit one or more files and return the report; an unreadable file is a document with a problem.

        ``pages`` and ``password`` are as in ``stream``.
        """
        return self.report(list(self.stream(paths, jobs=jobs, pages=pages, password=password)))

    def audit_text(self, text: str, *, path: PathLike = "<text>", format: TextFormat = "text") -> Report:
        """Audit a string as ``text`` or ``markdown``; ``path`` is only what the report calls it.

        Raises ``UsageError`` for anything else.
        """
        of_type("text", text, str, "a string")
        name = path_of("path", path)
        if format not in get_args(TextFormat):
            raise UsageError(
                f"text has no format {format!r}",
                code="unknown-format",
                hint=f"one of {', '.join(get_args(TextFormat))}; audit_bytes reads others",
            )
        options = self._recipe.options
        read = read_text(text, path=name, format=format, limits=options.limits, isolated=options.isolated)
        return self.report([self.document(read)])

    def audit_bytes(
        self, data: Bytes, *, path: PathLike, pages: str | None = None, password: str | None = None
    ) -> Report:
        """Audit the content of a file that is already in memory; format by content, then by the name.

        ``pages`` and ``password`` are as in ``stream``.
        """
        options = self._recipe.options.asking(pages, password)
        return self.report([self.document(options.read(data, path))])

    def audit_stream(
        self, file: BinaryIO, *, path: PathLike, pages: str | None = None, password: str | None = None
    ) -> DocumentOut:
        """The record of what an open file still holds, such as standard input; ``path`` names it."""
        return self.document(self._recipe.options.asking(pages, password).read(file, path))

    def read(self, path: PathLike, *, pages: str | None = None, password: str | None = None) -> ReadDocument:
        """What is read of a file before any rule looks at it; ``pages`` and ``password`` are as in ``stream``."""
        (name,) = listed([path])
        return self._read_out(self._recipe.options.asking(pages, password).read_path(name, spelled(name)))

    def read_stream(
        self, file: BinaryIO, *, path: PathLike, pages: str | None = None, password: str | None = None
    ) -> ReadDocument:
        """The same of what an open file still holds; ``path`` names it."""
        return self._read_out(self._recipe.options.asking(pages, password).read(file, path))

    def trace(
        self, path: PathLike, operands: Operands, is_at: IsAt, rules: Sequence[str] = (), **how: str | None
    ) -> Traced:
        """Why claims are as they are where ``is_at`` says, and what ``rules`` did there on them and on other sentences.

        ``how`` are pages and password, as above.
        """
        (name,) = listed([path])
        read = self._recipe.options.asking(how.get("pages"), how.get("password")).read_path(name, spelled(name))
        return self._pipelines.trace(read, Asked(operands, is_at, tuple(rules)))

    def _read_out(self, read: Document) -> ReadDocument:
        # No audit has a use for it.
        from claimcheck.report.reading import read_out

        return read_out(read, *self._pipelines.structure(read))

    def document(self, document: Document) -> DocumentOut:
        """Take a read document through all stages."""
        return self._pipelines.run(document)

    def stream(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        jobs: int = 1,
        progress: Progress | None = None,
        pages: str | None = None,
        password: str | None = None,
    ) -> Iterator[DocumentOut]:
        """Yield a record a file, in the order given; ``jobs`` processes share the work.

        ``progress`` is called with path, page and number of pages while pages are read; with several jobs once for
        each file that is done, in order, with its last page. Several jobs make a few results ahead of whoever takes
        them. A file whose process ended before its time, as for want of memory, is then a document with the status
        ``unreadable`` and the problem ``worker-lost``; the others go on.
        ``pages`` is a run such as ``80-160``: of documents that have pages these are read and no others. ``password``
        opens PDF files that need one. Raises ``UsageError`` (code ``bad-pages``) for anything else than such a run.
        """
        named = listed(paths)
        if not isinstance(jobs, int) or jobs < 0:
            raise UsageError(f"jobs: {jobs!r} does not fit", code="unknown-value", hint="0 or more processes")
        options = self._recipe.options.asking(pages, password)
        if jobs <= 1 or len(named) <= 1:
            for path in named:
                tell = None if progress is None else partial(progress, path)
                yield self.document(options.read_path(path, spelled(path), tell))
            return
        for document in self._shared(named, min(jobs, len(named)), options):
            if progress is not None:
                pages_read = document.coverage.pages or 1
                progress(document.path, pages_read, pages_read)
            yield document

    def _shared(self, paths: Sequence[str], jobs: int, options: ReadOptions) -> Iterator[DocumentOut]:
        # Most runs read one file, and loading what starts processes takes as long as checking a page.
        from claimcheck.workers import shared

        with closing(shared(paths, jobs, _audit_in_worker, options, _prepare, self._recipe)) as payloads:
            for path, payload in zip(paths, payloads, strict=True):
                if payload is None:
                    yield self.document(lost(spelled(path)))
                else:
                    yield DocumentOut.model_validate_json(payload)

    def report(
        self,
        documents: Sequence[DocumentOut],
        problems: Sequence[Problem | ProblemOut] = (),
        *,
        fail_on: str = "never",
        min_score: int | None = None,
        accept: Sequence[str] = (),
        baseline: KnownBaseline | None = None,
        decisions: Decisions | None = None,
    ) -> Report:
        """Put records together, sorted by path, with summary and exit code.

        A claim below ``min_score`` weighs as much as an error. Problems whose code is in ``accept`` become notes.
        Findings that ``baseline`` or ``decisions`` accept are marked and do not count for the exit code.
        """
        known = [*self.outside.problems, *self.approvals.problems, *self._besides(documents)]
        return assembled(
            self.frame,
            documents,
            [*known, *(one for one in problems if one not in known)],
            fail_on=fail_on,
            min_score=min_score,
            accept=accept,
            baseline=baseline,
            decisions=decisions,
        )

    @cached_property
    def frame(self) -> Frame:
        """What reports of this auditor say of their run: the tool and the setting."""
        return Frame(tool_out(self.rulepack, __version__, len(self._pipelines.rules)), context_out(self.context))

    def _besides(self, documents: Sequence[DocumentOut]) -> Iterator[Problem]:
        """Evidence for claims that none of the documents makes, and law that nobody has checked for too long."""
        if self.outside.entries and documents:
            known = {claim.id for one in documents for claim in one.claims}
            yield from unclaimed(self.outside.entries, known)
        yield from self._unchecked


def audit(
    paths: PathLike | Iterable[PathLike],
    *,
    context: Context | None = None,
    jobs: int = 1,
    pages: str | None = None,
    password: str | None = None,
    limits: Limits = DEFAULT,
    evidence: PathLike | Iterable[PathLike] = (),
    claims: PathLike | Iterable[PathLike] = (),
) -> Report:
    """Audit one or more files with the built-in rules.

    ``pages`` and ``password`` are as in ``Auditor.stream``, ``evidence`` and ``claims`` as in ``Auditor``.
    """
    auditor = Auditor(context=context, limits=limits, evidence=evidence, claims=claims)
    return auditor.audit(paths, jobs=jobs, pages=pages, password=password)


def audit_text(
    text: str,
    *,
    context: Context | None = None,
    format: TextFormat = "text",
    evidence: PathLike | Iterable[PathLike] = (),
    claims: PathLike | Iterable[PathLike] = (),
) -> Report:
    """Audit a string with the built-in rules; ``evidence`` and ``claims`` are as in ``Auditor``."""
    return Auditor(context=context, evidence=evidence, claims=claims).audit_text(text, format=format)


class _Recipe(Struct, frozen=True):
    """What a worker process needs to build the same auditor."""

    sources: tuple[str, ...]
    builtin: bool
    context: Context
    lang: str | None
    ignored: tuple[str, ...]
    severities: tuple[tuple[str, str], ...]
    options: ReadOptions
    outside: Outside
    approvals: Approvals


@lru_cache(maxsize=1)
def _builtin() -> Pack:
    return load_rulepack()


_worker: list[Auditor] = []
_WARMING = (
    "We cut emissions of scopes 1 and 2 by 30 % against 2019, as audited, and will be net zero by 2040. "
    "Our recyclable bottle of recycled plastic is eco-friendly and carbon neutral."
)


def _prepare(recipe: _Recipe) -> None:
    pack = load_rulepack([Path(source) for source in recipe.sources], builtin=recipe.builtin)
    ready = Auditor(
        pack, recipe.context, lang=recipe.lang, ignore=recipe.ignored, severity=dict(recipe.severities),
        evidence=recipe.outside, claims=recipe.approvals,
    )  # fmt: skip
    _worker[:] = [ready]
    # Conditions are compiled when a claim first asks for them: here once, and not in every process that is forked.
    ready.audit_text(_WARMING)


def _audit_in_worker(path: str, options: ReadOptions) -> str:
    return _worker[0].document(options.read_path(path, spelled(path))).model_dump_json()
