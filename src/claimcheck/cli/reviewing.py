"""The run behind ``review``: judge the inputs, listen on this machine, and serve the page until it is ended."""

from __future__ import annotations

import gc
import getpass
import os
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from claimcheck.cli.audit_run import batch_of
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import say
from claimcheck.cli.output import Progress, write_stdout
from claimcheck.cli.settings import Settings, build, inputs_of
from claimcheck.config.baseline import load
from claimcheck.config.inputs import STDIN
from claimcheck.decisions import DECISIONS, NAME
from claimcheck.errors import UsageError, require
from claimcheck.marking import apart
from claimcheck.model.report import Report
from claimcheck.report.interactive import is_saved
from claimcheck.report.interactive import load as load_report
from claimcheck.review.session import Session, Setting


def execute(values: dict[str, Any], given_by: Mapping[str, str]) -> int:
    """Serve the page and return the exit code. Raises ``ClaimcheckError`` for what keeps it from being served."""
    for library in ("starlette", "uvicorn"):
        require(library, "review", "claimcheck review")
    from claimcheck.review.server import Listening

    settings = build(values, given_by)
    if STDIN in settings.paths:
        raise UsageError("standard input cannot be reviewed", code="conflict", hint="name a file")
    session = _session(settings, values["compare"], values["reviewer"])
    listening = Listening()
    with TemporaryDirectory(prefix="claimcheck-review-") as folder:
        server = listening.server(session, Path(folder), settings.limits)
        write_stdout(f"{listening.address}\n")
        say("The page is open to this machine only. Ctrl-C ends the review.")
        if values["opened"] and not webbrowser.open(listening.address):
            say("no browser could be opened: open the address yourself")
        # The rules stay; what questions leave behind goes, however long the review lasts.
        gc.freeze()
        gc.enable()
        # An interrupt is how a review ends; every decision is in its file.
        with suppress(KeyboardInterrupt):
            listening.serve(server)
    return Exit.CLEAN


def _session(settings: Settings, compare: str | None, reviewer: str | None) -> Session:
    """The review of all inputs, read and judged."""
    name = settings.decisions or NAME
    if os.path.lexists(name):
        DECISIONS.load(name)  # what is wrong with it is said before anything is read
    batch = batch_of(settings)
    inputs = inputs_of(settings.paths, settings.sources)
    session = Session(
        Setting(
            batch=batch,
            limits=settings.limits,
            decisions=name,
            who=reviewer or _login(),
            mark=apart(settings.limits),
            pages=settings.pages,
            password=settings.password,
            baseline=load(settings.baseline) if settings.baseline is not None else None,
            problems=inputs.problems,
            before=_before(compare, settings) if compare is not None else None,
        )
    )
    progress = Progress(len(inputs.paths), wanted=settings.progress)
    try:
        for path in inputs.paths:
            session.add(path, path)
            progress.file()
    finally:
        progress.close()
    return session


def _before(path: str, settings: Settings) -> Report:
    """The last version: a JSON report, or a file that is judged as the new one is."""
    if is_saved(path):
        return load_report(path)
    auditor = batch_of(settings).auditor(path)
    report = auditor.audit(path, pages=settings.pages, password=settings.password)
    unread = [one for document in report.documents for one in document.problems if one.effect == "unreadable"]
    if unread:
        message = f"cannot be compared: {unread[0].message}"
        raise UsageError(message, code="conflict", path=path, hint=unread[0].hint)
    return report


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "reviewer"
