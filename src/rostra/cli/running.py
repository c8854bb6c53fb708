"""Async commands in a synchronous shell: Ctrl-C and SIGTERM end the work in good order."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

import typer

T = TypeVar("T")

INTERRUPTED = 130


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end and return the result. A signal cancels the work, waits until it has tidied up, and exits 128 + signal."""
    received: list[int] = []

    async def watched() -> T:
        task = asyncio.current_task()
        assert task is not None
        loop = asyncio.get_running_loop()

        def stop(number: int) -> None:
            received.append(number)
            task.cancel()

        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, stop, number)
        return await work

    try:
        return asyncio.run(watched())
    except (asyncio.CancelledError, KeyboardInterrupt):
        raise typer.Exit(128 + received[0] if received else INTERRUPTED) from None
