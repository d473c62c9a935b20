"""PowerPoint presentations, read from the XML in them: each slide is a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import PageStatus, Problem
from claimcheck.read.office import told
from claimcheck.read.office.blocks import make_blocks, make_pages
from claimcheck.read.office.drafts import Drafts
from claimcheck.read.office.fitting import fitted
from claimcheck.read.office.headings import find_headings
from claimcheck.read.office.markup import Element, R, parse, whole
from claimcheck.read.office.package import Package, Relation
from claimcheck.read.pptx.layouts import Layouts
from claimcheck.read.pptx.markup import P
from claimcheck.read.pptx.slide import Counts, Slide, Source, hide
from claimcheck.read.reading import Raw, Reading

_MAIN_PART = "ppt/presentation.xml"
_OFF = frozenset(("0", "false"))


def read(raw: Raw) -> Reading:
    """Read a presentation; hidden slides are told and no part of it, notes of the speaker are notes.

    Raises ``UnreadableInput`` (``damaged``, ``encrypted``, ``unsafe-archive``, ``dtd-refused``, ``limit-…``,
    ``no-text``, ``empty``).
    """
    package = Package(raw, "PowerPoint file")
    main = package.main_part(_MAIN_PART)
    tree = parse(package.part(main), raw)
    if tree.root.tag != P + "presentation":
        message = f"is no PowerPoint file: its part {main} holds no presentation"
        raise UnreadableInput(message, code="damaged", path=raw.path, hint=told.FETCH)
    if tree.damage:
        package.failures.append(tree.damage)
    parts = _slides(package, tree.root, package.relations(main))
    source = Source(package, _size(tree.root))
    layouts = Layouts(package)
    drafts = Drafts()
    statuses: dict[int, PageStatus] = {}
    wanted = raw.wanted(len(parts)) if parts else range(0)
    for number in wanted:
        if not raw.opens(number, len(parts)) or not _read_slide(
            source, layouts, parts[number - 1], number, drafts
        ):
            statuses[number] = "unread"
        if raw.progress:
            raw.progress(number, len(parts))
    find_headings(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, {})
    counts = source.counts
    if not made.blocks:
        raise package.failure() or _nothing_read(raw, counts)
    statuses.update({number: "unread" for number in range(1, len(parts) + 1) if number not in wanted})
    statuses.update({number: "picture" for number in counts.drawn if number not in made.runs})
    fit = fitted(made, raw)
    said = (
        *package.problems(),
        *_left_out(raw, counts, [number for number, status in statuses.items() if status == "picture"]),
        *told.pages_cut(raw, "slide", len(parts), len(wanted)),
        *fit.problems,
    )
    pages = tuple(make_pages([None] * len(parts), made.runs, statuses))
    title = next((block.text for block in fit.blocks if block.kind == "heading" and block.page == 1), None)
    title = package.title() or (title and " ".join(title.split()))
    return Reading(made.source, fit.blocks, pages, said, title, tables=fit.tables, unseen=counts.hidden.texts)


def _slides(package: Package, presentation: Element, relations: Mapping[str, Relation]) -> list[str | None]:
    """The parts of the slides in their order, None for one that is not in the file."""
    found: list[str | None] = []
    for element in presentation.iterfind(f"{P}sldIdLst/{P}sldId"):
        relation = relations.get(element.get(R + "id", ""))
        there = relation is not None and not relation.external and relation.target in package
        if not there:
            package.failures.append(f"its slide {len(found) + 1} is not in the file")
        found.append(relation.target if relation is not None and there else None)
    return found


def _size(presentation: Element) -> tuple[int, int] | None:
    size = presentation.find(P + "sldSz")
    wide, high = whole(size, "cx"), whole(size, "cy")
    return (wide, high) if wide and high else None


def _read_slide(source: Source, layouts: Layouts, part: str | None, number: int, drafts: Drafts) -> bool:
    """Read one slide with its notes; False for one that cannot be read or is not shown."""
    tree = source.package.tree(part) if part else None
    if part is None or tree is None:
        return False
    if tree.root.get("show") in _OFF:
        hide(source.counts.hidden, tree.root, "switched off", number)
        return False
    relations = source.package.relations(part)
    slide = Slide(source, layouts.of(part), relations, number)
    slide.read(tree.root)
    for relation in relations.values():
        if relation.external or relation.target not in source.package:
            continue
        if relation.kind == "notesSlide":
            notes = source.package.tree(relation.target)
            if notes is not None:
                slide.read_notes(notes.root)
        elif relation.kind == "comments":
            remarks = source.package.tree(relation.target)
            source.counts.comments += (
                0 if remarks is None else sum(each.tag.endswith("}cm") for each in remarks.root)
            )
    drafts.take(slide.drafts)
    return True


def _nothing_read(raw: Raw, counts: Counts) -> UnreadableInput:
    if counts.hidden:
        return told.all_hidden(raw)
    return told.only_pictures(raw) if counts.pictures or counts.charts else told.empty(raw)


def _left_out(raw: Raw, counts: Counts, pictured: Sequence[int]) -> Iterator[Problem]:
    """What to say of all that is not in the text."""
    yield from told.pages_without_text(raw, pictured)
    yield from counts.hidden.problems(raw.path)
    yield from told.speaker_notes(raw, counts.noted)
    yield from told.objects(raw, counts.objects)
    yield from told.pictures(raw, counts.charts, counts.pictures)
    yield from told.comments(raw, counts.comments)
