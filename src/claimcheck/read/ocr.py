"""Which program recognises text, found on this machine before anything is read, and with which of its data.

It is called as it is, so there is no library to install. A binding would call it too, through files, which the reading
process may not write, or load all of it into that process.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from claimcheck.errors import UsageError
from claimcheck.text.language import LanguageGrammar, language_of

KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "WINDIR")
"""What the program and the loader of its libraries look at; it gets nothing else of the environment."""

_NAMES = (
    "am=amh", "ar=ara", "bn=ben", "cs=ces", "da=dan", "de=deu", "el=ell", "en=eng", "es=spa", "et=est",
    "fi=fin", "fr=fra", "he=heb", "hi=hin", "hr=hrv", "hu=hun", "hy=hye", "id=ind", "it=ita", "ja=jpn",
    "ka=kat", "ko=kor", "lt=lit", "lv=lav", "nb=nor", "nl=nld", "nn=nor", "no=nor", "pl=pol", "pt=por",
    "ro=ron", "ru=rus", "sk=slk", "sl=slv", "sr=srp", "sv=swe", "ta=tam", "te=tel", "th=tha", "tr=tur",
    "uk=ukr", "vi=vie", "zh=chi_sim+chi_tra",
)  # fmt: skip
DATA: Mapping[str, tuple[str, ...]] = {
    code: tuple(names.split("+")) for code, names in (each.split("=") for each in _NAMES)
}
"""What tesseract calls its data for a language, by the code of that."""
PROGRAM = "tesseract"
_FIRST = "eng"  # the first of several data has most weight
_SECONDS = 20.0
_INSTALL = (
    "install tesseract 5: apt install tesseract-ocr, brew install tesseract, or see tesseract-ocr.github.io; "
    "and start claimcheck where it is on the path"
)


class Engine(Struct, frozen=True):
    """How pages are recognised; plain values, so that other processes can be given it.

    ``program`` is the absolute path of tesseract, ``version`` what it calls itself. ``installed`` are the names of its
    data, ``usual`` those for text in a language that nothing tells, ``asked`` those of the language that the caller
    names. ``stop_words`` and ``counted`` tell a language by its small words, as in ``LanguageGrammar``.
    """

    program: str
    version: str
    installed: tuple[str, ...]
    usual: tuple[str, ...]
    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    stop_words: tuple[tuple[str, int], ...] = ()

    def data_for(self, texts: Iterable[str]) -> tuple[tuple[str, ...], str | None]:
        """The data for pages that stand beside pages with ``texts``, and what would be better and is missing."""
        if self.asked:
            return self.asked, None
        grammar = LanguageGrammar(frozenset(), self.counted, dict(self.stop_words), {})
        found = Counter(language for text in texts if (language := language_of(text, grammar)))
        likeliest = max(found, key=lambda language: (found[language], language), default="")
        data = data_of(likeliest, self.installed)
        return (data, None) if data else (self.usual, "/".join(DATA.get(likeliest, ())) or None)


def data_of(language: str, installed: Collection[str]) -> tuple[str, ...]:
    """What of the ``installed`` data is for a language."""
    return tuple(name for name in DATA.get(language, ()) if name in installed)


def environment() -> dict[str, str]:
    """What tesseract gets of the environment; with one thread it reads the same each time."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "LC_ALL": "C", "OMP_THREAD_LIMIT": "1"}


def find_engine(language: str | None, covered: Iterable[str], grammar: LanguageGrammar) -> Engine:
    """The program on this machine, for text in ``language``, or with None in one that the text tells.

    ``covered`` are the languages that rules have words for. Raises ``UsageError`` where the program is not there
    (``no-ocr``), or has no data for what it is to read (``no-ocr-data``).
    """
    program = shutil.which(PROGRAM)
    # The current folder is a stranger's; Windows looks there first.
    if program is None or not os.path.isabs(program):
        raise UsageError("--ocr needs the program tesseract, which is not there", code="no-ocr", hint=_INSTALL)
    version = _said(program, "--version").partition("\n")[0].strip()
    installed = tuple(_said(program, "--list-langs").split("\n")[1:])
    if not version.startswith(PROGRAM):
        raise UsageError(f"--ocr: {program} does not say what it is", code="no-ocr", hint=_INSTALL)
    wanted = sorted(covered) if language is None else [language]
    found = [name for code in wanted for name in data_of(code, installed)]
    usual = tuple(sorted(found, key=lambda name: (name != _FIRST, name)))
    if not usual:
        names = ", ".join(grammar.names.get(code, code) for code in wanted)
        data = wanted[0] if wanted[0] not in DATA else DATA[wanted[0]][0].replace("_", "-")
        raise UsageError(
            f"--ocr: tesseract has no data for {names}; it has {', '.join(installed) or 'none at all'}",
            code="no-ocr-data",
            hint=f"install them, such as apt install tesseract-ocr-{data}",
        )
    asked = usual if language is not None else ()
    return Engine(program, version, installed, usual, asked, grammar.counted, tuple(sorted(grammar.by_word.items())))


def _said(program: str, question: str) -> str:
    import subprocess  # nothing that only reads starts a program

    try:
        answer = subprocess.run(  # noqa: S603
            [program, question],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            env=environment(),
            cwd=os.path.dirname(program),
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError(f"--ocr: {program} does not run: {error}", code="no-ocr", hint=_INSTALL) from None
    return (answer.stdout or answer.stderr).decode("utf-8", "replace").strip()
