"""A studio whose speakers say what time it is: `python -m benchmarks.stamped PORT`. Each word is the moment it was written."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator

from rostra.models.base import Finished, Piece, Request, Text
from rostra.models.registry import Models
from rostra.web import backstage
from rostra.web.serving import serve

WORDS_A_SECOND = 20
WORDS = 400
"""A turn."""


class Clock:
    """A `ChatModel` that writes milliseconds since 1970."""

    name = "clock"

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """The time, twenty times a second; no opinion where one is asked for."""
        if request.answer is not None:
            yield Finished(stop="abstains", model=self.name)
            return
        for _ in range(WORDS):
            yield Text(f"{time.time() * 1000:.0f} ")
            await asyncio.sleep(1 / WORDS_A_SECOND)
        yield Finished(stop="end_turn", model=self.name)


if __name__ == "__main__":
    backstage.open_models = lambda settings: Models(settings, given={"offline": Clock()})  # type: ignore[assignment]
    serve(port=int(sys.argv[1]), browser=False)
