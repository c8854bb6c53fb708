from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from model_calls import Vote, heard, make_request, said
from rostra.debate import Usage
from rostra.errors import ProviderError, WrongUse
from rostra.models.base import InvalidAnswer, Text
from rostra.models.langchain import LangChain, open_langchain


class Told(BaseChatModel):
    """Streams the chunks it was given, or raises; keeps what it was sent."""

    chunks: list[Any]
    sent: list[Any] = []  # noqa: RUF012

    @property
    def _llm_type(self) -> str:
        return "told"

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(self, messages: Any, *args: Any, **kwargs: Any) -> AsyncIterator[ChatGenerationChunk]:
        self.sent.append(messages)
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield ChatGenerationChunk(message=chunk)


def told(*chunks: Any) -> LangChain:
    return LangChain("openai:x", Told(chunks=list(chunks)))


async def test_prose_streams() -> None:
    chat = GenericFakeChatModel(messages=iter([AIMessage("Three short words.")]))
    pieces = await heard(LangChain("openai:x", chat), make_request())
    assert "".join(piece.text for piece in pieces if isinstance(piece, Text)) == "Three short words."
    assert len(pieces) > 3


async def test_tokens_are_counted_by_class_and_the_end_is_understood() -> None:
    usage = {"input_tokens": 100, "output_tokens": 7, "total_tokens": 107}
    usage["input_token_details"] = {"cache_read": 60, "cache_creation": 10}  # type: ignore[assignment]
    last = AIMessageChunk("words", usage_metadata=usage, response_metadata={"finish_reason": "length"})  # type: ignore[arg-type]
    _, finished = await said(told(AIMessageChunk("Some "), last), make_request())
    assert finished.usage == Usage(input=30, cache_write=10, cache_read=60, output=7)
    assert finished.stop == "max_tokens"
    assert finished.cost is None


async def test_structured_answers_are_asked_for_in_words_and_checked() -> None:
    model = told(AIMessageChunk('```json\n{"choice": "for"}\n```'))
    _, finished = await said(model, make_request(answer=Vote))
    assert finished.value == Vote(choice="for")
    with pytest.raises(InvalidAnswer):
        await said(told(AIMessageChunk("no")), make_request(answer=Vote))


async def test_a_filtered_answer_is_a_refusal() -> None:
    chunk = AIMessageChunk("", response_metadata={"finish_reason": "content_filter"})
    _, finished = await said(told(chunk), make_request())
    assert finished.stop == "refusal"


async def test_an_endless_answer_is_cut() -> None:
    text, finished = await said(told(*[AIMessageChunk("word " * 40)] * 50), make_request(max_tokens=100))
    assert finished.stop == "max_tokens"
    assert len(text) < 2000


@pytest.mark.parametrize(("status", "retryable"), [(401, False), (404, False), (429, True), (500, True), (None, True)])
async def test_whatever_a_provider_raises_becomes_ours(status: int | None, retryable: bool) -> None:
    error = RuntimeError("provider says no")
    error.status_code = status  # type: ignore[attr-defined]
    with pytest.raises(ProviderError, match="provider says no") as caught:
        await heard(told(AIMessageChunk("Some "), error), make_request())
    assert caught.value.retryable is retryable


def test_without_langchain_the_remedy_is_the_command() -> None:
    with pytest.raises(WrongUse, match=r"pip install 'rostra\[langchain\]' langchain-openai"):
        open_langchain("openai", "gpt-x")
