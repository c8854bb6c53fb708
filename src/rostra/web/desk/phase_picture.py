"""A format as a picture, like a score: a line for each who takes part, time from left to right. Pure: numbers, drawn elsewhere.

It is not drawn after what a phase says of itself, but after what the agenda gives when the debate is played with made-up entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from rostra.debate import Debate, Seat
from rostra.estimate import played
from rostra.format import AUDIENCE, EVERYBODY, MODERATOR, ONE_PER_SIDE, Floor, Format, Phase, PhaseSlot
from rostra.persona import Persona
from rostra.scenario import FloorQuestion, Listener, Scenario, SeatPlan
from rostra.slot import Slot
from rostra.values import Value
from rostra.web.colours import colour_of

How = Literal["speaks", "unseen", "asks", "stands", "moderates"]
"""What somebody does: speaks; speaks while the others' words are hidden; asks from the floor; votes or takes a stand; moderates briefly."""

_SEATS, _SEATS_WITH_SIDES = 3, 4
"""How many sit in the picture of a format that is only looked at."""
_SHORT = 0.45
"""How wide a remark is, where a turn of a hundred words is 1."""
_FLOORS: dict[Floor, str] = {
    "in-order": "one after another",
    "together": "all at once",
    "paired": "in pairs",
    "called": "whom the moderator calls",
    "urgency": "whoever wants it most",
}
_DOES: dict[PhaseSlot, str] = {
    "introduce": "the moderator opens",
    "question": "questions from the floor",
    "idea": "ideas",
    "cluster": "the moderator sorts",
    "rank": "everybody ranks",
    "stance": "everybody takes a stand",
    "vote": "the audience votes",
    "verdict": "the audience judges",
    "synthesise": "the moderator sums up",
}


class Row(Value):
    """A line of the score."""

    label: str
    """Who it is, or whose side begins here; empty where the line above says it."""
    seat: str
    colour: int | None = None
    """Which of the seats' colours; None for moderator and audience."""
    apart: bool = False
    """Whether another side, or another role, begins here."""


class Mark(Value):
    """Something done, from `at` on."""

    row: int
    at: float
    width: float
    how: How


class Link(Value):
    """An answer within a pair: from the row and the end of what was asked to the answer's."""

    row: int
    at: float
    to_row: int
    to: float


class Stretch(Value):
    """A phase, or phases that run beside one another."""

    title: str
    said: str
    """What happens in it, in words."""
    at: float
    width: float


class Picture(Value):
    """The whole, `width` wide."""

    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    stretches: tuple[Stretch, ...]
    width: float


def picture(debate: Debate) -> Picture:
    """The running order of a debate, each who takes part by name."""
    return _Score(debate, _rows(debate)).picture()


@lru_cache(maxsize=64)
def format_picture(form: Format) -> Picture:
    """A format with a few seats, a listener and a question."""
    debate = _sample(form)
    labels = {"moderator": "moderator", "audience": "audience"}
    rows = []
    for number, row in enumerate(_rows(debate)):
        seat = debate.seat(row.seat)
        label = labels.get(seat.role, seat.side or "speakers") if row.apart or not number else ""
        colour = form.sides.index(seat.side) if seat.side else row.colour
        rows.append(row.model_copy(update={"label": label, "colour": colour}))
    return _Score(debate, tuple(rows)).picture()


def said(phase: Phase, rounds: int | None = None) -> str:
    """What happens in a phase, in a few words."""
    words = [_DOES[phase.slot]] if phase.slot in _DOES else []
    if phase.slot in ("speak", "idea"):
        who = {EVERYBODY: "everybody", MODERATOR: "the moderator"}.get(phase.who, phase.who)
        words.append(f"{who} {_FLOORS[phase.floor]}" if phase.floor != "called" else f"{who}: {_FLOORS['called']}")
    elif phase.slot == "question":
        words.append("one of each side answers" if phase.who == ONE_PER_SIDE else "answers")
    if phase.sees == "before-phase":
        words.append("unseen by one another")
    if phase.anonymous:
        words.append("read without names")
    if (rounds or phase.rounds) > 1 and phase.rounds > 1:
        words.append(f"{rounds or phase.rounds} {'questions' if phase.slot == 'question' else 'rounds'}")
    return ", ".join(words)


class _Score:
    """Marks, fan-out by fan-out."""

    def __init__(self, debate: Debate, rows: tuple[Row, ...]) -> None:
        self._debate = debate
        self._rows = rows
        self._row = {row.seat: number for number, row in enumerate(rows)}
        self._at = 0.0
        self._marks: list[Mark] = []
        self._links: list[Link] = []
        self._phases: list[tuple[list[str], float]] = []
        self._asked: dict[str, Mark] = {}
        """By seat: what it asked last in a pair."""

    def picture(self) -> Picture:
        for _, slots in played(self._debate):
            self._enter(slots)
            self._mark(slots)
        # Only listeners may have nothing to do, and they stand last: who is left out changes nobody's number.
        busy = {mark.row for mark in self._marks}
        return Picture(
            rows=tuple(row for n, row in enumerate(self._rows) if n in busy or self._role(row) != "audience"),
            marks=tuple(self._marks),
            links=tuple(self._links),
            stretches=tuple(self._stretches()),
            width=self._at,
        )

    def _enter(self, slots: tuple[Slot, ...]) -> None:
        phases = list(dict.fromkeys(slot.phase for slot in slots))
        if not self._phases or not set(phases) & set(self._phases[-1][0]):
            self._phases.append((phases, self._at))

    def _mark(self, slots: tuple[Slot, ...]) -> None:
        drawn = [(slot, *self._drawn(slot)) for slot in slots if slot.kind not in ("bid", "summarise")]
        for slot, row, how, width in drawn:
            mark = Mark(row=row, at=self._at, width=width, how=how)
            self._marks.append(mark)
            if slot.opponent is not None:
                self._pair(slot, mark)
        self._at += max((width for *_, width in drawn), default=0.0)

    def _pair(self, slot: Slot, mark: Mark) -> None:
        if slot.answers and (asked := self._asked.pop(slot.opponent or "", None)):
            self._links.append(Link(row=asked.row, at=asked.at + asked.width, to_row=mark.row, to=mark.at))
        elif not slot.answers:
            self._asked[slot.seat] = mark

    def _drawn(self, slot: Slot) -> tuple[int, How, float]:
        """The row, the manner and the width of a slot."""
        row = self._row[slot.seat]
        unseen = self._debate.format.phase(slot.phase).sees == "before-phase"
        match slot.kind:
            case "speak" | "idea":
                return row, "unseen" if unseen else "speaks", min(max(slot.words / 100, 0.6), 1.6)
            case "introduce" | "cluster" | "synthesise":
                return row, "speaks", 0.8
            case "put" | "question":
                floor = next((n for n, each in enumerate(self._rows) if self._role(each) == "audience"), row)
                return floor, "asks", _SHORT
            case "vote" | "verdict" | "rank" | "stance":
                return row, "stands", _SHORT
            case "frame" | "steer" | "call" | "bid" | "summarise":
                return row, "moderates", _SHORT

    def _role(self, row: Row) -> str:
        return self._debate.seat(row.seat).role

    def _stretches(self) -> Iterator[Stretch]:
        ends = [at for _, at in self._phases[1:]] + [self._at]
        for (names, at), end in zip(self._phases, ends, strict=True):
            phases = [phase for phase in self._debate.format.phases if phase.name in names]
            # What debaters do is what a stretch is known by; audience and moderator come after.
            phases.sort(key=lambda phase: (phase.who in (AUDIENCE, MODERATOR)) + (phase.who == MODERATOR))
            rounds = self._debate.scenario.rounds
            yield Stretch(
                title=" · ".join(phase.title for phase in phases),
                said="; ".join(said(phase, rounds if phase.slot == "speak" else None) for phase in phases),
                at=at,
                width=end - at,
            )


def _rows(debate: Debate) -> tuple[Row, ...]:
    """The moderator above, the debaters by side, the audience below."""
    order = {side: number for number, side in enumerate(debate.format.sides)}
    debaters = sorted(debate.debaters, key=lambda seat: order.get(seat.side or "", 0))
    listeners = [seat for seat in debate.cast if seat.role == "audience"]
    seats = (debate.moderator, *debaters, *listeners)
    before = (None, *seats)
    return tuple(
        Row(
            label=seat.persona.display_name,
            seat=seat.name,
            colour=colour_of(debate, seat.name),
            apart=last is not None and (last.role, last.side) != (seat.role, seat.side),
        )
        for last, seat in zip(before, seats, strict=False)
    )


def _sample(form: Format) -> Debate:
    count = min(max(form.min_seats, _SEATS_WITH_SIDES if form.sides else _SEATS), form.max_seats)
    sides = [form.sides[n * len(form.sides) // count] if form.sides else None for n in range(count)]
    seats = [_seat(f"s{n}", side=side, mark=chr(ord("A") + n)) for n, side in enumerate(sides)]
    scenario = Scenario(
        name="sample",
        title="A sample",
        motion="A sample.",
        format=form.name,
        cast=tuple(SeatPlan(persona=seat.name, side=seat.side) for seat in seats),
        audience=(Listener(name="listener", who=""),),
        questions=(FloorQuestion(text="?"),),
    )
    cast = (*seats, _seat("listener", role="audience"), _seat("moderator", role="moderator"))
    when = datetime(1970, 1, 1, tzinfo=UTC)
    return Debate(id="sample", title="A sample", scenario=scenario, format=form, cast=cast, created=when)


def _seat(
    name: str,
    *,
    side: str | None = None,
    mark: str | None = None,
    role: Literal["debater", "moderator", "audience"] = "debater",
) -> Seat:
    persona = Persona(name=name, display_name=name, kind="role")
    return Seat(name=name, persona=persona, side=side, mark=mark, role=role, model="offline")
