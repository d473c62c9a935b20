"""From rule files to the compiled pack: the one way in."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from claimcheck.rulepack import reuse
from claimcheck.rulepack.amend import amend
from claimcheck.rulepack.cache import Kept
from claimcheck.rulepack.collect import Collected, collect
from claimcheck.rulepack.compiler import PackCompiler
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.pack import Pack, PackPart
from claimcheck.rulepack.source import Kind, SourceFile, source_files

# What no pack can do without: where it is gathered, the kind, and where its files lie.
_NEEDED: tuple[tuple[str, Kind, str], ...] = (
    ("packs", "pack", "pack.yml"),
    ("law_as_of", "citations", "citations.yml"),
    ("scoring", "scoring", "scoring.yml"),
    ("units", "units", "units.yml"),
    ("telling", "languages", "languages.yml"),
    ("languages", "lexicon", "lexicons/<language>/*.yml"),
    ("claim_types", "claim-type", "claims/*.yml"),
    ("elements", "element", "elements/*.yml"),
    ("profiles", "profile", "profiles/*.yml"),
)


Paths = Path | str | Sequence[Path | str]


def load_rulepack(paths: Paths = (), *, builtin: bool = True, strict: bool = False) -> Pack:
    """Load the built-in rules and those under ``paths``, which add to them or override them by id.

    One path or several; a path is a folder with the layout of ``rules/`` or of bare rule files, or one file.
    ``strict`` holds the built-in files against their JSON Schemas too; files of users always are. The built-in rules
    alone are compiled once in a process, for as long as their files stay what they are. Raises ``RuleFileError``,
    whose ``faults`` are all faults of all files, each with path, line, column and hint.
    """
    with _without_collecting():
        gathered = _gather(paths, builtin)
        known = reuse.compiled(gathered.digest)
        if known is not None and not (strict or gathered.folders or gathered.log.faults):
            return known
        return _assemble(gathered, strict)[0]


def assemble(paths: Paths, *, builtin: bool, strict: bool) -> tuple[Pack, Collected]:
    """As ``load_rulepack``, with the definitions that the pack was made of, each with its place."""
    with _without_collecting():
        return _assemble(_gather(paths, builtin), strict)


class _Gathered(NamedTuple):
    """The files of a pack; ``digest`` is that of the built-in ones, empty without them."""

    folders: list[Path]
    builtin: bool
    sources: list[SourceFile]
    log: FaultLog
    digest: str


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Everything that is built here lives on, so looking for garbage meanwhile only costs time: half of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _gather(paths: Paths, builtin: bool) -> _Gathered:
    folders = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
    log = FaultLog()
    sources = source_files(folders, builtin=builtin, log=log)
    digest = _sha256(source for source in sources if source.builtin) if builtin else ""
    return _Gathered(folders, builtin, sources, log, digest)


def _assemble(gathered: _Gathered, strict: bool) -> tuple[Pack, Collected]:
    folders, builtin, sources, log, digest = gathered
    kept = reuse.known(digest, strict) if digest else reuse.NOTHING
    found = collect(sources, log, strict=strict, values=kept.values)
    _complete(found, log)
    amend(found, log)
    # Words of users get numbers among ours and may add to a language of ours, which then is another one.
    words = {} if found.own_words else kept.words
    outlines = () if folders or strict else kept.outlines
    compiler = PackCompiler(found, log, thorough=strict or bool(folders), words=words, outlines=outlines)
    compiler.parts = tuple(_parts(found, sources, digest))
    sha256 = _sha256(sources) if folders else digest
    pack = compiler.pack(sha256, tuple(str(folder) for folder in folders), builtin)
    log.check()
    assert pack is not None
    if digest and not kept.words and not found.own_words and (strict or not folders):
        reuse.keep(digest, Kept(found.values, compiler.words, compiler.outlining.made), strict)
    if digest and not folders and not strict:
        reuse.keep_compiled(digest, pack)
    return pack, found


def _complete(found: Collected, log: FaultLog) -> None:
    """Note what is missing altogether; names it would define are then not called unknown one by one."""
    # Where a folder or a file was not understood, what is missing may just be there.
    told = any(fault.code.startswith("rules-") or fault.code == "unknown-kind" for fault in log.faults)
    for attribute, kind, files in _NEEDED:
        if not getattr(found, attribute) and kind not in found.broken:
            if not told:
                log.add(
                    f"the rules lack {files}", code="missing-file", hint="CONTRIBUTING.md shows the layout"
                )
            found.broken.add(kind)


def _parts(found: Collected, sources: Sequence[SourceFile], builtin: str) -> Iterator[PackPart]:
    """What the pack was put together from, by the names in ``pack.yml``; ``builtin`` is the digest of number 0."""
    named = {entry.source.source: entry.value for entry in found.packs.values()}
    for number in sorted({source.source for source in sources}):
        own = [source for source in sources if source.source == number]
        shape = named.get(number)
        name = shape.name if shape else own[0].label.partition("/")[0]
        digest = _sha256(own) if number else builtin
        yield PackPart(name, shape.version if shape else None, digest)


def _sha256(sources: Iterable[SourceFile]) -> str:
    """Over every file by source and relative path, so that it is the same wherever the rules lie."""
    total = hashlib.sha256()
    for source in sorted(sources, key=lambda one: (one.source, one.relative)):
        head = f"{source.source}\n{source.relative}\n{len(source.data)}\n"
        total.update(head.encode(errors="surrogateescape"))
        total.update(source.data)
    return total.hexdigest()
