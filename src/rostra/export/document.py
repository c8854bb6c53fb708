"""A debate as a document to be read: what stands in it, in which order, in which words. Each format for readers draws
this; `arranging` makes it of a debate.

Texts of speakers are as they were said, for `prose` to take apart; all others are plain text. Whoever draws a text escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rostra.debate import Ballot, Debate, Entry, Seat, Section, Stance, Verdict
from rostra.flow import Line

STANCES = {-2: "strongly against", -1: "leaning against", 0: "undecided", 1: "leaning for", 2: "strongly for"}
STATUSES = {
    "answered": "answered",
    "conceded": "conceded",
    "supported": "supported, not disputed",
    "unanswered": "dropped",
    "last-word": "came last",
    "not-taken-up": "not taken up",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something."""

    byline: str
    side: str | None = None
    seat: Seat | None = None
    """None for people who have no seat."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Something said aloud."""

    by: Speaker
    text: str
    own: tuple[str, ...] = ()
    """The ids of the claims made in it."""
    entry: Entry | None = None
    number: int | None = None
    """Which turn of the debate it is, from 1 in the order of slots; None for what is no turn."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of the document's own about what happened."""

    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question from the floor."""

    by: str
    to: str
    """Empty where anybody is asked."""
    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What a reader may skip."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of it: points under headings, or, where there are none, a text. `by` where it was said aloud."""

    sections: tuple[Section, ...]
    text: str = ""
    by: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict."""

    judge: str
    winner: str | None
    confidence: float | None
    verdict: Verdict

    @property
    def sure(self) -> str:
        """How sure the judge is, in words that follow the finding; empty where it was not said."""
        return f" (sure to {self.confidence:.0%})" if self.confidence is not None else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A poll. `counts`: choices, or the ids of ideas where they were ranked, to votes or points."""

    title: str
    counts: tuple[tuple[str, int], ...]
    ranked: bool
    why: tuple[tuple[str, Ballot], ...]
    """Voters who gave a reason, and their ballots."""


Act = Speech | Remark | Asked | Aside | Findings | Ruling


@dataclass(frozen=True, slots=True)
class Part:
    """A phase, as far as it has a heading of its own."""

    title: str
    """Empty for what came before the first."""
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All of it, in reading order."""

    debate: Debate
    title: str
    disclosure: str
    simulated: tuple[str, ...]
    motion: str
    cast: tuple[Speaker, ...]
    """The debaters."""
    background: str
    parts: tuple[Part, ...]
    tallies: tuple[Tally, ...]
    stances: tuple[tuple[str, Stance], ...]
    """Who, and where they stand."""
    abstained: str
    """Who abstained where others answered; empty for nobody."""
    flow: tuple[Line, ...]
    """Empty for a selection: who answered what, it does not know."""
    known: frozenset[str]
    """The claims that can be pointed at."""
    spent: str
    """Turns, tokens and dollars; empty where no token was spent."""

    def name(self, who: str) -> str:
        """A seat's name inside a sentence; anybody else's, or a side, as it is."""
        return name_of(self.debate, who)


def model_of(seat: Seat) -> str:
    """What writes a seat's words, and until when, if it left; of an imported seat, nothing is known."""
    writer = "a person" if seat.human else seat.model or ("" if seat.imported else "offline")
    return writer if seat.left is None else f"{writer}, until slot {seat.left}"


def known_of(who: Speaker) -> tuple[str, ...]:
    """What stands in the cast beside a name: the letters of its claims, what writes its words."""
    if who.seat is None:
        return ()
    claims = f"claims {who.seat.mark}" if who.seat.mark else ""
    return tuple(fact for fact in (claims, model_of(who.seat)) if fact)


def anchor_of(claim_id: str) -> str:
    """The name by which a document links to a claim."""
    return claim_id.lower().replace(".", "-")


def name_of(debate: Debate, who: str) -> str:
    """A seat's name inside a sentence; anybody else's, or a side, as it is."""
    return next((seat.persona.display_name for seat in debate.cast if seat.name == who), who)
