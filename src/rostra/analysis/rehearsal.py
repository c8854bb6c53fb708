"""A debate as the offline model would have it: nothing is stored, no service is called, and it comes out the same each time."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.ledger.memory import MemoryLedger
from rostra.models.offline import Offline
from rostra.stage import stage


async def rehearse(debate: Debate) -> Debate:
    """The debate staged to its end by the offline model, in the seats of people too; every entry at the hour it was created."""
    cast = tuple(seat.model_copy(update={"model": "offline", "human": False}) for seat in debate.cast)
    ledger = MemoryLedger()
    async for _ in stage(
        debate.model_copy(update={"cast": cast}), _OnlyOffline(), ledger=ledger, now=lambda: debate.created
    ):
        pass
    return await ledger.load(debate.id)


class _OnlyOffline:
    def get(self, spec: str) -> Offline:
        return Offline()
