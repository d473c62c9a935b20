"""A pipeline for every language: which one takes a document or a part of it, and what is said where none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.evidence import Outsider
from claimcheck.model.approval import Approvals
from claimcheck.model.claim import Severity
from claimcheck.model.claim_out import FindingOut
from claimcheck.model.context import Context
from claimcheck.model.document import Document
from claimcheck.model.evidence import Outside
from claimcheck.model.report import DocumentOut
from claimcheck.pipeline.examined import Asked, Examined, Traced
from claimcheck.pipeline.stages import NO_APPROVALS, NOTHING, Pipeline
from claimcheck.pipeline.tongues import Part, Spoken, badges, excerpt, spoken, without_foreign
from claimcheck.read.limits import DEFAULT
from claimcheck.report.build import document_out
from claimcheck.report.filters import suppress, unheeded
from claimcheck.report.unjudged import COVERED_ENOUGH, Unjudged, garbled_pages, merged, no_language, with_unjudged
from claimcheck.rulepack.pack import Pack
from claimcheck.segment import StructureReader
from claimcheck.text.passages import Structure
from claimcheck.text.short_text_language import UNKNOWN, speaks_for

Run = tuple[Pipeline, Examined]
# So many pipelines are kept for whoever asks for the same again: a few settings, each in a few languages.
_MOST_KEPT = 6


class _Judged(NamedTuple):
    """The record of a document, and what the pipelines of its languages made of it or of their parts of it."""

    record: DocumentOut
    runs: Sequence[Run] = ()


class _Setting(NamedTuple):
    """All that a pipeline depends on where nothing from outside of the text counts, besides its pack."""

    context: Context
    language: str
    enabled: frozenset[str]
    severities: tuple[tuple[str, Severity], ...]
    most_claims: int


# The latest last. What documents leave behind in a pipeline makes it quicker and changes nothing that it finds, and
# building one takes as long as reading a page.
_kept: list[tuple[Pack, _Setting, Pipeline]] = []


def _pipeline(pack: Pack, setting: _Setting) -> Pipeline:
    """A pipeline without evidence and approvals from outside; one that was built lately serves again."""
    known = next((one for one in tuple(_kept) if one[0] is pack and one[1] == setting), None)
    if known is None:
        _, language, enabled, severities, most = setting
        made = Pipeline(pack, setting.context, language, enabled, dict(severities), most_claims=most)
        known = pack, setting, made
    # Another thread may do the same: then one of the two is forgotten.
    _kept[:] = [*(one for one in tuple(_kept) if one is not known), known][-_MOST_KEPT:]
    return known[2]


class Pipelines:
    """A pipeline for every language that has a lexicon, each built when a document first needs it.

    ``language`` is what the caller says the text is in, None tells it from the text.
    """

    def __init__(
        self,
        pack: Pack,
        context: Context,
        language: str | None,
        enabled: Iterable[str],
        severities: Mapping[str, Severity],
        outside: Outside = NOTHING,
        approvals: Approvals = NO_APPROVALS,
        most_claims: int = DEFAULT.claims,
    ) -> None:
        self._pack = pack
        self._context = context
        self._language = language
        self._asked = language if language in pack.lexicons else None
        self._judging = frozenset(pack.lexicons if language is None else {language} & pack.lexicons.keys())
        self._enabled = frozenset(enabled)
        self._severities = severities
        self._outside = outside
        self._approvals = approvals
        self._most_claims = most_claims
        self._outer: tuple[Outsider, ...] | None = None
        self._built: dict[str, Pipeline] = {}
        self._fallback = "en" if "en" in pack.lexicons else min(pack.lexicons)
        self.of(self._asked or self._fallback)

    def of(self, language: str) -> Pipeline:
        """The pipeline of a language with a lexicon."""
        if language not in self._built:
            self._built[language] = self._made(language)
        return self._built[language]

    def _made(self, language: str) -> Pipeline:
        severities = tuple(sorted(self._severities.items()))
        setting = _Setting(self._context, language, self._enabled, severities, self._most_claims)
        usual = _pipeline(self._pack, setting)
        if self._outside == NOTHING and self._approvals == NO_APPROVALS:
            return usual
        return usual.holding(self._outside, self._approvals)

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that run in this context."""
        return next(iter(self._built.values())).rules

    def structure(self, document: Document) -> tuple[Structure, str | None]:
        """The kinds of sections and the data points of a document, and its language, None where nothing tells it.

        Words of a language without a lexicon are not known; numbers are then read by the signs that they have.
        """
        language = self._language or _most(self._spoken(document).sizes(document))
        lexicon = self._pack.lexicons[self._known(language)]
        return StructureReader(lexicon, self._pack.sections.values()).read(document), language

    def run(self, document: Document) -> DocumentOut:
        """The record of a read document."""
        return self._judged(document).record

    def trace(self, document: Document, asked: Asked) -> Traced:
        """The record of a read document, with why some of its claims and sentences are as they are."""
        record, runs = self._judged(document, traced=True)
        for pipeline, made in runs:
            traced = pipeline.trace(made, asked)
            if traced.claims or traced.sentences:
                told = {"problems": record.problems, "status": record.status}
                return traced._replace(record=traced.record.model_copy(update=told))
        return Traced(record, None, (), ())

    def _judged(self, document: Document, *, traced: bool = False) -> _Judged:
        """Take a document through the stages of its languages; what no lexicon covers is said, never skipped."""
        if self._context.untrusted:
            document = replace(document, facts=())
        heard = self._spoken(document)
        sizes = heard.sizes(document)
        covered = {name: size for name, size in sizes.items() if name in self._judging}
        if self._asked is not None:
            # What is said to be in a language is judged by its rules, whatever it sounds like.
            covered[self._asked] = sizes.total()
        foreign = sizes.keys() - covered.keys()
        # A few words are tried with a lexicon whatever they sound like: "Zero waste, no cups" may be Spanish.
        if not document.blocks or (not covered and not heard.short and foreign - {UNKNOWN}):
            runs: list[Run] = []
            record = document_out(document, None, (), (), (), problems=(), language=_most(sizes), rules_run=0)
        else:
            runs = self._runs(document, heard, covered, traced=traced)
            record = merged([made.record for _, made in runs], self._is_about_passages)
            scrap = sum(covered.values()) <= COVERED_ENOUGH * sizes.total()
            # A few lines of English make no English document of an Italian one.
            if foreign and scrap and (covered or not record.claims):
                record = record.model_copy(update={"language": _most(sizes)})
        garbled = garbled_pages(document, self._pack.languages)
        left = [
            part._replace(language=UNKNOWN) if document.blocks[part.block].page in garbled else part
            for part in _left(document, heard.parts(document, foreign), record)
        ]
        unjudged = Unjudged(excerpt(document, left), tuple(part.language for part in left), self._asked)
        told = (no_language(document, garbled),) if garbled else ()
        record = with_unjudged(record, document, unjudged, self._pack.languages.names, told)
        if self._context.untrusted:
            return _Judged(unheeded(record, document), runs)
        return _Judged(suppress(record, document, self._pack, self._context.as_of), runs)

    def _runs(self, document: Document, heard: Spoken, covered: Mapping[str, int], *, traced: bool) -> list[Run]:
        """The whole in the language that most of it is in, then the parts in others that have a lexicon.

        Of a document of which hardly anything is in a language with a lexicon only these parts are judged.
        A few words of copy that stand alone are tried with the lexicons that they sound like, and short text in which
        nothing is found with those that are left: it may mix languages.
        """
        main = _most(covered) or self._fallback
        loose = {} if self._asked or not covered else self._badges(document, heard)
        texts = {
            name: excerpt(document, sorted([*heard.parts(document, {name}), *loose.get(name, ())]))
            for name in {*covered, *loose}
        }
        size = sum(len(block.text) for block in document.blocks)
        if not covered or covered[main] > COVERED_ENOUGH * size:
            texts[main] = without_foreign(document, heard, main)
        found = [
            self._run(name, texts[name], traced=traced) for name in sorted(texts, key=lambda name: (name != main, name))
        ]
        found = [one for one in found if one[1].record.language in {main, *covered} or one[1].record.claims]
        if heard.short:
            for name in sorted(self._pack.lexicons.keys() - {made.record.language for _, made in found}):
                if not any(made.record.claims for _, made in found) and self._may_be(document, name):
                    tried = self._run(name, document, traced=traced)
                    found += [tried] if tried[1].record.claims else []
        return found if covered else found[-1:]

    def _run(self, language: str, document: Document, *, traced: bool) -> Run:
        pipeline = self.of(language)
        return pipeline, pipeline.run(document, self._outsiders(), traced=traced)

    def _may_be(self, document: Document, language: str) -> bool:
        """Whether text may have a claim in a language that it is not in; words of the usual one stand in any."""
        text = " ".join(block.text for block in document.blocks)
        return language == self._fallback or speaks_for(text, self._pack.languages, language, self._fallback)

    def _is_about_passages(self, finding: FindingOut) -> bool:
        return self._pack.checks[finding.rule].whole is None

    def _outsiders(self) -> tuple[Outsider, ...]:
        """The documents that were handed in as evidence, each in its language; worked out once."""
        if self._outer is None:
            documents = self._outside.documents
            named = [_most(self._spoken(document).sizes(document)) for document in documents]
            self._outer = tuple(
                self.of(self._known(name)).told(document) for name, document in zip(named, documents, strict=True)
            )
        return self._outer

    def _known(self, language: str | None) -> str:
        """A language with a lexicon: that one, or the usual one."""
        return language if language in self._pack.lexicons and language is not None else self._fallback

    def _spoken(self, document: Document) -> Spoken:
        if self._language is not None and self._asked is None:
            return Spoken(self._language)
        return spoken(document, self._pack, self._fallback, self._asked)

    def _badges(self, document: Document, heard: Spoken) -> dict[str, list[Part]]:
        """The few words of copy that stand alone, by each other language that they sound like."""
        found = {name: badges(document, heard, self._pack, name) for name in self._pack.lexicons}
        return {name: parts for name, parts in found.items() if parts}


def _most(sizes: Mapping[str, int]) -> str | None:
    """The language that most of a text is in, None where none is told or can be."""
    language = max(sizes, key=lambda name: sizes[name], default=None)
    return None if language == UNKNOWN else language


def _left(document: Document, parts: Iterable[Part], record: DocumentOut) -> list[Part]:
    """The parts that were not judged: all but those in nobody knows which language in which a claim was found."""
    claims = [claim.place for claim in record.claims]

    def judged(part: Part) -> bool:
        places = list(_sources(document, part))
        return any(place.start < end and start < place.end for place in claims for start, end in places)

    return [part for part in parts if part.language != UNKNOWN or not judged(part)]


def _sources(document: Document, part: Part) -> Iterator[tuple[int, int]]:
    """The runs of the source that a part stands in."""
    for piece in document.blocks[part.block].pieces:
        start, end = max(piece.at, part.start), min(piece.at + piece.length, part.end)
        if start < end:
            yield start + piece.source - piece.at, end + piece.source - piece.at
