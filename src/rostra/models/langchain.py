"""Any chat model of LangChain's, as a `ChatModel`. An extra: `pip install rostra[langchain]` and the provider's own package."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rostra.debate import Usage
from rostra.errors import ProviderError, WrongUse
from rostra.models.answers import read_answer
from rostra.models.base import AttemptFailed, Finished, InvalidAnswer, Piece, Request, Text
from rostra.models.cost import tokens_in

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_STOPS = {
    "length": "max_tokens",
    "max_tokens": "max_tokens",
    "content_filter": "refusal",
    "safety": "refusal",
    "refusal": "refusal",
}


def open_langchain(provider: str, model: str) -> LangChain:
    """The model as `init_chat_model` opens it. `WrongUse` when a package is missing or it cannot be opened."""
    try:
        init_chat_model = import_module("langchain.chat_models").init_chat_model
    except ImportError:
        remedy = f"pip install 'rostra[langchain]' langchain-{provider.replace('_', '-')}"
        raise WrongUse(f"{provider}:{model} needs LangChain, which is not installed.", remedy=f"{remedy}.") from None
    try:
        chat = init_chat_model(model, model_provider=provider, max_retries=0)
    except Exception as error:  # each provider's package raises what it likes: a missing package, a missing key
        raise WrongUse(f"{provider}:{model} cannot be opened: {error}") from error
    return LangChain(f"{provider}:{model}", chat)


class LangChain:
    """A chat model in our signature. Costs are unknown; the ceiling of an answer is kept by no longer listening."""

    def __init__(self, name: str, chat: BaseChatModel) -> None:
        self.name = name
        self._chat = chat

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Pieces as they come. A structured answer is asked for in words, and checked."""
        said, stop, usage = "", "end_turn", Usage()
        try:
            async with aclosing(self._chat.astream(self._messages(request))) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    if text := str(chunk.text):
                        said += text
                        yield Text(text)
                    usage = usage + _usage(chunk)
                    stop = _stop(chunk) or stop
                    if tokens_in(said) > 2 * request.max_tokens:
                        stop = "max_tokens"
                        break
        except ProviderError:
            raise
        except Exception as error:  # whatever the provider's package raises
            raise _translated(error, self.name, usage) from error
        yield Finished(stop=stop, usage=usage, model=self.name, value=self._value(request, said, stop, usage))

    def _messages(self, request: Request) -> list[tuple[str, str]]:
        system = "\n\n".join(block.text for block in request.prompt.system)
        user = "\n\n".join(block.text for block in request.prompt.user)
        if request.answer is not None:
            schema = json.dumps(request.answer.model_json_schema(), ensure_ascii=False)
            user += f"\n\nAnswer with one JSON object that follows this schema, and nothing else:\n{schema}"
        return [("system", system), ("user", user)]

    def _value(self, request: Request, said: str, stop: str, usage: Usage) -> Any:
        if stop == "refusal":
            return None
        if not said.strip():
            raise InvalidAnswer(f"An answer of {self.name} has no words.", retryable=True, usage=usage)
        if request.answer is None:
            return None
        try:
            return read_answer(said, request.answer)
        except ValueError as error:
            fact = f"An answer of {self.name} cannot be used: {error}."
            raise InvalidAnswer(fact, retryable=True, usage=usage) from None


def _usage(chunk: Any) -> Usage:
    counted = chunk.usage_metadata or {}
    details = counted.get("input_token_details") or {}
    read, write = details.get("cache_read") or 0, details.get("cache_creation") or 0
    return Usage(
        input=max(counted.get("input_tokens", 0) - read - write, 0),
        cache_write=write,
        cache_read=read,
        output=counted.get("output_tokens", 0),
    )


def _stop(chunk: Any) -> str | None:
    about = chunk.response_metadata or {}
    reason = about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason")
    return _STOPS.get(str(reason).lower(), "end_turn") if reason else None


def _translated(error: Exception, name: str, usage: Usage) -> AttemptFailed:
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    wrong = isinstance(status, int) and 400 <= status < 500 and status not in (408, 409, 429)
    remedy = "Check the provider's key and the model's name." if wrong else "Resume the debate to try again."
    return AttemptFailed(f"{name} failed: {error}", remedy=remedy, retryable=not wrong, usage=usage)
