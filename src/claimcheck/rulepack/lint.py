"""What is no fault of a rule pack and still should not stay: unused names, rules without near misses."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, get_args

from claimcheck.errors import ClaimcheckError
from claimcheck.rulepack import condition_walk as walks
from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Path as KeyPath
from claimcheck.rulepack.contradictions import TARGET_SIGNALS
from claimcheck.rulepack.crosscheck import unsettled
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.inflect import has_verbs, is_verb, parted
from claimcheck.rulepack.law_versions import ended
from claimcheck.rulepack.lexicon_shapes import SignalShape
from claimcheck.rulepack.marks import Marked, conditions_in, names_in
from claimcheck.rulepack.metrics import patterns_in, unnamed_metrics
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.scaffold import is_unwritten
from claimcheck.rulepack.shapes import CheckShape

KEYS = ("words", "patterns")

Id = tuple[str, str, str]
"""The language, the signal or the list in braces, and the entry."""


class Listed(NamedTuple):
    """A word or pattern of a signal, or a word of a list, whose ``owner`` then stands in braces.

    ``at`` is its place in ``entry``. ``closed`` says that it needs no witness: it belongs to a whole that is complete,
    or is a term of art.
    """

    language: str
    owner: str
    text: str
    entry: Entry[Any]
    at: tuple[str | int, ...]
    closed: bool

    @property
    def id(self) -> Id:
        """What tells it from every other entry."""
        return self.language, self.owner, self.text

    @property
    def in_list(self) -> bool:
        """Whether it is a word of a list."""
        return self.owner.startswith("{")


def added(found: Collected) -> Iterator[Listed]:
    """The words that packs add to signals of others, at their places in ``changes``."""
    for name, language in sorted(found.languages.items()):
        for signal, change in language.changes:
            for place, text in enumerate(change.value.add):
                yield Listed(name, signal, text, change, ("add", place), closed=False)


def listed(found: Collected) -> Iterator[Listed]:
    """Every entry, by language, then signals and lists by name, as they stand in the files."""
    for name, language in sorted(found.languages.items()):
        closed = {one.value for one in language.closed}
        for signal, entry in sorted(language.signals.items()):
            for key in KEYS:
                for place, text in enumerate(getattr(entry.value, key)):
                    yield Listed(name, signal, text, entry, (key, place), signal in closed)
        for slot, words in sorted(language.lists.items()):
            for place, text in enumerate(words.value):
                yield Listed(name, f"{{{slot}}}", text, words, (place,), slot in closed)


MIN_EXAMPLES = 3
# Names as close as this are one name, written wrong once; names of signals have many parts in common.
MISSPELT = 0.9

# What a regular expression has and a text has not: "/pledge.*card/", "pledge* card"; not "Mitarbeiter*innen".
_REGULAR = re.compile(r"^/.+/$|\\|[.)\]][*+?]|\[\S{0,80}\]|\(\S{0,80}\||\w\*(?!\w)|(?<!\w)\*\w")
_SLOT = re.compile(r"\{([^{}]*)\}")


def lint_rulepack(
    paths: Sequence[Path | str] = (), *, builtin: bool = True, as_of: date | None = None
) -> tuple[ClaimcheckError, ...]:
    """The notes on a pack in order of path and line; with ``paths`` only those on the files there.

    Law that has ended on ``as_of`` is noted; left out, it is the day that the pack's own law is of.

    Raises ``RuleFileError`` where the pack has faults: these come first.
    """
    pack, found = assemble(paths, builtin=builtin, strict=True)
    return notes_on(pack, found, only_users=bool(paths), as_of=as_of)


def notes_on(
    pack: Pack, found: Collected, *, only_users: bool, as_of: date | None = None
) -> tuple[ClaimcheckError, ...]:
    """The same of a pack that is loaded already; with ``only_users`` of what users wrote alone."""
    return _Linter(pack, found, only_users=only_users, as_of=as_of or pack.law_as_of).notes()


class _Linter:
    """Collects notes; one method a habit."""

    def __init__(self, pack: Pack, found: Collected, *, only_users: bool, as_of: date) -> None:
        self.pack = pack
        self.as_of = as_of
        self.found = found
        self.only_users = only_users
        self.log = FaultLog()
        self.conditions = tuple(conditions_in(found))

    def notes(self) -> tuple[ClaimcheckError, ...]:
        self.signals_without_use()
        self.lists_without_use()
        self.entries_in_order()
        self.words_that_find_nothing()
        self.conditions_without_use()
        self.examples()
        self.evidence_in_cores()
        self.citations()
        self.profiles_without_law()
        self.duplicates()
        self.unreachable()
        self.missing_parts()
        return tuple(sorted(self.log.faults, key=lambda one: (one.path or "", one.line or 0, one.column or 0)))

    def note(self, entry: Entry[Any], path: KeyPath, message: str, code: str, hint: str | None = None) -> None:
        if not (self.only_users and entry.source.builtin):
            entry.fault(path, message, code, hint, key=True, log=self.log)

    # -- names without use

    def signals_without_use(self) -> None:
        used = set(self.signals_used())
        for name, language in sorted(self.found.languages.items()):
            for signal, entry in language.signals.items():
                if signal not in used and not _used_by_mechanism(entry.value):
                    near = difflib.get_close_matches(signal, used, n=1, cutoff=MISSPELT)
                    hint = f"{f'did you mean {near[0]}? ' if near else ''}use it or take it out"
                    told = f"signal {signal} of {name} is used by no claim type, element, rule or guard"
                    self.note(entry, (), told, "unused-signal", hint)

    def signals_used(self) -> Iterator[str]:
        for language in self.found.languages.values():
            for signal in language.signals.values():
                yield from signal.value.not_in
        for condition in self.conditions:
            yield from walks.signals_in(condition.value)
        yield from (one.value for one in names_in(self.found, "signal"))
        for check in self.found.checks.values():
            for asked in check.value.when.values() if check.value.on == "contradiction" else ():
                yield from (one for key in TARGET_SIGNALS for one in asked.get(key, ()))

    def conditions_without_use(self) -> None:
        used = {name for condition in self.conditions for name in walks.shared_in(condition.value)}
        for name, entry in self.found.shared.items():
            if name not in used:
                told = f"shared condition {name} is named by no rule, claim type or element"
                self.note(entry, ("id",), told, "unused-condition", "name it with shared, or take it out")

    def lists_without_use(self) -> None:
        for language in self.found.languages.values():
            patterns = [pattern for signal in language.signals.values() for pattern in signal.value.patterns]
            inner = [word for words in language.lists.values() for word in words.value if "{" in word]
            written = (*patterns, *patterns_in(language), *inner)
            used = {name for pattern in written for name in _SLOT.findall(pattern)}
            for name, entry in language.lists.items():
                if name not in used:
                    told = f"list {name} stands in no pattern"
                    self.note(entry, (), told, "unused-list", "use it or take it out")

    def entries_in_order(self) -> None:
        """Built-in entries stand in order: whoever adds one sees where it belongs, and whether it is there already."""
        for before, one in pairwise(listed(self.found)):
            together = (before.id[:2], before.at[:-1]) == (one.id[:2], one.at[:-1])
            if one.entry.source.builtin and together and _rank(before.text) >= _rank(one.text):
                wrong = "stands here twice" if before.text == one.text else f"belongs above {before.text!r}"
                told = f"{one.text!r} {wrong}"
                self.note(one.entry, one.at, told, "not-in-order", "entries stand in order, each once")

    def words_that_find_nothing(self) -> None:
        """Entries that no text has as they stand ("pledge* card"), and those that a signal of a user has twice."""
        seen: set[tuple[str, str, str, int]] = set()
        for one in (*listed(self.found), *added(self.found)):
            source = one.entry.source
            key = one.language, one.owner, one.text, source.source
            told, hint = None, "leave it out"
            if _REGULAR.search(parted(one.text)[0]):
                told = "is looked for sign by sign: no regular expressions are read"
                hint = "write the words out, with a mark (card +noun), a {list}, or … between blanks for other words"
            elif one.text != one.text.strip():
                told, hint = "has a blank at its end", "a word is found as a whole without it"
            elif key in seen and not source.builtin:
                told = "stands here twice"
            seen.add(key)
            if told is not None:
                self.note(one.entry, one.at, f"{one.text!r} {told}", "dead-word", hint)

    def citations(self) -> None:
        found, today = self.found, self.as_of
        used: dict[str, list[Marked]] = {}
        for one in names_in(found, "citation"):
            used.setdefault(one.value, []).append(one)
        for key, entry in found.citations.items():
            end = ended(entry.value)
            # A passage that says what sort of law it is stands by itself: claimcheck law shows it.
            if key not in used and entry.value.kind is None:
                self.note(entry, ("key",), f"citation {key} is cited nowhere", "unused-citation")
            if end is not None and end < today:
                for one in used.get(key, ()):
                    # A rule about something withdrawn may name it, beside what is in force.
                    if not self.in_force(one.entry):
                        told = f"{key} was in force until {end} only"
                        self.note(one.entry, one.path, told, "expired-citation")

    def profiles_without_law(self) -> None:
        """A jurisdiction that extends another has law of its own; what it inherits is that of the other one."""
        own = {entry.value.jurisdiction for entry in self.found.citations.values()}
        for name, profile in sorted(self.found.profiles.items()):
            above = profile.value.extends
            if above is not None and name not in own:
                told = f"{name} extends {above} and has no law of its own: no passage is of {name}"
                hint = f"law/{name}/passages.yml holds what applies there"
                self.note(profile, ("extends",), told, "no-own-law", hint)

    def in_force(self, entry: Entry[Any]) -> bool:
        """Whether a rule also cites something that is in force."""
        cited = entry.value.cite if isinstance(entry.value, CheckShape) else []
        ends = [ended(self.found.citations[key].value) for key in cited]
        return any(end is None or end >= self.as_of for end in ends)

    # -- examples

    def examples(self) -> None:
        entries: tuple[Entry[Any], ...] = (
            *self.found.checks.values(), *self.found.claim_types.values(), *self.found.admissions.values(),
        )  # fmt: skip
        for entry in entries:
            for key in ("fires", "silent"):
                given = getattr(entry.value, key)
                if len(given) < MIN_EXAMPLES:
                    told = f"{key} has {len(given)} of at least {MIN_EXAMPLES} examples"
                    self.note(entry, (key,), told, "few-examples")
                if not any(example.hard for example in given):
                    hint = "mark one example with hard: true"
                    self.note(entry, (key,), f"{key} has no near miss", "no-hard-example", hint)

    # -- conditions

    def evidence_in_cores(self) -> None:
        """Evidence must not decide what a claim is; only a fallback type may look at a figure."""
        signals = (one for language in self.found.languages.values() for one in language.signals.items())
        evidence = {name for name, entry in signals if entry.value.kind == "evidence"}
        shared = {name: entry.value.when for name, entry in self.found.shared.items()}
        for claim_type in self.found.claim_types.values():
            core = walks.written_out(claim_type.value.core, shared)
            hint = "a core has core, topic and grammar signals"
            for path, name in walks.signal_places(core, ("core",)):
                if name in evidence:
                    told = f"evidence signal {name} stands in the core"
                    self.note(claim_type, path, told, "evidence-in-core", hint)
            if not claim_type.value.fallback and _looks_at_evidence(core):
                hint = "only a fallback type may look at a figure"
                told = "the core looks at figures or elements"
                self.note(claim_type, ("core",), told, "evidence-in-core", hint)
            for name, trigger in claim_type.value.conditional.items():
                if _looks_at_evidence(walks.written_out(trigger.when, shared)):
                    path = ("conditional", name, "when")
                    told = f"the trigger of {name} looks at figures or elements"
                    hint = "a trigger looks at core and context"
                    self.note(claim_type, path, told, "evidence-in-trigger", hint)

    def duplicates(self) -> None:
        """Two rules or two claim types with the same condition, and operands that stand twice."""
        rules, types = sorted(self.found.checks.items()), sorted(self.found.claim_types.items())
        named: list[tuple[str, Entry[Any], str]] = [(name, one, "when") for name, one in rules]
        first: dict[tuple[str, str], str] = {}
        for name, entry, key in [*named, *((name, one, "core") for name, one in types)]:
            same = first.setdefault((key, _canon(getattr(entry.value, key))), name)
            if same != name:
                self.note(entry, (key,), f"{name} has the condition of {same}", "duplicate-condition")
        for condition in self.conditions:
            for here, operands in walks.lists_in(condition.value, condition.path):
                seen: set[str] = set()
                for place, operand in enumerate(operands):
                    text = _canon(operand)
                    if text in seen:
                        told = "the operand stands twice"
                        self.note(condition.entry, (*here, place), told, "duplicate-condition")
                    seen.add(text)

    def unreachable(self) -> None:
        """Parts of conditions that never hold, because what stands around them leaves no claim."""
        kinds = self.pack.claim_types.values()
        needs = {one.id: frozenset({*one.shape.required, *one.conditional}) for one in kinds}
        known = walks.Known(needs, frozenset(get_args(Topic)))
        for condition in self.conditions:
            for dead in walks.dead_parts(condition.value, condition.path, known):
                told = f"this never holds: {dead.why}"
                self.note(condition.entry, dead.path, told, "never-holds", "mend it or take it out")

    def missing_parts(self) -> None:
        """What a rule, a claim type or a metric can do without and still should have."""
        for claim_type in self.found.claim_types.values():
            for key, name in unsettled(claim_type.value):
                told = f"nothing says whether {name} is asked for"
                self.note(claim_type, (key, name), told, "not-settled", "put it under asks or never_asked")
        for metric in unnamed_metrics(self.found):
            told = f"no language has words for metric {metric.value.id}"
            self.note(metric, ("id",), told, "no-words", "metrics of a lexicon name them")
        for pack in self.found.packs.values():
            texts: list[tuple[tuple[str, ...], str]] = [(("about",), pack.value.about)]
            texts += [(("families", name), told) for name, told in pack.value.families.items()]
            for path, text in texts:
                if is_unwritten(text):
                    self.note(pack, path, f"{path[-1]} is still to be written", "unwritten")
        for name, check in sorted(self.found.checks.items()):
            for key in ("about", "message", "why", "remedy"):
                if is_unwritten(getattr(check.value, key)):
                    self.note(check, (key,), f"{key} is still to be written", "unwritten")
            if not check.value.false_positives or is_unwritten(check.value.false_positives[0]):
                told = "no known case in which the rule is wrong"
                hint = "every rule has one: say where a person would overrule it"
                self.note(check, ("false_positives",), told, "no-false-positive", hint)
            if name[:3] not in self.pack.families:
                told = f"no pack says what family {name[:3]} is about"
                self.note(check, ("id",), told, "no-family", "families of pack.yml name it")


def _looks_at_evidence(condition: Any) -> bool:
    return not walks.operators_in(condition).isdisjoint({"fact", "element"})


def _used_by_mechanism(signal: SignalShape) -> bool:
    """Roles and words of a topic work by themselves, and so do verbs: their forms tell the tense of a clause."""
    bends = is_verb(signal.inflect) if signal.inflect else has_verbs(signal.forms)
    return signal.role is not None or signal.kind == "topic" or (signal.kind == "core" and bends)


def _rank(text: str) -> tuple[str, str]:
    """By which entries stand in order."""
    return text.casefold(), text


def _canon(condition: Any) -> str:
    return json.dumps(condition, sort_keys=True)
