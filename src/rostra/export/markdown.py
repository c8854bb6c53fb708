"""Markdown to read with pleasure: the debate as it went, claim numbers small, replies linked, the flow sheet at the end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rostra.claims import ID
from rostra.debate import Debate, Point
from rostra.export.arranging import document
from rostra.export.document import (
    DONE,
    STANCES,
    STATUSES,
    Act,
    Aside,
    Asked,
    Document,
    Findings,
    Remark,
    Ruling,
    Speaker,
    Speech,
    Tally,
    anchor_of,
    model_of,
)
from rostra.export.prose import NUMBER, REFERENCE
from rostra.export.words import printable
from rostra.flow import Line


def render(debate: Debate) -> str:
    """The whole document."""
    doc = document(debate)
    parts = [*_head(doc), *_body(doc), *_votes(doc), *_flow(doc)]
    if doc.spent:
        parts.append(f"---\n\n{doc.spent}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(doc: Document) -> Iterator[str]:
    debate = doc.debate
    yield f"# {_safe(doc.title)}"
    yield f"*{doc.disclosure}*"
    yield f"> **Motion:** {_safe(doc.motion)}"
    yield "\n".join(
        f"- {_byline(who)} · claims {who.seat.mark} · {model_of(who.seat)}" for who in doc.cast if who.seat is not None
    )
    yield f"{debate.format.title} · {debate.created:%d %B %Y} · `{printable(debate.id)}`"
    if doc.background:
        yield f"<details><summary>Background everybody was given</summary>\n\n{_safe(doc.background)}\n\n</details>"


def _body(doc: Document) -> Iterator[str]:
    for part in doc.parts:
        if part.title:
            yield f"## {part.title}"
        for act in part.acts:
            yield _act(doc, act)


def _act(doc: Document, act: Act) -> str:
    match act:
        case Speech(by=by, text=text, own=own):
            return f"{_byline(by)}\n\n{_marked(text, doc.known, own)}"
        case Remark(text=text):
            return f"*{_safe(text)}*"
        case Asked(by=by, to=to, text=text):
            return f"> **{_safe(by)} asks{f' {to}' if to else ''}:** {_safe(text)}"
        case Aside(title=title, text=text):
            return f"<details><summary>{title}</summary>\n\n{_marked(text, doc.known)}\n\n</details>"
        case Findings(by=Speaker() as by):
            groups = "\n".join(f"- **{_marked(s.title, doc.known)}:** {_pointed(s.points)}" for s in act.sections)
            return f"{_byline(by)}\n\n{groups}"
        case Findings(sections=()):
            return _safe(act.text)
        case Findings():
            return "\n\n".join(
                f"### {section.title}\n\n" + "\n".join(f"- {_pointed((point,))}" for point in section.points)
                for section in act.sections
            )
        case Ruling(winner=winner):
            finds = f"finds for **{_safe(winner)}**" if winner else "finds for neither"
            reasons = "\n".join(f"- {_pointed((point,))}" for point in act.verdict.reasons)
            return f"**{_safe(act.judge)}** {finds}{act.sure}.\n\n{reasons}"


def _votes(doc: Document) -> Iterator[str]:
    if not (doc.stances or doc.tallies or doc.abstained):
        return
    yield "## Votes and stances"
    for tally in doc.tallies:
        yield _tally(doc, tally)
    for name, stance in doc.stances:
        moved = f", moved by {_link(stance.moved_by)}" if stance.moved_by else ""
        yield f"- **{_safe(name)}:** {STANCES[stance.value]}{moved}. {_marked(stance.says, doc.known)}"
    if doc.abstained:
        yield f"*{_safe(doc.abstained)}*"


def _tally(doc: Document, tally: Tally) -> str:
    counted = " · ".join(
        f"{_link(choice)} {votes} points" if tally.ranked else f"{votes} {choice}" for choice, votes in tally.counts
    )
    why = "\n".join(
        f"- {_safe(who)}, {' '.join(map(_link, ballot.ranking)) or ballot.choice}: {_marked(ballot.says, doc.known)}"
        for who, ballot in tally.why
    )
    return f"**{tally.title}:** {counted}" + (f"\n\n{why}" if why else "")


def _flow(doc: Document) -> Iterator[str]:
    if not doc.flow:
        return
    yield "## Flow sheet"
    yield "Every claim, and what was answered to it. Counted, not judged."
    rows = "\n".join(_flow_row(doc, line) for line in doc.flow)
    yield f"| | Claim | Answers | |\n|---|---|---|---|\n{rows}"


def _flow_row(doc: Document, line: Line) -> str:
    answers = ", ".join(
        f"{DONE[answer.relation]} {_link(answer.by) if answer.by else _safe(doc.name(answer.seat))}"
        for answer in line.answers
    )
    claim = _safe(line.claim.text).replace("|", "\\|").replace("\n", " ")
    status = f"**{STATUSES[line.status]}**" if line.status == "unanswered" else STATUSES[line.status]
    return f"| {_link(line.claim.id)} | {claim} | {answers or '–'} | {status} |"


def _byline(who: Speaker) -> str:
    return f"**{_safe(who.byline)}**{f' · {who.side}' if who.side else ''}"


def _marked(text: str, known: Collection[str], own: Collection[str] = ()) -> str:
    """The text with small numbers: claims can be linked to, replies link."""
    seen: set[str] = set()

    def reference(match: re.Match[str]) -> str:
        links = " ".join(_link(id_[0]) if id_[0] in known else id_[0] for id_ in ID.finditer(match["ids"]))
        return f"<sup>*{match['word']}* {links}</sup>" if match["word"] else f"<sup>{links}</sup>"

    def numbered(match: re.Match[str]) -> str:
        id_ = match["own"]
        if id_ in own and id_ not in seen:
            seen.add(id_)
            return f'<sup id="{anchor_of(id_)}">{id_}</sup>'
        return f"<sup>{_link(id_) if id_ in known else id_}</sup>"

    return NUMBER.sub(numbered, REFERENCE.sub(reference, _safe(text)))


def _pointed(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_safe(point.text)} {_cited(point.cites)}" for point in points)


def _cited(ids: tuple[str, ...]) -> str:
    return f"<sup>{' '.join(_link(id_) for id_ in ids)}</sup>" if ids else ""


def _link(id_: str) -> str:
    return f"[{id_}](#{anchor_of(id_)})"


def _safe(text: str) -> str:
    """Text that stays text: no markup of its own, no image that would be fetched."""
    return printable(text).replace("&", "&amp;").replace("<", "&lt;").replace("![", "!\\[")
