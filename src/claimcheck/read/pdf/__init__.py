"""PDF files: characters with places become lines, lines become blocks."""
