"""Runs the examples inside rule files through the whole engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import get_args

from claimcheck.api import Auditor
from claimcheck.model.context import Audience, Context, Medium, SubjectKind
from claimcheck.model.evidence import Checked, Entry, FileState, Outside, Proof, Support
from claimcheck.model.report import ClaimOut, DocumentOut
from claimcheck.report.layout import visible
from claimcheck.report.words import document_findings
from claimcheck.rulepack.build import assemble, names_of
from claimcheck.rulepack.collect import Collected, collect
from claimcheck.rulepack.coverage import Operand, traced
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.shapes import CheckExample, ClaimExample
from claimcheck.rulepack.source import source_files

HELD = ("present", "linked", "registered")
# Fields of a claim that an example may ask for.
CLAIM_FIELDS = ("topic", "tense", "certainty", "stance", "target_kind")


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not do what its file says: of which entry, which text, and what happened."""

    entry: str
    text: str
    happened: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rules, claim types and elements are tested, and of which shared conditions the operands count."""

    checks: tuple[str, ...]
    claim_types: tuple[str, ...]
    elements: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.checks) + len(self.claim_types) + len(self.elements)


@dataclass(slots=True)
class Outcome:
    """What came out: how many examples ran, which failed, and which entries lack one of either kind.

    ``operands`` counts those of all conditions of rules, ``unexercised`` has those that are not true in one example
    and false in another, each with its place in the file.
    """

    scope: Scope
    examples: int = 0
    hard: int = 0
    failures: list[Failure] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)
    operands: int = 0
    unexercised: list[tuple[Operand, str]] = field(default_factory=list)

    @property
    def coverage(self) -> float:
        """The share of operands that are exercised, in percent; all of none."""
        return 100 * (1 - len(self.unexercised) / self.operands) if self.operands else 100.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack, the definitions that it was made of, and what of it is tested."""

    pack: Pack
    found: Collected
    scope: Scope


def load(paths: Iterable[str]) -> Loaded:
    """The built-in rules with those under ``paths`` on top, and what is tested: those of the paths, or all.

    Raises ``RuleFileError`` with every fault.
    """
    folders = [Path(path) for path in paths]
    # The schemas are held against every file, ours too: whoever tests rules has just written some.
    pack, found = assemble(folders, builtin=True, strict=True)
    if not folders:
        every = (pack.checks, pack.claim_types, pack.elements, found.shared)
        return Loaded(pack, found, Scope(*map(tuple, every)))
    log = FaultLog()
    own = collect(source_files(folders, builtin=False, log=log), log, strict=False, values={})
    log.check()
    parts = (own.checks, own.claim_types, own.elements, own.shared)
    return Loaded(pack, found, Scope(*(tuple(sorted(part)) for part in parts)))


def test_examples(loaded: Loaded) -> Outcome:
    """Run every example of the scope."""
    pack, scope = loaded.pack, loaded.scope
    outcome = Outcome(scope)
    shared = {name: loaded.found.shared[name].value.when for name in scope.shared}
    trace = traced(pack, lambda: names_of(loaded.found, pack.signal_numbers), scope.checks, shared)
    bench = Bench(trace.pack)
    for name in scope.checks:
        shape = pack.checks[name].shape
        _count(outcome, name, shape.fires, shape.silent)
        trace.active = name
        outcome.failures += _check(bench, name, shape.fires, shape.silent)
    trace.active = None
    outcome.operands = trace.operands()
    outcome.unexercised = [(one, _place(loaded.found, one)) for one in trace.unexercised()]
    for name in scope.claim_types:
        kind = pack.claim_types[name].shape
        _count(outcome, name, kind.fires, kind.silent)
        outcome.failures += _claim_type(bench, name, kind.fires, kind.silent)
    for name in scope.elements:
        element = pack.elements[name].shape
        _count(outcome, name, element.fires, element.silent)
        outcome.failures += _element(bench, name, element.fires, element.silent)
    return outcome


def _place(found: Collected, operand: Operand) -> str:
    """File and line of an operand."""
    entry = found.shared[operand.owner] if operand.shared else found.checks[operand.owner]
    return f"{entry.file.path}:{entry.file.place((*entry.at, *operand.path))[0]}"


class Bench:
    """Auditors by context, each built once; the day is that of the law, so that examples do not age."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._auditors: dict[tuple[Context, FileState | None], Auditor] = {}

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """All that the pack knows, so that a rule of any of them can fire."""
        return tuple(sorted(self.pack.profiles))

    def claims(self, text: str) -> list[ClaimOut]:
        """The claims of a text, read as ``audit`` reads a report."""
        return self.document(text).claims

    def document(self, text: str, example: CheckExample | None = None) -> DocumentOut:
        """A text with all that is found in it, read as the example says."""
        context = Context(jurisdictions=self.jurisdictions, as_of=self.pack.law_as_of)
        if example is not None:
            context = Context(
                audience=_one_of(example.audience, get_args(Audience), "investor"),  # type: ignore[arg-type]
                medium=_one_of(example.medium, get_args(Medium), None),  # type: ignore[arg-type]
                subject=_one_of(example.subject, get_args(SubjectKind), None),  # type: ignore[arg-type]
                jurisdictions=self.jurisdictions,
                as_of=example.as_of or self.pack.law_as_of,
            )
        key = context, example.evidence if example is not None else None
        auditor = self._auditors.get(key)
        if auditor is None:
            auditor = self._auditors[key] = Auditor(
                self.pack, context, evidence=registered(self.pack, key[1])
            )
        return auditor.audit_text(text).documents[0] if example is None else read_as(auditor, example)


def read_as(auditor: Auditor, example: CheckExample) -> DocumentOut:
    """The text of an example with all that is found in it, read in the format that it is written in."""
    if example.format == "html":
        report = auditor.audit_bytes(example.text.encode(), path="example.html")
    else:
        report = auditor.audit_text(example.text, format=example.format)
    return report.documents[0]


def registered(pack: Pack, state: FileState | None) -> Outside:
    """A register with an entry in that state that fits every claim and proves every element; empty for None."""
    if state is None:
        return Outside()
    proves = tuple(Proof(name, "example") for name in sorted(pack.elements))
    entry = Entry("example", "", 1, (Support(),), "", "", None, proves=proves)
    return Outside((Checked(entry, state, None),))


def _one_of(value: str | None, known: tuple[str, ...], default: str | None) -> str | None:
    return value if value in known else default


def _count(outcome: Outcome, name: str, fires: Sequence[object], silent: Sequence[object]) -> None:
    outcome.examples += len(fires) + len(silent)
    outcome.hard += sum(bool(getattr(example, "hard", False)) for example in (*fires, *silent))
    if not fires or not silent:
        outcome.uncovered.append(name)


def _check(
    bench: Bench, name: str, fires: list[CheckExample], silent: list[CheckExample]
) -> Iterator[Failure]:
    for example in fires:
        document = bench.document(example.text, example)
        quotes = [visible(one.quote) for one in document_findings(document) if one.rule == name]
        if not quotes:
            others = [one.rule for one in document.findings]
            beside = f", {', '.join(others)} outside of claims" if others else ""
            yield Failure(name, example.text, f"should fire, and does not; {_seen(document.claims)}{beside}")
        elif example.marks and visible(example.marks) not in quotes:
            yield Failure(name, example.text, f"should mark {example.marks!r}, and marks {quotes[0]!r}")
    for example in silent:
        found = document_findings(bench.document(example.text, example))
        if any(one.rule == name for one in found):
            yield Failure(name, example.text, "should stay silent, and fires")


def _claim_type(
    bench: Bench, name: str, fires: list[ClaimExample], silent: list[ClaimExample]
) -> Iterator[Failure]:
    for example in fires:
        claims = bench.claims(example.text)
        own = [claim for claim in claims if claim.type == name]
        if not own:
            yield Failure(name, example.text, f"should be a claim of this type, and is not; {_seen(claims)}")
            continue
        wanted = {key: value for key in CLAIM_FIELDS if (value := getattr(example, key)) is not None}
        if not any(all(getattr(claim, key) == value for key, value in wanted.items()) for claim in own):
            got = ", ".join(f"{key} {getattr(own[0], key)}" for key in wanted)
            asked = ", ".join(f"{key} {value}" for key, value in wanted.items())
            yield Failure(name, example.text, f"should have {asked}, and has {got}")
    for example in silent:
        if any(claim.type == name for claim in bench.claims(example.text)):
            yield Failure(name, example.text, "should be no claim of this type, and is one")


def _element(bench: Bench, name: str, fires: list[str], silent: list[str]) -> Iterator[Failure]:
    for text in fires:
        claims = bench.claims(text)
        if not _held(claims, name):
            yield Failure(name, text, f"should be held, and is not; {_seen(claims)}")
    for text in silent:
        claims = bench.claims(text)
        if _held(claims, name):
            yield Failure(name, text, "should not be held, and is")
        elif not claims:
            yield Failure(name, text, "shows nothing, because no claim was found in it")


def _held(claims: list[ClaimOut], name: str) -> bool:
    return any(
        element.element == name and element.state in HELD for claim in claims for element in claim.elements
    )


def _seen(claims: list[ClaimOut]) -> str:
    """What the engine made of the text, which mostly tells why an example fails."""
    if not claims:
        return "no claim was found in it"
    kinds = []
    for claim in claims:
        rules = ", ".join(finding.rule for finding in claim.findings) or "no finding"
        kinds.append(f"{claim.type} with {rules}")
    return f"it holds {'; '.join(kinds)}"
