"""The words of a language as they are looked for: literals in groups, and what tells in which groups to look."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

Signals = tuple[tuple[int, str], ...]
"""The number of each signal that a literal stands for, with the verb form that it is."""
HEAD = 6
"""Characters at the start of a literal by which it is found in a short text."""
PREFIX = 4
Begun = tuple[str, str, str]
"""Literals that begin alike: what to look for, a line each, their groups and their places in these.

The numbers of groups and places are codes of characters, one each: a hundred thousand integers take longer to unpack
than a short text to read.
"""


class LexiconLiteral(NamedTuple):
    """A literal of the automaton, in lower case.

    ``left`` and ``right`` ask for a word boundary on that side; ``exact`` is the spelling that must stand in
    the text when case matters. ``tail`` is a word that must end the clause behind it ("baut … ab"), empty for none.
    A text stands in several literals where signals ask for different boundaries or spellings.
    """

    text: str
    left: bool
    right: bool
    exact: str | None
    tail: str
    signals: Signals


class LiteralGroup(NamedTuple):
    """Literals that differ in their texts only: tens of thousands of literals make a few thousand groups.

    ``lines`` is what to look for in spaced text, a line each: the texts with blanks for their signs, such as hyphens,
    and a blank wherever a word has to begin or end; ``size`` is how many there are. Of texts with signs ``signed``
    has them as they are written, and ``exact`` has the spellings when case matters. ``phrases`` says that all texts
    have blanks or signs, else none has a blank.
    """

    lines: str
    size: int
    left: bool
    right: bool
    exact: tuple[str, ...] | None
    tail: str
    signed: tuple[str, ...] | None
    phrases: bool
    signals: Signals

    @property
    def sought(self) -> list[str]:
        """What to look for, each by itself."""
        return self.lines.split("\n")

    @property
    def plain(self) -> bool:
        """Whether the literals are whole words, of which nothing else is asked."""
        return self.left and self.right and not (self.signed or self.exact or self.tail)

    @property
    def texts(self) -> Sequence[str]:
        """The texts of the literals, in lower case."""
        if self.signed is not None:
            return self.signed
        first, beyond = int(self.left), int(self.right)
        return [text[first : len(text) - beyond] for text in self.sought]

    def literals(self) -> Iterator[LexiconLiteral]:
        """The literals of the group, each by itself."""
        for place, text in enumerate(self.texts):
            exact = self.exact[place] if self.exact else None
            yield LexiconLiteral(text, self.left, self.right, exact, self.tail, self.signals)


class Groups(Sequence[LiteralGroup]):
    """Groups that are unpacked, each by itself, when they are asked for: of thousands a short text asks for some."""

    __slots__ = ("packed",)

    def __init__(self, packed: Sequence[bytes]) -> None:
        self.packed = packed

    def __len__(self) -> int:
        return len(self.packed)

    def __getitem__(self, number: Any) -> Any:
        return LiteralGroup._make(marshal.loads(self.packed[number]))  # noqa: S302


class Heads:
    """Literals by the characters that they begin with, ``HEAD`` of them or, of a shorter literal, all.

    They are unpacked when a text has the first ``PREFIX`` of these characters.
    """

    __slots__ = ("_known", "packed")

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self.packed = packed
        self._known: dict[str, Mapping[str, Begun]] = {}

    def of(self, begun: Set[str]) -> Iterator[Begun]:
        """The literals that begin with one of these runs of at most ``HEAD`` characters."""
        for prefix in {one[:PREFIX] for one in begun} & self.packed.keys():
            known = self._known.get(prefix)
            if known is None:
                known = self._known[prefix] = marshal.loads(self.packed[prefix])  # noqa: S302
            for head in begun & known.keys():
                yield known[head]


class Expanded(NamedTuple):
    """The words of a language: its literals in groups, and the sorted texts of each grammar role.

    ``kinds`` is what literals stand for; from ``first_phrase`` on these are kinds of phrases. ``kind_of`` has the kind
    of each group, by its number, ``tails`` the tails of all. ``shortest`` has the length of the shortest text of each
    signal, ``bits`` the signals of each kind, a bit each.
    """

    groups: Groups
    role_words: Mapping[str, tuple[str, ...]]
    kinds: Sequence[Signals]
    first_phrase: int
    kind_of: Sequence[int]
    heads: Heads
    shortest: Mapping[int, int]
    tails: tuple[str, ...]
    bits: Sequence[int]


def expanded(groups: Sequence[LiteralGroup], role_words: Mapping[str, tuple[str, ...]]) -> Expanded:
    """The words of a language with what is looked up in them."""
    # Those that are no phrases have the lower kinds.
    groups = sorted(groups, key=lambda group: group.phrases)
    numbers: dict[tuple[bool, Signals], int] = {}
    heads: dict[str, list[tuple[str, str, str]]] = {}
    shortest: dict[int, int] = {}
    for number, group in enumerate(groups):
        numbers.setdefault((group.phrases, group.signals), len(numbers))
        length = min(map(len, group.sought)) - group.left - group.right
        for signal, _ in group.signals:
            shortest[signal] = min(length, shortest.get(signal, length))
        for place, text in enumerate(group.sought):
            heads.setdefault(text[:HEAD], []).append((text, chr(number), chr(place)))
    packed: dict[str, dict[str, Begun]] = {}
    for head, found in heads.items():
        packed.setdefault(head[:PREFIX], {})[head] = _begun(found)
    return Expanded(
        Groups([marshal.dumps(tuple(group), 4) for group in groups]),
        role_words,
        [signals for _, signals in numbers],
        sum(not is_phrases for is_phrases, _ in numbers),
        [numbers[group.phrases, group.signals] for group in groups],
        Heads({prefix: marshal.dumps(found, 4) for prefix, found in packed.items()}),
        shortest,
        tuple(sorted({group.tail for group in groups if group.tail})),
        [reduce(or_, (1 << signal for signal, _ in signals), 0) for _, signals in numbers],
    )


def _begun(found: Iterable[tuple[str, str, str]]) -> Begun:
    texts, numbers, places = zip(*found, strict=True)
    return "\n".join(texts), "".join(numbers), "".join(places)


class Words:
    """The words of a language; they are unpacked when first asked for: most runs read texts of one language only."""

    def __init__(self, packed: Callable[[], Expanded]) -> None:
        self._packed = packed

    @cached_property
    def all(self) -> Expanded:
        """The words, and what is looked up in them."""
        return self._packed()

    @property
    def groups(self) -> Groups:
        """What the automaton looks for."""
        return self.all.groups

    @property
    def role_words(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of each grammar role, sorted."""
        return self.all.role_words

    def has(self, word: str) -> bool:
        """Whether a word in lower case is looked for by itself, as "kettle" is and a word of a phrase is not."""
        sought = f" {word} "
        return any(sought in lines.split("\n") for lines, _, _ in self.all.heads.of({sought[:HEAD]}))

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Words):
            return self is other
        return self.groups.packed == other.groups.packed and self.role_words == other.role_words

    def __hash__(self) -> int:
        return hash(len(self.groups))


class KindIndex(NamedTuple):
    """The kinds of the literals of a language by what they stand for: by signal, and of verbs by form.

    ``verbs`` are the signals with literals that are forms of verbs.
    """

    of_signal: Mapping[int, Sequence[int]]
    of_form: Mapping[str, Sequence[int]]
    verbs: frozenset[int]


@lru_cache(maxsize=4)
def index_of(words: Words) -> KindIndex:
    """The kinds of a language by signal and form; whatever reads it shares one."""
    of_signal: dict[int, list[int]] = {}
    of_form: dict[str, list[int]] = {}
    verbs: set[int] = set()
    for kind, signals in enumerate(words.all.kinds):
        for signal, form in signals:
            of_signal.setdefault(signal, []).append(kind)
            if form:
                of_form.setdefault(form, []).append(kind)
                verbs.add(signal)
    return KindIndex(of_signal, of_form, frozenset(verbs))
