from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from model_calls import Vote, heard, make_request, said
from rostra.errors import ProviderError
from rostra.models.base import AttemptFailed, ChatModel, Finished, Piece, Request, Restarted, Text
from rostra.models.policies import Limited, Retrying
from rostra.models.scripted import Fault, Scripted


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def patient(model: ChatModel, **options: Any) -> Retrying:
    clock = Clock()
    defaults: dict[str, Any] = {"clock": clock, "sleep": clock.sleep, "draw": lambda: 1.0}
    return Retrying(model, **(defaults | options))


async def test_a_broken_stream_starts_over_and_its_tokens_are_paid() -> None:
    model = Scripted(["Nothing follows from that."], faults={1: Fault("disconnect", after=2)})
    pieces = await heard(patient(model), make_request())
    restart = next(i for i, piece in enumerate(pieces) if isinstance(piece, Restarted))
    assert len(pieces[:restart]) == 2
    assert "".join(piece.text for piece in pieces[restart:] if isinstance(piece, Text)) == "Nothing follows from that."
    finished = pieces[-1]
    assert isinstance(finished, Finished)
    assert finished.usage.input == 2 * (await said(Scripted(), make_request()))[1].usage.input


async def test_three_calls_a_turn_and_no_more() -> None:
    model = Scripted(faults=dict.fromkeys(range(1, 9), Fault("529")))
    with pytest.raises(AttemptFailed, match="Tried 3 times") as caught:
        await heard(patient(model), make_request())
    assert len(model.requests) == 3
    assert caught.value.usage.input > 0
    assert "Resume" in caught.value.remedy


async def test_what_cannot_succeed_is_not_tried_again() -> None:
    model = Scripted(faults={1: Fault("401")})
    with pytest.raises(ProviderError):
        await heard(patient(model), make_request())
    assert len(model.requests) == 1


async def test_waits_double_and_are_drawn_at_random() -> None:
    model = Scripted(faults=dict.fromkeys((1, 2, 3), Fault("500")))
    pieces = await heard(patient(model, attempts=4, draw=lambda: 0.5), make_request())
    assert [piece.wait for piece in pieces if isinstance(piece, Restarted)] == [0.5, 1.0, 2.0]


async def test_a_wait_that_the_service_asks_for_is_kept_when_it_fits() -> None:
    model = Scripted(faults={1: Fault("429", retry_after=30)})
    pieces = await heard(patient(model, draw=lambda: 0.0), make_request())
    assert [piece.wait for piece in pieces if isinstance(piece, Restarted)] == [30]


async def test_a_day_is_not_waited_for() -> None:
    model = Scripted(faults={1: Fault("429", retry_after=86400)})
    with pytest.raises(ProviderError, match="asked for 86400 s") as caught:
        await heard(patient(model), make_request())
    assert len(model.requests) == 1
    assert caught.value.retryable
    assert caught.value.retry_after == 86400
    assert caught.value.remedy == "Resume the debate in 86400 s."


async def test_all_attempts_share_one_deadline() -> None:
    model = Scripted(faults=dict.fromkeys((1, 2, 3), Fault("429", retry_after=100)))
    with pytest.raises(ProviderError):
        await heard(patient(model, deadline=180.0), make_request())
    assert len(model.requests) == 2


async def test_silence_counts_as_a_break() -> None:
    model = Scripted(["Here I am."], faults={1: Fault("stall", after=1)})
    pieces = await heard(patient(model, stall=0.05), make_request())
    assert any(isinstance(piece, Restarted) and "silent for 0.05 s" in piece.reason for piece in pieces)
    assert isinstance(pieces[-1], Finished)


async def test_the_deadline_ends_a_call_that_never_ends() -> None:
    model = Scripted(faults={1: Fault("stall")})
    with pytest.raises(ProviderError, match=r"did not finish within 0\.05 s"):
        await heard(Retrying(model, deadline=0.05), make_request())


async def test_a_third_useless_answer_ends_the_turn_without_an_error() -> None:
    model = Scripted(faults=dict.fromkeys((1, 2, 3), Fault("invalid")))
    _, finished = await said(patient(model), make_request(answer=Vote))
    assert finished.stop == "invalid"
    assert finished.value is None
    assert finished.usage.input > 0


async def test_whoever_stops_listening_stops_the_call() -> None:
    ended: list[bool] = []

    class Endless:
        name = "endless"

        async def stream(self, request: Request) -> AsyncIterator[Piece]:
            try:
                while True:
                    yield Text("on and ")
                    await asyncio.sleep(0)
            finally:
                ended.append(True)

    stream = Limited(Retrying(Endless()), asyncio.Semaphore(1)).stream(make_request())
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert ended == [True]


async def test_no_more_calls_at_once_than_there_are_places() -> None:
    running, most = 0, 0

    class Counting:
        name = "counting"

        async def stream(self, request: Request) -> AsyncIterator[Piece]:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1
            yield Finished()

    model = Limited(Counting(), asyncio.Semaphore(3))
    await asyncio.gather(*(heard(model, make_request()) for _ in range(10)))
    assert most == 3
