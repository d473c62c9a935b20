"""A headless Chromium, where there is one, and pages of reports to look at with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

import claimcheck

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# No calls home, and none of the sandbox that a container's root cannot have.
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1280,1400",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    """One browser for all tests."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if found is None or driver is None:
        pytest.skip("needs Chromium and its driver (packages chromium and chromium-driver of Debian)")
    options = Options()
    options.binary_location = found
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    chrome.set_script_timeout(180)  # a busy machine takes long to look at every node
    yield chrome
    chrome.quit()


@pytest.fixture
def opened(browser: webdriver.Chrome, tmp_path: Path) -> Callable[..., webdriver.Chrome]:
    """Open the page of some drafted copy; nothing may be complained about on the console."""

    def open_page(text: str, *, fragment: str = "", **context: Any) -> webdriver.Chrome:
        setting = claimcheck.Context(**{"audience": "consumer", **context})
        report = claimcheck.audit_text(text, context=setting, format="markdown")
        page = tmp_path / "report.html"
        page.write_text(claimcheck.render(report, "html"), encoding="utf-8")
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get(page.as_uri() + fragment)
        return browser

    return open_page
