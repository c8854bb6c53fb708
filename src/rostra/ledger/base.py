"""Where entries are appended, and where people's messages wait: one contract, three stores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Literal, Protocol

from pydantic import Field

from rostra.debate import Debate, Entry, Lineage
from rostra.ledger.wanted import EVERYTHING, Status, Wanted
from rostra.values import Value


class Message(Value):
    """What a person sends into a running debate."""

    kind: Literal["question", "answer", "ballot", "call", "skip", "shorter", "deeper", "continue", "pause", "stop"]
    by: str = "A person watching"
    text: str = ""
    """The question, or what the person says in their seat."""
    seat: str | None = None
    """For `answer`: the seat they hold. For `call`: who is to speak next; for `skip`: who is not. For `question`: whom they ask."""
    slot: int | None = None
    """For `answer`: the slot it closes."""
    rounds: int | None = Field(default=None, ge=1, le=50)
    poll: str | None = None
    choice: Literal["for", "against", "undecided"] | None = None


class Waiting(Value):
    """A message in the inbox."""

    id: int
    message: Message


class Listing(Value):
    """A debate in a list, without its entries."""

    id: str
    title: str
    scenario: str
    format: str
    created: datetime
    updated: datetime
    turns: int
    status: Status
    """`running`: somebody holds a live lease. `open`: can be resumed."""
    cost: float = 0.0
    tags: tuple[str, ...] = ()
    """In order of the alphabet."""
    owner: str | None = None
    """Whose it is; None where nobody logged in when it was staged."""
    shared: tuple[str, ...] = ()
    """With whom its owner shares it."""
    lineage: Lineage | None = None
    """The debate that it is a fork of, and after which slot it goes its own way."""
    deleted: datetime | None = None
    """When it was put into the bin."""


class Hit(Value):
    """A place where a search found something."""

    debate: str
    title: str
    seq: int | None = None
    """Of the entry; None where the title has the words."""
    kind: str = "turn"
    """The entry's kind, or `title`."""
    claim: str | None = None
    """The id of the claim in which the words stand."""
    snippet: str
    """About 200 characters around them, on one line."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where the words are in the snippet: start and end of each."""


class Writer(Protocol):
    """The pen of one debate, held under a lease. Every method raises `LeaseLost` once another writer took over."""

    @property
    def epoch(self) -> int:
        """How often the pen of this debate was taken, this time included; from 1."""
        ...

    async def append(self, entry: Entry, *, consumes: int | None = None) -> Entry:
        """Append durably, and return the entry as stored: with its `seq`, without NUL, lone surrogates as U+FFFD.

        `consumes` takes that inbox message out in the same transaction. Also extends the lease.
        `LedgerError`, and nothing is written, for a slot that is closed already or a message that no longer waits.
        Cancelled, it lets its transaction end first: the entry is there whole or not at all, and stays so.
        """
        ...

    async def ended(self, ended: bool) -> None:
        """Record that the agenda has nothing left (or has again), for lists."""
        ...

    async def renew(self) -> None:
        """Extend the lease by its length from now. Due three times as often as it would run out."""
        ...


class Ledger(Protocol):
    """All debates of one store.

    Any method raises `LedgerError` when the store fails: unreachable, read-only, full, damaged.
    """

    async def create(
        self, debate: Debate, *, owner: str | None = None, replace: bool = False, ended: bool = False
    ) -> Debate:
        """Store a debate with its entries, numbered from 1 in their order; the debate as it is then. `DebateExists` when the id is taken,
        in the bin too.

        `replace` takes a debate of that id out in the same transaction, with all it has: the old one is there until the new one is.
        `DebateHeld` when the old one is being written. `ended`: the agenda has nothing left, for lists.
        """
        ...

    async def load(self, debate_id: str) -> Debate:
        """The debate with all its entries. `NotFound`, as everywhere for one that lies in the bin."""
        ...

    async def since(self, debate_id: str, seq: int) -> Sequence[Entry]:
        """The entries appended after `seq`, in order. `NotFound`."""
        ...

    def write(self, debate_id: str) -> AbstractAsyncContextManager[Writer]:
        """Take the pen: next epoch, a lease, released at the end. `NotFound`; `DebateHeld` when a live holder has it.

        Free, run out, or held by a dead process of this host: each may be taken at once.
        """
        ...

    async def send(self, debate_id: str, message: Message) -> int:
        """Put a message into the inbox; its id, higher than any before. `NotFound`."""
        ...

    async def inbox(self, debate_id: str) -> Sequence[Waiting]:
        """What waits, oldest first. `NotFound`."""
        ...

    async def discard(self, debate_id: str, message_id: int) -> None:
        """Take a message out that becomes no entry (a pause). Nothing happens when it no longer waits."""
        ...

    async def list(self, wanted: Wanted = EVERYTHING, *, limit: int = 100, offset: int = 0) -> Sequence[Listing]:
        """The debates that are wanted, in the order wanted; among equals the newest first."""
        ...

    async def count(self, wanted: Wanted = EVERYTHING) -> int:
        """How many debates are wanted."""
        ...

    async def tags(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        """The tags of those that are wanted, and how many have each: the commonest first, then by the alphabet."""
        ...

    async def formats(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        """Their formats, likewise."""
        ...

    async def search(self, words: str, wanted: Wanted = EVERYTHING, *, limit: int = 20) -> Sequence[Hit]:
        """Titles and entries with all these words, in debates that are wanted. None where no word is given.

        Case does not matter; "words in quotes" stand side by side; word* also finds what begins so, as does the last word where
        too little has the whole. Titles come first, then the best of the 400 newest places.
        """
        ...

    async def rename(self, debate_id: str, title: str) -> None:
        """Give a debate another title. `NotFound`; `WrongUse` for an empty one."""
        ...

    async def tag(self, debate_id: str, add: Collection[str] = (), remove: Collection[str] = ()) -> tuple[str, ...]:
        """Put tags on a debate and take others off; those that it has then. `NotFound`; `WrongUse` for what is no tag."""
        ...

    async def own(self, debate_id: str, owner: str | None) -> None:
        """Give a debate to somebody, or to nobody. `NotFound`."""
        ...

    async def share(self, debate_id: str, with_: str) -> None:
        """Let somebody else see a debate. Nothing happens when they do already. `NotFound`."""
        ...

    async def unshare(self, debate_id: str, with_: str) -> None:
        """Let them see it no more. `NotFound`."""
        ...

    async def delete(self, debate_id: str) -> None:
        """Put a debate into the bin, whole; 30 days later it may go for good. `NotFound`; `DebateHeld` when it is being written."""
        ...

    async def restore(self, debate_id: str) -> None:
        """Take a debate out of the bin as it was. Nothing happens when it is in none. `NotFound`."""
        ...

    async def purge(self, debate_id: str) -> None:
        """Remove a debate and all it has for good, from the bin or not. `NotFound`; `DebateHeld` when it is being written."""
        ...

    async def sweep(self, days: float = 30) -> int:
        """Remove for good what has been in the bin longer; how many that were. Stores do so by themselves when first written to."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
