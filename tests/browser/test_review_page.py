"""The review page in a real browser: from a report to Excel and Word with what was decided, by keys and by buttons."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_core_python.selenium import Axe
from docx import Document
from openpyxl import load_workbook
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from claimcheck.batch import COMMANDS, Batch
from claimcheck.cli.main import run
from claimcheck.config.resolve import Sources
from claimcheck.decisions import DECISIONS
from claimcheck.marking import apart
from claimcheck.read.limits import DEFAULT
from claimcheck.review.server import Listening
from claimcheck.review.session import Session, Setting

REPORT = Path(__file__).parents[2] / "fixtures" / "reports" / "tarnholm-2025.pdf"
DAY = date(2026, 11, 30)
WORDS = "Between 2019 and 2025 we cut our scope 1 and 2 emissions by 36.7 %."
HOSTILE = 'We are carbon neutral </script><img src=x onerror="window.hacked=1"> and eco-friendly.\n'


class Reviewed:
    """A page in a browser, and the files of its review."""

    def __init__(self, page: Chrome, folder: Path) -> None:
        self.page = page
        self.folder = folder

    def until(self, test: Callable[[], Any]) -> Any:
        """Wait until something holds, and give it."""
        return WebDriverWait(self.page, 60, poll_frequency=0.05).until(lambda _: test())

    def all(self, selector: str) -> list[Any]:
        return list(self.page.find_elements(By.CSS_SELECTOR, selector))

    def text(self, selector: str) -> str:
        return str(self.page.find_element(By.CSS_SELECTOR, selector).get_attribute("textContent"))

    def press(self, keys: str) -> None:
        self.page.switch_to.active_element.send_keys(keys)

    def said(self, words: str) -> None:
        """Wait for what the page says."""
        self.until(lambda: words in self.text(".said"))
        self.page.execute_script("document.querySelector('.said').textContent = ''")

    def faults(self) -> list[Any]:
        found = Axe().run(self.page)["violations"]
        return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]


@pytest.fixture(scope="module")
def review(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewed]:
    folder = tmp_path_factory.mktemp("review")
    shutil.copy(REPORT, folder / "report.pdf")
    (folder / "added").mkdir()
    batch = Batch(Sources(COMMANDS["check"], isolated=True), as_of=DAY)
    session = Session(
        Setting(batch, DEFAULT, str(folder / "decisions.yml"), "R. Vane", apart(DEFAULT), today=lambda: DAY)
    )
    session.add(str(folder / "report.pdf"), "report.pdf")
    listening = Listening()
    server = listening.server(session, folder / "added", DEFAULT)
    thread = Thread(target=listening.serve, args=(server,))
    thread.start()
    downloads = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Page.setDownloadBehavior", downloads)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(listening.address)
    yield Reviewed(browser, folder)
    browser.get("about:blank")
    server.should_exit = True
    thread.join()


def test_a_report_is_reviewed(review: Reviewed) -> None:
    page = review.page
    review.until(lambda: review.all(".sheet img") and review.all(".sheet .mark.now"))
    assert review.text("[data-slot=page]").endswith("of 9")

    answered = 0
    while answered < 2:
        if review.all("[data-answer=no]"):
            page.execute_script("document.querySelector('[data-answer=no]').click()")
            review.said("judged with this answer")
            answered += 1
        else:
            before = review.text("[data-slot=count]")
            review.press("j")
            review.until(lambda before=before: review.text("[data-slot=count]") != before)
    assert "(2)" in review.text(".answers summary")

    review.press("/")
    page.switch_to.active_element.send_keys("reduced our carbon footprint")
    review.until(lambda: "reduced our carbon footprint" in review.text("#claim-words"))
    review.press(Keys.ESCAPE)
    review.press("e")
    review.press(Keys.CONTROL + "a")
    review.press(WORDS)
    page.find_element(By.CSS_SELECTOR, "[data-do=try]").click()
    review.until(lambda: review.all(".tried"))
    before, after = (int(review.text(f".arrow span:nth-of-type({at})").split()[0]) for at in (1, 2))
    assert after > before
    page.find_element(By.CSS_SELECTOR, "[data-do=keep]").click()
    review.said("proposed")

    page.execute_script("document.querySelector('.filters').reset()")
    accepted = []
    for number in range(2):
        page.find_element(By.CSS_SELECTOR, "[data-do=next]").click()
        accepted.append(review.text("#claim-words q"))
        review.press("a")
        review.said("Accepted")
        assert f"{number + 1} decided" in review.text("[data-slot=count]")
    review.press("o")
    review.press("T. Okoro")
    page.find_element(By.CSS_SELECTOR, "[data-do=assign]").click()
    review.said("Assigned")
    review.press("c")
    review.press("as agreed")
    page.find_element(By.CSS_SELECTOR, "[data-do=comment]").click()
    review.said("Comment added")

    known = DECISIONS.load(str(review.folder / "decisions.yml"))
    assert len(known.answers) == 2
    assert {one.wording for one in known.decisions} == {None, WORDS}

    for words in ("Excel", "Word"):
        page.find_element(By.LINK_TEXT, words).click()
    paper, dossier = (review.folder / f"report-review.{suffix}" for suffix in ("xlsx", "docx"))
    review.until(lambda: _is_written(paper) and _is_written(dossier))
    head, *lines = load_workbook(io.BytesIO(paper.read_bytes()))["What to do"].iter_rows(values_only=True)
    decided = [dict(zip(head, line, strict=True)) for line in lines]
    assert {one["What is claimed"] for one in decided if one["Decision"] == "accepted"} == set(accepted)
    assert [one["Owner"] for one in decided if one["Owner"]] == ["T. Okoro"]
    assert any(WORDS in str(one["Comment"]) for one in decided if one["Decision"] == "reworded")
    cells = [
        [cell.text for cell in row.cells]
        for table in Document(io.BytesIO(dossier.read_bytes())).tables
        for row in table.rows
    ]
    told = "\n".join(" | ".join(row) for row in cells)
    for words in (*(f"“{one}” | accepted" for one in accepted), WORDS, "as agreed", "credits"):
        assert words in told
    assert page.get_log("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_is_in_the_way_of_anybody(review: Reviewed, scheme: str, width: int) -> None:
    page = review.page
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert review.faults() == []
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_dropped_file_is_read_and_does_nothing(review: Reviewed) -> None:
    page = review.page
    (review.folder / "hostile.md").write_text(HOSTILE)
    page.find_element(By.NAME, "files").send_keys(str(review.folder / "hostile.md"))
    review.until(lambda: "hostile.md" in review.text("[name=document]"))
    Select(page.find_element(By.NAME, "document")).select_by_index(0)
    review.until(lambda: "carbon neutral" in review.text(".text"))
    assert page.execute_script("return window.hacked") is None
    assert review.all("#card img, .text img, [onerror]") == []


def _is_written(path: Path) -> bool:
    """Whether a download is there; the browser makes an empty file before it writes it."""
    return path.exists() and path.stat().st_size > 0


def test_the_page_as_one_file_keeps_decisions(browser: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("copy.md").write_text(HOSTILE)
    assert run(["check", "copy.md", "--output", "review:page.html", "--fail-on", "never"]) == 0
    browser.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.get((tmp_path / "page.html").as_uri())
    review = Reviewed(browser, tmp_path)
    browser.find_element(By.NAME, "who").send_keys("R. Vane", Keys.ESCAPE)
    review.press("a")
    review.said("Accepted")
    browser.refresh()
    assert "1 decided" in review.text("[data-slot=count]")
    assert review.faults() == []
    browser.find_element(By.CSS_SELECTOR, "[data-do=save]").click()
    saved = tmp_path / "claimcheck-decisions.yml"
    review.until(lambda: _is_written(saved))
    decisions = {one.state for one in DECISIONS.load(str(saved)).decisions}
    assert decisions == {"accept"}
    assert run(["check", "copy.md", "--decisions", str(saved), "--fail-on", "never"]) == 0
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
