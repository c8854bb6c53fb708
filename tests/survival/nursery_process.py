"""A process that has imported everything once, and forks a short life for each line of its standard input.

A life stages one debate against a local Messages API. What happens is told on standard output, a JSON object a line:
`born`, what the life says, `died` with its exit code (negative: the signal).
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import rostra.graph.build
import rostra.ledger.sql
import rostra.ledger.sqlite
import rostra.models.anthropic_errors  # noqa: F401
from rostra.errors import RostraError
from rostra.events import Ended
from rostra.ledger import open_ledger
from rostra.models.registry import Models
from rostra.settings import Settings
from rostra.stage import stage


def say(**words: Any) -> None:
    os.write(1, json.dumps(words).encode() + b"\n")  # short enough to be written whole, whoever else writes


async def live(store: str, debate: str, url: str, lease: float, renew_every: float) -> None:
    """Stage the debate from wherever it stands, and say how it ended, and what asyncio complains of."""
    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: say(pid=os.getpid(), complaint=str(context)[:500])
    )
    ledger = open_ledger(store, lease=lease)
    try:
        async with Models(Settings(_env_file=None, base_url=url, api_key="any")) as models:
            found = await ledger.load(debate)
            async for event in stage(found, models, ledger=ledger, renew_every=renew_every):
                if isinstance(event, Ended):
                    say(pid=os.getpid(), status=event.status, reason=event.reason)
    except RostraError as error:
        say(pid=os.getpid(), status=type(error).__name__, reason=str(error))
    finally:
        await ledger.close()


def bear(job: dict[str, Any]) -> None:
    pid = os.fork()
    if pid:
        say(pid=pid, born=job["number"])
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would inherit a deaf one
    del job["number"]
    code = 1
    try:
        asyncio.run(live(**job))
        code = 0
    except KeyboardInterrupt:
        code = 130
    finally:
        os._exit(code)


def bury() -> None:
    with suppress(ChildProcessError):
        while (dead := os.waitpid(-1, os.WNOHANG))[0]:
            say(pid=dead[0], died=os.waitstatus_to_exitcode(dead[1]))


def jobs() -> Iterator[dict[str, Any] | None]:
    """A line of standard input each, or None when there was none for a while: a signal handler would miss a death."""
    rest = b""
    while True:
        if not select.select([0], [], [], 0.01)[0]:
            yield None
        elif some := os.read(0, 65536):
            *lines, rest = (rest + some).split(b"\n")
            yield from map(json.loads, lines)
        else:
            return


if __name__ == "__main__":
    assert threading.active_count() == 1, "a fork takes one thread along"
    gc.freeze()
    say(ready=os.getpid())
    for job in jobs():
        if job:
            bear(job)
        bury()
