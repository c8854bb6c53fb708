"""What a viewer is sent: a debate's values as plain JSON, in the words of `wording`. Pure; drawn by `assets/stage.js`, live and in replay.

A *scene* is the whole of what there is to see; *frames* change it. Every frame may arrive twice or late without harm: items are known by
their key, words on their way by slot, attempt and offset.
"""

from __future__ import annotations

from typing import Any

from rostra.agenda import next_slots
from rostra.colours import colour_of, initials
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    Point,
    Question,
    Seat,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.disclosure import disclosure
from rostra.events import Delta, Dropped, Ended, EntryAdded, Event, SlotFailed, SlotOpened, Started
from rostra.mapping import heading
from rostra.slot import anchor
from rostra.web.progress import Open, Progress
from rostra.web.wording import STANCES, byline, decided, floor, models, name_of, passing, spent, stopped, where

Frame = dict[str, Any]
"""JSON with a `type`: scene, item, open, delta, dropped or status."""

PROSE = frozenset({"speak", "idea", "introduce", "frame", "summarise"})
"""Kinds of slot whose words are worth watching as they come."""


def scene(progress: Progress, *, live: bool, elsewhere: bool = False, since: int = 0) -> Frame:
    """All there is to see; with `since`, only the items after that `seq`."""
    debate = progress.debate
    shown = [item(debate, entry) for entry in debate.entries if not since or (entry.seq or 0) > since]
    return {
        "type": "scene",
        "id": debate.id,
        "title": debate.title,
        "motion": debate.scenario.motion,
        "disclosure": disclosure(debate),
        "format": debate.format.title,
        "models": models(debate),
        "language": debate.scenario.language,
        "created": debate.created.isoformat(),
        "lineage": debate.lineage.model_dump() if debate.lineage else None,
        "cast": [seated(debate, seat) for seat in debate.cast],
        "phases": [
            {"name": phase.name, "title": phase.title, "rounds": _rounds(debate, phase.name)}
            for phase in debate.format.phases
        ],
        "items": [each for each in shown if each],
        "open": [opened(debate, each) for _, each in sorted(progress.open.items()) if _watched(each)],
        "status": status(progress, live=live, elsewhere=elsewhere),
    }


def frames(progress: Progress, event: Event) -> list[Frame]:
    """What an event changes for a viewer; `progress` has heard it already."""
    debate = progress.debate
    match event:
        case Started():
            return [scene(progress, live=True)]
        case Delta(slot=slot, attempt=attempt, offset=offset, text=text):
            return [{"type": "delta", "slot": slot, "attempt": attempt, "offset": offset, "text": text}]
        case SlotOpened(slot=slot):
            seen = progress.open[slot.number]
            said = [{"type": "open", "open": opened(debate, seen)}] if _watched(seen) else []
            return [*said, status_frame(progress, live=True)]
        case Dropped(slot=slot, attempt=attempt, reason=reason):
            return [{"type": "dropped", "slot": slot, "attempt": attempt + 1, "reason": reason}]
        case SlotFailed(slot=slot, reason=reason):
            return [{"type": "dropped", "slot": slot, "attempt": 0, "reason": reason}]
        case EntryAdded(entry=entry):
            drawn = item(debate, entry)
            told: list[Frame] = [{"type": "item", "item": drawn, "slot": entry.slot}] if drawn else []
            return [*told, status_frame(progress, live=True)]
        case Ended():
            return [status_frame(progress, live=False)]


def status_frame(progress: Progress, *, live: bool, elsewhere: bool = False) -> Frame:
    """Where the debate stands, alone."""
    return {"type": "status", "status": status(progress, live=live, elsewhere=elsewhere)}


def status(progress: Progress, *, live: bool, elsewhere: bool = False) -> Frame:
    """Who has the floor, in which phase, what it took so far. `state` says what can be done now."""
    debate, ended = progress.debate, progress.ended
    present = sorted(progress.open.values(), key=lambda each: each.slot.number)
    over = not live and not next_slots(debate)
    if live:
        state, said = "live", floor(progress)
    elif over:
        state, said = "ended", "Ended"
    elif elsewhere:
        state, said = "elsewhere", "On stage in another process; entries are shown as they come"
    elif ended is not None and ended.status == "failed":
        state, said = "failed", f"{ended.reason} {ended.remedy}".strip()
    elif waiting := waited_for(debate):
        state, said = "waiting", f"{byline(debate, waiting[0][1])} has the floor"
    else:
        state, said = "paused" if ended is not None and ended.status == "paused" else "stopped", stopped(ended)
    last = max((e for e in debate.entries if e.phase), key=anchor, default=None)
    phase, round_ = (present[0].slot.phase, present[0].slot.round) if present else ("", 1)
    if not phase and last is not None:
        phase, round_ = last.phase, last.round
    return {
        "state": state,
        "said": said,
        "phase": phase,
        "round": round_,
        "where": where(progress),
        "floor": [each.slot.seat for each in present],
        "spent": spent(debate),
        "tokens": debate.usage.total,
        "cost": round(debate.cost, 4),
        "waiting": [{"slot": slot, "seat": seat} for slot, seat in waited_for(debate)] if not over else [],
    }


def waited_for(debate: Debate) -> list[tuple[int, str]]:
    """The open slots that a person has to close, and their seats."""
    return [
        (slot.number, slot.seat)
        for slot in next_slots(debate)
        if slot.kind in ("speak", "idea") and debate.seat(slot.seat).human
    ]


def opened(debate: Debate, seen: Open) -> Frame:
    """Words on their way."""
    slot = seen.slot
    return {
        "key": f"slot-{slot.number}",
        "order": [slot.number, 0, 0],
        "slot": slot.number,
        "seat": slot.seat,
        "kind": "rolling" if slot.kind == "summarise" else "turn" if slot.kind in ("speak", "idea") else "moderator",
        "name": byline(debate, slot.seat),
        "heading": heading(debate, slot.phase, slot.round),
        "attempt": seen.attempt,
        "text": seen.text,
        "trouble": seen.trouble,
    }


def item(debate: Debate, entry: Entry) -> Frame | None:
    """An entry as it is drawn; None for what is not shown."""
    drawn = _drawn(debate, entry)
    if drawn is None:
        return None
    loose = entry.slot is None
    return {
        "key": f"seq-{entry.seq}" if loose else f"slot-{entry.slot}",
        "order": [anchor(entry), int(loose), entry.seq or 0],
        "seq": entry.seq,
        "slot": entry.slot,
        "phase": entry.phase,
        "round": entry.round,
        "heading": heading(debate, entry.phase, entry.round) if entry.phase else "",
        "at": entry.at.isoformat(),
        **drawn,
    }


def _drawn(debate: Debate, entry: Entry) -> Frame | None:
    match entry:
        case Turn() | Idea():
            return _said(debate, entry)
        case Decision(action="bid"):
            return None
        case Decision(says=says) if says:
            return {"kind": "moderator", "name": byline(debate, entry.by), "text": says, "note": decided(debate, entry)}
        case Decision():
            note = decided(debate, entry)
            return {"kind": "note", "text": note} if note else None
        case Question(by=by, to=to, text=text):
            whom = name_of(debate, to) if to else ""
            return {"kind": "question", "name": byline(debate, by), "to": whom, "text": text}
        case Stance(seat=seat, value=value, says=says, moved_by=moved_by):
            return {
                "kind": "stance",
                "seat": seat,
                "name": name_of(debate, seat),
                "value": value,
                "stands": STANCES[value],
                "text": says,
                "cites": [moved_by] if moved_by else [],
            }
        case Ballot(voter=voter, poll=poll, choice=choice, says=says, ranking=ranking):
            return {
                "kind": "ballot",
                "name": name_of(debate, voter),
                "poll": poll,
                "choice": "" if ranking else choice,
                "text": says,
                "cites": list(ranking),
            }
        case Summary(scope="rolling", text=text):
            return {"kind": "rolling", "name": byline(debate, debate.moderator.name), "text": text}
        case Summary(scope=scope, text=text, sections=sections):
            titled = [{"title": section.title, "points": _points(section.points)} for section in sections]
            name = byline(debate, debate.moderator.name)
            return {"kind": "sections", "scope": scope, "name": name, "text": text, "sections": titled}
        case Verdict(judge=judge, winner=winner, confidence=confidence, reasons=reasons):
            return {
                "kind": "verdict",
                "name": byline(debate, judge),
                "winner": _winner(debate, winner),
                "confidence": confidence,
                "points": _points(reasons),
            }
        case Pass(seat=seat, reason=reason, detail=detail):
            return {"kind": "pass", "name": name_of(debate, seat), **passing(reason), "detail": detail.rstrip(".")}
        case Notice(text=text):
            return {"kind": "note", "text": text}


def _said(debate: Debate, entry: Turn | Idea) -> Frame:
    argues = debate.seat(entry.seat).role == "debater"
    return {
        "kind": "turn" if argues else "moderator",
        "seat": entry.seat,
        "name": debate.byline(entry),
        "text": entry.text,
        "claims": [{"id": claim.id, "text": claim.text} for claim in entry.claims],
        "replies": [{"to": reply.to, "relation": reply.relation} for reply in entry.replies],
        "missing": list(entry.missing) if isinstance(entry, Turn) else [],
        "words": len(entry.text.split()),
    }


def _winner(debate: Debate, winner: str | None) -> str:
    return f"the side “{winner}”" if winner in debate.format.sides else name_of(debate, winner or "")


def _points(points: tuple[Point, ...]) -> list[Frame]:
    return [{"text": point.text, "cites": list(point.cites)} for point in points]


def seated(debate: Debate, seat: Seat) -> Frame:
    """A seat as it is drawn."""
    return {
        "name": seat.name,
        "byline": seat.byline,
        "short": seat.persona.display_name,
        "role": seat.role,
        "side": seat.side or "",
        "mark": seat.mark or "",
        "human": seat.human,
        "until": None if seat.left is None else sum(1 for turn in debate.turns if (turn.slot or 0) <= seat.left),
        "colour": colour_of(debate, seat.name),
        "initials": initials(seat.persona.display_name),
    }


def _rounds(debate: Debate, phase_name: str) -> int:
    phase = debate.format.phase(phase_name)
    return (debate.scenario.rounds or phase.rounds) if phase.rounds > 1 else 1


def _watched(seen: Open) -> bool:
    return seen.slot.kind in PROSE
