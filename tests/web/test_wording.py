"""What the page says in words of its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import get_args

import pytest

from builders import NOON, a_debate, shipped_format
from builders import passing as a_pass
from rostra.agenda import next_slots
from rostra.debate import Decision, PassReason, Usage
from rostra.events import Ended
from rostra.format import SlotKind
from rostra.mapping import heading
from rostra.web.progress import Open, Progress
from rostra.web.wording import decided, floor, passing, spent, stopped, where

OXFORD = a_debate(shipped_format("oxford"), 4)
SLOT = next_slots(a_debate(shipped_format("panel"), 4))[0]


def at_work(*seats: str, kind: SlotKind = "speak", phase: str = "openings") -> Progress:
    slots = [
        SLOT.model_copy(update={"number": number, "seat": seat, "kind": kind, "phase": phase})
        for number, seat in enumerate(seats, 1)
    ]
    return Progress(OXFORD, MappingProxyType({slot.number: Open(slot) for slot in slots}))


@pytest.mark.parametrize("kind", get_args(SlotKind))
def test_there_are_words_for_whatever_a_seat_can_be_at(kind: SlotKind) -> None:
    assert floor(at_work("aaa", kind=kind)).startswith("Aaa ")
    assert floor(at_work("aaa", "bbb", kind=kind)).startswith("Aaa and Bbb ")


def test_many_at_once_are_counted() -> None:
    assert floor(at_work("aaa", "bbb", "ccc", "ddd")) == "Aaa, Bbb and 2 more speak"
    assert floor(Progress(OXFORD)) == "One moment …"


@pytest.mark.parametrize("reason", get_args(PassReason))
def test_every_reason_to_pass_has_words_for_one_and_for_several(reason: PassReason) -> None:
    words = passing(reason)
    assert words["does"]
    assert words["do"]
    assert words["reason"] == reason


def test_a_round_is_named_where_there_are_several() -> None:
    assert heading(OXFORD, "rebuttals", 2) == "Rebuttals, round 2 of 2"
    assert heading(OXFORD, "rebuttals", 3) == "Rebuttals, round 3"
    assert heading(OXFORD, "openings", 1) == "Openings"
    assert heading(OXFORD, "elsewhere", 1) == "elsewhere"
    assert where(at_work("aaa", phase="closings")) == "Closing statements"
    assert where(Progress(OXFORD)) == ""


def test_what_was_spent_is_said_once_something_was() -> None:
    turn = a_pass(SLOT).model_copy(update={"usage": Usage(input=1200, output=300), "cost": 0.0512, "at": NOON})
    assert spent(OXFORD) == "0 turns"
    assert spent(OXFORD.append(turn)) == "0 turns · 1.5k tokens · $0.05"


def test_why_nobody_speaks() -> None:
    assert stopped(None) == "Stopped"
    assert stopped(Ended(status="paused", reason="Paused by somebody.")) == "Paused"
    assert "follow" in stopped(Ended(status="lost", reason="Taken over.", remedy="Do follow it there."))
    assert stopped(Ended(status="waiting", reason="Aaa has the floor.")) == "Aaa has the floor."


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("call", "Eve asks to hear Aaa."),
        ("skip", "Eve asks to skip Aaa’s next turn."),
        ("shorter", "Eve asks for shorter turns."),
        ("deeper", "Eve asks to go deeper."),
        ("continue", "Eve asks for 1 more round."),
        ("stop", "Eve calls time; the moderator sums up."),
    ],
)
def test_what_somebody_watching_decides_is_a_sentence(action: str, said: str) -> None:
    decision = Decision.model_validate({"action": action, "by": "Eve", "seat": "aaa", "after": 1, "at": NOON})
    assert decided(OXFORD, decision) == said
