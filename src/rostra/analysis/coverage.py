"""Whether a cast can answer itself: which claims that one may bring find an authored answer in another's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rostra.debate import Debate, Seat
from rostra.flow import NOT_DUE, Line, flow_sheet
from rostra.loading.positions import Position
from rostra.models.offline.hearing import Heard
from rostra.models.offline.repertoire import Repertoire
from rostra.values import Value

_SUPPORTS = 2
"""Reasons that are said with a claim at most."""


class Brought(Value):
    """A claim that a seat may bring, and who of those it meets has an answer."""

    seat: str
    claim: str
    line: int
    """Of the position, within the persona's body, from 1."""
    answered: tuple[str, ...] = ()
    """Seats."""
    unanswered: tuple[str, ...] = ()
    """Seats that meet it and have no answer near enough."""


class Coverage(Value):
    """Every claim of a cast that is near the motion, seat by seat, and the answers to it."""

    claims: tuple[Brought, ...]

    @property
    def met(self) -> int:
        """How many of the claims at least one seat can answer."""
        return sum(1 for brought in self.claims if brought.answered)

    @property
    def answers(self) -> int:
        """How often one seat can answer a claim of another."""
        return sum(len(brought.answered) for brought in self.claims)

    @property
    def meetings(self) -> int:
        """How often one seat meets a claim of another."""
        return sum(len(brought.answered) + len(brought.unanswered) for brought in self.claims)


def coverage(debate: Debate) -> Coverage:
    """What each seat of a debate can bring and the others can answer, by the offline model's own choice and measure. Pure."""
    repertoires = {seat.name: Repertoire(debate, seat) for seat in debate.debaters}
    return Coverage(claims=tuple(_brought(debate, repertoires)))


def due(debate: Debate) -> tuple[Line, ...]:
    """The claims made in a debate that somebody had the chance to answer; those with the status `unanswered` were dropped."""
    return tuple(line for line in flow_sheet(debate) if line.status not in NOT_DUE)


def heard_from(repertoire: Repertoire, points: Sequence[Position]) -> Iterator[tuple[Heard, int]]:
    """These positions of a seat as others would hear them, and the line of each."""
    seat = repertoire.seat
    for n, position in enumerate(points, start=1):
        said = (position.heading, *repertoire.supports(position)[:_SUPPORTS])
        yield Heard(f"{seat.mark}1.{n}", seat, 1, said), position.line


def _brought(debate: Debate, repertoires: dict[str, Repertoire]) -> Iterator[Brought]:
    for seat in debate.debaters:
        others = [other for other in debate.debaters if _meet(seat, other)]
        for heard, line in heard_from(repertoires[seat.name], repertoires[seat.name].points()):
            able = [other.name for other in others if _answers(repertoires[other.name], heard)]
            yield Brought(
                seat=seat.name,
                claim=heard.sentences[0],
                line=line,
                answered=tuple(able),
                unanswered=tuple(other.name for other in others if other.name not in able),
            )


def _meet(one: Seat, other: Seat) -> bool:
    """Opponents where there are sides, everybody else otherwise."""
    return one.name != other.name and (one.side is None or one.side != other.side)


def _answers(repertoire: Repertoire, heard: Heard) -> bool:
    best = next(iter(repertoire.matches([heard])), None)
    return best is not None and (best.tight or best.agrees)
