"""Which operands of a rule's condition its examples exercise: each has to be true in one and false in another.

An operand is what stands in a list of all or any, and the condition as a whole. The operands are asked in the order of
the file, and as everywhere no further than needed: one that never decides anything is not exercised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.rulepack.condition_terms import Compiled, Names, Path
from claimcheck.rulepack.conditions import Compiler
from claimcheck.rulepack.contradictions import compile_comparison
from claimcheck.rulepack.document_conditions import DocumentCompiler, Whole
from claimcheck.rulepack.pack import Check, Pack

V = TypeVar("V")

_WINDOW = "clause"


class Owner(NamedTuple):
    """Whose operands: of a rule, or of a shared condition."""

    shared: bool
    name: str


class Operand(Struct, frozen=True):
    """An operand by its path of keys in its file, and what no example shows of it: true, false, or either.

    It is one of a rule, or with ``shared`` of a shared condition of the name ``owner``. ``words`` is the operand as a
    rule file could have it on one line.
    """

    owner: str
    shared: bool
    path: Path
    lacks: tuple[bool, ...]
    words: str


class Trace(Struct):
    """A pack whose rules remember what their operands came to, for the rule that is ``active``.

    ``conditions`` are those of which operands are counted, as they are written: those of rules by id, and shared ones
    by name. An operand of a shared condition may be true for one rule and false for another.
    """

    pack: Pack
    conditions: Mapping[Owner, Any]
    active: str | None = None
    seen: dict[tuple[Owner, Path], set[bool]] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    """The operands of the outermost all of the active rule that were false, until somebody clears it."""

    def operands(self) -> int:
        """How many operands the rules have."""
        return len(self.seen)

    def nearest(self) -> tuple[Path, str] | None:
        """The operand among ``refused`` before which most others held, and its words; None where none is there."""
        path = max(self.refused, key=lambda one: int(one[2]), default=None)
        rule = Owner(False, self.active or "")
        return None if path is None else (path, spelled(_at(self.conditions[rule], path)))

    def unexercised(self) -> Iterator[Operand]:
        """The operands that the examples do not show both ways, in the order of the files."""
        for owner, path in sorted(self.seen, key=lambda one: (one[0], [str(part).zfill(3) for part in one[1]])):
            values = self.seen[owner, path]
            if len(values) < 2:
                lacks = tuple(value for value in (True, False) if value not in values)
                words = spelled(_at(self.conditions[owner], path))
                yield Operand(owner.name, owner.shared, path, lacks, words)


def spelled(condition: Any) -> str:
    """A condition on one line, as a rule file could have it."""
    if isinstance(condition, Mapping):
        return "{" + ", ".join(f"{key}: {spelled(value)}" for key, value in condition.items()) + "}"
    if isinstance(condition, list):
        return "[" + ", ".join(map(spelled, condition)) + "]"
    return str(condition).lower() if isinstance(condition, bool) else str(condition)


def _at(condition: Any, path: Path) -> Any:
    """The part of a rule's condition at a path, whose first key is that of the condition itself."""
    for key in path[1:]:
        condition = condition[key]
    return condition


def traced(pack: Pack, names: Callable[[], Names], rules: Iterable[str], shared: Mapping[str, Any]) -> Trace:
    """The pack with conditions of ``rules`` that remember; ``names`` gives the names of the pack anew.

    Nothing gates these conditions, so that they are asked of every claim and every document. Of the shared conditions
    that they name, those of ``shared`` count. No rule covers another: each shows what it says by itself.
    """
    conditions = {Owner(False, name): pack.checks[name].shape.when for name in rules}
    conditions |= {Owner(True, name): condition for name, condition in shared.items()}
    trace = Trace(pack, conditions)
    checks = {name: replace(check, covers=frozenset()) for name, check in pack.checks.items()}
    for name in rules:
        checks[name] = _check(trace, checks[name], names())
    trace.pack = replace(pack, checks=checks)
    return trace


def _check(trace: Trace, check: Check, names: Names) -> Check:
    rule, condition = check.id, check.shape.when
    if check.whole is not None:
        whole = _DocumentTracer(names, trace, rule).build(condition, ("when",), 0)
        return replace(check, whole=whole)
    if check.comparison is not None:
        inner = partial(_Tracer, trace=trace, rule=rule)
        return replace(check, comparison=compile_comparison(condition, names, ("when",), inner))

    def remembered(plain: Compiled, claimless: bool | None) -> Compiled:
        """The remembering test while the rule is active, else the plain one, of the claims that it may hold for."""
        made = _Tracer(names, _WINDOW, trace, rule, claimless=claimless).build(condition, ("when",), 0)
        asked, types = made.test, check.types

        def test(view: Any) -> bool:
            if trace.active == rule:
                return asked(view)
            return (types is None or claimless or view.judged.core.type in types) and plain.test(view)

        return replace(made, test=test)

    loose = None if check.loose is None else remembered(check.loose, claimless=True)
    return replace(check, when=remembered(check.when, claimless=None), types=None, loose=loose)


def _remembering(trace: Trace, rule: str, owner: Owner, path: Path, test: Callable[[V], bool]) -> Callable[[V], bool]:
    """The test, with its answers for a rule kept where it is an operand that counts."""
    if (len(path) > 1 and not isinstance(path[-1], int)) or owner not in trace.conditions:
        return test
    seen = trace.seen.setdefault((owner, path), set())

    def asked(view: V) -> bool:
        value = test(view)
        if trace.active == rule:
            seen.add(value)
            if not value and not owner.shared and len(path) == 3 and path[1] == "all":
                trace.refused.add(path)
        return value

    return asked


class _Tracer(Compiler):
    """Compiles conditions that remember and that nothing gates."""

    def __init__(self, names: Names, window: str, trace: Trace, rule: str, *, claimless: bool | None = None) -> None:
        super().__init__(names, window, claimless)
        self.trace = trace
        self.rule = rule
        self.owner = Owner(False, rule)

    def build(self, condition: Any, path: Path, depth: int) -> Compiled:
        """The test of a condition that remembers what it came to."""
        made = super().build(condition, path, depth)
        test = _remembering(self.trace, self.rule, self.owner, path, made.test)
        # What is left out lets everything through.
        return Compiled(test, made.positive, uses=made.uses, element_names=made.element_names)

    def named(self, name: str, names: Names) -> Compiler:
        """One that remembers for the shared condition, whichever rule asks for it."""
        made = _Tracer(names, self.window, self.trace, self.rule, claimless=self.claimless)
        made.owner = Owner(True, name)
        return made

    def ordered(self, parts: Sequence[Compiled]) -> Sequence[Compiled]:
        """As they stand in the file."""
        return parts


class _DocumentTracer(DocumentCompiler):
    """The same for conditions over documents."""

    def __init__(self, names: Names, trace: Trace, rule: str) -> None:
        super().__init__(names, lambda names, window: _Tracer(names, window, trace, rule))
        self.trace = trace
        self.rule = rule

    def build(self, condition: Mapping[str, Any], path: Path, depth: int) -> Whole:
        """The test of a condition that remembers what it came to."""
        made = super().build(condition, path, depth)
        owner = Owner(False, self.rule)
        return replace(made, test=_remembering(self.trace, self.rule, owner, path, made.test))
