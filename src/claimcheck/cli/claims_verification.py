"""The run behind ``claims verify``: read registers, look at every entry, draw the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from claimcheck.approval.gathered import Looked, gather, looked, states_of
from claimcheck.batch import COMMANDS, Batch
from claimcheck.cli.exit_codes import Exit, strongest
from claimcheck.cli.failures import said_problem, say
from claimcheck.cli.verification import listing
from claimcheck.config.file import Setting
from claimcheck.config.ignoring import Ignoring
from claimcheck.config.inputs import find_inputs
from claimcheck.config.resolve import Sources
from claimcheck.model.evidence import SOON
from claimcheck.model.verification import ClaimsVerificationOut, LookedOut, NamedEvidenceOut
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.report.approvals import LAPSED
from claimcheck.report.layout import visible
from claimcheck.report.problems import problem_out
from claimcheck.version import __version__

WIDTH = 60


def verified(
    registers: Sequence[str], evidence: Sequence[str], origins: Sequence[str], day: date
) -> ClaimsVerificationOut:
    """Every entry of the registers with its state on a day.

    ``origins`` are texts in which their words are looked for. Raises ``ClaimRegisterError`` or ``RegisterError`` for a
    register that cannot be used.
    """
    given = {
        "claims": Setting(list(registers), "claims verify"),
        "evidence": Setting(list(evidence), "claims verify"),
    }
    batch = Batch(Sources(COMMANDS["audit"], given), as_of=day)
    outside = batch.main.outside
    used, whole = _used(batch, origins) if origins else (None, True)
    found = list(looked(gather(registers, outside).entries, day, states_of(outside), used))
    codes = [
        Exit.CLEAN if all(one.fine for one in found) else Exit.FINDINGS,
        Exit.CLEAN if whole else Exit.INCOMPLETE,
    ]
    return ClaimsVerificationOut(
        version=__version__,
        as_of=day.isoformat(),
        exit_code=strongest(codes),
        entries=[_out(one) for one in found],
        states=dict(Counter(one.state for one in found)),
    )


def _used(batch: Batch, origins: Sequence[str]) -> tuple[set[str], bool]:
    """The entries whose words stand in a text, and whether all texts were read whole; what was not is said."""
    inputs = find_inputs(origins, sorted(READABLE_SUFFIXES), Ignoring())
    report = batch.audit(inputs.paths)
    problems = [("", problem_out(one)) for one in inputs.problems]
    problems += [(document.path, one) for document in report.documents for one in document.problems]
    bad = [(path, one) for path, one in problems if one.effect != "note"]
    for path, one in bad:
        say(said_problem(path, one))
    used = {
        claim.approval.entry
        for document in report.documents
        for claim in document.claims
        if claim.approval is not None
        and claim.approval.state != "drifted"
        and claim.approval.entry is not None
    }
    return used, not bad


def _out(one: Looked) -> LookedOut:
    entry = one.entry
    return LookedOut(
        entry=entry.id,
        path=entry.register,
        line=entry.line,
        state=one.state,
        owner=entry.owner,
        wording=entry.wordings[0],
        valid_from=entry.valid_from.isoformat() if entry.valid_from else None,
        valid_until=entry.valid_until.isoformat() if entry.valid_until else None,
        evidence=[NamedEvidenceOut(entry=name, state=state) for name, state in one.evidence],
        alike=list(one.alike),
        used=one.used,
        hints=list(_hints(one)),
    )


def _hints(one: Looked) -> Iterator[str]:
    """What to do about an entry; nothing where nothing has to be done."""
    match one.state:
        case "expired":
            yield "have it approved again, with a later valid_until"
        case "early":
            yield "check valid_from and --as-of"
        case "draft":
            yield "have it approved: name the owner and write status: approved"
        case "expiring":
            yield f"it ends within {SOON.days} days: have it approved again"
    for name, state in one.lapsed:
        yield f"evidence {name} {LAPSED[state]}"
    if any(state == "unchecked" for _, state in one.evidence):
        yield "its evidence was not looked up: name the register of evidence with --evidence"
    if one.alike:
        yield f"the same wording stands in {', '.join(one.alike)}: keep one of them"
    if one.used is False and one.state != "withdrawn":
        yield "no text that was read has its words"


def table(found: ClaimsVerificationOut) -> str:
    """The list for a reader."""
    return listing(
        found,
        ("owner", "wording"),
        lambda one: (one.owner or "", _short(one.wording)),
        lambda one: one.hints,
    )


def _short(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= WIDTH else f"{shown[: WIDTH - 1]}…"
