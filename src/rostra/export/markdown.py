"""Markdown to read with pleasure: the debate as it went, claim numbers small, replies linked, the flow sheet at the end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import TypeGuard

from rostra.claims import ID
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
    Relation,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.disclosure import disclosure
from rostra.export.words import printable
from rostra.flow import Line, flow_sheet
from rostra.slot import anchor
from rostra.transcript import polls

_REFERENCE = re.compile(r"\((?:(?P<word>[a-z]+) )?(?P<ids>\[[A-Z]{1,2}\d+\.\d+\](?:, ?\[[A-Z]{1,2}\d+\.\d+\])*)\)")
_NUMBER = re.compile(r"\[([A-Z]{1,2}\d{1,3}\.\d{1,3})\](?!\()")
_STATUS = {
    "answered": "answered",
    "conceded": "conceded",
    "supported": "supported, not disputed",
    "unanswered": "**dropped**",
    "last-word": "came last",
    "not-taken-up": "not taken up",
}
_DONE: dict[Relation, str] = {
    "rebuts": "rebutted by",
    "supports": "supported by",
    "concedes": "conceded by",
    "questions": "questioned by",
    "cites": "mentioned by",
}
_STANCES = {-2: "strongly against", -1: "leaning against", 0: "undecided", 1: "leaning for", 2: "strongly for"}


def render(debate: Debate) -> str:
    """The whole document."""
    parts = [*_head(debate), *_body(debate), *_polls(debate), *_flow(debate), *_foot(debate)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(debate: Debate) -> Iterator[str]:
    yield f"# {_safe(debate.title)}"
    yield f"*{disclosure(debate)}*"
    yield f"> **Motion:** {_safe(debate.scenario.motion)}"
    yield "\n".join(
        f"- **{_safe(seat.byline)}**{_side(seat.side)} · claims {seat.mark} · {_model(seat.model, human=seat.human)}"
        for seat in debate.debaters
    )
    yield f"{debate.format.title} · {debate.created:%d %B %Y} · `{printable(debate.id)}`"
    if debate.scenario.background.strip():
        yield f"<details><summary>Background everybody was given</summary>\n\n{_safe(debate.scenario.background.strip())}\n\n</details>"


def _body(debate: Debate) -> Iterator[str]:
    claims = {claim.id for entry in debate.claimants for claim in entry.claims}
    silent = _silent(debate)
    ordered = sorted(debate.entries, key=lambda entry: (anchor(entry), entry.slot is None, entry.seq or 0))
    phase = ""
    for _, group in groupby(ordered, key=lambda entry: entry.phase if entry.phase in silent else id(entry)):
        entry, *others = group
        shown = _abstained(debate, [entry, *others]) if entry.phase in silent else _entry(debate, entry, claims)
        if not shown:
            continue
        if entry.phase and entry.phase != phase and not isinstance(entry, Ballot | Stance):
            phase = entry.phase
            yield f"## {_title(debate, phase)}"
        yield shown


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
    return f"*Abstained: {_safe(names)}. {_safe(passes[0].detail)}".strip() + "*"


def _entry(debate: Debate, entry: Entry, claims: set[str]) -> str:
    match entry:
        case Turn():
            return f"{_byline(debate, entry.seat)}\n\n{_marked(entry.text, claims, own={claim.id for claim in entry.claims})}"
        case Decision(says=says) if says and entry.action in ("call", "steer"):
            return f"{_byline(debate, entry.by)}\n\n{_marked(says, claims)}"
        case Decision(action="stop" | "continue" | "call" | "skip" | "shorter" | "deeper" | "budget"):
            return f"*{_decided(debate, entry)}*"
        case Question():
            to = f" {_name(debate, entry.to)}" if entry.to else ""
            return f"> **{_safe(_name(debate, entry.by))} asks{to}:** {_safe(entry.text)}"
        case Pass(reason="abstains"):
            return ""
        case Pass():
            detail = f" {entry.detail}" if entry.detail else ""
            return f"*{_safe(_name(debate, entry.seat))} passes ({entry.reason.replace('-', ' ')}).{_safe(detail)}*"
        case Idea():
            return f"{_byline(debate, entry.seat)}\n\n{_marked(entry.text, claims, own={claim.id for claim in entry.claims})}"
        case Summary(scope="rolling"):
            return f"<details><summary>The moderator's summary so far</summary>\n\n{_marked(entry.text, claims)}\n\n</details>"
        case Summary(scope="clusters"):
            groups = "\n".join(f"- **{_marked(s.title, claims)}:** {_pointed(s.points)}" for s in entry.sections)
            return f"{_byline(debate, debate.moderator.name)}\n\n{groups}"
        case Summary():
            return _synthesis(entry)
        case Verdict():
            reasons = "\n".join(f"- {_pointed((point,))}" for point in entry.reasons)
            sure = f" (sure to {entry.confidence:.0%})" if entry.confidence is not None else ""
            finds = f"finds for **{_safe(entry.winner)}**" if entry.winner else "finds for neither"
            return f"**{_safe(_name(debate, entry.judge))}** {finds}{sure}.\n\n{reasons}"
        case Notice():
            return f"*{_safe(entry.text)}*"
        case _:
            return ""


def _decided(debate: Debate, decision: Decision) -> str:
    match decision.action:
        case "continue":
            return f"{_safe(decision.by)} asked for {decision.rounds} more round{'s' if decision.rounds != 1 else ''}."
        case "stop":
            return f"{_safe(decision.by)} called time."
        case "skip":
            return f"{_safe(decision.by)} asked to skip {_safe(_name(debate, decision.seat or 'nobody'))}’s next turn."
        case "shorter":
            return f"{_safe(decision.by)} asked for shorter turns."
        case "deeper":
            return f"{_safe(decision.by)} asked to go deeper."
        case "budget":
            return "The budget is nearly spent; the moderator closes the debate."
        case _:
            return f"{_safe(_name(debate, decision.by))} gives the floor to {_safe(_name(debate, decision.seat or 'nobody'))}."


def _synthesis(summary: Summary) -> str:
    if not summary.sections:
        return _safe(summary.text) or "*Nothing to sum up.*"
    return "\n\n".join(
        f"### {section.title}\n\n"
        + "\n".join(f"- {_safe(point.text)} {_cited(point.cites)}" for point in section.points)
        for section in summary.sections
    )


def _polls(debate: Debate) -> Iterator[str]:
    stances = [entry for entry in debate.entries if isinstance(entry, Stance)]
    taken = polls(debate)
    silent = _silent(debate)
    abstained = _abstained(debate, [entry for entry in debate.entries if entry.phase not in silent])
    if not (stances or taken or abstained):
        return
    known = {claim.id for entry in debate.claimants for claim in entry.claims}
    yield "## Votes and stances"
    for poll in taken:
        ranked = any(ballot.ranking for ballot in poll.ballots)
        counted = " · ".join(
            f"{_link(choice)} {votes} points" if ranked else f"{votes} {choice}" for choice, votes in poll.votes.items()
        )
        why = "\n".join(
            f"- {_safe(_name(debate, b.voter))}, {' '.join(map(_link, b.ranking)) or b.choice}: {_marked(b.says, known)}"
            for b in poll.ballots
            if b.says
        )
        yield f"**{_title(debate, poll.poll)}:** {counted}" + (f"\n\n{why}" if why else "")
    for stance in stances:
        moved = f", moved by {_link(stance.moved_by)}" if stance.moved_by else ""
        yield f"- **{_safe(_name(debate, stance.seat))}:** {_STANCES[stance.value]}{moved}. {_marked(stance.says, known)}"
    if abstained:
        yield abstained


def _flow(debate: Debate) -> Iterator[str]:
    lines = flow_sheet(debate) if debate.whole else ()  # who answered what, a selection does not know
    if not lines:
        return
    yield "## Flow sheet"
    yield "Every claim, and what was answered to it. Counted, not judged."
    rows = "\n".join(_flow_row(debate, line) for line in lines)
    yield f"| | Claim | Answers | |\n|---|---|---|---|\n{rows}"


def _flow_row(debate: Debate, line: Line) -> str:
    answers = ", ".join(
        f"{_DONE[answer.relation]} {_link(answer.by) if answer.by else _safe(_name(debate, answer.seat))}"
        for answer in line.answers
    )
    claim = _safe(line.claim.text).replace("|", "\\|").replace("\n", " ")
    return f"| {_link(line.claim.id)} | {claim} | {answers or '–'} | {_STATUS[line.status]} |"


def _foot(debate: Debate) -> Iterator[str]:
    usage = debate.usage
    if usage.total:
        dollars = f", ${debate.cost:.2f}" if debate.cost else ""
        yield f"---\n\n{len(debate.turns)} turns · {usage.total:,} tokens ({usage.cache_read:,} from cache){dollars}"


def _byline(debate: Debate, name: str) -> str:
    seat = next((seat for seat in debate.cast if seat.name == name), None)
    return f"**{_safe(seat.byline)}**{_side(seat.side)}" if seat else f"**{_safe(name)}**"


def _marked(text: str, claims: set[str], own: Collection[str] = ()) -> str:
    """The text with small numbers: claims can be linked to, replies link."""
    seen: set[str] = set()

    def reference(match: re.Match[str]) -> str:
        links = " ".join(_link(id_[0]) if id_[0] in claims else id_[0] for id_ in ID.finditer(match["ids"]))
        return f"<sup>*{match['word']}* {links}</sup>" if match["word"] else f"<sup>{links}</sup>"

    def numbered(match: re.Match[str]) -> str:
        id_ = match[1]
        if id_ in own and id_ not in seen:
            seen.add(id_)
            return f'<sup id="{_anchor(id_)}">{id_}</sup>'
        return f"<sup>{_link(id_) if id_ in claims else id_}</sup>"

    return _NUMBER.sub(numbered, _REFERENCE.sub(reference, _safe(text)))


def _pointed(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_safe(point.text)} {_cited(point.cites)}" for point in points)


def _cited(ids: tuple[str, ...]) -> str:
    return f"<sup>{' '.join(_link(id_) for id_ in ids)}</sup>" if ids else ""


def _link(id_: str) -> str:
    return f"[{id_}](#{_anchor(id_)})"


def _anchor(id_: str) -> str:
    return id_.lower().replace(".", "-")


def _safe(text: str) -> str:
    """Text that stays text: no markup of its own, no image that would be fetched."""
    return printable(text).replace("&", "&amp;").replace("<", "&lt;").replace("![", "!\\[")


def _name(debate: Debate, who: str) -> str:
    return next((seat.persona.display_name for seat in debate.cast if seat.name == who), who)


def _title(debate: Debate, phase: str) -> str:
    return next((p.title for p in debate.format.phases if p.name == phase), phase)


def _side(side: str | None) -> str:
    return f" · {side}" if side else ""


def _model(model: str | None, *, human: bool) -> str:
    return "a person" if human else (model or "offline")
