"""The report as one HTML file: for a manager first, then claim by claim for whoever has to mend or check it."""
