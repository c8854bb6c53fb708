"""A model that says what it is told: for tests, demos, and whoever embeds Rostra and wants no service behind it."""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from rostra.debate import Turn, Usage
from rostra.models.base import AttemptFailed, Finished, InvalidAnswer, Piece, Request, Text
from rostra.models.cost import tokens_in
from rostra.models.minimal import minimal

FaultKind = Literal[
    "429", "529", "500", "401", "disconnect", "stall", "refusal", "context-exceeded", "invalid", "nothing-new"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that goes wrong."""

    kind: FaultKind
    after: int = 0
    """Pieces that come before it."""
    retry_after: float | None = None
    """Seconds that a `429` asks for."""


Answer = str | BaseModel | Mapping[str, Any] | Fault
"""Prose; a structured answer, whole or as its fields; or something that goes wrong."""

Script = Iterable[Answer] | Callable[[Request], Answer]
"""Answers one after the other, or worked out from each request."""


class Scripted:
    """Answers from a script; where the script is silent or over, something short, deterministic and valid.

    `script` is for everybody, `seats` for single seats (by name, before `script`), `faults` by the number of the call,
    from 1 (before both). Prose comes in words: the first after `latency` seconds, then `rate` words a second (0: at once).
    Every request is kept in `requests`.
    """

    def __init__(
        self,
        script: Script = (),
        *,
        seats: Mapping[str, Script] | None = None,
        faults: Mapping[int, Fault] | None = None,
        latency: float = 0.0,
        rate: float = 0.0,
        name: str = "scripted",
    ) -> None:
        self.name = name
        self.requests: list[Request] = []
        self._script = _source(script)
        self._seats = {seat: _source(answers) for seat, answers in (seats or {}).items()}
        self._faults = dict(faults or {})
        self._latency = latency
        self._rate = rate

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """`ProviderError` and `InvalidAnswer` where a fault says so; otherwise the answer, word by word."""
        self.requests.append(request)
        answer = self._answer(request, len(self.requests))
        fault = answer if isinstance(answer, Fault) else None
        text = _text(default_answer(request) if isinstance(answer, Fault) else answer)
        words = re.findall(r"\S+\s*", text)
        said = words[: fault.after] if fault else words
        await asyncio.sleep(self._latency)
        for number, word in enumerate(said):
            if number and self._rate:
                await asyncio.sleep(1 / self._rate)
            yield Text(word)
        usage = Usage(input=tokens_in(request.prompt.text), output=tokens_in("".join(said)))
        if fault:
            yield await self._fail(fault, usage)
        else:
            yield Finished(usage=usage, cost=0.0, model=self.name, value=_checked(request, text, usage))

    def _answer(self, request: Request, call: int) -> Answer:
        for source in (self._seats.get(request.seat.name), self._script):
            if call in self._faults:
                return self._faults[call]
            answer = source(request) if source else None
            if answer is not None:
                return answer
        return default_answer(request)

    async def _fail(self, fault: Fault, usage: Usage) -> Finished:
        match fault.kind:
            case "refusal" | "context-exceeded" | "nothing-new":
                return Finished(stop=fault.kind, usage=usage, cost=0.0, model=self.name)
            case "invalid":
                raise InvalidAnswer("The script says this answer is invalid.", retryable=True, usage=usage, cost=0.0)
            case "stall":
                await asyncio.Event().wait()
            case "401" | "429" | "500" | "529" | "disconnect":
                pass
        retryable = fault.kind != "401"
        raise AttemptFailed(
            f"The script says {fault.kind}.", retryable=retryable, retry_after=fault.retry_after, usage=usage, cost=0.0
        )


def default_answer(request: Request) -> Answer:
    """What is said without a script: the least valid structured answer, or a turn with one claim that answers the last one."""
    if request.answer is not None:
        return dict(minimal(request.answer.model_json_schema()))
    slot, mark = request.slot, request.seat.mark
    if not mark:
        return f"This is {request.seat.name}, at slot {slot.number}: let us hear the next speaker."
    claims = [claim.id for entry in request.debate.entries if isinstance(entry, Turn) for claim in entry.claims]
    against = next((claim for claim in reversed(claims) if not re.match(rf"{mark}\d", claim)), None)
    answer = f"That does not follow from [{against}]. " if against else ""
    return f"{answer}[{mark}{slot.turn}.1] In the {slot.phase}, {request.seat.name} makes point number {slot.number}."


def _source(script: Script) -> Callable[[Request], Answer | None]:
    if callable(script):
        return script
    queue = deque(script)
    return lambda _: queue.popleft() if queue else None


def _text(answer: Answer) -> str:
    if isinstance(answer, BaseModel):
        return answer.model_dump_json()
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


def _checked(request: Request, text: str, usage: Usage) -> BaseModel | None:
    if request.answer is None:
        return None
    try:
        return request.answer.model_validate_json(text)
    except ValidationError as error:
        raise InvalidAnswer(
            f"The script's answer is no {request.answer.__name__}: {error}", retryable=True, usage=usage
        ) from None
