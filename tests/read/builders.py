"""The scripts that build the fixtures of a format, whose words tests use to build further files."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

FIXTURES = Path(__file__).parents[2] / "fixtures"


def builder(folder: str) -> ModuleType:
    """The script of a folder of fixtures."""
    spec = importlib.util.spec_from_file_location(f"build_{folder}", FIXTURES / folder / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # data classes look their module up
    spec.loader.exec_module(module)
    return module
