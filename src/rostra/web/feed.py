"""Frames over HTTP: one subscription to the hub a debate, however many watch it, each frame encoded once.

Server-sent events: `id` is the `seq` of the entry a frame carries, so that a browser that comes back says what it has. Where a proxy holds
such streams back, `?poll=1` gives the scene and ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from rostra.errors import NotFound, RostraError
from rostra.web.hub import Hub, the_hub
from rostra.web.rights import sees
from rostra.web.scene import Frame
from rostra.web.tokens import Visitor

_BEHIND = 2_000
"""Frames a viewer may be behind before it is sent the scene anew instead."""
_ALIVE = 15.0
"""Seconds of silence after which a comment is sent, so that nothing between here and there hangs up."""
_HEADERS = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
}


def encoded(frame: Frame) -> bytes:
    """A frame as an event of the stream."""
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    seq = frame["item"]["seq"] if frame["type"] == "item" else None
    return (f"id: {seq}\n" if seq else "").encode() + f"data: {text}\n\n".encode()


class Channel:
    """One debate's frames for all who watch it from this server."""

    def __init__(self, hub: Hub, debate_id: str) -> None:
        self.viewers: set[asyncio.Queue[bytes]] = set()
        self._loop = asyncio.get_running_loop()
        self._unwatch = hub.watch(debate_id, self._tell)

    def _tell(self, frame: Frame) -> None:
        """On the hub's thread: encode once, cross over once."""
        self._loop.call_soon_threadsafe(self._spread, encoded(frame))

    def _spread(self, event: bytes) -> None:
        for viewer in self.viewers:
            viewer.put_nowait(event)

    def close(self) -> None:
        self._unwatch()


class Channels:
    """The channels of a server, opened for the first viewer and closed after the last."""

    def __init__(self, hub: Callable[[], Hub]) -> None:
        self._hub = hub
        self._channels: dict[str, Channel] = {}

    def join(self, debate_id: str) -> asyncio.Queue[bytes]:
        """A place in the audience."""
        if debate_id not in self._channels:
            self._channels[debate_id] = Channel(self._hub(), debate_id)
        viewer: asyncio.Queue[bytes] = asyncio.Queue()
        self._channels[debate_id].viewers.add(viewer)
        return viewer

    def leave(self, debate_id: str, viewer: asyncio.Queue[bytes]) -> None:
        """Give the place back."""
        channel = self._channels[debate_id]
        channel.viewers.discard(viewer)
        if not channel.viewers:
            del self._channels[debate_id]
            channel.close()


_channels = Channels(the_hub)


async def feed(request: Request) -> Response:
    """`GET /rostra/feed/{debate}`: everything so far, then frames as they come. 404 for a debate that is not there."""
    debate_id = request.path_params["debate"]
    try:
        since = int(request.headers.get("last-event-id") or request.query_params.get("since") or 0)
    except ValueError:
        since = 0
    hub = await asyncio.to_thread(the_hub)
    try:
        first = await hub.scene_soon(debate_id, since)
    except NotFound as error:
        return JSONResponse({"error": str(error)}, status_code=404)
    except RostraError as error:
        return JSONResponse({"error": str(error)}, status_code=503)
    if request.query_params.get("poll"):
        return JSONResponse(first, headers={"cache-control": "no-store"})
    visitor = request.scope.get("rostra.visitor")
    person = visitor.person if isinstance(visitor, Visitor) else None
    return _Stream(hub, debate_id, since, partial(sees, person, debate_id) if person else _always)


async def _always() -> bool:
    return True


class _Stream(Response):
    """The stream itself, written without a task a frame: a hundred viewers cost a fifth of what StreamingResponse takes."""

    def __init__(self, hub: Hub, debate_id: str, since: int, may: Callable[[], Awaitable[bool]]) -> None:
        """`may`: whether whoever watches still may. It is asked before anything is sent."""
        self._hub, self._debate_id, self._since, self._may = hub, debate_id, since, may
        self.status_code = 200
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        viewer = _channels.join(self._debate_id)
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await self._write(viewer, gone, send)
        finally:
            gone.cancel()
            _channels.leave(self._debate_id, viewer)

    async def _write(self, viewer: asyncio.Queue[bytes], gone: asyncio.Future[None], send: Send) -> None:
        gone.add_done_callback(lambda _: viewer.put_nowait(b""))
        first = encoded(await self._hub.scene_soon(self._debate_id, self._since))
        if await self._told(send, first):
            await self._go_on(viewer, gone, send)

    async def _go_on(self, viewer: asyncio.Queue[bytes], gone: asyncio.Future[None], send: Send) -> None:
        while not gone.done():
            try:
                async with asyncio.timeout(_ALIVE):
                    event = await viewer.get()
            except TimeoutError:
                event = b": still here\n\n"
            if gone.done():
                return
            behind = viewer.qsize() > _BEHIND
            while not viewer.empty():
                event += viewer.get_nowait()
            if behind:
                event = encoded(await self._hub.scene_soon(self._debate_id))
            if not await self._told(send, event):
                return

    async def _told(self, send: Send, event: bytes) -> bool:
        """Whether it was sent; else this was the end."""
        with contextlib.suppress(RostraError):  # a store that does not answer vouches for nobody
            if await self._may():
                await send({"type": "http.response.body", "body": event, "more_body": True})
                return True
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return False


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
