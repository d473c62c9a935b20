"""How the claims of public reports score: makes ``rules/statistics.yml``.

    python benchmarks/public_reports.py FOLDER [--cache FOLDER] [--except NAME ...] [--write]

Reads every PDF of a folder as an audit does, without a configuration, and keeps numbers only. What is not in English or
was not read in its greater part is left out, and so is a report with fewer than ten claims and whatever has one of the
words of ``--except`` in its name. ``--cache`` keeps the audits as JSON, by the names of the files, so that another run
takes them from there. Without ``--write`` the file is only printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import claimcheck
from claimcheck.model.report import DocumentOut, Report
from claimcheck.rulepack.allowed_values import PERCENTILES

TARGET = Path(__file__).resolve().parents[1] / "rules" / "statistics.yml"
LEAST_OF_REPORT = 10
LEAST_OF_TYPE, LEAST_REPORTS = 30, 5
LEAST_READ = 0.5
NOTE = """\
# How the claims of public reports score. Made by benchmarks/public_reports.py; numbers only.
source: >-
  Reports of companies in English, published as PDF, read with the rules of version {version} as reports for investors.
  scores are those at the 10th, 25th, 50th, 75th and 90th percentile.
"""


def audits(folder: Path, cache: Path | None, left_out: Sequence[str]) -> Iterator[tuple[str, DocumentOut]]:
    """The record of every PDF, with the name of its file."""
    for path in sorted(folder.glob("*.pdf")):
        if any(word in path.name for word in left_out):
            continue
        kept = cache / f"{path.stem}.json" if cache else None
        if kept and kept.is_file() and kept.stat().st_size:
            yield path.name, Report.model_validate_json(kept.read_bytes()).documents[0]
            continue
        print(path.name, file=sys.stderr)
        report = claimcheck.audit(path)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(report.model_dump_json(), encoding="utf-8")
        yield path.name, report.documents[0]


def counts(document: DocumentOut) -> bool:
    """Whether a report is one to compare with."""
    coverage = document.coverage
    if document.language != "en" or document.summary.claims < LEAST_OF_REPORT or not coverage.characters:
        return False
    read = 1 - coverage.characters_unchecked / coverage.characters
    if coverage.pages and coverage.pages_read is not None:
        read = min(read, coverage.pages_read / coverage.pages)
    return read > LEAST_READ


def year_of(document: DocumentOut) -> int | None:
    """The year that a report is on: that of its file name, else the newest that a tenth of its dated figures hold for.

    None where neither tells one.
    """
    named = [int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", Path(document.path).name)]
    if named:
        return max(named)
    years = Counter(
        element.parsed.year
        for claim in document.claims
        for element in claim.elements
        if element.element == "period" and element.parsed and element.parsed.year
    )
    least = max(2, years.total() / 10)
    return max((year for year, number in years.items() if number >= least), default=None)


def percentile(values: Sequence[int], share: int) -> float:
    """The value below which ``share`` per cent lie, between the two nearest ones."""
    listing = sorted(values)
    place = (len(listing) - 1) * share / 100
    low = int(place)
    high = min(low + 1, len(listing) - 1)
    return round(listing[low] + (listing[high] - listing[low]) * (place - low), 1)


def lines(documents: Sequence[DocumentOut]) -> Iterator[str]:
    """The file, a line each."""
    years = [year for year in map(year_of, documents) if year is not None]
    yield NOTE.format(version=claimcheck.load_rulepack().version).rstrip("\n")
    yield "medium: report"
    yield f"reports: {len(documents)}"
    yield f"claims: {sum(one.summary.claims for one in documents)}"
    yield f"since: {min(years)}"
    yield f"until: {max(years)}"
    medians = sorted(one.summary.median_score for one in documents if one.summary.median_score is not None)
    yield f"medians: [{', '.join(f'{value:g}' for value in medians)}]"
    yield "types:"
    kinds = sorted({claim.type for one in documents for claim in one.claims})
    for kind in kinds:
        scores = [[claim.score for claim in one.claims if claim.type == kind] for one in documents]
        having = sum(bool(own) for own in scores)
        flat = [score for own in scores for score in own]
        if having >= LEAST_REPORTS and len(flat) >= LEAST_OF_TYPE:
            points = ", ".join(f"{percentile(flat, share):g}" for share in PERCENTILES)
            yield f"  - {{id: {kind}, reports: {having}, claims: {len(flat)}, scores: [{points}]}}"
    yield "missing:"
    elements = sorted({name for one in documents for name in one.summary.asked})
    for name in elements:
        share = median(one.summary.asked.get(name, 0) / one.summary.claims for one in documents)
        yield f"  - {{id: {name}, share: {share:.2f}}}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--except", dest="left_out", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    chosen = [(name, one) for name, one in audits(args.folder, args.cache, args.left_out) if counts(one)]
    if not chosen:
        print("no report to compare with", file=sys.stderr)
        return 1
    for name, document in chosen:
        told = f"{name}: {document.summary.claims} claims, {year_of(document) or 'no year'}"
        print(told, file=sys.stderr)
    text = "\n".join(lines([one for _, one in chosen])) + "\n"
    if args.write:
        TARGET.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
