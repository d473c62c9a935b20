"""What conditions speak about: names and values they may use, what they look at, and what they compile to."""

from __future__ import annotations

import difflib
import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol, get_args

from msgspec import Struct, field

from claimcheck.errors import shown
from claimcheck.model.approval import STANDINGS
from claimcheck.model.claim import State
from claimcheck.model.context import Audience, Medium, SubjectKind
from claimcheck.model.document import BlockKind
from claimcheck.model.passage import Fact, FactKind, Hit

Path = tuple[str | int, ...]
Span = tuple[int, int]

OPERATORS = (
    "all", "any", "not", "signal", "fact", "claim", "element", "context", "near", "count", "compare",
    "other_claim", "shared", "answer",
)  # fmt: skip
WINDOWS = ("clause", "sentence", "paragraph", "section", "document")
# Windows that many claims share: what is asked of them is answered once.
WIDE = ("paragraph", "section", "document")
# What conditions use that look for figures in such a window: all its sentences have to be read for it.
FAR_FACTS = "facts of a wide window"
# Fields of a claim with their values; type and topic have theirs from the pack. "none" is an unknown field. What a
# register holds is known to rules only: conditions of claim types and elements ask before anybody has looked.
CLAIM_VALUES: Mapping[str, tuple[str, ...]] = {
    "tense": ("achieved", "ongoing", "planned", "attribute"),
    "certainty": ("firm", "hedged"),
    "due": ("named", "none"),
    "said": ("stated", "beside", "named"),
    "verb": ("plan", "able", "done", "doing", "passive", "present", "copula", "none"),
    "target_kind": ("net_zero", "reduction", "other", "none"),
    "stance": ("asserted", "reported", "quoted"),
    "claimant": ("company", "third_party", "unknown"),
    "block": get_args(BlockKind),
    "subject_kind": (*get_args(SubjectKind), "none"),
    "noted": ("sign", "number", "none"),
    "pointer": ("astray", "none"),
    "assurance": ("whole", "part", "none"),
    "register": ("held", "lapsed", "none"),
    "approval": (*STANDINGS, "none"),
    "backing": ("held", "lapsed", "none"),
}
CLAIM_FIELDS = ("type", "topic", *CLAIM_VALUES)
CONTEXT_VALUES: Mapping[str, tuple[str, ...]] = {
    "audience": get_args(Audience),
    "medium": get_args(Medium),
    "subject": get_args(SubjectKind),
}
CONTEXT_FIELDS = (*CONTEXT_VALUES, "jurisdiction")
HELD = ("present", "linked", "registered")
STATED = (*HELD, "contradicted")
"""The states that `held` stands for in a condition: what another passage contradicts is stated all the same."""
ANSWERS = ("affirmed", "denied", "none")
STATES = (*get_args(State), "held")
FACT_KINDS: tuple[str, ...] = get_args(FactKind)
FACT_ROLES: Mapping[str, tuple[str, ...]] = {
    "year": ("target", "base", "period", "interim"),
    "period": ("period", "base", "target"),
    "party": ("cued", "legal_form", "acting"),
    "reference": ("page", "table", "section", "figure", "note", "citation", "url", "web_page", "registry", "document"),
}
SAME_FIELDS = ("topic", "type", "subject", "paragraph")
ELEMENT_NUMBERS = ("number", "year", "interim", "credit", "until")
CONTEXT_NUMBERS = ("context.as_of.year", "context.reporting_year")
MAX_DEPTH = 8
MAX_OPERANDS = 200
MAX_TOKENS = 12
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
# Hints compare a name with all known ones; nobody needs more of them, and a hostile pack must not get more.
_MAX_HINTS = 100


class View(Protocol):
    """What a condition looks at: one claim, or one sentence examined for evidence."""

    own: int
    """Signals that count in the window that conditions look at when they name none, a bit each.

    Above them the kinds of fact in the sentence; all of them where nobody has looked for figures yet.
    """

    around: int
    """All signals of the sentence, guarded ones too, and the same kinds of fact."""

    free_order: bool
    """Whether the order of words is free in the language of the text, so that ``near`` looks both ways and farther."""

    def mask(self, window: str, any_scope: bool) -> int:
        """Signals in the window, a bit each."""

    def has(self, window: str, mask: int, any_scope: bool) -> bool:
        """Whether one of the signals stands in a wide window."""

    def hits(self, window: str, any_scope: bool) -> Sequence[Hit]:
        """Hits in the window, in order of start."""

    def facts(self, window: str) -> Sequence[Fact]:
        """Facts in the window, in order of start."""

    def remember(self, window: str, key: object, test: Test) -> bool:
        """The answer of a test that depends on nothing but a wide window; worked out once for that window."""

    def opening(self, window: str) -> int:
        """Where the clause or the sentence begins."""

    def tokens_between(self, start: int, end: int) -> int:
        """How many tokens stand between two offsets."""

    def claim_field(self, name: str) -> str | None:
        """A field of the claim, None where it is unknown."""

    def element_state(self, name: str) -> str | None:
        """State of an element of the claim, None where the claim has no such element."""

    def context_field(self, name: str) -> tuple[str, ...]:
        """Values of a context field."""

    def answer(self, name: str) -> str | None:
        """What is answered of a deciding fact, None where nothing is."""

    def number(self, path: str) -> float | None:
        """The number of the context behind a path of ``compare``, None where it is unknown."""

    def element_number(self, name: str, part: str) -> float | None:
        """A number of an element of the claim, None where it is unknown."""

    def other_claim(self, where: Compiled, same: tuple[str, ...]) -> bool:
        """Whether another claim of the document fits ``where`` and agrees in ``same``."""


Test = Callable[[View], bool]


Branches = tuple[tuple[int, ...], ...]
# A condition that needs no signal.
FREE: Branches = ((),)
# Beyond this the gate would cost more than the test behind it.
MAX_BRANCHES = 64


class Compiled(Struct, frozen=True):
    """A condition ready to run.

    ``positive`` has the signals that can make the condition true. ``claim_values`` are claim fields with the only
    values that can pass ("none" where a field is unknown). ``uses`` names the operators in it, and ``FAR_FACTS``;
    ``element_names`` the elements whose state or numbers it asks for. Both count what stands inside ``other_claim``.
    ``need`` is a mask of which a signal has to stand in the default window where the test asks nothing else, ``bars``
    one of which none may; 0 for other tests. ``branches`` are the ways in which it can hold: each has masks that all
    have to share a bit with the signals of the default window and the kinds of fact there (see ``KIND_BITS``);
    ``around`` are the same for the whole sentence with all its signals, so that a sentence can be passed over before
    its guards are known. ``denied`` is the condition that a negation denies.
    """

    test: Test
    positive: int = 0
    claim_values: Mapping[str, frozenset[str]] = {}
    uses: frozenset[str] = frozenset()
    element_names: frozenset[str] = frozenset()
    need: int = 0
    bars: int = 0
    branches: Branches = FREE
    around: Branches = FREE
    denied: Compiled | None = None

    def may_hold_in(self, signals: int) -> bool:
        """Whether a sentence with these signals, under a guard or not, and kinds of fact leaves it a chance."""
        return may_hold(self.around, signals)


def may_hold(branches: Branches, mask: int) -> bool:
    """Whether signals and kinds of fact leave one of the ways in which a condition can hold a chance."""
    for branch in branches:
        for need in branch:
            if not mask & need:
                break
        else:
            return True
    return False


def narrowest(branches: Branches, signals: int = 0) -> int:
    """Of each branch the need with the fewest signals: without one of these none holds; -1 where one needs nothing.

    ``signals`` is how many signals there are, where a need for these goes before one for kinds of facts.
    """
    gate = 0
    for branch in branches:
        if not branch:
            return -1
        gate |= min(branch, key=lambda need: (bool(signals and need >> signals), need.bit_count()))
    return gate


def all_branches(parts: Sequence[Branches]) -> Branches:
    """What all of several conditions need: every combination, as long as there are few of them."""
    joined: Branches = FREE
    for part in parts:
        if part == FREE or len(joined) * len(part) > MAX_BRANCHES:
            continue
        joined = tuple({tuple(dict.fromkeys((*one, *other))): None for one in joined for other in part})
    return joined


def any_branches(parts: Sequence[Branches]) -> Branches:
    """What one of several conditions needs: nothing, where one of them needs nothing."""
    if any(part == FREE for part in parts):
        return FREE
    joined = tuple(dict.fromkeys(branch for part in parts for branch in part))
    return joined if len(joined) <= MAX_BRANCHES else FREE


class ConditionFault(Struct, frozen=True):
    """A fault in a condition: the path of keys to it, what is wrong, and what may be meant.

    ``unknown`` says what sort of name is unknown, None for other faults; ``at_key`` that the key itself is at
    fault.
    """

    path: Path
    message: str
    hint: str | None = None
    unknown: str | None = None
    at_key: bool = False


class Names(Struct):
    """The names a condition may use; and what is found on the way: faults, and signals asked for in wide windows.

    ``deciding`` are the facts that may be answered, ``denied`` the answers that mean no. ``shared`` has the conditions
    of ``conditions.yml`` by their names, None inside of one of them; ``made`` are those that were compiled, by name,
    window and whether they are for claims, with the signals that they ask for in wide windows.
    """

    signals: Mapping[str, int]
    claim_types: frozenset[str]
    topics: frozenset[str]
    elements: frozenset[str]
    unit_classes: frozenset[str]
    jurisdictions: frozenset[str]
    deciding: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    shared: Mapping[str, Any] | None = field(default_factory=dict)
    faults: list[ConditionFault] = field(default_factory=list)
    wide: int = 0
    made: dict[tuple[str, str, bool | None], tuple[Compiled, int]] = {}

    def fault(self, path: Path, message: str, hint: str | None = None, *, at_key: bool = False) -> None:
        """Collect a fault."""
        self.faults.append(ConditionFault(path, message, hint, at_key=at_key))

    def unknown(self, path: Path, what: str, name: Any, known: Collection[str], *, at_key: bool = False) -> None:
        """Collect the fault that ``name`` is none of ``known``, with the nearest ones as hint."""
        hint = nearest(str(name), known) if len(self.faults) < _MAX_HINTS else None
        self.faults.append(ConditionFault(path, f"unknown {what} {shown(name)}", hint, what, at_key))


def nearest(name: str, known: Collection[str]) -> str:
    """A hint with the closest known names, or the whole list where it is short."""
    # Comparing is quadratic in the length of the name, and no known name is longer than this.
    close = difflib.get_close_matches(str(name)[:80], sorted(known), n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    listed = sorted(known)
    return f"known: {', '.join(listed[:30])}{' …' if len(listed) > 30 else ''}"
