"""Where rules lie: the built-in ones, folders of the user, and which kind each file is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from msgspec import Struct

from claimcheck.model.context import path_of
from claimcheck.rulepack.faults import FaultLog

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Kind = Literal[
    "pack", "lexicon", "claim-type", "element", "check", "profile", "legal-test", "citations", "banned", "scoring",
    "ranking", "units", "languages", "letters", "sections", "metrics", "conditions", "statistics", "admissions",
    "facts", "roles",
]  # fmt: skip

Paths = Path | str | Sequence[Path | str]
PACKS = "claimcheck.rulepacks"
"""Entry points of this group name the packages that hold rule packs: ``acme = "acme_rules"``."""

LAW = "law"
FOLDERS: Mapping[str, Kind] = {
    "lexicons": "lexicon", "claims": "claim-type", "elements": "element", "checks": "check", "profiles": "profile",
    LAW: "legal-test",
}  # fmt: skip
# What lies beside the legal tests of a jurisdiction.
BESIDE_TESTS: Mapping[str, Kind] = {"profile": "profile", "passages": "citations", "banned": "banned"}
# Of all other kinds a pack has one file, which is named after its kind.
FILES: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind) if kind not in (*FOLDERS.values(), "banned")}
# Keys that only one kind of file has, most telling first.
TELLING: tuple[tuple[str, Kind], ...] = (
    ("denied", "facts"), ("breach", "legal-test"), ("tier", "check"), ("step", "check"), ("core", "claim-type"),
    ("grades", "element"), ("look", "element"),
    ("cells", "profile"), ("stop_words", "languages"), ("runs", "letters"), ("weights", "roles"),
    ("law_as_of", "citations"),
    ("dimensions", "scoring"), ("currencies", "units"), ("sections", "sections"), ("signals", "lexicon"),
    ("facts", "lexicon"), ("inflections", "lexicon"), ("headings", "lexicon"), ("tables", "lexicon"),
    ("changes", "lexicon"), ("figures", "lexicon"), ("predicates", "lexicon"), ("when", "check"),
    ("metrics", "metrics"), ("conditions", "conditions"), ("medians", "statistics"), ("parts", "ranking"),
    ("admissions", "admissions"), ("banned", "banned"),
)  # fmt: skip
SUFFIXES = (".yml", ".yaml")
MAX_FILES = 5_000
# Of one file.
MAX_BYTES = 1_000_000
_NAME = 'name = "claimcheck-esg"'
INSTALLED = Path(__file__).parents[1] / "_rules"
"""The built-in rules in an installed package."""
# The packages whose classes a compiled pack consists of, and those that compile it.
_PROGRAM = ("rulepack", "text", "model")


class SourceFile(Struct, frozen=True):
    """A rule file before it is parsed.

    ``relative`` is its path inside its source with forward slashes, ``label`` what messages call it.
    ``source`` is the number of its source: 0 for the built-in one, later ones override earlier ones. ``kind``
    is None where only its keys can tell. ``laid_out`` says that it lies where the layout of ``rules/`` wants
    its kind, so that its name has to fit as well. ``folder`` is the name of the folder it lies in.
    """

    relative: str
    folder: str
    label: str
    source: int
    builtin: bool
    kind: Kind | None
    laid_out: bool
    data: bytes

    @property
    def folder_of_law(self) -> str | None:
        """The folder of a jurisdiction where the layout has the file in one."""
        is_law = self.kind == FOLDERS[LAW] or self.stem in BESIDE_TESTS
        return self.folder if is_law and self.laid_out else None

    @property
    def stem(self) -> str:
        """The file name without its ending."""
        return self.relative.rpartition("/")[2].rsplit(".", 1)[0]


def builtin_rules() -> Traversable:
    """The built-in rules: of the checkout when claimcheck runs from one, else of the installed package."""
    root = Path(__file__).parents[3]
    rules, project = root / "rules", root / "pyproject.toml"
    if rules.is_dir() and _is_claimcheck(project):
        return rules
    if INSTALLED.is_dir():
        return INSTALLED
    # Only a package that is no folder, such as an archive, has a use for it, and it brings much along.
    from importlib.resources import files

    return files("claimcheck") / "_rules"


def builtin_state(dated: bool | None = None) -> str:
    """What tells that program and built-in rules are still what they were: of each file its name and size.

    That takes a fifth of the time of reading them. In a checkout, where files are edited (``dated``; None for where
    they lie), the time of their last change is part of it. In an archive it is what stands in rules.
    """
    rules, package = builtin_rules(), Path(__file__).parents[1]
    dated = rules != INSTALLED if dated is None else dated
    if isinstance(rules, Path):
        states = [*file_states(str(rules), SUFFIXES, dated)]
    else:
        states = [f"{name} {_digest(entry)}" for name, entry in _walk_package(rules, "")]
    for name in _PROGRAM:
        states += file_states(str(package / name), (".py",), dated)
    return hashlib.sha256("\n".join(sorted(states)).encode(errors="surrogateescape")).hexdigest()


def file_states(folder: str, suffixes: tuple[str, ...], dated: bool = True, above: str = "") -> Iterator[str]:
    """A line for each file below a folder: name, size and, if ``dated``, times; an error for what cannot be read."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if not entry.name.startswith((".", "__")):
                        yield from file_states(entry.path, suffixes, dated, f"{above}{entry.name}/")
                elif entry.name.endswith(suffixes):
                    state = entry.stat()
                    changed = f" {state.st_mtime_ns} {state.st_ctime_ns}" if dated else ""
                    yield f"{above}{entry.name} {state.st_size}{changed}"
    except OSError as error:
        yield f"{above} {error}"


def _digest(entry: Traversable) -> str:
    try:
        return hashlib.sha256(entry.read_bytes()).hexdigest()
    except OSError as error:
        return str(error)


def is_builtin(folder: Path) -> bool:
    """Whether a folder is the one that the built-in rules are read from."""
    rules = builtin_rules()
    return isinstance(rules, Path) and folder.resolve() == rules.resolve()


def pack_of(path: Path) -> Path:
    """The folder of the pack that a file or folder of rules is part of; the path itself where none of a user holds it.

    "our-rules/checks/HSE/HSE-901-slogan.yml" asks for words and law that our-rules has beside it.
    """
    place = path.resolve()
    own = _name_of(builtin_rules())
    # No file of the layout lies deeper than three folders below pack.yml.
    for folder in (place, *place.parents)[:4]:
        name = _name_of(folder)
        if name is not None:
            # What a copy of the built-in rules has is there already.
            return path if folder == place or name == own else folder
    return path


def _name_of(folder: Traversable) -> bytes | None:
    """The line of ``pack.yml`` that names a pack, empty where it names none; None where there is no such file."""
    for suffix in SUFFIXES:
        file = folder / f"pack{suffix}"
        with suppress(OSError, ValueError):
            if file.is_file():
                lines = file.read_bytes().splitlines()
                return next((line.rstrip() for line in lines if line.startswith(b"name:")), b"")
    return None


def _is_claimcheck(project: Path) -> bool:
    """Whether a ``pyproject.toml`` is ours, which names the project in a line of its own; asked at every start."""
    try:
        lines = project.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False
    behind = iter(lines)
    return "[project]" in behind and _NAME in takewhile(lambda line: not line.startswith("["), behind)


def source_files(paths: Iterable[Path], *, builtin: bool, log: FaultLog) -> list[SourceFile]:
    """Read every rule file: the built-in ones, then each path in the order given; sorted inside each."""
    found: list[SourceFile] = []
    if builtin:
        rules = builtin_rules()
        top = _label(rules) if isinstance(rules, Path) else "rules"
        for relative, entry in sorted(_walk_package(rules, "")):
            found += _source(entry, tuple(relative.split("/")), relative, f"{top}/{relative}", 0, log)
        if not found and not log.faults:
            hint = "install claimcheck again"
            log.add("the built-in rules are missing", "rules-missing", path=str(rules), hint=hint)
    for number, path in enumerate(paths, start=1):
        found.extend(_user_files(_installed(Path(path)), number, log))
    return found


def _installed(path: Path) -> Path:
    """The folder of an installed pack where the path is the name of one and nothing lies there; else the path."""
    if len(path.parts) != 1 or path.exists():
        return path
    # Slow to load, and few runs name a pack.
    from importlib.metadata import entry_points
    from importlib.resources import files

    for point in entry_points(group=PACKS):
        if point.name == path.name:
            folder = files(point.module)
            return folder if isinstance(folder, Path) else path
    return path


def _user_files(path: Path, number: int, log: FaultLog) -> Iterator[SourceFile]:
    is_folder = is_file = False
    with suppress(OSError, ValueError):
        is_folder, is_file = path.is_dir(), path.is_file()
    if not is_folder and not is_file:
        hint = "a folder of rule files, one such file, or the name of an installed pack"
        log.add("no such folder of rules", "rules-not-found", path=str(path), hint=hint)
        return
    entries = sorted(_walk_folder(path, path.resolve().name, log)) if is_folder else [((path.name,), path)]
    if not entries and not log.full:
        hint = "rule files end in .yml"
        log.add("the folder holds no rule file", "rules-empty", path=str(path), hint=hint)
    top = _label(path)
    for parts, entry in entries:
        relative = "/".join(parts[1:]) if is_folder else parts[0]
        yield from _source(entry, parts, relative, f"{top}/{relative}" if is_folder else top, number, log)


def _source(
    entry: Traversable, parts: tuple[str, ...], relative: str, label: str, number: int, log: FaultLog
) -> Iterator[SourceFile]:
    """The file at ``parts``, which may begin above its source; nothing where it cannot be read or is none of ours."""
    kind, laid_out = kind_of_path(parts)
    data = _read(entry, label, log) if kind or number else None
    if data is not None:
        folder = parts[-2] if len(parts) > 1 else ""
        yield SourceFile(relative, folder, label, number, not number, kind, laid_out, data)


def kind_of_path(parts: tuple[str, ...]) -> tuple[Kind | None, bool]:
    """The kind that the nearest folder or the file name tells, and whether the layout has it there."""
    stem = parts[-1].rsplit(".", 1)[0]
    for depth in range(len(parts) - 2, -1, -1):
        kind = FOLDERS.get(parts[depth])
        if kind is not None:
            below = len(parts) - 1 - depth
            if kind == "legal-test":
                return BESIDE_TESTS.get(stem, kind), below == 2
            return kind, below == (2 if kind in ("lexicon", "check") else 1)
    return FILES.get(stem), stem in FILES


def kind_of_keys(value: Mapping[str, Any]) -> Kind | None:
    """The kind that the keys of a file tell, None where they tell nothing."""
    return next((kind for key, kind in TELLING if key in value), None)


def _label(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return path.as_posix()


def _read(entry: Traversable, label: str, log: FaultLog) -> bytes | None:
    try:
        if not entry.is_file():
            hint = "rules do not come from pipes, devices, or links that lead nowhere"
            log.add("is no file", "rules-unreadable", path=label, hint=hint)
            return None
        # One byte more than the parser accepts tells it that there is too much.
        with entry.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        log.add(f"cannot be read: {error.strerror or error}", code="rules-unreadable", path=label)
        return None


def _walk_package(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and not entry.name.startswith("."):
            yield from _walk_package(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(SUFFIXES) and not entry.name.startswith("."):
            yield f"{prefix}{entry.name}", entry


def _walk_folder(root: Path, name: str, log: FaultLog) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Files below ``root`` but hidden ones; links to folders are not followed, so nothing is circular."""
    number = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for file in names:
            if file.startswith(".") or not file.endswith(SUFFIXES):
                continue
            number += 1
            if number > MAX_FILES:
                log.add(f"more than {MAX_FILES:,} rule files", code="rules-too-many", path=str(root))
                return
            path = Path(folder, file)
            yield (name, *path.relative_to(root).parts), path


class Gathered(NamedTuple):
    """The files of a pack; ``digest`` is that of the built-in ones, empty without them."""

    folders: list[Path]
    builtin: bool
    sources: list[SourceFile]
    log: FaultLog
    digest: str


def folders_of(paths: Paths) -> list[Path]:
    """One path or several as a list."""
    several = [paths] if isinstance(paths, (str, Path)) or not isinstance(paths, Iterable) else paths
    return [Path(path_of("each path", path)) for path in several]


def gather(paths: Paths, builtin: bool) -> Gathered:
    """Read the built-in files and those under ``paths``; what cannot be read is in the log."""
    folders = folders_of(paths)
    log = FaultLog()
    sources = source_files(folders, builtin=builtin, log=log)
    digest = sha256(source for source in sources if source.builtin) if builtin else ""
    return Gathered(folders, builtin, sources, log, digest)


def sha256(sources: Iterable[SourceFile]) -> str:
    """Over every file by source and relative path, so that it is the same wherever the rules lie."""
    total = hashlib.sha256()
    for source in sorted(sources, key=lambda one: (one.source, one.relative)):
        head = f"{source.source}\n{source.relative}\n{len(source.data)}\n"
        total.update(head.encode(errors="surrogateescape"))
        total.update(source.data)
    return total.hexdigest()
