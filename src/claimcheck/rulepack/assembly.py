"""From the files of a pack to the compiled pack, with what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.rulepack import cache
from claimcheck.rulepack.amend import amend
from claimcheck.rulepack.cache import packed
from claimcheck.rulepack.collect import Collected, collect
from claimcheck.rulepack.compiler import PackCompiler
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.gc_pause import without_collecting
from claimcheck.rulepack.pack import Pack, PackPart
from claimcheck.rulepack.placed_conditions import NOTHING
from claimcheck.rulepack.source import Gathered, Kind, Paths, SourceFile, gather, sha256
from claimcheck.rulepack.words import Words

# What no pack can do without: where it is gathered, the kind, and where its files lie.
_NEEDED: tuple[tuple[str, Kind, str], ...] = (
    ("packs", "pack", "pack.yml"),
    ("law_as_of", "citations", "law/<jurisdiction>/passages.yml"),
    ("scoring", "scoring", "scoring.yml"),
    ("units", "units", "units.yml"),
    ("telling", "languages", "languages.yml"),
    ("languages", "lexicon", "lexicons/<language>/*.yml"),
    ("claim_types", "claim-type", "claims/*.yml"),
    ("elements", "element", "elements/*.yml"),
    ("profiles", "profile", "law/<jurisdiction>/profile.yml"),
)


def assemble(paths: Paths, *, builtin: bool, strict: bool) -> tuple[Pack, Collected]:
    """As ``load_rulepack``, with the definitions that the pack was made of, each with its place."""
    with without_collecting():
        return assembled(gather(paths, builtin), strict)


def assembled(gathered: Gathered, strict: bool, state: str | None = None) -> tuple[Pack, Collected]:
    """The same of files that were read. Raises ``RuleFileError``.

    ``state`` is that of program and built-in rules where the pack is kept for others who ask for the same files.
    """
    folders, builtin, sources, log, digest = gathered
    kept = cache.faultless(digest, strict=strict)
    found = collect(sources, log, strict=strict, parsed=kept.parsed)
    _complete(found, log)
    amend(found)
    # Words of a user may add to a language of ours, which then is another one.
    ours = found.languages.keys() - found.own_words
    known = kept.words if ours <= kept.words.keys() else {**_known_words(state, gathered), **kept.words}
    words = {name: known[name] for name in known.keys() & ours}
    for name in kept.entered.keys() & found.languages.keys() - found.own_grammar:
        found.languages[name].entered.update(kept.entered[name])
    before = kept.conditions or NOTHING
    compiler = PackCompiler(found, thorough=strict or bool(folders), words=words, before=before)
    compiler.parts = tuple(_parts(found, sources, digest))
    pack = compiler.pack(sha256(sources) if folders else digest, tuple(map(str, folders)), builtin)
    log.check()
    assert pack is not None
    if digest and (folders or state is None):
        cache.keep_faultless(digest, _kept(kept, found, compiler, strict=strict))
    if state is not None:
        key, made_by = cache.state_of(state, gathered), compiler.conditions
        cache.keep_compiled(key, pack, lambda: packed(pack, key, made_by.recipes, made_by.names))
    return pack, found


def _kept(kept: cache.Kept, found: Collected, compiler: PackCompiler, *, strict: bool) -> cache.Kept:
    """What is kept of the built-in rules: what was kept of them before, and what was made of them now."""
    made = {name: compiler.words[name] for name in compiler.words.keys() - found.own_words}
    entered = {
        name: {signal: one for signal, one in language.entered.items() if language.signals[signal].source.builtin}
        for name, language in found.languages.items()
        if name not in found.own_grammar
    }
    return cache.Kept(
        found.parsed,
        {**made, **kept.words},
        kept.held or strict,
        {**kept.entered, **entered},
        # No other pack has the same names as one with signals of its own.
        kept.conditions if found.own_signals else compiler.conditions.ours,
    )


def _known_words(state: str | None, gathered: Gathered) -> Mapping[str, Words]:
    """The words of the built-in rules where these were compiled before and are part of what was gathered."""
    if state is None or not (gathered.builtin and gathered.folders):
        return {}
    pack = cache.compiled(cache.state_of(state, Gathered([], True, [], gathered.log, gathered.digest)))
    return {} if pack is None else {name: lexicon.words for name, lexicon in pack.lexicons.items()}


def _complete(found: Collected, log: FaultLog) -> None:
    """Note what is missing altogether; names it would define are then not called unknown one by one."""
    # Where a folder or a file was not understood, what is missing may just be there.
    told = any(fault.code.startswith("rules-") or fault.code == "unknown-kind" for fault in log.faults)
    for attribute, kind, files in _NEEDED:
        if not getattr(found, attribute) and kind not in found.broken:
            if not told:
                log.add(f"the rules lack {files}", "missing-file", hint="CONTRIBUTING.md shows the layout")
            found.broken.add(kind)


def _parts(found: Collected, sources: Sequence[SourceFile], builtin: str) -> Iterator[PackPart]:
    """What the pack was put together from, by the names in ``pack.yml``; ``builtin`` is the digest of number 0."""
    named = {entry.source.source: entry.value for entry in found.packs.values()}
    for number in sorted({source.source for source in sources}):
        own = [source for source in sources if source.source == number]
        shape = named.get(number)
        name = shape.name if shape else own[0].label.partition("/")[0]
        digest = sha256(own) if number else builtin
        yield PackPart(name, shape.version if shape else None, digest)
