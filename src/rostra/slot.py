"""One numbered chance that the agenda gives."""

from __future__ import annotations

from rostra.debate import Debate, Entry, Turn
from rostra.format import SlotKind
from rostra.values import Value


class Sees(Value):
    """What a slot may be shown: decided by slots and anchors, never by append order."""

    horizon: int
    """Entries of slots up to here, and those anchored there. 0: nothing yet."""
    seat: str
    """Whose eyes."""
    own: int = 0
    """Its own turns it sees up to here, beyond the horizon."""
    packs: tuple[str, ...] = ()
    """Evidence packs it may read."""


class Asked(Value):
    """A question from the floor that this slot must answer."""

    number: int
    """From 1, in the order raised."""
    text: str
    by: str
    follow_up: bool = False
    """Everything else is over: it outlasted the debate, or was raised after its end."""


class Slot(Value):
    """A chance to speak, to moderate, or to answer a structured question. Closed by exactly one entry."""

    number: int
    """1 + the highest of earlier fan-outs, and on through its own."""
    kind: SlotKind
    seat: str
    phase: str
    round: int = 1
    sees: Sees
    words: int
    last_saw: int | None = None
    """The horizon this seat had at its previous slot: what it has read already. None at its first."""
    lately: int | None = None
    """The horizon of the previous fan-out."""
    turn: int = 0
    """For `speak` and `idea`: the ordinal of this turn of the seat, from 1; its claims are `[mark turn . n]`."""
    opponent: str | None = None
    """Whom it is paired with."""
    answers: bool = False
    """In a pair: whether it answers; else it begins."""
    asked: Asked | None = None
    prepared: int | None = None
    """For `put`: which of the scenario's questions, from 0."""
    candidates: tuple[str, ...] = ()
    """For `call` and `bid`: the seats still owed a turn."""
    called_by: str | None = None
    """For `speak` after a floor call: the moderator's question, as said."""
    covers: int | None = None
    """For `summarise`: the last slot the summary is to account for."""


PRIVATE = frozenset({"stance", "ballot", "notice"})
"""Kinds no seat is shown: what was asked in private, and what the system says to viewers."""


def anchor(entry: Entry) -> int:
    """The slot an entry belongs to: its own, or the one it is anchored after."""
    return entry.slot if entry.slot is not None else (entry.after or 0)


def _own(entry: Entry, sees: Sees) -> bool:
    return isinstance(entry, Turn) and entry.seat == sees.seat and anchor(entry) <= sees.own


def visible(debate: Debate, sees: Sees) -> tuple[Entry, ...]:
    """The entries a slot may be shown, in slot order; those without a slot after the slot they are anchored to."""
    shown = [
        entry
        for entry in debate.entries
        if entry.kind not in PRIVATE
        and not (entry.kind == "decision" and entry.action == "bid")
        and (anchor(entry) <= sees.horizon or _own(entry, sees))
    ]
    return tuple(sorted(shown, key=lambda entry: (anchor(entry), entry.slot is None)))


def view(debate: Debate, slot: Slot) -> Debate:
    """The debate as a slot may see it: later entries, others' evidence and coming questions are not in it."""
    scenario = debate.scenario
    seen = {name: text for name, text in scenario.evidence.items() if name in slot.sees.packs}
    asked = scenario.model_copy(update={"evidence": seen, "questions": ()})
    return debate.model_copy(update={"scenario": asked, "entries": visible(debate, slot.sees)})
