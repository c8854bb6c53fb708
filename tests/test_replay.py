"""A debate again: the same entries, in reading order, as the events they were."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Debate, Turn
from rostra.errors import WrongUse
from rostra.events import Delta, Ended, EntryAdded, Event, SlotOpened, Started
from rostra.replay import AT_ONCE, replay
from rostra.timing import timeline


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def staged(format_name: str = "oxford", *, to: int = 1_000) -> Debate:
    debate = a_debate(shipped_format(format_name), 4, audience=2, questions=2)
    for step in range(to):
        if not (slots := next_slots(debate)):
            break
        # Branches finish in any order, and take three seconds.
        began = NOON + timedelta(seconds=3 * step)
        times = {"started": began, "at": began + timedelta(seconds=3)}
        entries = [closing(debate, slot, seq=0, **times) for slot in reversed(slots)]
        debate = debate.append(*entries)
    return debate


async def heard(debate: Debate, clock: Clock | None = None, **how: object) -> list[tuple[float, Event]]:
    clock = clock or Clock()
    began = clock.now
    run = replay(debate, clock=clock, sleep=clock.sleep, **how)  # type: ignore[arg-type]
    return [(clock.now - began, event) async for event in run]


@pytest.mark.parametrize("format_name", ["oxford", "panel", "brainstorm", "courtroom", "fishbowl", "delphi"])
async def test_every_entry_comes_once_in_reading_order_and_after_its_slot(format_name: str) -> None:
    debate = staged(format_name)
    events = [event for _, event in await heard(debate)]
    assert events[0] == Started(debate=debate.model_copy(update={"entries": ()}))
    assert events[-1] == Ended(status="ended")
    added = [event.entry for event in events if isinstance(event, EntryAdded)]
    assert sorted(added, key=lambda entry: entry.slot or 0) == added
    assert len(added) == len(debate.entries)
    opened = [event.slot for event in events if isinstance(event, SlotOpened)]
    assert [slot.number for slot in opened] == [entry.slot for entry in added]
    assert [slot.phase for slot in opened] == [entry.phase for entry in added]


async def test_the_words_of_a_turn_come_one_by_one_and_are_all_there() -> None:
    debate = staged()
    said: dict[int, str] = {}
    for _, event in await heard(debate):
        if isinstance(event, Delta):
            assert event.offset == len(said.get(event.slot, ""))
            said[event.slot] = said.get(event.slot, "") + event.text
    assert said == {turn.slot: turn.text for turn in debate.turns}


async def test_a_replay_takes_a_readers_time_divided_by_its_speed() -> None:
    debate = staged()
    spans = timeline(debate).spans
    first = next(span.start for span in spans if span.line.entry is not None)
    last_turn = [span.end for span in spans if span.line.part == "turn"][-1]
    for speed in (1.0, 4.0):
        events = await heard(debate, speed=speed)
        done = [at for at, event in events if isinstance(event, EntryAdded) and isinstance(event.entry, Turn)][-1]
        assert done == pytest.approx((last_turn - first) / speed)


async def test_in_real_time_it_takes_as_long_as_it_took() -> None:
    debate = staged()
    (took, _) = (await heard(debate, real_time=True))[-1]
    # Three seconds an entry, one after the other; silent ones take none of their own.
    spans = timeline(debate, recorded=True).spans
    assert took == pytest.approx(spans[-1].end - next(s.start for s in spans if s.line.entry is not None), abs=1)


async def test_at_once_nobody_sleeps() -> None:
    clock = Clock()
    events = await heard(staged(), clock, speed=AT_ONCE)
    assert clock.now == 1_000.0
    assert isinstance(events[-1][1], Ended)


async def test_from_a_turn_on_what_came_before_is_there_already() -> None:
    debate = staged()
    events = [event for _, event in await heard(debate, from_=5)]
    (before,) = [event.debate for event in events if isinstance(event, Started)]
    turns = [event.entry for event in events if isinstance(event, EntryAdded) and isinstance(event.entry, Turn)]
    assert list(before.turns) == list(debate.turns[:4])
    assert turns == list(debate.turns[4:])
    added = [event for event in events if isinstance(event, EntryAdded)]
    assert len(before.entries) + len(added) == len(debate.entries)


@pytest.mark.parametrize("turn", [0, 99])
async def test_a_turn_that_is_not_there_is_told_with_those_that_are(turn: int) -> None:
    with pytest.raises(WrongUse, match=rf"no turn {turn}\. It has turns 1 to \d+"):
        await heard(staged(), from_=turn)
    with pytest.raises(WrongUse, match="no turns yet"):
        await heard(staged(to=0), from_=1)


async def test_an_open_debate_is_replayed_so_far() -> None:
    events = [event for _, event in await heard(staged(to=4))]
    assert events[-1] == Ended(status="paused", reason="That is the debate so far: it has not ended.")
    assert isinstance(events[-2], EntryAdded)


async def test_a_debate_whose_slots_the_agenda_does_not_know_is_replayed_all_the_same() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    turns = [Turn(seat="aaa", text=f"Point {n}.", phase="elsewhere", slot=40 + n, at=NOON) for n in range(3)]
    events = [event for _, event in await heard(debate.append(*turns))]
    assert [event.entry for event in events if isinstance(event, EntryAdded)] == turns
    assert "".join(event.text for event in events if isinstance(event, Delta)) == "Point 0.Point 1.Point 2."
