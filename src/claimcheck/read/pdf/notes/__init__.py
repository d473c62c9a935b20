"""Which lines of a PDF are footnotes."""
