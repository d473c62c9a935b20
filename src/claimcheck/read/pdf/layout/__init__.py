"""From lines to blocks: order, paragraphs, headings, captions, and what runs on or comes back."""
