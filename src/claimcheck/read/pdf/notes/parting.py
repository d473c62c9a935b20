"""Parts a page's paragraphs where its notes begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.layout.sheet import Sheet
from claimcheck.read.pdf.notes.candidates import PageNotes
from claimcheck.read.pdf.notes.markers import Start, cut, next_inside
from claimcheck.read.pdf.page.content import Line


def parted(page: PageNotes) -> Sheet:
    """The page with the chosen notes as drafts of their own."""
    cuts: dict[int, dict[int, Start]] = defaultdict(dict)
    for each in page.chosen:
        cuts[id(each.draft)][each.line] = each.start
    used = {id(each.marker) for each in page.chosen}
    drafts: list[Draft] = []
    for draft in page.sheet.drafts:
        starts = cuts.get(id(draft))
        if starts is None:
            if not all(id(line) in used for line in draft.lines):
                drafts.append(draft)
            continue
        ends = [*sorted(starts)[1:], len(draft.lines)]
        first = min(starts)
        if first:
            # A row that gives notes away is none any more.
            drafts.append(replace(draft, lines=draft.lines[:first], is_row=False, grid=None, cells=()))
        for at, end in zip(sorted(starts), ends, strict=True):
            label, skip, _ = starts[at]
            note = Draft(draft.lines[at:end], note=label, skip=skip)
            drafts += _split_inline(note, page)
    return replace(page.sheet, drafts=drafts)


def _split_inline(note: Draft, page: PageNotes) -> Iterator[Draft]:
    """Part a note that holds the next ones as well: "(1) … (2) …", or with raised marks."""
    lines = list(note.lines)
    label, skip = note.note or "", note.skip
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        inside = next_inside(line, label, skip if not kept else 0, page.times, page.noted)
        if inside is None:
            kept.append(line)
            at += 1
            continue
        offset, found = inside
        before, behind = cut(line, offset)
        if before.text:
            kept.append(before)
        if kept:
            yield Draft(kept, note=label, skip=skip)
        page.noted.add(found.label)
        label, skip, kept, lines[at] = found.label, found.skip, [], behind
    if kept:
        yield Draft(kept, note=label, skip=skip)
