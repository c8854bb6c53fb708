"""The four nodes. `route` gives slots; `speak`, `moderate` and `ask` close them. None raises for a provider's failure."""

from __future__ import annotations

import time
from typing import Any, Literal, TypedDict

from langgraph.runtime import Runtime
from langgraph.types import Command, Send

from rostra.agenda import next_slots
from rostra.debate import Debate, Entry, Question
from rostra.errors import ProviderError
from rostra.events import Delta, Dropped, SlotFailed, SlotOpened
from rostra.graph.budget import affordable
from rostra.graph.entries import Heard, asked_entry, spoken_entry
from rostra.graph.run import Run
from rostra.models.base import Finished, Request, Restarted, Text
from rostra.prompts import SCHEMAS, max_tokens, render
from rostra.slot import Slot, view

_MODERATING = frozenset({"introduce", "frame", "put", "summarise", "cluster", "synthesise"})
_FLUSH = 0.05
"""Seconds between two deltas of a slot: what the eye can follow, and no more events than that."""

Node = Literal["speak", "moderate", "ask"]


class State(TypedDict, total=False):
    """What LangGraph keeps: no second copy of the transcript, only where it is."""

    debate: str
    cursor: int
    """The first slot of the fan-out under way."""


class Given(TypedDict):
    """What a `Send` carries: the slot only, as plain JSON that any checkpointer can keep."""

    slot: dict[str, Any]


def node_of(slot: Slot) -> Node:
    """Which node closes a slot."""
    if slot.kind in ("speak", "idea"):
        return "speak"
    return "moderate" if slot.kind in _MODERATING else "ask"


async def route(state: State, runtime: Runtime[Run]) -> Command[Literal["speak", "moderate", "ask", "__end__"]]:
    """Take in what people sent, then give the next slots; end when there are none, or when the run has to stop."""
    run = runtime.context
    if run.halt is None:
        await run.drain()
    if run.halt is not None:
        return Command(goto="__end__")
    slots = await affordable(run, next_slots(run.debate))
    if not slots:
        return Command(goto="__end__")
    sends = [Send(node_of(slot), Given(slot=slot.model_dump(mode="json", exclude_defaults=True))) for slot in slots]
    return Command(update={"cursor": slots[0].number}, goto=sends)


async def speak(state: Given, runtime: Runtime[Run]) -> State:
    """A seat has the floor."""
    run, slot = runtime.context, Slot.model_validate(state["slot"])
    if run.debate.seat(slot.seat).human:
        await _wait_for_person(run, slot)
        return {}
    seen = view(run.debate, slot)
    if heard := await _hear(run, slot, seen):
        await run.append(spoken_entry(seen, slot, heard))
    return {}


async def moderate(state: Given, runtime: Runtime[Run]) -> State:
    """The moderator speaks, sums up, or reads out a question that needs no model."""
    run, slot = runtime.context, Slot.model_validate(state["slot"])
    seen = view(run.debate, slot)
    if slot.kind == "put":
        await run.append(_put(run, slot))
    elif heard := await _hear(run, slot, seen):
        close = asked_entry if slot.kind in SCHEMAS else spoken_entry
        await run.append(close(seen, slot, heard))
    return {}


async def ask(state: Given, runtime: Runtime[Run]) -> State:
    """A structured question: a call of the floor, a bid, a stance, a vote."""
    run, slot = runtime.context, Slot.model_validate(state["slot"])
    seen = view(run.debate, slot)
    if heard := await _hear(run, slot, seen):
        await run.append(asked_entry(seen, slot, heard))
    return {}


async def _hear(run: Run, slot: Slot, seen: Debate) -> Heard | None:
    """Stream a model's answer out to whoever watches; None when its service failed and the slot stays open."""
    seat = seen.seat(slot.seat)
    model = run.models.get(seat.model or "offline")
    started, attempt, text, flushed, last = run.now(), 1, "", 0, 0.0
    run.emit(SlotOpened(slot=slot, model=model.name))
    prose = slot.kind not in SCHEMAS
    try:
        async for piece in model.stream(_request(run, slot, seen)):
            match piece:
                case Text(text=more):
                    text += more
                    if prose and time.monotonic() - last >= _FLUSH:
                        run.emit(Delta(slot=slot.number, attempt=attempt, offset=flushed, text=text[flushed:]))
                        flushed, last = len(text), time.monotonic()
                case Restarted(reason=reason, wait=wait):
                    run.emit(Dropped(slot=slot.number, attempt=attempt, reason=reason, wait=wait))
                    attempt, text, flushed = attempt + 1, "", 0
                case Finished() as finished:
                    if prose and text[flushed:]:
                        run.emit(Delta(slot=slot.number, attempt=attempt, offset=flushed, text=text[flushed:]))
                    return Heard(text=text, finished=finished, started=started, at=run.now(), attempts=attempt)
    except ProviderError as error:
        run.emit(SlotFailed(slot=slot.number, reason=error.fact, remedy=error.remedy))
        run.stop("failed", error.fact, error.remedy)
        return None
    raise RuntimeError(f"{model.name} ended without saying how")


def _request(run: Run, slot: Slot, seen: Debate) -> Request:
    return Request(
        slot=slot,
        seat=seen.seat(slot.seat),
        debate=seen,
        prompt=render(seen, slot),
        max_tokens=max_tokens(slot),
        answer=SCHEMAS.get(slot.kind),
    )


async def _wait_for_person(run: Run, slot: Slot) -> None:
    """The words of whoever holds the seat: from the inbox, or asked for in this process; else the run ends waiting."""
    for waiting in await run.ledger.inbox(run.debate.id):
        if waiting.message.kind == "answer" and waiting.message.slot == slot.number:
            await run.append(_by_person(run, slot, waiting.message.text), consumes=waiting.id)
            return
    run.emit(SlotOpened(slot=slot))
    if run.person is None:
        name = run.debate.seat(slot.seat).byline
        run.stop("waiting", f"{name} has the floor.", f"Answer slot {slot.number}, and stage the debate again.")
        return
    words = await run.person(view(run.debate, slot), slot)
    await run.append(_by_person(run, slot, words or ""))


def _by_person(run: Run, slot: Slot, words: str) -> Entry:
    """What a person says closes a slot as a model's words do; saying nothing passes it."""
    stop = "end_turn" if words.strip() else "skipped"
    heard = Heard(text=words, finished=Finished(stop=stop), started=run.now(), at=run.now())
    return spoken_entry(view(run.debate, slot), slot, heard)


def _put(run: Run, slot: Slot) -> Question:
    asked = run.debate.scenario.questions[slot.prepared or 0]
    return Question(
        text=asked.text, by=asked.by, to=asked.to, slot=slot.number, phase=slot.phase, round=slot.round, at=run.now()
    )
