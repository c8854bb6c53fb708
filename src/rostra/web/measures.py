"""What can be counted in a debate: who spoke how much, who answered whom and how, how people voted, where speakers stood. Pure."""

from __future__ import annotations

from collections import Counter

from rostra.debate import Debate, Decision, Idea, Relation, Seat, Stance, Turn
from rostra.flow import flow_sheet
from rostra.transcript import Poll, polls
from rostra.web.colours import colour_of, initials
from rostra.web.scene import Frame
from rostra.web.wording import STANCES, name_of

RELATIONS: tuple[Relation, ...] = ("rebuts", "questions", "concedes", "supports")
"""Ways to answer, from dispute to agreement."""
CHOICES = ("for", "undecided", "against")


def measures(debate: Debate) -> Frame:
    """All of it."""
    return {
        "airtime": airtime(debate),
        "replies": replies(debate),
        "polls": [_poll(debate, poll) for poll in polls(debate)],
        "moves": moves(debate),
        "stances": stances(debate),
    }


def airtime(debate: Debate) -> list[Frame]:
    """Turns and words of whoever said anything, ideas among them: debaters in seating order, then the moderator."""
    words: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    for entry in debate.entries:
        match entry:
            case Turn(seat=who, text=text) | Idea(seat=who, text=text):
                pass
            case Decision(by=who, says=text) if text and entry.action != "bid":
                pass
            case _:
                continue
        words[who] += len(text.split())
        turns[who] += 1
    total = sum(words[seat.name] for seat in debate.debaters) or 1
    shown = [*debate.debaters, *(seat for seat in debate.cast if seat.role == "moderator" and turns[seat.name])]
    return [
        _who(debate, seat)
        | {
            "words": words[seat.name],
            "turns": turns[seat.name],
            "share": round(100 * words[seat.name] / total) if seat.role == "debater" else None,
        }
        for seat in shown
    ]


def replies(debate: Debate) -> Frame:
    """Who answered whom: a row for each debater who could answer, a cell for each whose claims were answered, by relation."""
    count: Counter[tuple[str, str, Relation]] = Counter()
    for line in flow_sheet(debate):
        for answer in line.answers:
            count[answer.seat, line.seat, answer.relation] += 1
    seats = debate.debaters
    rows = [_who(debate, one) | {"cells": [_cell(count, one.name, other.name) for other in seats]} for one in seats]
    totals = {relation: sum(n for (_, _, how), n in count.items() if how == relation) for relation in RELATIONS}
    return {
        "relations": [{"relation": relation, "count": n} for relation, n in totals.items()],
        "total": sum(totals.values()),
        "columns": [_who(debate, seat) for seat in seats],
        "rows": rows,
    }


def moves(debate: Debate) -> list[Frame]:
    """Where each voter stood in the first poll on the motion and in the last; empty with fewer than two."""
    on_motion = [poll for poll in polls(debate) if not any(ballot.ranking for ballot in poll.ballots)]
    if len(on_motion) < 2:
        return []
    before, after = (_choices(poll) for poll in (on_motion[0], on_motion[-1]))
    return [
        {"name": name_of(debate, voter), "before": choice, "after": after[voter], "moved": choice != after[voter]}
        for voter, choice in before.items()
        if voter in after
    ]


def stances(debate: Debate) -> list[Frame]:
    """Where each speaker stood whenever they were asked, the first time first."""
    given = [entry for entry in debate.entries if isinstance(entry, Stance)]
    return [
        _who(debate, seat) | {"values": [_stance(debate, entry) for entry in found]}
        for seat in debate.cast
        if (found := [entry for entry in given if entry.seat == seat.name])
    ]


def _who(debate: Debate, seat: Seat) -> Frame:
    return {
        "seat": seat.name,
        "name": seat.persona.display_name,
        "colour": colour_of(debate, seat.name),
        "initials": initials(seat.persona.display_name),
    }


def _cell(count: Counter[tuple[str, str, Relation]], one: str, other: str) -> Frame:
    by = {relation: count[one, other, relation] for relation in RELATIONS if count[one, other, relation]}
    return {"total": sum(by.values()), "by": [{"relation": relation, "count": n} for relation, n in by.items()]}


def _poll(debate: Debate, poll: Poll) -> Frame:
    title = next((phase.title for phase in debate.format.phases if phase.name == poll.poll), poll.poll)
    ranked = any(ballot.ranking for ballot in poll.ballots)
    if ranked:
        texts = {claim.id: claim.text for entry in debate.claimants for claim in entry.claims}
        best = [{"id": id_, "text": texts.get(id_, ""), "points": points} for id_, points in poll.votes.items()]
        return {"title": title, "ranked": best, "votes": [], "total": 0}
    votes = [{"choice": choice, "count": poll.votes.get(choice, 0)} for choice in CHOICES]
    return {"title": title, "ranked": [], "votes": votes, "total": len(poll.ballots)}


def _choices(poll: Poll) -> dict[str, str]:
    return {ballot.voter: ballot.choice for ballot in poll.ballots}


def _stance(debate: Debate, entry: Stance) -> Frame:
    phase = next((phase.title for phase in debate.format.phases if phase.name == entry.phase), entry.phase)
    return {
        "value": entry.value,
        "stands": STANCES[entry.value],
        "where": phase,
        "says": entry.says,
        "moved_by": entry.moved_by or "",
    }
