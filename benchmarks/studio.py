"""The studio: what a viewer waits for, and what a hundred of them cost the server. Chromium for the eye, bare sockets for the crowd."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CROWD = 100
WATCHED = 10.0
"""Seconds for which a debate is watched."""
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_SEEN = """() => {
  const root = [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.studio'))?.shadowRoot;
  window.lag = [];
  let last = '';
  const look = () => {
    const words = root.querySelectorAll('.words');
    for (const each of words) {
      const newest = each.textContent.trim().split(' ').pop();
      if (!/^\\d{13}$/.test(newest) || newest <= last) continue;
      last = newest;
      requestAnimationFrame(() => window.lag.push(Date.now() - Number(newest)));
    }
  };
  new MutationObserver(look).observe(root, { childList: true, subtree: true, characterData: true });
}"""


_LONG = """() => [...document.querySelectorAll('*')].some(
  (e) => e.shadowRoot?.querySelectorAll('.act.turn, .act.moderator').length >= 200
)"""


@dataclass
class Studio:
    """A server in a process of its own."""

    url: str
    store: str
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time so far, its threads included."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def memory(self) -> float:
        """MB it has in memory now."""
        line = next(x for x in Path(f"/proc/{self.pid}/status").read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def figures() -> Iterator[Figure]:
    """One viewer, then a hundred, then what a refresh and a long transcript take."""
    if not Path(CHROMIUM).exists():
        print(f"  left out: there is no {CHROMIUM}; make system-deps brings it")
        return
    with studio("rostra.web.serving") as server:
        first, refresh = asyncio.run(_first_words(server))
        yield Figure(
            what="Studio, from the click to the first offline words on the screen", measured=first, unit="s", target=3.0
        )
        yield Figure(
            what="Studio, a refresh in mid-debate shows everything so far", measured=refresh, unit="s", target=1.5
        )
        asyncio.run(_store_long(server.store))
        yield Figure(
            what="Studio, a transcript of 200 turns is open", measured=asyncio.run(_long(server)), unit="s", target=2.0
        )
    with studio("benchmarks.stamped") as server:
        one = asyncio.run(_one(server))
        yield Figure(what="Studio, from a word to the eye, median, 1 viewer", measured=one, unit="ms", target=100.0)
    with studio("benchmarks.stamped") as server:
        lag, cpu, memory, alone = asyncio.run(_crowd(server))
        yield Figure(what=f"Studio, from a word to {CROWD} viewers, median", measured=lag, unit="ms", target=200.0)
        yield Figure(
            what=f"Studio, {CROWD} viewers of one debate", measured=100 * cpu, unit="% of a core", target=40.0,
            naive=100 * alone, naively="the same debate with nobody watching",
        )  # fmt: skip
        yield Figure(what=f"Studio, memory with {CROWD} viewers", measured=memory, unit="MB", target=400.0)


@contextmanager
def studio(module: str) -> Iterator[Studio]:
    """A studio on a store of its own, ready to be asked."""
    with tempfile.TemporaryDirectory() as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("ANTHROPIC_", "ROSTRA_", "XDG_"))
        }
        store = f"{home}/debates.db"
        run = (
            ["-m", module, str(port)]
            if module.startswith("benchmarks")
            else ["-m", "rostra", "studio", "--port", str(port), "--no-browser"]
        )
        process = subprocess.Popen(
            [sys.executable, *run],
            env=kept | {"HOME": home, "ROSTRA_STORE": store},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield Studio(f"http://127.0.0.1:{port}", store, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, "the studio ended"
            assert time.monotonic() < deadline, "the studio does not answer"
            time.sleep(0.1)


async def _first_words(server: Studio) -> tuple[float, float]:
    """Seconds to the first words after the click, the best of three; and to all that was said after a refresh, the median of three."""
    from playwright.async_api import async_playwright

    firsts, refreshes = [], []
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(3):
            page = await browser.new_page()
            await page.goto(server.url)
            start = page.get_by_role("button", name="Start this debate")
            await start.wait_for()
            began = time.monotonic()
            await start.click()
            await page.get_by_text("Good evening").wait_for()
            firsts.append(time.monotonic() - began)
            await page.locator(".turn").nth(5).wait_for(timeout=60_000)
            began = time.monotonic()
            await page.reload(wait_until="commit")
            await page.locator(".turn").nth(5).wait_for()
            refreshes.append(time.monotonic() - began)
            await page.close()
        await browser.close()
    return min(firsts), statistics.median(refreshes)


async def _store_long(store: str) -> None:
    """A debate of 200 turns, to be read."""
    from rostra.analysis.rehearsal import rehearse
    from rostra.ledger import open_ledger
    from rostra.preparing import Wishes, prepare
    from rostra.settings import Settings

    debate = await rehearse(
        prepare("existential-risk", Settings(_env_file=None), Wishes(model="offline", id="long")).debate
    )
    entries, turns = list(debate.entries), [entry for entry in debate.entries if entry.kind == "turn"]
    slot = max(entry.slot or 0 for entry in entries)
    while sum(entry.kind == "turn" for entry in entries) < 200:
        slot += 1
        again = turns[slot % len(turns)]
        entries.append(
            again.model_copy(
                update={"slot": slot, "claims": (), "replies": (), "phase": "rebuttals", "round": slot // 4}
            )
        )
    ledger = open_ledger(store)
    await ledger.create(debate.model_copy(update={"entries": tuple(entries)}))
    await ledger.close()


async def _long(server: Studio) -> float:
    from playwright.async_api import async_playwright

    took = []
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(3):
            page = await browser.new_page()
            began = time.monotonic()
            await page.goto(f"{server.url}/transcript?debate=long", wait_until="commit")
            await page.wait_for_function(_LONG)
            took.append(time.monotonic() - began)
            await page.close()
        await browser.close()
    return statistics.median(took)


async def _one(server: Studio) -> float:
    """Milliseconds from writing a word to the frame after it is on the page."""
    from playwright.async_api import async_playwright

    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page()
        await page.goto(server.url)
        await page.get_by_role("button", name="Start this debate").click()
        await page.locator(".words").first.wait_for()
        await page.evaluate(_SEEN)
        await asyncio.sleep(WATCHED)
        lag: list[float] = await page.evaluate("window.lag")
        await browser.close()
    return statistics.median(lag)


async def _crowd(server: Studio) -> tuple[float, float, float, float]:
    """Median lag in ms over all viewers; cores used with them and without; MB."""
    from playwright.async_api import async_playwright

    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page()
        await page.goto(server.url)
        await page.get_by_role("button", name="Start this debate").click()
        await page.locator(".words").first.wait_for()
        debate_id = page.url.partition("debate=")[2]
        await browser.close()
    await asyncio.sleep(1)
    alone = await _cores(server)
    lags: list[float] = []
    viewers = [asyncio.create_task(_watch(server, debate_id, lags)) for _ in range(CROWD)]
    await asyncio.sleep(2)
    lags.clear()
    used = await _cores(server)
    memory = server.memory()
    for viewer in viewers:
        viewer.cancel()
    await asyncio.gather(*viewers, return_exceptions=True)
    return statistics.median(lags), used, memory, alone


async def _cores(server: Studio) -> float:
    before, began = server.cpu(), time.monotonic()
    await asyncio.sleep(WATCHED)
    return (server.cpu() - before) / (time.monotonic() - began)


async def _watch(server: Studio, debate_id: str, lags: list[float]) -> None:
    """A viewer without a browser: the newest word of each frame, against the clock."""
    host, port = server.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=2**22)
    writer.write(
        f"GET /rostra/feed/{debate_id} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/event-stream\r\n\r\n".encode()
    )
    try:
        while line := await reader.readline():
            if line.startswith(b"data: ") and b'"delta"' in line[:40]:
                frame: dict[str, Any] = json.loads(line[6:])
                words = frame["text"].split()
                if words and len(words[-1]) == 13:
                    lags.append(time.time() * 1000 - float(words[-1]))
    finally:
        writer.close()
