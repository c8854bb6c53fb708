"""Orders of seats. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rostra.debate import Seat


def alternating(seats: Sequence[Seat], first: str | None = None) -> list[Seat]:
    """Seating order, a seat of each side in turn, `first` the side that begins."""
    sides = _by_side(seats, first)
    longest = max((len(side) for side in sides), default=0)
    return [side[n] for n in range(longest) for side in sides if n < len(side)]


def benches(seats: Sequence[Seat], first: str | None = None) -> tuple[list[Seat], list[Seat]]:
    """Two benches: one side against the others, `first` the one that begins; or every second seat against the rest."""
    sides = _by_side(seats, first)
    if len(sides) > 1:
        return sides[0], [seat for side in sides[1:] for seat in side]
    return list(seats[::2]), list(seats[1::2])


def _by_side(seats: Iterable[Seat], first: str | None) -> list[list[Seat]]:
    sides: dict[str | None, list[Seat]] = {}
    for seat in sorted(seats, key=lambda seat: seat.side != first):
        sides.setdefault(seat.side, []).append(seat)
    return list(sides.values())
