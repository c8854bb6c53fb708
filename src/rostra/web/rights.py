"""Who may do what with a debate, where people log in. Its owner may do everything. Whom it is shared with may see it, take it home, ask,
vote, and speak in a seat of their own. Nobody else learns that it is there.

Pages work with `their_hub`, which asks here at every call; what is served beside the pages asks `sees`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import NamedTuple

from rostra.ledger.wanted import Wanted
from rostra.web.hub import Hub, the_hub
from rostra.web.login import Person, the_login

FRESH = 2.0
"""Seconds for which it is believed what the ledger said of a debate: whoever watches is asked about with every word. What this process
changes is known at once."""
OPEN_TO_READERS = frozenset({"question", "ballot", "answer"})
"""The kinds of message that whoever sees a debate may send to it."""
_REMEMBERED = 1_000


class Belonging(NamedTuple):
    """Whose a debate is."""

    owner: str | None
    shared: tuple[str, ...] = ()


def may_run(person: Person, it: Belonging | None) -> bool:
    """Whether they may steer, share and delete it. A debate without an owner is nobody's."""
    return it is not None and it.owner is not None and it.owner in person.known_as


def may_see(person: Person, it: Belonging | None) -> bool:
    """Whether they may know that it is there."""
    return may_run(person, it) or (it is not None and any(each in it.shared for each in person.known_as))


class Belongings:
    """What belongs to whom, as the ledger says."""

    def __init__(self, hub: Callable[[], Hub] = the_hub, clock: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._clock = clock
        self._known: dict[str, tuple[float, Belonging | None]] = {}
        self._changes = 0

    def known(self, debate_id: str) -> tuple[Belonging | None] | None:
        """What was heard just now, in a box; None where the ledger has to be asked."""
        at, it = self._known.get(debate_id, (float("-inf"), None))
        return (it,) if self._clock() - at < FRESH else None

    def of(self, debate_id: str) -> Belonging | None:
        """Whose it is; None where there is no such debate. `LedgerError`."""
        if box := self.known(debate_id):
            return box[0]
        at, changes = self._clock(), self._changes
        found = self._hub().in_ledger(lambda ledger: ledger.list(Wanted(among=(debate_id,)), limit=1))
        it = Belonging(found[0].owner, tuple(found[0].shared)) if found else None
        if changes == self._changes:  # else it may be what was so before
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[debate_id] = at, it
        return it

    def forget(self, debate_id: str) -> None:
        """It was changed."""
        self._changes += 1
        self._known.pop(debate_id, None)


belongings = Belongings()
"""Of this process."""


async def sees(person: Person, debate_id: str) -> bool:
    """Whether their login goes on, and they may see that debate. `LedgerError`."""
    login = the_login()
    if login is None or not login.holds(person):
        return False
    box = belongings.known(debate_id)
    it = box[0] if box else await asyncio.to_thread(belongings.of, debate_id)
    return may_see(person, it)
