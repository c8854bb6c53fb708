"""The flow sheet: every claim, what was answered to it, and what was dropped. Counted, not judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from rostra.debate import Claim, Debate, Entry, Idea, Relation, Seat, Turn, claimants
from rostra.values import Value

Status = Literal["answered", "conceded", "supported", "unanswered", "last-word", "not-taken-up"]
"""`unanswered`: somebody who could have answered it had the floor later, and did not. `last-word`: nobody had the chance.
`not-taken-up`: an idea that nobody built on or disputed, which an idea does not ask for."""
NOT_DUE: frozenset[Status] = frozenset({"last-word", "not-taken-up"})
"""Where silence is no omission."""
FATES: dict[Status, str] = {
    "unanswered": "dropped",
    "answered": "answered",
    "conceded": "conceded",
    "supported": "supported",
    "last-word": "came last",
    "not-taken-up": "not taken up",
}
"""What became of a claim, in the order in which it is counted."""
DONE: dict[Relation, str] = {
    "rebuts": "rebutted by",
    "supports": "supported by",
    "concedes": "conceded by",
    "questions": "questioned by",
    "cites": "mentioned by",
}
"""What an answer did with the claim, said of the claim."""


class Answer(Value):
    """A turn's answer to a claim."""

    seat: str
    slot: int
    relation: Relation
    by: str | None = None


class Line(Value):
    """A claim on the flow sheet."""

    claim: Claim
    seat: str
    slot: int
    answers: tuple[Answer, ...]
    status: Status


def flow_sheet(debate: Debate, entries: Iterable[Entry] | None = None) -> tuple[Line, ...]:
    """Every claim in the order it was made. With `entries`: as it stood for somebody who saw only these."""
    return _lines(debate, debate.entries if entries is None else entries, lambda turn, answers: True)


def _lines(
    debate: Debate, entries: Iterable[Entry], wanted: Callable[[Turn | Idea, Sequence[Answer]], bool]
) -> tuple[Line, ...]:
    """The claims that are wanted: of a long debate, making all lines takes long."""
    turns = claimants(entries)
    answers: dict[str, list[Answer]] = {}
    for turn in turns:
        for reply in turn.replies:
            if reply.relation != "cites":
                answer = Answer(seat=turn.seat, slot=turn.slot or 0, relation=reply.relation, by=reply.by)
                answers.setdefault(reply.to, []).append(answer)
    chances = _Chances(debate, turns)
    return tuple(
        Line(
            claim=claim,
            seat=turn.seat,
            slot=turn.slot or 0,
            answers=tuple(given),
            status=_status(turn, given, chances),
        )
        for turn in turns
        for claim in turn.claims
        if wanted(turn, given := answers.get(claim.id, []))
    )


def open_claims(debate: Debate, entries: Iterable[Entry], seat: Seat) -> tuple[Line, ...]:
    """The others' claims that this seat could still answer: nobody on its bench rebutted, questioned or conceded them."""
    bench = {other.name for other in debate.all_debaters if other.name == seat.name or _allied(other, seat)}

    def is_open(turn: Turn | Idea, answers: Sequence[Answer]) -> bool:
        return turn.seat not in bench and not any(a.seat in bench and a.relation != "supports" for a in answers)

    return _lines(debate, entries, is_open)


def _allied(one: Seat, other: Seat) -> bool:
    return one.side is not None and one.side == other.side


def _status(turn: Turn | Idea, answers: list[Answer], chances: _Chances) -> Status:
    others = [answer for answer in answers if answer.seat != turn.seat]
    rebutting = {answer.slot for answer in others if answer.relation == "rebuts"}
    relations = {answer.relation for answer in others}
    # Whoever concedes a part and rebuts the rest in one breath has not given the claim up.
    if any(answer.relation == "concedes" and answer.slot not in rebutting for answer in others):
        return "conceded"
    if relations & {"rebuts", "questions", "concedes"}:
        return "answered"
    if relations:
        return "supported"
    if isinstance(turn, Idea):
        return "not-taken-up"
    return "unanswered" if chances.to_answer(turn) else "last-word"


class _Chances:
    """Who could have answered whom. A long debate is asked about every claim at every turn: what can be known once is."""

    def __init__(self, debate: Debate, turns: Sequence[Turn | Idea]) -> None:
        self._seats = {seat.name: seat for seat in debate.all_debaters}
        self._phases = {phase.name: phase for phase in debate.format.phases}
        # The newest first: nearly always one of the last turns could have.
        self._answering = [turn for turn in reversed(turns) if self._answers(turn)]

    def to_answer(self, turn: Turn | Idea) -> bool:
        """Whether an opponent who had heard this turn had the floor after it, in a phase whose turns answer one another."""
        return any(self._could_answer(later, turn) for later in self._answering)

    def _answers(self, later: Turn | Idea) -> bool:
        phase = self._phases.get(later.phase)
        silent = phase is not None and (phase.slot != "speak" or phase.sees == "before-phase" or phase.closes)
        # Whoever answers somebody watching is asked to leave the rest.
        listener = isinstance(later, Turn) and later.question is not None
        return later.seat in self._seats and not silent and not listener

    def _could_answer(self, later: Turn | Idea, turn: Turn | Idea) -> bool:
        if later.seat == turn.seat or (later.slot or 0) <= (turn.slot or 0):
            return False
        if turn.seat in self._seats and _allied(self._seats[later.seat], self._seats[turn.seat]):
            return False
        at_once = turn.phase in self._phases and self._phases[turn.phase].floor == "together"
        return not at_once or (later.phase, later.round) != (turn.phase, turn.round)
