"""What a turn takes up in the store, and what a long debate costs a turn."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.fixed import fixed_debate
from rostra.claims import number
from rostra.debate import Debate, Turn, Usage
from rostra.events import EntryAdded
from rostra.ledger import open_ledger
from rostra.models.base import Request
from rostra.models.scripted import Answer, Scripted, default_answer
from rostra.stage import stage

SHORT, LONG, SIZE = 20, 500, 600
"""Turns; turns; bytes of a turn's text."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def figures() -> Iterator[Figure]:
    """Bytes a turn, then CPU a turn."""
    bytes_, anew = asyncio.run(_bytes_a_turn())
    for turns in (SHORT, LONG):
        yield Figure(
            what=f"Bytes stored a turn of {SIZE}, at turn {turns}",
            measured=bytes_[turns],
            unit="B",
            target=2048,
            naive=anew[turns],
            naively="the transcript stored anew at each turn",
        )
    cpu = asyncio.run(_cpu_a_turn())
    yield Figure(
        what=f"CPU a turn at turn {LONG}, without a service: agenda, prompt, graph, ledger",
        measured=cpu[LONG],
        unit="ms",
        naive=cpu[SHORT],
        naively=f"at turn {SHORT}",
    )


async def _bytes_a_turn() -> tuple[dict[int, float], dict[int, float]]:
    """Ours and the naive, by turns so far: the mean of all of them, index for search included."""
    debate, ours, anew, copies = fixed_debate("sequential"), {}, {}, 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rostra.db"
        ledger = open_ledger(str(file))
        await ledger.create(debate)
        empty = _size(file)
        async with ledger.write(debate.id) as pen:
            for slot in range(1, LONG + 1):
                debate = debate.append(await pen.append(_turn(debate, slot)))
                copies += len(debate.model_dump_json(include={"entries"}).encode())
                if slot in (SHORT, LONG):
                    ours[slot], anew[slot] = (_size(file) - empty) / slot, copies / slot
        await ledger.close()
    return ours, anew


def _size(file: Path) -> int:
    """Bytes of the file once its write-ahead log is folded in."""
    connection = sqlite3.connect(file)
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    assert not busy
    return sum(part.stat().st_size for part in file.parent.iterdir() if part.suffix != ".db-shm")


def _turn(debate: Debate, slot: int) -> Turn:
    """A turn with everything a turn of Claude has."""
    seat = debate.debaters[slot % len(debate.debaters)]
    read = number(words_of(seat.mark or "", slot), mark=seat.mark, turn=slot, known=frozenset(claims_lately(debate)))
    return Turn(
        slot=slot,
        phase="rebuttals",
        round=1 + slot // 4,
        at=NOON,
        started=NOON,
        seat=seat.name,
        text=read.text,
        claims=read.claims,
        replies=read.replies,
        model=seat.model,
        usage=Usage(input=812, cache_write=640, cache_read=9_120, output=SIZE // 4),
        cost=0.0123,
    )


def words_of(mark: str, turn: int, against: str | None = None) -> str:
    """A turn's text: two claims, an answer to another, and words that differ from turn to turn."""
    text = f"Point one of turn {turn} rests on what was seen. [{mark}{turn}.1] Point two does not follow from it. [{mark}{turn}.2]"
    text += f" That is not so (rebuts [{against}])." if against else ""
    filler = iter(f"word{(turn * 31 + n * 17) % 997}" for n in range(SIZE))
    while len(text) < SIZE:
        text += f" {next(filler)}"
    return text[:SIZE]


def claims_lately(debate: Debate) -> list[str]:
    """The claims of the last few turns."""
    return [claim.id for entry in debate.entries[-4:] if isinstance(entry, Turn) for claim in entry.claims]


class _Talking:
    """Opens a model that answers at once."""

    def get(self, spec: str) -> Scripted:
        return Scripted(_answer)


def _answer(request: Request) -> Answer:
    if request.slot.kind != "speak":
        return default_answer(request)
    mark = request.seat.mark or ""
    others = [claim for claim in claims_lately(request.debate) if not claim.startswith(mark)]
    return words_of(mark, request.slot.turn, others[-1] if others else None)


async def _cpu_a_turn(around: int = 10) -> dict[int, float]:
    """Milliseconds a turn, by turns so far: the mean of some turns around it."""
    debate = fixed_debate("sequential")
    rebuttals = debate.format.phase("rebuttals").model_copy(update={"rounds": 50})
    again = tuple(rebuttals.model_copy(update={"name": f"rebuttals-{n}", "frame": "never"}) for n in range(3))
    format_ = debate.format.model_copy(update={"phases": (*debate.format.phases[:2], rebuttals, *again)})
    debate = debate.model_copy(update={"format": format_})
    cpu: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(str(Path(folder) / "rostra.db"))
        turns = 0
        async with aclosing(stage(debate, _Talking(), ledger=ledger)) as events:
            async for event in events:
                if not isinstance(event, EntryAdded):
                    continue
                turns += 1
                for goal in (SHORT, LONG):
                    if turns == goal - around:
                        cpu[goal] = time.process_time()
                    elif turns == goal + around:
                        cpu[goal] = 1000 * (time.process_time() - cpu[goal]) / (2 * around)
                if turns == LONG + around:
                    break
        await ledger.close()
    return cpu
