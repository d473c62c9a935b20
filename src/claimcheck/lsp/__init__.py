"""The face for editors: a language server over standard input and output."""
