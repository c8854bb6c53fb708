"""What a model needs to be asked: a debate in miniature, a prompt, and the project's own Messages API to ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel

from rostra.debate import Debate, Seat
from rostra.format import Format, Phase
from rostra.models.base import ChatModel, Finished, Piece, Request, Text
from rostra.models.registry import Models
from rostra.persona import Persona
from rostra.prompts.prompt import Block, Prompt
from rostra.scenario import Scenario, SeatPlan
from rostra.settings import Settings
from rostra.slot import Sees, Slot
from rostra.testing.messages_api import MessagesApi

KEY = "sk-ant-secret-0123456789"


class Vote(BaseModel):
    """A structured answer with a bound that no JSON schema of the service's can say."""

    choice: str
    weight: int = 1


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


@pytest.fixture
async def api() -> AsyncIterator[MessagesApi]:
    """The local Messages API, answering at once."""
    async with MessagesApi(out_tokens=40) as server:
        yield server


@pytest.fixture
async def claude(api: MessagesApi) -> AsyncIterator[Callable[..., ChatModel]]:
    """Opens a Claude on the local API: `claude("haiku id", attempts=1, …)`, settings as keywords."""
    opened: list[Models] = []

    def open_(model: str = "claude-haiku-4-5", **settings: Any) -> ChatModel:
        models = Models(Settings(_env_file=None, api_key=KEY, base_url=api.url, **settings))
        opened.append(models)
        return models.get(f"anthropic:{model}")

    yield open_
    for models in opened:
        await models.close()
