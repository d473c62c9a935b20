"""How each peer is called, and on which lines of a file it says something."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# What somebody who knows the subject writes down in a few minutes. A word also counts inside a longer one.
KEYWORDS = (
    "biodegradable", "carbon", "circular", "clean energy", "climate", "co2", "compostable", "conscious", "eco-",
    "ecological", "emission", "energy efficien", "environment", "esg", "ethical", "fair trade", "footprint", "green",
    "human rights", "natural", "net zero", "net-zero", "offset", "organic", "plastic", "pollut", "recycl", "renewable",
    "responsib", "sustainab", "waste",
)  # fmt: skip
KEYWORD = re.compile("|".join(map(re.escape, KEYWORDS)), re.IGNORECASE)
Lines = Callable[[str, str, Path], set[int]]


def _nothing(folder: Path) -> None:
    del folder


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: where it comes from, what it is made for, how it is called and how its output is read.

    ``index`` None is what runs from this checkout. ``looks_for`` says which of its findings count. ``prepare`` writes
    into the folder of the run what the program needs there. ``lines`` gives the numbers of the lines that it flags.
    ``timed`` is the command to time where that for the lines writes more than a user would ask for.
    """

    name: str
    package: str
    index: str | None
    program: str
    made_for: str
    looks_for: str
    command: Callable[[str, Path], list[str]]
    lines: Lines
    prepare: Callable[[Path], None] = _nothing
    timed: Callable[[str, Path], list[str]] | None = None


def _matching(pattern: str, *, in_stderr: bool = False) -> Lines:
    """Lines by a pattern whose only group is the number."""
    compiled = re.compile(pattern, re.MULTILINE)

    def lines(stdout: str, stderr: str, folder: Path) -> set[int]:
        del folder
        text = stderr if in_stderr else stdout
        found = {int(number) for number in compiled.findall(text)}
        if not found:
            raise ValueError(f"no findings in the output: {(stderr or stdout)[:400]}")
        return found

    return lines


def _claimcheck(form: str) -> Callable[[str, Path], list[str]]:
    options = ["--format", form, "--isolated", "--fail-on", "never", "--jobs", "1"]
    return lambda program, file: [program, "-m", "claimcheck", "check", str(file), *options]


def _claim_lines(stdout: str, stderr: str, folder: Path) -> set[int]:
    del stderr, folder
    return {claim["place"]["line"] for claim in json.loads(stdout.splitlines()[0])["claims"]}


def _error_lines(stdout: str, stderr: str, folder: Path) -> set[int]:
    del stderr, folder
    document = json.loads(stdout.splitlines()[0])
    findings = [*document["findings"], *(one for claim in document["claims"] for one in claim["findings"])]
    return {one["place"]["line"] for one in findings if one["severity"] == "error"}


def _onus_lines(stdout: str, stderr: str, folder: Path) -> set[int]:
    del stdout, stderr
    [report] = json.loads((folder / "onus.json").read_text(encoding="utf-8"))
    return {int(claim["location"].removeprefix("line ")) for claim in report["claims"]}


def _textlint_rules(folder: Path) -> None:
    """The list of keywords as a dictionary of the linter."""
    (folder / ".textlintrc.json").write_text(
        json.dumps({"rules": {"prh": {"rulePaths": ["words.yml"]}}}), encoding="utf-8"
    )
    # No word of the list holds a sign that means something in a regular expression.
    rules = [{"expected": "[say what is meant]", "pattern": f"/{word}/i"} for word in KEYWORDS]
    (folder / "words.yml").write_text(json.dumps({"version": 1, "rules": rules}), encoding="utf-8")


PEERS = (
    Peer(
        "claimcheck", "claimcheck-esg", None, "claimcheck",
        "ESG claims in reports and copy, and the evidence they lack",
        "claims", _claimcheck("jsonl"), _claim_lines, timed=_claimcheck("concise"),
    ),
    Peer(
        "claimcheck, errors only", "claimcheck-esg", None, "claimcheck", "the same, as a gate for consumer copy",
        "findings at error", _claimcheck("jsonl"), _error_lines, timed=_claimcheck("concise"),
    ),
    Peer(
        "list of keywords", "benchmarks/peer_programs.py", None, "keywords",
        f"nothing; a baseline of {len(KEYWORDS)} word stems",
        "lines with a word of the list",
        lambda program, file: [program, __file__, str(file)],
        _matching(r"^(\d+)$"),
    ),
    Peer(
        "green-claim-lint-empco", "rulestamp-green-claim-lint-empco", "PyPI", "green-claim-lint-empco",
        "wordings in product copy that Directive (EU) 2024/825 bans", "all findings",
        lambda program, file: [program, str(file)],
        _matching(r"^\s+(\d+)\s+(?:error|warning|warn|info)\b"),
    ),
    Peer(
        "onus", "onus", "PyPI", "onus", "figures and dates of a document against files of evidence",
        "all statements that it would check",
        lambda program, file: [
            program, "--no-llm", "-q", "--evidence-text", "none", "--report", "onus.json", str(file),
        ],
        _onus_lines,
    ),
    Peer(
        "textlint with the list", "textlint", "npm", "textlint",
        "any rules of one's own; here the list of keywords (prh)",
        "all findings",
        lambda program, file: [program, "-f", "unix", str(file)],
        _matching(r"^[^\n]+?\.md:(\d+):\d+:"),
        _textlint_rules,
    ),
    Peer(
        "proselint", "proselint", "PyPI", "proselint", "style of English prose", "all findings",
        lambda program, file: [program, "check", "-o", "compact", str(file)],
        _matching(r"^[^\n]+?\.md:(\d+):\d+:"),
    ),
    Peer(
        "write-good", "write-good", "npm", "write-good", "style of English prose", "all findings",
        lambda program, file: [program, str(file), "--parse"],
        _matching(r"^[^\n]+?\.md:(\d+):\d+:"),
    ),
    Peer(
        "alex", "alex", "npm", "alex", "inconsiderate words", "all findings",
        lambda program, file: [program, str(file)],
        _matching(r"^\s+(\d+):\d+-", in_stderr=True),
    ),
)  # fmt: skip


def main() -> None:
    """Print the numbers of the lines of a file that hold a keyword."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if KEYWORD.search(line):
            print(number)


if __name__ == "__main__":
    main()
