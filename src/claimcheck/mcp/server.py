"""The tools of the server for assistants."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Annotated, Any, BinaryIO, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from msgspec.structs import replace
from pydantic import Field

from claimcheck.api import Auditor, load_rulepack
from claimcheck.config.paths import is_below
from claimcheck.config.resolve import Sources
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.file_settings import FileSettings
from claimcheck.mcp import answers
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.read.limits import DEFAULT
from claimcheck.report.interactive import Report
from claimcheck.rulepack.gc_pause import without_collecting
from claimcheck.rulepack.pack import Pack
from claimcheck.version import __version__

MOST_CHARACTERS = 200_000  # characters of a text that is handed over in a call
MOST = 40  # how many findings and claims one answer tells
_SETTINGS_KEPT = 8

INSTRUCTIONS = f"""\
claimcheck finds environmental, social and governance claims in a text, and says how well a reader could check each:
which evidence it lacks, what to add, and which rule of law or standard asks for it. {answers.MEANING} It knows the
text and nothing of the world, is no legal advice, and calls no model and no network. Hand on what it tells with its
rule id; fill the brackets of a wording only with facts that the user has evidence for."""

Audience = Annotated[Literal["consumer", "business", "investor"], Field(description="who reads it")]
Medium = Annotated[Literal["advert", "pack", "web", "press", "report"] | None, Field(description="where it stands")]
Jurisdictions = Annotated[
    list[str] | None, Field(description="whose law applies, such as eu, uk, us, de; the strictest wins")
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="findings and claims that the answer tells")]
Form = Annotated[Literal["text", "markdown", "html"], Field(description="how the text is marked up")]
_SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html"}
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


class Auditors:
    """Auditors by setting, a few of which are kept. Safe for threads."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        rules = sources.of_run().get("rules")
        self.pack: Pack = load_rulepack([*rules.value] if rules else [])
        self._lock = Lock()
        self._made = lru_cache(_SETTINGS_KEPT)(lambda settings: settings.auditor(self.pack, DEFAULT))

    def under(self, audience: str, medium: str | None, jurisdictions: list[str] | None) -> Auditor:
        """The auditor for a call. Raises ``ClaimcheckError`` for what it asks for and nobody knows."""
        settings = FileSettings.of(self._sources.of_file(None), None)
        known = settings.context
        where = medium or (known.medium if audience == known.audience else None)
        lands = known.jurisdictions if jurisdictions is None else tuple(map(str.lower, jurisdictions))
        context = replace(known, audience=audience, medium=where, jurisdictions=lands)
        with self._lock:
            auditor: Auditor = self._made(replace(settings, context=context))
        return auditor


class _Tools:
    """What the server does, call by call."""

    def __init__(self, roots: _Roots, auditors: Auditors) -> None:
        self._roots = roots
        self._auditors = auditors

    def check_text(
        self,
        text: Annotated[str, Field(description="the passage or page, as it would be published")],
        format: Form = "markdown",
        audience: Audience = "consumer",
        medium: Medium = None,
        jurisdictions: Jurisdictions = None,
        limit: Limit = 10,
    ) -> answers.Audit:
        """Check drafted copy: every claim with its score, and every finding with the law that asks for it.

        It measures whether a claim can be checked, not whether it is true.
        """
        with _told():
            auditor = self._auditors.under(audience, medium, jurisdictions)
            return answers.audit(self._judged(auditor, text, format), "text", limit)

    def audit_file(
        self,
        path: Annotated[str, Field(description="a file below the folders that the server was started for")],
        audience: Audience = "investor",
        medium: Medium = None,
        jurisdictions: Jurisdictions = None,
        pages: Annotated[str | None, Field(description="pages of a PDF file, such as 80-160")] = None,
        limit: Limit = 10,
    ) -> answers.Audit:
        """Audit a report or page (PDF, Office, HTML, Markdown, text): what its claims lack, what to deal with first.

        It measures whether a claim can be checked, not whether it is true.
        """
        with _told():
            file, shown = self._roots.opened(path)
            with file, without_collecting():
                auditor = self._auditors.under(audience, medium, jurisdictions)
                report = auditor.report([auditor.audit_stream(file, path=shown, pages=pages)])
            return answers.audit(report, shown, limit)

    def suggest(
        self,
        text: Annotated[str, Field(description="a sentence or paragraph with claims")],
        format: Form = "text",
        audience: Audience = "consumer",
        medium: Medium = None,
        jurisdictions: Jurisdictions = None,
        limit: Limit = 10,
    ) -> answers.Suggestions:
        """Suggest wordings that a reader can check, and say what each claim lacks, with the points it would bring.

        A wording has brackets where the text lacks a fact. It makes a claim easier to check, and says nothing of
        whether it is true.
        """
        with _told():
            auditor = self._auditors.under(audience, medium, jurisdictions)
            (document,) = self._judged(auditor, text, format).documents
            return answers.suggestions(document, limit)

    def explain_rule(
        self, rule: Annotated[str, Field(description="id or name of a rule, such as GEN-001")]
    ) -> dict[str, Any]:
        """Explain a rule: what it finds and why, its law, its remedy, examples that fire and that stay silent.

        Rules tell what keeps a claim from being checked, not whether it is true.
        """
        with _told():
            return answers.rule(self._auditors.pack, rule)

    def law(
        self,
        key: Annotated[str | None, Field(description="key of a passage, as findings and rules cite it")] = None,
        jurisdiction: Annotated[str | None, Field(description="lists its passages, such as eu")] = None,
    ) -> dict[str, Any]:
        """Show a passage of law or a standard: what it says, in force when, how and when it was checked.

        Without a key the passages of a jurisdiction are listed, without both the jurisdictions. It is what findings on
        whether a claim can be checked rest on; it is no legal advice, and does not tell whether a claim is true.
        """
        with _told():
            return answers.law(self._auditors.pack, key, jurisdiction, date.today())

    def _judged(self, auditor: Auditor, text: str, form: str) -> Report:
        if len(text) > MOST_CHARACTERS:
            message = f"the text has {len(text):,} characters, and {MOST_CHARACTERS:,} is the most"
            raise UsageError(message, code="too-large", hint="hand over a part of it, or name a file")
        with without_collecting():
            return auditor.audit_bytes(text.encode("utf-8", "replace"), path=f"text{_SUFFIXES[form]}")


@contextmanager
def _told() -> Iterator[None]:
    """An error of the call is told to whoever made it."""
    try:
        yield
    except ClaimcheckError as error:
        raise ToolError(str(error)) from None


def made(sources: Sources, folders: Sequence[str]) -> MCPServer[Any]:
    """A server with all its tools. Raises ``ClaimcheckError`` for folders, settings or rules that cannot be used."""
    tools = _Tools(_Roots(folders), Auditors(sources))
    calls = (tools.check_text, tools.audit_file, tools.suggest, tools.explain_rule, tools.law)
    return MCPServer(
        "claimcheck",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=[_strict(Tool.from_function(call, annotations=_READS)) for call in calls],
        log_level="WARNING",
    )


def _strict(tool: Tool) -> Tool:
    """The tool, which refuses an argument that it does not know instead of passing over it."""
    arguments = tool.fn_metadata.arg_model
    arguments.model_config["extra"] = "forbid"
    arguments.model_rebuild(force=True)
    return tool.model_copy(update={"parameters": arguments.model_json_schema(by_alias=True)})


def serve(sources: Sources, folders: Sequence[str]) -> int:
    """Serve an assistant on standard input and output until it goes."""
    server = made(sources, folders)
    # The rules live as long as the server: nobody has to look for garbage among them.
    gc.collect()
    gc.freeze()
    gc.enable()
    server.run("stdio")
    return 0


class _Roots:
    """Real folders; nothing outside of them is opened, whatever links in them point to.

    Raises ``UsageError`` for one that is no folder.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = tuple(os.path.realpath(folder) for folder in folders)
        for given, folder in zip(folders, self._folders, strict=True):
            if not os.path.isdir(folder):
                message = f"--root {given} is no folder"
                hint = "name a folder that exists; . is the current one"
                raise UsageError(message, code="not-a-folder", hint=hint)

    def opened(self, path: str) -> tuple[BinaryIO, str]:
        """A file, open, and its path below its folder; a relative path is looked for in each folder in turn.

        Raises ``UsageError`` for anything else than a readable kind of file inside, without saying what is outside.
        """
        real = self._real(path)
        folder = next(one for one in self._folders if is_below(real, one))
        try:
            # It was looked at before: what has become a link or a pipe since is not followed.
            handle = os.open(real, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            message = f"{path!r} cannot be read: {error.strerror or error}"
            raise UsageError(message, code="read-failed", hint="check its permissions") from None
        return os.fdopen(handle, "rb"), os.path.relpath(real, folder)

    def _real(self, path: str) -> str:
        inside = [
            os.path.realpath(at) for folder in self._folders if is_below(at := os.path.join(folder, path), folder)
        ]
        if not inside:
            message = f"{path!r} is outside of the folders that may be read"
            hint = "name a file below the folders that --root gave"
            raise UsageError(message, code="outside-roots", hint=hint)
        found = next((real for real in inside if os.path.isfile(real)), None)
        if found is None:
            raise UsageError(f"{path!r} is no file", code="not-found", hint="check the spelling")
        if os.path.splitext(found)[1].lower() not in READABLE_SUFFIXES:
            message = f"{path!r} is of a kind that is not read"
            hint = f"one of {', '.join(sorted(READABLE_SUFFIXES))}"
            raise UsageError(message, code="format-not-supported", hint=hint)
        return found
