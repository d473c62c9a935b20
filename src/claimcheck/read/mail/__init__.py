"""Mails as mail programs save them."""
