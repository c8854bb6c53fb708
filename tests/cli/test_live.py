"""The live view without a terminal: what stands in the region, and what is left above it."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator

import pytest
from rich.console import Console

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.cli.live import Live
from rostra.debate import Debate, Turn, Usage
from rostra.events import Delta, Dropped, Ended, EntryAdded, Event, SlotOpened, Started
from rostra.slot import Slot

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


def a_screen() -> Console:
    return Console(file=io.StringIO(), width=80, height=30, force_terminal=True, highlight=False, emoji=False)


def text(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return ESCAPES.sub("", screen.file.getvalue())


async def run(debate: Debate, *, to: int) -> AsyncIterator[Event]:
    """A run of so many fan-outs, the branches of each finishing backwards."""
    yield Started(debate=debate)
    for _ in range(to):
        slots = next_slots(debate)
        for slot in slots:
            yield SlotOpened(slot=slot, model="scripted")
        for slot in reversed(slots):
            entry = closing(debate, slot, usage=Usage(input=1_500), cost=0.25)
            if isinstance(entry, Turn):
                yield Delta(slot=slot.number, attempt=1, offset=0, text=entry.text)
                await asyncio.sleep(0.07)
            debate = debate.append(entry)
            yield EntryAdded(entry=entry)
    yield Ended(status="ended")


async def test_what_finished_early_waits_for_its_turn() -> None:
    screen = a_screen()
    ended = await Live(a_debate(shipped_format("panel")), screen, pace=0).watch(
        run(a_debate(shipped_format("panel")), to=1)
    )
    said = text(screen)
    assert ended == Ended(status="ended")
    places = [said.rindex(f"▌ {name}") for name in ("Aaa", "Bbb", "Ccc", "Ddd")]
    assert places == sorted(places)
    assert said.rindex("Moderator\n") < min(places)
    assert "more being written" in said


async def test_the_status_says_who_speaks_where_we_are_and_what_it_costs() -> None:
    screen = a_screen()
    debate = a_debate(shipped_format("panel"))
    await Live(debate, screen).watch(run(debate, to=6))
    said = text(screen)
    assert "speaks" in said
    assert "●●●○○○○" in said
    assert "round 1/2" in said
    assert re.search(r"\d+\.\dk tokens  \$\d+\.\d\d", said)


async def test_a_broken_attempt_is_told_and_its_words_are_gone() -> None:
    debate = a_debate(shipped_format("panel"))
    slot = next_slots(debate)[0]

    async def broken() -> AsyncIterator[Event]:
        yield SlotOpened(slot=slot)
        yield Delta(slot=slot.number, attempt=1, offset=0, text="Wrong words.")
        yield Dropped(slot=slot.number, attempt=1, reason="The line broke.", wait=3.0)
        await asyncio.sleep(0.1)
        yield EntryAdded(entry=Turn(seat="moderator", text="Right words.", slot=slot.number, phase=slot.phase, at=NOON))
        yield Ended(status="ended")

    screen = a_screen()
    await Live(debate, screen, pace=0).watch(broken())
    said = text(screen)
    assert "(The line broke; again in 3 s)" in said
    assert "Right words." in said.partition("The line broke")[2]
    assert "Wrong words." not in said.partition("The line broke")[2]


async def test_a_person_is_asked_when_all_before_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    debate = a_debate(shipped_format("panel"), seats=2)
    human = debate.cast[1].model_copy(update={"human": True})
    debate = debate.model_copy(update={"cast": (debate.cast[0], human, *debate.cast[2:])})
    slots = {slot.seat: slot for slot in next_slots(debate)}
    screen = a_screen()
    view = Live(debate, screen)
    seen: list[str] = []

    async def answer(_: Debate, slot: Slot) -> str:
        seen.append(text(screen))
        return "Mine."

    monkeypatch.setattr("rostra.cli.person.ask", answer)

    async def events() -> AsyncIterator[Event]:
        for slot in slots.values():
            yield SlotOpened(slot=slot, model="scripted")
        asked = asyncio.create_task(view.ask(debate, slots[human.name]))
        for name in ("aaa", "moderator"):
            await asyncio.sleep(0.05)
            yield EntryAdded(entry=closing(debate, slots[name]))
        words = await asked
        yield EntryAdded(entry=closing(debate, slots[human.name], text=words))
        yield Ended(status="ended")

    await view.watch(events())
    assert "Welcome." in seen[0]
    assert "aaa makes point" not in seen[0], "said beside them, blind"
    assert "aaa makes point" in text(screen)
    assert "Mine." in text(screen)
