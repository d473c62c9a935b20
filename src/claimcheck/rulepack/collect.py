"""From parsed files to one entry an id: later sources add to earlier ones or override them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from claimcheck.errors import shown
from claimcheck.rulepack import element_shapes, file_shapes, law_shapes, lexicon_shapes, shapes
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.inflect import Inflector, Spellings
from claimcheck.rulepack.source import FOLDERS, Kind, SourceFile, kind_of_keys
from claimcheck.rulepack.validate import validate
from claimcheck.rulepack.yamlfile import KeyPath, YamlFile, parse_yaml
from claimcheck.text.frame_words import FrameRole

T = TypeVar("T")
P = TypeVar("P")


class Entry(Struct, Generic[T], frozen=True):
    """A definition and where it stands: its file and the path of keys to it."""

    value: T
    file: YamlFile
    source: SourceFile
    at: tuple[str | int, ...] = ()

    def fault(self, path: KeyPath, message: str, code: str, hint: str | None = None, **how: Any) -> None:
        """Note a fault at a key path inside this entry; ``how`` as in ``YamlFile.fault``."""
        self.file.fault((*self.at, *path), message, code, hint, **how)

    def unknown(self, path: KeyPath, what: str, name: str, known: Iterable[str], *, key: bool = False) -> None:
        """Note a name that nothing defines, with the nearest that something does."""
        hint = nearest(name, list(known)) if not self.file.log.full else None
        self.fault(path, f"unknown {what} {shown(name)}", "unknown-name", hint, key=key)

    def part(self, value: P, *at: str | int) -> Entry[P]:
        """A value that stands at a path of the same file."""
        return Entry(value, self.file, self.source, at)


Key = tuple[str, bool, bool, str | None, str, str]
"""What tells literals apart: text, boundary left, boundary right, exact spelling, tail, text with blanks for signs."""


class Entered(NamedTuple):
    """The literals of a signal of this shape, each with the form of a verb that it is."""

    shape: lexicon_shapes.SignalShape
    literals: Sequence[tuple[Key, str]]


class Parsed(NamedTuple):
    """What stands in a file: its plain values, and the shape that they have."""

    value: Any
    shape: shapes.Shape


class Language(Struct):
    """What all lexicon files of one language define."""

    signals: dict[str, Entry[lexicon_shapes.SignalShape]] = field(default_factory=dict)
    lists: dict[str, Entry[list[str]]] = field(default_factory=dict)
    inflections: dict[str, Entry[list[lexicon_shapes.InflectionRule]]] = field(default_factory=dict)
    facts: list[Entry[lexicon_shapes.WordLists]] = field(default_factory=list)
    tables: list[Entry[lexicon_shapes.WordLists]] = field(default_factory=list)
    headings: dict[str, Entry[lexicon_shapes.WordLists]] = field(default_factory=dict)
    changes: list[tuple[str, Entry[lexicon_shapes.ChangeShape]]] = field(default_factory=list)
    grammar: lexicon_shapes.GrammarShape = field(default_factory=lexicon_shapes.GrammarShape)
    frames: list[Entry[dict[FrameRole, list[str]]]] = field(default_factory=list)
    predicates: list[Entry[lexicon_shapes.PredicateWordsShape]] = field(default_factory=list)
    metrics: dict[str, Entry[file_shapes.MetricWordsShape]] = field(default_factory=dict)
    figures: list[Entry[file_shapes.FigureWordsShape]] = field(default_factory=list)
    closed: list[Entry[str]] = field(default_factory=list)
    spellings: Spellings = field(default_factory=Spellings)
    # What was made of the inflection classes, lists and signals as they were first asked for.
    inflectors: dict[str, Inflector] = field(default_factory=dict)
    filled: dict[str, Sequence[str]] = field(default_factory=dict)
    entered: dict[str, Entered] = field(default_factory=dict)


class Collected(Struct):
    """Every definition of a pack by its id.

    ``broken`` has the kinds of which a file could not be used, ``parsed`` the built-in files as they were parsed.
    ``own_words`` has the languages in which a user adds or changes words of signals, ``own_grammar`` those in which
    a user changes how words are written out, ``own_signals`` the signals of users that are nobody else's.
    """

    packs: dict[str, Entry[file_shapes.PackShape]] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    claim_types: dict[str, Entry[shapes.ClaimTypeShape]] = field(default_factory=dict)
    elements: dict[str, Entry[element_shapes.ElementShape]] = field(default_factory=dict)
    checks: dict[str, Entry[shapes.CheckShape]] = field(default_factory=dict)
    profiles: dict[str, Entry[law_shapes.ProfileShape]] = field(default_factory=dict)
    legal_tests: dict[str, Entry[law_shapes.LegalTestShape]] = field(default_factory=dict)
    citations: dict[str, Entry[law_shapes.CitationShape]] = field(default_factory=dict)
    law_as_of: Entry[law_shapes.CitationsShape] | None = None
    scoring: Entry[file_shapes.ScoringShape] | None = None
    ranking: Entry[file_shapes.RankingShape] | None = None
    telling: Entry[file_shapes.LanguagesShape] | None = None
    letters: Entry[file_shapes.LettersShape] | None = None
    roles: Entry[file_shapes.RolesShape] | None = None
    statistics: Entry[file_shapes.StatisticsShape] | None = None
    units: dict[str, Entry[file_shapes.UnitShape]] = field(default_factory=dict)
    currencies: dict[str, Entry[list[str]]] = field(default_factory=dict)
    sections: dict[str, Entry[file_shapes.SectionKindShape]] = field(default_factory=dict)
    metrics: dict[str, Entry[file_shapes.MetricShape]] = field(default_factory=dict)
    shared: dict[str, Entry[file_shapes.SharedConditionShape]] = field(default_factory=dict)
    deciding: dict[str, Entry[law_shapes.DecidingFactShape]] = field(default_factory=dict)
    denied: list[str] = field(default_factory=list)
    affirmed: list[str] = field(default_factory=list)
    admissions: dict[str, Entry[file_shapes.AdmissionShape]] = field(default_factory=dict)
    admitted_of: Entry[file_shapes.AdmissionsShape] | None = None
    rounding: file_shapes.RoundingShape | None = None
    one_base: list[str] = field(default_factory=list)
    broken: set[Kind] = field(default_factory=set)
    parsed: dict[str, Parsed] = field(default_factory=dict)
    own_words: set[str] = field(default_factory=set)
    own_grammar: set[str] = field(default_factory=set)
    own_signals: set[str] = field(default_factory=set)


def collect(sources: Iterable[SourceFile], log: FaultLog, *, strict: bool, parsed: Mapping[str, Parsed]) -> Collected:
    """Parse, validate and gather all files; ``strict`` holds the built-in ones against their schema too.

    ``parsed`` has the built-in files, by relative path, that were parsed before, and with ``strict`` held against
    their schema as well.
    """
    found = Collected()
    for source in sources:
        before = len(log.faults)
        known = parsed.get(source.relative) if source.builtin else None
        if known is not None:
            text = source.data.decode("utf-8-sig")
            file: YamlFile | None = YamlFile(source.label, text, known.value, log)
        else:
            file = parse_yaml(source.data, source.label, log)
        kind = source.kind or (kind_of_keys(file.value) if file else None)
        if file and kind is None:
            hint = f"put it in a folder named {', '.join(FOLDERS)}"
            file.fault((), "cannot tell what kind of rule file this is", "unknown-kind", hint)
        shape = known.shape if known is not None else None
        if file and kind and shape is None:
            shape = validate(file, kind, strict=strict or not source.builtin)
        if file and kind and shape:
            _gather(found, kind, Entry(shape, file, source))
        if len(log.faults) > before and kind:
            found.broken.add(kind)
        elif file and shape and source.builtin:
            found.parsed[source.relative] = Parsed(file.value, shape)
    return found


# Kinds of which the last file counts, with where it is kept.
_SINGLE: Mapping[Kind, str] = {
    "scoring": "scoring", "ranking": "ranking", "languages": "telling", "letters": "letters", "roles": "roles",
    "statistics": "statistics", "citations": "law_as_of",
}  # fmt: skip
# Kinds of which each file is one definition: where these are kept, and what messages call one.
_ONE_A_FILE: Mapping[Kind, tuple[str, str]] = {
    "claim-type": ("claim_types", "claim type"), "element": ("elements", "element"), "check": ("checks", "rule"),
    "profile": ("profiles", "profile"), "legal-test": ("legal_tests", "legal test"),
}  # fmt: skip
# Kinds of which one file lists many definitions: the key of the list, where they are kept, and what one is called.
_LISTED: Mapping[Kind, tuple[tuple[str, str, str], ...]] = {
    "citations": (("citations", "citations", "citation"),),
    "units": (("units", "units", "unit"),),
    "sections": (("sections", "sections", "kind of section"),),
    "conditions": (("conditions", "shared", "shared condition"),),
    "facts": (("facts", "deciding", "deciding fact"),),
    "admissions": (("admissions", "admissions", "admission"),),
    "metrics": (("metrics", "metrics", "metric"),),
}
# What a lexicon has by name, with what messages call one.
_NAMED_WORDS = {
    "signals": "signal", "lists": "list", "inflections": "inflection class", "metrics": "metric",
    "headings": "kind of section",
}  # fmt: skip


def _gather(found: Collected, kind: Kind, entry: Entry[Any]) -> None:
    shape = entry.value
    if kind in _SINGLE:
        setattr(found, _SINGLE[kind], entry)
    if kind in _ONE_A_FILE:
        attribute, what = _ONE_A_FILE[kind]
        _check_place(entry)
        _put(getattr(found, attribute), shape.id, entry, what)
    for key, attribute, what in _LISTED.get(kind, ()):
        by = "key" if kind == "citations" else "id"
        for place, one in enumerate(getattr(shape, key)):
            _put(getattr(found, attribute), getattr(one, by), entry.part(one, key, place), what, at=(by,))
    _gather_the_rest(found, entry, shape)


def _gather_the_rest(found: Collected, entry: Entry[Any], shape: shapes.Shape) -> None:
    match shape:
        case lexicon_shapes.LexiconShape():
            _gather_lexicon(found, entry)
        case file_shapes.PackShape():
            _put(found.packs, shape.name, entry, "pack", at=("name",))
        case file_shapes.UnitsShape():
            for code, symbols in shape.currencies.items():
                _put(found.currencies, code, entry.part(symbols, "currencies", code), "currency", at=())
        case law_shapes.FactsShape():
            found.denied, found.affirmed = shape.denied, shape.affirmed
        case law_shapes.BannedShape():
            name = f"banned_in_{entry.source.folder}".replace("-", "_")
            table = file_shapes.SharedConditionShape(id=name, about=shape.about, when=shape.condition())
            _put(found.shared, name, entry.part(table), "table of banned substances", at=())
        case file_shapes.AdmissionsShape():
            # Those of every file count, what they share is that of the last one.
            found.admitted_of = entry.part(shape.model_copy(update={"admissions": []}))
        case file_shapes.MetricsShape():
            found.rounding = shape.rounding or found.rounding
            found.one_base = shape.one_base or found.one_base


def _check_place(entry: Entry[Any]) -> None:
    """Files in the layout are named after what they define, so that people find them."""
    shape, source = entry.value, entry.source
    if not source.laid_out:
        return
    if source.folder_of_law is not None:
        _check_place_of_law(entry, source.folder_of_law)
        return
    is_check = isinstance(shape, shapes.CheckShape)
    stem = f"{shape.id}-{shape.name}" if is_check else shape.id
    if source.stem != stem:
        told = f"the file is named {source.stem}, not {stem}"
        entry.fault(("id",), told, "file-name", f"rename it {stem}.yml")
    family = shape.id.partition("-")[0]
    if is_check and source.folder != family:
        told = f"the file lies in folder {source.folder}, not in {family}"
        entry.fault(("id",), told, "file-folder", f"move it to {family}")


def _check_place_of_law(entry: Entry[Any], jurisdiction: str) -> None:
    """A jurisdiction is one folder: its profile is of it, and its legal tests are named after it."""
    shape, stem = entry.value, entry.source.stem
    is_profile = isinstance(shape, law_shapes.ProfileShape)
    of = shape.id if is_profile else shape.jurisdiction
    if of != jurisdiction:
        told = f"the file lies in folder {jurisdiction}, not in {of}"
        entry.fault(("id" if is_profile else "jurisdiction",), told, "file-folder", f"move it to {of}")
    elif not is_profile and (stem != shape.id or not shape.id.startswith(f"{of}-")):
        hint = f"such as {of}-{stem.removeprefix(f'{of}-')}"
        told = f"a legal test of {of} is named {of}-…, and its file after it"
        entry.fault(("id",), told, "file-name", hint)


def _gather_lexicon(found: Collected, entry: Entry[lexicon_shapes.LexiconShape]) -> None:
    language = language_of(entry.source)
    if language is None:
        hint = "put it in a folder named after the language, such as lexicons/en"
        entry.fault((), "cannot tell the language of this lexicon", "unknown-language", hint)
        return
    into, shape = found.languages.setdefault(language, Language()), entry.value
    if not entry.source.builtin:
        _note_words(found, language, shape)
    for key, what in _NAMED_WORDS.items():
        for name, value in getattr(shape, key).items():
            _put(getattr(into, key), name, entry.part(value, key, name), what, at=())
    if shape.spellings:
        into.spellings = Spellings(shape.spellings)
    if shape.grammar is not None:
        into.grammar = shape.grammar
    into.closed += [entry.part(name, "closed", place) for place, name in enumerate(shape.closed)]
    into.changes += [(name, entry.part(change, "changes", name)) for name, change in shape.changes.items()]
    for key in ("facts", "tables", "frames", "predicates", "figures"):
        if (value := getattr(shape, key)) is not None:
            getattr(into, key).append(entry.part(value, key))


def _note_words(found: Collected, language: str, shape: lexicon_shapes.LexiconShape) -> None:
    """Note what words of a user change, before they are gathered."""
    own_grammar = shape.lists or shape.inflections or shape.spellings
    if own_grammar:
        found.own_grammar.add(language)
    if own_grammar or shape.signals or shape.changes:
        found.own_words.add(language)
    known = {name for one in found.languages.values() for name in one.signals}
    found.own_signals |= shape.signals.keys() - known


def language_of(source: SourceFile) -> str | None:
    """The language a lexicon file belongs to: the name of its folder."""
    folder, plain = source.folder, source.folder.replace("-", "")
    is_code = 2 <= len(plain) <= 8 and plain.isalpha() and plain.islower() and folder not in FOLDERS
    return folder if is_code else None


def _put(into: dict[str, Entry[T]], name: str, entry: Entry[T], what: str, at: tuple[str, ...] = ("id",)) -> None:
    """Enter a definition: twice in one source is a fault, a later source overrides an earlier one."""
    old = into.get(name)
    if old is not None and old.source.source == entry.source.source:
        hint = f"it stands in {old.file.path}:{old.file.place(old.at, key=True)[0]} already"
        entry.fault(at, f"{what} {shown(name)} is defined twice", "duplicate-id", hint, key=not at)
    else:
        into[name] = entry
