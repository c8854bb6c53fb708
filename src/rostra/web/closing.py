"""A server that is asked to stop stops: live feeds end then, which would go on for as long as somebody watches.

Uvicorn waits for open connections before it tells the lifespan. Whoever watches live is told at once that it is over, so that runs end in
good order within moments; a browser comes back by itself when the server does.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_GRACE = 3
"""Seconds after which a server gives up on connections that do not end: a browser that does not take what it is sent."""
_ending: asyncio.Event | None = None


class Closing:
    """ASGI middleware: to a live feed, a server that ends is a client that has gone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _ending is None:
            await self._app(scope, receive, send)
            return
        ending = _ending
        feed = _Feed(receive, send, ending)
        try:
            await self._app(scope, feed.receive, feed.send)
        except asyncio.CancelledError:
            if not ending.is_set():
                raise
            return  # a server that gave up on this connection; a traceback would tell nobody anything
        await feed.finish()


class _Feed:
    """A request that may turn out to be answered by a stream of events."""

    def __init__(self, receive: Receive, send: Send, ending: asyncio.Event) -> None:
        self._receive, self._send, self._ending = receive, send, ending
        self._live = False
        """An event stream has begun, and not ended."""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kinds = [value for name, value in message.get("headers", ()) if name.lower() == b"content-type"]
            self._live = any(kind.startswith(b"text/event-stream") for kind in kinds)
        elif not message.get("more_body"):
            self._live = False
        await self._send(message)

    async def receive(self) -> Message:
        if not self._live:
            return await self._receive()
        told, ending = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._ending.wait())
        try:
            await asyncio.wait({told, ending}, return_when=asyncio.FIRST_COMPLETED)
            return told.result() if told.done() else {"type": "http.disconnect"}
        finally:
            told.cancel()
            ending.cancel()

    async def finish(self) -> None:
        """End a stream that was cut short as one that is complete."""
        if self._live and self._ending.is_set():
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})


@contextmanager
def closing_in_time() -> Iterator[None]:
    """For a server's lifespan: hear of Ctrl-C and SIGTERM beside the server. Does nothing where signals are not ours to hear."""
    global _ending
    loop, _ending = asyncio.get_running_loop(), asyncio.Event()
    undo = [_beside(number, loop, _ending) for number in _signals()]
    try:
        yield
    finally:
        _ending.set()
        _ending = None
        for each in undo:
            each()


def _signals() -> tuple[signal.Signals, ...]:
    in_charge = threading.current_thread() is threading.main_thread()
    return (signal.SIGINT, signal.SIGTERM) if in_charge else ()


def _beside(number: signal.Signals, loop: asyncio.AbstractEventLoop, ending: asyncio.Event) -> Callable[[], None]:
    """Put ourselves before whoever handles that signal; what is returned undoes it."""
    before: Any = signal.getsignal(number)
    if not callable(before):
        return lambda: None
    _limit(getattr(before, "__self__", None))

    def handle(signal_number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(ending.set)
        before(signal_number, frame)

    def undo() -> None:
        if signal.getsignal(number) is handle:
            signal.signal(number, before)

    signal.signal(number, handle)
    return undo


def _limit(server: object) -> None:
    """Streamlit starts uvicorn without a limit to how long it waits, and offers no way to set one."""
    import uvicorn

    if isinstance(server, uvicorn.Server) and server.config.timeout_graceful_shutdown is None:
        server.config.timeout_graceful_shutdown = _GRACE
