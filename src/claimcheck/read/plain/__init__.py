"""Text files without markup."""
