"""From rule files to the compiled pack: the one way in."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from claimcheck.rulepack import reuse
from claimcheck.rulepack.amend import amend, check_packs
from claimcheck.rulepack.cache import Kept
from claimcheck.rulepack.collect import Collected, Entry, collect
from claimcheck.rulepack.condition_walk import shared_in
from claimcheck.rulepack.conditions import NEVER, OF_CLAIMS, Compiled, Names
from claimcheck.rulepack.contradictions import compile_comparison
from claimcheck.rulepack.crosscheck import check_names
from claimcheck.rulepack.document_conditions import compile_document
from claimcheck.rulepack.elements import build_elements
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.lexicon import build_lexicons, signal_numbers
from claimcheck.rulepack.metrics import metrics
from claimcheck.rulepack.outline import Outline, Outlining
from claimcheck.rulepack.pack import (
    Check,
    ClaimType,
    ElementType,
    Pack,
    PackPart,
    Question,
    Words,
)
from claimcheck.rulepack.plain import citation_of, languages_of, scoring_of
from claimcheck.rulepack.profiles import build_profiles
from claimcheck.rulepack.shapes import (
    CheckShape,
    ClaimTypeShape,
    Topic,
)
from claimcheck.rulepack.source import Kind, SourceFile, source_files
from claimcheck.rulepack.structure_words import caption_words

# Classes of facts that no unit of the table has: bare counts, shares, and times that measure nothing.
_FACT_CLASSES = ("count", "share", "span")
# Which broken kind of file explains an unknown name in a condition.
_DEFINES: Mapping[str, Kind] = {
    "signal": "lexicon",
    "element": "element",
    "type": "claim-type",
    "unit class": "units",
    "jurisdiction": "profile",
    "shared condition": "conditions",
}
# What no pack can do without: where it is gathered, the kind, and where its files lie.
_NEEDED: tuple[tuple[str, Kind, str], ...] = (
    ("packs", "pack", "pack.yml"),
    ("law_as_of", "citations", "citations.yml"),
    ("scoring", "scoring", "scoring.yml"),
    ("units", "units", "units.yml"),
    ("telling", "languages", "languages.yml"),
    ("languages", "lexicon", "lexicons/<language>/*.yml"),
    ("claim_types", "claim-type", "claims/*.yml"),
    ("elements", "element", "elements/*.yml"),
    ("profiles", "profile", "profiles/*.yml"),
)


Paths = Path | str | Sequence[Path | str]


def load_rulepack(paths: Paths = (), *, builtin: bool = True, strict: bool = False) -> Pack:
    """Load the built-in rules and those under ``paths``, which add to them or override them by id.

    One path or several; a path is a folder with the layout of ``rules/`` or of bare rule files, or one file.
    ``strict`` holds the built-in files against their JSON Schemas too; files of users always are. The built-in rules
    alone are compiled once in a process, for as long as their files stay what they are. Raises ``RuleFileError``,
    whose ``faults`` are all faults of all files, each with path, line, column and hint.
    """
    with _without_collecting():
        gathered = _gather(paths, builtin)
        known = reuse.compiled(gathered.digest)
        if known is not None and not (strict or gathered.folders or gathered.log.faults):
            return known
        return _assemble(gathered, strict)[0]


def assemble(paths: Paths, *, builtin: bool, strict: bool) -> tuple[Pack, Collected]:
    """As ``load_rulepack``, with the definitions that the pack was made of, each with its place."""
    with _without_collecting():
        return _assemble(_gather(paths, builtin), strict)


class _Gathered(NamedTuple):
    """The files of a pack; ``digest`` is that of the built-in ones, empty without them."""

    folders: list[Path]
    builtin: bool
    sources: list[SourceFile]
    log: FaultLog
    digest: str


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Everything that is built here lives on, so looking for garbage meanwhile only costs time: half of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _gather(paths: Paths, builtin: bool) -> _Gathered:
    folders = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
    log = FaultLog()
    sources = source_files(folders, builtin=builtin, log=log)
    digest = _sha256(source for source in sources if source.builtin) if builtin else ""
    return _Gathered(folders, builtin, sources, log, digest)


def _assemble(gathered: _Gathered, strict: bool) -> tuple[Pack, Collected]:
    folders, builtin, sources, log, digest = gathered
    kept = reuse.known(digest, strict) if digest else reuse.NOTHING
    found = collect(sources, log, strict=strict, values=kept.values)
    _complete(found, log)
    amend(found, log)
    # Words of users get numbers among ours and may add to a language of ours, which then is another one.
    words = {} if found.own_words else kept.words
    outlines = () if folders or strict else kept.outlines
    builder = _Builder(found, log, thorough=strict or bool(folders), words=words, outlines=outlines)
    builder.parts = tuple(_parts(found, sources, digest))
    sha256 = _sha256(sources) if folders else digest
    pack = builder.pack(sha256, tuple(str(folder) for folder in folders), builtin)
    log.check()
    assert pack is not None
    if digest and not kept.words and not found.own_words and (strict or not folders):
        reuse.keep(digest, Kept(found.values, builder.words, builder.outlining.made), strict)
    if digest and not folders and not strict:
        reuse.keep_compiled(digest, pack)
    return pack, found


def _complete(found: Collected, log: FaultLog) -> None:
    """Note what is missing altogether; names it would define are then not called unknown one by one."""
    # Where a folder or a file was not understood, what is missing may just be there.
    told = any(fault.code.startswith("rules-") or fault.code == "unknown-kind" for fault in log.faults)
    for attribute, kind, files in _NEEDED:
        if not getattr(found, attribute) and kind not in found.broken:
            if not told:
                log.add(
                    f"the rules lack {files}", code="missing-file", hint="CONTRIBUTING.md shows the layout"
                )
            found.broken.add(kind)


def _parts(found: Collected, sources: Sequence[SourceFile], builtin: str) -> Iterator[PackPart]:
    """What the pack was put together from, by the names in ``pack.yml``; ``builtin`` is the digest of number 0."""
    named = {entry.source.source: entry.value for entry in found.packs.values()}
    for number in sorted({source.source for source in sources}):
        own = [source for source in sources if source.source == number]
        shape = named.get(number)
        name = shape.name if shape else own[0].label.partition("/")[0]
        digest = _sha256(own) if number else builtin
        yield PackPart(name, shape.version if shape else None, digest)


def _sha256(sources: Iterable[SourceFile]) -> str:
    """Over every file by source and relative path, so that it is the same wherever the rules lie."""
    total = hashlib.sha256()
    for source in sorted(sources, key=lambda one: (one.source, one.relative)):
        head = f"{source.source}\n{source.relative}\n{len(source.data)}\n"
        total.update(head.encode(errors="surrogateescape"))
        total.update(source.data)
    return total.hexdigest()


def names_of(found: Collected, signals: Mapping[str, int]) -> Names:
    """The names that conditions of a pack may use, with nothing found yet; ``signals`` has their numbers."""
    return Names(
        signals=signals,
        claim_types=frozenset(found.claim_types),
        topics=frozenset(get_args(Topic)),
        elements=frozenset(found.elements),
        unit_classes=frozenset(
            {entry.value.unit_class for entry in found.units.values()}.union(_FACT_CLASSES)
        ),
        jurisdictions=frozenset(found.profiles),
        shared={name: entry.value.when for name, entry in found.shared.items()},
    )


class _Builder:
    """Compiles the gathered definitions; faults go to the log."""

    def __init__(
        self,
        found: Collected,
        log: FaultLog,
        *,
        thorough: bool,
        words: Mapping[str, Words],
        outlines: Sequence[Outline],
    ) -> None:
        self.found = found
        self.log = log
        self.thorough = thorough
        self.words = words
        self.outlining = Outlining(outlines)
        self.numbers = signal_numbers(found)
        self.wide = 0
        self.parts: tuple[PackPart, ...] = ()

    def pack(self, sha256: str, sources: tuple[str, ...], builtin: bool) -> Pack | None:
        """The whole pack, or None where a file it cannot do without is missing."""
        found = self.found
        lexicons, self.words = build_lexicons(
            found, self.numbers, self.log, thorough=self.thorough, kept=self.words
        )
        aliases = check_names(found, self.log)
        self.shared()
        elements = self.elements()
        claim_types = {name: self.claim_type(entry) for name, entry in sorted(found.claim_types.items())}
        checks = {name: self.check(entry) for name, entry in sorted(found.checks.items())}
        if not (found.scoring and found.law_as_of and found.telling and found.packs):
            return None
        packs = [entry.value for entry in found.packs.values()]
        first = next(iter(found.packs.values()))
        disabled, severities = check_packs(found, first.value if first.source.builtin else None, self.log)
        return Pack(
            name="+".join(one.name for one in packs),
            version=packs[0].version,
            sha256=sha256,
            signal_names=tuple(sorted(self.numbers)),
            signal_numbers=MappingProxyType(self.numbers),
            lexicons=MappingProxyType(lexicons),
            claim_types=MappingProxyType(claim_types),
            elements=MappingProxyType(elements),
            checks=MappingProxyType(checks),
            aliases=MappingProxyType(dict(sorted(aliases.items()))),
            citations=MappingProxyType(
                {key: citation_of(entry.value) for key, entry in sorted(found.citations.items())}
            ),
            law_as_of=found.law_as_of.value.law_as_of,
            profiles=MappingProxyType(build_profiles(found)),
            scoring=scoring_of(found.scoring.value),
            languages=languages_of(found.telling.value),
            wide=self.wide,
            captions=caption_words(found.telling.value),
            families=MappingProxyType({name: about for one in packs for name, about in one.families.items()}),
            sections=MappingProxyType({name: entry.value for name, entry in sorted(found.sections.items())}),
            metrics=MappingProxyType(metrics(found)),
            sources=sources,
            builtin=builtin,
            parts=self.parts,
            disabled=disabled,
            severities=MappingProxyType(severities),
        )

    @cached_property
    def names(self) -> Names:
        """The names that conditions may use, with nothing found yet."""
        return names_of(self.found, self.numbers)

    def condition(
        self, entry: Entry[Any], condition: Any, path: tuple[str | int, ...], window: str
    ) -> Compiled:
        """Compile a condition of an entry; its faults get their place in the file."""
        names = replace(self.names, faults=[])
        compiled = self.outlining.compile(condition, names, window=window, path=path)
        self.noted(entry, names)
        return compiled

    def noted(self, entry: Entry[Any], names: Names) -> None:
        """Note the faults of a condition at their place, and the signals that it asks wide windows for."""
        for fault in names.faults:
            if _DEFINES.get(fault.unknown or "") not in self.found.broken:
                code = "unknown-name" if fault.unknown else "bad-condition"
                entry.fault(self.log, fault.path, fault.message, code=code, hint=fault.hint, key=fault.at_key)
        self.wide |= names.wide

    def shared(self) -> None:
        """Note the faults of the conditions that have a name, each once and where it stands."""
        for entry in self.found.shared.values():
            names = replace(self.names, shared=None, faults=[])
            self.outlining.compile(entry.value.when, names, path=("when",))
            self.noted(entry, names)

    def mask(self, signals: Iterable[str]) -> int:
        """A bit for each known signal."""
        mask = 0
        for name in signals:
            if name in self.numbers:
                mask |= 1 << self.numbers[name]
        return mask

    def elements(self) -> dict[str, ElementType]:
        """Elements in order of their numbers."""
        found, wide = build_elements(self.found, self.condition, len(self.numbers), self.log)
        self.wide |= wide
        return found

    def claim_type(self, entry: Entry[ClaimTypeShape]) -> ClaimType:
        """A claim type with its conditions over the clause."""
        shape = entry.value
        return ClaimType(
            id=shape.id,
            shape=shape,
            core=self.condition(entry, shape.core, ("core",), "clause"),
            tenses=tuple(
                (tense, self.condition(entry, condition, ("tenses", tense), "clause"))
                for tense, condition in shape.tenses.items()
            ),
            target_kind=tuple(
                (kind, self.condition(entry, condition, ("target_kind", kind), "clause"))
                for kind, condition in shape.target_kind.items()
            ),
            conditional=MappingProxyType(
                {
                    name: self.condition(entry, trigger.when, ("conditional", name, "when"), "clause")
                    for name, trigger in shape.conditional.items()
                }
            ),
            undefined=self.mask(shape.undefined_words),
        )

    def check(self, entry: Entry[CheckShape]) -> Check:
        """A rule with its condition over the claim's clause, the passage, the document or two passages."""
        shape = entry.value
        whole = comparison = None
        when = NEVER
        if shape.on in ("document", "contradiction"):
            names = replace(self.names, faults=[])
            if shape.on == "document":
                whole = compile_document(shape.when, names, ("when",))
            else:
                comparison = compile_comparison(shape.when, names, ("when",))
            self.noted(entry, names)
        else:
            when = self.condition(entry, shape.when, ("when",), "clause")
        loose = self.loose(entry, when)
        return Check(
            id=shape.id,
            family=shape.id.partition("-")[0],
            shape=shape,
            when=when,
            types=when.claim_values.get("type"),
            loose=loose,
            marks=self.mask(shape.marks),
            questions=tuple(
                Question(one, None)
                if isinstance(one, str)
                else Question(
                    one.ask, self.condition(entry, one.told, ("questions", place, "told"), "clause")
                )
                for place, one in enumerate(shape.questions)
            ),
            whole=whole,
            comparison=comparison,
            shared=tuple(
                self.found.shared[name].value.when
                for name in shared_in(shape.when)
                if name in self.found.shared
            ),
        )

    def loose(self, entry: Entry[CheckShape], when: Compiled) -> Compiled | None:
        """The condition of a rule over passages as it is asked of one; others have none."""
        on = entry.value.on
        if on in ("claim", "document", "contradiction"):
            return None
        asked = sorted(when.uses.intersection(OF_CLAIMS)) + (["compare"] if when.element_names else [])
        if on == "passage" and asked:
            entry.fault(
                self.log,
                ("when",),
                f"a rule over passages cannot ask for {asked[0]}",
                code="bad-condition",
                hint="a passage has no fields, elements or fellow claims; on: either runs over claims as well",
                key=True,
            )
        # Faults in it are told already.
        names = replace(self.names, faults=[])
        found = self.outlining.compile(entry.value.when, names, path=("when",), claimless=True)
        if found.branches == () or found.around == ():
            entry.fault(
                self.log,
                ("when",),
                "the rule asks for what only a claim has, so it never holds in a passage",
                code="bad-condition",
                hint="put it under any, beside a way that needs no claim, or leave out on",
                key=True,
            )
        return found
