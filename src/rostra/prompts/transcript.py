"""The transcript as a model reads it: one block an entry, each fenced so that its text cannot close the fence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rostra.debate import Debate, Decision, Entry, Idea, Pass, Question, Seat, Summary, Turn

_FENCES = re.compile(r"<(?=\s*/?\s*(?:turn|question|summary|evidence|background|card|seat)\b)", re.IGNORECASE)

_QUOTES = re.compile(r'["<>\n]')


def fenced(tag: str, text: str, **attributes: object) -> str:
    """Text from elsewhere, delimited; a look-alike of a fence inside it is made harmless."""
    named = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items() if value not in (None, ""))
    return f"<{tag}{named}>\n{_FENCES.sub('‹', text.strip())}\n</{tag}>"


def _attribute(value: object) -> str:
    return _QUOTES.sub("'", str(value))


def recent(entries: Iterable[Entry]) -> tuple[Summary | None, list[Entry]]:
    """The newest rolling summary among what may be seen, and the entries it does not cover."""
    shown = list(entries)
    rolling = [entry for entry in shown if isinstance(entry, Summary) and entry.scope == "rolling"]
    if not rolling:
        return None, shown
    newest = max(rolling, key=lambda entry: entry.slot or 0)
    rest = [entry for entry in shown if entry not in rolling and _place(entry) > newest.covers]
    return newest, rest


def _place(entry: Entry) -> int:
    return entry.slot if entry.slot is not None else (entry.after or 0)


def entry_text(debate: Debate, entry: Entry) -> str:
    """One entry as a block; empty for what nobody hears."""
    match entry:
        case Turn():
            seat = debate.seat(entry.seat)
            return fenced(
                "turn",
                entry.text,
                by=_byline(debate, seat, entry.phase),
                side=seat.side,
                phase=_title(debate, entry.phase),
                answers=f"question {entry.question}" if entry.question else None,
            )
        case Pass(reason="abstains"):
            return ""
        case Pass():
            seat = debate.seat(entry.seat)
            return "" if seat.role == "audience" else f"({seat.persona.display_name} passed.)"
        case Question():
            to = _name(debate, entry.to) if entry.to else None
            return fenced("question", entry.text, by=_name(debate, entry.by), to=to)
        case Decision(says=says) if says and entry.action in ("steer", "call"):
            return fenced("turn", says, by=_name(debate, entry.by), phase=_title(debate, entry.phase))
        case Decision(action="skip", seat=str(name)) if name in {seat.name for seat in debate.debaters}:
            return f"(Somebody watching asked to skip the next turn of {_name(debate, name)}.)"
        case Decision(action="shorter"):
            return "(Somebody watching asked for shorter turns.)"
        case Decision(action="deeper"):
            return "(Somebody watching asked to go deeper.)"
        case Idea():
            by = _byline(debate, debate.seat(entry.seat), entry.phase)
            return fenced("turn", entry.text, by=by, phase=_title(debate, entry.phase))
        case Summary(scope="synthesis"):
            return fenced("summary", "\n".join(point.text for s in entry.sections for point in s.points))
        case Summary(scope="clusters"):
            lines = [
                f"{s.title}: {point.text} [{'] ['.join(point.cites)}]" for s in entry.sections for point in s.points
            ]
            return fenced("summary", "\n".join(lines), of="the ideas, sorted by the moderator")
        case _:
            return ""


def _byline(debate: Debate, seat: Seat, phase: str) -> str:
    """The name over a turn, as the others read it; in an anonymous phase only the mark."""
    hidden = debate.format.hides_names(phase) and seat.role == "debater"
    return f"Participant {seat.mark}" if hidden else seat.persona.display_name


def summary_text(summary: Summary) -> str:
    """The rolling summary as a block."""
    return fenced("summary", summary.text, of="the debate so far, by the moderator; what follows is verbatim")


def _name(debate: Debate, who: str) -> str:
    return next((seat.persona.display_name for seat in debate.cast if seat.name == who), who)


def _title(debate: Debate, phase: str) -> str:
    return next((p.title for p in debate.format.phases if p.name == phase), phase)
