"""``claimcheck rules new``: the file of a new rule, ready to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli import options
from claimcheck.cli.options import RULES, GroupedCommand
from claimcheck.errors import UsageError

EPILOG = """\
\b
Examples:
  claimcheck rules new GEN planet-positive-wording --dir our-rules
  claimcheck rules new STY house-style --dir our-rules
"""


@click.command("new", cls=GroupedCommand, epilog=EPILOG)
@click.argument("family", metavar="FAMILY")
@click.argument("name", metavar="NAME")
@options.option(
    "--dir", "folder", heading=RULES, metavar="DIR", default="rules", show_default=True, type=click.Path(),
    help="The folder of rules that gets the file.",
)  # fmt: skip
def new_rule_file(family: str, name: str, folder: str) -> int:
    """Write the file of a new rule of FAMILY; NAME is the bad pattern and reads well after "allow".

    The file can be loaded at once. Its examples are to be replaced: until then `claimcheck rules test` fails.
    For a family of your own a pack.yml that names it is written as well, unless there is one.
    """
    from claimcheck.api import load_rulepack
    from claimcheck.cli.failures import say
    from claimcheck.rulepack.scaffold import new_rule, pack_file
    from claimcheck.rulepack.source import is_builtin

    target = Path(folder)
    builtin = is_builtin(target)
    pack = load_rulepack([target] if target.is_dir() and not builtin else [])
    family = family.upper()
    path, text = new_rule(pack, family, name, target, builtin=builtin)
    _write(path, text)
    named = pack_file(pack, family, target)
    if named is not None and named[0].exists():
        say(f"{family} is a family of your own: add to {named[0].as_posix()} {named[1].strip()}")
    elif named is not None:
        _write(*named)
    return 0


def _write(path: Path, text: str) -> None:
    """Write a new file and say which; what stands there is left as it is."""
    from claimcheck.cli.output import write_stdout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", code="not-writable", hint="choose another --dir"
        ) from None
    write_stdout(f"{path.as_posix()}\n")
