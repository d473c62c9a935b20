"""Measures rules on texts that people have labelled: precision and recall, fields, evidence, agreement.

It runs the engine as any caller of the library does, so it stands above ``claimcheck.api``.
"""
