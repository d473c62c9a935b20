"""The HTML report in a real browser: what it shows, picks, links and prints, and that what was read can do nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pypdfium2
import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

COPY = """\
# Our kettle

Our new bottle is eco-friendly. The Fell kettle is carbon neutral.

Our mills cut emissions of scopes 1 and 2 by 31 % between 2019 and 2025, verified by Bureau Nord under ISO 14064-3.

We will be climate neutral by 2040.

Water withdrawal fell by 20 % between 2019 and 2025.

| | Unit | 2019 | 2025 |
| --- | --- | ---: | ---: |
| Water withdrawn | m3 | 1,310 | 1,098 |
"""
HOSTILE = """\
# <img src=x onerror="window.hacked=1">

Our bottle is eco-friendly </q><script>window.hacked=1</script> "onmouseover="window.hacked=1.

We are carbon neutral: [proof](javascript:window.hacked=1) \u202eevil\u202c <svg onload=window.hacked=1> by 2040.
"""
Open = Callable[..., Chrome]
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def _shown(page: Chrome) -> list[str]:
    found = page.find_elements(By.CSS_SELECTOR, ".claim:not([hidden]) > details > summary q")
    return [one.get_attribute("textContent") or "" for one in found]


def _pick(page: Chrome, name: str, value: str) -> None:
    before = page.find_element(By.CSS_SELECTOR, ".filters output").text
    Select(page.find_element(By.NAME, name)).select_by_value(value)
    WebDriverWait(page, 10).until(lambda shown: shown.find_element(By.CSS_SELECTOR, ".filters output").text != before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_in_the_way_of_anybody(opened: Open, scheme: str, width: int) -> None:
    page = opened(COPY)
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    size = {"width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.execute_script(OPEN_ALL)
        found = Axe().run(page)["violations"]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []
        wide = page.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("width", [1280, 390])
def test_years_and_figures_of_targets_stand_on_one_line(opened: Open, width: int) -> None:
    targets = (
        "We will cut the Scope 1 and Scope 2 emissions of all our mills by 42 % by 2035 against 2019.",
        "By 2031 we will cut water withdrawal by 1,200,000 m3 against 2018; it fell by 310,000 m3 to 1,098,000 m3.",
        "We will be climate neutral by 2040.",
    )
    others = (COPY, "Our packaging is recyclable.", "All our soy is deforestation-free.", "Our cotton is organic.",
        "We have no forced labour in our supply chain.", "100 % of our electricity is renewable.",
        "We planted 30,000 trees in 2025.", "Our trays are plastic free.")  # fmt: skip
    page = opened("\n\n".join((*others, *targets)), medium="report")
    size = {"width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        cells = page.find_elements(By.CSS_SELECTOR, ".targets td:nth-child(-n+4)")
        assert {"42 %", "2035", "2019", "2040"} <= {one.text for one in cells}
        lines = "const it = new Range(); it.selectNodeContents(arguments[0]); return it.getClientRects().length"
        # On a telephone a value may be parted from its unit; no figure, year or word is broken.
        most = {one: len(one.text.split()) if width < 500 else 1 for one in cells}
        assert [one.text for one in cells if page.execute_script(lines, one) > most[one]] == []
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_what_was_read_does_nothing(opened: Open) -> None:
    page = opened(HOSTILE)
    assert len(_shown(page)) >= 2
    page.execute_script(OPEN_ALL)
    assert page.execute_script("return window.hacked") is None
    assert page.find_elements(By.CSS_SELECTOR, "img, svg[onload], [onerror], [onmouseover], a[href^=javascript]") == []
    assert page.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_nothing_is_complained_about(opened: Open) -> None:
    page = opened(COPY)
    assert page.get_log("browser") == []


def test_a_script_that_is_not_ours_does_not_run(opened: Open) -> None:
    page = opened(COPY)
    page.execute_script(
        "const one = document.createElement('script'); one.textContent = 'window.hacked = 1'; document.body.append(one)"
    )
    assert page.execute_script("return window.hacked") is None
    assert any("Content Security Policy" in one["message"] for one in page.get_log("browser"))


def test_claims_are_picked_by_words_and_values(opened: Open) -> None:
    page = opened(COPY)
    everything = _shown(page)
    assert len(everything) >= 4
    _pick(page, "type", "generic_benefit")
    assert _shown(page) == ["Our new bottle is eco-friendly."]
    rows = page.find_elements(By.CSS_SELECTOR, ".matrix tbody tr:not([hidden])")
    assert len(rows) == 1
    page.find_element(By.CSS_SELECTOR, ".filters button").click()
    WebDriverWait(page, 10).until(lambda shown: len(_shown(shown)) == len(everything))
    page.find_element(By.NAME, "words").send_keys("Bureau Nord")
    WebDriverWait(page, 10).until(lambda shown: len(_shown(shown)) < len(everything))
    assert all("Bureau Nord" in one for one in _shown(page))


def test_claims_can_stand_as_they_were_read(opened: Open) -> None:
    page = opened(COPY)
    worst_first = _shown(page)
    Select(page.find_element(By.NAME, "order")).select_by_value("read")
    WebDriverWait(page, 10).until(lambda shown: _shown(shown) != worst_first)
    places = [COPY.index(one.split(" and ")[0][:20]) for one in _shown(page)]
    assert places == sorted(places)


def test_a_link_leads_to_its_claim_and_opens_it(opened: Open) -> None:
    page = opened(COPY)
    anchor = page.find_elements(By.CSS_SELECTOR, ".claim")[2].get_attribute("id")
    again = opened(COPY, fragment=f"#{anchor}")
    boxes = [one.get_attribute("id") for one in again.find_elements(By.CSS_SELECTOR, ".claim:has(> details[open])")]
    assert boxes == [anchor]


def test_a_contradiction_stands_side_by_side_with_its_sum(opened: Open) -> None:
    page = opened(COPY, audience="investor")
    sides = page.find_elements(By.CSS_SELECTOR, "section .sides")[0].find_elements(By.TAG_NAME, "blockquote")
    assert [one.text.split("\n")[0] for one in sides] == [
        "Water withdrawal fell by 20 % between 2019 and 2025.",
        "Water withdrawn | m3 | 1,310 | 1,098",
    ]
    assert "-16.2 %" in page.find_element(By.CSS_SELECTOR, ".sum-words").text


def test_paper_shows_everything(opened: Open) -> None:
    page = opened(COPY)
    printed: Any = page.execute_cdp_cmd("Page.printToPDF", {})
    with closing(pypdfium2.PdfDocument(base64.b64decode(printed["data"]))) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    words = " ".join(text.split())
    assert words.count("How the score comes about") == len(_shown(page))
