"""The figures of a document in its own terms: what a row or a clause measures, and which of them are about a claim."""
