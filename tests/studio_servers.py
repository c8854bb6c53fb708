"""The studio as a server of its own process, however it is started."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parent.parent
WAYS = {
    "make app": ("-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.port"),
    "rostra studio": ("-m", "rostra", "studio", "--no-browser", "--port"),
}


@contextlib.contextmanager
def running(way: str, log: Path, **environment: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of its own process, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    *command, option = (sys.executable, *WAYS[way])
    command += [f"{option}={port}"] if "server" in option else [option, str(port)]
    settings = {"ROSTRA_PACE": "8", "ROSTRA_ACCESS_TOKEN": "", "ANTHROPIC_API_KEY": ""} | environment
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=out, stderr=subprocess.STDOUT)
    url, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 40
    try:
        while not answers(url):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield url, process
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    with contextlib.suppress(httpx2.TransportError):
        return bool(httpx2.get(f"{url}/rostra/feed/none").status_code)
    return False


def wait(done: Callable[[], bool], seconds: float = 30) -> None:
    """Until it is so."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)
