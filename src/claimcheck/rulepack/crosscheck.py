"""Names across files: every id that one file uses is defined in another, and ids and slots are in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from claimcheck.rulepack.allowed_values import ELEMENT_ORDER
from claimcheck.rulepack.asks import check_asks
from claimcheck.rulepack.collect import Collected, Entry, unknown
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.law_versions import check_versions
from claimcheck.rulepack.legal_tests import check_legal_tests, check_questions
from claimcheck.rulepack.metrics import CLASSES_WITHOUT_UNIT, check_metrics
from claimcheck.rulepack.profiles import WORLD, check_profiles
from claimcheck.rulepack.shapes import CheckShape, ClaimTypeShape
from claimcheck.rulepack.slot_checks import SlotChecker
from claimcheck.rulepack.source import Kind

# What a rule runs over that looks at single claims.
_OVER_CLAIMS = ("claim", "either")

# Law of a country for which there is no profile (yet) can be cited all the same.
_COUNTRY = re.compile(r"[a-z]{2}")


def check_names(found: Collected, log: FaultLog) -> dict[str, str]:
    """Check everything that conditions do not check themselves; returns old rule ids with the new ones."""
    check = _CrossCheck(found, log)
    check.run()
    return check.aliases()


class _CrossCheck:
    """Checks names across files; what a broken file would have defined is not reported as unknown."""

    def __init__(self, found: Collected, log: FaultLog) -> None:
        self.found = found
        self.log = log
        self.slots = SlotChecker(found, log)
        self.signals = {name for language in found.languages.values() for name in language.signals}

    def run(self) -> None:
        """Check everything that the conditions do not check themselves."""
        for element in self.found.elements.values():
            self.element(element)
        for claim_type in self.found.claim_types.values():
            self.claim_type(claim_type)
        for check in self.found.checks.values():
            self.check(check)
        self.citations()
        check_profiles(self.found, self.log)
        check_legal_tests(self.found, self.slots, self.log)
        check_metrics(self.found, self.log)
        self.scoring()
        self.ranking()
        self.letters()

    def known(
        self, entry: Entry[Any], path: tuple[str | int, ...], what: str, name: str, names: Collection[str],
        kind: Kind, *, key: bool = False,
    ) -> None:  # fmt: skip
        """Note ``name`` unless it is one of ``names``, or a broken file of ``kind`` may have defined it."""
        if name not in names and kind not in self.found.broken:
            unknown(entry, path, what, name, names, self.log, key=key)

    def all_known(
        self, entry: Entry[Any], path: str, what: str, used: Iterable[str], names: Collection[str], kind: Kind
    ) -> None:
        """Check the names of a list."""
        for place, name in enumerate(used):
            self.known(entry, (path, place), what, name, names, kind)

    # -- elements and claim types

    def element(self, entry: Entry[ElementShape]) -> None:
        shape = entry.value
        for one in shape.asks:
            self.all_known(entry, "asks", "claim type", one.type, self.found.claim_types, "claim-type")
        right = ELEMENT_ORDER.index(shape.id) + 1 if shape.id in ELEMENT_ORDER else None
        if right is not None and shape.number != right:
            entry.fault(
                self.log,
                ("number",),
                f"element {shape.id} has number {shape.number}",
                code="element-number",
                hint=f"its number is {right}",
            )
        if right is None and shape.number <= len(ELEMENT_ORDER):
            entry.fault(
                self.log,
                ("number",),
                f"number {shape.number} belongs to {ELEMENT_ORDER[shape.number - 1]}"
                if shape.number > 0
                else "element numbers begin at 1",
                code="element-number",
                hint=f"numbers of further elements begin at {len(ELEMENT_ORDER) + 1}",
            )
        self.all_known(entry, "brings", "element", shape.brings, self.found.elements, "element")
        if shape.elsewhere is not None:
            for place, kind in enumerate(shape.elsewhere.sections):
                where = ("elsewhere", "sections", place)
                self.known(entry, where, "kind of section", kind, self.found.sections, "sections")
            for place, name in enumerate(shape.elsewhere.named_by):
                self.known(entry, ("elsewhere", "named_by", place), "signal", name, self.signals, "lexicon")
        classes = {unit.value.unit_class for unit in self.found.units.values()}
        for place, figure in enumerate(shape.figures):
            for number, name in enumerate(figure.units):
                path: tuple[str | int, ...] = ("figures", place, "units", number)
                self.known(entry, path, "unit class", name, {*classes, *CLASSES_WITHOUT_UNIT}, "units")
        self.all_known(entry, "told", "signal", shape.told, self.signals, "lexicon")
        self._tied(entry)
        for place, shown_by in enumerate(shape.shown_by):
            for key in ("signal", "behind", "before"):
                named = getattr(shown_by, key)
                if named is not None:
                    self.known(entry, ("shown_by", place, key), "signal", named, self.signals, "lexicon")

    def _tied(self, entry: Entry[ElementShape]) -> None:
        for place, tied in enumerate(entry.value.tied):
            for number, name in enumerate(tied.signals):
                self.known(entry, ("tied", place, "signals", number), "signal", name, self.signals, "lexicon")

    def claim_type(self, entry: Entry[ClaimTypeShape]) -> None:
        shape, found = entry.value, self.found
        for key in ("absorbs", "absorbs_same_words"):
            self.all_known(entry, key, "claim type", getattr(shape, key), found.claim_types, "claim-type")
        self.all_known(entry, "attribute_from", "element", shape.attribute_from, found.elements, "element")
        self.all_known(entry, "undefined_words", "signal", shape.undefined_words, self.signals, "lexicon")
        for name, citation in shape.required.items():
            self.known(entry, ("required", name), "element", name, found.elements, "element", key=True)
            self.known(entry, ("required", name), "citation", citation, found.citations, "citations")
            if name in shape.conditional:
                entry.fault(
                    self.log,
                    ("conditional", name),
                    f"element {name} is required already",
                    code="element-twice",
                    hint="leave it out of conditional or of required",
                    key=True,
                )
        for name, conditional in shape.conditional.items():
            path: tuple[str | int, ...] = ("conditional", name)
            self.known(entry, path, "element", name, found.elements, "element", key=True)
            self.known(entry, (*path, "cite"), "citation", conditional.cite, found.citations, "citations")
        check_asks(entry, self.log)
        dimensions = self.dimensions()
        self.all_known(entry, "half", "dimension", shape.half, dimensions, "scoring")
        self.all_known(entry, "not_applicable", "dimension", shape.not_applicable, dimensions, "scoring")
        for name in set(shape.half) & set(shape.not_applicable):
            entry.fault(
                self.log,
                ("half", shape.half.index(name)),
                f"dimension {name} is under half and not_applicable",
                code="dimension-twice",
                hint="keep one of the two",
            )
        for key in ("absorbs", "absorbs_same_words"):
            if shape.id in getattr(shape, key):
                entry.fault(self.log, (key,), "a claim type cannot absorb itself", code="absorbs-itself")

    def dimensions(self) -> tuple[str, ...]:
        scoring = self.found.scoring
        return tuple(one.id for one in scoring.value.dimensions) if scoring else ()

    # -- checks

    def check(self, entry: Entry[CheckShape]) -> None:
        shape = entry.value
        self.all_known(entry, "marks", "signal", shape.marks, self.signals, "lexicon")
        self.all_known(entry, "cite", "citation", shape.cite, self.found.citations, "citations")
        for key in ("message", "sum", "rewrite"):
            self.slots.check(entry, key, getattr(shape, key) or "", shape.on)
        self.contradiction(entry)
        check_questions(entry, self.found, self.log)
        self.covering(entry)
        if shape.tier == "ban" and not shape.questions:
            entry.fault(
                self.log,
                ("tier",),
                "a ban needs a question on what decides and is not in the text",
                code="missing-key",
                hint="add questions: […]",
            )

    def contradiction(self, entry: Entry[CheckShape]) -> None:
        """A rule over contradictions shows its sum; no other rule has one."""
        shape = entry.value
        if shape.contradicts is not None:
            self.known(entry, ("contradicts",), "element", shape.contradicts, self.found.elements, "element")
        if shape.on == "contradiction":
            if shape.sum is None:
                hint = "sum: the arithmetic by which a reader can check it"
                entry.fault(self.log, ("on",), "a contradiction shows no sum", code="missing-key", hint=hint)
            return
        for key in ("sum", "contradicts"):
            if getattr(shape, key) is not None:
                entry.fault(
                    self.log,
                    (key,),
                    f"only a rule over contradictions has {key}",
                    code="unknown-key",
                    hint="on: contradiction",
                    key=True,
                )

    def covering(self, entry: Entry[CheckShape]) -> None:
        """A rule covers others over claims, and never by way of others itself; two may cover each other."""
        shape, checks = entry.value, self.found.checks
        self.all_known(entry, "covers", "rule", shape.covers, checks, "check")
        if shape.covers and shape.on not in _OVER_CLAIMS:
            entry.fault(
                self.log,
                ("covers",),
                "only a rule over claims covers another",
                code="unknown-key",
                hint="on: claim",
                key=True,
            )
        seen: set[str] = set()
        open_ = [shape.id]
        while open_:
            at = open_.pop()
            for name in checks[at].value.covers:
                if (
                    name in checks
                    and name not in seen
                    and (name == at or at not in checks[name].value.covers)
                ):
                    seen.add(name)
                    open_.append(name)
        if shape.id in seen:
            hint = "leave one of them out, so that one finding is left"
            entry.fault(
                self.log, ("covers",), f"rule {shape.id} covers itself", code="covers-itself", hint=hint
            )

    def aliases(self) -> dict[str, str]:
        """Old rule ids with the rule each stands for now; ids, names and aliases are all unique."""
        found: dict[str, str] = {}
        names: dict[str, str] = {}
        for entry in self.found.checks.values():
            shape = entry.value
            for place, alias in enumerate(shape.aliases):
                other = alias if alias in self.found.checks else found.get(alias)
                if other is not None:
                    entry.fault(
                        self.log,
                        ("aliases", place),
                        f"alias {alias} belongs to {other} already",
                        code="duplicate-alias",
                        hint="an id keeps its rule for good",
                    )
                found.setdefault(alias, shape.id)
            other = names.setdefault(shape.name, shape.id)
            if other != shape.id:
                entry.fault(
                    self.log, ("name",), f"rule {other} is named {shape.name} too", code="duplicate-name"
                )
        return found

    # -- the single files

    def citations(self) -> None:
        known = (*self.found.profiles, WORLD)
        for entry in self.found.citations.values():
            shape = entry.value
            if not _COUNTRY.fullmatch(shape.jurisdiction):
                self.known(entry, ("jurisdiction",), "jurisdiction", shape.jurisdiction, known, "profile")
            check_versions(entry, self.log)

    def scoring(self) -> None:
        entry, elements = self.found.scoring, self.found.elements
        if entry is None:
            return
        for place, dimension in enumerate(entry.value.dimensions):
            for name in dimension.elements:
                path: tuple[str | int, ...] = ("dimensions", place, "elements", name)
                self.known(entry, path, "element", name, elements, "element", key=True)
        tops: Mapping[str, Collection[str]] = {"dimension": self.dimensions(), "element": elements}
        for place, limit in enumerate(entry.value.limits):
            here: tuple[str | int, ...] = ("limits", place)
            for number, name in enumerate(limit.on):
                top, _, rest = name.partition(".")
                path = (*here, "on", number)
                if top not in tops:
                    entry.fault(
                        self.log,
                        path,
                        f"unknown path {shown(name)}",
                        code="unknown-name",
                        hint="dimension.NAME or element.NAME",
                    )
                else:
                    self.known(
                        entry, path, top, rest, tops[top], "element" if top == "element" else "scoring"
                    )
            for number, name in enumerate(limit.types):
                self.known(
                    entry, (*here, "types", number), "claim type", name, self.found.claim_types, "claim-type"
                )
            if limit.needs_required is not None:
                path = (*here, "needs_required")
                self.known(entry, path, "element", limit.needs_required, elements, "element")
        weighed = {name for dimension in entry.value.dimensions for name in dimension.elements}
        for name, element in elements.items():
            if name not in weighed:
                element.fault(
                    self.log,
                    ("id",),
                    f"element {name} is in no dimension of the score",
                    code="element-unweighed",
                    hint="give it a weight in scoring.yml",
                )

    def ranking(self) -> None:
        entry = self.found.ranking
        seen: set[str] = set()
        for part, shape in enumerate(entry.value.parts if entry else ()):
            for place, term in enumerate(shape.terms):
                assert entry is not None
                path: tuple[str | int, ...] = ("parts", part, "terms", place)
                for number, kind in enumerate(term.sections):
                    where = (*path, "sections", number)
                    self.known(entry, where, "kind of section", kind, self.found.sections, "sections")
                if term.id in seen:
                    entry.fault(
                        self.log, (*path, "id"), f"there are two terms {term.id}", code="duplicate-id"
                    )
                seen.add(term.id)

    def letters(self) -> None:
        entry = self.found.letters
        for number, line in enumerate(entry.value.runs.splitlines() if entry else (), 1):
            assert entry is not None
            run, _, weights = line.partition(" ")
            if not run or len(weights) != len(entry.value.languages):
                told = f"line {number} of runs has no run of letters with a weight for each language"
                entry.fault(self.log, ("runs",), told, code="bad-value")
                return
