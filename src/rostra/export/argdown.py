"""Argdown, to argue on with its tools: a statement a claim, in a group a speaker, with what attacks and supports it beneath.

Argdown knows support and attack. Rebuttals attack; questions and concessions are neither, and stand as data and tags of the claim.
What is said is escaped, so that no text becomes a statement, a relation, a tag or a comment.
"""

from __future__ import annotations

import json
import re

from rostra.debate import Debate, Idea, Seat, Turn
from rostra.disclosure import author, disclosure, simulated
from rostra.export.words import byline, one_line
from rostra.flow import Line, flow_sheet

_SYNTAX = re.compile(r"[\\\[\]<>#@{}*_`|]|[-=/](?=[-=/*])|(?<=[-=/])[-=]|[.:](?=\S)")
_SIGNS = {"rebuts": "-", "supports": "+"}


def render(debate: Debate) -> str:
    """Front matter, the motion, then the claims by speaker."""
    lines = flow_sheet(debate)
    seats = [seat for seat in debate.cast if any(line.seat == seat.name for line in lines)]
    parts = [
        _front(debate),
        f"# {_escaped(debate.title)}",
        _escaped(disclosure(debate)),
        f"[Motion]: {_escaped(debate.scenario.motion)}",
    ]
    for seat in seats:
        parts.append(f"## {_escaped(byline(debate, seat.name))}{_escaped(f', {seat.side}') if seat.side else ''}")
        parts += [_statement(line, debate) for line in lines if line.seat == seat.name]
    parts += [_argument(debate, entry) for entry in debate.claimants if _names_turn(entry)]
    return "\n\n".join(parts) + "\n"


def _front(debate: Debate) -> str:
    fields = {
        "title": one_line(debate.title),
        "subTitle": disclosure(debate),
        "author": author(debate),
        "date": debate.created.isoformat(),
        "abstract": one_line(debate.scenario.motion),
        "disclosure": disclosure(debate),
        "simulated": list(simulated(debate)),
        "debate": one_line(debate.id),
        "cast": [_cast(debate, seat) for seat in debate.cast],
    }
    return "\n".join(["===", *(f"{name}: {_yaml(value)}" for name, value in fields.items()), "==="])


def _yaml(value: object) -> str:
    """JSON is YAML; but three equals signs would end the front matter, wherever they stand."""
    return json.dumps(value, ensure_ascii=False).replace("==", "=\\u003d")


def _cast(debate: Debate, seat: Seat) -> dict[str, str]:
    known = {
        "byline": byline(debate, seat.name),
        "role": seat.role,
        "side": seat.side,
        "mark": seat.mark,
        "model": seat.model,
    }
    return {name: one_line(value) for name, value in known.items() if value}


def _statement(line: Line, debate: Debate) -> str:
    beneath = []
    data: dict[str, list[str]] = {}
    for answer in line.answers:
        source = f"[{answer.by}]" if answer.by else f"<{_turn_name(debate, answer.seat, answer.slot)}>"
        if sign := _SIGNS.get(answer.relation):
            beneath.append(f"  <{sign} {source}")
        else:
            data.setdefault(answer.relation, []).append(answer.by or _turn_name(debate, answer.seat, answer.slot))
    told = f" {{{', '.join(f'{name}: {json.dumps(by)}' for name, by in data.items())}}}" if data else ""
    fate = f" #{line.status}" if debate.whole else ""
    return "\n".join([f"[{line.claim.id}]: {_escaped(line.claim.text)}{fate}{told}", *beneath])


def _names_turn(entry: Turn | Idea) -> bool:
    return any(reply.by is None and reply.relation in _SIGNS for reply in entry.replies)


def _argument(debate: Debate, entry: Turn | Idea) -> str:
    """What a turn that makes no claim of its own is called where it attacks or supports one."""
    name = _turn_name(debate, entry.seat, entry.slot or 0)
    return f"<{name}>: {_escaped(byline(debate, entry.seat))} answers without a claim\\."


def _turn_name(debate: Debate, seat: str, slot: int) -> str:
    return f"{debate.seat(seat).mark or 'moderator'}, slot {slot}"


def _escaped(text: str) -> str:
    return _SYNTAX.sub(lambda match: f"\\{match[0]}", one_line(text)) or "\\–"
