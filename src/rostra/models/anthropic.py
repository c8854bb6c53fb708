"""Claude, through the official SDK: streamed prose and structured answers, cached prefixes, every way an answer can end."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from rostra.debate import Usage
from rostra.models.answers import read_answer
from rostra.models.base import AttemptFailed, Finished, InvalidAnswer, Piece, Request, Text
from rostra.models.catalogue import ModelCard, catalogue
from rostra.models.cost import ceiling, cost_of, tokens_in
from rostra.models.primer import Primer
from rostra.prompts.prompt import Block
from rostra.settings import Settings

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

_HERE = "https://api.anthropic.com"
_STOPS = {"model_context_window_exceeded": "context-exceeded", "pause_turn": "end_turn", "tool_use": "end_turn"}
"""Their words for ours. No tools are offered, so the last two mean no more than that the model has ended."""
_COUNTS = {
    "input": "input_tokens",
    "cache_write": "cache_creation_input_tokens",
    "cache_read": "cache_read_input_tokens",
    "output": "output_tokens",
}


class Service:
    """One pool of connections to the Messages API, opened at the first call and shared by all Claude models of a run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: AsyncAnthropic | None = None
        self.primer = Primer()

    async def client(self) -> AsyncAnthropic:
        """The SDK's client: no retries of its own, silence ends a call after `settings.stall` seconds."""
        if self._client is None:
            # The import takes seconds; others go on meanwhile.
            await asyncio.to_thread(import_module, "rostra.models.anthropic_errors")
        if self._client is None:
            from anthropic import AsyncAnthropic, DefaultAioHttpClient
            from httpx2 import Timeout

            key = self._settings.api_key
            self._client = AsyncAnthropic(
                api_key=key.get_secret_value() if key else None,
                base_url=self._settings.base_url or _HERE,
                max_retries=0,
                timeout=Timeout(self._settings.stall, connect=10.0, pool=None),
                http_client=DefaultAioHttpClient(),
            )
        return self._client

    def hide(self, text: str) -> str:
        """`text` without the key, should somebody have echoed it."""
        key = self._settings.api_key
        return text.replace(key.get_secret_value(), "[key]") if key else text

    async def close(self) -> None:
        """Give back the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()


@dataclass(slots=True)
class _Heard:
    """What came of one call so far."""

    text: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    stop: str | None = None
    detail: str = ""

    def count(self, theirs: Mapping[str, Any]) -> None:
        """Take in what they counted: totals so far, absent where they have not changed."""
        known = {ours: theirs[name] for ours, name in _COUNTS.items() if theirs.get(name) is not None}
        self.usage = self.usage.model_copy(update=known)

    def end(self, event: Mapping[str, Any]) -> None:
        """Take in why it stopped."""
        self.count(event.get("usage") or {})
        self.stop = event["delta"].get("stop_reason") or self.stop
        self.detail = (event["delta"].get("stop_details") or {}).get("explanation") or ""


class Claude:
    """One model of the service. Raises `AttemptFailed`; tries nothing twice (see `policies.Retrying`)."""

    def __init__(self, model: str, service: Service, *, effort: str | None = None) -> None:
        self._model = model
        self._service = service
        self._effort = effort
        self._card = catalogue().find(model) or ModelCard(id=model)

    @property
    def name(self) -> str:
        """`anthropic:model`."""
        return f"anthropic:{self._model}"

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Pieces as they come. An answer without words, or not of its schema, is an `InvalidAnswer`."""
        heard = _Heard()
        client = await self._service.client()
        from rostra.models.anthropic_errors import FOREIGN, too_long, translate

        try:
            async with aclosing(self._listen(client, request, heard)) as texts:
                async for text in texts:
                    yield Text(text)
        except FOREIGN as error:
            if too_long(error):
                yield Finished(
                    stop="context-exceeded", detail="The prompt does not fit the model's window.", model=self.name
                )
                return
            raise self._broken(translate(error, self.name), heard) from error
        except AttemptFailed as error:
            raise self._broken(error, heard) from None
        yield self._finished(request, heard)

    async def _listen(self, client: AsyncAnthropic, request: Request, heard: _Heard) -> AsyncGenerator[str, None]:
        from anthropic import AsyncStream

        from rostra.models.anthropic_errors import in_stream

        body = self._body(request)
        async with (
            self._service.primer.turn(prefixes(body, self._card.cache_from)) as begun,
            # Events as the wire has them: building the SDK's objects would double the cost of a token.
            client.messages.with_streaming_response.create(**body, stream=True) as response,
        ):
            async for event in AsyncStream.raw_events(response.http_response):
                match event.event:
                    case "content_block_delta":
                        if text := json.loads(event.data)["delta"].get("text"):
                            heard.text.append(text)
                            yield text
                    case "message_start":
                        begun()
                        heard.count(json.loads(event.data)["message"]["usage"])
                    case "message_delta":
                        heard.end(json.loads(event.data))
                    case "error":
                        raise in_stream(json.loads(event.data), self.name)
                    case _:
                        pass

    def _body(self, request: Request) -> dict[str, Any]:
        effort = request.options.get("effort") or (self._effort if self._card.effort else None)
        thinking = request.options.get("thinking")
        thinking = {"type": thinking} if isinstance(thinking, str) else thinking
        silent = isinstance(thinking, Mapping) and thinking.get("type") in ("disabled", "between_tools")
        config: dict[str, Any] = {"effort": effort} if effort else {}
        if request.answer is not None:
            config["format"] = {"type": "json_schema", "schema": strict_schema(request.answer)}
        body: dict[str, Any] = {
            "model": self._model,
            "max_tokens": request.max_tokens if silent else ceiling(request.max_tokens, self._card, effort),
            "system": _content(request.prompt.system),
            "messages": [{"role": "user", "content": _content(request.prompt.user)}],
        }
        optional = {"output_config": config, "thinking": thinking}
        return body | {name: value for name, value in optional.items() if value}

    def _finished(self, request: Request, heard: _Heard) -> Finished:
        if heard.stop is None:
            raise self._broken(AttemptFailed(f"The answer of {self.name} ended early.", retryable=True), heard)
        stop = _STOPS.get(heard.stop, heard.stop)
        text = "".join(heard.text)
        value = None
        if stop not in ("refusal", "context-exceeded"):
            if not text.strip():
                raise self._unusable("it has no words", heard)
            if request.answer is not None:
                try:
                    value = read_answer(text, request.answer)
                except ValueError as error:
                    raise self._unusable(str(error), heard) from None
        cost = cost_of(heard.usage, self._model)
        return Finished(stop=stop, detail=heard.detail, usage=heard.usage, cost=cost, model=self.name, value=value)

    def _unusable(self, why: str, heard: _Heard) -> InvalidAnswer:
        fact = f"An answer of {self.name} cannot be used (it stopped at {heard.stop}): {why}."
        return InvalidAnswer(fact, retryable=True, usage=heard.usage, cost=cost_of(heard.usage, self._model))

    def _broken(self, error: AttemptFailed, heard: _Heard) -> AttemptFailed:
        # The final count never came; what was written is billed all the same.
        written = max(heard.usage.output, tokens_in("".join(heard.text)))
        usage = heard.usage.model_copy(update={"output": written})
        return AttemptFailed(
            self._service.hide(error.fact),
            remedy=error.remedy,
            retryable=error.retryable,
            retry_after=error.retry_after,
            usage=usage,
            cost=cost_of(usage, self._model) if usage.total else None,
        )


@cache
def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema as the service takes it; bounds it does not know go into descriptions, and are checked by us."""
    from anthropic import transform_schema

    return transform_schema(answer)


def prefixes(body: Mapping[str, Any], cache_from: int) -> list[str]:
    """A key for each cached prefix of a request that is long enough to be cached, shortest first."""
    found, size = [], 0
    # Another model or another schema is another cache.
    digest = hashlib.sha256(json.dumps([body["model"], body.get("output_config", {}).get("format")]).encode())
    for block in (*body["system"], *body["messages"][0]["content"]):
        digest.update(block["text"].encode())
        digest.update(b"\0")
        size += tokens_in(block["text"])
        if "cache_control" in block and size >= cache_from:
            found.append(digest.hexdigest())
    return found


def _content(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [
        {"type": "text", "text": block.text} | ({"cache_control": {"type": "ephemeral"}} if block.cache else {})
        for block in blocks
        if block.text.strip()
    ]
