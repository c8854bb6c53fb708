"""Short lives of real processes, from the side of the test that starts, stops and kills them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import rostra

SCRIPT = Path(__file__).with_name("nursery_process.py")
UNWANTED = ("ANTHROPIC_", "ROSTRA_", "LANGSMITH_", "LANGCHAIN_", "OTEL_", "COV_CORE_")


@dataclass(slots=True)
class Life:
    """One process that stages one debate."""

    pid: int
    told: asyncio.Future[tuple[str, str]]
    """How it ended by its own account: a status or the name of an error, and the reason."""
    died: asyncio.Future[int]
    """Its exit code; negative for a signal."""

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    async def kill(self) -> None:
        """Dead for good when this returns, by this or by itself."""
        with suppress(ProcessLookupError):
            if not self.died.done():
                self.signal(signal.SIGKILL)
        await self.died


@dataclass(slots=True)
class Nursery:
    """Starts lives by forking a process that has imported everything."""

    process: asyncio.subprocess.Process
    complaints: list[str] = field(default_factory=list)
    """Tasks and errors that lives left unattended."""
    _waiting: dict[int, asyncio.Future[int]] = field(default_factory=dict)
    _lives: dict[int, Life] = field(default_factory=dict)
    _count: int = 0

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator[Self]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)}
        environment = kept | {"PYTHONPATH": str(Path(rostra.__file__).parent.parent)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(SCRIPT), stdin=PIPE, stdout=PIPE, env=environment
        )
        nursery = cls(process)
        assert process.stdout
        assert "ready" in json.loads(await process.stdout.readline())
        listening = asyncio.create_task(nursery._listen())
        try:
            yield nursery
        finally:
            for life in nursery._lives.values():
                await life.kill()
            assert process.stdin
            process.stdin.close()
            await process.wait()
            await listening

    async def life(self, store: str, debate: str, url: str, *, lease: float = 30.0, renew_every: float = 10.0) -> Life:
        """A process, born just now, that goes on with a debate."""
        self._count += 1
        number = self._count
        job = {
            "number": number,
            "store": store,
            "debate": debate,
            "url": url,
            "lease": lease,
            "renew_every": renew_every,
        }
        born = self._waiting[number] = asyncio.get_running_loop().create_future()
        assert self.process.stdin
        self.process.stdin.write(json.dumps(job).encode() + b"\n")
        return self._lives[await born]

    async def _listen(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self._heard(json.loads(line))

    def _heard(self, words: dict[str, Any]) -> None:
        pid = words["pid"]
        if pid not in self._lives:  # its first words may come before those of its parent
            loop = asyncio.get_running_loop()
            self._lives[pid] = Life(pid, loop.create_future(), loop.create_future())
        life = self._lives[pid]
        if "born" in words:
            self._waiting.pop(words["born"]).set_result(pid)
        elif "died" in words:
            life.died.set_result(words["died"])
        elif "complaint" in words:
            self.complaints.append(words["complaint"])
        else:
            life.told.set_result((words["status"], words["reason"]))
