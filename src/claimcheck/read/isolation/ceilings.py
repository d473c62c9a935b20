"""Limits that the operating system puts on this process, where it has them (not on Windows)."""

from __future__ import annotations

import importlib
import sys
import time
from contextlib import suppress
from typing import Any

# Windows has no such module; what is missing there is bounded by the clock of the waiting process.
resource: Any = None
with suppress(ImportError):
    resource = importlib.import_module("resource")

_FILES = 64
_KIBIBYTE = 1024


def close_off() -> None:
    """From here on this process writes no file and no core dump, and opens few files."""
    _lower("RLIMIT_CORE", 0)
    _lower("RLIMIT_FSIZE", 0)
    _lower("RLIMIT_NOFILE", _FILES)


def allow(memory: int, cpu_seconds: float) -> None:
    """Let this process have ``memory`` bytes of address space in all, and ``cpu_seconds`` more than it has used."""
    _lower("RLIMIT_AS", memory)
    _lower("RLIMIT_CPU", int(time.process_time() + cpu_seconds) + 1)


def peak_memory() -> int:
    """The most memory that this process has held so far, in bytes; 0 where nobody tells."""
    if resource is None:
        return 0
    return in_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def in_bytes(peak: int) -> int:
    """The most memory that a process has held, as the system counts it, in bytes."""
    return peak if sys.platform == "darwin" else peak * _KIBIBYTE


def _lower(name: str, value: int) -> None:
    """Set a soft limit; the hard one stays, so that the next file can have another."""
    number = getattr(resource, name, None)
    if number is None:
        return
    with suppress(OSError, ValueError):
        hard = resource.getrlimit(number)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(number, (value, hard))
