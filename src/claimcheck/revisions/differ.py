"""Puts together what changed between two reports."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from claimcheck.model import diff_out as wire
from claimcheck.model.report import DocumentOut, ProblemOut, Report
from claimcheck.revisions import likeness
from claimcheck.revisions.likeness import Like, Weights
from claimcheck.revisions.slots import apart, changes, due_changes, figures_differ, is_proven
from claimcheck.revisions.stated import Passage, Stated, Texts, passages_of, stated, wording

FAIL_ON = ("worse", "never")
MOST_WORDS = 120
"""Words of a sentence of which the differing ones are told."""
MOST_ALIKE = 3
_SETS_APART = ("metric",)
_MAY_SET_APART = ("subject", "boundary")
_NAMES = frozenset({"subject", "metric"})
"""Elements that say what a claim is about: no evidence that one could lose."""


def diff(old: Report, new: Report, texts: Texts = ((), ()), *, version: str, fail_on: str = "never") -> wire.Diff:
    """What changed from one report to another; ``fail_on`` is one of ``FAIL_ON``.

    ``texts`` are the documents of both as they were read, where they are at hand: a claim of one report that stands in
    the other one's text, and is no claim there, is then not told as one that is not found.
    """
    compared = all(any(one.status != "unreadable" for one in side.documents) for side in (old, new))
    entries = _entries(old, new, texts) if compared else []
    summary = _summary(entries)
    unread = [*_problems("OLD", old), *_problems("NEW", new)]
    return wire.Diff(
        version=version,
        exit_code=3 if unread else int(fail_on == "worse" and summary.worse > 0),
        compared=compared,
        problems=[*unread, *_unlike(old, new), *_without_text(texts, summary)],
        old=_side(old),
        new=_side(new),
        entries=entries,
        summary=summary,
    )


def _entries(old: Report, new: Report, texts: Texts) -> list[wire.EntryOut]:
    olds, news = stated(old), stated(new)
    passages = passages_of(old, texts[0]), passages_of(new, texts[1])
    texts_of = [one.wording.tokens for side in passages for one in side]
    weights = likeness.weights_of([*(one.tokens for one in (*olds, *news)), *texts_of])
    close = likeness.near(olds, news, weights)
    pairs = [pair for pair in close.pairs if _kin(olds[pair.old], news[pair.new], pair.like)]
    found = likeness.matched(pairs, lambda pair: _may_be_one(olds[pair.old], news[pair.new], pair.like, weights))
    listed = [_both(olds[pair.old], news[pair.new], pair.like, weights) for pair in found.pairs]
    gone: wire.Status = "gone"
    added: wire.Status = "new"
    for status, side, taken, there, open_ones, others, vague in (
        (gone, olds, {one.old for one in found.pairs}, passages[1], found.open_old, news, close.vague_old),
        (added, news, {one.new for one in found.pairs}, passages[0], found.open_new, olds, close.vague_new),
    ):
        lone = [one for one in side if one.number not in taken]
        alike = likeness.passages_like(lone, [one.wording for one in there], weights)
        for one in lone:
            near_ones = [there[place] for place in alike.get(one.number, ())]
            like_it = _alike(open_ones.get(one.number, ()), others, near_ones)
            listed.append(_only(status, one, like_it, one.number in vague))
    return sorted(listed, key=_order)


def _order(entry: wire.EntryOut) -> tuple[int, bool, str, int, int]:
    one = entry.new or entry.old
    assert one is not None
    return wire.STATUSES.index(entry.status), not entry.target, one.path, one.place.start, entry.new is None


def _kin(old: Stated, new: Stated, like: Like) -> bool:
    """Whether two claims are of one kind, or worded so nearly the same that only the kind was read otherwise.

    Of claims with few words in common both have to name the metric, and the same one. Where one has the words of the
    other, and a figure of the same metric in the same unit, the kind is that of what it says besides.
    """
    measured = bool(old.named("metric") and new.named("metric")) and not apart(old, new, "metric")
    if not (measured or like.same or like.held or like.words >= likeness.LEAST):
        return False
    if not old.types.isdisjoint(new.types) or (old.is_goal and new.is_goal):
        return True
    units = [slot and slot.unit for slot in (old.slot("value"), new.slot("value"))]
    told = measured and units[0] is not None and units[0] == units[1] and old.is_goal == new.is_goal
    return like.words >= likeness.ALMOST or (like.held and told)


def _may_be_one(old: Stated, new: Stated, like: Like, weights: Weights) -> bool:
    """Whether nothing that both tell makes them two: another metric, or another bearer with other figures."""
    if any(apart(old, new, element) for element in _SETS_APART):
        return False
    goals, differ = old.is_goal and new.is_goal, figures_differ(old, new)
    if goals and differ and (old.is_target != new.is_target or not is_proven(old, new, like, weights)):
        return False
    others = any(apart(old, new, element) for element in _MAY_SET_APART)
    return not (others and (differ or not goals))


def _both(old: Stated, new: Stated, like: Like, weights: Weights) -> wire.EntryOut:
    # Of a claim that is made in several places some words may be the same, and others not.
    same = like.same and (old.ids <= new.ids or new.ids <= old.ids)
    proven = is_proven(old, new, like, weights)
    # The date of an entry stands in the line over its list, and may be another one over the same words.
    found = [*due_changes(old, new)] if same else changes(old, new, like, proven=proven)
    status: wire.Status = "reworded"
    if found:
        status = "changed"
    elif like.same:
        status = "same"
    elif like.old.figures - like.new.figures and like.new.figures - like.old.figures:
        status = "reworded" if old.is_target and new.is_target else "updated"
    first, second = like.old.text, like.new.text
    if found and like.same and not same:
        first, second = _unshared(old, new, first), _unshared(new, old, second)
    return wire.EntryOut(
        status=status,
        target=old.is_target or new.is_target,
        admission=new.admission,
        old=_stated_out(old, first),
        new=_stated_out(new, second),
        changes=[wire.ChangeOfOut(one.kind, one.old, one.new) for one in found],
        words=[] if same or status == "updated" else list(_words(first, second)),
        lost=list(_held(old, new)),
        # What owns up to a failure is no evidence for the goal.
        gained=[] if new.admission is not None else list(_held(new, old)),
        alike=[],
    )


def _unshared(one: Stated, other: Stated, otherwise: str) -> str:
    """The first wording that the other side has not."""
    others = {wording.text for wording in other.wordings}
    return next((wording.text for wording in one.wordings if wording.text not in others), otherwise)


def _only(status: wire.Status, one: Stated, alike: list[wire.AlikeOut], vague: bool) -> wire.EntryOut:
    out = _stated_out(one, one.wordings[0].text)
    return wire.EntryOut(
        status="unclear" if alike or vague else status,
        target=one.is_target,
        admission=one.admission,
        old=out if status == "gone" else None,
        new=out if status == "new" else None,
        changes=[],
        words=[],
        lost=[],
        gained=[],
        alike=alike,
    )


def _alike(claims: Sequence[int], side: Sequence[Stated], passages: Sequence[Passage]) -> list[wire.AlikeOut]:
    """Passages of the other side that may be the claim: claims first, then what is no claim there."""
    firsts = [side[number].members[0] for number in claims]
    found = [(one.path, one.claim.text, one.claim.place, None) for one in firsts]
    listed = [*found, *((one.path, one.wording.text, one.place, one.reason) for one in passages)]
    return [
        wire.AlikeOut(path=path, text=text, place=place, reason=reason)
        for path, text, place, reason in listed[:MOST_ALIKE]
    ]


def _stated_out(one: Stated, text: str) -> wire.StatedOut:
    path, claim, _ = next(member for member in one.members if member.claim.text == text)
    return wire.StatedOut.like(
        claim,
        path=path,
        text=text,
        target_year=one.due,
        score=one.score,
        size=len({(member.path, member.claim.place.start) for member in one.members}),
    )


def _held(holder: Stated, other: Stated) -> Iterator[wire.HeldOut]:
    """What one side holds and the other one lacks.

    What nobody asks for of the other one counts where claims of the same types had it in their own words. Nothing is
    lost that the claim itself still has in the same words, whatever they were taken for.
    """
    alike = holder.types == other.types
    for element, one in sorted(holder.held.items()):
        if element in _NAMES or (one.value is not None and _still_said(one.value, holder, other)):
            continue
        own = alike and one.state != "linked" and element not in other.told
        if element in other.lacking or own:
            # Of evidence in a register there may be no words, and of a confidential entry there are none.
            yield wire.HeldOut(element=element, words=one.value)


def _still_said(value: str, holder: Stated, other: Stated) -> bool:
    """Whether the other side has the words of a piece of evidence; of a whole claim the figures may be others."""
    told = wording(value)
    whole = any(told.text == one.text for one in holder.wordings)
    return told.words <= other.tokens and (whole or told.figures <= other.tokens)


def _words(old: str, new: str) -> Iterator[wire.WordsOut]:
    """The runs of words that differ; none for very long sentences."""
    one, two = old.split(), new.split()
    if max(len(one), len(two)) > MOST_WORDS:
        return
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    for tag, start, end, start_new, end_new in matcher.get_opcodes():
        if tag != "equal":
            yield wire.WordsOut(old=" ".join(one[start:end]), new=" ".join(two[start_new:end_new]))


def _summary(entries: Sequence[wire.EntryOut]) -> wire.DiffSummaryOut:
    changed = Counter(one.change for entry in entries for one in entry.changes)
    return wire.DiffSummaryOut(
        both=sum(entry.old is not None and entry.new is not None for entry in entries),
        by_status=_counted(entries),
        targets=_counted(entry for entry in entries if entry.target),
        changes={kind: changed[kind] for kind in wire.CHANGES if changed[kind]},
        lost=sum(bool(entry.lost) for entry in entries),
        gained=sum(bool(entry.gained) for entry in entries),
        worse=sum(_is_worse(entry) for entry in entries),
    )


def _counted(entries: Iterable[wire.EntryOut]) -> dict[str, int]:
    counts: Mapping[str, int] = Counter(entry.status for entry in entries)
    return {status: counts[status] for status in wire.STATUSES if status in counts}


def _is_worse(entry: wire.EntryOut) -> bool:
    """Whether NEW promises or shows less: a target not found, later or lower, or evidence that is not found."""
    if entry.status == "gone":
        return entry.target
    return bool(entry.lost) or (entry.target and any(one.change in wire.WORSE for one in entry.changes))


def _side(report: Report) -> wire.SideOut:
    documents = report.documents
    groups = stated(report)
    pages = [one.coverage.pages for one in documents if one.coverage.pages is not None]
    return wire.SideOut(
        paths=[one.path for one in documents],
        titles=[one.title for one in documents if one.title],
        languages=_languages(documents),
        complete=all(one.status == "complete" for one in documents),
        pages=sum(pages) if pages else None,
        unread=sum(map(_unread, documents)),
        unchecked=sum(one.coverage.characters_unchecked for one in documents),
        claims=sum(len(one.claims) for one in documents),
        groups=len(groups),
        median_score=float(median(one.score for one in groups)) if groups else None,
        tool=report.tool,
        context=report.context,
    )


def _languages(documents: Sequence[DocumentOut]) -> list[str]:
    return sorted({one.language for one in documents if one.language is not None})


def _unread(document: DocumentOut) -> int:
    """Pages of which there are no words: left out, or without any text."""
    coverage = document.coverage
    if coverage.pages is None:
        return 0
    read = coverage.pages if coverage.pages_read is None else coverage.pages_read
    return coverage.pages - read + len(coverage.pages_without_text)


def _problems(name: str, report: Report) -> Iterator[ProblemOut]:
    """What was not read of a side, with its name and the file."""
    problems = [(one.place, one) for one in report.problems]
    problems += [(document.path, one) for document in report.documents for one in document.problems]
    for place, one in problems:
        if one.effect != "note":
            yield one.model_copy(update={"message": f"{name}: {one.message}", "place": place})


def _unlike(old: Report, new: Report) -> Iterator[ProblemOut]:
    """What keeps two reports from being held against each other like for like."""
    parts = {
        "different-rules": (old.tool.rulepack.sha256, new.tool.rulepack.sha256, "by different rules"),
        "different-program": (old.tool.version, new.tool.version, "by different versions of claimcheck"),
        "different-setting": (_setting(old), _setting(new), "in different settings"),
    }
    for code, (one, two, words) in parts.items():
        if one != two:
            yield ProblemOut(
                code=code, message=f"the two reports were made {words}", effect="note",
                hint="evidence and scores may differ by that alone; name the files themselves to read both anew",
            )  # fmt: skip
    languages = _languages(old.documents), _languages(new.documents)
    if all(languages) and languages[0] != languages[1]:
        spoken = " and ".join(", ".join(one) for one in languages)
        yield ProblemOut(
            code="different-language", message=f"the two reports are in different languages ({spoken})",
            effect="note", hint="claims are known again by their words: compare reports in one language",
        )  # fmt: skip


def _without_text(texts: Texts, summary: wire.DiffSummaryOut) -> Iterator[ProblemOut]:
    """That what is not found among the claims of a side could not be looked for in its text."""
    for name, text, status in (("OLD", texts[0], "new"), ("NEW", texts[1], "gone")):
        if not text and summary.by_status.get(status):
            yield ProblemOut(
                code="text-not-at-hand", effect="note",
                message=f"{name} is a report without its text: what is not found among its claims may stand there all "
                "the same, in words that are no claim",
                hint="name the file that it was made from",
            )  # fmt: skip


def _setting(report: Report) -> tuple[object, ...]:
    context = report.context
    return context.audience, context.medium, context.subject, context.jurisdictions
