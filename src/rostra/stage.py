"""The one verb: run a debate, from wherever it stands, and tell what happens."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator

from rostra.agenda import next_slots
from rostra.debate import Debate, Decision
from rostra.errors import LeaseLost, NotFound, WrongUse
from rostra.events import Ended, Event, Started
from rostra.graph.budget import refuse_unpriced
from rostra.graph.run import Clock, Opener, Person, Run, utc_now
from rostra.ledger.base import Ledger, Writer

__all__ = ["Clock", "Opener", "Person", "picture", "refuse_final", "stage", "utc_now"]

_SUPERSTEPS = 1_000_000
"""LangGraph's guard against endless graphs, out of the way: the agenda ends, and hypothesis says so."""
_RENEW_EVERY = 10.0
"""Seconds between two signs of life; a third of the lease."""


async def stage(
    debate: Debate,
    models: Opener,
    *,
    ledger: Ledger,
    person: Person | None = None,
    budget: float | None = None,
    renew_every: float = _RENEW_EVERY,
    now: Clock = utc_now,
) -> AsyncGenerator[Event, None]:
    """Stage a debate until it is over, or as far as it gets; the same call resumes it.

    The ledger is the truth: a debate it does not have is created there, one it has goes on from its entries there. `person` asks
    whoever holds a seat in this process. `budget`: US dollars for the whole debate. Every entry is durable before its event is seen;
    closing the iterator leaves no task behind, and no half entry. Raises `DebateHeld` when another process has the pen, and
    `LedgerError` when the store fails, `WrongUse` for a debate that is final; a model service that fails is an `Ended` event.
    """
    refuse_final(debate)
    if budget is not None:
        refuse_unpriced(debate)
    created = None
    try:
        await ledger.inbox(debate.id)  # it is there: reading it takes longer
    except NotFound:
        created = await ledger.create(debate)
    async with ledger.write(debate.id) as writer:
        # Whoever takes the pen first of all finds what was created.
        current = created if created and writer.epoch == 1 else await ledger.load(debate.id)
        refuse_final(current)
        await _forget_pauses(ledger, debate.id)
        yield Started(debate=current)
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        run = Run(
            debate=current,
            ledger=ledger,
            writer=writer,
            models=models,
            emit=events.put_nowait,
            now=now,
            person=person,
            budget=budget,
        )
        async with _running(run, events, renew_every) as work:
            while (event := await events.get()) is not None:
                yield event
            ended = await _ending(run, work)
    yield ended


def refuse_final(debate: Debate) -> None:
    """`WrongUse` for a debate that nobody can go on with."""
    if debate.final:
        raise WrongUse(
            f"Debate {debate.id!r} cannot go on: it was imported, or is a selection of another.",
            remedy="Read it, export it, or stage a debate of its own with `rostra stage`.",
        )


async def _forget_pauses(ledger: Ledger, debate_id: str) -> None:
    """A pause is for the run that hears it: one that came too late for the last run must not stop this one."""
    for waiting in await ledger.inbox(debate_id):
        if waiting.message.kind == "pause":
            await ledger.discard(debate_id, waiting.id)


@contextlib.asynccontextmanager
async def _running(
    run: Run, events: asyncio.Queue[Event | None], renew_every: float
) -> AsyncIterator[asyncio.Task[None]]:
    """The graph at work beside whoever watches, and the lease kept alive; both gone at the end."""
    work = asyncio.create_task(_work(run), name=f"stage {run.debate.id}")
    work.add_done_callback(lambda _: events.put_nowait(None))
    alive = asyncio.create_task(_keep(run.writer, renew_every, work), name=f"lease {run.debate.id}")
    try:
        yield work
    finally:
        for task in (alive, work):
            task.cancel()
        await asyncio.gather(alive, work, return_exceptions=True)


async def _work(run: Run) -> None:
    from rostra.graph.build import compiled

    graph = compiled()
    await graph.ainvoke({"debate": run.debate.id}, {"recursion_limit": _SUPERSTEPS}, context=run)
    await run.writer.ended(not next_slots(run.debate))


async def _keep(writer: Writer, every: float, work: asyncio.Task[None]) -> None:
    """Renew the lease while the work goes on; when it is lost, so is the right to write, and the work is called off."""
    while True:
        await asyncio.sleep(every)
        try:
            await writer.renew()
        except LeaseLost:
            work.cancel()
            return


async def _ending(run: Run, work: asyncio.Task[None]) -> Ended:
    try:
        await work
    except LeaseLost as error:
        return Ended(status="lost", reason=error.fact, remedy=error.remedy)
    except asyncio.CancelledError:
        if not work.cancelled():
            raise
        return Ended(status="lost", reason="Another process took this debate over.", remedy="Follow it there.")
    if run.halt is not None:
        return Ended(status=run.halt, reason=run.reason, remedy=run.remedy)
    spent = any(isinstance(entry, Decision) and entry.action == "budget" for entry in run.debate.entries)
    return Ended(status="budget" if spent else "ended")


def picture() -> str:
    """The graph that runs every debate, as Mermaid text."""
    from rostra.graph.build import picture as drawn

    return drawn()
