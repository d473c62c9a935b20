"""Finds the program tesseract on this machine, before anything is read.

It is called as it is, so there is no library to install. A binding would call it too, through files, which the reading
process may not write, or load all of it into that process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable

from claimcheck.errors import UsageError
from claimcheck.read.ocr.engine import DATA, Engine, data_of, environment
from claimcheck.text.language import LanguageGrammar

PROGRAM = "tesseract"
_FIRST = "eng"  # the first of several data has most weight
_SECONDS = 20.0
_INSTALL = (
    "install tesseract 5: apt install tesseract-ocr, brew install tesseract, or see tesseract-ocr.github.io; "
    "and start claimcheck where it is on the path"
)


def find_engine(language: str | None, covered: Iterable[str], grammar: LanguageGrammar) -> Engine:
    """The program on this machine, for text in ``language``, or with None in one that the text tells.

    ``covered`` are the languages that rules have words for. Raises ``UsageError`` where the program is not there
    (``no-ocr``), or has no data for what it is to read (``no-ocr-data``).
    """
    program = shutil.which(PROGRAM)
    # The current folder is a stranger's; Windows looks there first.
    if program is None or not os.path.isabs(program):
        raise UsageError(
            "--ocr needs the program tesseract, which is not there", code="no-ocr", hint=_INSTALL
        )
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
    return Engine(
        program, version, installed, usual, asked, grammar.counted, tuple(sorted(grammar.by_word.items()))
    )


def _said(program: str, question: str) -> str:
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
