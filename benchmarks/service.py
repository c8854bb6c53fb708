"""The project's own Messages API in a process of its own, at the pace of the fixed debate."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TTFT, TPS, TOKENS = 0.3, 80.0, 150
"""Seconds to the first token; tokens a second; tokens an answer."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where it listens."""

    url: str

    def stats(self) -> dict[str, float]:
        """Its account of tokens and calls."""
        with urllib.request.urlopen(f"{self.url}/stats") as answer:
            stats: dict[str, float] = json.load(answer)
        return stats

    def reset(self) -> None:
        """Forget the account, and what was cached."""
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/reset", method="POST", data=b"")).close()


@contextmanager
def service(*, cache_from: int, paced: bool = True) -> Iterator[Service]:
    """A fresh one; without a pace it answers at once."""
    pace = ("--ttft-ms", str(1000 * TTFT), "--tps", str(TPS)) if paced else ("--ttft-ms", "0", "--tps", "0")
    command = [sys.executable, "-m", "rostra.testing.messages_api", *pace]
    command += ["--out-tokens", str(TOKENS), "--cache-from", str(cache_from)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield Service(process.stdout.readline().strip())
    finally:
        process.terminate()
        process.communicate()
