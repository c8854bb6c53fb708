"""What debates share, and what else was said in the place of a turn. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from rostra.agenda import closed_slots
from rostra.debate import Debate, Entry
from rostra.slot import anchor

_CIRCUMSTANCES = ("seq", "at", "started", "attempts", "usage", "cost", "model")
"""What does not count when two entries are compared: when, by what, and at what price."""


def shared(*debates: Debate) -> int:
    """The last slot up to which debates say the same, in the same words; -1 where they differ before the first."""
    first, *others = [_by_anchor(debate) for debate in debates]
    last = max((slot for entries in (first, *others) for slot in entries), default=0)
    for slot in range(last + 1):
        mine = first.get(slot, [])
        if any(not _same(mine, other.get(slot, [])) for other in others):
            return slot - 1
    return last


def alternatives(debate: Debate, slot: int, family: Iterable[Debate]) -> tuple[Debate, ...]:
    """Those of a family that have the same before a slot and something in it; the debate itself first, the others as they come."""
    others = [other for other in family if other.id != debate.id]
    found = [other for other in others if slot in closed_slots(other) and shared(debate, other) >= slot - 1]
    return (debate, *found)


def free_seed(family: Iterable[Debate], taken: Iterable[int] = ()) -> int:
    """A seed that nobody in a family has: the same seed says the same again where a model is deterministic."""
    used = {*taken, *(debate.seed for debate in family)}
    return next(seed for seed in count(1) if seed not in used)


def _by_anchor(debate: Debate) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for entry in debate.entries:
        found.setdefault(anchor(entry), []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.slot is None, entry.seq or 0))
    return found


def _same(one: list[Entry], other: list[Entry]) -> bool:
    return len(one) == len(other) and all(
        a is b or (a.kind == b.kind and _as_said(a, b) == b) for a, b in zip(one, other, strict=True)
    )


def _as_said(one: Entry, other: Entry) -> Entry:
    """The first entry, with of the second what does not count."""
    return one.model_copy(update={name: getattr(other, name) for name in _CIRCUMSTANCES})
