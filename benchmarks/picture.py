"""The picture in the README: the first screen of the HTML report on a report of the fixtures.

Run ``python benchmarks/picture.py``; it needs Chromium with its driver, selenium and Pillow.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

import claimcheck

ROOT = Path(__file__).resolve().parents[1]
REPORT = "fixtures/reports/tarnholm-2025.pdf"
PICTURE = ROOT / "docs" / "report.png"
SIZE = 1120, 820  # pixels of the page
COLOURS = 64  # enough for text and charts, and half of the bytes


def main() -> None:
    """Audit the report, open the page, and keep what a reader sees first."""
    os.chdir(ROOT)
    options = Options()
    for flag in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={SIZE[0]},{SIZE[1] + 200}"):
        options.add_argument(flag)
    driver = shutil.which("chromedriver")
    if driver is None:
        raise SystemExit("needs chromedriver")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(claimcheck.render(claimcheck.audit(REPORT), "html"), encoding="utf-8")
        chrome = webdriver.Chrome(options=options, service=Service(driver))
        try:
            chrome.get(page.as_uri())
            seen = Image.open(io.BytesIO(chrome.get_screenshot_as_png()))
        finally:
            chrome.quit()
    seen.crop((0, 0, *SIZE)).convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
