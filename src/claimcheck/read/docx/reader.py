"""Word files, read from the XML in them: the text as it stands once every tracked change is accepted."""

from __future__ import annotations

from claimcheck.read.docx import problems
from claimcheck.read.docx.inline import Counts
from claimcheck.read.docx.markup import W
from claimcheck.read.docx.notes import Notes
from claimcheck.read.docx.story import Source, Story
from claimcheck.read.docx.styles import Styles
from claimcheck.read.office.blocks import make_blocks
from claimcheck.read.office.drafts import Drafts
from claimcheck.read.office.fitting import fitted
from claimcheck.read.office.headings import find_headings, lift_title
from claimcheck.read.office.markup import Element, Tree, parse
from claimcheck.read.office.package import Package, Relation
from claimcheck.read.reading import Raw, Reading

_MAIN_PART = "word/document.xml"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"


def read(raw: Raw) -> Reading:
    """Read a Word file.

    Raises ``UnreadableInput`` (``damaged``, ``encrypted``, ``unsafe-archive``, ``dtd-refused``, ``limit-…``,
    ``no-text``, ``empty``).
    """
    package = Package(raw, "Word file")
    main = package.main_part(_MAIN_PART)
    tree = parse(package.part(main), raw)
    body = tree.root.find(W + "body")
    if tree.root.tag != W + "document" or body is None:
        raise problems.no_document(raw, main)
    file = _File(package, main)
    if tree.root.find(W + "background") is None and not any(map(_is_behind, tree.root.iter(_ANCHOR))):
        file.source.page = "ffffff"
    file.read(body)
    drafts = file.drafts
    find_headings(drafts.blocks)
    lift_title(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, file.notes.labels)
    if not made.blocks:
        raise problems.nothing_read(raw, file.counts)
    fit = fitted(made, raw)
    hidden = file.counts.hidden
    said = (
        *problems.damage(raw, tree),
        *package.problems(),
        *problems.left_out(raw, file.counts),
        *hidden.problems(raw.path),
        *fit.problems,
    )
    heading = " ".join(" ".join(block.text.split()) for block in fit.blocks if block.kind == "title")
    title = heading or package.title()
    return Reading(
        made.source,
        fit.blocks,
        problems=said,
        title=title,
        tables=fit.tables,
        language=file.source.styles.language,
        unseen=hidden.texts,
    )


def _is_behind(anchor: Element) -> bool:
    """Whether a picture stands behind the text."""
    return bool(anchor.get("behindDoc") == "1")


class _File:
    """One Word file while it is read: body first, then the notes that it names, then headers and footers."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._relations = package.relations(main)
        self._notes_relations: dict[str, dict[str, Relation]] = {}
        self.source = Source(package, Styles(None))
        styles = self._part_of_kind("styles")
        if styles is not None:
            self.source.styles = Styles(styles.root)
        self.drafts = Drafts()
        self.counts = Counts()
        self.notes = Notes()

    def read(self, body: Element) -> None:
        """Read the body and all that belongs to it."""
        story = Story(self.source, self._relations)
        story.read(body)
        self._take(story)
        self._read_notes()
        self._read_headers(list(story.headers))

    def _take(self, story: Story) -> None:
        self.drafts.take(story.drafts)
        self.counts.add(story.counts)

    def _read_notes(self) -> None:
        kinds = {
            reference.key[0]
            for draft in self.drafts.blocks
            for reference in draft.text.references
            if reference.key
        }
        for kind in sorted(kinds, reverse=True):
            tree = self._part_of_kind(f"{kind}s")
            if tree is not None:
                self.notes.add(kind, tree.root)
        done = 0
        # A note may have marks of further notes.
        while done < len(self.drafts.blocks):
            fresh, done = self.drafts.blocks[done:], len(self.drafts.blocks)
            named = self.notes.name(fresh)
            for key, element in sorted(named, key=lambda note: note[0][0], reverse=True):
                story = Story(self.source, self._notes_relations.get(key[0] + "s", {}), note=key)
                story.read(element)
                self._take(story)

    def _read_headers(self, identities: list[str]) -> None:
        told: set[str] = set()
        parts: set[str] = set()
        for identity in identities:
            relation = self._relations.get(identity)
            if relation is None or relation.external or relation.target in parts:
                continue
            parts.add(relation.target)
            tree = self._package.tree(relation.target)
            if tree is None:
                continue
            story = Story(self.source, self._package.relations(relation.target), running=True)
            story.read(tree.root)
            fresh = [draft for draft in story.drafts.blocks if draft.text.text not in told]
            if len(fresh) < len(story.drafts.blocks):
                story.drafts.tables = []
            told.update(draft.text.text for draft in fresh)
            story.drafts.blocks = fresh
            self._take(story)

    def _part_of_kind(self, kind: str) -> Tree | None:
        """The part that a relation of the main part of this kind points to."""
        for relation in self._relations.values():
            if relation.kind == kind and not relation.external:
                self._notes_relations[kind] = self._package.relations(relation.target)
                return self._package.tree(relation.target)
        return None
