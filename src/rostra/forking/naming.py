"""How people name a turn: `12`, the twelfth that was said; `C2`, the second of whoever has the mark C; `slot:17`. Pure."""

from __future__ import annotations

import re
from collections import Counter

from rostra.agenda import closed_slots
from rostra.debate import Debate, Idea, Turn
from rostra.errors import NotFound, WrongUse, did_you_mean

START, END = "start", "end"
_PREFIX = re.compile(r"\[?([A-Za-z]{1,2}\d{1,3})(?:\.\d{1,3})?\]?")
_WAYS = "Name it by its number, as in 12, by a claim of it, as in C2, or by its slot, as in slot:17."


def turn_of(debate: Debate, said: str) -> Turn | Idea:
    """The turn that is meant. `NotFound` and `WrongUse` say what there is."""
    slot = slot_of(debate, said)
    entry = closed_slots(debate).get(slot)
    if isinstance(entry, Turn | Idea):
        return entry
    what = "nothing" if entry is None else "a pass" if entry.kind == "pass" else f"a {entry.kind}"
    raise WrongUse(f"{said!r} is no turn: slot {slot} holds {what}.", remedy=_WAYS)


def slot_of(debate: Debate, said: str) -> int:
    """The slot that is meant: a turn's, a slot by its number, 0 for `start`, the last one closed for `end`. `NotFound`, `WrongUse`."""
    name = said.strip()
    last = max(closed_slots(debate), default=0)
    if name.lower() in (START, END):
        return 0 if name.lower() == START else last
    if name.lower().startswith("slot:"):
        return _slot(name, last)
    if name.isascii() and name.isdigit():
        return _nth(debate, int(name))
    if match := _PREFIX.fullmatch(name):
        return _with_claims(debate, match[1].upper(), said)
    raise WrongUse(f"{said!r} names no turn.", remedy=did_you_mean(name.lower(), (START, END, "slot:")) or _WAYS)


def _slot(name: str, last: int) -> int:
    number = name[len("slot:") :]
    if not (number.isascii() and number.isdigit() and int(number) <= last):
        raise WrongUse(f"There is no {name!r}.", remedy=f"Slots go from slot:0, before the first, to slot:{last}.")
    return int(number)


def _nth(debate: Debate, number: int) -> int:
    turns = debate.turns
    if not turns:
        raise WrongUse("Nothing has been said yet.", remedy=f"Only {START!r} can be named.")
    if not 1 <= number <= len(turns):
        raise WrongUse(f"There is no turn {number}.", remedy=f"Turns go from 1 to {len(turns)}.")
    return turns[number - 1].slot or 0


def _with_claims(debate: Debate, prefix: str, said: str) -> int:
    """By mark and ordinal, whether or not the turn made claims."""
    count: Counter[str] = Counter()
    found: dict[str, int] = {}
    marks = {seat.name: seat.mark for seat in debate.cast if seat.mark}
    for entry in debate.claimants:
        if entry.seat in marks:
            count[entry.seat] += 1
            found[f"{marks[entry.seat]}{count[entry.seat]}"] = entry.slot or 0
    if prefix not in found:
        raise NotFound("turn", said, remedy=did_you_mean(prefix, found) or _WAYS)
    return found[prefix]
