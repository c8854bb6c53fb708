"""docs/images: the studio as it looks today. `make screenshots` takes them anew, in Debian's chromium, of an offline debate."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW, ROOM = {"width": 1280, "height": 860}, {"width": 390, "height": 800}, {"width": 1280, "height": 720}


@contextmanager
def studio() -> Iterator[str]:
    """A studio on a store of its own; its address."""
    with tempfile.TemporaryDirectory() as home:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANTHROPIC_", "ROSTRA_"))}
        process = subprocess.Popen(
            [sys.executable, "-m", "rostra", "studio", "--port", str(port), "--no-browser"],
            env=kept | {"ROSTRA_STORE": f"{home}/debates.db", "ROSTRA_PACE": "300"},
            stdout=subprocess.DEVNULL,
        )
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


async def taken(browser: Browser, url: str) -> None:
    """Every picture."""
    page = await browser.new_page(viewport=WIDE)
    await page.goto(url)
    await page.get_by_role("button", name="Start this debate").click()
    await page.locator(".turn").nth(9).wait_for()
    await page.screenshot(path=IMAGES / "stage.png")
    debate = page.url.partition("?")[2]
    await page.locator(".state.ended").wait_for()
    for name, where, how in (
        ("stage-narrow-dark", f"/?{debate}&turn=slot-13", {"viewport": NARROW, "color_scheme": "dark"}),
        ("transcript-dark", f"/transcript?{debate}", {"viewport": WIDE, "color_scheme": "dark"}),
        ("new-debate", "/new", {"viewport": WIDE}),
        ("library", "/library", {"viewport": WIDE}),
        ("personas", "/personas", {"viewport": WIDE}),
        ("present", f"/present?{debate}", {"viewport": ROOM}),
    ):
        page = await browser.new_page(**how)
        await page.goto(f"{url}{where}")
        await asyncio.sleep(3)
        if name == "present":
            for _ in range(6):
                await page.keyboard.press("ArrowRight")
        await asyncio.sleep(3)
        await page.screenshot(path=IMAGES / f"{name}.png")
        await page.close()


async def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with studio() as url:
        async with async_playwright() as engine:
            browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            await taken(browser, url)
            await browser.close()
    sys.stdout.write(f"{len(list(IMAGES.glob('*.png')))} pictures, in {IMAGES}.\n")


if __name__ == "__main__":
    asyncio.run(main())
