"""A local stand-in for the Messages API, to try and to measure without a key: standard library only, 127.0.0.1 only.

    python -m rostra.testing.messages_api --port 8901 --ttft-ms 300 --tps 80 --out-tokens 150

    async with MessagesApi() as server:
        settings = Settings(base_url=server.url, api_key="any")

`POST /v1/messages` (plain and SSE), `/v1/messages/count_tokens`; `GET /stats`, `POST /reset`. Tokens are four characters.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from rostra.testing import http
from rostra.testing.answer import Answer
from rostra.testing.prompt_cache import Charge, PromptCache, blocks, tokens_in
from rostra.testing.replies import ERRORS, Reply, made_up

RATES: dict[str, Reply] = {
    "429": Reply(status=429, message="Number of requests has exceeded your rate limit."),
    "529": Reply(status=529, message="Overloaded"),
    "500": Reply(status=500, message="Internal server error"),
    "disconnect": Reply(breaks="disconnect"),
    "error": Reply(breaks="error"),
    "stall": Reply(breaks="stall"),
}
"""Faults that can be set by rate."""

KEYS = ("x-api-key", "authorization")
"""Headers that carry a key: one must be there, any key will do."""


@dataclass(slots=True)
class Stats:
    """Totals since the start or the last reset."""

    requests: int = 0
    answered: int = 0
    """Answers that went out whole."""
    in_flight: int = 0
    max_in_flight: int = 0
    input: int = 0
    cache_write: int = 0
    cache_read: int = 0
    output: int = 0
    equivalent: float = 0.0
    """Input in uncached tokens: a write costs 1.25, a read 0.1."""
    uncached: int = 0
    """Input tokens had nothing been cached."""

    def add(self, charge: Charge) -> None:
        """Count a request's input."""
        self.input += charge.input
        self.cache_write += charge.cache_write
        self.cache_read += charge.cache_read
        self.equivalent += charge.equivalent
        self.uncached += charge.input + charge.cache_write + charge.cache_read


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came; the key is not kept."""

    body: dict[str, Any]
    headers: Mapping[str, str]
    at: float
    """Seconds, by the server's monotonic clock."""

    @property
    def text(self) -> str:
        """All its text blocks."""
        return "\n\n".join(block.get("text", "") for block in blocks(self.body))


@dataclass(slots=True, kw_only=True)
class MessagesApi:
    """The server. `replies` are given one to a request, in order; `answer` makes the others; without it they are made up."""

    port: int = 0
    """0: any free one."""
    ttft: float = 0.0
    """Seconds to the first piece."""
    tps: float = 0.0
    """Tokens a second; 0: all at once."""
    out_tokens: int = 150
    cache_from: int = 1024
    """The shortest prefix that is cached, tokens."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """Share of requests that get each of `RATES`."""
    answer: Callable[[dict[str, Any]], str | Reply] | None = None
    seed: int = 0
    replies: deque[Reply] = field(default_factory=deque)
    requests: list[Received] = field(default_factory=list)
    stats: Stats = field(default_factory=Stats)
    cache: PromptCache = field(init=False)
    _chance: random.Random = field(init=False)
    _server: asyncio.Server | None = field(init=False, default=None)
    _busy: set[asyncio.Task[None]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        if unknown := set(self.rates) - set(RATES):
            raise ValueError(f"No such fault: {', '.join(sorted(unknown))}. Known: {', '.join(RATES)}.")
        self.cache = PromptCache(self.cache_from)
        self._chance = random.Random(self.seed)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connection, "127.0.0.1", self.port, limit=16 * 2**20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)
        await self._server.wait_closed()

    def reset(self) -> None:
        """Forget the log, the totals and the cache."""
        self.requests.clear()
        self.stats = Stats(in_flight=self.stats.in_flight)
        self.cache.clear()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)
        try:
            while (call := await http.read(reader)) is not None:
                try:
                    await self._serve(call, writer)
                except (KeyError, TypeError, ValueError) as error:
                    await _fail(writer, 400, f"That is no request: {error!r}.")
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._busy.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(self, call: http.Call, writer: asyncio.StreamWriter) -> None:
        match call.method, call.path:
            case "GET", "/stats":
                await http.send(writer, 200, asdict(self.stats))
            case "POST", "/reset":
                self.reset()
                await http.send(writer, 200, {})
            case "POST", "/v1/messages/count_tokens":
                size = sum(tokens_in(block.get("text", "")) for block in blocks(call.json()))
                await http.send(writer, 200, {"input_tokens": size})
            case "POST", "/v1/messages":
                self.stats.requests += 1
                self.stats.in_flight += 1
                self.stats.max_in_flight = max(self.stats.max_in_flight, self.stats.in_flight)
                try:
                    await self._message(call, writer)
                finally:
                    self.stats.in_flight -= 1
            case _:
                await _fail(writer, 404, f"Nothing at {call.path}.")

    async def _message(self, call: http.Call, writer: asyncio.StreamWriter) -> None:
        body = call.json()
        kept = {name: value for name, value in call.headers.items() if name not in KEYS}
        self.requests.append(Received(body, kept, asyncio.get_running_loop().time()))
        if not any(call.headers.get(name) for name in KEYS):
            return await _fail(writer, 401, "x-api-key header is required")
        try:
            charge = self.cache.charge(body)
        except ValueError as error:
            return await _fail(writer, 400, str(error))
        reply = self._reply(body)
        if reply.status != 200:
            return await _fail(writer, reply.status, reply.message, reply.retry_after)
        self.stats.add(charge)
        text = made_up(body, self.out_tokens, self.seed) if reply.text is None else reply.text
        stop = reply.stop
        if tokens_in(text) > body["max_tokens"]:
            text, stop = text[: 4 * body["max_tokens"]], "max_tokens"
        answer = Answer(reply, body["model"], text, stop, charge, self.cache, self.ttft, self.tps)
        output = await (answer.stream(writer) if body.get("stream") else answer.whole(writer))
        if output is not None:
            self.stats.answered += 1
            self.stats.output += output

    def _reply(self, body: dict[str, Any]) -> Reply:
        if self.replies:
            return self.replies.popleft()
        draw = self._chance.random()
        for fault, rate in self.rates.items():
            if draw < rate:
                return RATES[fault]
            draw -= rate
        answer = self.answer(body) if self.answer else Reply()
        return Reply(text=answer) if isinstance(answer, str) else answer


async def _fail(writer: asyncio.StreamWriter, status: int, message: str, retry_after: str | None = None) -> None:
    error = {"type": "error", "error": {"type": ERRORS.get(status, "api_error"), "message": message}}
    await http.send(writer, status, error, {"retry-after": retry_after} if retry_after else {})


async def _main(options: argparse.Namespace) -> None:
    rates = {fault: getattr(options, f"rate_{fault}") for fault in RATES}
    async with MessagesApi(
        port=options.port,
        ttft=options.ttft_ms / 1000,
        tps=options.tps,
        out_tokens=options.out_tokens,
        cache_from=options.cache_from,
        rates={fault: rate for fault, rate in rates.items() if rate},
        seed=options.seed,
    ) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Serve until interrupted; print the base URL first."""
    parser = argparse.ArgumentParser(prog="python -m rostra.testing.messages_api", description="A local Messages API.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ttft-ms", type=float, default=300.0)
    parser.add_argument("--tps", type=float, default=80.0)
    parser.add_argument("--out-tokens", type=int, default=150)
    parser.add_argument("--cache-from", type=int, default=1024)
    parser.add_argument("--seed", type=int, default=0)
    for fault in RATES:
        parser.add_argument(f"--rate-{fault}", type=float, default=0.0, metavar="SHARE")
    with suppress(KeyboardInterrupt):
        asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    main()
