"""The live feed over HTTP: everything so far, then frames as they come, once each to all who watch."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders import closing
from rostra.agenda import next_slots
from rostra.ledger import open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.hub import the_hub
from studio_pages import staged, stored

starlette = pytest.importorskip("starlette.applications", reason="needs the extra ui: pip install rostra[ui]")


class Watching:
    """A browser at the feed, spoken to as the server speaks to it."""

    def __init__(self, path: str, **headers: str) -> None:
        from rostra.web.routes import ROUTES

        self.app = starlette.Starlette(routes=list(ROUTES))
        where, _, query = path.partition("?")
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": where,
            "raw_path": where.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
        }
        self.start: dict[str, Any] = {}
        self._body: asyncio.Queue[bytes] = asyncio.Queue()
        self._gone = asyncio.Event()

    async def __aenter__(self) -> Watching:
        self._task = asyncio.create_task(self.app(self.scope, self._receive, self._send))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gone.set()
        await asyncio.wait_for(self._task, 10)

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self._body.put_nowait(message.get("body", b""))

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        rest = b""
        while True:
            rest += await asyncio.wait_for(self._body.get(), 10)
            *events, rest = rest.split(b"\n\n")
            for event in events:
                for line in event.splitlines():
                    if line.startswith(b"data: "):
                        yield json.loads(line[6:])

    async def body(self) -> Any:
        return json.loads(await asyncio.wait_for(self._body.get(), 10))


async def test_a_viewer_sees_what_was_said_and_what_is_being_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "800")
    debate = prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="here")).debate
    await asyncio.to_thread(the_hub().start, debate)
    said: dict[str, str] = {}
    items: dict[str, dict[str, Any]] = {}
    async with Watching("/rostra/feed/here") as one:
        async for frame in one.frames():
            match frame["type"]:
                case "scene":
                    said |= {each["key"]: each["text"] for each in frame["open"]}
                    items |= {each["key"]: each for each in frame["items"]}
                case "open":
                    said[frame["open"]["key"]] = frame["open"]["text"]
                case "delta":
                    key = f"slot-{frame['slot']}"
                    assert len(said[key]) >= frame["offset"]
                    said[key] = said[key][: frame["offset"]] + frame["text"]
                case "item":
                    items[frame["item"]["key"]] = frame["item"]
                case "status" if frame["status"]["state"] == "ended":
                    break
    headers = dict(one.start["headers"])
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert headers[b"cache-control"] == b"no-store"
    turns = {f"slot-{turn.slot}": turn.text for turn in the_hub().look("here").debate.turns}
    assert {key: items[key]["text"] for key in turns} == turns
    streamed = {key for key in turns if said.get(key) == turns[key]}
    assert len(streamed) >= len(turns) - 1  # a question that was prepared is put without being written


async def test_whoever_comes_back_is_sent_what_is_new() -> None:
    debate = await stored(staged("oxford", entries=8))
    async with Watching(f"/rostra/feed/{debate.id}", last_event_id="6") as one:
        frame = await anext(one.frames())
    assert frame["type"] == "scene"
    assert frame["items"]
    assert all(each["seq"] > 6 for each in frame["items"])


async def test_entries_of_another_process_come_as_they_are_appended() -> None:
    debate = await stored(staged("oxford", entries=8))
    elsewhere = open_ledger(Settings().store)
    async with Watching(f"/rostra/feed/{debate.id}") as one, elsewhere.write(debate.id) as writer:
        frames = one.frames()
        assert (await anext(frames))["type"] == "scene"
        slot = next_slots(debate)[0]
        await writer.append(closing(debate, slot))
        frame = await anext(frames)
        assert (frame["type"], frame["slot"]) == ("item", slot.number)
        assert (await anext(frames))["status"]["state"] == "elsewhere"
    await elsewhere.close()


async def test_where_streams_are_held_back_a_look_now_and_then_will_do() -> None:
    debate = await stored(staged("oxford", entries=8))
    async with Watching(f"/rostra/feed/{debate.id}?poll=1") as one:
        assert (await one.body())["type"] == "scene"
    assert one.start["status"] == 200


async def test_a_debate_that_is_not_there() -> None:
    async with Watching("/rostra/feed/nowhere") as one:
        assert "There is no debate" in (await one.body())["error"]
    assert one.start["status"] == 404


async def test_a_hundred_viewers_cost_one_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    from rostra.web import feed

    encoded: list[str] = []
    real = feed.encoded
    monkeypatch.setattr(feed, "encoded", lambda frame: (encoded.append(frame["type"]), real(frame))[1])
    debate = await stored(staged("oxford", entries=8))
    viewers = [Watching(f"/rostra/feed/{debate.id}") for _ in range(100)]
    for viewer in viewers:
        await viewer.__aenter__()
        await anext(viewer.frames())
    elsewhere = open_ledger(Settings().store)
    async with elsewhere.write(debate.id) as writer:
        await writer.append(closing(debate, next_slots(debate)[0]))
    for viewer in viewers:
        assert (await anext(viewer.frames()))["type"] == "item"
    assert encoded.count("item") == 1
    for viewer in viewers:
        await viewer.__aexit__()
    await elsewhere.close()
