"""`offline`: a real model without a language model. Deterministic and extractive, and it says so."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from pydantic import BaseModel

from rostra.disclosure import OFFLINE as DISCLOSURE
from rostra.models.base import Finished, Piece, Request, Text
from rostra.models.offline import moderating
from rostra.models.offline.speaking import NOTHING_LEFT, collect, compose

__all__ = ["DISCLOSURE", "NAME", "Offline"]

NAME = "offline"
_ABSTAINS = "The offline model holds no opinion."


class Offline:
    """A `ChatModel` that needs no key and no network.

    `words_per_second` paces its words for people who watch; None gives them as fast as they are found.
    """

    def __init__(self, *, words_per_second: float | None = None) -> None:
        self._pause = 1.0 / words_per_second if words_per_second else 0.0

    @property
    def name(self) -> str:
        return NAME

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Compose the answer to this request; passes where the file has nothing left, abstains where an opinion is asked."""
        composed = _composed(request)
        if isinstance(composed, str):
            for word in re.findall(r"\S+\s*", composed):
                if self._pause:
                    await asyncio.sleep(self._pause)
                yield Text(word)
            stop = "end_turn" if composed else "nothing-new"
            yield Finished(stop=stop, detail="" if composed else NOTHING_LEFT, model=NAME, cost=0.0)
        elif composed is None:
            yield Finished(stop="abstains", detail=_ABSTAINS, model=NAME, cost=0.0)
        else:
            yield Finished(value=composed, model=NAME, cost=0.0)


def _composed(request: Request) -> str | BaseModel | None:
    debate, slot = request.debate, request.slot
    match slot.kind:
        case "speak":
            return compose(debate, slot)
        case "introduce":
            return moderating.introduce(debate)
        case "frame":
            return moderating.frame(debate, slot)
        case "summarise":
            return moderating.summarise(debate, slot)
        case "synthesise":
            return moderating.synthesise(debate)
        case "steer":
            return moderating.steer(debate, slot)
        case "call":
            return moderating.call(debate, slot)
        case "bid":
            return moderating.bid(debate, slot)
        case "idea":
            return collect(debate, slot)
        case "cluster":
            return moderating.cluster(debate)
        case "stance" | "vote" | "rank" | "question" | "verdict" | "put":
            return None
