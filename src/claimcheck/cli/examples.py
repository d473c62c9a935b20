"""Runs the examples inside rule files through the whole engine, and finds rules that fire on each other's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.cli.example_bench import Bench
from claimcheck.errors import ClaimcheckError
from claimcheck.model.claim_out import ClaimOut
from claimcheck.report.layout import listed, visible
from claimcheck.report.words import document_findings
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.collect import Collected, collect
from claimcheck.rulepack.collect import Entry as Definition
from claimcheck.rulepack.coverage import Operand, Trace, traced
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.law_shapes import LegalTestShape
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.placed_conditions import names_of
from claimcheck.rulepack.select import expand
from claimcheck.rulepack.shapes import CheckExample, CheckShape, ClaimExample
from claimcheck.rulepack.source import pack_of, source_files

HELD = ("present", "linked", "registered")
# Fields of a claim that an example may ask for.
CLAIM_FIELDS = ("topic", "tense", "certainty", "stance", "target_kind")
SAME = 0.8  # two rules overlap where each fires on so much of what the other one fires on


Miss = tuple[tuple[str | int, ...], str, str]
"""An example that failed: its keys in the entry, its text, and what happened."""


class Failure(Struct, frozen=True):
    """An example that did not do what its file says: of which entry, in which line, which text, and what happened."""

    entry: str
    place: str
    text: str
    happened: str


class Scope(Struct, frozen=True):
    """Which rules, claim types and elements are tested, and of which shared conditions the operands count."""

    checks: tuple[str, ...]
    legal_tests: tuple[str, ...]
    claim_types: tuple[str, ...]
    elements: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.checks) + len(self.legal_tests) + len(self.claim_types) + len(self.elements)


class Outcome(Struct):
    """What came out: how many examples ran, which failed, and which entries lack one of either kind.

    ``uncovered`` has these with their place. ``operands`` counts those of all conditions of rules, ``unexercised`` has
    those that are not true in one example and false in another, each with its place in the file.
    """

    scope: Scope
    examples: int = 0
    hard: int = 0
    failures: list[Failure] = field(default_factory=list)
    uncovered: list[tuple[str, str]] = field(default_factory=list)
    operands: int = 0
    unexercised: list[tuple[Operand, str]] = field(default_factory=list)

    @property
    def coverage(self) -> float:
        """The share of operands that are exercised, in percent; all of none."""
        return 100 * (1 - len(self.unexercised) / self.operands) if self.operands else 100.0


class Loaded(Struct, frozen=True):
    """A pack, the definitions that it was made of, and what of it is tested.

    ``files`` are those that somebody named, as messages call them, None where all are meant.
    """

    pack: Pack
    found: Collected
    scope: Scope
    files: frozenset[str] | None = None

    def only(self, rules: Iterable[str]) -> Loaded:
        """The same with nothing but these rules, by id, name or family, to be tested.

        Raises ``UsageError`` for an unknown one.
        """
        return replace(self, scope=Scope(tuple(sorted(expand(self.pack, rules))), (), (), (), ()))


def load(paths: Iterable[str]) -> Loaded:
    """The built-in rules with those under ``paths`` on top, and what is tested: those of the paths, or all.

    A part of a pack, such as one file of it, brings the whole pack along, and is tested alone.

    Raises ``RuleFileError`` with every fault.
    """
    folders = [Path(path) for path in paths]
    # The schemas are held against every file, ours too: whoever tests rules has just written some.
    whole = {path.resolve(): path for path in map(pack_of, folders)}
    pack, found = assemble([*whole.values()], builtin=True, strict=True)
    if not folders:
        every = (pack.checks, found.legal_tests, pack.claim_types, pack.elements, _written(found))
        return Loaded(pack, found, Scope(*map(tuple, every)))
    log = FaultLog()
    sources = source_files(folders, builtin=False, log=log)
    own = collect(sources, log, strict=False, parsed={})
    log.check()
    parts = (own.checks, own.legal_tests, own.claim_types, own.elements, _written(own))
    return Loaded(
        pack, found, Scope(*(tuple(sorted(part)) for part in parts)), frozenset({one.label for one in sources})
    )


def _written(found: Collected) -> list[str]:
    """The shared conditions that somebody has written: the rows of a table need no example each."""
    return [name for name, entry in found.shared.items() if entry.source.kind == "conditions"]


def test_examples(loaded: Loaded) -> Outcome:
    """Run every example of the scope."""
    pack, scope = loaded.pack, loaded.scope
    outcome = Outcome(scope)
    shared = {name: loaded.found.shared[name].value.when for name in scope.shared}
    trace = traced(pack, lambda: names_of(loaded.found, pack.signal_numbers), scope.checks, shared)
    # A rule is tested for the fact that it finds, whatever a law makes of that.
    bench = Bench(replace(trace.pack, legal_tests={}))
    found = loaded.found
    for name in scope.checks:
        shape = pack.checks[name].shape
        trace.active = name
        _tell(outcome, found.checks[name], name, _check(bench, trace, found.checks[name], shape))
    trace.active = None
    outcome.operands = trace.operands()
    for one in trace.unexercised():
        owner = found.shared[one.owner] if one.shared else found.checks[one.owner]
        outcome.unexercised.append((one, _place(owner, one.path)))
    places = {found.legal_tests[name].value.jurisdiction for name in scope.legal_tests}
    benches = {place: Bench(pack, (place,)) for place in places}
    for name in scope.legal_tests:
        entry = found.legal_tests[name]
        missed = _legal_test(benches[entry.value.jurisdiction], entry.value)
        _tell(outcome, entry, name, missed, ("breach", "lawful"))
    for name in scope.claim_types:
        kind = pack.claim_types[name].shape
        _tell(outcome, found.claim_types[name], name, _claim_type(bench, name, kind.fires, kind.silent))
    for name in scope.elements:
        element = pack.elements[name].shape
        _tell(outcome, found.elements[name], name, _element(bench, name, element.fires, element.silent))
    return outcome


def _place(entry: Definition[Any], path: Sequence[str | int]) -> str:
    """File and line of a key path in an entry."""
    return f"{entry.file.path}:{entry.file.place((*entry.at, *path))[0]}"


def _tell(
    outcome: Outcome,
    entry: Definition[Any],
    name: str,
    missed: Iterable[Miss],
    keys: tuple[str, str] = ("fires", "silent"),
) -> None:
    """Count the examples of an entry under both keys, and note those that failed at their place."""
    fires, silent = (getattr(entry.value, key) for key in keys)
    outcome.examples += len(fires) + len(silent)
    outcome.hard += sum(bool(getattr(example, "hard", False)) for example in (*fires, *silent))
    if not fires or not silent:
        outcome.uncovered.append((name, _place(entry, (keys[1] if fires else keys[0],))))
    for keys_of, text, happened in missed:
        outcome.failures.append(Failure(name, _place(entry, keys_of), text, happened))


def _check(bench: Bench, trace: Trace, entry: Definition[Any], shape: CheckShape) -> Iterator[Miss]:
    name = shape.id
    for number, example in enumerate(shape.fires):
        trace.refused.clear()
        document = bench.document(example.text, example)
        quotes = [visible(one.quote) for one in document_findings(document) if one.rule == name]
        if not quotes:
            others = [one.rule for one in document.findings]
            beside = f", {', '.join(others)} outside of claims" if others else ""
            near = trace.nearest()
            because = f"; {near[1]} is false ({_place(entry, near[0])})" if near else ""
            happened = f"should fire, and does not; {_seen(document.claims)}{beside}{because}"
            yield (("fires", number), example.text, happened)
        elif example.marks and visible(example.marks) not in quotes:
            yield (("fires", number), example.text, f"should mark {example.marks!r}, and marks {quotes[0]!r}")
    for number, example in enumerate(shape.silent):
        if _fires(bench, name, example):
            yield (("silent", number), example.text, "should stay silent, and fires")
    if shape.worked is None:
        return
    # Read wherever the rule speaks, the sentence that is shown for a better one is not found by it.
    for audience, medium, subject in sorted({(one.audience, one.medium, one.subject) for one in shape.fires}, key=str):
        worked = CheckExample(text=shape.worked, audience=audience, medium=medium, subject=subject)
        if _fires(bench, name, worked):
            yield (("worked",), worked.text, "should close the gap, and the rule fires")
            return


def _fires(bench: Bench, name: str, example: CheckExample) -> bool:
    """Whether the rule finds something in the example."""
    return any(one.rule == name for one in document_findings(bench.document(example.text, example)))


def _legal_test(bench: Bench, shape: LegalTestShape) -> Iterator[Miss]:
    for key, wanted in (("breach", True), ("lawful", False)):
        for number, example in enumerate(getattr(shape, key)):
            document = bench.document(example.text, example)
            laws = [law for one in document_findings(document) for law in one.laws]
            if any(law.test == shape.id for law in laws) != wanted:
                others = listed({law.test for law in laws if law.test is not None}) or "no legal test"
                happened = (
                    f"should be decided against, and is not; {_seen(document.claims)}; {others} speaks"
                    if wanted
                    else "should stand, and does not"
                )
                yield ((key, number), example.text, happened)


def _claim_type(bench: Bench, name: str, fires: list[ClaimExample], silent: list[ClaimExample]) -> Iterator[Miss]:
    for number, example in enumerate(fires):
        claims = bench.claims(example.text)
        own = [claim for claim in claims if claim.type == name]
        if not own:
            yield (("fires", number), example.text, f"should be a claim of this type, and is not; {_seen(claims)}")
            continue
        wanted = {key: value for key in CLAIM_FIELDS if (value := getattr(example, key)) is not None}
        if not any(all(getattr(claim, key) == value for key, value in wanted.items()) for claim in own):
            got = ", ".join(f"{key} {getattr(own[0], key)}" for key in wanted)
            asked = ", ".join(f"{key} {value}" for key, value in wanted.items())
            yield (("fires", number), example.text, f"should have {asked}, and has {got}")
    for number, example in enumerate(silent):
        if any(claim.type == name for claim in bench.claims(example.text)):
            yield (("silent", number), example.text, "should be no claim of this type, and is one")


def _element(bench: Bench, name: str, fires: list[str], silent: list[str]) -> Iterator[Miss]:
    for number, text in enumerate(fires):
        claims = bench.claims(text)
        if not _held(claims, name):
            yield (("fires", number), text, f"should be held, and is not; {_seen(claims)}")
    for number, text in enumerate(silent):
        claims = bench.claims(text)
        if _held(claims, name):
            yield (("silent", number), text, "should not be held, and is")
        elif not claims:
            yield (("silent", number), text, "shows nothing, because no claim was found in it")


def _held(claims: list[ClaimOut], name: str) -> bool:
    return any(element.element == name and element.state in HELD for claim in claims for element in claim.elements)


def _seen(claims: list[ClaimOut]) -> str:
    """What the engine made of the text, which mostly tells why an example fails."""
    if not claims:
        return "no claim was found in it"
    kinds = []
    for claim in claims:
        rules = ", ".join(finding.rule for finding in claim.findings) or "no finding"
        kinds.append(f"{claim.type} with {rules}")
    return f"it holds {'; '.join(kinds)}"


def overlaps(loaded: Loaded) -> tuple[ClaimcheckError, ...]:
    """A note on the later of two rules of a family that overlap, where one of them is in the scope."""
    log, scope, bench = FaultLog(), frozenset(loaded.scope.checks), Bench(loaded.pack)
    families: dict[str, list[str]] = {}
    for name in sorted(loaded.pack.checks):
        families.setdefault(name[:3], []).append(name)
    alike: dict[str, dict[str, float]] = {}
    for family in families.values():
        for name in family:
            # One of the two that seldom fires is enough to tell them apart.
            mates = [
                other
                for other in family
                if other != name and scope & {name, other} and name in alike.get(other, {name})
            ]
            alike[name] = _firing_beside(bench, loaded.pack.checks[name].shape, mates)
        for one, other in combinations(family, 2):
            if other in alike[one] and one in alike[other]:
                told = (
                    f"{other} fires on {alike[one][other]:.0%} of the examples of {one}, "
                    f"and {one} on {alike[other][one]:.0%} of its own"
                )
                hint = "make one rule of the two, or let one of them leave out what the other finds"
                loaded.found.checks[other].fault(("fires",), told, "overlap", hint, key=True, log=log)
    return tuple(log.faults)


def _firing_beside(bench: Bench, shape: CheckShape, mates: Iterable[str]) -> dict[str, float]:
    """The rules that fire on so much of what a rule fires on, with that share of its examples.

    Examples are read for as long as there may be such a rule.
    """
    count, seen = len(shape.fires), dict.fromkeys(mates, 0)
    for number, example in enumerate(shape.fires, start=1):
        if not seen:
            break
        fired = {one.rule for one in document_findings(bench.document(example.text, example))}
        left = count - number
        reached = {name: hits + (name in fired) for name, hits in seen.items()}
        seen = {name: hits for name, hits in reached.items() if (hits + left) / count >= SAME}
    return {name: hits / count for name, hits in seen.items() if count}
