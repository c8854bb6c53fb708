"""From what a model answered to the entry that closes the slot. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from rostra.claims import number
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Pass,
    PassReason,
    Point,
    Question,
    Section,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.models.base import Finished
from rostra.prompts.answers import (
    SECTIONS,
    Bidding,
    Calling,
    Cluster,
    Clustering,
    Judgement,
    Raising,
    Ranking,
    Standing,
    Statement,
    Steering,
    Synthesis,
    Vote,
)
from rostra.slot import Slot

_PASSES: frozenset[str] = frozenset(get_args(PassReason))
_WHOLE = re.compile(r".*[.!?…。！？][\"'”’»)]*(?=\s|$)(?:\s*(?:\[[^\[\]]*\]|\([^()]*\)))*", re.DOTALL)
"""Up to the end of the last sentence, the markers behind it included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of a slot."""

    text: str
    finished: Finished
    started: datetime
    at: datetime
    attempts: int = 1


def spoken_entry(debate: Debate, slot: Slot, heard: Heard) -> Entry:
    """A turn of a debater or the moderator, a rolling summary, or the pass in its place. `debate` is what the slot saw."""
    common = _common(slot, heard)
    finished = heard.finished
    text = _said(heard.text, debate.seat(slot.seat).persona.display_name)
    if finished.stop in _PASSES or not text:
        reason = finished.stop if finished.stop in _PASSES else "nothing-new"
        return Pass(seat=slot.seat, reason=reason, detail=finished.detail, **common)
    if finished.stop == "max_tokens":
        text = _whole_sentences(text)
    if slot.kind == "summarise":
        return Summary(scope="rolling", covers=slot.covers or 0, text=text, **common)
    seat = debate.seat(slot.seat)
    read = number(text, mark=seat.mark, turn=slot.turn, known=claim_ids(debate))
    if slot.kind == "idea":
        return Idea(seat=slot.seat, text=read.text, claims=read.claims, replies=read.replies, **common)
    return Turn(
        seat=slot.seat,
        text=read.text,
        claims=read.claims,
        replies=read.replies,
        missing=read.missing,
        question=slot.asked.number if slot.asked else None,
        stop=finished.stop,
        **common,
    )


def asked_entry(debate: Debate, slot: Slot, heard: Heard) -> Entry:
    """The entry of a structured answer, held to what exists: seats, claims, candidates."""
    common = _common(slot, heard)
    known = claim_ids(debate)
    match heard.finished.value:
        case Steering(says=says, enough=enough):
            return Decision(action="steer", by=slot.seat, says=says.strip(), enough=enough, **common)
        case Calling(seat=called, says=says, enough=enough):
            seat = _seat_named(debate, called)
            return Decision(action="call", by=slot.seat, seat=seat, says=says.strip(), enough=enough, **common)
        case Bidding(urgency=urgency, why=why):
            return Decision(action="bid", by=slot.seat, seat=slot.seat, urgency=urgency, says=why.strip(), **common)
        case Standing(value=value, says=says, moved_by=moved_by):
            return Stance(seat=slot.seat, value=value, says=says.strip(), moved_by=_known(moved_by, known), **common)
        case Vote(choice=choice, says=says):
            return Ballot(voter=slot.seat, poll=slot.phase, choice=choice, says=says.strip(), **common)
        case Ranking(best=best, says=says) if ranked := _all_known(best, known):
            return Ballot(voter=slot.seat, poll=slot.phase, ranking=ranked, says=says.strip(), **common)
        case Judgement(winner=winner, confidence=confidence, reasons=reasons):
            sides = (*debate.format.sides, *(seat.name for seat in debate.debaters))
            return Verdict(
                judge=slot.seat,
                winner=winner if winner in sides else None,
                confidence=confidence,
                reasons=tuple(_point(reason, known) for reason in reasons),
                **common,
            )
        case Clustering(clusters=clusters):
            return Summary(
                scope="clusters", covers=slot.sees.horizon, sections=tuple(_clusters(clusters, known)), **common
            )
        case Raising(text=text, to=to) if text.strip():
            return Question(text=text.strip(), by=slot.seat, to=_seat_named(debate, to), **common)
        case Synthesis() as synthesis:
            return Summary(scope="synthesis", covers=slot.sees.horizon, sections=_sections(synthesis, known), **common)
        case _:
            stop = heard.finished.stop
            reason = stop if stop in _PASSES else "invalid"
            return Pass(seat=slot.seat, reason=reason, detail=heard.finished.detail, **common)


def claim_ids(debate: Debate) -> frozenset[str]:
    """The ids of all claims made so far."""
    return frozenset(claim.id for entry in debate.claimants for claim in entry.claims)


def _common(slot: Slot, heard: Heard) -> dict[str, Any]:
    finished = heard.finished
    return {
        "slot": slot.number,
        "phase": slot.phase,
        "round": slot.round,
        "at": heard.at,
        "started": heard.started,
        "attempts": heard.attempts,
        "model": finished.model or None,
        "usage": finished.usage,
        "cost": finished.cost,
    }


def _said(text: str, name: str) -> str:
    """The words alone: models like to write the speaker's name, or the fence they saw, around them."""
    text = re.sub(r"</?turn[^>]*>", "", text).strip()
    return re.sub(rf"^\**{re.escape(name)}(?: \([^)]*\))?\**\s*:\s*\**", "", text).strip()


def _whole_sentences(text: str) -> str:
    """Cut at a ceiling, a turn ends with its last whole sentence."""
    whole = _WHOLE.match(text)
    return whole[0] if whole else text


def _seat_named(debate: Debate, said: str | None) -> str | None:
    """A seat by its name or display name; None when nobody is meant."""
    wanted = (said or "").strip().casefold()
    for seat in debate.debaters:
        if wanted in (seat.name.casefold(), seat.persona.display_name.casefold()):
            return seat.name
    return None


def _known(claim_id: str | None, known: Collection[str]) -> str | None:
    bare = (claim_id or "").strip(" []()")
    return bare if bare in known else None


def _sections(synthesis: Synthesis, known: Collection[str]) -> tuple[Section, ...]:
    """Statements without a claim that exists are left out: an account of a debate rests on what was said in it."""
    sections = []
    for name, title in SECTIONS.items():
        points = [_point(statement, known) for statement in getattr(synthesis, name)]
        if kept := tuple(point for point in points if point.cites):
            sections.append(Section(title=title, points=kept))
    return tuple(sections)


def _clusters(clusters: Iterable[Cluster], known: Collection[str]) -> Iterator[Section]:
    """Clusters of ideas that exist, each idea in the first cluster that names it."""
    placed: set[str] = set()
    for cluster in clusters:
        ids = tuple(id_ for id_ in _all_known(cluster.ideas, known) if id_ not in placed)
        placed.update(ids)
        if ids:
            yield Section(title=cluster.title.strip(), points=(Point(text=cluster.what.strip(), cites=ids),))


def _all_known(ids: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for id_ in ids if (found := _known(id_, known))))


def _point(statement: Statement, known: Collection[str]) -> Point:
    cites = dict.fromkeys(found for cite in statement.cites if (found := _known(cite, known)))
    return Point(text=statement.text.strip(), cites=tuple(cites))
