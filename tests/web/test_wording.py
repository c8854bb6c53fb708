"""What the page says in words of its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import get_args

import pytest

from builders import NOON, a_debate, passing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import PassReason, Usage
from rostra.events import Ended
from rostra.format import SlotKind
from rostra.web.progress import Open, Progress
from rostra.web.wording import floor, heading, passed, spent, stopped, where

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
def test_every_reason_to_pass_is_a_sentence(reason: PassReason) -> None:
    entry = passing(SLOT.model_copy(update={"seat": "aaa"})).model_copy(update={"reason": reason})
    assert passed(OXFORD, [entry]).startswith("Aaa ")
    assert passed(OXFORD, [entry, entry.model_copy(update={"seat": "bbb", "detail": "Why not."})]).startswith(
        "Aaa and Bbb"
    )


def test_a_round_is_named_where_there_are_several() -> None:
    assert heading(OXFORD, "rebuttals", 2) == "Rebuttals, round 2 of 2"
    assert heading(OXFORD, "rebuttals", 3) == "Rebuttals, round 3"
    assert heading(OXFORD, "openings", 1) == "Openings"
    assert heading(OXFORD, "elsewhere", 1) == "elsewhere"
    assert where(at_work("aaa", phase="closings")) == "Closing statements"
    assert where(Progress(OXFORD)) == ""


def test_what_was_spent_is_said_once_something_was() -> None:
    turn = passing(SLOT).model_copy(update={"usage": Usage(input=1200, output=300), "cost": 0.0512, "at": NOON})
    assert spent(OXFORD) == "0 turns"
    assert spent(OXFORD.append(turn)) == "0 turns · 1.5k tokens · $0.05"


def test_why_nobody_speaks() -> None:
    assert stopped(OXFORD, None) == "Stopped"
    assert stopped(OXFORD, Ended(status="paused", reason="Paused by somebody.")) == "Paused"
    assert "follow" in stopped(OXFORD, Ended(status="lost", reason="Taken over.", remedy="Do follow it there."))
    assert "rostra debates resume test" in stopped(OXFORD, Ended(status="waiting", reason="Aaa has the floor."))
