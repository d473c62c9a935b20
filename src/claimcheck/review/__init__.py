"""The review page: documents with their claims, what people decide about them, and the server of the page."""
