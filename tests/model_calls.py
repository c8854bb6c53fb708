"""What a model needs to be asked: a debate in miniature and a prompt; and what it said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field

from rostra.debate import Debate, Seat
from rostra.format import Format, Phase
from rostra.models.base import ChatModel, Finished, Piece, Request, Text
from rostra.persona import Persona
from rostra.prompts.prompt import Block, Prompt
from rostra.scenario import Scenario, SeatPlan
from rostra.slot import Sees, Slot

KEY = "sk-ant-secret-0123456789"


class Vote(BaseModel):
    """A structured answer, with a bound that the service's schemas cannot say."""

    choice: str
    weight: int = Field(default=1, ge=1, le=5)


def make_request(
    *,
    seat: str = "ada",
    system: tuple[Block, ...] = (Block(text="You are Ada."),),
    user: tuple[Block, ...] = (Block(text="Open the debate with claims [A1.1], [A1.2]."),),
    answer: type[BaseModel] | None = None,
    max_tokens: int = 400,
    options: dict[str, Any] | None = None,
) -> Request:
    """A call for one seat's first turn."""
    persona = Persona(name=seat, display_name=seat.title())
    chair = Seat(name="chair", persona=Persona(name="chair", display_name="Chair"), role="moderator")
    place = Seat(name=seat, persona=persona, mark="A")
    debate = Debate(
        id="d1",
        title="A motion",
        scenario=Scenario(name="s", title="A motion", motion="This is so.", format="f", cast=(SeatPlan(persona=seat),)),
        format=Format(name="f", title="F", purpose="p", phases=(Phase(name="opening", title="Opening"),)),
        cast=(place, chair),
        created=datetime(2026, 11, 23, tzinfo=UTC),
    )
    slot = Slot(number=1, kind="speak", seat=seat, phase="opening", sees=Sees(horizon=0, seat=seat), words=100, turn=1)
    return Request(
        slot=slot,
        seat=place,
        debate=debate,
        prompt=Prompt(system=system, user=user),
        max_tokens=max_tokens,
        answer=answer,
        options=options or {},
    )


async def heard(model: ChatModel, request: Request) -> list[Piece]:
    """All pieces of an answer."""
    return [piece async for piece in model.stream(request)]


async def said(model: ChatModel, request: Request) -> tuple[str, Finished]:
    """The words after the last restart, and how they ended."""
    text = ""
    for piece in await heard(model, request):
        match piece:
            case Text(text=more):
                text += more
            case Finished():
                return text, piece
            case _:
                text = ""
    raise AssertionError("no Finished")
