"""Events in, new progress out."""

from __future__ import annotations

from builders import a_debate, shipped_format
from rostra.debate import Debate, Turn
from rostra.events import Delta, Dropped, Ended, EntryAdded, SlotFailed, SlotOpened, Started
from rostra.ledger import MemoryLedger
from rostra.models.scripted import Scripted
from rostra.stage import stage
from rostra.web.progress import Progress


class OneModel:
    def get(self, spec: str) -> Scripted:
        return Scripted()


async def staged() -> tuple[list[Progress], Debate, list[object]]:
    ledger = MemoryLedger()
    debate = a_debate(shipped_format("oxford"), 2)
    seen, events = [Progress(debate)], []
    async for event in stage(debate, OneModel(), ledger=ledger):
        events.append(event)
        seen.append(seen[-1].heard(event))
    return seen, await ledger.load(debate.id), events


async def test_progress_ends_as_the_ledger_has_it() -> None:
    seen, stored, _ = await staged()
    assert seen[-1].debate == stored
    assert seen[-1].ended == Ended(status="ended")
    assert not seen[-1].open


async def test_words_on_their_way_are_the_beginning_of_what_is_said() -> None:
    seen, stored, _ = await staged()
    said = {turn.slot: turn.text for turn in stored.turns}
    partial = [(each.slot.number, each.text) for progress in seen for each in progress.open.values() if each.text]
    assert partial
    assert all(said[number].startswith(text.rstrip()) for number, text in partial)


async def test_a_broken_attempt_is_forgotten_and_says_why() -> None:
    _, _, events = await staged()
    opened = next(event for event in events if isinstance(event, SlotOpened) and event.slot.kind == "speak")
    number = opened.slot.number
    progress = Progress(events[0].debate).heard(opened).heard(Delta(slot=number, attempt=1, offset=0, text="I mea"))
    assert progress.open[number].text == "I mea"

    again = progress.heard(Dropped(slot=number, attempt=1, reason="The stream broke."))
    assert (again.open[number].text, again.open[number].attempt) == ("", 2)
    assert again.open[number].trouble == "The stream broke."
    better = again.heard(Delta(slot=number, attempt=2, offset=0, text="I ")).heard(
        Delta(slot=number, attempt=2, offset=2, text="hold")
    )
    assert better.open[number].text == "I hold"
    assert better.heard(SlotFailed(slot=number, reason="Gone.")).open[number].text == ""


async def test_an_entry_closes_its_slot_and_no_other() -> None:
    seen, _, events = await staged()
    for before, event, after in zip(seen[:-1], events, seen[1:], strict=True):
        if isinstance(event, EntryAdded) and isinstance(event.entry, Turn):
            assert set(before.open) - set(after.open) == {event.entry.slot}
        if isinstance(event, Started):
            assert after == Progress(event.debate)
