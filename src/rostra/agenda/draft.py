"""A slot before it has a number."""

from __future__ import annotations

from dataclasses import dataclass

from rostra.debate import Seat
from rostra.format import Phase, SlotKind
from rostra.slot import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the programme asks for; `Hall.number` makes a `Slot` of it."""

    kind: SlotKind
    seat: Seat
    phase: Phase
    round: int = 1
    opponent: str | None = None
    answers: bool = False
    asked: Asked | None = None
    prepared: int | None = None
    candidates: tuple[str, ...] = ()
    called_by: str | None = None
    covers: int | None = None
