"""How long it takes from "go back to turn 500" to the first new call."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.fixed import fixed_debate
from benchmarks.keeping import LONG, NOON, claims_lately, words_of
from rostra.agenda import next_slots
from rostra.claims import number
from rostra.debate import Debate, Turn, Usage
from rostra.forking import fork, slot_of
from rostra.graph.build import compiled
from rostra.ledger import open_ledger
from rostra.models.base import Piece, Request
from rostra.slot import Slot
from rostra.stage import stage

FORKS = 15
"""Forks, one after the other; the median is told."""


class _Called(Exception):
    """The first call went out."""


class _Calling:
    """Opens a model that tells when it is called."""

    name = "calling"

    def get(self, spec: str) -> _Calling:
        return self

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Nothing: what comes before is what is measured."""
        raise _Called
        yield


def figures() -> Iterator[Figure]:
    """Wall and CPU."""
    wall, cpu = asyncio.run(_to_the_first_call())
    what = f"Fork at turn {LONG}: load, fork, store, first slot, to the first call"
    yield Figure(what=f"{what}; wall", measured=statistics.median(wall), unit="ms", target=100)
    yield Figure(what=f"{what}; CPU", measured=statistics.median(cpu), unit="ms", target=100)


async def _to_the_first_call() -> tuple[list[float], list[float]]:
    """Milliseconds of each fork, the graph being imported already."""
    compiled()
    wall, cpu = [], []
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "rostra.db")
        ledger = open_ledger(file)
        await ledger.create(_long())
        for number in range(FORKS):
            began, worked = time.perf_counter(), time.process_time()
            parent = await ledger.load("sequential")
            child = fork(parent, slot_of(parent, str(LONG)), id=f"fork-{number}", created=datetime.now(UTC))
            try:
                async with aclosing(stage(child, _Calling(), ledger=ledger)) as events:
                    async for _ in events:
                        pass
            except _Called:
                wall.append(1000 * (time.perf_counter() - began))
                cpu.append(1000 * (time.process_time() - worked))
        await ledger.close()
    return wall, cpu


def _long() -> Debate:
    """A debate of a little more than so many turns."""
    debate = fixed_debate("sequential")
    rebuttals = debate.format.phase("rebuttals").model_copy(update={"rounds": 50})
    again = tuple(rebuttals.model_copy(update={"name": f"rebuttals-{n}", "frame": "never"}) for n in range(3))
    format_ = debate.format.model_copy(update={"phases": (*debate.format.phases[:2], rebuttals, *again)})
    debate = debate.model_copy(update={"format": format_})
    while len(debate.turns) < LONG + 10:
        debate = debate.append(*(_turn(debate, slot) for slot in next_slots(debate)))
    return debate


def _turn(debate: Debate, slot: Slot) -> Turn:
    seat = debate.seat(slot.seat)
    known = claims_lately(debate)
    others = [claim for claim in known if not claim.startswith(seat.mark or "-")]
    text = words_of(seat.mark, slot.turn, others[-1] if others else None) if seat.mark else "Go on, please."
    read = number(text, mark=seat.mark, turn=slot.turn, known=frozenset(known))
    return Turn(
        slot=slot.number,
        phase=slot.phase,
        round=slot.round,
        at=NOON,
        started=NOON,
        seat=seat.name,
        text=read.text,
        claims=read.claims,
        replies=read.replies,
        model=seat.model,
        usage=Usage(input=812, cache_write=640, cache_read=9_120, output=150),
        cost=0.0123,
    )
