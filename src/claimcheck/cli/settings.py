"""What the user asked for, checked as far as that is possible before anything is read."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any

from claimcheck.cli.types import flat, guess
from claimcheck.errors import UsageError
from claimcheck.model.context import Context
from claimcheck.read.limits import Limits
from claimcheck.report.formats import FORMATS

STDIN = "-"
STDIN_NAME = "<stdin>"


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file it goes to; None is standard output."""

    format: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """One run of ``audit`` or ``check``.

    Paths are as given; ``limit`` and ``min_score`` are as in ``claimcheck.report.style``.
    """

    paths: tuple[str, ...]
    outputs: tuple[Output, ...]
    context: Context
    lang: str | None
    pages: str | None
    password: str | None
    limits: Limits
    rules: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    min_severity: str | None
    min_score: int | None
    fail_on: str
    accept: tuple[str, ...]
    limit: int | None
    jobs: int
    color: str | None
    progress: bool
    stdin_name: str

    @property
    def format(self) -> str | None:
        """The format on standard output, None where everything goes to files."""
        return next((output.format for output in self.outputs if output.file is None), None)


def build(options: dict[str, Any]) -> Settings:
    """Settings from the options of a command, as click hands them over.

    Raises ``UsageError`` for options that contradict each other.
    """
    paths = tuple(options["paths"])
    stdin_name = options["stdin_filename"]
    if stdin_name is not None and STDIN not in paths:
        raise UsageError(
            "--stdin-filename names standard input, which is not read",
            code="conflict",
            hint="give - as a path to read it",
        )
    if "" in options["rules"]:
        raise UsageError("--rules needs a folder", code="empty-value", hint=". is the current folder")
    if stdin_name == "":
        raise UsageError("--stdin-filename needs a name", code="empty-value")
    return Settings(
        paths=paths,
        outputs=parse_outputs(options["format_"], options["outputs"]),
        context=build_context(options),
        lang=options["lang"],
        pages=options["pages"],
        password=password_in(options["password_env"]),
        limits=Limits(**dict(flat(options["read_limits"]))),
        rules=tuple(options["rules"]),
        select=flat(options["select"]),
        ignore=flat(options["ignore"]),
        extend_select=flat(options["extend_select"]),
        min_severity=options["min_severity"],
        min_score=options["min_score"],
        fail_on=options["fail_on"],
        accept=flat(options["accept"]),
        limit=options["limit"],
        jobs=options["jobs"] or os.cpu_count() or 1,
        color=options["color"],
        progress=options["progress"],
        stdin_name=stdin_name or STDIN_NAME,
    )


def password_in(variable: str | None) -> str | None:
    """The value of the environment variable that holds the password of the files."""
    if variable is None:
        return None
    if variable not in os.environ:
        raise UsageError(
            f"--password-env: there is no environment variable {variable!r}",
            code="unknown-variable",
            hint="give the name of the variable, not the password; is it exported?",
        )
    return os.environ[variable]


def build_context(options: dict[str, Any]) -> Context:
    """Who reads the text and where it stands; what is not said is left to ``Context``."""
    context = Context(
        audience=options["audience"],
        medium=options["medium"],
        subject=options["subject"],
        company=flat(options["company"]),
        reporting_year=options["reporting_year"],
    )
    if options["jurisdiction"]:
        names = tuple(name.lower() for name in flat(options["jurisdiction"]))
        context = replace(context, jurisdictions=names)
    if options["as_of"] is not None:
        context = replace(context, as_of=options["as_of"])
    return context


def parse_outputs(format_: str | None, outputs: tuple[str, ...]) -> tuple[Output, ...]:
    """The outputs of a run: at most one on standard output, which is ``text`` where nothing else is said."""
    parsed = [_parse_output(output) for output in outputs]
    on_stdout = [output for output in parsed if output.file is None]
    if format_ is not None:
        on_stdout.append(Output(format_, None))
    if len(on_stdout) > 1:
        names = " and ".join(output.format for output in on_stdout)
        raise UsageError(
            f"only one format can go to standard output, not {names}",
            code="conflict",
            hint="give the others a file: --output FORMAT:FILE",
        )
    files = [output for output in parsed if output.file is not None]
    targets = [os.path.realpath(str(output.file)) for output in files]
    for output, target in zip(files, targets, strict=True):
        if targets.count(target) > 1:
            raise UsageError(
                f"{output.file} is written twice", code="conflict", hint="give each --output its own file"
            )
    return (*(on_stdout or [Output("text", None)]), *files)


def _parse_output(value: str) -> Output:
    name, colon, file = value.partition(":")
    if name not in FORMATS:
        raise UsageError(
            f"--output {value}: there is no format {name!r}",
            code="unknown-format",
            hint=guess(name, FORMATS, "formats are"),
        )
    if colon and not file:
        raise UsageError(
            f"--output {value} names no file", code="empty-value", hint=f"write {name} or {name}:FILE"
        )
    return Output(name, None if file in ("", STDIN) else file)
