"""How often rules fire on a corpus, alone or with which others: what tells a weak rule from a strong one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from claimcheck.model.report import DocumentOut


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule on a corpus.

    ``findings`` counts its findings, ``claims`` the claims it fires on, ``documents`` those it fires in. ``alone``
    counts claims with no finding of another rule. ``together`` has the other rules of the same claims, most first.
    """

    rule: str
    findings: int
    claims: int
    alone: int
    documents: int
    together: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Statistics:
    """What a corpus came to; feed it documents one by one."""

    documents: int = 0
    claims: int = 0
    _findings: Counter[str] = field(default_factory=Counter)
    _claims: Counter[str] = field(default_factory=Counter)
    _alone: Counter[str] = field(default_factory=Counter)
    _documents: Counter[str] = field(default_factory=Counter)
    _pairs: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, document: DocumentOut) -> None:
        """Count the findings of one document."""
        self.documents += 1
        seen: set[str] = set()
        for claim in document.claims:
            self.claims += 1
            seen |= self._claim([finding.rule for finding in claim.findings])
        whole = [finding.rule for finding in document.findings]
        self._findings.update(whole)
        self._documents.update(seen.union(whole))

    def _claim(self, fired: list[str]) -> set[str]:
        rules = set(fired)
        self._findings.update(fired)
        self._claims.update(rules)
        if len(rules) == 1:
            self._alone.update(rules)
        for rule in rules:
            self._pairs.setdefault(rule, Counter()).update(rules - {rule})
        return rules

    def counts(self, rules: Iterable[str]) -> list[RuleCount]:
        """A row for each of these rules, most findings first, then by id."""
        rows = [
            RuleCount(
                rule=rule,
                findings=self._findings[rule],
                claims=self._claims[rule],
                alone=self._alone[rule],
                documents=self._documents[rule],
                together=tuple(
                    sorted(self._pairs.get(rule, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))
                ),
            )
            for rule in rules
        ]
        return sorted(rows, key=lambda row: (-row.findings, row.rule))
