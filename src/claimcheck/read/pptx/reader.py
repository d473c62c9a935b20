"""PowerPoint presentations, read from the XML in them: each slide is a page."""

from __future__ import annotations

from msgspec.structs import replace

from claimcheck.model.document import PageStatus
from claimcheck.read.office import told
from claimcheck.read.office.blocks import finished, make_blocks, make_pages
from claimcheck.read.office.drafts import Drafts, find_headings
from claimcheck.read.office.package import Element, Package, R, whole
from claimcheck.read.pptx.layouts import Layouts, P
from claimcheck.read.pptx.slide import Slide, Source, hide
from claimcheck.read.reading import Raw, Reading

_MAIN_PART = "ppt/presentation.xml"
_OFF = frozenset(("0", "false"))


def read(raw: Raw) -> Reading:
    """Read a presentation; hidden slides are told and no part of it, notes of the speaker are notes.

    Raises ``UnreadableInput`` as ``Package`` and ``parse`` do, and (``no-text``, ``empty``).
    """
    package = Package(raw, "PowerPoint file")
    main = package.main_part(_MAIN_PART)
    tree = package.main(main, P + "presentation")
    if tree.damage:
        package.failures.append(tree.damage)
    parts = _slides(package, tree.root, main)
    source = Source(package, _size(tree.root))
    layouts = Layouts(package)
    drafts = Drafts()
    statuses: dict[int, PageStatus] = dict.fromkeys(range(1, len(parts) + 1), "unread")
    for number, opened in raw.each(len(parts)):
        if opened and _read_slide(source, layouts, parts[number - 1], number, drafts):
            del statuses[number]
    find_headings(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, {})
    counts = source.counts
    if not made.blocks:
        raise package.failure() or told.nothing_read(raw, counts)
    pictured = sorted(counts.drawn - made.runs.keys())
    statuses.update(dict.fromkeys(pictured, "picture"))
    cut = told.pages_cut(raw, "slide", len(parts))
    said = [*package.problems(), *told.left_out(raw, counts, pictured), *cut]
    pages = make_pages([None] * len(parts), made.runs, statuses)
    read = finished(made, raw, said, counts.hidden, title=package.title(), pages=pages)
    title = next((block.text for block in read.blocks if block.kind == "heading" and block.page == 1), "")
    return replace(read, title=read.title or " ".join(title.split()) or None)


def _slides(package: Package, presentation: Element, main: str) -> list[str | None]:
    """The parts of the slides in their order, None for one that is not in the file."""
    found: list[str | None] = []
    relations = package.relations(main)
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
    package = source.package
    slide = Slide(source, layouts.of(part), package.relations(part), number)
    slide.read(tree.root)
    for notes in map(package.tree, package.related(part, "notesSlide")):
        if notes is not None:
            slide.read_notes(notes.root)
    for remarks in map(package.tree, package.related(part, "comments")):
        if remarks is not None:
            source.counts.comments += sum(each.tag.endswith("}cm") for each in remarks.root)
    drafts.take(slide.drafts)
    return True
