"""Options that say how files are read: which pages, up to which limits, with which password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from .conftest import Runner


def test_only_the_wanted_pages_are_read(command: Runner) -> None:
    done = command(["check", "pages.pdf", "--pages", "2-", "--format", "json"])
    assert done.code == 1
    (document,) = json.loads(done.stdout)["documents"]
    assert [claim["place"]["page"] for claim in document["claims"]] == [2, 3]
    assert (document["coverage"]["pages"], document["coverage"]["pages_read"]) == (3, 2)
    assert document["problems"] == []


def test_pages_that_are_not_there(command: Runner) -> None:
    done = command(["check", "pages.pdf", "--pages", "7-9"])
    assert done.code == 3
    assert "pages.pdf: has 3 pages, and none of the pages 7-9" in done.stderr


def test_pages_of_what_has_none(command: Runner) -> None:
    done = command(["check", "bad.md", "--pages", "2", "--format", "json"])
    assert done.code == 1
    assert [problem["code"] for problem in json.loads(done.stdout)["documents"][0]["problems"]] == ["no-pages"]


def test_a_limit_cuts_and_says_how_to_raise_it(command: Runner) -> None:
    done = command(["check", "pages.pdf", "--read-limit", "pages=2", "--fail-on", "never"])
    assert done.code == 3
    assert "only the first 2 of 3 pages were read" in done.stderr
    assert "--read-limit pages=N" in done.stderr
    assert command(["check", "pages.pdf", "--read-limit", "pages=3"]).code == 1


def test_limits_of_every_kind_are_taken(command: Runner) -> None:
    several = ["--read-limit", "seconds=2.5,memory=2GiB", "--read-limit", "text-bytes=1k", "--read-limit", "BLOCKS=5"]
    assert command(["check", "bad.md", *several]).code == 1
    assert command(["check", "bad.md", "--read-limit", "text_bytes=10"]).code == 3
    assert command(["check", "bad.md"], env={"CLAIMCHECK_READ_LIMIT": "text-bytes=10"}).code == 3


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("page=5", "did you mean pages?"),
        ("memry=5", "did you mean memory?"),
        ("pages", "write pages=N"),
        ("pages=", "write pages=N"),
        ("pages=0", "whole number above 0"),
        ("pages=2.5", "whole number above 0"),
        ("pages=-2", "whole number above 0"),
        ("seconds=soon", "write seconds=N"),
        ("memory=1TB", "KiB, MiB or GiB"),
        ("seconds=nan", "write seconds=N"),
        ("pages=9999999999999", "write pages=N"),
    ],
)
def test_a_limit_that_does_not_fit(command: Runner, value: str, said: str) -> None:
    done = command(["check", "missing.md", "--read-limit", value])
    assert done.code == 2
    assert "--read-limit" in done.stderr
    assert said in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_password_comes_from_the_environment(command: Runner, desk: Path, jobs: str) -> None:
    canvas = Canvas(str(desk / "owned.pdf"), encrypt=StandardEncryption("", ownerPassword="owner"))
    canvas.drawString(72, 720, "Our new bottle is eco-friendly.")
    canvas.save()
    files = ["locked.pdf", "owned.pdf", "--jobs", jobs]
    refused = command(["check", *files])
    assert refused.code == 3
    assert "locked.pdf: needs a password to open" in refused.stderr
    assert "--password-env" in refused.stderr
    assert "owned.pdf" not in refused.stderr
    opened = command(["check", *files, "--password-env", "REPORTS"], env={"REPORTS": "secret"})
    assert (opened.code, opened.stderr) == (1, "")
    wrong = command(["check", *files, "--password-env", "REPORTS"], env={"REPORTS": "wr\u00f6ng"})
    assert wrong.code == 3
    assert "locked.pdf: does not open with this password" in wrong.stderr
    assert "wr\u00f6ng" not in wrong.stderr


def test_a_variable_that_is_not_set(command: Runner) -> None:
    done = command(["check", "locked.pdf", "--password-env", "secret"])
    assert done.code == 2
    assert "no environment variable 'secret'" in done.stderr
