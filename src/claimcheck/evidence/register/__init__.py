"""The register of evidence: read, checked against the files it names, and begun."""

from claimcheck.evidence.register.reader import ENDINGS, NAME, checked, load_register, years_in

__all__ = ["ENDINGS", "NAME", "checked", "load_register", "years_in"]
