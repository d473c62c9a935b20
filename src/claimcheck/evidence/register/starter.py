"""The first text of a register: a commented example, and an entry to fill in for every claim that lacks evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from claimcheck.evidence.register.reader import PLACEHOLDERS, SCHEMA
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.evidence import EVIDENCE_KINDS
from claimcheck.model.report import DocumentOut
from claimcheck.rulepack.registers import comment_line

WIDTH = 100
BODY, VERIFIER = PLACEHOLDERS

_HEAD = f"""\
# Evidence that stands in no report: certificates, assurance statements, test reports, data.
# audit and check read it with --evidence, or with the key evidence of claimcheck.toml.
# claimcheck evidence verify tells the sha256 of a file, and later whether file and dates still hold.
#
# An entry, to be copied (without the leading #) and filled in:
#
#   - id: certificate-2025            # a name of its own; of confidential entries, reports show nothing else
#     supports:                       # what it is evidence for: a claim by its id (from --format json), or
#       - topic: climate              # every claim that agrees in all that is said here
#         metric: Scope 1 emissions
#         period: 2025                # or 2024/25, or 2019-2025
#         subject: company            # or product, or a name
#         boundary: Lund mill         # sites, countries or scopes, where it is limited to some
#     file: evidence/certificate.pdf  # relative to this file
#     sha256:                         # of the file as you have seen it; without it nothing counts
#     page: 2
#     kind: certificate               # {", ".join(EVIDENCE_KINDS)}
#     issuer: {BODY}
#     owner: Who looks after it
#     valid_from: 2025-01-01
#     valid_until: 2027-12-31
#     confidential: no
#     proves:                         # elements of evidence, and what the file says of each
#       verifier: {VERIFIER}
#       base_year: 2019
#       value: {{value: 12, unit: "%"}}

schema: {SCHEMA}
entries:
"""


def starter(documents: Iterable[DocumentOut], asks: Mapping[str, str], provable: Collection[str]) -> tuple[str, int]:
    """The text of a new register, and how many entries to fill in it has.

    ``asks`` has the advice for each element; only those that are ``provable`` are asked for. Claims come in reading
    order, each once.
    """
    parts = [_HEAD]
    seen: set[str] = set()
    for document in documents:
        for claim in document.claims:
            missing = [
                one.element
                for one in claim.elements
                if one.state == "missing" and one.source is None and one.element in provable
            ]
            if missing and claim.id not in seen:
                seen.add(claim.id)
                name = f"{claim.type.replace('_', '-')}-{len(seen)}"
                parts.append("\n".join(_entry(document, claim, name, missing, asks)) + "\n")
    return "\n".join(parts), len(seen)


def _entry(
    document: DocumentOut, claim: ClaimOut, name: str, missing: Iterable[str], asks: Mapping[str, str]
) -> Iterator[str]:
    page = f", page {claim.place.page}" if claim.place.page is not None else ""
    yield f"  # {_line(document.path)}{page}, line {claim.place.line}, {claim.score} of 100:"
    yield f"  # “{_line(claim.text)}”"
    yield f"  # - id: {name}"
    yield f"  #   supports: [{{claim: {claim.id}}}]"
    yield "  #   file:"
    yield "  #   sha256:"
    yield "  #   kind:"
    yield "  #   valid_until:"
    yield "  #   proves:"
    for element in missing:
        yield f"  #     {element}:  # {asks.get(element, '')}".rstrip(" #") + ("" if asks.get(element) else ":")


def _line(text: str) -> str:
    """Text as part of a comment that is not endless."""
    shown = comment_line(text)
    return shown if len(shown) <= WIDTH else f"{shown[: WIDTH - 1]}…"
