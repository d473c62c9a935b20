"""A corpus: its tables say what reports say, a run goes on where it was, and a dead process costs one document."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra scale is not installed")
import pyarrow.parquet as pq  # noqa: E402

import claimcheck  # noqa: E402
from claimcheck.cli.main import run  # noqa: E402
from claimcheck.corpus import Corpus, Setting, collect, collecting, scan  # noqa: E402
from claimcheck.corpus.scanning import Scanned  # noqa: E402

CONTEXT = claimcheck.Context(as_of=date(2026, 11, 25))
SETTING = Setting.of(CONTEXT)
TEXTS = [
    "We cut our emissions by {} % against 2019, as audited.\n\nLunch is at noon.\n",
    "# Report\n\nOur bottle number {} is eco-friendly.\n\nWe will be net zero by 2050.\n",
    "The office opens at nine, and closes at {}.\n",
]
DEATHS = """\
import os, signal
from claimcheck.corpus.parts import make_told as honest
from claimcheck.corpus.scanning import Scanner

record = Scanner.record

def dying(self, path, data):
    flag, name = path + ".killed", os.path.basename(path)
    if name == "poison.md" or (name == "once.md" and not os.path.exists(flag)):
        open(flag, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return record(self, path, data)

def make_told(part, setting):
    Scanner.record = dying
    return honest(part, setting)
"""


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Forty small documents, one of which cannot be read."""
    folder = tmp_path_factory.mktemp("documents")
    for number in range(39):
        (folder / f"{number:02}.md").write_text(TEXTS[number % 3].format(number), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"no PDF at all")
    return sorted(map(str, folder.iterdir()))


@pytest.fixture(scope="module")
def made(paths: list[str], tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return collect(paths, tmp_path_factory.mktemp("corpus") / "out", SETTING, jobs=2)


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Parts are made by processes that die over documents called poison, and once over those called once."""
    (tmp_path / "deaths_of_tests.py").write_text(DEATHS)
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules.pop("deaths_of_tests", None)
    module = __import__("deaths_of_tests")
    monkeypatch.setattr(collecting, "make_told", module.make_told)
    return module


def _made_here(
    items: Iterable[Any], jobs: int, work: Callable[..., Any], options: Any, prepare: Callable[..., Any], recipe: Any,
    **_: int,
) -> Iterator[Any]:  # fmt: skip
    prepare(recipe)
    for item in items:
        yield work(item, options)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are made in this process, for tests of what is made and not of who makes it."""
    monkeypatch.setattr(collecting, "shared", _made_here)


def table(out: Path, name: str) -> list[dict[str, object]]:
    """The rows of one table of a corpus, in the order of its documents."""
    files = sorted((out / name).iterdir())
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    return sorted(rows, key=lambda row: str(row["path"]))


def digest(out: Path) -> dict[str, str]:
    """Every file of a corpus with a hash of its bytes."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_its_tables_are_the_record_of_a_report(paths: list[str], made: Corpus) -> None:
    report = claimcheck.Auditor(context=CONTEXT).audit(paths)
    for name, rows in zip(claimcheck.record(report)._fields, claimcheck.record(report), strict=True):
        assert rows
        assert table(made.out, name) == rows
    documents = table(made.out, "documents")
    assert [(row["path"], row["status"], row["claims"]) for row in documents] == [
        (one.path, one.status, len(one.claims)) for one in report.documents
    ]
    assert made.by_status == {"complete": 39, "unreadable": 1}
    assert (made.documents, made.made, made.claims) == (40, 40, report.summary.claims)
    assert [(Path(one.path).name, one.problems[0][0]) for one in made.unread] == [("broken.pdf", "damaged")]


def test_texts_of_rules_and_law_are_there_once(made: Corpus) -> None:
    rules = {row["rule"]: row for row in pq.read_table(made.out / "rules.parquet").to_pylist()}
    known = {row["citation"] for row in pq.read_table(made.out / "citations.parquet").to_pylist()}
    found = {str(row["rule"]) for row in table(made.out, "findings")}
    assert found
    assert found <= rules.keys()
    assert all(rules[rule]["why"] and set(rules[rule]["citations"]) <= known for rule in found)


@pytest.mark.usefixtures("here")
def test_the_same_documents_give_the_same_bytes(paths: list[str], made: Corpus, tmp_path: Path) -> None:
    collect(reversed(paths), tmp_path / "out", SETTING)
    assert digest(tmp_path / "out") == digest(made.out)


@pytest.mark.usefixtures("here")
def test_a_run_makes_what_lacks_and_drops_what_is_gone(paths: list[str], made: Corpus, tmp_path: Path) -> None:
    again = collect(paths, shutil.copytree(made.out, tmp_path / "again"), SETTING)
    assert (again.made, digest(again.out)) == (0, digest(made.out))
    folder = tmp_path / "documents"
    shutil.copytree(Path(paths[0]).parent, folder)
    own = sorted(map(str, folder.iterdir()))
    out = tmp_path / "out"
    collect(own, out, SETTING)
    (folder / "07.md").write_text("Our box is eco-friendly.\n")
    for number in range(30):
        (folder / f"new{number}.md").write_text("We met at noon.\n")
    (folder / "08.md").unlink()
    own = sorted(map(str, folder.iterdir()))
    assert len(own) > 64, "which makes parts of another width"
    assert collect(own, out, SETTING).made == 31
    collect(own, tmp_path / "fresh", SETTING)
    assert digest(out) == digest(tmp_path / "fresh")


@pytest.mark.usefixtures("here")
def test_another_setting_makes_all_anew(paths: list[str], made: Corpus, tmp_path: Path) -> None:
    setting = Setting.of(claimcheck.Context(audience="consumer", as_of=date(2026, 11, 25)))
    out = shutil.copytree(made.out, tmp_path / "out")
    assert collect(paths[:3], out, setting).made == 3
    assert {row["audience"] for row in table(out, "documents")} == {"consumer"}


@pytest.mark.usefixtures("here")
def test_a_run_that_was_broken_off_goes_on(paths: list[str], made: Corpus, tmp_path: Path) -> None:
    out = shutil.copytree(made.out, tmp_path / "out")
    [first, *_] = sorted((out / "documents").iterdir())
    first.unlink()
    (out / "claims" / f".{first.name}.1234").write_bytes(b"half a file")
    (out / ".in-hand").mkdir()
    again = collect(paths, out, SETTING)
    assert 0 < again.made < 40
    assert digest(out) == digest(made.out)


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by a signal")
def test_a_poisoned_document_is_lost_and_a_killed_process_costs_nothing(
    paths: list[str], deadly: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("poison.md", "once.md", *(Path(one).name for one in paths[:9])):
        (folder / name).write_text("Our bottle is eco-friendly.\n", encoding="utf-8")
    own = sorted(map(str, folder.iterdir()))
    one = collect(own, tmp_path / "one", SETTING, jobs=2)
    assert one.by_status == {"complete": 10, "unreadable": 1}
    assert [(Path(lost.path).name, lost.problems[0][0]) for lost in one.unread] == [("poison.md", "worker-lost")]
    (folder / "once.md.killed").unlink()
    collect(own, tmp_path / "two", SETTING, jobs=2)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")
    monkeypatch.undo()
    healed = collect(own, tmp_path / "one", SETTING)
    assert (healed.made, healed.by_status) == (1, {"complete": 11}), "it is tried again"


def test_dask_makes_the_same(paths: list[str], made: Corpus, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra scale is not installed")
    assert collect(paths, tmp_path / "out", SETTING, scheduler="dask").made == 40
    assert digest(tmp_path / "out") == digest(made.out)


def test_a_batch_has_paths_or_bytes(paths: list[str]) -> None:
    named = [one for one in paths if one.endswith(".md")][:4]
    whole = scan(named, SETTING)
    assert isinstance(whole, Scanned)
    assert whole.claims.num_rows
    assert scan(pa.table({"path": named}), SETTING) == whole
    content = pa.array([Path(one).read_bytes() for one in named], pa.binary())
    batch = pa.RecordBatch.from_arrays([pa.array(named), content], ["path", "bytes"])
    assert scan(batch, SETTING) == whole
    with pytest.raises(claimcheck.ClaimcheckError, match="no column 'path'"):
        scan(pa.table({"name": named}), SETTING)


def test_a_document_on_which_the_program_fails_is_a_row(paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(claimcheck.Auditor, "audit_stream", fail)
    [row] = scan(paths[:1], SETTING).documents.to_pylist()
    assert (row["status"], row["problems"][0]["code"]) == ("unreadable", "judging-failed")
    assert "ZeroDivisionError: of all things" in row["problems"][0]["message"]


def test_a_machine_in_another_state_refuses_to_work(paths: list[str]) -> None:
    other = Setting(SETTING.settings, (), SETTING.limits, "another state")
    with pytest.raises(claimcheck.ClaimcheckError, match="another version") as caught:
        scan(paths[:1], other)
    assert caught.value.code == "other-state"


Capture = pytest.CaptureFixture[str]


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Callable[..., tuple[str, str]]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.md").write_text("Our bottle is eco-friendly.\n")
    (tmp_path / "empty.md").write_text("")

    def call(*arguments: str, code: int) -> tuple[str, str]:
        assert run(["corpus", *arguments]) == code
        captured = capsys.readouterr()
        return captured.out, captured.err

    return call


@pytest.mark.usefixtures("here")
def test_the_command_names_what_was_not_read(
    said: Callable[..., tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIMCHECK_AS_OF")  # the second run takes the day of the first
    out, err = said("good.md", "empty.md", "--out", "out", "--as-of", "2026-11-25", code=3)
    assert out.startswith("2 documents (1 complete, 1 unreadable), 2 of them made anew\n1 claim, ")
    assert err.startswith("error: empty.md: is empty")
    out, err = said("good.md", "--out", "out", code=0)
    assert out.startswith("1 document (1 complete), 0 of them made anew\n")
    assert "the law is that of 2026-11-25" in err, "another day would make all of it anew"
    before = digest(tmp_path / "out")
    out, err = said("good.md", "goood.md", "--out", "out", code=3)
    assert (out, digest(tmp_path / "out")) == ("", before), "a slip of the pen drops nothing"
    assert "error: goood.md: no such file or folder" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["good.md", "--out", "out", "--scheduler", "spark"], "there is no scheduler 'spark'"),
        (["good.md", "--out", "good.md"], "error: good.md: cannot be written"),
        (["-", "--out", "out"], "corpus reads no standard input"),
        (["good.md", "--out", "out", "--select", "NONE-1"], "NONE-1"),
    ],
)
def test_a_wrong_call_is_told(said: Callable[..., tuple[str, str]], arguments: list[str], words: str) -> None:
    out, err = said(*arguments, code=2)
    assert out == ""
    assert words in err


def test_what_is_not_installed_is_told(said: Callable[..., tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    _, err = said("good.md", "--out", "out", code=2)
    assert "pip install 'claimcheck-esg[scale]'" in err
