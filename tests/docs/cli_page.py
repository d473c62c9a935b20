"""``docs/cli.md`` from the commands themselves: usage, options, defaults, variables, examples and exit codes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from claimcheck.cli.main import PROGRAM, LazyGroup, cli

HEAD = """\
<!-- Generated from the commands: python -m pytest tests/docs --update-golden writes it again. -->

# Command line

`claimcheck COMMAND --help` says the same in a terminal. What a command finds goes to standard output and nothing else
does; progress, warnings and errors go to standard error.

An option counts before its environment variable, that before the [configuration](configuration.md), and that before the
default. A variable of an option that can be repeated holds all its values: names with commas between them, paths with a
colon (on Windows a semicolon), values of `--output` and `--config` with blanks. `1` in that of an option without
a value switches it on.

## Exit codes

| code | meaning |
|--:|---|
| 0 | clean: nothing to fail on |
| 1 | findings at or above `--fail-on`, or claims below `--min-score` |
| 2 | the call, the configuration or a rule file is wrong, or an output cannot be written there; no input was opened |
| 3 | an input could not be read, or only in part; what could be read is reported |
| 4 | a defect of claimcheck, or writing the output failed midway, as on a full disk |
| 130 | interrupted |

Where two of them apply, the first of 130, 4, 2, 3, 1 wins. Commands that mean something else by a code say so below.

## Variables that are no options

| variable | what it does |
|---|---|
| `NO_COLOR` | anything but nothing switches colours off |
| `FORCE_COLOR` | anything but nothing and `0` switches them on, also where no terminal listens |
| `TERM` | `dumb`: no colours and no progress |
| `COLUMNS` | how wide text is, where it is not a terminal that says so |

`eval "$(_CLAIMCHECK_COMPLETE=bash_source claimcheck)"` completes commands and options in bash; `zsh_source` and
`fish_source` do in those shells.
"""
_DEFAULT = re.compile(r"\s*\[default: ([^\]]+)\]$")
_RANGE = re.compile(r"\s*\[[\dx<=.]+\]$")
_CODES = re.compile(r"Exit codes:\n((?:  \d+  [^\n]+\n?)+)")
_EXAMPLES = re.compile(r"Examples:\n((?:  [^\n]+\n?)+)")


def page() -> str:
    """The whole page."""
    commands = list(walk(cli, PROGRAM))
    common = _codes(next(command for name, command in commands if name == f"{PROGRAM} audit"))
    listed = "\n".join(
        f"| [`{name}`](#{name.replace(' ', '-')}) | {_cell(_summary(command))} |" for name, command in commands
    )
    parts = [HEAD, f"## Commands\n\n| command | job |\n|---|---|\n{listed}\n"]
    parts += ["\n".join(_section(name, command, common)) for name, command in commands]
    return "\n".join(parts)


def walk(group: LazyGroup, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that is no group, with the words that call it."""
    with click.Context(group) as ctx:
        for part in group.list_commands(ctx):
            command = group.get_command(ctx, part)
            assert command is not None
            if isinstance(command, LazyGroup):
                yield from walk(command, f"{name} {part}")
            else:
                yield f"{name} {part}", command


def _summary(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").split("\n\n")[0].replace("\n", " ")


def _codes(command: click.Command) -> str:
    found = _CODES.search(inspect.cleandoc(command.epilog or ""))
    return found[1] if found else ""


def _section(name: str, command: click.Command, common: str) -> Iterator[str]:
    with click.Context(command, info_name=name, **command.context_settings) as ctx:
        pieces = [piece for piece in command.collect_usage_pieces(ctx) if piece != "[OPTIONS]"]
        rows = [_row(param, ctx) for param in command.params if isinstance(param, click.Option)]
    yield f"## {name}\n"
    yield inspect.cleandoc(command.help or "").replace("\b\n", "") + "\n"
    yield f"```text\n{' '.join([name, '[OPTIONS]', *pieces])}\n```\n"
    if rows:
        yield "| option | default | variable | what it does |\n|---|---|---|---|"
        yield "\n".join(rows) + "\n"
    examples = _EXAMPLES.search(inspect.cleandoc(command.epilog or ""))
    if examples:
        yield f"```sh\n{inspect.cleandoc(examples[1])}\n```\n"
    codes = _codes(command)
    if codes and codes != common:
        yield "| code | meaning |\n|--:|---|"
        for line in codes.splitlines():
            code, meaning = line.split(maxsplit=1)
            yield f"| {code} | {_cell(meaning)} |"
        yield ""


def _row(param: click.Option, ctx: click.Context) -> str:
    names = " / ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts))
    help_, default = param.help or "", ""
    if found := _DEFAULT.search(help_):
        help_, default = help_[: found.start()], found[1]
    elif param.show_default:
        default = f"`{param.get_default(ctx, call=False)}`"
    metavar = "" if param.is_flag else f" {_cell(_RANGE.sub('', param.make_metavar(ctx)))}"
    variable = f"`{param.envvar}`" if param.envvar else ""
    return f"| {names}{metavar} | {_cell(default)} | {variable} | {_cell(help_)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
