"""Debates side by side: where they part, what is said in the same place, what became of the claims. Counted, not judged. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rostra.agenda import next_slots
from rostra.debate import Claim, Debate, Idea, Lineage, Stance, Summary, Turn, Usage, Verdict
from rostra.disclosure import disclosure, simulated
from rostra.errors import WrongUse
from rostra.flow import Status, flow_sheet
from rostra.forking import shared
from rostra.prompts.answers import SECTIONS
from rostra.transcript import Poll, polls
from rostra.values import Value


class Said(Value):
    """A turn in its place."""

    seat: str
    byline: str
    """With `edited` where somebody changed the words."""
    text: str
    words: int
    model: str | None


class Place(Value):
    """A slot after the parting, and what each debate has there."""

    slot: int
    phase: str
    """As it is read on screen, in the first debate that has a turn here."""
    round: int
    how: Literal["same", "differs", "some"]
    """`same`: the same words by the same seat in all; `some`: not every debate has a turn here."""
    said: tuple[Said | None, ...]
    """One for each debate, in their order."""


class Standing(Value):
    """Where a seat stood, each time it was asked."""

    seat: str
    byline: str
    values: tuple[int, ...]
    """-2 strongly against the motion … 2 strongly for it."""


class Ruling(Value):
    """A verdict in one line."""

    judge: str
    winner: str | None
    confidence: float | None


class Column(Value):
    """One debate."""

    id: str
    title: str
    disclosure: str
    simulated: tuple[str, ...]
    lineage: Lineage | None
    status: Literal["ended", "open"]
    turns: int
    words: int
    """Said aloud, by anybody."""
    claims: int
    fates: dict[Status, int]
    """What became of the claims, by the flow sheet."""
    gained: tuple[Claim, ...]
    """Claims that the first debate does not have, by their words."""
    lost: tuple[Claim, ...]
    """Claims of the first debate that this one does not have."""
    stances: tuple[Standing, ...]
    polls: tuple[Poll, ...]
    verdicts: tuple[Ruling, ...]
    cruxes: tuple[str, ...]
    """What it turns on, by the closing synthesis."""
    usage: Usage
    """Its own: what a fork copied counts where it was written."""
    cost: float
    """US dollars, likewise."""


class Comparison(Value):
    """Debates side by side; the first is what the others are held against."""

    shared: int
    """The last slot up to which all say the same; -1 where they differ before the first."""
    debates: tuple[Column, ...]
    places: tuple[Place, ...]
    """The slots after it in which somebody speaks, in order."""


def compare(*debates: Debate) -> Comparison:
    """Two debates or more, of one family or not. `WrongUse` for fewer, and for one named twice."""
    if len(debates) < 2:
        raise WrongUse("A comparison takes two debates or more.", remedy="Name another one.")
    if twice := [id_ for id_, count in Counter(debate.id for debate in debates).items() if count > 1]:
        raise WrongUse(f"{twice[0]!r} is named twice.", remedy="Name each debate once.")
    parting = shared(*debates)
    return Comparison(
        shared=parting,
        debates=tuple(_column(debate, debates[0]) for debate in debates),
        places=tuple(_places(debates, parting)),
    )


def _column(debate: Debate, first: Debate) -> Column:
    sheet = flow_sheet(debate)
    mine, theirs = _claims(debate), _claims(first)
    return Column(
        id=debate.id,
        title=debate.title,
        disclosure=disclosure(debate),
        simulated=simulated(debate),
        lineage=debate.lineage,
        status="open" if debate.whole and next_slots(debate) else "ended",
        turns=len(debate.turns),
        words=sum(len(turn.text.split()) for turn in debate.claimants),
        claims=len(sheet),
        fates=dict(sorted(Counter(line.status for line in sheet).items())),
        gained=tuple(claim for text, claim in mine.items() if text not in theirs),
        lost=tuple(claim for text, claim in theirs.items() if text not in mine),
        stances=tuple(_stances(debate)),
        polls=polls(debate),
        verdicts=tuple(
            Ruling(judge=entry.judge, winner=entry.winner, confidence=entry.confidence)
            for entry in debate.entries
            if isinstance(entry, Verdict)
        ),
        cruxes=tuple(_cruxes(debate)),
        usage=debate.usage,
        cost=debate.cost,
    )


def _claims(debate: Debate) -> dict[str, Claim]:
    """By their words: in a fork, the same number may stand for another claim."""
    found: dict[str, Claim] = {}
    for entry in debate.claimants:
        for claim in entry.claims:
            found.setdefault(" ".join(claim.text.casefold().split()), claim)
    return found


def _stances(debate: Debate) -> Iterator[Standing]:
    given = sorted((e for e in debate.entries if isinstance(e, Stance)), key=lambda stance: stance.slot or 0)
    for seat in debate.cast:
        if values := tuple(stance.value for stance in given if stance.seat == seat.name):
            yield Standing(seat=seat.name, byline=seat.byline, values=values)


def _cruxes(debate: Debate) -> Iterator[str]:
    """Of the last synthesis."""
    accounts = [entry for entry in debate.entries if isinstance(entry, Summary) and entry.scope == "synthesis"]
    for section in max(accounts, key=lambda entry: entry.slot or 0).sections if accounts else ():
        if section.title == SECTIONS["cruxes"]:
            yield from (point.text for point in section.points)


def _places(debates: Sequence[Debate], parting: int) -> Iterator[Place]:
    turns = [{turn.slot: turn for turn in debate.claimants if (turn.slot or 0) > parting} for debate in debates]
    for slot in sorted({slot for each in turns for slot in each if slot is not None}):
        here = [each.get(slot) for each in turns]
        debate, first = next((d, turn) for d, turn in zip(debates, here, strict=True) if turn is not None)
        said = tuple(
            _said(debate, turn) if turn is not None else None for debate, turn in zip(debates, here, strict=True)
        )
        alike = len({(turn.seat, turn.text) for turn in here if turn is not None}) == 1
        yield Place(
            slot=slot,
            phase=next((phase.title for phase in debate.format.phases if phase.name == first.phase), first.phase),
            round=first.round,
            how="some" if None in said else "same" if alike else "differs",
            said=said,
        )


def _said(debate: Debate, turn: Turn | Idea) -> Said:
    return Said(
        seat=turn.seat,
        byline=debate.byline(turn),
        text=turn.text,
        words=len(turn.text.split()),
        model=turn.model,
    )
