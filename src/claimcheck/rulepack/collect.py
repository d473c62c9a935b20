"""From parsed files to one entry an id: later sources add to earlier ones or override them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct, field

from claimcheck.rulepack.admission_shapes import AdmissionShape, AdmissionsShape
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.inflect import Inflector, Spellings
from claimcheck.rulepack.law_shapes import (
    BannedShape,
    CitationShape,
    CitationsShape,
    DecidingFactShape,
    FactsShape,
    LegalTestShape,
    ProfileShape,
)
from claimcheck.rulepack.layout import log_misplaced
from claimcheck.rulepack.lexicon_shapes import (
    ChangeShape,
    FactWordsShape,
    FrameWordsShape,
    GrammarShape,
    HeadingWordsShape,
    InflectionRule,
    LexiconShape,
    PredicateWordsShape,
    SignalShape,
    TableWordsShape,
)
from claimcheck.rulepack.metric_shapes import (
    FigureWordsShape,
    MetricShape,
    MetricsShape,
    MetricWordsShape,
    MixShape,
    RoundingShape,
)
from claimcheck.rulepack.ranking_shapes import RankingShape
from claimcheck.rulepack.section_shapes import SectionKindShape, SectionsShape
from claimcheck.rulepack.shapes import (
    CheckShape,
    ClaimTypeShape,
    ConditionsShape,
    LanguagesShape,
    LettersShape,
    PackShape,
    ScoringShape,
    Shape,
    SharedConditionShape,
    UnitShape,
    UnitsShape,
)
from claimcheck.rulepack.source import FOLDERS, Kind, SourceFile, kind_of_keys
from claimcheck.rulepack.statistics_shapes import StatisticsShape
from claimcheck.rulepack.validate import validate
from claimcheck.rulepack.yamlfile import KeyPath, YamlFile, parse_yaml

T = TypeVar("T")


class _Named(Protocol):
    """A definition that has an id."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


class Entry(Struct, Generic[T], frozen=True):
    """A definition and where it stands: its file and the path of keys to it."""

    value: T
    file: YamlFile
    source: SourceFile
    at: tuple[str | int, ...] = ()

    def fault(
        self,
        log: FaultLog,
        path: KeyPath,
        message: str,
        *,
        code: str,
        hint: str | None = None,
        key: bool = False,
    ) -> None:
        """Note a fault at a key path inside this entry."""
        self.file.fault(log, (*self.at, *path), message, code=code, hint=hint, key=key)


class Language(Struct):
    """What all lexicon files of one language define."""

    signals: dict[str, Entry[SignalShape]] = field(default_factory=dict)
    lists: dict[str, Entry[list[str]]] = field(default_factory=dict)
    inflections: dict[str, Entry[list[InflectionRule]]] = field(default_factory=dict)
    facts: list[Entry[FactWordsShape]] = field(default_factory=list)
    tables: list[Entry[TableWordsShape]] = field(default_factory=list)
    headings: dict[str, Entry[HeadingWordsShape]] = field(default_factory=dict)
    changes: list[tuple[str, Entry[ChangeShape]]] = field(default_factory=list)
    grammar: GrammarShape = field(default_factory=GrammarShape)
    frames: list[FrameWordsShape] = field(default_factory=list)
    predicates: list[Entry[PredicateWordsShape]] = field(default_factory=list)
    metrics: dict[str, Entry[MetricWordsShape]] = field(default_factory=dict)
    figures: list[Entry[FigureWordsShape]] = field(default_factory=list)
    closed: list[Entry[str]] = field(default_factory=list)
    spellings: Spellings = field(default_factory=Spellings)
    # What was made of the inflection classes and lists as they were first asked for.
    inflectors: dict[str, Inflector] = field(default_factory=dict)
    filled: dict[str, Sequence[str]] = field(default_factory=dict)


class Collected(Struct):
    """Every definition of a pack by its id.

    ``broken`` has the kinds of which a file could not be used, ``values`` the built-in files as they were parsed.
    ``own_words`` has the languages in which a user adds or changes words of signals, ``own_signals`` those of these
    signals that are nobody else's.
    """

    packs: dict[str, Entry[PackShape]] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    claim_types: dict[str, Entry[ClaimTypeShape]] = field(default_factory=dict)
    elements: dict[str, Entry[ElementShape]] = field(default_factory=dict)
    checks: dict[str, Entry[CheckShape]] = field(default_factory=dict)
    profiles: dict[str, Entry[ProfileShape]] = field(default_factory=dict)
    legal_tests: dict[str, Entry[LegalTestShape]] = field(default_factory=dict)
    citations: dict[str, Entry[CitationShape]] = field(default_factory=dict)
    law_as_of: Entry[CitationsShape] | None = None
    scoring: Entry[ScoringShape] | None = None
    ranking: Entry[RankingShape] | None = None
    telling: Entry[LanguagesShape] | None = None
    letters: Entry[LettersShape] | None = None
    statistics: Entry[StatisticsShape] | None = None
    units: dict[str, Entry[UnitShape]] = field(default_factory=dict)
    currencies: dict[str, Entry[list[str]]] = field(default_factory=dict)
    sections: dict[str, Entry[SectionKindShape]] = field(default_factory=dict)
    metrics: dict[str, Entry[MetricShape]] = field(default_factory=dict)
    mixes: dict[str, Entry[MixShape]] = field(default_factory=dict)
    shared: dict[str, Entry[SharedConditionShape]] = field(default_factory=dict)
    deciding: dict[str, Entry[DecidingFactShape]] = field(default_factory=dict)
    denied: list[str] = field(default_factory=list)
    admissions: dict[str, Entry[AdmissionShape]] = field(default_factory=dict)
    admitted_of: Entry[AdmissionsShape] | None = None
    rounding: RoundingShape | None = None
    one_base: list[str] = field(default_factory=list)
    broken: set[Kind] = field(default_factory=set)
    values: dict[str, Any] = field(default_factory=dict)
    own_words: set[str] = field(default_factory=set)
    own_signals: set[str] = field(default_factory=set)


def collect(
    sources: Iterable[SourceFile], log: FaultLog, *, strict: bool, values: Mapping[str, Any]
) -> Collected:
    """Parse, validate and gather all files; ``strict`` holds the built-in ones against their schema too.

    ``values`` has the values of built-in files, by relative path, that were parsed before, and with ``strict`` held
    against their schema as well.
    """
    found = Collected()
    for source in sources:
        before = len(log.faults)
        known = source.builtin and source.relative in values
        if known:
            text = source.data.decode("utf-8-sig")
            file: YamlFile | None = YamlFile(source.label, text, values[source.relative])
        else:
            file = parse_yaml(source.data, source.label, log)
        kind = source.kind or (kind_of_keys(file.value) if file else None)
        if file and kind is None:
            file.fault(
                log,
                (),
                "cannot tell what kind of rule file this is",
                code="unknown-kind",
                hint=f"put it in a folder named {', '.join(FOLDERS)}",
            )
        held = (strict and not known) or not source.builtin
        shape = validate(file, kind, log, strict=held) if file and kind else None
        if file and shape:
            _gather(found, Entry(shape, file, source), log)
        if len(log.faults) > before and kind:
            found.broken.add(kind)
        elif file and source.builtin:
            found.values[source.relative] = file.value
    return found


def _gather(found: Collected, entry: Entry[Any], log: FaultLog) -> None:
    shape: Shape = entry.value
    match shape:
        case LexiconShape():
            _gather_lexicon(found, entry, log)
        case ClaimTypeShape() | ElementShape() | CheckShape() | ProfileShape() | LegalTestShape():
            into, what = _by_id(found, shape)
            log_misplaced(entry, log)
            _put(into, shape.id, entry, log, what)
        case PackShape():
            _put(found.packs, shape.name, entry, log, "pack", at=("name",))
        case ScoringShape():
            # Of these the last file counts.
            found.scoring = entry
        case RankingShape():
            found.ranking = entry
        case LanguagesShape():
            found.telling = entry
        case LettersShape():
            found.letters = entry
        case StatisticsShape():
            found.statistics = entry
        case _:
            _gather_lists(found, entry, log)


def _gather_lists(found: Collected, entry: Entry[Any], log: FaultLog) -> None:
    """The kinds of which one file holds many definitions."""
    match entry.value:
        case CitationsShape() as shape:
            found.law_as_of = entry
            for place, citation in enumerate(shape.citations):
                part = _part(entry, citation, "citations", place)
                _put(found.citations, citation.key, part, log, "citation", at=("key",))
        case UnitsShape() as shape:
            _put_all(found.units, shape.units, "units", entry, log, "unit")
            for code, symbols in shape.currencies.items():
                _put(
                    found.currencies, code, _part(entry, symbols, "currencies", code), log, "currency", at=()
                )
        case SectionsShape() as shape:
            _put_all(found.sections, shape.sections, "sections", entry, log, "kind of section")
        case ConditionsShape() as shape:
            _put_all(found.shared, shape.conditions, "conditions", entry, log, "shared condition")
        case FactsShape() as shape:
            found.denied = shape.denied
            _put_all(found.deciding, shape.facts, "facts", entry, log, "deciding fact")
        case BannedShape() as shape:
            name = f"banned_in_{entry.source.folder}".replace("-", "_")
            table = SharedConditionShape(id=name, about=shape.about, when=shape.condition())
            _put(found.shared, name, _part(entry, table), log, "table of banned substances", at=())
        case AdmissionsShape() as shape:
            found.admitted_of = entry
            _put_all(found.admissions, shape.admissions, "admissions", entry, log, "admission")
        case MetricsShape() as shape:
            found.rounding = shape.rounding or found.rounding
            found.one_base = shape.one_base or found.one_base
            _put_all(found.metrics, shape.metrics, "metrics", entry, log, "metric")
            _put_all(found.mixes, shape.mixes, "mixes", entry, log, "mix")


def _put_all(
    into: dict[str, Entry[N]], listed: Sequence[N], key: str, entry: Entry[Any], log: FaultLog, what: str
) -> None:
    """Keep each definition of a list under its id; ``key`` is where the file has them."""
    for place, one in enumerate(listed):
        _put(into, one.id, _part(entry, one, key, place), log, what)


def _by_id(found: Collected, shape: Shape) -> tuple[dict[str, Entry[Any]], str]:
    """Where the definitions of this kind are gathered, and what messages call one."""
    match shape:
        case ClaimTypeShape():
            return found.claim_types, "claim type"
        case ElementShape():
            return found.elements, "element"
        case CheckShape():
            return found.checks, "rule"
        case LegalTestShape():
            return found.legal_tests, "legal test"
    return found.profiles, "profile"


def _part(entry: Entry[Any], value: T, *at: str | int) -> Entry[T]:
    return Entry(value, entry.file, entry.source, at)


def _gather_lexicon(found: Collected, entry: Entry[LexiconShape], log: FaultLog) -> None:
    language = language_of(entry.source)
    if language is None:
        entry.fault(
            log,
            (),
            "cannot tell the language of this lexicon",
            code="unknown-language",
            hint="put it in a folder named after the language, such as lexicons/en",
        )
        return
    into, shape = found.languages.setdefault(language, Language()), entry.value
    if not entry.source.builtin:
        _note_words(found, language, shape)
    by_name: tuple[tuple[str, dict[str, Entry[Any]], str], ...] = (
        ("signals", into.signals, "signal"),
        ("lists", into.lists, "list"),
        ("inflections", into.inflections, "inflection class"),
        ("metrics", into.metrics, "metric"),
        ("headings", into.headings, "kind of section"),
    )
    for key, kept, what in by_name:
        for name, value in getattr(shape, key).items():
            _put(kept, name, _part(entry, value, key, name), log, what, at=())
    if shape.spellings:
        into.spellings = Spellings(shape.spellings)
    for place, name in enumerate(shape.closed):
        into.closed.append(_part(entry, name, "closed", place))
    for name, change in shape.changes.items():
        into.changes.append((name, _part(entry, change, "changes", name)))
    if shape.grammar is not None:
        into.grammar = shape.grammar
    if shape.frames is not None:
        into.frames.append(shape.frames)
    parts: tuple[tuple[str, list[Entry[Any]]], ...] = (
        ("facts", into.facts),
        ("tables", into.tables),
        ("predicates", into.predicates),
        ("figures", into.figures),
    )
    for key, gathered in parts:
        if (value := getattr(shape, key)) is not None:
            gathered.append(_part(entry, value, key))


def _note_words(found: Collected, language: str, shape: LexiconShape) -> None:
    """Note what words of a user change, before they are gathered."""
    if shape.signals or shape.changes or shape.lists or shape.inflections or shape.spellings:
        found.own_words.add(language)
    known = {name for one in found.languages.values() for name in one.signals}
    found.own_signals |= shape.signals.keys() - known


def language_of(source: SourceFile) -> str | None:
    """The language a lexicon file belongs to: the name of its folder."""
    folder = source.folder
    plain = folder.replace("-", "")
    return (
        folder
        if 2 <= len(plain) <= 8 and plain.isalpha() and plain.islower() and folder not in FOLDERS
        else None
    )


def _put(
    into: dict[str, Entry[T]],
    name: str,
    entry: Entry[T],
    log: FaultLog,
    what: str,
    at: tuple[str, ...] = ("id",),
) -> None:
    """Enter a definition: twice in one source is a fault, a later source overrides an earlier one."""
    old = into.get(name)
    if old is not None and old.source.source == entry.source.source:
        line, _ = old.file.place(old.at, key=True)
        entry.fault(
            log,
            at,
            f"{what} {shown(name)} is defined twice",
            code="duplicate-id",
            hint=f"it stands in {old.file.path}:{line} already",
            key=not at,
        )
        return
    into[name] = entry


def unknown(
    entry: Entry[Any],
    path: KeyPath,
    what: str,
    name: str,
    known: Iterable[str],
    log: FaultLog,
    *,
    key: bool = False,
) -> None:
    """Note a name that nothing defines, with the nearest that something does."""
    hint = nearest(name, list(known)) if not log.full else None
    entry.fault(log, path, f"unknown {what} {shown(name)}", code="unknown-name", hint=hint, key=key)
