"""Pages whose text is set at fixed places, line by line or word by word, as converters from PDF write them."""
