"""From a debate to the document that is read: entries in their order, told in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeGuard

from rostra.debate import Ballot, Debate, Decision, Entry, Idea, Notice, Pass, Question, Stance, Summary, Turn, Verdict
from rostra.disclosure import disclosure, simulated
from rostra.export.document import (
    Act,
    Aside,
    Asked,
    Document,
    Findings,
    Part,
    Remark,
    Ruling,
    Speaker,
    Speech,
    Tally,
    name_of,
)
from rostra.flow import flow_sheet
from rostra.forking import origin
from rostra.slot import anchor
from rostra.transcript import polls


def document(debate: Debate) -> Document:
    """The document of a debate, as it stands."""
    silent = _silent(debate)
    stances = tuple((name_of(debate, e.seat), e) for e in debate.entries if isinstance(e, Stance))
    usage, cost = debate.usage, debate.cost
    dollars = f", ${cost:.2f}" if cost else ""
    spent = f"{len(debate.turns)} turns · {usage.total:,} tokens ({usage.cache_read:,} from cache){dollars}"
    return Document(
        debate=debate,
        title=debate.title,
        disclosure=disclosure(debate),
        simulated=simulated(debate),
        motion=debate.scenario.motion,
        cast=tuple(Speaker(seat.byline, seat.side, seat) for seat in debate.all_debaters),
        background=debate.scenario.background.strip(),
        parts=tuple(_parts(debate, silent)),
        tallies=tuple(_tallies(debate)),
        stances=stances,
        abstained=_abstained(debate, (entry for entry in debate.entries if entry.phase not in silent)),
        flow=flow_sheet(debate) if debate.whole else (),
        known=frozenset(claim.id for entry in debate.claimants for claim in entry.claims),
        spent=spent if usage.total else "",
    )


def _parts(debate: Debate, silent: set[str]) -> Iterator[Part]:
    title, phase = "", ""
    acts: list[Act] = [Remark(origin(debate))] if origin(debate) else []
    numbers = {id(turn): number for number, turn in enumerate(debate.turns, start=1)}
    ordered = sorted(debate.entries, key=lambda entry: (anchor(entry), entry.slot is None, entry.seq or 0))
    for _, group in groupby(ordered, key=lambda entry: entry.phase if entry.phase in silent else id(entry)):
        entry, *others = group
        if entry.phase in silent:
            said = _abstained(debate, [entry, *others])
            act: Act | None = Remark(said) if said else None
        else:
            act = _act(debate, entry, numbers.get(id(entry)))
        if act is None:
            continue
        if entry.phase and entry.phase != phase and not isinstance(entry, Ballot | Stance):
            if acts or title:
                yield Part(title, tuple(acts))
            phase, title, acts = entry.phase, _title(debate, entry.phase), []
        acts.append(act)
    if acts or title:
        yield Part(title, tuple(acts))


def _act(debate: Debate, entry: Entry, number: int | None) -> Act | None:
    match entry:
        case Turn() | Idea():
            by = replace(_speaker(debate, entry.seat), byline=debate.byline(entry))
            return Speech(by, entry.text, tuple(claim.id for claim in entry.claims), entry, number)
        case Decision(says=says) if says and entry.action in ("call", "steer"):
            return Speech(_speaker(debate, entry.by), says, entry=entry)
        case Decision():
            return Remark(said) if (said := _decided(debate, entry)) else None
        case Question():
            return Asked(name_of(debate, entry.by), name_of(debate, entry.to) if entry.to else "", entry.text)
        case Pass(reason="abstains"):
            return None
        case Pass():
            detail = f" {entry.detail}" if entry.detail else ""
            return Remark(f"{name_of(debate, entry.seat)} passes ({entry.reason.replace('-', ' ')}).{detail}")
        case Summary(scope="rolling"):
            return Aside("The moderator's summary so far", entry.text)
        case Summary(scope="clusters"):
            return Findings(entry.sections, by=_speaker(debate, debate.moderator.name))
        case Summary():
            return Findings(entry.sections, entry.text or ("" if entry.sections else "*Nothing to sum up.*"))
        case Verdict():
            return Ruling(name_of(debate, entry.judge), entry.winner, entry.confidence, entry)
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
            return f"{decision.by} asked to skip {name_of(debate, decision.seat or 'nobody')}’s next turn."
        case "shorter":
            return f"{decision.by} asked for shorter turns."
        case "deeper":
            return f"{decision.by} asked to go deeper."
        case "budget":
            return "The budget is nearly spent; the moderator closes the debate."
        case "call":
            return f"{name_of(debate, decision.by)} gives the floor to {name_of(debate, decision.seat or 'nobody')}."
        case _:
            return ""


def _tallies(debate: Debate) -> Iterator[Tally]:
    for poll in polls(debate):
        yield Tally(
            title=_title(debate, poll.poll),
            counts=tuple(poll.votes.items()),
            ranked=any(ballot.ranking for ballot in poll.ballots),
            why=tuple((name_of(debate, ballot.voter), ballot) for ballot in poll.ballots if ballot.says),
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
    names = ", ".join(dict.fromkeys(name_of(debate, entry.seat) for entry in passes))
    return f"Abstained: {names}. {passes[0].detail}".strip()


def _speaker(debate: Debate, name: str) -> Speaker:
    seat = next((seat for seat in debate.cast if seat.name == name), None)
    return Speaker(seat.byline, seat.side, seat) if seat else Speaker(name)


def _title(debate: Debate, phase: str) -> str:
    return next((p.title for p in debate.format.phases if p.name == phase), phase)
