"""A pipeline for every language: which one takes a document, and what is said where none does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from claimcheck.errors import UsageError
from claimcheck.evidence import Outsider
from claimcheck.model.approval import Approvals
from claimcheck.model.claim import Severity
from claimcheck.model.context import Context
from claimcheck.model.document import Document, Problem
from claimcheck.model.evidence import Outside
from claimcheck.model.report import DocumentOut
from claimcheck.report.build import document_out
from claimcheck.report.uncovered import not_covered
from claimcheck.rulepack.pack import Pack
from claimcheck.segment import StructureReader
from claimcheck.text.language import language_of
from claimcheck.text.structure import Structure

if TYPE_CHECKING:
    pass

from claimcheck.pipeline.stages import NO_APPROVALS, NOTHING, Asked, Examined, Pipeline, Traced


class Pipelines:
    """A pipeline for every language that has a lexicon, each built when a document first needs it.

    ``language`` is what the caller says the text is in; None tells it from the text. Raises ``UsageError`` for a
    language that is not known at all.
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
    ) -> None:
        known = {*pack.lexicons, *pack.languages.languages}
        if language is not None and language not in known:
            raise UsageError(
                f"language {language!r} is not known",
                code="unknown-language",
                hint=f"lexicons: {', '.join(sorted(pack.lexicons))}",
            )
        self._pack = pack
        self._context = context
        self._language = language
        self._enabled = frozenset(enabled)
        self._severities = severities
        self._outside = outside
        self._approvals = approvals
        self._outer: tuple[Outsider, ...] | None = None
        self._built: dict[str, Pipeline] = {}
        self._fallback = "en" if "en" in pack.lexicons else min(pack.lexicons)
        self.of(language if language is not None and language in pack.lexicons else self._fallback)

    def of(self, language: str) -> Pipeline:
        """The pipeline of a language with a lexicon."""
        if language not in self._built:
            self._built[language] = Pipeline(
                self._pack,
                self._context,
                language,
                self._enabled,
                self._severities,
                self._outside,
                self._approvals,
            )
        return self._built[language]

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that run in this context."""
        return next(iter(self._built.values())).rules

    def structure(self, document: Document) -> tuple[Structure, str | None]:
        """The kinds of sections and the data points of a document, and its language, None where nothing tells it.

        Words of a language without a lexicon are not known; numbers are then read by the signs that they have.
        """
        counts = self._languages(document)
        language = max(counts, key=lambda name: counts[name], default=None)
        lexicon = self._pack.lexicons.get(language or "") or self._pack.lexicons[self._fallback]
        return StructureReader(lexicon, self._pack.sections.values()).read(document), language

    def run(self, document: Document) -> DocumentOut:
        """The record of a read document."""
        return self._examined(document)[1].record

    def trace(self, document: Document, asked: Asked) -> Traced:
        """The record of a read document, with why some of its claims are as they are."""
        pipeline, made = self._examined(document)
        return pipeline.trace(made, asked)

    def _examined(self, document: Document) -> tuple[Pipeline, Examined]:
        """Take a document through the stages of its language; what no lexicon covers is said, never skipped."""
        if not document.blocks:
            return self.of(self._fallback), _unexamined(document, (), None, 0)
        counts = self._languages(document)
        covered = {name: size for name, size in counts.items() if name in self._pack.lexicons}
        language = max(covered, key=lambda name: covered[name], default=None)
        total = sum(len(block.text) for block in document.blocks)
        foreign = {name: size for name, size in counts.items() if name not in self._pack.lexicons}
        unchecked = sum(foreign.values())
        problems = (not_covered(foreign, unchecked, total),) if unchecked else ()
        if language is None and foreign:
            named = max(foreign, key=lambda name: foreign[name])
            return self.of(self._fallback), _unexamined(document, problems, named, unchecked)
        pipeline = self.of(language or self._fallback)
        return pipeline, pipeline.run(document, problems, unchecked, self._outsiders())

    def _outsiders(self) -> tuple[Outsider, ...]:
        """The documents that were handed in as evidence, each in its language; worked out once."""
        if self._outer is None:
            found = []
            for document in self._outside.documents:
                counts = self._languages(document)
                language = max(counts, key=lambda name: counts[name], default=self._fallback)
                known = language if language in self._pack.lexicons else self._fallback
                found.append(self.of(known).told(document))
            self._outer = tuple(found)
        return self._outer

    def _languages(self, document: Document) -> dict[str, int]:
        """Characters by language, block by block; a block that is too short to tell counts for nobody."""
        counts: dict[str, int] = {}
        if self._language is not None:
            return {self._language: sum(len(block.text) for block in document.blocks)}
        for block in document.blocks:
            name = language_of(block.text, self._pack.languages)
            if name is not None:
                counts[name] = counts.get(name, 0) + len(block.text)
        return counts


def _unexamined(
    document: Document, problems: Sequence[Problem], language: str | None, unchecked: int
) -> Examined:
    """A document that no stage looked at."""
    return Examined(
        document_out(
            document, None, (), (), (), problems=problems, language=language, unchecked=unchecked, rules_run=0
        )
    )
