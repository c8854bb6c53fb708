"""Where entries are appended, and where people's messages wait: one contract, three stores."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Literal, Protocol

from pydantic import Field

from rostra.debate import Debate, Entry
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
    status: Literal["running", "open", "ended"]
    """`running`: somebody holds a live lease. `open`: can be resumed."""
    cost: float = 0.0


class Hit(Value):
    """A place where a search found something."""

    debate: str
    title: str
    seq: int
    snippet: str


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

    async def create(self, debate: Debate, *, replace: bool = False, ended: bool = False) -> None:
        """Store a debate with its entries, numbered from 1 in their order. `DebateExists` when the id is taken.

        `replace` takes a debate of that id out in the same transaction, with all it has: the old one is there until the new one is.
        `DebateHeld` when the old one is being written. `ended`: the agenda has nothing left, for lists.
        """
        ...

    async def load(self, debate_id: str) -> Debate:
        """The debate with all its entries. `NotFound`."""
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

    async def list(self, *, limit: int = 100, offset: int = 0) -> Sequence[Listing]:
        """Debates, the newest first."""
        ...

    async def search(self, words: str, *, limit: int = 20) -> Sequence[Hit]:
        """Entries whose text has all these words, best first; case does not matter. None where no word is given."""
        ...

    async def delete(self, debate_id: str) -> None:
        """Remove a debate and all it has. `NotFound`; `DebateHeld` when it is being written."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
