"""What every store refuses, in the same words."""

from __future__ import annotations

from rostra.errors import DebateExists, DebateHeld, LeaseLost, LedgerError, NotFound
from rostra.ledger.leases import Lease


def held(debate_id: str, lease: Lease, now: float) -> DebateHeld:
    """The error for whoever wants a pen that somebody has."""
    seconds = max(1, round(lease.expires - now))
    return DebateHeld(
        f"Debate {debate_id!r} is being written by {lease.holder}.",
        remedy=f"Wait for it to end, or stop that process; if it hangs, the debate is free in {seconds} s.",
    )


def lost(debate_id: str, lease: Lease | None) -> LeaseLost:
    """The error for a writer that was taken over, released, or whose debate was deleted."""
    taken = f"was taken over by {lease.holder}" if lease else "is no longer held by this process"
    return LeaseLost(
        f"Debate {debate_id!r} {taken}: nothing more can be written from here.",
        remedy=f"What was stored is safe; go on with `rostra debates resume {debate_id}`.",
    )


def debate_exists(debate_id: str, *, binned: bool = False) -> DebateExists:
    """The error for an id that is taken."""
    if binned:
        return DebateExists(
            f"There is a debate {debate_id!r} already, in the bin.",
            remedy=f"Take it out by `rostra debates restore {debate_id}`, remove it by "
            f"`rostra debates delete {debate_id} --for-good`, or choose another id.",
        )
    return DebateExists(
        f"There is a debate {debate_id!r} already.",
        remedy=f"Go on with it by `rostra debates resume {debate_id}`, or choose another id.",
    )


def binned(debate_id: str) -> NotFound:
    """The error for a debate that was deleted and can be had back."""
    return NotFound(
        "debate", debate_id, remedy=f"It lies in the bin: `rostra debates restore {debate_id}` brings it back."
    )


def slot_closed(debate_id: str, slot: int | None) -> LedgerError:
    """The error for a second entry of one slot."""
    return LedgerError(f"Slot {slot} of debate {debate_id!r} is closed already.", remedy="Load the debate again.")


def not_waiting(debate_id: str, message_id: int) -> LedgerError:
    """The error for a message that was taken out by somebody else."""
    return LedgerError(
        f"Message {message_id} of debate {debate_id!r} no longer waits in the inbox.", remedy="Read the inbox again."
    )
