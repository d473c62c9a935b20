"""What an editor offers and shows at a place: fixes, findings with their reason and law, and the score as a sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from pathlib import PurePosixPath

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from claimcheck.config.directives import CODE, COMMENTS, PAGE
from claimcheck.errors import UsageError
from claimcheck.lsp.desk import Judged
from claimcheck.lsp.remarks import Positions, Remark
from claimcheck.model.claim_out import ClaimOut
from claimcheck.reference.rules import rule_markdown
from claimcheck.report.contradictions import against_lines
from claimcheck.report.finding_text import MIN_SCORE, Item
from claimcheck.report.layout import shorten, visible
from claimcheck.report.markdown_text import clipped, escaped, finding_lines
from claimcheck.report.terms import band_name, type_name
from claimcheck.report.words import count, points_words
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import find_rule

EXPLAIN = "claimcheck.explainRule"  # the command that shows a rule; its argument is the id

_TITLE = 100  # characters
_ENDS = ".!?"
_FRONTS = ("---", "+++")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
SCHEME = "claimcheck"
_MESSAGE = 600  # characters of a message that no editor cuts
MOST = 3  # how many findings, and how many steps of a claim, have room beside a text


class Offers:
    """The code actions of one judged draft; ``snippets``: the client puts the cursor where the reason goes."""

    def __init__(self, judged: Judged, positions: Positions, *, snippets: bool) -> None:
        self._judged = judged
        self._positions = positions
        self._snippets = snippets

    def at(self, said: Sequence[Remark], where: types.Range, only: Sequence[str] | None) -> list[types.CodeAction]:
        """What is offered for the findings that a range touches; ``only`` has the kinds that are wanted."""
        if only and not any(types.CodeActionKind.QuickFix.startswith(kind) for kind in only):
            return []
        touched = [
            one for one in said if one.diagnostic.range.start <= where.end and where.start <= one.diagnostic.range.end
        ]
        return [offer for one in touched if one.item for offer in self._offers(one, one.item)]

    def _offers(self, remark: Remark, item: Item) -> Iterator[types.CodeAction]:
        edit = self._suggestion(item)
        if edit is not None:
            yield self._fix(f"Write instead: {shorten(edit.new_text, _TITLE)}", remark, edit)
        if item.rule == MIN_SCORE:
            return
        allowed = self._allowance(item)
        if allowed is not None:
            yield self._fix(f"Allow {item.rule} here, with a reason", remark, allowed)
        command = types.Command(f"Explain {item.rule}", EXPLAIN, arguments=[item.rule])
        yield types.CodeAction(
            command.title, types.CodeActionKind.QuickFix, diagnostics=[remark.diagnostic], command=command
        )

    def _fix(self, title: str, remark: Remark, edit: types.TextEdit | types.SnippetTextEdit) -> types.CodeAction:
        draft = self._judged.draft
        document = types.OptionalVersionedTextDocumentIdentifier(draft.uri, draft.version)
        changes = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])
        return types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics=[remark.diagnostic], edit=changes)

    def _suggestion(self, item: Item) -> types.TextEdit | None:
        """The wording of a finding in the place of its claim; none where there is markup, which it would tear."""
        finding, claim = item.finding, item.claim
        if finding is None or claim is None or not finding.rewrite:
            return None
        markup = item.document.format == "html"
        said = self._positions.words(claim.place)
        if _folded(unescape(said) if markup else said) != _folded(claim.text):
            return None
        end = claim.text[-1:] if claim.text.endswith(tuple(_ENDS)) else ""
        words = finding.rewrite if finding.rewrite.endswith(tuple(_ENDS)) else finding.rewrite + end
        return types.TextEdit(self._positions.of(claim.place), escape(words, quote=False) if markup else words)

    def _allowance(self, item: Item) -> types.TextEdit | types.SnippetTextEdit | None:
        """The comment that allows a finding on its line, as soon as somebody writes the reason into it."""
        text, form = self._judged.draft.text, item.document.format
        marks = next(iter(COMMENTS.get(form, ())), None)
        if marks is not None and marks.alone:
            above = max((one.end() for one in _BLANK_LINE.finditer(text, 0, item.place.start)), default=0)
            return self._inserted(
                above,
                f'{marks.opens} claimcheck: allow-block {item.rule} reason="',
                '"\n\n' if form == "rst" else '"\n',
            )
        if marks != PAGE:
            return None  # a comment of code or of YAML cannot stand at the end of every line
        place = self._positions.end_of_line(item.place.end)
        if form == "html" and text.rfind("<", 0, place) > text.rfind(">", 0, place):
            return None
        opens, closes = f" {PAGE.opens}", PAGE.closes
        if form == "markdown" and _is_in_front(text, place):
            opens = f" #{opens}"
        elif item.document.path.lower().endswith(".mdx"):
            opens, closes = f" {{{CODE.opens}", f"{CODE.closes}}}"
        return self._inserted(place, f'{opens} claimcheck: allow {item.rule} reason="', f'" {closes}')

    def _inserted(self, place: int, opening: str, closing: str) -> types.TextEdit | types.SnippetTextEdit:
        """A comment at an offset, with the cursor between its two parts where the client can do that."""
        where = types.Range(self._positions.at(place), self._positions.at(place))
        if self._snippets:
            return types.SnippetTextEdit(where, types.StringValue(f"{opening}$1{closing}$0"))
        return types.TextEdit(where, opening + closing)


def _is_in_front(text: str, offset: int) -> bool:
    """Whether an offset lies in the front matter of a Markdown file, where a comment begins with a number sign."""
    mark = next((mark for mark in _FRONTS if text.startswith(mark)), None)
    return mark is not None and offset < text.find(f"\n{mark}", len(mark))


def _folded(text: str) -> str:
    return " ".join(text.split())


def hover(judged: Judged, said: Sequence[Remark], positions: Positions, at: types.Position) -> types.Hover | None:
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
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts)), max(ranges, key=lambda one: one.start)
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
