"""The ids and numbers of a report in plain words, shared by the formats that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.model.claim import SEVERITIES, TIERS
from claimcheck.model.claim_out import CitationOut, ClaimOut, ElementOut, FindingOut, PlaceOut, SourceOut
from claimcheck.model.reading import ReadingOut
from claimcheck.model.report import CoverageOut, DocumentOut, ProblemOut, Report, ToldOnceOut
from claimcheck.report.layout import listed, visible
from claimcheck.report.style import Sort
from claimcheck.report.terms import band_name, dimension_name, element_name, limit_name
from claimcheck.report.terms import plain as plain

MEANING = "A score says how well a claim can be checked, never whether it is true."

BANDS = ("verifiable", "verifiable_with_gaps", "weak", "not_verifiable", "empty", "contradicted")
_GRADES = {"secondary": "secondary source", "unverified": "not verified"}
STATES = {"suppressed": "suppressed", "baseline": "in the baseline"}
LAPSED = {
    "expired": "expired",
    "early": "not valid yet",
    "changed": "the file has changed",
    "missing": "the file is missing",
    "unsealed": "without a hash",
}
"""The states in which an entry of a register does not count."""

BLOCKS = {
    "title": "in the title",
    "heading": "in a heading",
    "list": "in a list",
    "table": "in a table",
    "footnote": "in a footnote",
    "caption": "in a caption",
    "alt": "in the words for a picture",
}
TOLD_ONCE = "Not asked of each claim, and told once for the document:"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 claim", "2,000 claims"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def place_words(place: PlaceOut) -> str:
    """Where something stands, for a reader: "page 4, line 12", "line 12" or "cell Energy!C4", behind another
    document's name.
    """
    if place.cell is not None:
        where = f"cell {visible(place.cell)}"
    else:
        where = f"page {place.page}, line {place.line}" if place.page is not None else f"line {place.line}"
    where += ", read by OCR" if place.ocr else ""
    return where if place.path is None else f"{visible(place.path)}, {where}"


def spot_words(place: PlaceOut) -> str:
    """Where a reader has to look: "page 4", "line 12" or "cell Energy!C4", behind another document's name."""
    where = "{} {}".format(*spot(place))
    return where if place.path is None else f"{visible(place.path)}, {where}"


def spot(place: PlaceOut) -> tuple[str, str]:
    """What to look for and which of them: a page, or a line where there are no pages, or the cell of a sheet."""
    if place.cell is not None:
        return "cell", visible(place.cell)
    return ("line", str(place.line)) if place.page is None else ("page", str(place.page))


def exact_place_words(place: PlaceOut) -> str:
    """The same to the character: "page 4, line 12, column 5"."""
    return place_words(place) if place.cell is not None else f"{place_words(place)}, column {place.column}"


def source_words(source: SourceOut) -> str:
    """An entry of a register, for a reader: its id, the file with page and place, and whether it counts."""
    parts = [visible(source.file)] if source.file is not None else []
    if source.page is not None:
        parts.append(f"page {source.page}")
    if source.place is not None:
        parts.append(visible(source.place))
    if source.state in LAPSED:
        parts.append(LAPSED[source.state])
    words = f"register entry {visible(source.entry)}"
    return f"{words}: {listed(parts)}" if parts else words


def lapsed_words(claim: ClaimOut) -> Iterator[str]:
    """What a claim lacks because an entry of a register no longer counts, entry by entry."""
    lost: dict[str, list[str]] = {}
    for element in claim.elements:
        if element.state == "missing" and element.source is not None:
            lost.setdefault(source_words(element.source), []).append(element_name(element.element))
    for words, elements in lost.items():
        yield f"{listed(elements)} ({words})"


def points_words(claim: ClaimOut) -> str:
    """How the score comes about: points held of those possible, then what bounds them."""
    terms = [term for term in claim.dimensions if term.weight]
    held, possible = sum(term.weight * term.share for term in terms), sum(term.weight for term in terms)
    parts = [f"{dimension_name(term.dimension)} {term.weight * term.share:.3g}/{term.weight:.3g}" for term in terms]
    words = f"{held:.3g} of {possible:.3g} is {claim.raw:.3g} %: {listed(parts)}"
    return "; ".join([words, *bound_words(claim)])


def bound_words(claim: ClaimOut) -> Iterator[str]:
    """What leads from the raw score to the score: a contradiction, or the ceilings that bind and what passes them."""
    if claim.band == "contradicted":
        yield f"{claim.score} because another passage contradicts it"
        return
    binding = [one for one in claim.limits if one.limit < claim.raw]
    for limit in binding:
        origin = f"floor {limit.floor:.3g}, credit {limit.credit:.2g}"
        yield f"at most {limit.limit:.3g} because of {limit_name(limit.reason)} ({origin})"
    lowest = min((one.limit for one in binding), default=claim.raw)
    if claim.score > lowest and binding:
        counts = f"{claim.score - lowest:.2g} of the {claim.raw - lowest:.3g} points above it"
        yield f"{lowest:.3g} and, rounded, {counts} make {claim.score}"


def address(path: str, place: PlaceOut) -> str:
    """Where something stands, for a program: ``path[:pPAGE]:line:column``."""
    page = f":p{place.page}" if place.page is not None else ""
    return f"{visible(path)}{page}:{place.line}:{place.column}"


def citation_words(citations: Sequence[CitationOut], as_of: str) -> list[str]:
    """A line for each instrument, with its locators and the dates that matter on the day of the run.

    The first instrument of each jurisdiction comes before all second ones.
    """
    instruments: dict[tuple[str, str, str], list[str]] = {}
    for citation in citations:
        key = (citation.jurisdiction, citation.instrument, _notes(citation, as_of))
        locators = instruments.setdefault(key, [])
        if citation.locator and citation.locator not in locators:
            locators.append(citation.locator)
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, str]] = []
    for (jurisdiction, instrument, notes), locators in instruments.items():
        words = visible(listed(part for part in (instrument, "; ".join(locators)) if part))
        ranked.append((seen[jurisdiction], f"{plain(jurisdiction)}: {words}{notes}"))
        seen[jurisdiction] += 1
    return [words for _, words in sorted(ranked, key=lambda pair: pair[0])]


def _notes(citation: CitationOut, as_of: str) -> str:
    notes = []
    if citation.valid_from is not None and citation.valid_from > as_of:
        notes.append(f"from {citation.valid_from}")
    if citation.valid_to is not None and citation.valid_to < as_of:
        notes.append(f"until {citation.valid_to}")
    if citation.periods_from is not None or citation.periods_to is not None:
        notes.append(period_words(citation.periods_from, citation.periods_to))
    if citation.grade in _GRADES:
        notes.append(_GRADES[citation.grade])
    return f" ({listed(notes)})" if notes else ""


def period_words(first: str | None, last: str | None) -> str:
    """The reporting periods that a standard is for, by the days on which they may begin."""
    bounds = (f"from {first}" if first else "", f"until {last}" if last else "")
    return f"for periods that begin {' '.join(filter(None, bounds))}"


def problem_words(problem: ProblemOut) -> str:
    """A problem with its place."""
    place = f"{visible(problem.place)}: " if problem.place else ""
    return place + visible(problem.message)


def hinted_words(problem: ProblemOut) -> str:
    """A problem on one line, with its place and what to do."""
    return problem_words(problem) + (f" ({visible(problem.hint)})" if problem.hint else "")


def all_problems(report: Report | ReadingOut) -> list[tuple[str, ProblemOut]]:
    """All problems with the paths of their documents, "" for those of the run."""
    own = [("", one) for one in report.problems]
    return own + [(document.path, one) for document in report.documents for one in document.problems]


def unread(report: Report) -> list[tuple[str, ProblemOut]]:
    """What kept inputs from being read whole, each with the path that it concerns, for formats of a line a finding."""
    found = [one for one in all_problems(report) if one[1].effect != "note"]
    return [(path or problem.place or report.tool.name, problem) for path, problem in found]


def problem_at(path: str, problem: ProblemOut) -> str:
    """A problem with its place, which names the file in any case."""
    words = problem_words(problem)
    return f"{visible(path)}: {words}" if path and not words.startswith(visible(path)) else words


def cut_words(shown: int, total: int, noun: str = "") -> str:
    """How many of something are shown, "" where all are: "showing 20 of 1,200 claims"."""
    return f"showing {shown:,} of {total:,}{noun}" if shown < total else ""


def coverage_words(coverage: CoverageOut) -> str:
    """How much was read: pages where there are pages, else sentences."""
    sentences = count(coverage.sentences, "sentence")
    if coverage.pages is None:
        return f"{sentences} read"
    read = coverage.pages_read if coverage.pages_read is not None else coverage.pages
    return f"{read:,} of {count(coverage.pages, 'page')} read, {sentences}"


def reading_words(document: DocumentOut) -> str:
    """How much of a document was read, and as what where that is not the setting of the run."""
    words, setting = coverage_words(document.coverage), document.context
    if setting is None:
        return words
    lands = " ".join(setting.jurisdictions)
    return f"{words}, as {plain(setting.audience)} {plain(setting.medium)} under {visible(lands)}"


def document_findings(*documents: DocumentOut) -> Iterator[FindingOut]:
    """All findings of some documents: of each those of its claims, then its own."""
    for document in documents:
        for claim in document.claims:
            yield from claim.findings
        yield from document.findings


def severity_words(findings: Iterable[FindingOut]) -> str:
    """Findings in numbers, as a sentence: "5 findings: 3 errors, 2 warnings; 1 more is suppressed."."""
    listing = list(findings)
    counted: Counter[str] = Counter(one.severity for one in listing if one.state == "new")
    accepted: Counter[str] = Counter(one.state for one in listing if one.state != "new")
    parts = [count(counted[name], name) for name in SEVERITIES if counted[name]]
    words = f"{count(sum(counted.values()), 'finding')}: {listed(parts)}" if counted else "No findings"
    for state, number in sorted(accepted.items()):
        words += f"; {number:,} {'more ' if counted else ''}{'is' if number == 1 else 'are'} {STATES[state]}"
    return f"{words}."


def accepted_words(finding: FindingOut) -> str:
    """Why a finding does not count: "suppressed until 2027-06-30: quotes the award", "" for one that does."""
    if finding.state == "new":
        return ""
    why = finding.suppression
    until = f" until {visible(why.until)}" if why and why.until else ""
    return f"{STATES[finding.state]}{until}" + (f": {visible(why.reason)}" if why else "")


def band_words(by_band: dict[str, int]) -> str:
    """Bands in numbers, best first, without those that are empty."""
    return listed(f"{by_band[band]:,} {band_name(band)}" for band in BANDS if by_band.get(band))


def silence_words(report: Report) -> str:
    """What it means that a report has no claims: nothing was read, nothing was checked, or there are none."""
    if not report.documents and all(problem.effect == "note" for problem in report.problems):
        return "There was nothing to read."
    if all(document.status == "unreadable" for document in report.documents):
        return "Nothing could be read."
    if not any(document.coverage.sentences for document in report.documents) and any(
        document.coverage.characters_unchecked for document in report.documents
    ):
        return "Nothing could be checked."
    return "No claims found."


def in_order(documents: Sequence[DocumentOut], sort: Sort = "rank") -> list[tuple[DocumentOut, ClaimOut]]:
    """All claims with their documents: what to deal with first, the lowest score first, or as they stand."""
    pairs = [(document, claim) for document in documents for claim in document.claims]
    return sorted(pairs, key=lambda pair: (*_order(pair[1], sort), pair[0].path, pair[1].place.start, pair[1].type))


def _order(claim: ClaimOut, sort: Sort) -> tuple[int, ...]:
    if sort == "place":
        return ()
    if sort == "score":
        return (claim.score,)
    # Ranks are told per document; over several documents their sums are comparable.
    return (-sum(reason.points for reason in claim.why_first), claim.rank, claim.score)


def below(claims: Iterable[ClaimOut], score: int | None) -> list[ClaimOut]:
    """Claims whose score is below ``score``; none where no score is asked for."""
    return [claim for claim in claims if score is not None and claim.score < score]


def grouped(findings: Iterable[FindingOut]) -> list[list[FindingOut]]:
    """Findings by the span they quote, the highest tier of each first; groups with the most severe ahead."""
    spans: dict[tuple[int, int], list[FindingOut]] = {}
    for finding in findings:
        spans.setdefault((finding.place.start, finding.place.end), []).append(finding)
    groups = (sorted(members, key=_importance) for members in spans.values())
    return sorted(groups, key=lambda group: _importance(group[0]))


def _importance(finding: FindingOut) -> tuple[int, int, str]:
    return TIERS.index(finding.tier), SEVERITIES.index(finding.severity), finding.rule


def asked_of(claim: ClaimOut) -> list[str]:
    """The missing elements that a claim is asked for."""
    return [one.element for one in claim.elements if one.state == "missing" and one.asked]


def unasked_of(claim: ClaimOut) -> int:
    """How many missing elements a claim is not asked for."""
    return sum(one.state == "missing" and not one.asked for one in claim.elements)


def missing_words(missing: Iterable[str], others: int) -> str:
    """What is missing, for a reader: what is asked for, and how many more there are; empty where nothing is.

    "base year, method, and 5 more, not asked for".
    """
    names = listed(map(element_name, missing))
    if names:
        return f"{names}, and {others} more, not asked for" if others else names
    return f"{count(others, 'element')}, not asked for" if others else ""


def told_once_words(one: ToldOnceOut) -> str:
    """What is told once for a document: the advice, and how many claims lack it."""
    return f"{visible(one.advice)}: {count(one.claims, 'claim')}"


def is_shown(one: ElementOut) -> bool:
    """Whether a reader sees an element: what is missing and not asked for is only counted, unless it has lapsed."""
    return one.state != "missing" or one.asked or one.source is not None
