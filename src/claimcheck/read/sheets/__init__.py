"""Spreadsheets of any format: cells become headings, paragraphs and tables as a reader of the sheet sees them."""
