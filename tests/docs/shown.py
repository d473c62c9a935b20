"""What a page shows, made anew: the output of its commands, the files that it quotes, the tables that are generated."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
Make = Callable[[], str]

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A fence of output or Python behind the line is none of the file's.
FILE = re.compile(r"<!-- file: (\S+) -->\n(?:\n^```(?!console|pycon)\w+\n.*?^```\n)?", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"<!-- ([\w-]+): generated, [^\n]+ -->\n.*?<!-- end of \1 -->", re.DOTALL)
# How many rules there are and their hash: they change with every rule, and are those of the last update.
PACK = re.compile(r"\(\d+ rules, [0-9a-f]{12}\)")
# Law changes with the date; the output shown is that of this day, where the command does not name another.
AS_OF = ("--as-of", "2026-11-25")
JUDGING = frozenset({"audit", "check"})
LANGUAGES = {".md": "markdown", ".yml": "yaml", ".toml": "toml", ".html": "html", ".txt": "text"}


def rerun(block: str, run: Run, desk: Path) -> Iterator[str]:
    """A block of commands with the output that they give now; what they write stays in ``desk``."""
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        program, *arguments = shlex.split(line[2:])
        assert program == "claimcheck", line
        more = () if "--as-of" in arguments or arguments[0] not in JUDGING else AS_OF
        done = run(*arguments, *more, cwd=desk)
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout, done.stderr
        yield f"{line}\n{done.stdout.rstrip()}\n"


def made_anew(text: str, run: Run, root: Path, desk: Path, *, updating: bool) -> str:
    """The page with its files and commands as they are now."""

    def file(match: re.Match[str]) -> str:
        body = (root / match[1]).read_text(encoding="utf-8")
        language = LANGUAGES[Path(match[1]).suffix]
        return f"<!-- file: {match[1]} -->\n\n```{language}\n{body.rstrip()}\n```\n"

    def block(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        body = "".join(rerun(match[2], run, desk))
        pack = PACK.search(match[2])
        if pack and not updating:
            body = PACK.sub(pack[0], body)
        return f"```console\n{body}```"

    return FENCE.sub(block, FILE.sub(file, text))


def with_tables(text: str, tables: Mapping[str, Make]) -> str:
    """The page with its generated tables as they are now."""

    def table(match: re.Match[str]) -> str:
        head = match[0].splitlines()[0]
        return f"{head}\n\n{tables[match[1]]().strip()}\n\n<!-- end of {match[1]} -->"

    return TABLE.sub(table, text)


def retold(text: str, name: str) -> str:
    """The page with what its Python prints now, all blocks in one session."""
    session: dict[str, object] = {"__name__": "__main__"}

    def block(match: re.Match[str]) -> str:
        if match[1] != "pycon":
            return match[0]
        lines: list[str] = []
        for example in doctest.DocTestParser().get_examples(match[2], name):
            source = example.source.rstrip("\n").split("\n")
            lines += [f">>> {source[0]}", *(f"... {line}".rstrip() for line in source[1:])]
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(example.source, name, "single"), session)
            lines += printed.getvalue().splitlines()
        return "```pycon\n" + "\n".join(lines) + "\n```"

    return FENCE.sub(block, text)


def anchors(text: str) -> set[str]:
    """What ``page.md#…`` can name: headings as GitHub spells them."""
    bare = FENCE.sub("", text)
    found = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}
