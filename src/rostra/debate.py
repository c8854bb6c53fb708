"""One staged scenario: its cast, and the entries said so far. The entries are the truth; everything else is derived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from rostra.format import Format
from rostra.lineage import Lineage as Lineage
from rostra.scenario import Scenario
from rostra.seat import Chairs as Chairs
from rostra.seat import Seat as Seat
from rostra.values import Value

Relation = Literal["rebuts", "supports", "concedes", "questions", "cites"]
"""What a turn does with somebody's claim. `cites` is a bare mention: recorded, and no answer."""

PassReason = Literal["nothing-new", "refusal", "context-exceeded", "abstains", "skipped", "absent", "invalid"]


class Claim(Value):
    """A numbered point inside a turn."""

    id: str
    """`C2.3`: seat C, its second turn, third claim."""
    text: str
    """The sentence that makes it, without markers."""


class Reply(Value):
    """A turn's answer to a claim."""

    to: str
    """A claim id that existed when the turn was said."""
    relation: Relation
    by: str | None = None
    """The id of the answering claim, when the turn made one in the same sentence or just before."""


class Usage(Value):
    """Tokens of one or more calls, by class, as the provider counted them."""

    input: int = 0
    """Read at full price."""
    cache_write: int = 0
    cache_read: int = 0
    output: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in Usage.model_fields})

    @property
    def total(self) -> int:
        """All tokens, of every class."""
        return self.input + self.cache_write + self.cache_read + self.output


class _Slotted(Value):
    """What all entries have in common."""

    seq: int | None = None
    """The ledger's append order, from 1; for viewers only. None until appended."""
    at: datetime
    """When it was complete, UTC."""
    slot: int | None = None
    """The agenda's number; None for what people, a budget or the system put in."""
    after: int | None = None
    """For entries without a slot: the last slot given when it was drained. It takes effect once that fan-out is closed."""
    phase: str = ""
    round: int = 1
    """From 1 within its phase."""
    model: str | None = None
    """What wrote it."""
    usage: Usage = Usage()
    """Of all attempts together."""
    cost: float | None = None
    """US dollars by the price table; None where no price is known."""
    started: datetime | None = None
    """When its first attempt began, UTC."""
    attempts: int = 1


class Turn(_Slotted):
    """Something said aloud."""

    kind: Literal["turn"] = "turn"
    seat: str
    text: str
    """As it was said, claim markers included, `[A1.1]`."""
    claims: tuple[Claim, ...] = ()
    replies: tuple[Reply, ...] = ()
    missing: tuple[str, ...] = ()
    """Ids it cites that nobody had claimed."""
    question: int | None = None
    """The number of the question from the floor that it answers."""
    stop: str = "end_turn"
    """Why the model stopped."""
    edited_by: str | None = Field(default=None, exclude_if=lambda by: by is None)
    """Who put these words in place of what was said; None for words as they were said."""


class Pass(_Slotted):
    """A slot closed without a word."""

    kind: Literal["pass"] = "pass"
    seat: str
    reason: PassReason
    detail: str = ""


class Decision(_Slotted):
    """Something that moves the agenda."""

    kind: Literal["decision"] = "decision"
    action: Literal["call", "steer", "bid", "skip", "shorter", "deeper", "continue", "budget", "stop"]
    by: str
    """A seat's name, or who the person is."""
    seat: str | None = None
    """Whom it calls on; for `skip`, whose next turn is not given."""
    says: str = ""
    """Said aloud with it: the moderator's question or remark."""
    enough: bool = False
    """Nothing new is being said: close the phase."""
    urgency: int | None = Field(default=None, ge=0, le=10)
    """A bid for the floor."""
    rounds: int | None = Field(default=None, ge=1, le=50)
    """How many more, for `continue`."""


class Question(_Slotted):
    """A question from the floor."""

    kind: Literal["question"] = "question"
    text: str
    by: str
    to: str | None = None
    """A seat; any where it is not given."""


class Stance(_Slotted):
    """Where a seat stands on the motion, asked in private."""

    kind: Literal["stance"] = "stance"
    seat: str
    value: int = Field(ge=-2, le=2)
    """-2 strongly against the motion … 2 strongly for it."""
    says: str = ""
    moved_by: str | None = None
    """The claim that moved it, when it moved."""


class Ballot(_Slotted):
    """A vote on the motion."""

    kind: Literal["ballot"] = "ballot"
    voter: str
    poll: str
    """The poll phase it belongs to."""
    choice: Literal["for", "against", "undecided"] = "undecided"
    says: str = ""
    ranking: tuple[str, ...] = ()
    """Where ideas are ranked: the numbers of the best, the best first."""


class Idea(_Slotted):
    """What a seat gives to a brainstorm."""

    kind: Literal["idea"] = "idea"
    seat: str
    text: str
    claims: tuple[Claim, ...] = ()
    """Each idea, numbered like a claim, so that others can build on it."""
    replies: tuple[Reply, ...] = ()
    """Ideas of others that it builds on."""
    edited_by: str | None = Field(default=None, exclude_if=lambda by: by is None)
    """As for a turn."""


class Point(Value):
    """One statement of a summary or verdict, with the claims it rests on."""

    text: str
    cites: tuple[str, ...] = ()


class Section(Value):
    """Points under a heading."""

    title: str
    points: tuple[Point, ...]


class Summary(_Slotted):
    """The moderator's account: rolling (bounds prompts), ideas in clusters, or the closing synthesis."""

    kind: Literal["summary"] = "summary"
    scope: Literal["rolling", "clusters", "synthesis"]
    covers: int
    """The last slot it accounts for."""
    text: str = ""
    sections: tuple[Section, ...] = ()


class Verdict(_Slotted):
    """A judge's decision."""

    kind: Literal["verdict"] = "verdict"
    judge: str
    winner: str | None = None
    """A side or a seat; None for a draw."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    reasons: tuple[Point, ...] = ()


class Notice(_Slotted):
    """Something the system has to say."""

    kind: Literal["notice"] = "notice"
    code: str
    text: str


Entry = Annotated[
    Turn | Pass | Decision | Question | Stance | Ballot | Idea | Summary | Verdict | Notice,
    Field(discriminator="kind"),
]


class Debate(Value):
    """One staged scenario. `next_slots(debate)` says what comes next."""

    id: str
    title: str
    scenario: Scenario
    """As it was staged, overrides applied."""
    format: Format
    cast: tuple[Seat, ...]
    created: datetime
    seed: int = 0
    lineage: Lineage | None = None
    entries: tuple[Entry, ...] = ()
    """In append order."""

    def seat(self, name: str) -> Seat:
        """The seat of that name. KeyError when there is none."""
        for seat in self.cast:
            if seat.name == name:
                return seat
        raise KeyError(name)

    @property
    def debaters(self) -> tuple[Seat, ...]:
        """The seats that argue, in seating order. Whoever left is not among them."""
        return tuple(seat for seat in self.cast if seat.role == "debater" and seat.left is None)

    @property
    def all_debaters(self) -> tuple[Seat, ...]:
        """The seats that argue or argued: whoever left comes last."""
        return tuple(seat for seat in self.cast if seat.role == "debater")

    @property
    def moderator(self) -> Seat:
        """The seat that moderates."""
        return next(seat for seat in self.cast if seat.role == "moderator")

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said aloud, in slot order."""
        turns = (entry for entry in self.entries if isinstance(entry, Turn))
        return tuple(sorted(turns, key=lambda turn: (turn.slot or 0, turn.seq or 0)))

    @property
    def own(self) -> tuple[Entry, ...]:
        """The entries it made itself: all but what a fork has from its parent."""
        copied = self.lineage.copied if self.lineage else 0
        return tuple(entry for entry in self.entries if entry.seq is None or entry.seq > copied)

    @property
    def usage(self) -> Usage:
        """All tokens it took itself so far."""
        return sum((entry.usage for entry in self.own), Usage())

    @property
    def cost(self) -> float:
        """US dollars it spent itself so far, as far as prices are known."""
        return sum(entry.cost or 0.0 for entry in self.own)

    @property
    def whole(self) -> bool:
        """Whether everything said is here; a selection made for export has some of it."""
        return self.lineage is None or self.lineage.how != "selection"

    def byline(self, turn: Turn | Idea) -> str:
        """The name over a turn, and whether somebody changed its words. KeyError for a seat that is not there."""
        name = self.seat(turn.seat).byline
        return f"{name}, edited" if turn.edited_by else name

    @property
    def final(self) -> bool:
        """Whether nothing can follow: not after a selection, nor after what was said elsewhere and read from a file."""
        return not self.whole or any(seat.imported for seat in self.cast)

    @property
    def claimants(self) -> tuple[Turn | Idea, ...]:
        """What made claims, ideas among them, in slot order."""
        return claimants(self.entries)

    def append(self, *entries: Entry) -> Debate:
        """A new debate with these entries after the others."""
        return self.model_copy(update={"entries": (*self.entries, *entries)})


def claimants(entries: Iterable[Entry]) -> tuple[Turn | Idea, ...]:
    """Of these entries, those that can make claims, in slot order."""
    found = (entry for entry in entries if isinstance(entry, Turn | Idea))
    return tuple(sorted(found, key=lambda entry: (entry.slot or 0, entry.seq or 0)))
