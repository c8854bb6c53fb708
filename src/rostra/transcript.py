"""A debate as a document, `rostra.transcript/1`: the entries verbatim, and views of them for whoever reads it with other tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Literal, Self, TypeVar

from pydantic import ConfigDict, Field

from rostra.agenda import next_slots
from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Entry,
    Idea,
    Lineage,
    Question,
    Reply,
    Seat,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)
from rostra.disclosure import disclosure, simulated
from rostra.format import Format
from rostra.scenario import Scenario
from rostra.values import Value

VERSION = "rostra.transcript/1"
E = TypeVar("E", Ballot, Idea, Question, Stance, Summary, Verdict)


class SpokenTurn(Value):
    """A turn with everything a reader of the file needs to understand it alone."""

    index: int
    """From 1, in the order of slots."""
    slot: int | None
    seat: str
    persona: str
    byline: str
    phase: str
    round: int
    text: str
    claims: tuple[Claim, ...]
    replies: tuple[Reply, ...]
    missing: tuple[str, ...]
    model: str | None
    stop: str
    started: datetime | None
    ended: datetime
    usage: Usage
    cost: float | None
    """US dollars."""
    edited_by: str | None = None
    """Who changed its words; the byline says so too."""


class Poll(Value):
    """The votes of one poll."""

    poll: str
    votes: dict[str, int]
    """`for`, `against`, `undecided` to a count; where ideas were ranked, their numbers to points (3, 2, 1), the most first."""
    ballots: tuple[Ballot, ...]


class Transcript(Value):
    """A debate as a document. `entries` is the truth; `turns` and what follows are views of it, recomputed on export."""

    model_config = ConfigDict(populate_by_name=True)

    version: Literal["rostra.transcript/1"] = Field(default="rostra.transcript/1", alias="schema")
    id: str
    title: str
    motion: str
    status: Literal["ended", "open"]
    disclosure: str
    simulated: tuple[str, ...]
    """Names of possibly real people whose words here are not theirs."""
    created: datetime
    seed: int
    lineage: Lineage | None
    scenario: Scenario
    format: Format
    cast: tuple[Seat, ...]
    entries: tuple[Entry, ...]
    """Verbatim, in append order."""
    turns: tuple[SpokenTurn, ...]
    questions: tuple[Question, ...]
    stances: tuple[Stance, ...]
    polls: tuple[Poll, ...]
    summaries: tuple[Summary, ...]
    verdicts: tuple[Verdict, ...]
    ideas: tuple[Idea, ...]
    usage: Usage
    cost: float
    """US dollars, as far as prices are known. Tokens and dollars are the debate's own: a fork's do not count what it copied."""

    @classmethod
    def of(cls, debate: Debate) -> Self:
        """The document of a debate, as it stands."""
        return cls(
            id=debate.id,
            title=debate.title,
            motion=debate.scenario.motion,
            status="open" if next_slots(debate) else "ended",
            disclosure=disclosure(debate),
            simulated=simulated(debate),
            created=debate.created,
            seed=debate.seed,
            lineage=debate.lineage,
            scenario=debate.scenario,
            format=debate.format,
            cast=debate.cast,
            entries=debate.entries,
            turns=tuple(_spoken(debate, turn, n) for n, turn in enumerate(debate.turns, start=1)),
            questions=_of(debate, Question),
            stances=_of(debate, Stance),
            polls=polls(debate),
            summaries=_of(debate, Summary),
            verdicts=_of(debate, Verdict),
            ideas=_of(debate, Idea),
            usage=debate.usage,
            cost=debate.cost,
        )

    def debate(self) -> Debate:
        """The debate again, to be continued: from the entries, whatever the views say."""
        return Debate(
            id=self.id,
            title=self.title,
            scenario=self.scenario,
            format=self.format,
            cast=self.cast,
            created=self.created,
            seed=self.seed,
            lineage=self.lineage,
            entries=self.entries,
        )


def polls(debate: Debate) -> tuple[Poll, ...]:
    """The polls of a debate, in the order of their first vote; a voter's last ballot counts."""
    ballots: dict[str, dict[str, Ballot]] = {}
    for ballot in sorted(_of(debate, Ballot), key=lambda ballot: ballot.slot or 0):
        ballots.setdefault(ballot.poll, {})[ballot.voter] = ballot
    return tuple(
        Poll(
            poll=poll,
            votes=_counted(cast.values()),
            ballots=tuple(cast.values()),
        )
        for poll, cast in ballots.items()
    )


def _counted(ballots: Collection[Ballot]) -> dict[str, int]:
    ranked = Counter[str]()
    for ballot in ballots:
        for place, idea in enumerate(ballot.ranking[:3]):
            ranked[idea] += 3 - place
    if ranked:
        return dict(sorted(ranked.items(), key=lambda row: (-row[1], row[0])))
    return dict(sorted(Counter(ballot.choice for ballot in ballots).items()))


def _spoken(debate: Debate, turn: Turn, index: int) -> SpokenTurn:
    seat = debate.seat(turn.seat)
    return SpokenTurn(
        index=index,
        slot=turn.slot,
        seat=turn.seat,
        persona=seat.persona.name,
        byline=debate.byline(turn),
        phase=turn.phase,
        round=turn.round,
        text=turn.text,
        claims=turn.claims,
        replies=turn.replies,
        missing=turn.missing,
        model=turn.model,
        stop=turn.stop,
        started=turn.started,
        ended=turn.at,
        edited_by=turn.edited_by,
        usage=turn.usage,
        cost=turn.cost,
    )


def _of(debate: Debate, kind: type[E]) -> tuple[E, ...]:
    return tuple(entry for entry in debate.entries if isinstance(entry, kind))
