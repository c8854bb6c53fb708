"""The hub as one person may use it. It asks at every call: what was drawn before somebody logged out, or before a debate was taken away
from them, moves nothing any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence

from pydantic import SecretStr

from rostra.analysis.lineages import Kin, kindred
from rostra.debate import Debate
from rostra.errors import NotFound, WrongUse
from rostra.ledger import Listing, Message
from rostra.ledger.base import Hit
from rostra.ledger.wanted import EVERYTHING, Wanted
from rostra.preparing import new_id
from rostra.web.hub import BY, Hub
from rostra.web.login import Login, Person, email
from rostra.web.progress import Progress, Run
from rostra.web.rights import OPEN_TO_READERS, Belonging, belongings, may_run, may_see
from rostra.web.scene import Frame
from rostra.web.viewers import Tell

MOST_SHARED = 100
"""People a debate is shared with."""


class LoggedOut(WrongUse):
    """Somebody's login is over."""

    def __init__(self) -> None:
        super().__init__("You are not logged in any more.", remedy="Load this page anew to log in.")


class TheirHub(Hub):
    """The hub of one person. Raises what the hub raises, and `LoggedOut`; `NotFound` for a debate they may not see, as for one that is not
    there; `WrongUse` for what only its owner may. What it does not say here it cannot do: it has neither the hub's ledger nor its loop."""

    def __init__(self, hub: Hub, login: Login, person: Person) -> None:
        self.settings, self.seats = hub.settings, hub.seats
        self.person = person
        self._whole = hub
        self._login = login

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
        self._must_be_here()
        self._whole.start(debate, key=key, patience=patience, budget=budget, owner=self.person.id)
        belongings.forget(debate.id)

    def resume(self, debate_id: str, *, key: SecretStr | None = None) -> None:
        self._must_run(debate_id)
        self._whole.resume(debate_id, key=key)

    def pause(self, debate_id: str) -> None:
        self._must_run(debate_id)
        self._whole.pause(debate_id)

    def send(self, debate_id: str, message: Message) -> None:
        (self._must_see if message.kind in OPEN_TO_READERS else self._must_run)(debate_id)
        self._whole.send(debate_id, message)

    def call_time(self, debate_id: str, by: str = BY) -> None:
        self._must_run(debate_id)
        self._whole.call_time(debate_id, by)

    def take_seat(self, debate_id: str, seat: str, who: str) -> bool:
        self._must_see(debate_id)
        return self._whole.take_seat(debate_id, seat, who)

    def keep(self, debate: Debate, *, owner: str | None = None, replace: bool = False) -> None:
        self._must_be_here()
        if replace:
            self._must_run(debate.id)
        self._whole.keep(debate, owner=self.person.id, replace=replace)
        belongings.forget(debate.id)

    def rename(self, debate_id: str, title: str) -> None:
        self._must_run(debate_id)
        self._whole.rename(debate_id, title)

    def tag(self, debate_id: str, add: Collection[str] = (), remove: Collection[str] = ()) -> tuple[str, ...]:
        self._must_run(debate_id)
        return self._whole.tag(debate_id, add, remove)

    def delete(self, debate_id: str) -> None:
        self._must_run(debate_id)
        self._whole.delete(debate_id)
        belongings.forget(debate_id)

    def restore(self, debate_id: str) -> None:
        self._must_be_here()
        found = self._whole.debates(1, wanted=Wanted(among=(debate_id,), deleted=True))
        if not any(may_run(self.person, Belonging(each.owner)) for each in found):
            raise NotFound("debate", debate_id, remedy="It may be gone for good, or it is not yours.")
        self._whole.restore(debate_id)
        belongings.forget(debate_id)

    # -- what there is to see

    def run(self, debate_id: str) -> Run | None:
        self._must_see(debate_id)
        return self._whole.run(debate_id)

    def look(self, debate_id: str) -> Progress:
        self._must_see(debate_id)
        return self._whole.look(debate_id)

    def scene(self, debate_id: str, since: int = 0) -> Frame:
        self._must_see(debate_id)
        return self._whole.scene(debate_id, since)

    async def scene_soon(self, debate_id: str, since: int = 0) -> Frame:
        return await asyncio.to_thread(self.scene, debate_id, since)

    def watch(self, debate_id: str, tell: Tell) -> Callable[[], None]:
        self._must_see(debate_id)
        return self._whole.watch(debate_id, tell)

    def debates(self, limit: int, offset: int = 0, wanted: Wanted = EVERYTHING) -> Sequence[Listing]:
        return self._whole.debates(limit, offset, self._theirs(wanted))

    def count(self, wanted: Wanted = EVERYTHING) -> int:
        return self._whole.count(self._theirs(wanted))

    def tags(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        return self._whole.tags(self._theirs(wanted))

    def formats(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        return self._whole.formats(self._theirs(wanted))

    def search(self, words: str, limit: int = 50, wanted: Wanted = EVERYTHING) -> Sequence[Hit]:
        return self._whole.search(words, limit, self._theirs(wanted))

    def kin(self) -> Sequence[Kin]:
        theirs = self._theirs()
        return self._whole.in_ledger(lambda ledger: kindred(ledger, theirs))

    def free_id(self, wish: str) -> str:
        """Always one of its own: that a wish is taken would say that somebody has such a debate."""
        self._must_be_here()
        return new_id(wish)

    def listed(self, wanted: Wanted, limit: int) -> Sequence[Listing]:
        """The debates that are wanted, of those they may see."""
        self._must_be_here()
        theirs = wanted.model_copy(update={"visible_to": self.person.known_as})
        return self._whole.in_ledger(lambda ledger: ledger.list(theirs, limit=limit))

    # -- whose it is

    def may_run(self, debate_id: str) -> bool:
        self._must_see(debate_id)
        return may_run(self.person, belongings.of(debate_id))

    def shared_with(self, debate_id: str) -> tuple[str, ...]:
        """The addresses that a debate of theirs is shared with."""
        self._must_run(debate_id)
        it = belongings.of(debate_id)
        return it.shared if it else ()

    def share(self, debate_id: str, address: str) -> None:
        """Let whoever logs in with that address see a debate of theirs."""
        self._must_run(debate_id)
        kept = email(address)
        if kept is None:
            raise WrongUse(f"{address.strip()[:80]!r} is no e-mail address.", remedy="It looks like ana@example.org.")
        if len(self.shared_with(debate_id)) >= MOST_SHARED:
            raise WrongUse(f"It is shared with {MOST_SHARED} people already.", remedy="Take somebody off the list.")
        self._whole.in_ledger(lambda ledger: ledger.share(debate_id, kept))
        belongings.forget(debate_id)

    def unshare(self, debate_id: str, address: str) -> None:
        """Let them see it no more: at once, whatever they have open."""
        self._must_run(debate_id)
        self._whole.in_ledger(lambda ledger: ledger.unshare(debate_id, address))
        belongings.forget(debate_id)
        self._whole.stir(debate_id)

    # -- the checks

    def _theirs(self, wanted: Wanted = EVERYTHING) -> Wanted:
        """Of what is wanted, what they may see. The bin is its owner's, see `restore`."""
        self._must_be_here()
        return wanted.model_copy(update={"visible_to": self.person.known_as, "deleted": False})

    def _must_be_here(self) -> None:
        if not self._login.holds(self.person):
            raise LoggedOut

    def _must_see(self, debate_id: str) -> None:
        self._must_be_here()
        if not may_see(self.person, belongings.of(debate_id)):
            raise NotFound("debate", debate_id, remedy="It may have been deleted, or it is not shared with you.")

    def _must_run(self, debate_id: str) -> None:
        self._must_see(debate_id)
        if not may_run(self.person, belongings.of(debate_id)):
            raise WrongUse("That is for whoever staged this debate.", remedy="It is shared with you to be seen.")


def listed(hub: Hub, wanted: Wanted, limit: int) -> Sequence[Listing]:
    """The debates that are wanted, of those that whoever works with this hub may see. `LedgerError`."""
    if isinstance(hub, TheirHub):
        return hub.listed(wanted, limit)
    return hub.in_ledger(lambda ledger: ledger.list(wanted, limit=limit))
