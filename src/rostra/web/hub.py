"""The hub: every run of this process, on one event loop in a thread of its own.

A page comes and goes, with its tab; a run stays. Sessions call from their own threads and never wait for words: they look
at a run's progress, which is replaced as a whole with each event. Whoever watches live is told frames as they come.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from pydantic import SecretStr

from rostra.debate import Debate
from rostra.errors import RostraError
from rostra.events import Ended, Event
from rostra.ledger import Ledger, Message, open_ledger
from rostra.settings import Settings
from rostra.stage import stage
from rostra.web.backstage import Backstage
from rostra.web.holdings import Holdings
from rostra.web.progress import Progress, Run
from rostra.web.scene import Frame, frames, scene, status_frame, waited_for
from rostra.web.seats import Seats
from rostra.web.viewers import Tell, Viewers

T = TypeVar("T")
BY = "Somebody at the page"
"""Who a person is in the transcript while nobody says a name."""
_BROKEN = Ended(
    status="failed",
    reason="Rostra itself went wrong here.",
    remedy="What was said is kept. The server's log says more; try to resume.",
)
_log = logging.getLogger(__name__)


class Hub(Holdings):
    """Starts, holds and shows runs. Every method may be called from any thread; all raise `LedgerError` when the store fails."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._runs: dict[str, Run] = {}
        """Those that go on."""
        self._endings: dict[str, Ended] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.seats = Seats()
        self._ledger: Ledger = open_ledger(settings.store, lease=settings.lease)
        self._backstage = Backstage(settings)
        self._viewers = Viewers(self._ledger, self._runs.__contains__, self._endings.get)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="rostra-hub", daemon=True)
        self._thread.start()

    # -- what moves a debate

    def start(
        self,
        debate: Debate,
        *,
        key: SecretStr | None = None,
        patience: float | None = None,
        budget: float | None = None,
        owner: str | None = None,
    ) -> None:
        """Store a new debate and put it on stage. `key`: an Anthropic key for this debate, kept in memory only. `patience`: seconds after
        which the turn of a person who says nothing is passed. `budget`: US dollars for the whole debate. `owner`: whose it is, where people
        log in. `DebateExists`; `WrongUse` for a model that cannot be opened."""
        self._do(self._start(debate, key, patience, budget, owner))

    def keep(self, debate: Debate, *, owner: str | None = None, replace: bool = False) -> None:
        """Store a debate that was staged elsewhere. `replace`: in the place of the one that has its id. `DebateExists`; `DebateHeld` when
        that one is on stage."""
        super().keep(debate, owner=owner, replace=replace)
        self._endings.pop(debate.id, None)

    def resume(self, debate_id: str, *, key: SecretStr | None = None) -> None:
        """Go on where a debate stopped; nothing happens when it runs here already. `NotFound`, `WrongUse`."""
        self._do(self._resume(debate_id, key))

    def pause(self, debate_id: str) -> None:
        """Stop once those who speak have finished; to be resumed. Nothing happens when it does not run here."""
        self._do(self._pause(debate_id))

    def send(self, debate_id: str, message: Message) -> None:
        """Give a person's message to a debate. It is taken up at the next slot, or at once where nothing runs and the agenda takes it.
        `NotFound`."""
        self._do(self._send(debate_id, message))

    def call_time(self, debate_id: str, by: str = BY) -> None:
        """Have the moderator sum up, and end the debate. `NotFound`."""
        self.send(debate_id, Message(kind="stop", by=by))

    def take_seat(self, debate_id: str, seat: str, who: str) -> bool:
        """Hold a person's seat, first come first served; False when somebody else does. `who` tells windows apart, and is never shown."""
        taken = self.seats.take(debate_id, seat, who)
        self._tell_status(self.look(debate_id))
        return taken

    # -- what there is to see

    def run(self, debate_id: str) -> Run | None:
        """The run of a debate that goes on in this process; None where there is none."""
        return self._runs.get(debate_id)

    def look(self, debate_id: str) -> Progress:
        """Where a debate stands: as its run knows it while it is on stage here, else as the ledger has it. `NotFound`."""
        run = self._runs.get(debate_id)
        if run is not None:
            return run.progress
        return Progress(self._do(self._ledger.load(debate_id)), ended=self._endings.get(debate_id))

    def scene(self, debate_id: str, since: int = 0) -> Frame:
        """All there is to see of a debate, as a frame. `NotFound`."""
        shown = scene(self.look(debate_id), live=debate_id in self._runs, since=since)
        shown["status"] = self._told(debate_id, shown["status"])
        return shown

    async def scene_soon(self, debate_id: str, since: int = 0) -> Frame:
        """`scene`, for whoever is on another event loop and must not wait."""
        return await asyncio.to_thread(self.scene, debate_id, since)

    def watch(self, debate_id: str, tell: Tell) -> Callable[[], None]:
        """Be told frames from now on, of runs here and in other processes; call what is returned to stop. Take a `scene` after this
        call, not before: a frame that is in both does no harm, one that is in neither would be missed."""
        self._loop.call_soon_threadsafe(self._viewers.add, debate_id, tell)
        return lambda: self._on_loop(self._viewers.remove, debate_id, tell)

    def in_ledger(self, work: Callable[[Ledger], Coroutine[Any, Any, T]]) -> T:
        """What the ledger answers."""
        return self._do(work(self._ledger))

    def stir(self, debate_id: str) -> None:
        """Tell whoever watches how it stands, as if something had happened. `NotFound`."""
        self._tell_status(self.look(debate_id))

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

    def _on_loop(self, call: Callable[..., None], *arguments: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed, and nobody watches any more
            self._loop.call_soon_threadsafe(call, *arguments)

    async def _start(
        self, debate: Debate, key: SecretStr | None, patience: float | None, budget: float | None, owner: str | None
    ) -> None:
        self._backstage.agree(debate.id, key, patience, budget)
        try:
            self._backstage.check(debate)
            await self._ledger.create(debate, owner=owner)
        except RostraError:
            await self._backstage.forget_key(debate.id)
            raise
        self._go_on(debate)

    async def _resume(self, debate_id: str, key: SecretStr | None = None) -> None:
        debate = await self._ledger.load(debate_id)
        if debate_id in self._runs:
            return
        if key is not None:
            await self._backstage.change_key(debate_id, key)
        self._backstage.check(debate)
        if debate_id not in self._runs:
            self._go_on(debate)

    def _go_on(self, debate: Debate) -> None:
        run = self._runs[debate.id] = Run(debate)
        self._endings.pop(debate.id, None)
        self.seats.wait_no_more(debate.id)
        self._tasks[debate.id] = asyncio.create_task(self._perform(run), name=f"run {debate.id}")

    async def _perform(self, run: Run) -> None:
        debate = run.progress.debate
        models, budget = self._backstage.models(debate.id), self._backstage.terms(debate.id).budget
        try:
            every = self.settings.lease / 3
            events = stage(debate, models, ledger=self._ledger, budget=budget, renew_every=every)
            async with contextlib.aclosing(events):
                async for event in events:
                    self._heard(run, event)
        except RostraError as error:
            self._heard(run, Ended(status="failed", reason=error.fact, remedy=error.remedy))
        except Exception:
            _log.exception("The run of %s broke.", debate.id)
            self._heard(run, _BROKEN)
        finally:
            if run.progress.ended is not None:
                self._endings[debate.id] = run.progress.ended
            del self._runs[debate.id], self._tasks[debate.id]
        await self._afterwards(run.progress)

    def _heard(self, run: Run, event: Event) -> None:
        if isinstance(event, Ended):
            run.hear(event)  # told once the run is gone: a viewer then finds it as the ledger has it
            return
        run.hear(event)
        debate_id = run.progress.debate.id
        if self._viewers.any(debate_id):
            for frame in frames(run.progress, event):
                if "status" in frame:
                    frame["status"] = self._told(debate_id, frame["status"])
                self._viewers.tell(debate_id, frame)

    async def _afterwards(self, progress: Progress) -> None:
        """A run is over: see whether a person's words came meanwhile, or how long they are waited for; then tell."""
        debate, status = progress.debate, progress.ended.status if progress.ended else "lost"
        if status in ("waiting", "ended", "budget") and await self._came_too_late(debate):
            self._go_on(debate)
            return
        if status == "waiting" and (patience := self._backstage.terms(debate.id).patience):
            self.seats.wait(debate.id, patience)
            self._loop.call_later(patience, self._pass_late, debate.id, min(waited_for(debate))[0])
        elif status in ("ended", "budget"):
            await self._backstage.forget_key(debate.id)
        self._tell_status(progress)

    async def _came_too_late(self, debate: Debate) -> bool:
        """Whether something waits that the run did not take in any more, and that the next one will."""
        slots = {slot for slot, _ in waited_for(debate)}
        waiting = [each.message for each in await self._ledger.inbox(debate.id)]
        return any(each.slot in slots if each.kind == "answer" else each.kind != "pause" for each in waiting)

    def _tell_status(self, progress: Progress) -> None:
        debate_id = progress.debate.id
        frame = status_frame(progress, live=debate_id in self._runs)
        frame["status"] = self._told(debate_id, frame["status"])
        self._on_loop(self._viewers.tell, debate_id, frame)

    def _told(self, debate_id: str, status: Frame) -> Frame:
        run = self._runs.get(debate_id)
        return self.seats.told(debate_id, status, pausing=bool(run and run.pausing))

    def _pass_late(self, debate_id: str, slot: int) -> None:
        if self.seats.is_late(debate_id) and debate_id not in self._runs:
            message = Message(kind="answer", by="The clock", slot=slot)
            self._tasks[f"late {debate_id}"] = asyncio.create_task(self._send_late(debate_id, message))

    async def _send_late(self, debate_id: str, message: Message) -> None:
        try:
            await self._send(debate_id, message)
        except RostraError as error:
            _log.warning("The turn of %s could not be passed: %s", debate_id, error)
        finally:
            del self._tasks[f"late {debate_id}"]

    async def _pause(self, debate_id: str) -> None:
        run = self._runs.get(debate_id)
        if run is not None and not run.pausing:
            await self._ledger.send(debate_id, Message(kind="pause", by=BY))
            run.pausing = True
            self._tell_status(run.progress)

    async def _send(self, debate_id: str, message: Message) -> None:
        await self._ledger.send(debate_id, message)
        if debate_id in self._runs or message.kind == "pause":
            return
        debate = await self._ledger.load(debate_id)
        over = Progress(debate, ended=self._endings.get(debate_id))
        # Whoever paused a debate meant it: what people send waits with it, but for their own turn.
        if message.kind in ("answer", "continue", "stop") or scene(over, live=False)["status"]["state"] == "ended":
            await self._resume(debate_id)

    async def _close(self) -> None:
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, self._viewers.close(), return_exceptions=True)
        await self._backstage.close()
        await self._ledger.close()


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
