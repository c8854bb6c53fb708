"""Rostra as a library: what a notebook needs."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path

import pytest

import rostra
from rostra import debate
from rostra.debate import Debate, Turn
from rostra.errors import WrongUse
from rostra.events import Ended, EntryAdded, Started
from rostra.slot import Slot

CAST = ["yann-lecun", "geoffrey-hinton"]
TOPIC = "The existential risk from AI is overblown."


async def test_a_debate_is_an_iterator_of_events() -> None:
    events = [
        event async for event in debate(TOPIC, cast=CAST, format="oxford", model="offline", rounds=1, store="memory")
    ]
    assert isinstance(events[0], Started)
    assert events[-1] == Ended(status="ended")
    assert [event for event in events if isinstance(event, EntryAdded) and isinstance(event.entry, Turn)]


async def test_a_scenario_can_be_named_or_given() -> None:
    for target in ("existential-risk", rostra.load_scenario("existential-risk")):
        events = debate(target, model="scripted", rounds=1, store="memory")
        assert [event async for event in events][-1] == Ended(status="ended")


async def test_the_same_id_goes_on_where_it_stopped(tmp_path: Path) -> None:
    store = str(tmp_path / "d.db")
    async with aclosing(debate(TOPIC, cast=CAST, model="scripted", id="one", store=store)) as begun:
        async for event in begun:
            if isinstance(event, EntryAdded):
                break
    events = [event async for event in debate(TOPIC, cast=CAST, model="scripted", id="one", store=store)]
    assert isinstance(events[0], Started)
    assert events[0].debate.entries
    assert events[-1] == Ended(status="ended")


async def test_a_person_in_the_program_is_asked() -> None:
    asked: list[str] = []

    async def person(_: Debate, slot: Slot) -> str:
        asked.append(slot.seat)
        return "I say so myself."

    events = [
        event
        async for event in debate(
            TOPIC, cast=CAST, model="scripted", me=["yann-lecun"], person=person, rounds=1, store="memory"
        )
    ]
    said = [event.entry for event in events if isinstance(event, EntryAdded) and isinstance(event.entry, Turn)]
    assert set(asked) == {"yann-lecun"}
    assert "I say so myself." in [turn.text for turn in said]


async def test_wrong_use_is_raised_before_anything_is_stored(tmp_path: Path) -> None:
    store = tmp_path / "d.db"
    with pytest.raises(WrongUse, match="no cast"):
        await anext(debate(TOPIC + " Or is it?", store=str(store)))
    assert not store.exists()
