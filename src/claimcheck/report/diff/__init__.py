"""What changed between two reports, in the formats that people and programs read."""
