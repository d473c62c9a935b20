"""What Office files of all kinds have in common: a zip archive of XML parts with relations between them."""
