"""A Python process that gets nothing of this one but where modules are found, and two pipes to speak through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_BOOT = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).main(*sys.argv[3:])"
)
# What the loader of libraries and the C library look at. Everything else stays here: a password, say.
_KEPT_VARIABLES = (
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "PATH",
    "SYSTEMROOT",
    "TESSDATA_PREFIX",
    "WINDIR",
)


def start(
    module: str, *arguments: str, extra: tuple[str, ...] = (), apart: bool = False
) -> subprocess.Popen[bytes]:
    """Start a process that calls ``main`` of a module; ``extra`` are folders that are searched as well.

    ``apart`` puts it into a process group of its own, where there are such. Raises ``OSError`` where none can be
    started.
    """
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *_flags(), "-c", _BOOT, json.dumps([*_search_path(), *extra]), module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        close_fds=True,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        process_group=0 if apart and hasattr(os, "setpgid") else None,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _flags() -> list[str]:
    """Take nothing from the environment or the current folder; the folders of ``site`` are in the path we send.

    Whether and where byte code is written is as in this process.
    """
    flags = ["-I", "-S"]
    if sys.dont_write_bytecode:
        flags.append("-B")
    if sys.pycache_prefix is not None:
        flags += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return flags


def _search_path() -> list[str]:
    """Where this process finds modules, for the other one; claimcheck itself from where it is loaded here."""
    own = str(Path(__file__).resolve().parents[3])
    known = [os.path.abspath(entry) for entry in sys.path]
    return known if own in known else [*known, own]
