"""A debate as a document to be read: what stands in it, in which order, in which words. Pure; each format for readers draws this.

Texts of speakers are as they were said, for `prose` to take apart; all others are plain text. Whoever draws a text escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeGuard

from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    Question,
    Relation,
    Seat,
    Section,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.disclosure import disclosure, simulated
from rostra.flow import Line, flow_sheet
from rostra.slot import anchor
from rostra.transcript import polls

STANCES = {-2: "strongly against", -1: "leaning against", 0: "undecided", 1: "leaning for", 2: "strongly for"}
STATUSES = {
    "answered": "answered",
    "conceded": "conceded",
    "supported": "supported, not disputed",
    "unanswered": "dropped",
    "last-word": "came last",
    "not-taken-up": "not taken up",
}
DONE: dict[Relation, str] = {
    "rebuts": "rebutted by",
    "supports": "supported by",
    "concedes": "conceded by",
    "questions": "questioned by",
    "cites": "mentioned by",
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
        return _name(self.debate, who)


def document(debate: Debate) -> Document:
    """The document of a debate, as it stands."""
    silent = _silent(debate)
    stances = tuple((_name(debate, e.seat), e) for e in debate.entries if isinstance(e, Stance))
    usage, cost = debate.usage, debate.cost
    dollars = f", ${cost:.2f}" if cost else ""
    spent = f"{len(debate.turns)} turns · {usage.total:,} tokens ({usage.cache_read:,} from cache){dollars}"
    return Document(
        debate=debate,
        title=debate.title,
        disclosure=disclosure(debate),
        simulated=simulated(debate),
        motion=debate.scenario.motion,
        cast=tuple(Speaker(seat.byline, seat.side, seat) for seat in debate.debaters),
        background=debate.scenario.background.strip(),
        parts=tuple(_parts(debate, silent)),
        tallies=tuple(_tallies(debate)),
        stances=stances,
        abstained=_abstained(debate, (entry for entry in debate.entries if entry.phase not in silent)),
        flow=flow_sheet(debate) if debate.whole else (),
        known=frozenset(claim.id for entry in debate.claimants for claim in entry.claims),
        spent=spent if usage.total else "",
    )


def model_of(seat: Seat) -> str:
    """What writes a seat's words."""
    return "a person" if seat.human else (seat.model or "offline")


def anchor_of(claim_id: str) -> str:
    """The name by which a document links to a claim."""
    return claim_id.lower().replace(".", "-")


def _parts(debate: Debate, silent: set[str]) -> Iterator[Part]:
    title, acts = "", []
    phase = ""
    ordered = sorted(debate.entries, key=lambda entry: (anchor(entry), entry.slot is None, entry.seq or 0))
    for _, group in groupby(ordered, key=lambda entry: entry.phase if entry.phase in silent else id(entry)):
        entry, *others = group
        if entry.phase in silent:
            said = _abstained(debate, [entry, *others])
            act = Remark(said) if said else None
        else:
            act = _act(debate, entry)
        if act is None:
            continue
        if entry.phase and entry.phase != phase and not isinstance(entry, Ballot | Stance):
            if acts or title:
                yield Part(title, tuple(acts))
            phase, title, acts = entry.phase, _title(debate, entry.phase), []
        acts.append(act)
    if acts or title:
        yield Part(title, tuple(acts))


def _act(debate: Debate, entry: Entry) -> Act | None:
    match entry:
        case Turn() | Idea():
            return Speech(_speaker(debate, entry.seat), entry.text, tuple(claim.id for claim in entry.claims), entry)
        case Decision(says=says) if says and entry.action in ("call", "steer"):
            return Speech(_speaker(debate, entry.by), says, entry=entry)
        case Decision():
            return Remark(said) if (said := _decided(debate, entry)) else None
        case Question():
            return Asked(_name(debate, entry.by), _name(debate, entry.to) if entry.to else "", entry.text)
        case Pass(reason="abstains"):
            return None
        case Pass():
            detail = f" {entry.detail}" if entry.detail else ""
            return Remark(f"{_name(debate, entry.seat)} passes ({entry.reason.replace('-', ' ')}).{detail}")
        case Summary(scope="rolling"):
            return Aside("The moderator's summary so far", entry.text)
        case Summary(scope="clusters"):
            return Findings(entry.sections, by=_speaker(debate, debate.moderator.name))
        case Summary():
            return Findings(entry.sections, entry.text or ("" if entry.sections else "*Nothing to sum up.*"))
        case Verdict():
            return Ruling(_name(debate, entry.judge), entry.winner, entry.confidence, entry)
        case Notice():
            return Remark(entry.text)
        case _:
            return None


def _decided(debate: Debate, decision: Decision) -> str:
    match decision.action:
        case "continue":
            return f"{decision.by} asked for {decision.rounds} more round{'s' if decision.rounds != 1 else ''}."
        case "stop":
            return f"{decision.by} called time."
        case "skip":
            return f"{decision.by} asked to skip {_name(debate, decision.seat or 'nobody')}’s next turn."
        case "shorter":
            return f"{decision.by} asked for shorter turns."
        case "deeper":
            return f"{decision.by} asked to go deeper."
        case "budget":
            return "The budget is nearly spent; the moderator closes the debate."
        case "call":
            return f"{_name(debate, decision.by)} gives the floor to {_name(debate, decision.seat or 'nobody')}."
        case _:
            return ""


def _tallies(debate: Debate) -> Iterator[Tally]:
    for poll in polls(debate):
        yield Tally(
            title=_title(debate, poll.poll),
            counts=tuple(poll.votes.items()),
            ranked=any(ballot.ranking for ballot in poll.ballots),
            why=tuple((_name(debate, ballot.voter), ballot) for ballot in poll.ballots if ballot.says),
        )


def _silent(debate: Debate) -> set[str]:
    """Phases in which everybody abstained: they have no result to stand under, and are told where they were."""
    answered = {entry.phase for entry in debate.entries if not _abstains(entry)}
    return {entry.phase for entry in debate.entries if entry.phase} - answered


def _abstains(entry: Entry) -> TypeGuard[Pass]:
    return isinstance(entry, Pass) and entry.reason == "abstains"


def _abstained(debate: Debate, entries: Iterable[Entry]) -> str:
    """Who abstained, in one line with the first reason; empty when nobody did."""
    passes = [entry for entry in entries if _abstains(entry)]
    if not passes:
        return ""
    names = ", ".join(dict.fromkeys(_name(debate, entry.seat) for entry in passes))
    return f"Abstained: {names}. {passes[0].detail}".strip()


def _speaker(debate: Debate, name: str) -> Speaker:
    seat = next((seat for seat in debate.cast if seat.name == name), None)
    return Speaker(seat.byline, seat.side, seat) if seat else Speaker(name)


def _name(debate: Debate, who: str) -> str:
    return next((seat.persona.display_name for seat in debate.cast if seat.name == who), who)


def _title(debate: Debate, phase: str) -> str:
    return next((p.title for p in debate.format.phases if p.name == phase), phase)
