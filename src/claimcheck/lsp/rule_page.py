"""The page of a rule, shown by the editor: as a text of its own where it can, else in short as a message."""

from __future__ import annotations

from pathlib import PurePosixPath

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from claimcheck.errors import UsageError
from claimcheck.reference.rules import rule_markdown
from claimcheck.report.layout import shorten, visible
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import find_rule

SCHEME = "claimcheck"
_MESSAGE = 600  # characters of a message that no editor cuts


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
