"""What goes around a model: trying again within a deadline, and not too many calls at once. Each is a model around a model."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import cast

from rostra.debate import Usage
from rostra.errors import ProviderError
from rostra.models.base import AttemptFailed, ChatModel, Finished, InvalidAnswer, Piece, Request, Restarted

BASE_WAIT, LONGEST_WAIT = 1.0, 20.0
"""Seconds; the wait after attempt n is drawn from 0 … BASE_WAIT * 2^(n-1), capped."""


class Limited:
    """Takes one of a provider's places for the whole turn, its waits included: a service that says 429 wants fewer callers."""

    def __init__(self, inner: ChatModel, places: asyncio.Semaphore) -> None:
        self._inner = inner
        self._places = places

    @property
    def name(self) -> str:
        """The model's own."""
        return self._inner.name

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """As the inner model, once there is a place."""
        async with self._places, aclosing(pieces(self._inner, request)) as stream:
            async for piece in stream:
                yield piece


class Retrying:
    """At most `attempts` calls a turn, within one deadline for all of them and the waits between.

    A broken stream yields `Restarted`, and the turn starts over. Usage and cost of broken attempts are added to what
    `Finished` says. An answer that is still unusable at the last attempt ends as `Finished(stop="invalid")`; any other
    failure is raised. A service that asks for more seconds than are left is not waited for.
    """

    def __init__(
        self,
        inner: ChatModel,
        *,
        attempts: int = 3,
        deadline: float = 180.0,
        stall: float | None = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._inner = inner
        self._attempts = attempts
        self._deadline = deadline
        self._stall = stall
        self._clock = clock
        self._sleep = sleep
        self._draw = draw

    @property
    def name(self) -> str:
        """The model's own."""
        return self._inner.name

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """As the inner model, with `Restarted` before each new attempt."""
        end = self._clock() + self._deadline
        usage, cost = Usage(), None
        for attempt in range(1, self._attempts + 1):
            try:
                async with aclosing(self._attempt(request, end)) as stream:
                    async for piece in stream:
                        if isinstance(piece, Finished):
                            piece = _with_earlier(piece, usage, cost)
                        yield piece
                return
            except ProviderError as error:
                if isinstance(error, AttemptFailed):
                    usage, cost = usage + error.usage, _sum(cost, error.cost)
                if isinstance(error, InvalidAnswer) and attempt == self._attempts:
                    yield Finished(stop="invalid", detail=error.fact, usage=usage, cost=cost, model=self.name)
                    return
                wait = self._wait(error, attempt, end)
                if wait is None:
                    raise self._given_up(error, attempt, usage, cost) from error
                yield Restarted(error.fact, wait)
            await self._sleep(wait)

    async def _attempt(self, request: Request, end: float) -> AsyncGenerator[Piece, None]:
        async with aclosing(pieces(self._inner, request)) as stream:
            while True:
                left = end - self._clock()
                patience = left if self._stall is None else min(left, self._stall)
                try:
                    # Around each step, not around the loop: a timeout must not fire in whoever reads us.
                    async with asyncio.timeout(max(patience, 0)):
                        piece = await anext(stream)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise self._too_slow(patience, spent=patience >= left) from None
                yield piece

    def _too_slow(self, patience: float, *, spent: bool) -> AttemptFailed:
        if spent:
            return AttemptFailed(f"{self.name} did not finish within {self._deadline:g} s.", retryable=True)
        return AttemptFailed(f"{self.name} fell silent for {patience:g} s.", retryable=True)

    def _wait(self, error: ProviderError, attempt: int, end: float) -> float | None:
        """Seconds until the next attempt; None when there is to be none."""
        if not error.retryable or attempt == self._attempts:
            return None
        if isinstance(error, InvalidAnswer):
            # The service is well; waiting would mend nothing.
            return 0.0 if self._clock() < end else None
        jittered = self._draw() * min(LONGEST_WAIT, BASE_WAIT * 2 ** (attempt - 1))
        wait = jittered if error.retry_after is None else error.retry_after + jittered
        return wait if wait < end - self._clock() else None

    def _given_up(self, error: ProviderError, attempt: int, usage: Usage, cost: float | None) -> AttemptFailed:
        fact, remedy = error.fact, error.remedy
        if error.retryable:
            fact += f" Tried {attempt} {'time' if attempt == 1 else 'times'}."
            remedy = "Resume the debate to try again."
        if error.retryable and attempt < self._attempts and error.retry_after is not None:
            fact = f"{error.fact} The service asked for {error.retry_after:g} s; a turn may take {self._deadline:g} s."
            remedy = f"Resume the debate in {error.retry_after:g} s."
        return AttemptFailed(
            fact, remedy=remedy, retryable=error.retryable, retry_after=error.retry_after, usage=usage, cost=cost
        )


def pieces(model: ChatModel, request: Request) -> AsyncGenerator[Piece, None]:
    """The model's stream as what it is, a generator: only those can be closed early."""
    return cast(AsyncGenerator[Piece, None], model.stream(request))


def _with_earlier(finished: Finished, usage: Usage, cost: float | None) -> Finished:
    return replace(finished, usage=usage + finished.usage, cost=_sum(finished.cost, cost))


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other
