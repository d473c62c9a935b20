"""What changed, in plain words that accuse nobody: what is in both reports, and what is not found in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.model import diff_out as wire
from claimcheck.report.layout import listed, shorten, visible
from claimcheck.report.targets import KINDS
from claimcheck.report.terms import element_name
from claimcheck.report.words import count, place_words, plain

CHANGE_WORDS: dict[wire.ChangeKind, str] = {
    "postponed": "due later",
    "brought_forward": "due earlier",
    "lowered": "lower figure",
    "raised": "higher figure",
    "rebased": "counted from another year",
    "rescoped": "another scope",
    "basis": "another basis, absolute or per unit",
    "step_gone": "a step before the end is not found in NEW",
    "step_new": "a step before the end is not found in OLD",
    "hedged": "said with more reserve",
    "firmer": "said more firmly",
    "owned_up": "owned up to",
    "restated": "another figure for the same year",
}
"""What a change is called."""
WORDS_SHOWN = 4
EVIDENCE_WORDS = 60
WIDEST = 400


class Section(NamedTuple):
    """Entries under a heading."""

    heading: str
    entries: Sequence[wire.EntryOut]


def sections(diff: wire.Diff) -> list[Section]:
    """The entries in the order in which they matter; those without any difference are left out."""
    listing = diff.entries

    def of(*statuses: str, target: bool, admits: bool = False) -> list[wire.EntryOut]:
        chosen = [one for one in listing if one.status in statuses and one.target is target]
        return chosen if target else [one for one in chosen if (one.admission is not None) is admits]

    evidence = [one for one in listing if one.status in ("same", "reworded", "updated")]
    lost = [one for one in evidence if one.lost]
    gained = [one for one in evidence if one.gained and not one.lost]
    told = {id(one) for one in (*lost, *gained)}

    def other(status: str, *, target: bool) -> list[wire.EntryOut]:
        return [one for one in of(status, target=target) if id(one) not in told]

    found = [
        Section("Targets changed", of("changed", target=True)),
        Section("Targets of OLD not found in NEW", of("gone", target=True)),
        Section("Admissions of OLD not found in NEW", of("gone", target=False, admits=True)),
        Section("Admissions of NEW not found in OLD", of("new", target=False, admits=True)),
        Section("Other claims changed", of("changed", target=False)),
        Section("Evidence of OLD not found in NEW", lost),
        Section("Not decided: compare the passages", [one for one in listing if one.status == "unclear"]),
        Section("Targets in other words: compare the two", other("reworded", target=True)),
        Section("Other claims of OLD not found in NEW", of("gone", target=False)),
        Section("Targets of NEW not found in OLD", of("new", target=True)),
        Section("Other claims of NEW not found in OLD", of("new", target=False)),
        Section("Evidence of NEW not found in OLD", gained),
        Section("Other figures", [*other("updated", target=True), *other("updated", target=False)]),
        Section("Other claims in other words", other("reworded", target=False)),
    ]
    return [section for section in found if section.entries]


def verdict(diff: wire.Diff) -> list[str]:
    """What changed, in numbers: first how much is not known, then claims, targets and evidence."""
    summary = diff.summary
    if not diff.compared:
        return ["Nothing was compared: one of the two reports could not be read."]
    status, targets = summary.by_status, summary.targets
    lines = [*unread_words(diff)]
    lines.append(
        f"{count(summary.both, 'claim')} in both reports, {status.get('new', 0):,} in NEW only, "
        f"{status.get('gone', 0):,} not found again in NEW; {count(targets.get('changed', 0), 'target')} changed."
    )
    if summary.changes:
        kinds = summary.changes
        counted = listed(f"{name} {kinds[kind]:,}" for kind, name in CHANGE_WORDS.items() if kind in kinds)
        lines.append(f"Changes: {counted}.")
    if targets.get("gone"):
        lines.append(f"{count(targets['gone'], 'target')} of OLD not found in NEW.")
    if status.get("unclear"):
        lines.append(f"{count(status['unclear'], 'claim')} not decided: the passages alike are shown.")
    if summary.lost or summary.gained:
        lines.append(f"Evidence: {count(summary.lost, 'claim')} with less of it in NEW, {summary.gained:,} with more.")
    scores = [side.median_score for side in (diff.old, diff.new)]
    if None not in scores:
        lines.append(f"Median score of a claim: {scores[0]:g} in OLD, {scores[1]:g} in NEW.")
    return lines


def unread_words(diff: wire.Diff) -> Iterator[str]:
    """What was not read on each side, and what that means."""
    for name, side, means in (
        ("OLD", diff.old, "new in NEW may stand there"),
        ("NEW", diff.new, "not found in NEW may stand there"),
    ):
        parts = []
        if side.unread:
            parts.append(f"{side.unread:,} of {count(side.pages or side.unread, 'page')}")
        if side.unchecked:
            parts.append(count(side.unchecked, "character"))
        if not side.complete and not parts:
            parts.append("a part")
        if parts:
            was = "was" if parts == ["a part"] else "were"
            yield f"{listed(parts)} of {name} {was} not read: what is told as {means}."


def side_words(side: wire.SideOut) -> str:
    """A report: files, title and how much there is."""
    title = f" ({visible(side.titles[0])})" if len(side.titles) == 1 else ""
    files = listed(visible(path) for path in side.paths[:WORDS_SHOWN])
    more = f" and {len(side.paths) - WORDS_SHOWN:,} more" if len(side.paths) > WORDS_SHOWN else ""
    pages = f", {count(side.pages, 'page')}" if side.pages is not None else ""
    return f"{files or 'nothing'}{more}{title}{pages}, {count(side.groups, 'claim')}"


def change_words(change: wire.ChangeOfOut) -> str:
    """A change with the words of both sides: "due later: 2045 in OLD, 2050 in NEW"."""
    sides = [
        f"{visible(words)} in {name}" for name, words in (("OLD", change.old), ("NEW", change.new)) if words is not None
    ]
    return f"{CHANGE_WORDS[change.change]}: {listed(sides)}"


def head(entry: wire.EntryOut) -> str:
    """What is to be told of an entry before its words; empty where the heading says it all."""
    return "; ".join(change_words(one) for one in entry.changes)


def notes(entry: wire.EntryOut) -> Iterator[tuple[str, str]]:
    """What else is to be told of an entry: a label and its words."""
    if entry.status in ("reworded", "changed") and 0 < len(entry.words) <= WORDS_SHOWN and not entry.changes:
        told = (f"{_quoted(one.old)} became {_quoted(one.new)}" for one in entry.words)
        yield "words", "; ".join(told)
    if entry.admission is not None and not entry.changes:
        yield "admits", KINDS[entry.admission].lower()
    if entry.lost:
        yield "less", f"not found in NEW: {_evidence(entry.lost)}"
    if entry.gained:
        yield "more", f"not found in OLD: {_evidence(entry.gained)}"
    if entry.old is not None and entry.new is not None and entry.old.score != entry.new.score:
        yield "score", f"{entry.old.score} in OLD, {entry.new.score} in NEW"


def _quoted(words: str) -> str:
    return f"“{visible(words)}”" if words else "nothing"


def _evidence(held: Sequence[wire.HeldOut]) -> str:
    return "; ".join(
        element_name(one.element) + (f" (“{shorten(visible(one.words), EVIDENCE_WORDS)}”)" if one.words else "")
        for one in held
    )


def sides(entry: wire.EntryOut) -> Iterator[tuple[str, wire.StatedOut]]:
    """The words of an entry: OLD and NEW, those that there are."""
    if entry.old is not None:
        yield "OLD", entry.old
    if entry.new is not None:
        yield "NEW", entry.new


def sides_of(diff: wire.Diff) -> dict[str, wire.SideOut]:
    """Both reports by their names."""
    return {"OLD": diff.old, "NEW": diff.new}


def passages(entry: wire.EntryOut, diff: wire.Diff) -> Iterator[tuple[str, str, str]]:
    """The words of an entry and those that are alike: the name of the side, "" for what is alike, place and words."""
    reports = sides_of(diff)
    for name, one in sides(entry):
        yield name, where(one, reports[name]), text_of(one.text)
    for alike in entry.alike:
        place = where(alike, reports[other_name(entry)])
        yield "", f"{place}{aside_words(alike)}", text_of(alike.text)


def other_name(entry: wire.EntryOut) -> str:
    """The side on which passages are alike."""
    return "NEW" if entry.old is not None else "OLD"


def where(one: wire.StatedOut | wire.AlikeOut, side: wire.SideOut) -> str:
    """Where something stands; the file only where the side has several."""
    path = f"{visible(one.path)}, " if len(side.paths) > 1 else ""
    said = f", said {one.size:,} times" if isinstance(one, wire.StatedOut) and one.size > 1 else ""
    return f"{path}{place_words(one.place)}{said}"


def aside_words(one: wire.AlikeOut) -> str:
    """Why a passage was read as no claim."""
    if one.reason is None:
        return ""
    return ", where no claim is found" if one.reason == "no_claim" else f", no claim there: {plain(one.reason)}"


def text_of(text: str) -> str:
    """A passage on one line, cut where it is very long."""
    return shorten(visible(text), WIDEST)
