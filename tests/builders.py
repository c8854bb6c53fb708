"""Debates made for tests, small and explicit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

import rostra
from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Decision,
    Entry,
    Idea,
    Pass,
    Question,
    Reply,
    Seat,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.format import Format
from rostra.persona import Persona
from rostra.scenario import FloorQuestion, Listener, Scenario, SeatPlan
from rostra.slot import Slot

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FORMATS = Path(rostra.__file__).parent / "formats"


def shipped_format(name: str) -> Format:
    return Format.model_validate(yaml.safe_load((FORMATS / f"{name}.yaml").read_text()))


def a_debate(
    format_: Format,
    seats: int = 4,
    *,
    audience: int = 0,
    questions: int = 0,
    **scenario: Any,
) -> Debate:
    names = [chr(ord("a") + n) * 3 for n in range(seats)]
    sides = [format_.sides[n * len(format_.sides) // seats] if format_.sides else None for n in range(seats)]
    cast = [
        Seat(
            name=name,
            persona=Persona(name=name, display_name=name.title(), kind="role", body=f"You are {name.title()}."),
            side=side,
            mark=chr(ord("A") + n),
            model="scripted",
        )
        for n, (name, side) in enumerate(zip(names, sides, strict=True))
    ]
    cast += [
        Seat(
            name=f"listener-{n}",
            persona=Persona(name=f"listener-{n}", display_name=f"Listener {n}", kind="role"),
            role="audience",
            model="scripted",
        )
        for n in range(audience)
    ]
    cast.append(
        Seat(
            name="moderator",
            persona=Persona(name="moderator", display_name="Moderator", kind="role"),
            role="moderator",
            model="scripted",
        )
    )
    return Debate(
        id="test",
        title="A test",
        scenario=Scenario(
            name="test",
            title="A test",
            motion="Tests are worth writing.",
            format=format_.name,
            cast=tuple(SeatPlan(persona=name) for name in names),
            audience=tuple(Listener(name=f"listener-{n}", who="Somebody.") for n in range(audience)),
            questions=tuple(FloorQuestion(text=f"Question {n}?") for n in range(questions)),
            **scenario,
        ),
        format=format_,
        cast=tuple(cast),
        created=NOON,
    )


def closing(debate: Debate, slot: Slot, **fields: Any) -> Entry:
    """A plain entry that closes a slot, of the kind the slot asks for."""
    common: dict[str, Any] = {"slot": slot.number, "phase": slot.phase, "round": slot.round, "at": NOON} | fields
    match slot.kind:
        case "speak":
            mark = debate.seat(slot.seat).mark
            claim = Claim(id=f"{mark}{slot.turn}.1", text=f"{slot.seat} makes point {slot.turn}.")
            return Turn(**({"seat": slot.seat, "text": f"{claim.text} [{claim.id}]", "claims": (claim,)} | common))
        case "introduce" | "frame":
            return Turn(**({"seat": slot.seat, "text": "Welcome."} | common))
        case "summarise":
            return Summary(**({"scope": "rolling", "covers": slot.covers, "text": "So far."} | common))
        case "synthesise":
            return Summary(**({"scope": "synthesis", "covers": slot.sees.horizon} | common))
        case "put":
            asked = debate.scenario.questions[slot.prepared or 0]
            return Question(**({"text": asked.text, "by": asked.by, "to": asked.to} | common))
        case "question":
            return Question(**({"text": "Is that so?", "by": slot.seat} | common))
        case "steer":
            return Decision(**({"action": "steer", "by": slot.seat, "says": "Go on."} | common))
        case "call":
            return Decision(
                **({"action": "call", "by": slot.seat, "seat": slot.candidates[0], "says": "You?"} | common)
            )
        case "bid":
            return Decision(**({"action": "bid", "by": slot.seat, "seat": slot.seat, "urgency": 5} | common))
        case "stance":
            return Stance(**({"seat": slot.seat, "value": 1} | common))
        case "vote":
            return Ballot(**({"voter": slot.seat, "poll": slot.phase, "choice": "for"} | common))
        case "idea":
            idea = Claim(id=f"{debate.seat(slot.seat).mark}{slot.turn}.1", text="An idea.")
            return Idea(**({"seat": slot.seat, "text": f"An idea. [{idea.id}]", "claims": (idea,)} | common))
        case "rank":
            return Ballot(**({"voter": slot.seat, "poll": slot.phase} | common))
        case "cluster":
            return Summary(**({"scope": "clusters", "covers": slot.sees.horizon} | common))
        case "verdict":
            return Verdict(**({"judge": slot.seat} | common))


def passing(slot: Slot) -> Pass:
    return Pass(seat=slot.seat, reason="nothing-new", slot=slot.number, phase=slot.phase, round=slot.round, at=NOON)


__all__ = ["NOON", "Reply", "a_debate", "closing", "passing", "shipped_format"]
