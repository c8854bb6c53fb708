"""How the local Messages API sends what it has to say: at its pace, whole or in events, and broken where that is asked for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from rostra.testing import http
from rostra.testing.prompt_cache import Charge, PromptCache, tokens_in
from rostra.testing.replies import Reply


@dataclass(slots=True)
class Answer:
    """One answer on its way out."""

    reply: Reply
    model: str
    text: str
    stop: str
    charge: Charge
    cache: PromptCache
    ttft: float
    tps: float

    async def whole(self, writer: asyncio.StreamWriter) -> int:
        """All of it, as JSON. The tokens sent."""
        size = tokens_in(self.text)
        await asyncio.sleep(self.ttft + (size / self.tps if self.tps else 0))
        self.cache.begun(self.charge)
        message = self._message([{"type": "text", "text": self.text}], size) | self._ending()
        await http.send(writer, 200, message)
        return size

    async def stream(self, writer: asyncio.StreamWriter) -> int | None:
        """Event by event, a token each. The tokens sent; None when it broke."""
        await asyncio.sleep(self.ttft)
        await http.begin_stream(writer)
        self.cache.begun(self.charge)
        http.event(writer, "message_start", message=self._message([], 1))
        http.event(writer, "content_block_start", index=0, content_block={"type": "text", "text": ""})
        pieces = [self.text[at : at + 4] for at in range(0, len(self.text), 4)]
        start = asyncio.get_running_loop().time()
        for number, piece in enumerate(pieces):
            if self.reply.breaks and number >= self.reply.after:
                await self._break(writer)
                return None
            if self.tps:
                await asyncio.sleep(start + number / self.tps - asyncio.get_running_loop().time())
            http.event(writer, "content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
            await writer.drain()
        http.event(writer, "content_block_stop", index=0)
        http.event(writer, "message_delta", delta=self._ending(), usage={"output_tokens": len(pieces)})
        http.event(writer, "message_stop")
        await http.end_stream(writer)
        return len(pieces)

    def _message(self, content: list[dict[str, Any]], output: int) -> dict[str, Any]:
        usage = {
            "input_tokens": self.charge.input,
            "cache_creation_input_tokens": self.charge.cache_write,
            "cache_read_input_tokens": self.charge.cache_read,
            "output_tokens": output,
        }
        message = {"id": "msg_local", "type": "message", "role": "assistant", "model": self.model}
        return message | {"content": content, "stop_reason": None, "stop_sequence": None, "usage": usage}

    def _ending(self) -> dict[str, Any]:
        details = {"type": "refusal", "explanation": self.reply.detail} if self.reply.detail else None
        return {"stop_reason": self.stop, "stop_sequence": None, "stop_details": details}

    async def _break(self, writer: asyncio.StreamWriter) -> None:
        match self.reply.breaks:
            case "error":
                http.event(writer, "error", error={"type": "overloaded_error", "message": "Overloaded"})
                await http.end_stream(writer)
            case "close":
                await http.end_stream(writer)
            case "garbage":
                http.chunk(writer, b"event: content_block_delta\ndata: {not json\n\n")
                await http.end_stream(writer)
            case "stall":
                await writer.drain()
                await asyncio.sleep(3600)
            case _:
                await writer.drain()
                writer.transport.abort()
                raise ConnectionResetError
