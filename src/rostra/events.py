"""What happens while a debate runs. `EntryAdded` is durable before it is seen; the rest is ephemeral."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rostra.debate import Debate, Entry
from rostra.slot import Slot
from rostra.values import Value


class Started(Value):
    """The debate as `stage` found it: entries there already are replayed by the face from it."""

    event: Literal["started"] = "started"
    debate: Debate


class SlotOpened(Value):
    """Somebody is on."""

    event: Literal["slot-opened"] = "slot-opened"
    slot: Slot
    attempt: int = 1
    model: str = ""


class Delta(Value):
    """Words as they come. `offset` counts characters of this attempt."""

    event: Literal["delta"] = "delta"
    slot: int
    attempt: int
    offset: int
    text: str


class Dropped(Value):
    """An attempt broke: forget its deltas. Another follows unless the slot fails."""

    event: Literal["dropped"] = "dropped"
    slot: int
    attempt: int
    reason: str
    wait: float = 0.0
    """Seconds until the next attempt."""


class EntryAdded(Value):
    """An entry, durable in the ledger."""

    event: Literal["entry"] = "entry"
    entry: Entry


class SlotFailed(Value):
    """A slot stays open because its model failed; siblings finish, then the run ends and can be resumed."""

    event: Literal["slot-failed"] = "slot-failed"
    slot: int
    reason: str
    remedy: str = ""


class Ended(Value):
    """The run is over. Always the last event."""

    event: Literal["ended"] = "ended"
    status: Literal["ended", "failed", "budget", "waiting", "paused", "lost"]
    """`ended`: nothing is left to say. `budget`: ended early by the budget, summed up. `waiting`: for a person.
    `paused`: on request. `failed`: the model service; resumable. `lost`: another process took the debate over."""
    reason: str = ""
    remedy: str = ""


Event = Annotated[
    Started | SlotOpened | Delta | Dropped | EntryAdded | SlotFailed | Ended, Field(discriminator="event")
]
