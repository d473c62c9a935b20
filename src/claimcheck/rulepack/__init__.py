"""From rule files to one compiled, immutable pack."""
