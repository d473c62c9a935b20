"""HTML pages: tokens, open elements, visibility, tables, notes; ``reader`` puts them together."""
