"""What an editor offers at a finding: take the suggestion, allow the finding with a reason, explain the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from lsprotocol import types

from claimcheck.config.directives import CLOSES, FORMATS, LINE_COMMENTS, OPENS
from claimcheck.lsp.desk import Judged
from claimcheck.lsp.remarks import Positions, Remark
from claimcheck.report.finding_text import MIN_SCORE, Item
from claimcheck.report.layout import shorten

EXPLAIN = "claimcheck.explainRule"
"""The command that shows a rule; its argument is the id."""

_TITLE = 100  # characters
_ENDS = ".!?"
_FRONTS = ("---", "+++")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


class Offers:
    """The code actions of one judged draft; ``snippets``: the client puts the cursor where the reason goes."""

    def __init__(self, judged: Judged, positions: Positions, *, snippets: bool) -> None:
        self._judged = judged
        self._positions = positions
        self._snippets = snippets

    def at(
        self, said: Sequence[Remark], where: types.Range, only: Sequence[str] | None
    ) -> list[types.CodeAction]:
        """What is offered for the findings that a range touches; ``only`` has the kinds that are wanted."""
        if only and not any(types.CodeActionKind.QuickFix.startswith(kind) for kind in only):
            return []
        touched = [
            one
            for one in said
            if one.diagnostic.range.start <= where.end and where.start <= one.diagnostic.range.end
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

    def _fix(
        self, title: str, remark: Remark, edit: types.TextEdit | types.SnippetTextEdit
    ) -> types.CodeAction:
        draft = self._judged.draft
        document = types.OptionalVersionedTextDocumentIdentifier(draft.uri, draft.version)
        changes = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])
        return types.CodeAction(
            title, types.CodeActionKind.QuickFix, diagnostics=[remark.diagnostic], edit=changes
        )

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
        return types.TextEdit(
            self._positions.of(claim.place), escape(words, quote=False) if markup else words
        )

    def _allowance(self, item: Item) -> types.TextEdit | types.SnippetTextEdit | None:
        """The comment that allows a finding on its line, as soon as somebody writes the reason into it."""
        text, form = self._judged.draft.text, item.document.format
        if form not in FORMATS:
            return None
        if (mark := LINE_COMMENTS.get(form)) is not None:
            above = max((one.end() for one in _BLANK_LINE.finditer(text, 0, item.place.start)), default=0)
            return self._inserted(
                above,
                f'{mark} claimcheck: allow-block {item.rule} reason="',
                '"\n\n' if form == "rst" else '"\n',
            )
        place = self._positions.end_of_line(item.place.end)
        if form == "html" and text.rfind("<", 0, place) > text.rfind(">", 0, place):
            return None
        before = " # " if form == "markdown" and _is_in_front(text, place) else " "
        return self._inserted(place, f'{before}{OPENS} claimcheck: allow {item.rule} reason="', f'" {CLOSES}')

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
