"""The studio as its users meet it: a server started as `make app` starts it, in Debian's chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

playwright = pytest.importorskip("playwright.async_api", reason="needs playwright: make test installs it")
CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: make system-deps")


class Server:
    """A studio in a process of its own, on a store of its own."""

    def __init__(self, store: Path, log: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.store = store
        self._log = log
        self._environment = os.environ | {"ROSTRA_STORE": str(store)} | environment

    @property
    def said(self) -> str:
        """The end of what it said in the terminal."""
        return self._log.read_text()[-2000:]

    def started(self) -> subprocess.Popen[bytes]:
        """Its process, which may not answer yet."""
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            f"--server.port={self.port}",
            "--server.headless=true",
        ]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=subprocess.STDOUT)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = self.started()
        deadline = time.monotonic() + 40
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return
            except OSError:
                assert self.process.poll() is None, self.said
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL, as a crash would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Server]:
    """A server for the length of a test; words come fast."""
    server = Server(folder / "debates.db", folder / "server.log", **({"ROSTRA_PACE": "400"} | environment))
    server.start()
    try:
        yield server
    finally:
        server.kill()


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """A browser for the length of a test."""
    async with playwright.async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


class Window:
    """A page, and whatever it did that it should not: requests elsewhere, dialogs, errors of scripts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requested: list[str] = []
        self.trouble: list[str] = []
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("dialog", lambda dialog: self.trouble.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))

    @property
    def strangers(self) -> set[str | None]:
        """Hosts other than this machine that it asked something of."""
        return {urlsplit(each).hostname for each in self.requested if each.startswith("http")} - {"127.0.0.1"}


async def window(context: Browser | BrowserContext, **how: object) -> Window:
    """A new window, wide and light unless it is said."""
    return Window(await context.new_page(**how))
