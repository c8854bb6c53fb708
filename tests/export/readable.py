"""Debates for the tests of formats that are read, and what such documents say."""

from __future__ import annotations

import asyncio
from functools import cache

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Decision,
    Pass,
    Point,
    Question,
    Section,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from shipped import shipped, staged_offline


@cache
def flagship() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def staged(format_name: str = "oxford", seats: int = 4, **wishes: int) -> Debate:
    debate = a_debate(shipped_format(format_name), seats, **wishes)
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


def saying(text: str, **scenario: str) -> Debate:
    """A debate in which this is said, asked, summed up and decided."""
    debate = a_debate(shipped_format("oxford"), 2, **scenario)
    common = {"after": 1, "at": NOON, "phase": "openings"}
    return debate.append(
        Turn(seat="aaa", text=text, slot=1, phase="openings", at=NOON, claims=(Claim(id="A1.1", text=text),)),
        Question(text=text, by="Ana", to="aaa", **common),
        Summary(scope="rolling", covers=1, text=text, **common),
        Decision(action="steer", by="moderator", says=text, **common),
    )


def everything() -> Debate:
    """Each kind of entry."""
    common = {"slot": None, "after": 4, "at": NOON}
    point = Point(text="The better case.", cites=("A1.1", "B1.1"))
    return staged(seats=2).append(
        Question(text="Why?", by="Ana", to="aaa", **common),
        Pass(seat="aaa", reason="refusal", detail="It would not.", **common),
        Decision(action="continue", by="Ana", rounds=2, **common),
        Ballot(voter="Ana", poll="poll-before", choice="for", says="Because.", **common),
        Stance(seat="bbb", value=-1, says="Not quite.", moved_by="A1.1", **common),
        Summary(scope="rolling", covers=1, text="So far [A1.1].\n\n1. one\n2. two", **common),
        Summary(scope="clusters", covers=1, sections=(Section(title="Costs", points=(point,)),), **common),
        Summary(scope="synthesis", covers=1, sections=(Section(title="Cruxes", points=(point,)),), **common),
        Verdict(judge="Jo", winner="for", confidence=0.7, reasons=(point,), **common),
        Verdict(judge="Al", **common),
    )


TOLD = (
    "Ana asks Aaa:",
    "Aaa passes (refusal). It would not.",
    "Ana asked for 2 more rounds.",
    "Because.",
    "leaning against",
    "Not quite.",
    "The better case.",
    "Costs",
    "Cruxes",
    "70%",
    "neither",
    "Every claim, and what was answered to it. Counted, not judged.",
)
"""What a document about `everything` says, in whatever format."""
