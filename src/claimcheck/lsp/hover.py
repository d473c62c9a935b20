"""What is shown where the pointer rests: findings with their reason, law and remedy, and the score as a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from claimcheck.errors import UsageError
from claimcheck.lsp.desk import Judged
from claimcheck.lsp.remarks import Positions, Remark
from claimcheck.model.claim_out import ClaimOut
from claimcheck.reference.rules import rule_markdown
from claimcheck.report.contradictions import against_lines
from claimcheck.report.layout import shorten, visible
from claimcheck.report.markdown_claims import finding_lines
from claimcheck.report.markdown_text import clipped, escaped
from claimcheck.report.terms import band_name, type_name
from claimcheck.report.words import count, points_words
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import find_rule

SCHEME = "claimcheck"
_MESSAGE = 600  # characters of a message that no editor cuts

MOST = 3
"""How many findings, and how many steps of a claim, have room beside a text."""


def hover(
    judged: Judged, said: Sequence[Remark], positions: Positions, at: types.Position
) -> types.Hover | None:
    """What is to be told at a position, None where there is nothing; the range is that of the narrowest remark."""
    if judged.report is None:
        return None
    here = [one for one in said if one.item is not None and within(at, one.diagnostic.range)]
    (document,) = judged.report.documents
    claims = [(where, claim) for claim in document.claims if within(at, where := positions.of(claim.place))]
    if not here and not claims:
        return None
    as_of = judged.report.context.as_of
    parts = ["\n".join(_remark(one, as_of)) for one in here[:MOST]]
    if len(here) > MOST:
        parts.append(f"{count(len(here) - MOST, 'more finding')} here.")
    parts += ["\n".join(_claim(claim)) for _, claim in claims]
    ranges = [one.diagnostic.range for one in here] or [where for where, _ in claims]
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts)),
        max(ranges, key=lambda one: one.start),
    )


def _remark(one: Remark, as_of: str) -> Iterator[str]:
    finding = one.item.finding if one.item else None
    if finding is None:
        yield f"- **{escaped(one.diagnostic.message)}**"
        return
    yield from finding_lines(finding, as_of)
    yield from (f"  - {clipped(words)}" for words in against_lines(finding))


def _claim(claim: ClaimOut) -> Iterator[str]:
    """The score as a sum, and what would raise it most."""
    yield f"**{claim.score} of 100**, {band_name(claim.band)} ({type_name(claim.type)}): {escaped(points_words(claim))}"
    if claim.next_steps:
        yield ""
    for step in claim.next_steps[:MOST]:
        yield f"- +{step.gain} {clipped(step.advice)}"


def within(at: types.Position, where: types.Range) -> bool:
    """Whether a position lies in a range, its end included: there the cursor stands behind the last character."""
    return where.start <= at <= where.end


def registrations(client: types.ClientCapabilities) -> list[types.Registration]:
    """What the client is asked for so that it shows pages of ours: nothing where it cannot."""
    if not get_capability(client, "workspace.text_document_content.dynamic_registration"):
        return []
    options = types.TextDocumentContentRegistrationOptions([SCHEME])
    return [types.Registration("pages", types.WORKSPACE_TEXT_DOCUMENT_CONTENT, options)]


async def show(server: LanguageServer, pack: Pack, rule: str) -> str:
    """Have the client show the page of a rule, and return it in Markdown."""
    try:
        name = find_rule(pack, rule)
    except UsageError as error:
        server.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(error)))
        return ""
    check = pack.checks[name]
    client = server.client_capabilities
    if registrations(client) and get_capability(client, "window.show_document.support"):
        page = types.ShowDocumentParams(f"{SCHEME}:/{name}.md", take_focus=True)
        await server.window_show_document_async(page)
    else:
        shape = check.shape
        words = f"{name} {shape.name}: {shape.about} {shape.why} {shape.remedy}"
        told = shorten(visible(words), _MESSAGE)
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))
    return rule_markdown(check, pack)


def content(pack: Pack, uri: str) -> str:
    """The page at an address of ours. Raises ``UsageError`` where there is no such rule."""
    name = find_rule(pack, PurePosixPath(uri).stem)
    return rule_markdown(pack.checks[name], pack)
