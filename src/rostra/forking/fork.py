"""A new debate that shares another's beginning. It copies what was said, and pays for nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rostra.agenda import anchor_now, closed_slots, replay
from rostra.debate import Debate, Entry, Idea, Lineage, Question, Turn
from rostra.errors import WrongUse
from rostra.forking.edits import edited
from rostra.forking.seating import reseated
from rostra.persona import Persona
from rostra.slot import Slot, anchor

SOMEBODY = "Somebody at the fork"
"""Who puts something in where nobody says who they are."""


def fork(
    debate: Debate,
    at: int,
    *,
    id: str,
    created: datetime,
    recast: Mapping[str, Persona] | None = None,
    models: Mapping[str, str] | None = None,
    edits: Mapping[int, str] | None = None,
    say: str | None = None,
    by: str = SOMEBODY,
    seed: int | None = None,
    how: str = "fork",
) -> Debate:
    """A debate under a new id with the entries up to slot `at`, 0 for none, and those without a slot that are anchored there.

    From there on: `recast`, seat to the persona who takes its chair; `models`, seat to who writes its words; `say`, a question or
    remark that `by` puts in. `edits`, slot to the new text of its turn, changes what was said before; what `by` changed is marked.
    `seed`: another one. Nothing is called, and nothing stored.

    Raises `NotFound` for a seat that is not there and `WrongUse` for what cannot be: a slot beyond the end, a persona that sits
    already, the words of a pass or of a person, an edit after which the kept slots would not have been given.
    """
    if not debate.whole:
        raise WrongUse(f"{debate.id!r} is a selection, and cannot go on.", remedy="Fork the debate that it is from.")
    if id == debate.id:
        raise WrongUse(f"A fork of {id!r} needs an id of its own.")
    _refuse_beyond(debate, at)
    kept = [entry for entry in debate.entries if anchor(entry) <= at]
    cast, questions = reseated(debate, at, recast or {}, models or {})
    scenario = debate.scenario.model_copy(update={"questions": questions})
    lineage = Lineage(parent=debate.id, at=at, how=how, copied=len(kept))
    forked = debate.model_copy(
        update={
            "id": id,
            "created": created,
            "seed": debate.seed if seed is None else seed,
            "cast": cast,
            "scenario": scenario,
            "lineage": lineage,
            "entries": _numbered(kept),
        }
    )
    if edits:
        forked = forked.model_copy(update={"entries": edited(forked, at, edits, by)})
        _refuse_another_course(debate, forked, at)
    if say is not None:
        forked = forked.append(_question(forked, say, by))
    return forked


def regenerate(
    debate: Debate,
    turn: Turn | Idea,
    *,
    id: str,
    created: datetime,
    recast: Mapping[str, Persona] | None = None,
    models: Mapping[str, str] | None = None,
    seed: int | None = None,
) -> Debate:
    """A fork just before a turn, so that it is asked anew; what was given with it, later in the order, too. The next seed, if not told."""
    if turn.slot is None:
        raise WrongUse("What has no slot cannot be asked again.")
    other = debate.seed + 1 if seed is None else seed
    return fork(
        debate, turn.slot - 1, id=id, created=created, recast=recast, models=models, seed=other, how="regenerate"
    )


def origin(debate: Debate) -> str:
    """Where a fork comes from and who changed chairs, in sentences, or which file was imported; else empty."""
    lineage = debate.lineage
    if lineage is None or not debate.whole:
        return ""
    if not lineage.of_debate:
        return f"Imported from {lineage.parent}."
    return " ".join([f"A fork of {lineage.parent}, {_after(debate, lineage.at)}.", *_takeovers(debate)])


def _after(debate: Debate, slot: int) -> str:
    """A place as people count: by what was said aloud."""
    turns = sum(1 for turn in debate.turns if (turn.slot or 0) <= slot)
    return f"after turn {turns}" if turns else "from the beginning"


def _takeovers(debate: Debate) -> Iterator[str]:
    for seat in debate.cast:
        if seat.follows is not None:
            former = debate.seat(seat.follows)
            name = former.persona.display_name
            gone = _after(debate, former.left or 0)
            yield f"{seat.persona.display_name} took over the chair of {name} {gone}; what {name} said keeps that name."


def _refuse_beyond(debate: Debate, at: int) -> None:
    last = max(closed_slots(debate), default=0)
    if not 0 <= at <= last:
        raise WrongUse(f"There is no slot {at} to fork at.", remedy=f"Slots go from 0, before the first, to {last}.")


def _numbered(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(
        entry if entry.seq == seq else entry.model_copy(update={"seq": seq}) for seq, entry in enumerate(entries, 1)
    )


def _question(forked: Debate, say: str, by: str) -> Question:
    if not say.strip():
        raise WrongUse("Nothing is said.", remedy="Say something, or leave it out.")
    return Question(text=say.strip(), by=by, after=anchor_now(forked), at=forked.created)


def _refuse_another_course(debate: Debate, forked: Debate, at: int) -> None:
    """An edit may not unseat what is kept after it: a turn that names somebody else, or is far longer, can change who is on next."""
    for before, now in zip(_course(debate, at), _course(forked, at), strict=False):
        if _place(before) != _place(now):
            number = before.number
            raise WrongUse(
                f"With these words the debate would have gone another way from slot {number} on.",
                remedy=f"Fork at slot:{number - 1} or before, and let it go on from there.",
            )


def _course(debate: Debate, at: int) -> list[Slot]:
    """What the agenda gave up to a slot."""
    return [slot for fan_out in replay(debate) for slot in fan_out if slot.number <= at]


def _place(slot: Slot) -> tuple[object, ...]:
    return slot.number, slot.kind, slot.seat, slot.phase, slot.round, slot.turn
