"""Who meets whom, about what, in which format."""

from __future__ import annotations

from pydantic import Field

from rostra.persona import Source
from rostra.values import Value


class SeatPlan(Value):
    """A place in a scenario's cast, before its persona is found."""

    persona: str
    """A persona's name, or the path of its file."""
    seat: str | None = None
    """The seat's name; the persona's where it is not given."""
    side: str | None = None
    model: str | None = None
    human: bool = False
    """A person sits here; the debate waits for them."""
    evidence: tuple[str, ...] = ()
    """Names of evidence packs that only this seat (and whoever else lists them) may read."""


class Listener(Value):
    """A simulated member of the audience: votes in polls, may ask."""

    name: str
    who: str
    """A sentence or two: who is listening, and what they care about."""
    model: str | None = None


class FloorQuestion(Value):
    """A question from the floor, prepared with the scenario."""

    text: str
    by: str = "The audience"
    to: str | None = None
    """A seat; any where it is not given."""


class Moderating(Value):
    """How this debate is moderated."""

    style: str = ""
    model: str | None = None


class Scenario(Value):
    """A debate that can be staged."""

    name: str
    title: str
    motion: str
    """The statement or question in debate, one sentence."""
    format: str
    summary: str = ""
    """A line for lists."""
    topics: tuple[str, ...] = ()
    """What the debate is about, beyond the words of the motion: finds it, and helps the offline model to choose what is to the point."""
    background: str = ""
    """Neutral facts every seat reads."""
    sources: tuple[Source, ...] = ()
    cast: tuple[SeatPlan, ...]
    audience: tuple[Listener, ...] = ()
    questions: tuple[FloorQuestion, ...] = ()
    evidence: dict[str, str] = Field(default_factory=dict)
    """Pack name to text; read only by the seats that list it."""
    moderator: Moderating = Moderating()
    rounds: int | None = Field(default=None, ge=1, le=50)
    """Rounds of each speaking phase that has more than one; the format's where not given."""
    words: int | None = Field(default=None, ge=10, le=2000)
    """Length asked of each turn and of ideas, not of answers to questions from the floor; the format's where not given."""
    memory: int = Field(default=40_000, ge=2_000)
    """Characters of transcript that seats read verbatim; past it the moderator sums up the older part."""
    language: str = "en"
    """The language spoken, a BCP 47 tag or a plain name."""
