"""What is drawn next, whatever order it happened in."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_debate, closing, passing, shipped_format
from rostra.agenda import next_slots
from rostra.cli.running_order import RunningOrder, items_of
from rostra.debate import Debate, Decision
from rostra.events import Delta, Dropped, EntryAdded, SlotOpened
from rostra.slot import anchor


def staged(debate: Debate, chance: random.Random) -> tuple[Debate, list[list[int]]]:
    """A debate run to its end with branches finishing in any order, and what a viewer saw item by item."""
    order = RunningOrder(debate)
    seen = []
    while slots := list(next_slots(debate)):
        for slot in slots:
            order.hear(SlotOpened(slot=slot))
        chance.shuffle(slots)
        for slot in slots:
            entry = passing(slot) if chance.random() < 0.2 else closing(debate, slot)
            debate = debate.append(entry)
            order.hear(EntryAdded(entry=entry))
            seen += [[anchor(each) for each in item.entries] for item in order.items()]
    order.end()
    seen += [[anchor(each) for each in item.entries] for item in order.items()]
    return debate, seen


@settings(max_examples=20)
@given(seed=st.integers(0, 1_000), format_=st.sampled_from(["oxford", "panel"]), audience=st.integers(0, 3))
def test_live_and_replay_show_the_same_items_in_slot_order(seed: int, format_: str, audience: int) -> None:
    debate, seen = staged(a_debate(shipped_format(format_), audience=audience, questions=1), random.Random(seed))
    slots = [slot for item in seen for slot in item]
    assert slots == sorted(slots)
    assert len(slots) == len(debate.entries)
    assert seen == [[anchor(entry) for entry in item.entries] for item in items_of(debate)]


def test_votes_of_one_poll_are_one_item() -> None:
    _, seen = staged(a_debate(shipped_format("oxford"), audience=3), random.Random(1))
    assert seen[0] == [1, 2, 3]


def test_what_came_without_a_slot_stands_after_what_it_is_anchored_to() -> None:
    debate = a_debate(shipped_format("panel"))
    order = RunningOrder(debate)
    slots = next_slots(debate)
    stop = Decision(action="stop", by="Me", after=slots[-1].number, at=debate.created)
    order.hear(EntryAdded(entry=stop))
    assert list(order.items()) == []
    for slot in slots:
        order.hear(EntryAdded(entry=closing(debate, slot)))
    assert [item.entries[0].kind for item in order.items()][-1] == "decision"


def test_words_of_a_broken_attempt_are_forgotten() -> None:
    debate = a_debate(shipped_format("panel"))
    order = RunningOrder(debate)
    slot = next_slots(debate)[0]
    order.hear(SlotOpened(slot=slot))
    order.hear(Delta(slot=slot.number, attempt=1, offset=0, text="Half a"))
    order.hear(Dropped(slot=slot.number, attempt=1, reason="It broke."))
    order.hear(Delta(slot=slot.number, attempt=2, offset=0, text="A whole"))
    assert order.head is not None
    assert order.head.text == "A whole"


def test_a_person_who_speaks_blind_does_not_see_the_others_first() -> None:
    debate = a_debate(shipped_format("panel"))
    human = debate.cast[2].model_copy(update={"human": True})
    debate = debate.model_copy(update={"cast": (*debate.cast[:2], human, *debate.cast[3:])})
    order = RunningOrder(debate)
    slots = {slot.seat: slot for slot in next_slots(debate)}
    for name, slot in slots.items():
        if name != human.name:
            order.hear(EntryAdded(entry=closing(debate, slot)))
    assert {item.entries[0].phase for item in order.items()} == {"introduction"}
    order.hear(EntryAdded(entry=closing(debate, slots[human.name])))
    assert len(list(order.items())) == 4
