"""How a debate runs: phases as data. A new format is one YAML file; only a new floor rule is code."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from rostra.values import Value

PhaseSlot = Literal[
    "introduce", "speak", "question", "idea", "cluster", "rank", "stance", "vote", "verdict", "synthesise",
]  # fmt: skip
"""What a phase can be for."""
SlotKind = Literal[PhaseSlot, "frame", "put", "summarise", "steer", "call", "bid"]
"""What a slot can be for: the agenda itself gives the last six, where the fields or the floor of a phase ask for them."""
Floor = Literal["in-order", "together", "paired", "called", "urgency"]
EVERYBODY, ONE_PER_SIDE, MODERATOR, AUDIENCE = "debaters", "one-per-side", "moderator", "audience"
"""Whom a phase can be for, besides the sides of its format by their names."""


class Phase(Value):
    """A stretch of a debate under one floor rule."""

    name: str
    title: str
    """What people read on screen."""
    slot: PhaseSlot = "speak"
    """What each slot of this phase is for. `question` opens a round per question from the floor, then gives answers."""
    who: str = EVERYBODY
    """`debaters`, `one-per-side`, `moderator`, `audience`, or the name of a side."""
    floor: Floor = "in-order"
    """Who is next: seats in order; all at once; in pairs; whom the moderator calls; who bids highest."""
    first: str | None = None
    """The side that begins, where seats go in order or in pairs; the first seat's where it is not given."""
    rounds: int = Field(default=1, ge=1, le=50)
    """Turns each seat is offered; for questions, how many are put at most."""
    words: int | None = Field(default=None, ge=10, le=2000)
    """Length asked of each turn; the scenario's, else the format's, where it is not given."""
    sees: Literal["all", "before-phase"] = "all"
    """`before-phase` is blind: what the others say in this phase stays hidden until it is over."""
    anonymous: bool = False
    """What is said here the other speakers read without names, now and later; viewers read it with them."""
    beside: bool = False
    """Starts at the same moment as the phase before it, instead of after it."""
    frame: Literal["never", "once", "each-round"] = "never"
    """When the moderator opens with a pointed question."""
    steer: bool = False
    """Between rounds the moderator says where things stand, and may close the phase when nothing new is said."""
    closes: bool = False
    """Speakers sum up: nothing new is claimed, and no answers are due."""
    repeats: bool = False
    """Runs again when people ask a finished debate to go on."""
    brief: str = ""
    """What the speaker is told this phase is for."""
    answer_brief: str = ""
    """In pairs: what whoever answers is told instead."""

    @field_validator("slot", mode="before")
    @classmethod
    def _slot_is_for_phases(cls, slot: object) -> object:
        known = get_args(PhaseSlot)
        if slot in get_args(SlotKind) and slot not in known:
            context = {"slot": str(slot), "known": ", ".join(known)}
            raise PydanticCustomError("reserved", "cannot be '{slot}': the agenda gives it. Known: {known}.", context)
        return slot


class Format(Value):
    """Phases, in order, and who they need."""

    name: str
    title: str
    purpose: str
    use_when: tuple[str, ...] = ()
    avoid_when: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    """Each debater takes one of these; empty where nobody has a side."""
    min_seats: int = Field(default=2, ge=1)
    max_seats: int = Field(default=8, le=52)
    words: int = Field(default=110, ge=10, le=2000)
    phases: tuple[Phase, ...]

    @model_validator(mode="after")
    def _beside_fits(self) -> Self:
        """Turn by turn, only one phase can have the floor: those that speak beside one another all speak together."""
        group: list[int] = []
        for index, phase in enumerate(self.phases):
            group = [*group, index] if phase.beside else [index]
            speaking = [n for n in group if self.phases[n].slot in ("speak", "question")]
            if len(speaking) > 1 and any(self.phases[n].floor != "together" for n in speaking):
                said = (
                    f"phase {phase.name!r} cannot run beside {self.phases[speaking[0]].name!r}: one of them goes turn by turn. "
                    "Give both the floor 'together', or drop 'beside'."
                )
                rests = [("phases", n, key) for n in reversed(group) for key in ("beside", "floor", "slot")]
                # Whoever has the file finds the line by what the mistake rests on, the place to mend first.
                raise PydanticCustomError("unfit", "{said}", {"said": said, "rests": rests})
        return self

    def hides_names(self, phase: str) -> bool:
        """Whether speakers read what is said in that phase without names."""
        return any(each.anonymous for each in self.phases if each.name == phase)

    def phase(self, name: str) -> Phase:
        """The phase of that name. KeyError when there is none."""
        for phase in self.phases:
            if phase.name == name:
                return phase
        raise KeyError(name)
