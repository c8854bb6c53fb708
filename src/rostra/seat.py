"""A persona's place in one debate, and who held it when: one chair may have several holders, each a seat of its own."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from rostra.persona import Persona
from rostra.values import Value


class Seat(Value):
    """A persona's place in one debate."""

    name: str
    """Unique in the cast."""
    persona: Persona
    role: Literal["debater", "moderator", "audience"] = "debater"
    side: str | None = None
    mark: str | None = None
    """The letters its claims begin with, `A` … `Z`, `AA` …; none for moderator and audience."""
    model: str | None = None
    """What writes its words, resolved: `anthropic:claude-opus-5-5`, `offline`, …"""
    human: bool = False
    evidence: tuple[str, ...] = ()
    left: int | None = Field(default=None, exclude_if=lambda slot: slot is None)
    """The last slot of its time in the debate; None while it sits. Its words stay its own."""
    follows: str | None = Field(default=None, exclude_if=lambda seat: seat is None)
    """The seat whose chair it took over when that one left."""

    imported: bool = Field(default=False, exclude_if=operator.not_)
    """Its words were read from a file that was not staged here: nothing is known of who spoke, but the name."""

    @property
    def byline(self) -> str:
        """The name over a turn. A person who holds the seat is not simulated; an imported name stands as its file has it."""
        return self.persona.display_name if self.human or self.imported else self.persona.byline


class Chairs:
    """Who sat where. A chair is known by whoever holds it now."""

    def __init__(self, cast: Iterable[Seat]) -> None:
        self._seats = {seat.name: seat for seat in cast}
        self._next = {seat.follows: seat.name for seat in self._seats.values() if seat.follows}

    def now(self, name: str) -> str:
        """Who holds the chair of that seat now. A name that is no seat's stays as it is."""
        while name in self._next:
            name = self._next[name]
        return name

    def then(self, name: str, slot: int) -> Seat:
        """Who held the chair of that seat when the slot was given. KeyError for a name that is no seat's."""
        if not self._next:
            return self._seats[name]
        return next(seat for seat in self.holders(name) if slot > self.since(seat))

    def holders(self, name: str) -> Iterator[Seat]:
        """All who held a chair, the present one first. KeyError."""
        seat = self._seats[self.now(name)]
        yield seat
        while seat.follows:
            seat = self._seats[seat.follows]
            yield seat

    def since(self, seat: Seat) -> int:
        """The last slot before a seat's time; -1 for those who sat there from the beginning."""
        return -1 if seat.follows is None else self._seats[seat.follows].left or 0
