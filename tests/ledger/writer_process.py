"""A writer in a process of its own: takes the pen, says so, then obeys its standard input.

`append N`: entries for slots from N on until it is killed. `late`: tries everything a writer can, and says what it got.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from rostra.debate import Turn
from rostra.errors import RostraError
from rostra.ledger import Ledger, Writer, open_ledger


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201


async def keep_appending(pen: Writer, slot: int) -> None:
    while True:
        entry = await pen.append(Turn(at=datetime.now(UTC), slot=slot, seat="aaa", text=f"Turn {slot}."))
        say("appended", entry.seq)
        slot += 1


async def write_late(pen: Writer) -> None:
    entry = Turn(at=datetime.now(UTC), slot=99, seat="aaa", text="Too late.")
    for write in (pen.append(entry), pen.renew(), pen.ended(True), pen.append(entry)):
        try:
            await write
            say("written")
        except RostraError as error:
            say(type(error).__name__)


async def run(ledger: Ledger, debate_id: str) -> None:
    try:
        async with ledger.write(debate_id) as pen:
            say("holding", pen.epoch)
            command, *arguments = (await asyncio.to_thread(sys.stdin.readline)).split()
            if command == "append":
                await keep_appending(pen, int(arguments[0]))
            await write_late(pen)
    except RostraError as error:
        say(type(error).__name__, error)
    await ledger.close()


if __name__ == "__main__":
    store, debate_id, lease = sys.argv[1:]
    asyncio.run(run(open_ledger(store, lease=float(lease)), debate_id))
