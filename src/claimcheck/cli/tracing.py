"""The run behind ``trace``: find the claims and sentences of a line, ask why they are as they are, show it."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claimcheck.api import Auditor
from claimcheck.batch import Batch
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said_problem, say
from claimcheck.cli.output import style_of, write_stdout
from claimcheck.cli.settings import Settings, build
from claimcheck.cli.types import flat
from claimcheck.errors import UsageError
from claimcheck.model.claim_out import ClaimOut, PlaceOut
from claimcheck.model.report import DocumentOut
from claimcheck.model.trace_out import TraceOut
from claimcheck.report.json import seen
from claimcheck.report.trace import render, trace_out
from claimcheck.report.words import place_words
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.conditions import nearest
from claimcheck.rulepack.operands import Operands
from claimcheck.rulepack.select import find_rule
from claimcheck.version import __version__

MOST_NEAR = 5  # lines with claims that are named where the line has none
FORM = "write FILE:LINE, or FILE:pPAGE:LINE for a document with pages"
_TARGET = re.compile(r"(?P<path>.+?)(?::p(?P<page>[0-9]{1,6}))?:(?P<line>[0-9]{1,9})(?::[0-9]{1,9})?")


class Target(NamedTuple):
    """A line of a file; ``page`` is None where none is named: then it is the line of any page."""

    path: str
    page: int | None
    line: int

    def is_at(self, place: PlaceOut) -> bool:
        """Whether what has a place stands on the line."""
        return self.page in (None, place.page) and place.line <= self.line <= place.end_line


def target_of(text: str) -> Target:
    """The line that ``FILE:LINE`` or ``FILE:pPAGE:LINE`` names.

    Raises ``UsageError`` for anything else, and for a folder.
    """
    found = _TARGET.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} names no line", code="bad-line", hint=FORM)
    if Path(found["path"]).is_dir():
        raise UsageError("is a folder, not a file", code="is-directory", path=found["path"], hint=FORM)
    page = found["page"]
    return Target(found["path"], None if page is None else int(page), int(found["line"]))


def execute(values: dict[str, Any], given_by: Mapping[str, str]) -> int:
    """Do the whole run and return its exit code.

    Raises ``ClaimcheckError`` where the run cannot start, and for a line without a claim.
    """
    target, format_, color = target_of(values.pop("target")), values.pop("format_"), values["color"]
    asked, wanted = flat(values.pop("asked")), flat(values.pop("elements"))
    settings = build({**values, "paths": (target.path,)}, given_by)
    batch = Batch(settings.sources, rules=settings.rules, limits=settings.limits, as_of=settings.as_of)
    auditor = batch.auditor(target.path)
    rules = tuple(dict.fromkeys(find_rule(auditor.rulepack, name) for name in asked))
    known = auditor.rulepack.elements
    for name in wanted:
        if name not in known:
            hint = nearest(name, frozenset(known))
            raise UsageError(f"there is no element {name!r}", code="unknown-element", hint=hint)
    out, record = _traced(auditor, target, settings, rules, wanted)
    bad = [one for one in out.problems if one.effect != "note"]
    for problem in bad:
        say(said_problem(out.path, problem))
    if not (out.claims or out.sentences):
        if record.status == "unreadable":
            return Exit.INCOMPLETE
        raise _without_claim(target, record.claims, asked)
    if format_ == "json":
        write_stdout(seen(out.model_dump_json(indent=2)) + "\n", "json")
    else:
        write_stdout(render(out, style_of(sys.stdout, color=color)), "text")
    return Exit.INCOMPLETE if bad else Exit.CLEAN


def _traced(
    auditor: Auditor, target: Target, settings: Settings, rules: Sequence[str], elements: Collection[str]
) -> tuple[TraceOut, DocumentOut]:
    pack = auditor.rulepack
    # Compiled rules do not know where they stand in their files.
    _, found = assemble([Path(folder) for folder in settings.rules], builtin=True, strict=False)

    how = {"pages": settings.pages, "password": settings.password}
    traced = auditor.trace(target.path, Operands(found, pack.signal_numbers), target.is_at, rules, **how)
    names = {rule: pack.checks[rule].shape.name for rule in rules}
    out = trace_out(traced.record, traced.passages, traced.claims, traced.sentences, names, elements, __version__)
    return out, traced.record


def _without_claim(target: Target, claims: Sequence[ClaimOut], rules: Sequence[str]) -> UsageError:
    """That no claim was found on a line, with the lines nearest to it that have one."""

    def distance(claim: ClaimOut) -> tuple[int, int]:
        page = 0 if target.page is None else abs((claim.place.page or 0) - target.page)
        return page, abs(claim.place.line - target.line)

    near = list(dict.fromkeys(place_words(one.place) for one in sorted(claims, key=distance)))[:MOST_NEAR]
    where = f"page {target.page}, line {target.line}" if target.page is not None else f"line {target.line}"
    hint = f"the nearest are on {'; '.join(near)}" if near else "the file has none at all"
    hint += "" if rules else "; --rule RULE says what a rule did on sentences without one"
    return UsageError(f"there is no claim on {where}", code="no-claim", path=target.path, hint=hint)
