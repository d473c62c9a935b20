"""What pdfium tells of a page: characters become lines, with the rules, links and tags around them."""
