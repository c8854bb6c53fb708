"""What writes the words: one signature for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel

from rostra.debate import Debate, Seat, Usage
from rostra.errors import ProviderError
from rostra.prompts.prompt import Prompt
from rostra.slot import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call."""

    slot: Slot
    seat: Seat
    debate: Debate
    """Only with the entries this slot may see: a model that reads it instead of the prompt learns no more."""
    prompt: Prompt
    max_tokens: int
    """Ceiling of the answer; the prompt asks for fewer words."""
    answer: type[BaseModel] | None = None
    """The schema of a structured answer; None for prose."""
    options: dict[str, Any] = field(default_factory=dict)
    """Provider options of the seat: `effort`, `thinking`."""


@dataclass(frozen=True, slots=True)
class Text:
    """Some more of the answer. For a structured answer: a piece of its JSON."""

    text: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """What came so far is void: the attempt broke, and the next begins."""

    reason: str
    wait: float = 0.0
    """Seconds until it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Always last, exactly once."""

    stop: str = "end_turn"
    """`end_turn`, `max_tokens`, `stop_sequence`, `refusal`, `context-exceeded`, `nothing-new`, `abstains`, `invalid`. The last five
    close the slot as a pass."""
    detail: str = ""
    """Why, where the model stopped for a reason worth telling."""
    usage: Usage = field(default_factory=Usage)
    """Of all attempts together, as far as the provider told."""
    cost: float | None = None
    """US dollars; None where no price is known."""
    model: str = ""
    """What really wrote it, `provider:model`."""
    value: BaseModel | None = None
    """The structured answer, checked against `Request.answer`."""


Piece = Text | Restarted | Finished


class AttemptFailed(ProviderError):
    """One call that broke, with what it cost: the service bills what it had read and written by then."""

    def __init__(
        self,
        fact: str,
        *,
        remedy: str = "",
        retryable: bool = False,
        retry_after: float | None = None,
        usage: Usage | None = None,
        cost: float | None = None,
    ) -> None:
        self.usage = usage or Usage()
        self.cost = cost
        super().__init__(fact, remedy=remedy, retryable=retryable, retry_after=retry_after)


class InvalidAnswer(AttemptFailed):
    """The call went through, and what it brought cannot be used: no words, or not the schema that was asked for."""


class ChatModel(Protocol):
    """Streams one answer. Raises `ProviderError` when it cannot give one; never anything of its provider's library."""

    @property
    def name(self) -> str:
        """`provider:model`, or `offline`."""
        ...

    def stream(self, request: Request) -> AsyncIterator[Piece]:
        """The pieces of the answer, `Finished` last."""
        ...
