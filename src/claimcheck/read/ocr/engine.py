"""Which program recognises text, and with which of its data."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

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
