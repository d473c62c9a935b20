"""Names across files: every id that one file uses is defined in another, and ids and slots are in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from claimcheck.errors import shown
from claimcheck.rulepack.allowed_values import ELEMENT_ORDER
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Path, nearest
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.jurisdictions import WORLD, check_legal_tests, check_profiles, check_questions
from claimcheck.rulepack.law_versions import check_versions
from claimcheck.rulepack.marks import DEFINED_IN, Marked, names_in
from claimcheck.rulepack.metrics import CLASSES_WITHOUT_UNIT, check_metrics
from claimcheck.rulepack.shapes import CheckShape, ClaimTypeShape
from claimcheck.rulepack.slot_checks import SlotChecker

# What a rule runs over that looks at single claims.
_OVER_CLAIMS = ("claim", "either")
# Law of a country for which there is no profile (yet) can be cited all the same.
_COUNTRY = re.compile(r"[a-z]{2}")


def check_names(found: Collected) -> dict[str, str]:
    """Check everything that conditions do not check themselves; returns old rule ids with the new ones."""
    names = tuple(names_in(found))
    _check_defined(found, names)
    slots = SlotChecker(found)
    for element in found.elements.values():
        _check_number(element)
    for claim_type in found.claim_types.values():
        _check_claim_type(claim_type, slots)
    for check in found.checks.values():
        _check_rule(check, found, slots)
    for citation in found.citations.values():
        check_versions(citation)
    check_profiles(found)
    check_legal_tests(found, slots)
    check_metrics(found, names)
    _check_scoring(found)
    _check_ranking(found)
    _check_letters(found)
    _check_roles(found)
    return _aliases(found)


def _check_defined(found: Collected, names: Iterable[Marked]) -> None:
    """Note names that nothing defines, unless a broken file may have defined them."""
    classes = {unit.value.unit_class for unit in found.units.values()}
    known: Mapping[str, Collection[str]] = {
        "signal": {name for language in found.languages.values() for name in language.signals},
        "element": found.elements,
        "claim type": found.claim_types,
        "rule": found.checks,
        "citation": found.citations,
        "kind of section": found.sections,
        "unit class": {*classes, *CLASSES_WITHOUT_UNIT},
        "dimension": _dimensions(found),
        "profile": found.profiles,
        "jurisdiction": found.profiles,
        "metric": found.metrics,
        "deciding fact": found.deciding,
    }
    for one in names:
        if one.value not in known[one.what] and DEFINED_IN[one.what] not in found.broken:
            one.entry.unknown(one.path, one.what, one.value, known[one.what], key=one.key)
    for entry in found.citations.values():
        name, lands = entry.value.jurisdiction, (*found.profiles, WORLD)
        if not _COUNTRY.fullmatch(name) and name not in lands and "profile" not in found.broken:
            entry.unknown(("jurisdiction",), "jurisdiction", name, lands)


def _dimensions(found: Collected) -> tuple[str, ...]:
    return tuple(one.id for one in found.scoring.value.dimensions) if found.scoring else ()


# -- elements and claim types


def _check_number(entry: Entry[ElementShape]) -> None:
    shape, last = entry.value, len(ELEMENT_ORDER)
    if shape.id in ELEMENT_ORDER:
        right = ELEMENT_ORDER.index(shape.id) + 1
        if shape.number != right:
            told = f"element {shape.id} has number {shape.number}"
            entry.fault(("number",), told, "element-number", f"its number is {right}")
    elif shape.number <= last:
        told = "element numbers begin at 1"
        if shape.number > 0:
            told = f"number {shape.number} belongs to {ELEMENT_ORDER[shape.number - 1]}"
        entry.fault(("number",), told, "element-number", f"numbers of further elements begin at {last + 1}")


def _check_claim_type(entry: Entry[ClaimTypeShape], slots: SlotChecker) -> None:
    shape = entry.value
    for one in shape.decides:
        slots.check(entry, "decides", one.ask, "claim")
    for name in shape.required.keys() & shape.conditional.keys():
        hint = "leave it out of conditional or of required"
        told = f"element {name} is required already"
        entry.fault(("conditional", name), told, "element-twice", hint, key=True)
    _check_asks(entry)
    for name in {*shape.half} & {*shape.not_applicable}:
        told = f"dimension {name} is under half and not_applicable"
        entry.fault(("half", shape.half.index(name)), told, "dimension-twice", "keep one of the two")
    for key in ("absorbs", "absorbs_same_words"):
        if shape.id in getattr(shape, key):
            entry.fault((key,), "a claim type cannot absorb itself", "absorbs-itself")


def _asks(shape: ClaimTypeShape) -> Iterator[tuple[Path, str]]:
    """The elements that a type asks for or never asks for, with their paths, in the order of the file."""
    for place, one in enumerate(shape.asks):
        yield (("asks", place), one) if isinstance(one, str) else (("asks", place, "ask"), one.ask)
    for place, name in enumerate(shape.never_asked):
        yield ("never_asked", place), name


def unsettled(shape: ClaimTypeShape) -> Iterator[tuple[str, str]]:
    """The needed elements of which a type with such lists does not say whether it asks for them, each with its key."""
    settled = {name for _, name in _asks(shape)}
    for name in (*shape.required, *shape.conditional):
        if settled and name not in settled:
            yield ("required" if name in shape.required else "conditional"), name


def _check_asks(entry: Entry[ClaimTypeShape]) -> None:
    """Note elements in these lists that the type does not need, or that stand there twice."""
    needed, seen = {*entry.value.required, *entry.value.conditional}, set[str]()
    for path, name in _asks(entry.value):
        if name not in needed:
            entry.fault(path, f"no such claim needs {shown(name)}", "not-needed", nearest(name, needed))
        elif name in seen:
            told = f"element {name} stands twice in asks and never_asked"
            entry.fault(path, told, "element-twice", "keep one of the two")
        seen.add(name)


# -- rules


def _check_rule(entry: Entry[CheckShape], found: Collected, slots: SlotChecker) -> None:
    shape = entry.value
    for key in ("message", "sum", "rewrite"):
        slots.check(entry, key, getattr(shape, key) or "", shape.on)
    check_questions(entry)
    _check_covers(entry, found.checks)
    if shape.tier == "ban" and not shape.questions:
        told = "a ban needs a question on what decides and is not in the text"
        entry.fault(("tier",), told, "missing-key", "add questions: […]")
    if shape.on == "contradiction":
        if shape.sum is None:
            hint = "sum: the arithmetic by which a reader can check it"
            entry.fault(("on",), "a contradiction shows no sum", "missing-key", hint)
        return
    for key in ("sum", "contradicts"):
        if getattr(shape, key) is not None:
            told = f"only a rule over contradictions has {key}"
            entry.fault((key,), told, "unknown-key", "on: contradiction", key=True)


def _check_covers(entry: Entry[CheckShape], checks: Mapping[str, Entry[CheckShape]]) -> None:
    """A rule covers others over claims, and never by way of others itself; two may cover each other."""
    shape = entry.value
    if shape.covers and shape.on not in _OVER_CLAIMS:
        told = "only a rule over claims covers another"
        entry.fault(("covers",), told, "unknown-key", "on: claim", key=True)
    seen: set[str] = set()
    waiting = [shape.id]
    while waiting:
        at = waiting.pop()
        for name in checks[at].value.covers:
            if name in checks and name not in seen and (name == at or at not in checks[name].value.covers):
                seen.add(name)
                waiting.append(name)
    if shape.id in seen:
        hint = "leave one of them out, so that one finding is left"
        entry.fault(("covers",), f"rule {shape.id} covers itself", "covers-itself", hint)


def _aliases(found: Collected) -> dict[str, str]:
    """Old rule ids with the rule each stands for now; ids, names and aliases are all unique."""
    aliases: dict[str, str] = {}
    names: dict[str, str] = {}
    for entry in found.checks.values():
        shape = entry.value
        for place, alias in enumerate(shape.aliases):
            other = alias if alias in found.checks else aliases.get(alias)
            if other is not None:
                told = f"alias {alias} belongs to {other} already"
                entry.fault(("aliases", place), told, "duplicate-alias", "an id keeps its rule for good")
            aliases.setdefault(alias, shape.id)
        other = names.setdefault(shape.name, shape.id)
        if other != shape.id:
            entry.fault(("name",), f"rule {other} is named {shape.name} too", "duplicate-name")
    return aliases


# -- the single files


def _check_scoring(found: Collected) -> None:
    entry = found.scoring
    if entry is None:
        return
    tops: Mapping[str, Collection[str]] = {"dimension": _dimensions(found), "element": found.elements}
    for place, limit in enumerate(entry.value.limits):
        for number, name in enumerate(limit.on):
            top, _, rest = name.partition(".")
            path = ("limits", place, "on", number)
            if top not in tops:
                hint = "dimension.NAME or element.NAME"
                entry.fault(path, f"unknown path {shown(name)}", "unknown-name", hint)
            elif rest not in tops[top] and DEFINED_IN[top] not in found.broken:
                entry.unknown(path, top, rest, tops[top])
    weighed = {name for dimension in entry.value.dimensions for name in dimension.elements}
    for name, element in found.elements.items():
        if name not in weighed:
            told = f"element {name} is in no dimension of the score"
            element.fault(("id",), told, "element-unweighed", "give it a weight in scoring.yml")


def _check_ranking(found: Collected) -> None:
    entry, seen = found.ranking, set[str]()
    for part, shape in enumerate(entry.value.parts if entry else ()):
        for place, term in enumerate(shape.terms):
            if entry and term.id in seen:
                path = ("parts", part, "terms", place, "id")
                entry.fault(path, f"there are two terms {term.id}", "duplicate-id")
            seen.add(term.id)


def _check_roles(found: Collected) -> None:
    entry = found.roles
    if entry is None:
        return
    wanted = len(entry.value.elements)
    for place, name in enumerate(entry.value.elements):
        if name not in found.elements:
            entry.fault(("elements", place), f"there is no element {name}", "unknown-name")
    if len(entry.value.least) != wanted:
        entry.fault(("least",), "there has to be one for each element", "bad-value")
    for number, line in enumerate(entry.value.weights.splitlines(), 1):
        name, parted, weights = line.rpartition(": ")
        numbers = weights.split()
        if not parted or len(numbers) != wanted or not all(one.lstrip("-").isdigit() for one in numbers):
            told = f"line {number} of weights has no feature with a whole number for each element"
            entry.fault(("weights",), told, "bad-value")
            return


def _check_letters(found: Collected) -> None:
    entry = found.letters
    if entry is None:
        return
    for number, line in enumerate(entry.value.runs.splitlines(), 1):
        run, _, weights = line.partition(" ")
        if not run or len(weights) != len(entry.value.languages):
            told = f"line {number} of runs has no run of letters with a weight for each language"
            entry.fault(("runs",), told, "bad-value")
            return
