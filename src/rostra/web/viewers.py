"""Who watches which debate, and what they are told: frames of runs here as they come, entries of other processes when they are there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from rostra.errors import RostraError
from rostra.events import Ended
from rostra.ledger import Ledger
from rostra.web.progress import Progress
from rostra.web.scene import Frame, item, status_frame

Tell = Callable[[Frame], None]
"""Takes a frame; called on the hub's thread, and must not block."""
_EVERY = 1.0
"""Seconds between two looks at a debate that another process may have on stage."""
_AFTER_TROUBLE = 10.0
_log = logging.getLogger(__name__)


class Viewers:
    """All who watch. Lives on the hub's loop."""

    def __init__(self, ledger: Ledger, is_live: Callable[[str], bool], ending: Callable[[str], Ended | None]) -> None:
        self._ledger, self._is_live, self._ending = ledger, is_live, ending
        self._viewers: dict[str, set[Tell]] = {}
        self._followers: dict[str, asyncio.Task[None]] = {}

    def any(self, debate_id: str) -> bool:
        """Whether somebody watches."""
        return debate_id in self._viewers

    def add(self, debate_id: str, tell: Tell) -> None:
        """Somebody begins to watch."""
        self._viewers.setdefault(debate_id, set()).add(tell)
        if debate_id not in self._followers:
            self._followers[debate_id] = asyncio.create_task(self._follow(debate_id), name=f"follow {debate_id}")

    def remove(self, debate_id: str, tell: Tell) -> None:
        """Somebody has seen enough."""
        viewers = self._viewers.get(debate_id, set())
        viewers.discard(tell)
        if not viewers:
            self._viewers.pop(debate_id, None)
            if follower := self._followers.pop(debate_id, None):
                follower.cancel()

    def tell(self, debate_id: str, frame: Frame) -> None:
        """Tell all who watch a debate."""
        for tell in tuple(self._viewers.get(debate_id, ())):
            tell(frame)

    async def close(self) -> None:
        """Nobody is told anything any more."""
        followers = [*self._followers.values()]
        for follower in followers:
            follower.cancel()
        await asyncio.gather(*followers, return_exceptions=True)
        self._viewers.clear()

    async def _follow(self, debate_id: str) -> None:
        """Entries that another process appends. The first look comes before anything else: whoever asks for the scene after it began to
        watch misses nothing."""
        known: Progress | None = None
        while True:
            try:
                known = None if self._is_live(debate_id) else await self._followed(debate_id, known)
            except RostraError as error:
                _log.warning("%s cannot be followed: %s", debate_id, error)
                await asyncio.sleep(_AFTER_TROUBLE)
            await asyncio.sleep(_EVERY)

    async def _followed(self, debate_id: str, known: Progress | None) -> Progress:
        if known is None:
            return Progress(await self._ledger.load(debate_id), ended=self._ending(debate_id))
        last = max((entry.seq or 0 for entry in known.debate.entries), default=0)
        new = await self._ledger.since(debate_id, last)
        if not new or self._is_live(debate_id):
            return known
        now = Progress(known.debate.append(*new), ended=self._ending(debate_id))
        for entry in new:
            if drawn := item(now.debate, entry):
                self.tell(debate_id, {"type": "item", "item": drawn, "slot": entry.slot})
        stands = status_frame(now, live=False, elsewhere=True)
        stands["status"]["key"] = "elsewhere"
        self.tell(debate_id, stands)
        return now
