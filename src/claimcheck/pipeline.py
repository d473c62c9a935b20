"""The only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.annotate import Annotator
from claimcheck.claims import ClaimFinder
from claimcheck.errors import UsageError
from claimcheck.evidence import Collector
from claimcheck.judge import Judge, Judged
from claimcheck.model.context import Context
from claimcheck.model.document import Document, Problem
from claimcheck.model.report import DocumentOut
from claimcheck.report.build import ScoredClaim, document_out
from claimcheck.rulepack.pack import Pack
from claimcheck.score import Scorer
from claimcheck.segment import SentenceGrammar, segment
from claimcheck.text.normalise import normalise


class Pipeline:
    """All stages for one pack, context and language, built once and used for many documents."""

    def __init__(self, pack: Pack, context: Context, language: str, enabled: Iterable[str]) -> None:
        lexicon = pack.lexicons.get(language)
        if lexicon is None:
            raise UsageError(
                f"there is no lexicon for language {language!r}",
                code="unknown-language",
                hint=f"known: {', '.join(sorted(pack.lexicons))}",
            )
        words = lexicon.role_words
        self._language = language
        self._grammar = SentenceGrammar(
            abbreviations=frozenset(words.get("abbreviation", ())),
            abbreviations_final=frozenset(words.get("abbreviation_final", ())),
            clause_openers=tuple(words.get("clause_opener", ())),
        )
        self._annotator = Annotator(lexicon)
        self._finder = ClaimFinder(pack, lexicon, context)
        self._collector = Collector(pack, lexicon, context)
        self._judge = Judge(pack, context, enabled)
        self._scorer = Scorer(pack)
        self._undefined = {name: kind.undefined for name, kind in pack.claim_types.items()}

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that run in this context."""
        return self._judge.rules

    def run(self, document: Document, problems: tuple[Problem, ...] = (), unchecked: int = 0) -> DocumentOut:
        """Take a read document through all stages."""
        if not document.blocks:
            return document_out(
                document, None, (), (), problems=problems, language=None, unchecked=unchecked, rules_run=0
            )
        norm = normalise(document)
        passages = self._annotator.annotate(document, norm, segment(norm, document, self._grammar))
        cores, aside = self._finder.find(passages)
        judged = [
            Judged(core, elements)
            for core, elements in zip(cores, self._collector.collect(cores, passages), strict=True)
        ]
        findings = self._judge.judge(judged, passages)
        claims = [
            ScoredClaim(
                one.core,
                one.elements,
                found,
                self._scorer.score(
                    one.core.type, one.elements, not one.core.clause.mask & self._undefined[one.core.type]
                ),
            )
            for one, found in zip(judged, findings, strict=True)
        ]
        return document_out(
            document,
            passages,
            claims,
            aside,
            problems=problems,
            language=self._language,
            unchecked=unchecked,
            rules_run=len(self._judge.rules),
        )
