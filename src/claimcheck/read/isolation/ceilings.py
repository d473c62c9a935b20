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
_OWN_STATUS = "/proc/self/status"
_OWN_PEAK = "VmHWM:"


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
    with suppress(OSError, ValueError), open(_OWN_STATUS, encoding="ascii", errors="replace") as status:
        # What Linux counts for its own peak; the figure below also holds what the starting process had.
        for line in status:
            if line.startswith(_OWN_PEAK):
                return int(line.split()[1]) * _KIBIBYTE
    return started_with()


def started_with() -> int:
    """The most memory that this process or, before it began, the one that started it has held; 0 if unknown."""
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
