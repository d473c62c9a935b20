"""What the user asked for, checked as far as that is possible before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

import click
from msgspec import Struct

from claimcheck.batch import COMMANDS
from claimcheck.cli.types import ReadLimits, flat, guess, origins
from claimcheck.config.cache_folder import unusable, usual_folder
from claimcheck.config.file import FILE_KEYS, PATH_KEYS, RUN_KEYS, Setting, forget, one_value
from claimcheck.config.inputs import STDIN, Inputs, find_inputs, spelled
from claimcheck.config.paths import is_below, root_of
from claimcheck.config.resolve import Sources
from claimcheck.errors import UsageError
from claimcheck.model.document import Problem
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.read.limits import Limits
from claimcheck.report.files import FILE_FORMATS, insist
from claimcheck.report.formats import FORMATS
from claimcheck.report.style import Sort

STDIN_NAME = "<stdin>"
KEPT_BY = ("check",)  # commands that keep records unless they are told otherwise
_KEYS = {"read_limits": "read-limit"}
_NAMES = frozenset({
    "jurisdiction", "company", "terms", "select", "ignore", "extend-select", "accept", "exclude", "extend-exclude",
    "extend-include",
})  # fmt: skip
_BY_SUFFIX = {"htm": "html", "md": "markdown", "txt": "text", "xml": "junit"}
"""The format of an output that is named by its file alone, where the suffix is not the name of the format."""
_FILES = ("baseline", "rules", "evidence", "claims")
# The fields of a run that its configuration settles, and those that its options settle, where they have them.
_CONFIGURED = ("min_score", "fail_on", "baseline", "decisions", "limit", "sort", "pictures")
_ASKED = ("as_of", "pages", "color", "changed", "quiet", "show_accepted", "statistics")


class Output(Struct, frozen=True):
    """A format and the file it goes to; None is standard output."""

    format: str
    file: str | None


class Settings(Struct, frozen=True):
    """One run of ``audit`` or ``check``.

    Paths are as given; ``sources`` say how each file is read and judged; ``limit`` and ``min_score`` are as in
    ``claimcheck.report.style``.
    """

    paths: tuple[str, ...]
    outputs: tuple[Output, ...]
    sources: Sources
    password: str | None
    limits: Limits
    rules: tuple[str, ...]
    accept: tuple[str, ...]
    jobs: int
    progress: bool
    stdin_name: str
    cache: Path | None
    fail_on: str
    min_score: int | None = None
    baseline: str | None = None
    decisions: str | None = None
    limit: int | None = None
    sort: Sort = "rank"
    pictures: bool = True
    as_of: date | None = None
    pages: str | None = None
    color: str | None = None
    changed: str | None = None
    quiet: bool = False
    show_accepted: bool = False
    statistics: bool = False

    @property
    def format(self) -> str | None:
        """The format on standard output, None where everything goes to files."""
        return next((output.format for output in self.outputs if output.file is None), None)


def build(options: Mapping[str, Any], given_by: Mapping[str, str]) -> Settings:
    """Settings of a command from its options, as click hands them over, and from configuration.

    ``given_by`` names the option or the variable behind each option that the user gave; the option ``like`` is the
    command, audit or check, whose defaults count. Raises ``UsageError`` for options that contradict each other and for
    a configuration that cannot be used.
    """
    paths, command = tuple(options["paths"]), options["like"]
    stdin_name = options.get("stdin_filename")
    check_stdin_name(stdin_name, paths)
    for key, wanted, hint in (
        ("evidence", "a file or folder", ". is the current folder"),
        ("claims", "a file", "claimcheck claims init writes one"),
        ("rules", "a folder", ". is the current folder"),
    ):
        if "" in options.get(key, ()):
            raise UsageError(f"--{key} needs {wanted}", code="empty-value", hint=hint)
    if stdin_name == "":
        raise UsageError("--stdin-filename needs a name", code="empty-value")
    forget()
    sources = sources_of(options, given_by, command)
    if sources.untrusted:
        insist_outside(sources)
    settings = sources.of_run()
    run = {key: one.value for key, one in settings.items()}
    fields = {name: run[key] for name in _CONFIGURED if (key := name.replace("_", "-")) in run}
    return Settings(
        paths=paths,
        outputs=parse_outputs(options.get("format_"), options.get("outputs", ())),
        sources=sources,
        password=password_in(options["password_env"]),
        limits=limits_of(settings.get("read-limit")),
        rules=tuple(run.get("rules", ())),
        accept=tuple(run.get("accept", ())),
        jobs=run.get("jobs", 1) or os.cpu_count() or 1,
        progress=options.get("progress", False) and not options.get("quiet", False),
        stdin_name=stdin_name or STDIN_NAME,
        cache=_cache(options, run.get("cache"), command),
        **fields | {name: options[name] for name in _ASKED if name in options},
    )


def check_stdin_name(name: str | None, paths: Sequence[str]) -> None:
    """Refuse a name of standard input where that is not read."""
    if name is not None and STDIN not in paths:
        message = "--stdin-filename names standard input, which is not read"
        raise UsageError(message, code="conflict", hint="give - as a path to read it")


def no_paths() -> UsageError:
    """That nothing is named to read."""
    hint = "name files, folders or patterns, such as reports/*.pdf; . is the current folder"
    return UsageError("no path is given", code="no-paths", hint=hint)


def _cache(options: Mapping[str, Any], wanted: bool | None, command: str) -> Path | None:
    """The folder in which records are kept, where the command has a cache and it is not switched off.

    Drafts are checked again and again where they lie; a report is audited seldom, and its text may be confidential.
    """
    if "cache_dir" not in options or not (command in KEPT_BY if wanted is None else wanted):
        return None
    return cache_folder(options["cache_dir"])


def cache_folder(named: str | None) -> Path | None:
    """The folder that the user names, else the usual one. Raises ``UsageError`` for one that cannot be used."""
    if named is None:
        return usual_folder()
    folder = Path(named)
    if wrong := unusable(folder):
        message = f"{wrong}, so it can be no cache"
        hint = "name a folder of yours, or one that does not exist yet"
        raise UsageError(message, code="bad-cache", path=named, hint=hint)
    return folder


def sources_of(options: Mapping[str, Any], given_by: Mapping[str, str], command: str) -> Sources:
    """Where the settings of a command come from: its defaults, configuration, its options."""
    files = [value for value in options["config"] if "=" not in value]
    if len(files) > 1:
        raise UsageError("--config names two files", code="conflict", hint="let one of them extend the other")
    given: dict[str, Setting] = {}
    for value in options["config"]:
        if "=" in value:
            given.update(one_value(value))
    for name, value in options.items():
        key = _KEYS.get(name, name.replace("_", "-"))
        if key in FILE_KEYS | RUN_KEYS and name in given_by:
            given[key] = Setting(_plain(key, value), given_by[name])
    file = files[0] if files else None
    untrusted = options.get("untrusted", False)
    return Sources(COMMANDS[command], given, file, isolated=options["isolated"], untrusted=untrusted)


def sources_from_environment(command: str, config: tuple[str, ...], *, isolated: bool) -> Sources:
    """The sources of a command that is given no options but those; variables count as they do for it."""
    found = import_module("claimcheck.cli.commands")
    target: click.Command = getattr(found, command)
    with target.make_context(command, [], resilient_parsing=False) as ctx:
        options = {**ctx.params, "config": config or ctx.params["config"], "isolated": isolated}
        return sources_of(options, origins(ctx), command)


def configured_files(key: str, *otherwise: str) -> tuple[str, ...]:
    """The files that audit takes for a key by its configuration and variables, ``otherwise`` where it has none."""
    found: Any = sources_from_environment("audit", (), isolated=False).of_file(None).get(key)
    return tuple(os.fspath(path) for path in found.value) if found is not None else otherwise


def _plain(key: str, value: Any) -> Any:
    """The value of an option as a configuration would have it."""
    if key in _NAMES:
        return list(flat(value))
    if key == "read-limit":
        return dict(flat(value))
    if key == "fact":
        return dict(value)
    return list(value) if key in PATH_KEYS else value


def limits_of(given: Setting | None) -> Limits:
    """Limits by their names in a configuration. Raises ``UsageError`` for a name that there is not."""
    if given is None:
        return Limits()
    for name in given.value:
        if name.replace("_", "-") not in ReadLimits.known:
            hint = guess(name, ReadLimits.known, "limits are")
            message = f"read-limit: there is no limit {name!r}"
            raise UsageError(message, code="unknown-limit", path=given.origin, hint=hint)
    return Limits(**{name.replace("-", "_"): value for name, value in given.value.items()})


def password_in(variable: str | None) -> str | None:
    """The value of the environment variable that holds the password of the files."""
    if variable is None:
        return None
    if variable not in os.environ:
        message = f"--password-env: there is no environment variable {variable!r}"
        hint = "give the name of the variable, not the password; is it exported?"
        raise UsageError(message, code="unknown-variable", hint=hint)
    return os.environ[variable]


def parse_outputs(format_: str | None, outputs: tuple[str, ...]) -> tuple[Output, ...]:
    """The outputs of a run: at most one on standard output, which is ``text`` where nothing else is said."""
    parsed = [_parse_output(output) for output in outputs]
    on_stdout = [output for output in parsed if output.file is None]
    if format_ is not None:
        on_stdout.append(Output(format_, None))
    if len(on_stdout) > 1:
        names = " and ".join(output.format for output in on_stdout)
        message = f"only one format can go to standard output, not {names}"
        raise UsageError(message, code="conflict", hint="give the others a file: --output FORMAT:FILE")
    files = [output for output in parsed if output.file is not None]
    targets = [os.path.realpath(str(output.file)) for output in files]
    for output, target in zip(files, targets, strict=True):
        if targets.count(target) > 1:
            message = f"{output.file} is written twice"
            raise UsageError(message, code="conflict", hint="give each --output its own file")
    return (*(on_stdout or [Output("text", None)]), *files)


def _suffix_of(value: str) -> str | None:
    suffix = PurePath(value).suffix.lower()[1:]
    name = _BY_SUFFIX.get(suffix, suffix)
    return name if name in FORMATS or name in FILE_FORMATS else None


def _parse_output(value: str) -> Output:
    name, colon, file = value.partition(":")
    # What stands before a colon is a format, or a drive or a folder: then it is named by its file alone.
    by_file = not colon or len(name) == 1 or not name.isalnum()
    if name in FILE_FORMATS:
        if file in ("", STDIN):
            message = f"--output {name} has to name a file"
            raise UsageError(message, code="empty-value", hint=f"write {name}:FILE")
        insist(name)
    elif name not in FORMATS and by_file and (format_ := _suffix_of(value)):
        return _parse_output(f"{format_}:{value}")
    elif name not in FORMATS:
        message = f"--output {value}: there is no format {name!r}"
        hint = guess(name, (*FORMATS, *FILE_FORMATS), "formats are")
        raise UsageError(message, code="unknown-format", hint=hint)
    if colon and not file:
        message = f"--output {value} names no file"
        raise UsageError(message, code="empty-value", hint=f"write {name} or {name}:FILE")
    return Output(name, None if file in ("", STDIN) else file)


def insist_outside(sources: Sources) -> None:
    """Refuse files that settle something and that whoever wrote the texts may have written as well.

    Raises ``UsageError`` (code ``untrusted-setting``) for the first of them.
    """
    root = root_of(os.curdir)
    for path, origin in _settling(sources):
        if is_below(path, root):
            message = f"{origin}: {path} lies in the checkout, and with --untrusted that settles nothing"
            hint = "take the file from a commit that you trust (git show main:FILE), put it elsewhere, and name that"
            raise UsageError(message, code="untrusted-setting", hint=hint)


def _settling(sources: Sources) -> Iterator[tuple[str, str]]:
    """The files that settings name, with where they name them."""
    if sources.file is not None:
        yield sources.file, "--config"
    config = sources.config(os.curdir)
    layers: list[Mapping[str, Setting]] = [sources.given, config.settings]
    layers += [section.settings for section in config.sections]
    for layer in layers:
        for key in _FILES:
            one = layer.get(key)
            if one is not None and one.value is not None:
                for path in [one.value] if isinstance(one.value, str) else one.value:
                    yield os.fspath(path), one.origin


def inputs_of(paths: tuple[str, ...], sources: Sources) -> Inputs:
    """The files of a run. What leads out of the root is none where the checkout is not trusted, which is a problem."""
    found = find_inputs(paths, sorted(READABLE_SUFFIXES), sources.ignoring())
    if not sources.untrusted:
        return found
    root = root_of(os.curdir)
    kept = tuple(path for path in found.paths if path == STDIN or is_below(path, root))
    told = "lies outside of the checkout, or is a link that leads there, and was not read"
    hint = "name files below it; without --untrusted any file is read"
    left = (
        Problem("outside-of-checkout", told, "unreadable", spelled(path), hint)
        for path in found.paths
        if path not in kept
    )
    return Inputs(kept, (*found.problems, *left))
