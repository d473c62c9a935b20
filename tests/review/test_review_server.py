"""The server of the review page: who may ask it what, what it refuses, and what it does to the decisions file."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

import claimcheck
from claimcheck.batch import COMMANDS, Batch
from claimcheck.cli.main import run
from claimcheck.config.resolve import Sources
from claimcheck.decisions import DECISIONS
from claimcheck.errors import UsageError
from claimcheck.marking import apart
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.review import server
from claimcheck.review.server import Listening
from claimcheck.review.session import Session, Setting

DAY = date(2026, 11, 30)
COPY = """\
# Our kettle

Our new kettle is eco-friendly.

The kettle is carbon neutral.

Our mills cut emissions of scopes 1 and 2 by 31 % between 2019 and 2025, verified by Bureau Nord under ISO 14064-3.

Water withdrawal fell by 20 % between 2019 and 2025.

| | Unit | 2019 | 2025 |
| --- | --- | ---: | ---: |
| Water withdrawn | m3 | 1,310 | 1,098 |
"""
NAME = "claimcheck-decisions.yml"


@pytest.fixture(scope="module")
def batch() -> Batch:
    return Batch(Sources(COMMANDS["check"], isolated=True), as_of=DAY)


def begun(batch: Batch, folder: Path) -> Session:
    """A review of one file."""
    (folder / "copy.md").write_text(COPY)
    decisions = str(folder / NAME)
    made = Session(Setting(batch, DEFAULT, decisions, "R. Vane", apart(DEFAULT), today=lambda: DAY))
    made.add(str(folder / "copy.md"), "copy.md")
    return made


@contextmanager
def served(session: Session, folder: Path) -> Iterator[httpx.Client]:
    """A client of a server that serves a review."""
    (folder / "added").mkdir()
    listening = Listening()
    running = listening.server(session, folder / "added", Limits(pdf_bytes=20_000, office_bytes=1, html_bytes=1))
    thread = Thread(target=listening.serve, args=(running,))
    thread.start()
    try:
        # The socket listens already: what is asked before the server runs waits for it.
        with httpx.Client(base_url=listening.address, trust_env=False, timeout=60) as client:
            yield client
    finally:
        running.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def guarded(batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a review that nothing is changed in."""
    folder = tmp_path_factory.mktemp("guarded")
    with served(begun(batch, folder), folder) as client:
        yield client
        assert not (folder / NAME).exists()
        assert list((folder / "added").iterdir()) == []


@pytest.fixture
def session(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    return begun(batch, tmp_path)


@pytest.fixture
def client(session: Session, tmp_path: Path) -> Iterator[httpx.Client]:
    with served(session, tmp_path) as made:
        yield made


def origin(client: httpx.Client) -> dict[str, str]:
    return {"Origin": str(client.base_url.join("/")).rstrip("/")}


Post = Callable[..., Any]


@pytest.fixture
def post(client: httpx.Client) -> Post:
    def ask(path: str, body: object, status: int = 200) -> Any:
        answer = client.post(path, json=body, headers=origin(client))
        assert answer.status_code == status, answer.text
        return answer.json()

    return ask


def card_of(session: Session, words: str) -> dict[str, Any]:
    return next(one for one in session.document(0)["cards"] if words in one["words"])


def test_it_listens_to_this_machine_alone() -> None:
    one, two = Listening(), Listening()
    try:
        for listening in (one, two):
            assert listening._socket.getsockname()[0] == "127.0.0.1"
            assert listening.address.startswith(f"http://{listening.host}/")
            assert len(listening.address.removeprefix(f"http://{listening.host}/")) > 24
        assert one.host != two.host
        assert one.address.rpartition(one.host)[2] != two.address.rpartition(two.host)[2]
    finally:
        for listening in (one, two):
            listening._socket.close()


def test_the_page_says_what_it_may_load(guarded: httpx.Client) -> None:
    page = guarded.get("")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in page.headers


@pytest.mark.parametrize("path", ["/", "/wrong/", "{token}", "{token}x/", "/api/page/0/1", "/x{token}/"])
def test_without_the_token_there_is_nothing(guarded: httpx.Client, path: str) -> None:
    token = guarded.base_url.path.rstrip("/")
    answer = guarded.get(str(guarded.base_url.join(path.format(token=token))))
    assert answer.status_code == 404
    assert "kettle" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_leads_here_is_refused(guarded: httpx.Client, host: str) -> None:
    answer = guarded.get("", headers={"Host": host.format(port=guarded.base_url.port)})
    assert answer.status_code == 421
    assert "kettle" not in answer.text


@pytest.mark.parametrize("site", [None, "same-origin", "cross-site"])
@pytest.mark.parametrize("page", [None, "http://evil.example", "null", "http://127.0.0.1"])
def test_another_page_changes_nothing(guarded: httpx.Client, page: str | None, site: str | None) -> None:
    headers = {key: value for key, value in (("Origin", page), ("Sec-Fetch-Site", site)) if value is not None}
    for path in ("api/decide", "api/fact", "api/wording", "api/files?name=a.md"):
        assert guarded.post(path, json={}, headers=headers).status_code == 403
    cross = {**origin(guarded), "Sec-Fetch-Site": "cross-site"}
    assert guarded.post("api/decide", json={}, headers=cross).status_code == 403


def test_another_page_is_told_nothing(guarded: httpx.Client) -> None:
    assert guarded.get("export/html?document=0", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert guarded.get("", headers={"Sec-Fetch-Site": "none"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b'{"document": 0}', 400),
        (b'{"document": 0, "name": "x", "by": "y", "more": 1}', 400),
        (b'{"document": 0, "name": "x", "by": "y", "state": "perhaps"}', 400),
        (b'{"document": 7, "name": "x", "by": "y"}', 404),
        (b'{"document": -1, "name": "x", "by": "y"}', 404),
        (b'{"document": 0, "name": "x", "by": "y"}', 404),
        (json.dumps({"document": 0, "name": "x", "by": "y", "comment": "x" * 2_001}).encode(), 400),
        (b" " * (server.MOST_ASKED + 1), 413),
    ],
)
def test_what_cannot_be_asked_is_refused(guarded: httpx.Client, body: bytes, status: int) -> None:
    headers = {**origin(guarded), "Content-Type": "application/json"}
    answer = guarded.post("api/decide", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_only_json_is_a_question(guarded: httpx.Client) -> None:
    answer = guarded.post("api/decide", content=b"{}", headers={**origin(guarded), "Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_a_decision_is_in_the_file_at_once(post: Post, session: Session) -> None:
    card = card_of(session, "eco-friendly")
    asked = {"document": 0, "name": card["name"], "by": "R. Vane"}
    post("api/decide", {**asked, "state": "accept", "until": "2027-03-31"})
    post("api/decide", {**asked, "owner": "T. Okoro"})
    told = post("api/decide", {**asked, "by": "A. Lind", "comment": "as agreed"})["card"]
    (one,) = DECISIONS.load(NAME).decisions
    found = (one.state, one.owner, one.until, one.by, one.on)
    assert found == ("accept", "T. Okoro", date(2027, 3, 31), "A. Lind", DAY)
    assert [(said.by, said.text) for said in one.comments] == [("A. Lind", "as agreed")]
    assert one.path == "copy.md"
    assert told["decision"]["state"] == "accept"
    assert "in the baseline until 2027-03-31: accepted by A. Lind: as agreed" in told["html"]
    post("api/decide", {**asked, "state": "open", "owner": None, "until": None})
    assert DECISIONS.load(NAME).decisions[0].state == "open"


def test_a_finding_on_the_document_is_decided_itself(post: Post, session: Session) -> None:
    found = session.document(0)["loose"]
    assert found, "the copy has a finding on the whole of it"
    asked = {"document": 0, "fingerprint": found[0]["fingerprint"], "by": "R. Vane"}
    told = post("api/finding", {**asked, "state": "accept"})["document"]["loose"]
    assert "in the baseline: accepted by R. Vane" in told[0]["html"]
    (one,) = DECISIONS.load(NAME).decisions
    assert (one.claim, one.fingerprint, one.state) == (None, found[0]["fingerprint"], "accept")
    post("api/finding", {**asked, "state": "open"})
    assert DECISIONS.load(NAME).decisions == ()
    post("api/finding", {**asked, "fingerprint": "0" * 64, "state": "accept"}, 404)


def test_what_others_write_meanwhile_stays(post: Post, session: Session) -> None:
    post("api/decide", {"document": 0, "name": card_of(session, "eco")["name"], "by": "A", "state": "accept"})
    text = Path(NAME).read_text()
    Path(NAME).write_text(text + "  - {path: other.md, claim: cER22FW6IZ46WRUIV, by: B, on: 2026-11-30, owner: B}\n")
    post("api/decide", {"document": 0, "name": card_of(session, "carbon")["name"], "by": "A", "state": "dispute"})
    assert {(one.path, one.state) for one in DECISIONS.load(NAME).decisions} == {
        ("copy.md", "accept"), ("copy.md", "dispute"), ("other.md", "open"),
    }  # fmt: skip
    Path(NAME).write_text("decisions: [")
    told = post("api/decide", {"document": 0, "name": card_of_name(session), "by": "A", "state": "accept"}, 400)
    assert NAME in told["error"]
    assert Path(NAME).read_text() == "decisions: ["


def card_of_name(session: Session) -> str:
    """The name of a card while the decisions cannot be read."""
    record = next(iter(session._read.values())).record
    return f"{record.claims[0].id}-{record.claims[0].occurrence}"


def test_an_answer_judges_the_document_anew(post: Post, session: Session) -> None:
    before = card_of(session, "carbon neutral")
    assert 'data-fact="credits"' in before["html"]
    told = post("api/fact", {"document": 0, "fact": "credits", "answer": "no", "by": "R. Vane"})["document"]
    after = next(one for one in told["cards"] if one["name"] == before["name"])
    assert 'data-fact="credits"' not in after["html"]
    assert [(one["fact"], one["answer"]) for one in told["answers"]] == [("credits", "no")]
    assert DECISIONS.load(NAME).facts("copy.md") == {"credits": "no"}
    again = post("api/fact", {"document": 0, "fact": "credits", "answer": None, "by": "R. Vane"})["document"]
    assert again["answers"] == []
    assert 'data-fact="credits"' in next(one for one in again["cards"] if one["name"] == before["name"])["html"]
    post("api/fact", {"document": 0, "fact": "creditz", "answer": "no", "by": "R. Vane"}, 404)


def test_an_answer_of_somebody_else_counts_at_once(session: Session) -> None:
    assert 'data-fact="credits"' in card_of(session, "carbon neutral")["html"]
    answer = "{path: copy.md, fact: credits, answer: 'no', by: B, on: 2026-11-30}"
    Path(NAME).write_text(f"schema: claimcheck-decisions/1\nfacts:\n  - {answer}\n")
    assert 'data-fact="credits"' not in card_of(session, "carbon neutral")["html"]


def test_other_words_are_judged_where_they_would_stand(post: Post, session: Session, batch: Batch) -> None:
    card = card_of(session, "31 %")
    words = "Our mills cut emissions of scopes 1 and 2 by 31 %."
    told = post("api/wording", {"document": 0, "name": card["name"], "wording": words})
    Path("copy.md").write_text(COPY.replace(card["words"], words))
    (wanted,) = [one for one in batch.auditor("copy.md").audit("copy.md").documents[0].claims if "31 %" in one.text]
    assert told["before"]["score"] == card["score"]
    assert [one["score"] for one in told["after"]] == [wanted.score]
    assert wanted.score < card["score"]
    nothing = post("api/wording", {"document": 0, "name": card["name"], "wording": "The office opens at nine."})
    assert nothing["after"] == []
    assert not Path(NAME).exists()


def test_dropped_files_are_read_under_their_name_alone(client: httpx.Client, session: Session, tmp_path: Path) -> None:
    answer = client.post("api/files?name=..%2F..%2Fetc%2Fmore.md", content=COPY.encode(), headers=origin(client))
    told = answer.json()
    assert session.paths == ["copy.md", "more.md"]
    assert told["at"] == 1
    assert told["document"]["path"] == "more.md"
    assert len(told["document"]["cards"]) == 4
    assert [one.name for one in (tmp_path / "added").iterdir()] == ["1.md"]
    for name in ("", "..", "x" * 201):
        assert client.post(f"api/files?name={name}", content=b"a", headers=origin(client)).status_code == 400
    large = client.post("api/files?name=large.pdf", content=b"x" * 20_001, headers=origin(client))
    assert large.status_code == 413
    assert [one.name for one in (tmp_path / "added").iterdir()] == ["1.md"]
    broken = client.post("api/files?name=broken.pdf", content=b"%PDF-1.7 nothing", headers=origin(client)).json()
    assert broken["document"]["problems"]


def test_no_more_files_than_there_is_room_for(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_FILES", 1)
    assert client.post("api/files?name=a.md", content=b"words", headers=origin(client)).status_code == 200
    assert client.post("api/files?name=b.md", content=b"words", headers=origin(client)).status_code == 413


def test_exports_hold_the_decisions(client: httpx.Client, post: Post, session: Session) -> None:
    post("api/decide", {"document": 0, "name": card_of(session, "eco")["name"], "by": "R. Vane", "state": "accept"})
    for kind, sign in (("xlsx", b"PK"), ("dossier", b"PK"), ("html", b"<!DOCTYPE html>")):
        answer = client.get(f"export/{kind}?document=0")
        assert answer.content.startswith(sign)
        assert answer.headers["content-disposition"].startswith('attachment; filename="copy-review.')
    assert b"accepted by R. Vane" in answer.content
    assert client.get("export/docx?document=0").status_code == 400
    assert client.get("export/sarif?document=0").status_code == 404
    assert client.get("export/html?document=9").status_code == 404


def test_what_is_new_since_the_last_version_is_marked(batch: Batch, tmp_path: Path) -> None:
    less = COPY.replace("Our new kettle is eco-friendly.", "")
    old = batch.auditor(None).audit_text(less, path="copy.md", format="markdown")
    (tmp_path / "copy.md").write_text(COPY)
    session = Session(
        Setting(batch, DEFAULT, str(tmp_path / NAME), "R. Vane", apart(DEFAULT), before=old, today=lambda: DAY)
    )
    session.add(str(tmp_path / "copy.md"), "copy.md")
    assert card_of(session, "eco-friendly")["change"] == "new"
    assert card_of(session, "carbon neutral")["change"] == "same"


def test_the_page_as_one_file_needs_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("copy.md").write_text(COPY + "\n</script><script>alert(1)</script>\n")
    assert run(["check", "copy.md", "--output", "review:page.html", "--fail-on", "never"]) == 0
    page = Path("page.html").read_text()
    assert page.count("<script") == 2
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert data["live"] is False
    assert 'class="mark' in data["documents"][0]["text"]
    assert "connect-src" not in page
    assert claimcheck.render(claimcheck.audit_text(COPY), "review").startswith("<!DOCTYPE html>")


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_the_review(session: Session) -> None:
    call = [sys.executable, "-m", "claimcheck", "review", "copy.md", "--no-open", "--isolated"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as review:
        assert review.stdout is not None
        assert review.stderr is not None
        address = review.stdout.readline().strip()
        page = httpx.get(address, trust_env=False, timeout=60)
        assert "kettle" in page.text
        review.send_signal(signal.SIGINT)
        told = review.stderr.read()
        assert review.wait(60) == 0
    assert "Traceback" not in told
    assert "GET" not in told


def test_what_a_review_cannot_begin_with_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_text("schema: other\n")
    assert run(["review", "--no-open"]) == 2
    assert run(["review", "-", "--no-open", "--decisions", "none.yml"]) == 2


def test_a_file_that_cannot_be_written_is_told(session: Session, tmp_path: Path) -> None:
    session._setting.batch.decisions = None
    Path(NAME).symlink_to(tmp_path / "gone" / "away.yml")
    with pytest.raises((UsageError, claimcheck.ClaimcheckError)):
        session.decide(0, card_of_name(session), "A", {"state": "accept"})
