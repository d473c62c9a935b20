"""An editor that can do more: it pulls diagnostics, counts in bytes, and shows texts of the server."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

CAPABLE = types.ClientCapabilities(
    general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8]),
    text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
    window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(True)),
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(True),
        text_document_content=types.TextDocumentContentClientCapabilities(True),
        workspace_edit=types.WorkspaceEditClientCapabilities(snippet_edit_support=True),
    ),
)
TEXT = "Zoë’s 🌍 bottle is eco-friendly.\n"


@pytest.fixture(scope="module")
def editor(begin: Any) -> Any:
    return begin(CAPABLE)


def test_a_capable_editor_gets_what_it_can_show(editor: Any) -> None:
    assert editor.begun.capabilities.position_encoding == types.PositionEncodingKind.Utf8
    editor.look("cup.md", TEXT)
    first = editor.pull("cup.md")
    (finding,) = [one for one in first.items if one.code == "GEN-001"]
    assert finding.range.end.character == len(TEXT.strip().encode()) - 1
    assert editor.told == [], "it would show twice what it pulls and is told as well"

    offers = editor.actions("cup.md", finding.range)
    ((edit,),) = [one.edits for one in offers["Allow GEN-001 here, with a reason"].edit.document_changes]
    assert edit.snippet.value == ' <!-- claimcheck: allow GEN-001 reason="$1" -->$0'

    explain = types.ExecuteCommandParams("claimcheck.explainRule", ["GEN-001"])
    page = editor.run(editor.client.workspace_execute_command_async(explain))
    (shown,) = editor.shown
    content = types.TextDocumentContentParams(shown.uri)
    assert editor.run(editor.client.workspace_text_document_content_async(content)).text == page
    assert {one.method for one in editor.asked} == {"workspace/didChangeWatchedFiles", "workspace/textDocumentContent"}


def test_files_that_change_are_read_anew(editor: Any) -> None:
    (editor.folder / "claimcheck.toml").write_text('baseline = "claimcheck-baseline.json"\nrules = ["ours"]\n')
    editor.look("box.md", TEXT)
    (fault,) = editor.pull("box.md").items
    assert "ours" in fault.message
    (editor.folder / "claimcheck.toml").write_text("")
    changed = types.FileEvent(editor.uri("claimcheck.toml"), types.FileChangeType.Changed)
    editor._send(lambda: editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed])))
    after = editor.pull("box.md")
    assert "GEN-001" in {one.code for one in after.items}
