"""The hub: every run of this process, on one event loop in a thread of its own.

A page comes and goes, with its tab; a run stays. Sessions call from their own threads and never wait for words: they look
at a run's progress, which is replaced as a whole with each event.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from rostra.debate import Debate
from rostra.errors import RostraError
from rostra.events import Delta, Ended, Event
from rostra.ledger import Ledger, Listing, Message, open_ledger
from rostra.models.registry import Models
from rostra.settings import Settings
from rostra.stage import stage
from rostra.web.progress import Progress

T = TypeVar("T")

BY = "Somebody at the page"
"""Who a person is in the transcript while nobody logs in."""

_BROKEN = Ended(
    status="failed",
    reason="Rostra itself went wrong here.",
    remedy="What was said is kept. The server's log says more; try to resume.",
)
_log = logging.getLogger(__name__)


class Run:
    """One debate on stage in this process."""

    def __init__(self, debate: Debate) -> None:
        self.events: list[Event] = []
        """Append-only, without deltas: words on their way are in `progress.open`, by slot and attempt."""
        self.progress = Progress(debate)
        self.pausing = False
        """Somebody asked for a pause, which comes when those who speak have finished."""

    def hear(self, event: Event) -> None:
        """Take in what happened."""
        self.progress = self.progress.heard(event)
        if not isinstance(event, Delta):
            self.events.append(event)


class Hub:
    """Starts, holds and shows runs. Every method may be called from any thread; all raise `LedgerError` when the store fails."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._runs: dict[str, Run] = {}
        """Those that go on."""
        self._endings: dict[str, Ended] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ledger: Ledger = open_ledger(settings.store, lease=settings.lease)
        self._models = _models(settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="rostra-hub", daemon=True)
        self._thread.start()

    def start(self, debate: Debate) -> None:
        """Store a new debate and put it on stage. `DebateExists`; `WrongUse` for a model that cannot be opened."""
        self._do(self._start(debate))

    def resume(self, debate_id: str) -> None:
        """Go on where a debate stopped; nothing happens when it runs here already. `NotFound`, `WrongUse`."""
        self._do(self._resume(debate_id))

    def pause(self, debate_id: str) -> None:
        """Stop once those who speak have finished; to be resumed. Nothing happens when it does not run here."""
        self._do(self._pause(debate_id))

    def call_time(self, debate_id: str) -> None:
        """Have the moderator sum up, and end the debate. `NotFound`."""
        self._do(self._ledger.send(debate_id, Message(kind="stop", by=BY)))

    def run(self, debate_id: str) -> Run | None:
        """The run of a debate that goes on in this process; None where there is none."""
        return self._runs.get(debate_id)

    def look(self, debate_id: str) -> Progress:
        """Where a debate stands: as its run knows it while it is on stage here, else as the ledger has it. `NotFound`."""
        run = self._runs.get(debate_id)
        if run is not None:
            return run.progress
        return Progress(self._do(self._ledger.load(debate_id)), ended=self._endings.get(debate_id))

    def debates(self, limit: int) -> Sequence[Listing]:
        """The newest debates of the store."""
        return self._do(self._ledger.list(limit=limit))

    def close(self) -> None:
        """End all runs in good order, so that whoever comes next can resume them at once."""
        if self._thread.is_alive():
            self._do(self._close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    # -- on the loop

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _start(self, debate: Debate) -> None:
        self._check_models(debate)
        await self._ledger.create(debate)
        self._go_on(debate)

    async def _resume(self, debate_id: str) -> None:
        debate = await self._ledger.load(debate_id)
        self._check_models(debate)
        if debate_id not in self._runs:
            self._go_on(debate)

    def _check_models(self, debate: Debate) -> None:
        """Whatever cannot be opened is better known before the first word than after the tenth."""
        for seat in debate.cast:
            if not seat.human:
                self._models.get(seat.model or "offline")

    def _go_on(self, debate: Debate) -> None:
        run = self._runs[debate.id] = Run(debate)
        self._endings.pop(debate.id, None)
        self._tasks[debate.id] = asyncio.create_task(self._perform(run), name=f"run {debate.id}")

    async def _perform(self, run: Run) -> None:
        debate = run.progress.debate
        try:
            events = stage(debate, self._models, ledger=self._ledger, renew_every=self.settings.lease / 3)
            async with contextlib.aclosing(events):
                async for event in events:
                    run.hear(event)
        except RostraError as error:
            run.hear(Ended(status="failed", reason=error.fact, remedy=error.remedy))
        except Exception:
            _log.exception("The run of %s broke.", debate.id)
            run.hear(_BROKEN)
        finally:
            if run.progress.ended is not None:
                self._endings[debate.id] = run.progress.ended
            del self._runs[debate.id], self._tasks[debate.id]

    async def _pause(self, debate_id: str) -> None:
        run = self._runs.get(debate_id)
        if run is not None and not run.pausing:
            await self._ledger.send(debate_id, Message(kind="pause", by=BY))
            run.pausing = True

    async def _close(self) -> None:
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._models.close()
        await self._ledger.close()


def _models(settings: Settings) -> Models:
    from rostra.models.offline import Offline

    return Models(settings, given={"offline": Offline(words_per_second=settings.pace or None)})


_hub: Hub | None = None
_once = threading.Lock()


def the_hub() -> Hub:
    """The hub of this process, made when it is first asked for. `WrongUse` for settings that cannot be read."""
    global _hub
    with _once:
        _hub = _hub or Hub(Settings())
        return _hub


def close_the_hub() -> None:
    """End all runs of this process in good order."""
    global _hub
    with _once:
        if _hub is not None:
            _hub.close()
        _hub = None
