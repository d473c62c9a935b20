"""Lets the tests of this folder import the report that was built by hand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
