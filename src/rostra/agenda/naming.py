"""Whom a turn names: by claim number, or by name. Pure."""

from __future__ import annotations

import re

from rostra.claims import split_id
from rostra.debate import Chairs, Debate, Seat, Turn


class Names:
    """The marks and names of a debate's chairs, each holder's for their own time."""

    def __init__(self, debate: Debate, chairs: Chairs) -> None:
        self._chairs = chairs
        self._patterns = {
            seat.name: [(holder, chairs.since(holder), _pattern(holder)) for holder in chairs.holders(seat.name)]
            for seat in debate.debaters
        }

    def named_in(self, turn: Turn) -> tuple[str, ...]:
        """The chairs that a turn names, by who holds them now; not its own. Whoever came later cannot have been meant."""
        speaker, slot = self._chairs.now(turn.seat), turn.slot or 0
        marks = {split_id(reply.to)[0] for reply in turn.replies if reply.relation != "cites"}
        claims = " ".join(claim.text for claim in turn.claims)
        return tuple(
            name
            for name, holders in self._patterns.items()
            if name != speaker
            and any(
                since < slot and (holder.mark in marks or pattern.search(claims)) for holder, since, pattern in holders
            )
        )


def _pattern(seat: Seat) -> re.Pattern[str]:
    names = {seat.persona.display_name, seat.persona.display_name.split()[-1]}
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")\b")
