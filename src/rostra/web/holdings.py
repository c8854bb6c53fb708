"""What a store holds, as pages ask for it and change it: lists and searches, names and tags, families, the bin."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from rostra.agenda import next_slots
from rostra.analysis.lineages import Kin, kindred
from rostra.debate import Debate
from rostra.ledger import Ledger, Listing
from rostra.ledger.base import Hit
from rostra.ledger.wanted import EVERYTHING, Wanted
from rostra.preparing import new_id

T = TypeVar("T")


class Holdings(ABC):
    """The part of the hub that asks the ledger and no run. All raise `LedgerError` when the store fails."""

    @abstractmethod
    def in_ledger(self, work: Callable[[Ledger], Coroutine[Any, Any, T]]) -> T:
        """What the ledger answers."""

    # -- what is there

    def debates(self, limit: int, offset: int = 0, wanted: Wanted = EVERYTHING) -> Sequence[Listing]:
        """Debates of the store, the newest first unless another order is wanted."""
        return self.in_ledger(lambda ledger: ledger.list(wanted, limit=limit, offset=offset))

    def count(self, wanted: Wanted = EVERYTHING) -> int:
        """How many debates are wanted."""
        return self.in_ledger(lambda ledger: ledger.count(wanted))

    def tags(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        """Their tags, and how many have each."""
        return self.in_ledger(lambda ledger: ledger.tags(wanted))

    def formats(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        """Their formats, likewise."""
        return self.in_ledger(lambda ledger: ledger.formats(wanted))

    def search(self, words: str, limit: int = 50, wanted: Wanted = EVERYTHING) -> Sequence[Hit]:
        """Where words were said, in debates that are wanted."""
        return self.in_ledger(lambda ledger: ledger.search(words, wanted, limit=limit))

    def kin(self) -> Sequence[Kin]:
        """Every debate with the one that it is a fork of."""
        return self.in_ledger(kindred)

    def free_id(self, wish: str) -> str:
        """An id for a debate from elsewhere: the one it wishes for, or where that is taken, in the bin too, one that begins like it."""
        same = Wanted(among=(wish,))
        taken = self.count(same) or self.count(same.model_copy(update={"deleted": True}))
        return new_id(wish) if taken else wish

    def may_run(self, debate_id: str) -> bool:
        """Whether whoever asks may steer, name and delete a debate: where nobody logs in, everybody. `NotFound`."""
        return True

    # -- what changes it

    def keep(self, debate: Debate, *, owner: str | None = None, replace: bool = False) -> None:
        """Store a debate. `DebateExists`; `DebateHeld`."""
        ended = not next_slots(debate)
        self.in_ledger(lambda ledger: ledger.create(debate, owner=owner, replace=replace, ended=ended))

    def rename(self, debate_id: str, title: str) -> None:
        """Give a debate another title. `NotFound`; `WrongUse` for an empty one."""
        self.in_ledger(lambda ledger: ledger.rename(debate_id, title))

    def tag(self, debate_id: str, add: Collection[str] = (), remove: Collection[str] = ()) -> tuple[str, ...]:
        """Put tags on a debate and take others off; those that it has then. `NotFound`; `WrongUse` for what is no tag."""
        return self.in_ledger(lambda ledger: ledger.tag(debate_id, add, remove))

    def delete(self, debate_id: str) -> None:
        """Put a debate into the bin. `NotFound`; `DebateHeld` while it is on stage."""
        self.in_ledger(lambda ledger: ledger.delete(debate_id))

    def restore(self, debate_id: str) -> None:
        """Take a debate out of the bin. `NotFound`."""
        self.in_ledger(lambda ledger: ledger.restore(debate_id))
