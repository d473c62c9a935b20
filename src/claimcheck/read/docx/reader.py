"""Word files, read from the XML in them: the text as it stands once every tracked change is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.docx.inline import Counts
from claimcheck.read.docx.story import Source, Story
from claimcheck.read.docx.styles import Styles, W
from claimcheck.read.limits import counted
from claimcheck.read.office import told
from claimcheck.read.office.blocks import finished, make_blocks
from claimcheck.read.office.drafts import Draft, Drafts, NoteKey, find_headings, lift_title
from claimcheck.read.office.package import FETCH, Element, Package, Relation
from claimcheck.read.reading import Raw, Reading

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))

_SAVE = "open it in its program, where the other files are, and save it as PDF"
_MAIN_PART = "word/document.xml"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"


def read(raw: Raw) -> Reading:
    """Read a Word file.

    Raises ``UnreadableInput`` as ``Package`` and ``parse`` do, and (``no-text``, ``empty``).
    """
    package = Package(raw, "Word file")
    main = package.main_part(_MAIN_PART)
    tree = package.main(main, W + "document")
    body = tree.root.find(W + "body")
    if body is None:
        raise raw.unreadable("damaged", f"is no Word file: its part {main} holds no document", FETCH)
    file = _File(package, main)
    if tree.root.find(W + "background") is None and not any(map(_is_behind, tree.root.iter(_ANCHOR))):
        file.source.page = "ffffff"
    file.read(body)
    drafts, counts = file.drafts, file.counts
    find_headings(drafts.blocks)
    lift_title(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, file.labels)
    if not made.blocks:
        raise _nothing_read(raw, counts)
    said = [*package.problems(), *_left_out(raw, counts), *counts.hidden.problems(raw.path)]
    if tree.damage:
        said.insert(0, raw.problem(tree.code, f"was read in part: {tree.damage}", "partial", FETCH))
    return finished(made, raw, said, counts.hidden, title=package.title(), language=file.source.styles.language)


def _is_behind(anchor: Element) -> bool:
    """Whether a picture stands behind the text."""
    return bool(anchor.get("behindDoc") == "1")


class _File:
    """One Word file while it is read: body first, then the notes that it names, then headers and footers."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._relations = package.relations(main)
        self.source = Source(package, Styles(None))
        styles = package.tree(part) if (part := self._part_of_kind("styles")) else None
        if styles is not None:
            self.source.styles = Styles(styles.root)
        self.drafts = Drafts()
        self.counts = Counts()
        self.labels: dict[NoteKey, str] = {}

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
        """Read the notes in the order in which marks name them.

        Footnotes are counted 1, 2, 3 and endnotes i, ii, iii, as Word does where nothing else is said: so no two
        notes have one label.
        """
        notes: dict[NoteKey, tuple[Element, dict[str, Relation]]] = {}
        for kind in sorted({key[0] for key in _named(self.drafts.blocks)}, reverse=True):
            part = self._part_of_kind(f"{kind}s")
            if part is None or (tree := self._package.tree(part)) is None:
                continue
            for element in tree.root.iterchildren(W + kind):
                if element.get(W + "type") not in _SEPARATORS:
                    key = kind, element.get(W + "id", "")
                    notes.setdefault(key, (element, self._package.relations(part)))
        counted = Counter[str]()
        done = 0
        # A note may have marks of further notes.
        while done < len(self.drafts.blocks):
            fresh, done = self.drafts.blocks[done:], len(self.drafts.blocks)
            named = [key for key in dict.fromkeys(_named(fresh)) if key in notes and key not in self.labels]
            for key in named:
                counted[key[0]] += 1
                count = counted[key[0]]
                self.labels[key] = str(count) if key[0] == "footnote" else _roman(count)
            for key in sorted(named, key=itemgetter(0), reverse=True):
                element, relations = notes[key]
                story = Story(self.source, relations, note=key)
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

    def _part_of_kind(self, kind: str) -> str | None:
        """The part that a relation of the main part of this kind points to."""
        found = (one for one in self._relations.values() if one.kind == kind and not one.external)
        return next((one.target for one in found), None)


def _named(drafts: Iterable[Draft]) -> Iterator[NoteKey]:
    """The notes that marks in drafts name."""
    for draft in drafts:
        for reference in draft.text.references:
            if reference.key is not None:
                yield reference.key


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)


def _nothing_read(raw: Raw, counts: Counts) -> UnreadableInput:
    """The error for a document without any text."""
    if counts.pictures:
        message = "has no text, only pictures of it"
        return raw.unreadable("no-text", message, "recognise the text of the file (OCR) and give the result")
    if counts.unopened:
        return raw.unreadable("no-text", "has no text of its own: it only shows other files", _SAVE)
    return raw.empty()


def _left_out(raw: Raw, counts: Counts) -> Iterator[Problem]:
    """What to say of what is no text."""
    if counts.unopened:
        message = f"takes in {counted(counts.unopened, 'other file')}: not opened, and so not read"
        yield raw.problem("content-not-opened", message, "partial", _SAVE)
    yield from told.of_kind(raw, "embedded object", counts.objects)
    yield from told.of_kind(raw, "tracked change", counts.changes)
    yield from told.of_kind(raw, "comment", counts.comments)
