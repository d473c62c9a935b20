"""The files of a gold set: their shape, of which the JSON Schema is made, and what they hold, checked by the rule pack.

A file is a list of labelled texts, or a mapping with the labels of one document that lies beside it. Every claim is put
in its place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct
from pydantic import Field, RootModel, StrictInt

from claimcheck.errors import GoldFileError, shown
from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.registers import said
from claimcheck.rulepack.shapes import Shape
from claimcheck.rulepack.validate import shaped
from claimcheck.rulepack.yamlfile import KeyPath, YamlFile, parse_any
from claimcheck.text.line_index import line_starts

Tense = Literal["achieved", "ongoing", "planned", "attribute"]
Place = Literal["sentence", "neighbour", "footnote", "section", "table", "assurance", "document"]
Reason = Literal[
    "negated", "conditional", "question", "definition", "instruction", "reported_other", "quoted_other",
    "proper_name", "off_topic", "mention",
]  # fmt: skip


class ClaimLabels(Shape):
    """A claim as a reader sees it."""

    text: str = Field(min_length=1, description="The words of the claim, copied from the text to the letter.")
    type: str = Field(description="The id of a claim type: the most specific one that fits.")
    topic: Topic = Field(description="What the claim is about.")
    tense: Tense = Field(description="Done, being done, to be done, or so by nature.")
    certainty: Literal["firm", "hedged"] = Field(description="Whether it is said without reserve.")
    stance: Literal["asserted", "quoted", "reported"] = Field(description="Whose words these are.")
    claimant: Literal["company", "third_party", "unknown"] = Field(description="Who claims it.")
    subject: Literal["product", "company", "none"] = Field(description="Whom the claim is about.")
    target_kind: Literal["net_zero", "reduction", "other"] | None = said(
        "What a plan is after; left out where nothing is planned."
    )
    target_year: StrictInt | None = said("The year by which a planned result is due.", ge=1900, le=2200)
    present: list[str] = Field(
        default_factory=list, description="Elements of evidence that the text holds for this claim."
    )
    missing: list[str] = Field(
        default_factory=list, description="Elements that a careful reader needs and does not find."
    )


class Labels(Shape):
    """What one person says of one text; a second labelling is a list of these."""

    id: str = Field(min_length=1, description="The id of the text, once in the gold set.")
    claims: list[ClaimLabels] = Field(description="The claims; an empty list where the text claims nothing.")
    aside: Reason | None = said("Why a text that speaks of the matter is no claim; left out for other text.")


class Sentence(Labels):
    """A text of one or a few sentences with its labels."""

    text: str = Field(min_length=1, description="The text.")
    language: str | None = said("The language, such as de, where the text is too short to tell; else left out.")
    sector: str | None = said("The trade of the company that speaks.")
    setting: str | None = said("Where such a text stands, such as report, web or pack.", alias="register")


class Evidence(Shape):
    """Where a document holds an element of evidence."""

    place: Place = Field(description="How far from the claim.")
    line: StrictInt = Field(ge=1, description="The line it stands in.")


class DocumentClaim(ClaimLabels):
    """A claim of a document."""

    id: str = Field(min_length=1, description="The id of the claim, once in the gold set.")
    line: StrictInt = Field(ge=1, description="The line of the document in which its words begin.")
    where: dict[str, Evidence] = Field(
        default_factory=dict, description="For elements that are present, where the document holds them."
    )


class AsideLabels(Shape):
    """A passage of a document that speaks of the matter and is no claim."""

    line: StrictInt = Field(ge=1, description="The line of the document in which it begins.")
    text: str = Field(min_length=1, description="The words, copied from the document to the letter.")
    aside: Reason = Field(description="Why it is no claim.")


class DocumentLabels(Shape):
    """The labels of a document; text that has none has nothing to do with the matter."""

    document: str = Field(min_length=1, description="The name of the document, which lies beside this file.")
    sector: str | None = said("The trade of the company that speaks.")
    setting: str | None = said("Where such a text stands, such as report, web or pack.", alias="register")
    about: str | None = said("What this document is good for.")
    claims: list[DocumentClaim] = Field(description="All claims of the document.")
    set_aside: list[AsideLabels] = Field(
        default_factory=list, description="All passages about the matter that are no claims."
    )


class GoldFile(RootModel[list[Sentence] | DocumentLabels]):
    """A list of labelled texts, or the labels of one document."""


ENDINGS = (".yml", ".yaml")
SECOND = "second"
"""The folder of second labellings, which ``benchmarks/agreement.py`` reads; what it holds is no gold of its own."""

FORMATS: dict[str, Literal["text", "markdown"]] = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text",
}  # fmt: skip


class LabelledClaim(Struct, frozen=True):
    """A claim and where it stands in its text; half-open offsets."""

    start: int
    end: int
    labels: ClaimLabels


class Ordinary(Struct, frozen=True):
    """A passage that claims nothing; ``reason`` is None where it has nothing to do with the matter."""

    start: int
    end: int
    reason: str | None


class GoldText(Struct, frozen=True):
    """A text with its labels; ``line`` is where the labels or the text begin in the file that ``path`` names.

    ``complete`` says that every passage about the matter that is no claim is among ``ordinary``; ``language`` is None
    where the text itself tells it.
    """

    id: str
    path: str
    line: int
    text: str
    format: Literal["text", "markdown"]
    claims: tuple[LabelledClaim, ...]
    ordinary: tuple[Ordinary, ...]
    complete: bool
    language: str | None = None


class Gold(Struct, frozen=True):
    """A gold set: sentences and documents in order of path and place."""

    path: str
    files: int
    sentences: int
    documents: int
    texts: tuple[GoldText, ...]


def load_gold(path: str | os.PathLike[str], pack: Pack) -> Gold:
    """Read a gold file, or a folder of them.

    Raises ``GoldFileError`` with every fault: what cannot be read, does not fit the shape, names types or elements
    that the pack does not have, or quotes words that the text does not have.
    """
    log = FaultLog()
    loader = _Loader(pack, log)
    files = _gold_files(Path(path), log)
    for file in files:
        loader.load(file)
    log.check(GoldFileError)
    return Gold(
        Path(path).as_posix(), len(files), loader.sentences, len(loader.texts) - loader.sentences, tuple(loader.texts)
    )


def _gold_files(path: Path, log: FaultLog) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            log.add("no such file or folder", code="not-found", path=path.as_posix(), hint="check the path")
        return [path] if path.exists() else []
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != SECOND and not name.startswith("."))
        found += [Path(folder, name) for name in names if name.endswith(ENDINGS) and not name.startswith(".")]
    if not found:
        hint = "a gold set is a file such as sentences.yml, or documents with their labels in NAME.yml"
        log.add("the folder holds no gold file", code="nothing-to-read", path=path.as_posix(), hint=hint)
    return sorted(found)


class _Loader:
    """Collects texts and faults over all files."""

    def __init__(self, pack: Pack, log: FaultLog) -> None:
        self.texts: list[GoldText] = []
        self.sentences = 0
        self._pack = pack
        self._log = log
        self._ids: dict[str, str] = {}

    def load(self, path: Path) -> None:
        """Take in a file of either kind."""
        data = self._bytes(path, path.as_posix())
        file = None if data is None else parse_any(data, path.as_posix(), self._log)
        if file is None:
            return
        if isinstance(file.value, list):
            for at, one in self._listed(file, file.value):
                self._sentence(file, at, one)
        elif isinstance(file.value, dict):
            labels = shaped(file, file.value, DocumentLabels)
            if labels is not None:
                self._document(path, file, labels)
        else:
            hint = "write a list of texts, each with id, text and claims"
            file.fault((), "a gold file is a list or a mapping", "yaml-shape", hint)

    def _bytes(self, path: Path, label: str) -> bytes | None:
        try:
            if path.exists() and not path.is_file():
                raise OSError(0, "it is no regular file")
            return path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            self._log.add(f"cannot be read: {reason}", code="not-readable", path=label)
            return None

    def _listed(self, file: YamlFile, values: Sequence[object]) -> Iterator[tuple[int, Sentence]]:
        """The entries of a list that fit, with their indexes; an id that stands twice is a fault."""
        seen: set[str] = set()
        for at, value in enumerate(values):
            one = shaped(file, value, Sentence, (at,))
            if one is None:
                continue
            if one.id in seen:
                file.fault((at, "id"), f"id {shown(one.id)} stands twice", "duplicate-id")
            if one.claims and one.aside is not None:
                message = "a text with claims has no reason to be set aside"
                file.fault((at, "aside"), message, "conflict", "leave aside out", key=True)
            seen.add(one.id)
            yield at, one

    def _sentence(self, file: YamlFile, at: int, one: Sentence) -> None:
        self._own_id(file, (at, "id"), one.id)
        claims = self._claims(file, (at, "claims"), one.text, one.claims)
        ordinary = () if one.claims else (Ordinary(0, len(one.text), one.aside),)
        line, _ = file.place((at,))
        complete = not one.claims
        self.texts.append(GoldText(one.id, file.path, line, one.text, "text", claims, ordinary, complete, one.language))
        self.sentences += 1

    def _document(self, path: Path, file: YamlFile, labels: DocumentLabels) -> None:
        format_ = FORMATS.get(Path(labels.document).suffix.lower())
        if format_ is None or Path(labels.document).name != labels.document:
            hint = f"give the name of a file beside this one that ends in {', '.join(FORMATS)}"
            file.fault(("document",), f"{shown(labels.document)} is no document", "bad-value", hint)
            return
        beside = path.with_name(labels.document)
        data = self._bytes(beside, beside.as_posix())
        if data is None:
            return
        text = data.decode("utf-8-sig", "replace")
        for number, one in enumerate(labels.claims):
            self._own_id(file, ("claims", number, "id"), one.id)
        claims = self._claims(file, ("claims",), text, labels.claims)
        ordinary = self._asides(file, text, labels.set_aside)
        self.texts.append(GoldText(path.stem, beside.as_posix(), 1, text, format_, claims, ordinary, complete=True))

    def _own_id(self, file: YamlFile, at: KeyPath, name: str) -> None:
        before = self._ids.setdefault(name, file.path)
        if before != file.path:
            message = f"id {shown(name)} is taken in {before}"
            file.fault(at, message, "duplicate-id")

    def _claims(
        self, file: YamlFile, at: tuple[str | int, ...], text: str, claims: Sequence[ClaimLabels]
    ) -> tuple[LabelledClaim, ...]:
        """The claims with their places, in order of these."""
        found: list[LabelledClaim] = []
        search = Search(text)
        for number, one in enumerate(claims):
            here = (*at, number)
            self._check_names(file, here, one)
            span = search.find(one.text, getattr(one, "line", None))
            if span is None:
                self._no_such_words(file, (*here, "text"), one.text)
            else:
                found.append(LabelledClaim(*span, one))
        return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))

    def _asides(self, file: YamlFile, text: str, asides: Sequence[AsideLabels]) -> tuple[Ordinary, ...]:
        found: list[Ordinary] = []
        search = Search(text)
        for number, one in enumerate(asides):
            span = search.find(one.text, one.line)
            if span is None:
                self._no_such_words(file, ("set_aside", number, "text"), one.text)
            else:
                found.append(Ordinary(*span, one.aside))
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))

    def _no_such_words(self, file: YamlFile, at: KeyPath, words: str) -> None:
        hint = "copy them to the letter; in documents, line is the line in which they begin"
        message = f"the text has no further {shown(words)} there"
        file.fault(at, message, "not-in-text", hint)

    def _check_names(self, file: YamlFile, at: tuple[str | int, ...], one: ClaimLabels) -> None:
        self._known(file, (*at, "type"), one.type, self._pack.claim_types, "claim type")
        for key, names in (("present", one.present), ("missing", one.missing)):
            for number, name in enumerate(names):
                self._known(file, (*at, key, number), name, self._pack.elements, "element")
        both = sorted(set(one.present) & set(one.missing))
        if both:
            message = f"{', '.join(both)}: both present and missing"
            file.fault((*at, "missing"), message, "conflict", key=True)

    def _known(self, file: YamlFile, at: KeyPath, name: str, known: Iterable[str], kind: str) -> None:
        names = sorted(known)
        if name not in names:
            message = f"there is no {kind} {shown(name)}"
            file.fault(at, message, "unknown-name", nearest(name, names))


class Search:
    """Finds quoted words in a text, each time a place that is not taken; a wrap in the text is a blank in a quote."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = line_starts(text)
        self._taken: list[tuple[int, int]] = []

    def find(self, words: str, line: int | None = None) -> tuple[int, int] | None:
        """Where the words stand, beginning in ``line`` where it is given."""
        first, last = 0, len(self._text)
        if line is not None:
            if line > len(self._lines):
                return None
            first = self._lines[line - 1]
            last = self._lines[line] if line < len(self._lines) else last
        parts = words.split()
        if not parts:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, parts)))
        for match in pattern.finditer(self._text, first):
            if match.start() >= last:
                break
            if all(match.end() <= start or end <= match.start() for start, end in self._taken):
                self._taken.append(match.span())
                return match.span()
        return None
