"""The debate as a chat, as each debater had it: what the others said since its last turn, and what it said then. Pure.

Every turn stands after what its slot was shown, and no later: what was said at the same moment, blind, comes with the next. Evidence is
in the chats of the seats that may read it, and in no other. The rules of length and numbering are not in them: they are no part of the
debate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rostra.agenda import replay
from rostra.debate import Debate, Entry, Idea, Seat, Turn
from rostra.prompts.render import who_they_are
from rostra.prompts.transcript import entry_text, fenced
from rostra.slot import Sees, anchor, visible
from rostra.values import Value


class Message(Value):
    """One message of a chat; a first one of `system`, then `user` and `assistant` by turns."""

    role: Literal["system", "user", "assistant"]
    content: str


def conversations(debate: Debate) -> Iterator[tuple[Seat, tuple[Message, ...]]]:
    """The chat of every simulated debater that said something, in seating order. A person's words are not a model's."""
    seen = {slot.number: slot.sees for fan_out in replay(debate) for slot in fan_out}
    for seat in debate.debaters:
        said = [entry for entry in sorted(debate.entries, key=anchor) if _words(entry, seat.name)]
        if said and not seat.human:
            yield seat, tuple(_chat(debate, seat, said, seen))


def _chat(debate: Debate, seat: Seat, said: list[Entry], seen: dict[int, Sees]) -> Iterator[Message]:
    yield Message(role="system", content=who_they_are(debate, seat).strip())
    given = _material(debate, seat)
    shown = {id(entry) for entry in said}
    for entry in said:
        sees = seen.get(entry.slot or 0) or _sees(debate, seat, entry)
        new = [each for each in visible(debate, sees) if id(each) not in shown]
        shown |= {id(each) for each in new}
        heard = [*given, *filter(None, (entry_text(debate, each) for each in new))]
        cue = f"(You have the floor: {_title(debate, entry.phase)}.)"
        yield Message(role="user", content="\n\n".join([*heard, cue]))
        yield Message(role="assistant", content=_words(entry, seat.name))
        given = []


def _words(entry: Entry, seat: str) -> str:
    """What an entry says aloud, when that seat says it."""
    match entry:
        case Turn(seat=who, text=words) | Idea(seat=who, text=words) if who == seat:
            return words.strip()
        case _:
            return ""


def _material(debate: Debate, seat: Seat) -> list[str]:
    scenario = debate.scenario
    texts = [fenced("background", scenario.background)] if scenario.background.strip() else []
    packs = [pack for pack in seat.evidence if pack in scenario.evidence]
    return texts + [fenced("evidence", scenario.evidence[pack], name=pack) for pack in packs]


def _sees(debate: Debate, seat: Seat, entry: Entry) -> Sees:
    """Where the agenda does not know the slot, as in a selection: what was over before, and rather too little than too much."""
    at = anchor(entry)
    phase = next((each for each in debate.format.phases if each.name == entry.phase), None)
    if phase and (phase.floor == "together" or phase.sees == "before-phase"):
        at = min(
            anchor(each)
            for each in debate.entries
            if each.phase == entry.phase and (each.round == entry.round or phase.sees == "before-phase")
        )
    return Sees(horizon=max(0, at - 1), seat=seat.name, packs=seat.evidence)


def _title(debate: Debate, phase: str) -> str:
    return next((each.title for each in debate.format.phases if each.name == phase), phase)
