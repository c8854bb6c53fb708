"""A screenplay in Fountain: a scene a phase, the moderator and the cast in dialogue, decisions as action. For a table read.

Headings, cues and action are forced (`.`, `@`, `!`), so that a name in any script is a cue. In what is said, a word joiner stands where a
line would begin, or a sign would be, something else than dialogue; it is not seen, and nothing is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rostra.claims import without_markers
from rostra.debate import Ballot, Debate, Decision, Entry, Idea, Notice, Pass, Question, Stance, Summary, Turn, Verdict
from rostra.disclosure import author, disclosure, kind_of
from rostra.export.words import byline, one_line, printable
from rostra.mapping import heading
from rostra.slot import anchor

_JOINER = "\N{WORD JOINER}"
_STARTS = re.compile(r"^(?=[.!@>#=~(]|INT\b|EXT\b|EST\b|I/E\b)", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=\[)(?=\[)|(?<=\])(?=\])|(?<=/)(?=\*)|(?<=\*)(?=/)")
_EMPHASIS = re.compile(r"(?=[*_\\])")
_TRANSITION = re.compile(r"(?:TO:|[.:^<])$")
_SIGN = {-2: "strongly against", -1: "leaning against", 0: "undecided", 1: "leaning for", 2: "strongly for"}


def render(debate: Debate) -> str:
    """Title page, scenes, end."""
    return "\n\n".join([_title_page(debate), f"!{_line(disclosure(debate))}", *_scenes(debate), "> THE END <"]) + "\n"


def _title_page(debate: Debate) -> str:
    fields = {
        "Title": debate.title,
        "Credit": "A transcript kept by" if kind_of(debate) == "imported transcript" else "A debate staged by",
        "Author": author(debate),
        "Source": debate.scenario.motion,
        "Draft date": debate.created.isoformat(),
        "Notes": disclosure(debate),
        "Cast": "; ".join(
            byline(debate, seat.name) + (f", {seat.side}" if seat.side else "") for seat in debate.all_debaters
        ),
        "Contact": f"Debate {debate.id}, format {debate.format.title}",
    }
    return "\n".join(f"{name}: {_INSIDE.sub(_JOINER, one_line(value)) or '–'}" for name, value in fields.items())


def _scenes(debate: Debate) -> Iterator[str]:
    at = ""
    made = {claim.id: entry.seat for entry in debate.claimants for claim in entry.claims}
    for entry in sorted(debate.entries, key=lambda entry: (anchor(entry), entry.slot is None, entry.seq or 0)):
        said = _entry(debate, entry, made)
        here = heading(debate, entry.phase, entry.round) if entry.phase else at
        if said and here != at:
            if at:
                yield "> CUT TO:"
            at = here
            yield f".{_line(here.upper())}{_JOINER if here.endswith('#') else ''}"
        if said:
            yield said


def _entry(debate: Debate, entry: Entry, made: Mapping[str, str]) -> str:
    match entry:
        case Turn() | Idea():
            return _speech(debate, entry, entry.text, _manner(debate, entry, made))
        case Decision(says=says) if says and entry.action in ("call", "steer"):
            to = f"to {byline(debate, entry.seat)}" if entry.seat else ""
            return _speech(debate, entry.by, says, to)
        case Question():
            return _speech(
                debate,
                entry.by,
                entry.text,
                f"from the floor, to {byline(debate, entry.to)}" if entry.to else "from the floor",
            )
        case Pass(reason=reason) if reason != "abstains":
            return _action(f"{byline(debate, entry.seat)} passes ({reason.replace('-', ' ')}).")
        case Ballot():
            choice = " ".join(entry.ranking) or entry.choice
            return _speech(debate, entry.voter, entry.says, f"votes {choice}") or _action(
                f"{byline(debate, entry.voter)} votes: {choice}."
            )
        case Stance():
            where = _SIGN[entry.value]
            return _speech(debate, entry.seat, entry.says, where) or _action(f"{byline(debate, entry.seat)}: {where}.")
        case Summary(scope="synthesis" | "clusters"):
            points = [
                f"{section.title}: {' '.join(point.text for point in section.points)}" for section in entry.sections
            ]
            return _speech(debate, debate.moderator.name, "\n".join(points) or entry.text, "sums up")
        case Verdict():
            found = f"finds for {byline(debate, entry.winner)}" if entry.winner else "finds for neither"
            reasons = "\n".join(point.text for point in entry.reasons)
            return _speech(debate, entry.judge, reasons, found) or _action(f"{byline(debate, entry.judge)} {found}.")
        case Notice():
            return _action(entry.text)
        case _:
            return ""


def _manner(debate: Debate, entry: Turn | Idea, made: Mapping[str, str]) -> str:
    """Whom a turn answers, when it answers one speaker alone; a name on every line would be too much."""
    relations = {
        (reply.relation, made[reply.to]) for reply in entry.replies if reply.to in made and reply.relation != "cites"
    }
    others = {seat for _, seat in relations if seat != entry.seat}
    if len(others) != 1 or len(relations) != 1:
        return ""
    (relation, seat), *_ = relations
    return {"rebuts": "to", "questions": "questioning", "concedes": "conceding to", "supports": "siding with"}[
        relation
    ] + f" {byline(debate, seat)}"


def _speech(debate: Debate, who: str | Turn | Idea, text: str, manner: str = "") -> str:
    """A cue and what is said; no empty line, which would end it. Nothing where nothing is said."""
    lines = [_line(line) for line in printable(without_markers(text)).split("\n") if one_line(line)]
    if not lines:
        return ""
    cue = _TRANSITION.sub(lambda match: f"{match[0]}{_JOINER}", byline(debate, who)) or "somebody"
    wrapped = [f"({_line(manner)})"] if manner else []
    return "\n".join([f"@{_INSIDE.sub(_JOINER, cue)}", *wrapped, *lines])


def _action(text: str) -> str:
    return f"!{_line(text)}" if one_line(text) else ""


def _line(text: str) -> str:
    """A line that is what it stands in, whatever it says."""
    inside = _EMPHASIS.sub(r"\\", _INSIDE.sub(_JOINER, one_line(text)))
    return _STARTS.sub(_JOINER, inside)
