"""What the page that compares is given: debates side by side, as plain JSON. Pure; drawn by `assets/compare.js`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rostra.analysis.comparing import Column, Comparison, Place, compare
from rostra.colours import colour_of
from rostra.debate import Debate
from rostra.flow import Status
from rostra.forking import origin
from rostra.web.wording import STANCES, name_of

_DROPPED: Status = "unanswered"


def comparison(debates: Sequence[Debate]) -> dict[str, Any]:
    """Two debates or more, the first being what the others are held against. `WrongUse`."""
    found = compare(*debates)
    first = found.debates[0]
    return {
        "disclosure": " ".join(dict.fromkeys(column.disclosure for column in found.debates)),
        "parting": _parting(found, debates[0]),
        "columns": [_column(column, first, debate) for column, debate in zip(found.debates, debates, strict=True)],
        "places": [_place(place, debates) for place in found.places],
    }


def _parting(found: Comparison, first: Debate) -> str:
    if not found.places:
        return "They say the same, from the first turn to the last."
    before = sum(1 for turn in first.claimants if (turn.slot or 0) <= found.shared)
    if found.shared < 0 or not before:
        return "They share no turn."
    return f"They share the first {before} turns." if before > 1 else "They share the first turn."


def _column(column: Column, first: Column, debate: Debate) -> dict[str, Any]:
    return {
        "id": column.id,
        "title": column.title,
        "origin": origin(debate),
        "facts": [list(fact) for fact in _facts(column, first, debate)],
        "cruxes": list(column.cruxes),
        "gained": [claim.model_dump() for claim in column.gained],
        "lost": [claim.model_dump() for claim in column.lost],
    }


def _facts(column: Column, first: Column, debate: Debate) -> Iterator[tuple[str, str, str]]:
    """A name, a value, and how that differs from the first debate's."""
    yield "Status", "ended" if column.status == "ended" else "can go on", ""
    yield "Turns", f"{column.turns}", _change(column.turns, first.turns)
    yield "Words", f"{column.words:,}", _change(column.words, first.words)
    yield "Claims", f"{column.claims}", _change(column.claims, first.claims)
    dropped, dropped_there = column.fates.get(_DROPPED, 0), first.fates.get(_DROPPED, 0)
    yield "Dropped", f"{dropped}", _change(dropped, dropped_there)
    for standing in column.stances:
        steps = list(dict.fromkeys(STANCES[value] for value in standing.values))
        yield name_of(debate, standing.seat), " → ".join(steps), ""
    for poll in column.polls:
        title = next((phase.title for phase in debate.format.phases if phase.name == poll.poll), poll.poll)
        yield title, ", ".join(f"{votes} {choice}" for choice, votes in poll.votes.items()), ""
    for ruling in column.verdicts:
        sure = f", {ruling.confidence:.0%} sure" if ruling.confidence is not None else ""
        yield f"Verdict of {name_of(debate, ruling.judge)}", f"{name_of(debate, ruling.winner or 'a draw')}{sure}", ""
    if column.usage.total:
        yield "Tokens of its own", f"{column.usage.total:,}", ""
        yield "Cost of its own", f"${column.cost:.2f}", ""


def _change(mine: int, theirs: int) -> str:
    return f"({mine - theirs:+,})" if mine != theirs else ""


def _place(place: Place, debates: Sequence[Debate]) -> dict[str, Any]:
    said = [
        {
            "byline": each.byline,
            "text": each.text,
            "words": each.words,
            "colour": colour_of(debate, each.seat),
        }
        if each
        else None
        for each, debate in zip(place.said, debates, strict=True)
    ]
    return {"key": f"slot-{place.slot}", "heading": place.phase, "how": place.how, "said": said}
