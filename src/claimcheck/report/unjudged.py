"""The record of a document in several languages: what was judged by other rules, and what by none."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from heapq import merge
from operator import or_
from typing import NamedTuple, Protocol, TypeVar

from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut
from claimcheck.model.document import Document, Effect, Problem, status_of
from claimcheck.model.passage import ALL_KINDS
from claimcheck.model.report import DocumentOut, ProblemOut, SetAsideOut
from claimcheck.report.filters import summary_out
from claimcheck.report.places import Places
from claimcheck.rulepack.condition_terms import may_hold
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.language import SAMPLE, LanguageGrammar, has_stray_letters, is_no_language, language_of
from claimcheck.text.line_index import line_starts
from claimcheck.text.normalise import normalise
from claimcheck.text.short_text_language import UNKNOWN

_MOST_PAGES = 20
_MORE = "more words under rules/lexicons mend this; claimcheck rules lint counts them"
NOT_COVERED, NOT_KNOWN = "language_not_covered", "language_unknown"
COVERED_ENOUGH = 0.05
"""The share of a document that may be left unjudged before it counts as judged in part."""
MOST_SHOWN = 50  # passages that are shown one by one
MOST_NAMED = 10
_UNASKED = "without --lang each passage is judged by the rules of its own language"
_HINT = "a folder under rules/lexicons adds a language; --lang names the language of the text"


class _Placed(Protocol):
    place: PlaceOut


P = TypeVar("P", bound=_Placed)


def merged(records: Sequence[DocumentOut], about_passages: Callable[[FindingOut], bool]) -> DocumentOut:
    """The first record, of a whole document, with what the others, of passages of it, have found as well.

    Of claims in the same words those of the passages stand. Findings without a claim come from there if they are
    ``about_passages``; what is worked out over a document is that of the whole.
    """
    record, *others = records
    if not others:
        return record
    found = [claim for one in others for claim in one.claims]
    taken = [(one.place.start, one.place.end) for one in found]
    kept = [
        claim
        for claim in record.claims
        if not any(claim.place.start < end and start < claim.place.end for start, end in taken)
    ]
    used = Counter(claim.id for claim in kept)
    claims = _ranked(in_order(kept, [_numbered(claim, used) for claim in found]))
    loose = [finding for one in others for finding in one.findings if about_passages(finding)]
    findings = in_order(record.findings, loose)
    aside: list[SetAsideOut] = in_order(record.set_aside, [each for one in others for each in one.set_aside])
    told = {problem.code: problem for problem in record.problems}
    problems = [problem for one in others for problem in one.problems if problem.code not in told]
    coverage = {
        "claims": len(claims),
        "set_aside": len(aside),
        "pages_by_ocr": sorted({page for one in (record, *others) for page in one.coverage.pages_by_ocr}),
        "rules_run": max(one.coverage.rules_run for one in (record, *others)),
    }
    return record.model_copy(
        update={
            "claims": claims,
            "findings": findings,
            "set_aside": aside,
            "assurance": [*record.assurance, *(each for one in others for each in one.assurance)],
            "admissions": in_order(record.admissions, [each for one in others for each in one.admissions]),
            "problems": [*record.problems, *problems],
            "coverage": record.coverage.model_copy(update=coverage),
            "summary": summary_out(claims, findings),
        }
    )


def in_order(one: Iterable[P], other: Iterable[P]) -> list[P]:
    """What stands in a document with what else stands there, each at its place; the first keep their order."""
    return list(merge(one, sorted(other, key=_start), key=_start))


def _start(one: _Placed) -> int:
    return one.place.start


def _numbered(claim: ClaimOut, used: Counter[str]) -> ClaimOut:
    """The claim behind those with the same id in the rest of the document."""
    group = claim.group
    if group is None or not (used[claim.id] or used[group.best.id]):
        return claim
    head, _, number = group.id.partition(":")
    best = group.best.model_copy(update={"occurrence": group.best.occurrence + used[group.best.id]})
    renamed = group.model_copy(update={"id": f"{head}:{int(number) + used[head]}", "best": best})
    return claim.model_copy(update={"occurrence": claim.occurrence + used[claim.id], "group": renamed})


def _ranked(claims: Sequence[ClaimOut]) -> list[ClaimOut]:
    """The claims with their ranks over all of them: groups by the sum of their reasons, then as they stood."""
    sums: dict[str, tuple[int, int]] = {}
    for claim in claims:
        sums.setdefault(_group(claim), (-sum(reason.points for reason in claim.why_first), claim.rank))
    rank = {group: place for place, group in enumerate(sorted(sums, key=lambda group: sums[group]), 1)}
    return [claim.model_copy(update={"rank": rank[_group(claim)]}) for claim in claims]


def _group(claim: ClaimOut) -> str:
    return claim.group.id if claim.group is not None else f"{claim.id}:{claim.occurrence}"


class Unjudged(NamedTuple):
    """A document with nothing but the passages that were not judged, a block each, and the language of each.

    ``asked`` is the language in which the caller has had the whole document judged.
    """

    passages: Document
    languages: tuple[str, ...] = ()
    asked: str | None = None

    @property
    def size(self) -> int:
        """How many characters they have."""
        return sum(len(block.text) for block in self.passages.blocks)

    def shown(self) -> list[SetAsideOut]:
        """The first of them, each with its place."""
        norm = normalise(self.passages)
        places = Places(self.passages, norm)
        found = []
        for run in norm.blocks[:MOST_SHOWN]:
            place, text = places.cited(run.start, run.end)
            found.append(SetAsideOut(text=text, reason="language", topic=None, score=None, place=place))
        return found

    def problems(self, total: int, names: Mapping[str, str]) -> Iterator[Problem]:
        """That they were not judged; ``total`` is how many characters the document has, ``names`` has languages."""
        effect: Effect = "partial" if self.size > COVERED_ENOUGH * total else "note"
        for code in (NOT_COVERED, NOT_KNOWN):
            own = [at for at, name in enumerate(self.languages) if (name == UNKNOWN) == (code == NOT_KNOWN)]
            if not own:
                continue
            counted = Counter(self.languages[at] for at in own)
            listed = ", ".join(names.get(name, name) for name, _ in counted.most_common())
            why = "no lexicon" if self.asked is None else f"but {names.get(self.asked, self.asked)} was asked for"
            told = f"{listed}, {why}" if code == NOT_COVERED else "in a language that could not be told"
            size = sum(len(self.passages.blocks[at].text) for at in own)
            share = f"{round(100 * size / total)} % of the text"
            message = f"{self._number(own)} not judged: {told} ({self._where(own)}; {share})"
            yield Problem(code, message, effect, hint=_HINT if self.asked is None else _UNASKED)

    def _number(self, own: Sequence[int]) -> str:
        short = all(len(self.passages.blocks[at].text) <= SAMPLE for at in own)
        noun = "line" if short and not self.passages.pages else "passage"
        return f"{len(own):,} {noun if len(own) == 1 else noun + 's'}"

    def _where(self, own: Iterable[int]) -> str:
        blocks = [self.passages.blocks[at] for at in own]
        if self.passages.pages:
            what, found = "page", dict.fromkeys(block.page for block in blocks)
        else:
            starts = line_starts(self.passages.source)
            sources = (piece.source for block in blocks for piece in block.pieces[:1])
            what, found = "line", dict.fromkeys(bisect_right(starts, at) for at in sources)
        shown, more = list(map(str, found))[:MOST_NAMED], len(found) - MOST_NAMED
        tail = f" and {more:,} more" if more > 0 else ""
        return f"{what if len(found) == 1 else what + 's'} {', '.join(shown)}{tail}"


def with_unjudged(
    record: DocumentOut, document: Document, unjudged: Unjudged, names: Mapping[str, str], first: Sequence[Problem] = ()
) -> DocumentOut:
    """The record of a document with what was not judged of it, and with the problems that come ``first``.

    ``names`` has languages by their codes.
    """
    if not unjudged.languages and not first:
        return record
    total = sum(len(block.text) for block in document.blocks)
    told = map(ProblemOut.like, (*first, *unjudged.problems(total, names)))
    behind = len(document.problems)
    problems = [*record.problems[:behind], *told, *record.problems[behind:]]
    aside = in_order(record.set_aside, unjudged.shown())
    coverage = {"characters": total, "characters_unchecked": unjudged.size, "set_aside": len(aside)}
    return record.model_copy(
        update={
            "status": status_of({one.effect for one in problems}),
            "problems": problems,
            "set_aside": aside,
            "coverage": record.coverage.model_copy(update=coverage),
        }
    )


def gaps(pack: Pack, lexicon: Lexicon, rules: Collection[str]) -> tuple[Problem, ...]:
    """What a lexicon that is still growing cannot find; ``rules`` are those that could apply to its texts."""
    kinds = pack.claim_types.values()
    missing = [kind.id for kind in kinds if not may_hold(kind.core.around, known_in(pack, lexicon))]
    if missing:
        types = f"{len(missing)} of {len(pack.claim_types)} claim types ({', '.join(missing)})"
        told = f"the lexicon of {lexicon.language} has no words for {types}: such claims were not looked for"
        if not lexicon.role_words.get("negation"):
            told += "; nor has it words of negation: what is denied reads as claimed"
        return (Problem("language_partly_covered", told, "partial", hint=_MORE),)
    asked = reduce(or_, (kind.core.positive for kind in kinds), 0)
    spoken = (asked & lexicon.signals).bit_count()
    if spoken == asked.bit_count() and len(rules) == len(pack.checks):
        return ()
    told = (
        f"the lexicon of {lexicon.language} has words for {spoken} of the {asked.bit_count()} signals of claims "
        f"and for {len(rules)} of {len(pack.checks)} rules: some claims and findings may be missing"
    )
    return (Problem("language_partly_covered", told, "note", hint=_MORE),)


def known_in(pack: Pack, lexicon: Lexicon) -> int:
    """Signals that have words, and every kind of figure: these are read in every language."""
    return lexicon.signals | ALL_KINDS << pack.fact_shift


def garbled_pages(document: Document, grammar: LanguageGrammar) -> dict[int | None, int]:
    """How many characters of such text the pages have that have any; a document without pages is one, ``None``."""
    loose: dict[int | None, list[str]] = {}
    every: dict[int | None, list[str]] = {}
    told: set[int | None] = set()
    for block in document.blocks:
        every.setdefault(block.page, []).append(block.text)
        if block.page in told:
            continue
        if language_of(block.text, grammar) is None:
            loose.setdefault(block.page, []).append(block.text)
        else:
            told.add(block.page)
    return {
        page: sum(map(len, texts))
        for page, texts in every.items()
        if (page in loose and page not in told and is_no_language(" ".join(loose[page])))
        or has_stray_letters(" ".join(texts))
    }


def no_language(document: Document, garbled: Mapping[int | None, int]) -> Problem:
    """What is said of ``garbled`` pages."""
    pages = [page for page in garbled if page is not None]
    share = round(100 * sum(garbled.values()) / max(sum(len(block.text) for block in document.blocks), 1))
    where = f" on {'page' if len(pages) == 1 else 'pages'} {', '.join(map(str, pages[:_MOST_PAGES]))}" if pages else ""
    ours = "read it with --ocr, or " if document.format == "pdf" else ""
    return Problem(
        code="no-language",
        message=f"{share} % of the text{where} makes no words of any language: it was read and not understood",
        effect="partial",
        place=document.path,
        hint=f"{ours}recognise its text (OCR) and give the result",
    )
