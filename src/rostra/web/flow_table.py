"""The flow sheet as it is drawn: claims by speaker, each with what was answered to it and what became of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rostra.debate import Claim, Debate, Idea, Relation, Seat, Turn
from rostra.flow import Answer, Line, Status, flow_sheet
from rostra.web.colours import colour_of, initials
from rostra.web.scene import Frame
from rostra.web.wording import heading, name_of

FATES: dict[Status, str] = {
    "unanswered": "dropped",
    "answered": "answered",
    "conceded": "conceded",
    "supported": "supported",
    "last-word": "came last",
    "not-taken-up": "not taken up",
}
"""What became of a claim, in the order in which it is counted."""
MEANINGS: dict[Status, str] = {
    "unanswered": "Somebody who could have answered it had the floor later, and did not.",
    "answered": "Rebutted, questioned, or conceded in part.",
    "conceded": "An opponent granted it.",
    "supported": "Taken up by others, and disputed by nobody.",
    "last-word": "Nobody had the chance to answer it.",
    "not-taken-up": "An idea that nobody built on or disputed.",
}
DONE: dict[Relation, str] = {
    "rebuts": "rebutted by",
    "supports": "supported by",
    "concedes": "conceded by",
    "questions": "questioned by",
    "cites": "mentioned by",
}


def flow_table(debate: Debate) -> Frame:
    """Groups of rows, a group for each seat that claimed something, in seating order."""
    lines = flow_sheet(debate)
    made = {claim.id: entry for entry in debate.claimants for claim in entry.claims}
    claims = {line.claim.id: line.claim for line in lines}
    groups = [
        _group(debate, seat, mine, made, claims)
        for seat in debate.cast
        if (mine := [line for line in lines if line.seat == seat.name])
    ]
    return {"total": len(lines), "counted": _counted(lines), "groups": groups}


def key_of(entry: Turn | Idea) -> str:
    """What the reading view knows an entry by."""
    return f"slot-{entry.slot}" if entry.slot is not None else f"seq-{entry.seq}"


def _group(
    debate: Debate, seat: Seat, lines: list[Line], made: Mapping[str, Turn | Idea], claims: Mapping[str, Claim]
) -> Frame:
    return {
        "seat": seat.name,
        "name": seat.byline,
        "side": seat.side or "",
        "colour": colour_of(debate, seat.name),
        "initials": initials(seat.persona.display_name),
        "counted": _counted(lines),
        "lines": [_line(debate, line, made[line.claim.id], claims) for line in lines],
    }


def _line(debate: Debate, line: Line, entry: Turn | Idea, claims: Mapping[str, Claim]) -> Frame:
    return {
        "id": line.claim.id,
        "text": line.claim.text,
        "where": heading(debate, entry.phase, entry.round),
        "status": line.status,
        "label": FATES[line.status],
        "answers": [_answer(debate, answer, claims) for answer in line.answers],
    }


def _answer(debate: Debate, answer: Answer, claims: Mapping[str, Claim]) -> Frame:
    said = claims.get(answer.by or "")
    return {
        "key": f"slot-{answer.slot}",
        "relation": answer.relation,
        "done": DONE[answer.relation],
        "name": name_of(debate, answer.seat),
        "colour": colour_of(debate, answer.seat),
        "by": said.id if said else "",
        "text": said.text if said else "",
    }


def _counted(lines: tuple[Line, ...] | list[Line]) -> list[Frame]:
    count = Counter(line.status for line in lines)
    return [
        {"status": status, "label": label, "meaning": MEANINGS[status], "count": count[status]}
        for status, label in FATES.items()
        if count[status]
    ]
