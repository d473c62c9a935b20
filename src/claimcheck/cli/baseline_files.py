"""What the commands on baselines share: which file, read in which setting, and writing it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from claimcheck.batch import Batch
from claimcheck.cli.audit_run import audited
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.output import OutputFiles
from claimcheck.cli.settings import Output, Settings, build
from claimcheck.cli.trust import inputs_of
from claimcheck.config.baseline import NAME, Baseline, KnownBaseline, load
from claimcheck.model.report import Report
from claimcheck.rulepack.gc_pause import without_collecting

# Options of audit and check that make no difference here.
_UNASKED: Mapping[str, Any] = {
    "format_": None,
    "outputs": (),
    "limit": None,
    "sort": None,
    "fail_on": "never",
    "min_score": None,
}


def settings_like(values: dict[str, Any], given_by: Mapping[str, str], like: str) -> Settings:
    """The settings of a run as ``like`` (audit or check) would have them."""
    return build({**_UNASKED, "accept": (), "color": None, **values}, given_by, like)


def known(settings: Settings, *, needed: bool) -> KnownBaseline:
    """The baseline as it is; an empty one where there is no file and none is ``needed``."""
    return opened(settings.baseline, needed=needed)


def opened(name: str | None, *, needed: bool) -> KnownBaseline:
    """The same by the name of its file, None for the usual one."""
    name = name or NAME
    if needed or os.path.lexists(name):
        return load(name)
    return KnownBaseline(name, Baseline())


def report_of(settings: Settings, baseline: KnownBaseline) -> Report:
    """All inputs of the run, with what the baseline accepts marked."""
    with without_collecting():
        inputs = inputs_of(settings.paths, settings.sources)
        batch = Batch(settings.sources, rules=settings.rules, limits=settings.limits, as_of=settings.as_of)
        return audited(batch, inputs, settings, baseline)


def completeness(report: Report) -> Exit:
    """Whether all inputs were read whole; findings are no failure here."""
    problems = [*report.problems, *(one for document in report.documents for one in document.problems)]
    return Exit.INCOMPLETE if any(one.effect != "note" for one in problems) else Exit.CLEAN


def write(name: str, baseline: Baseline) -> None:
    """Put a baseline in its file, whole or not at all. Raises ``ClaimcheckError`` where that cannot be done."""
    with OutputFiles([Output("json", name)]) as files:
        files.files[0].write(baseline.text())
