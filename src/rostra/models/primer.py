"""Calls at the same moment that share a cached prefix would each pay to write it: one goes first, the rest start at its first byte."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress


class Primer:
    """Knows which prefixes are being written and which are warm. One per service.

    A call waits before it writes anything itself, so nobody waits in a circle. A leader that fails or is cancelled hands over to
    the next in line. Nobody waits longer than `patience` seconds.
    """

    def __init__(
        self, *, ttl: float = 300.0, patience: float = 20.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ttl = ttl
        self._patience = patience
        self._clock = clock
        self._warm: dict[str, float] = {}
        self._writing: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def turn(self, prefixes: Sequence[str]) -> AsyncIterator[Callable[[], None]]:
        """Enter when the call may go out; call what it gives at the first byte of the answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                while ahead := self._ahead(prefixes):
                    await ahead.wait()
        written = asyncio.Event()
        mine = [prefix for prefix in prefixes if not self._is_warm(prefix) and prefix not in self._writing]
        self._writing.update(dict.fromkeys(mine, written))

        def begun() -> None:
            self._warm.update(dict.fromkeys(prefixes, self._clock()))
            release()

        def release() -> None:
            for prefix in mine:
                if self._writing.get(prefix) is written:
                    del self._writing[prefix]
            written.set()

        try:
            yield begun
        finally:
            release()
            self._forget()

    def _ahead(self, prefixes: Sequence[str]) -> asyncio.Event | None:
        return next((self._writing[prefix] for prefix in prefixes if prefix in self._writing), None)

    def _is_warm(self, prefix: str) -> bool:
        return self._clock() - self._warm.get(prefix, float("-inf")) < self._ttl

    def _forget(self) -> None:
        if len(self._warm) > 1_000:
            self._warm = {prefix: at for prefix, at in self._warm.items() if self._is_warm(prefix)}
