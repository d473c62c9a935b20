"""The two pipes through which a process of its own speaks to the one that started it."""

from __future__ import annotations

import os
from typing import BinaryIO


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Both pipes of a started process, out of reach of everything that writes to the standard streams."""
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return os.fdopen(source, "rb", buffering=0), os.fdopen(sink, "wb", buffering=0)
