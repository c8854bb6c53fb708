"""The real thing: the server as `make app` starts it, in Debian's chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from builders import a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Debate, Turn
from rostra.disclosure import OFFLINE
from rostra.ledger import Listing, open_ledger

if TYPE_CHECKING:
    from playwright.async_api import Browser

playwright = pytest.importorskip("playwright.async_api", reason="needs playwright: make test installs it")
CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).resolve().parent.parent.parent
EVIL = (
    "<img src=x onerror=alert(1)> ![x](http://evil.example/x.png) [y](http://evil.example) :streamlit: www.evil.example"
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: make system-deps")


@pytest.fixture
def server(a_home_of_its_own: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"ROSTRA_STORE": str(a_home_of_its_own / "debates.db"), "ROSTRA_PACE": "400"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"{url}/_stcore/health", process)
            yield url, process
        finally:
            process.kill()
            process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with playwright.async_playwright() as engine:
        browser = await engine.chromium.launch(
            executable_path=CHROMIUM,
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        await browser.close()


async def stored(debate: Debate, store: str) -> None:
    ledger = open_ledger(store)
    await ledger.create(debate)
    await ledger.close()


async def listed(store: str) -> list[Listing]:
    ledger = open_ledger(store)
    found = [*await ledger.list()]
    await ledger.close()
    return found


def hostile() -> Debate:
    debate = a_debate(shipped_format("oxford"), audience=1, questions=1)
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    entries = tuple(e.model_copy(update={"text": EVIL}) if isinstance(e, Turn) else e for e in debate.entries)
    return debate.model_copy(update={"id": "hostile", "title": EVIL, "entries": entries})


async def test_a_debate_in_the_browser(
    server: tuple[str, subprocess.Popen[bytes]], browser: Browser, a_home_of_its_own: Path, tmp_path: Path
) -> None:
    url, process = server
    context = await browser.new_context(viewport={"width": 390, "height": 800})
    page, other = await context.new_page(), await context.new_page()
    requested: list[str] = []
    context.on("request", lambda request: requested.append(request.url))

    # Started, it speaks; a second window sees the same.
    await page.goto(url)
    await page.get_by_role("button", name="Start the debate").click()
    await page.get_by_text("Good evening").wait_for()
    assert "debate=existential-risk-" in page.url
    assert (await page.inner_text(".stMain")).startswith(OFFLINE[:40])
    await other.goto(page.url)
    await other.get_by_text("Good evening").wait_for()

    # Paused here, it stops there as well; after a refresh it goes on, is called to its end, and so it is there.
    await page.get_by_role("button", name="Pause").click()
    await other.get_by_role("button", name="Resume").wait_for()
    await page.reload()
    await page.get_by_role("button", name="Resume").click()
    await page.get_by_role("button", name="Call time").click()
    await page.get_by_text("Ended", exact=True).wait_for()
    await other.get_by_text("Ended", exact=True).wait_for()
    assert await page.locator("[data-testid=stChatMessage]").count() >= 4
    assert await page.get_by_text("calls time").count() == 1
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than a phone"

    # The transcript is taken home.
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Markdown").click()
    await (await waiting.value).save_as(tmp_path / "debate.md")
    assert OFFLINE[:40] in (tmp_path / "debate.md").read_text()

    # A server that stops in the middle of the next one leaves it to be resumed.
    await page.get_by_role("button", name="All debates").click()
    await page.get_by_text("Earlier debates").wait_for()
    await page.get_by_role("button", name="Start the debate").click()
    await page.get_by_text("Good evening").wait_for()
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    assert [each.status for each in await listed(str(a_home_of_its_own / "debates.db"))] == ["open", "ended"]
    assert {urlsplit(each).hostname for each in requested if each.startswith("http")} == {"127.0.0.1"}


async def test_hostile_text_loads_nothing_and_runs_nothing(
    server: tuple[str, subprocess.Popen[bytes]], browser: Browser, a_home_of_its_own: Path
) -> None:
    await stored(hostile(), str(a_home_of_its_own / "debates.db"))
    url, _ = server
    page = await browser.new_page()
    requested: list[str] = []
    alerts: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("dialog", lambda dialog: alerts.append(dialog.message))
    await page.goto(f"{url}/?debate=hostile")
    await page.get_by_role("heading", name=re.compile("onerror")).wait_for()
    await page.locator("[data-testid=stChatMessage]").last.wait_for()
    assert alerts == []
    assert {urlsplit(each).hostname for each in requested if each.startswith("http")} == {"127.0.0.1"}
    drawn = page.locator("[data-testid=stMarkdownContainer]")
    assert await drawn.locator("img, a, script, iframe").count() == 0
    assert EVIL in (await page.inner_text(".stMain")).replace("\u2060", "")
