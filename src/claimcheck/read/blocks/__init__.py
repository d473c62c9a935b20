"""What the readers of all formats make blocks with: text runs, sections, openings of lines, notes, tables."""
