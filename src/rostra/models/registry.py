"""`provider:model` -> a model ready to use, with its policies around it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rostra.errors import WrongUse, did_you_mean
from rostra.models.base import ChatModel
from rostra.models.choose import ADD_A_KEY, LANGCHAIN, PROVIDERS, provider_of
from rostra.models.policies import Limited, Retrying
from rostra.settings import Settings

if TYPE_CHECKING:
    from rostra.models.anthropic import Service


class Models:
    """The models of one run, each opened when it is first asked for. Close it, or use it as `async with`.

    `given` puts models in the place of names: `Models(settings, given={"offline": Scripted(...)})`.
    """

    def __init__(self, settings: Settings, *, given: Mapping[str, ChatModel] | None = None) -> None:
        self._settings = settings
        self._open: dict[str, ChatModel] = dict(given or {})
        self._places: dict[str, asyncio.Semaphore] = {}
        self._service: Service | None = None

    def get(self, spec: str) -> ChatModel:
        """The model of that name, the same one each time. `WrongUse` for an unknown provider, or when it cannot be opened."""
        if spec not in self._open:
            self._open[spec] = self._opened(spec)
        return self._open[spec]

    async def close(self) -> None:
        """Give back connections; whatever is still streaming breaks."""
        service, self._service = self._service, None
        if service is not None:
            await service.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _opened(self, spec: str) -> ChatModel:
        provider, _, model = spec.partition(":")
        match provider:
            case "offline":
                from rostra.models.offline import Offline

                return Offline()
            case "scripted":
                from rostra.models.scripted import Scripted

                return self._guarded(Scripted(name=spec), stall=self._settings.stall)
            case "anthropic" if model:
                # Its transport notices silence itself, and counts the service's pings as signs of life.
                return self._guarded(self._claude(model), stall=None)
            case _ if provider in LANGCHAIN and model:
                from rostra.models.langchain import open_langchain

                return self._guarded(open_langchain(provider, model), stall=self._settings.stall)
        remedy = did_you_mean(provider, PROVIDERS) if model else "Write it as provider:model."
        raise WrongUse(f"There is no model {spec!r}.", remedy=remedy)

    def _claude(self, model: str) -> ChatModel:
        from rostra.models.anthropic import Claude, Service

        if not self._settings.has_key:
            raise WrongUse(f"'anthropic:{model}' needs an Anthropic key, and there is none.", remedy=ADD_A_KEY)
        self._service = self._service or Service(self._settings)
        return Claude(model, self._service, effort=self._settings.effort)

    def _guarded(self, model: ChatModel, *, stall: float | None) -> ChatModel:
        settings = self._settings
        places = self._places.setdefault(provider_of(model.name), asyncio.Semaphore(settings.in_flight))
        patient = Retrying(model, attempts=settings.attempts, deadline=settings.deadline, stall=stall)
        return Limited(patient, places)


def open_model(spec: str, settings: Settings) -> ChatModel:
    """One model on its own: `Models(settings).get(spec)`, for a notebook. Its connections close with the event loop."""
    return Models(settings).get(spec)
