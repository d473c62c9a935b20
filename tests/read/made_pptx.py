"""PowerPoint files made for a test, with the words of the script that builds the fixtures."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from reading_checks import check

from claimcheck.model.document import Document
from claimcheck.read.door import read_bytes
from claimcheck.read.limits import DEFAULT, Limits

FOLDER = Path(__file__).parents[2] / "fixtures" / "pptx"


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_pptx", FOLDER / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_pptx"] = module  # data classes look their module up
    spec.loader.exec_module(module)
    return module


build = _builder()


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The bytes of a presentation, read in this process and checked."""
    return check(read_bytes(data, path="deck.pptx", limits=limits, isolated=False))


def read_slide(*shapes: str, **more: object) -> Document:
    """A presentation of one slide with these shapes; what every slide repeats is left out of its blocks."""
    return read(build.pack(build.parts(build.Slide("".join(shapes), **more))))
