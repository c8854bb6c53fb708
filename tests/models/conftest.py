"""The project's own Messages API, and Claude as it stands before it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from model_calls import KEY
from rostra.models.base import ChatModel
from rostra.models.registry import Models
from rostra.settings import Settings
from rostra.testing.messages_api import MessagesApi


@pytest.fixture
async def api() -> AsyncIterator[MessagesApi]:
    """The local Messages API, answering at once."""
    async with MessagesApi(out_tokens=40) as server:
        yield server


@pytest.fixture
async def claude(api: MessagesApi) -> AsyncIterator[Callable[..., ChatModel]]:
    """Opens a Claude on the local API: `claude("haiku id", attempts=1, …)`, settings as keywords."""
    opened: list[Models] = []

    def open_(model: str = "claude-haiku-4-5", **settings: Any) -> ChatModel:
        models = Models(Settings(_env_file=None, api_key=KEY, base_url=api.url, **settings))
        opened.append(models)
        return models.get(f"anthropic:{model}")

    yield open_
    for models in opened:
        await models.close()
