"""Just enough HTTP/1.1 for a local server: requests with a length, answers in JSON or as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A request. Header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.content or b"{}")


async def read(reader: asyncio.StreamReader) -> Call | None:
    """The next request of a connection; None when the other side has closed it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
        }
        content = await reader.readexactly(int(headers.get("content-length", "0")))
    except asyncio.IncompleteReadError:
        return None
    return Call(method, target.partition("?")[0], headers, content)


async def send(writer: asyncio.StreamWriter, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
    """A whole answer, in JSON."""
    content = json.dumps(body).encode()
    extra = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    head = f"HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n{extra}\r\n"
    writer.write(head.encode() + content)
    await writer.drain()


async def begin_stream(writer: asyncio.StreamWriter) -> None:
    """The head of an answer that comes in events."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    await writer.drain()


def event(writer: asyncio.StreamWriter, kind: str, **data: Any) -> None:
    """One event, a chunk of its own."""
    chunk(writer, f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n".encode())


def chunk(writer: asyncio.StreamWriter, content: bytes) -> None:
    """A piece of the stream, as it is."""
    writer.write(b"%x\r\n%b\r\n" % (len(content), content))


async def end_stream(writer: asyncio.StreamWriter) -> None:
    """No more events; the connection can be used again."""
    writer.write(b"0\r\n\r\n")
    await writer.drain()
