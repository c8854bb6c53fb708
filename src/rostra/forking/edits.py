"""Other words in a turn that was said. The turn says that they are; what pointed at a claim that is gone says so, too. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from rostra.agenda import replay
from rostra.claims import number
from rostra.debate import Ballot, Debate, Entry, Idea, Pass, Point, Section, Stance, Summary, Turn, Verdict
from rostra.errors import WrongUse
from rostra.slot import Slot, visible


def edited(debate: Debate, at: int, edits: Mapping[int, str], by: str) -> tuple[Entry, ...]:
    """The entries of a debate, the turns of these slots with new words and anew numbered claims. `WrongUse`."""
    slots = {slot.number: slot for fan_out in replay(debate) for slot in fan_out}
    before = _claims(debate.entries)
    for slot in sorted(edits):
        turn = _editable(debate, slot, at)
        changed = _changed(debate, turn, slots[slot], edits[slot], by)
        entries = tuple(changed if entry.slot == slot else entry for entry in debate.entries)
        debate = debate.model_copy(update={"entries": entries})
    lost = before - _claims(debate.entries)
    return tuple(_without(entry, lost) if lost else entry for entry in debate.entries)


def _editable(debate: Debate, slot: int, at: int) -> Turn | Idea:
    if slot > at:
        remedy = f"Fork at slot:{slot} or later."
        raise WrongUse(f"The turn of slot {slot} comes after the fork at slot {at}, and is not kept.", remedy=remedy)
    entry = next((entry for entry in debate.entries if entry.slot == slot), None)
    match entry:
        case Turn() | Idea() if debate.seat(entry.seat).human:
            name = debate.seat(entry.seat).byline
            remedy = f"Fork at slot:{slot - 1}, and the seat is asked again."
            raise WrongUse(f"What was said in slot {slot} are a person's own words, {name}’s.", remedy=remedy)
        case Turn() | Idea():
            return entry
        case Pass():
            remedy = f"Fork at slot:{slot - 1}, and the seat is asked again."
            raise WrongUse(f"Slot {slot} was passed: there are no words to edit.", remedy=remedy)
        case None:
            raise WrongUse(f"Slot {slot} has not been closed.", remedy="Edit a turn that was said.")
        case _:
            raise WrongUse(f"Slot {slot} is no turn but a {entry.kind}.", remedy="Only what was said can be edited.")


def _changed(debate: Debate, turn: Turn | Idea, slot: Slot, text: str, by: str) -> Turn | Idea:
    if not text.strip():
        raise WrongUse(f"The new text of slot {slot.number} is empty.", remedy="Say something else instead.")
    known = _claims(visible(debate, slot.sees))
    read = number(text.strip(), mark=debate.seat(turn.seat).mark, turn=slot.turn, known=known)
    changes = {"text": read.text, "claims": read.claims, "replies": read.replies, "edited_by": by}
    return turn.model_copy(update=changes | ({"missing": read.missing} if isinstance(turn, Turn) else {}))


def _claims(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(claim.id for entry in entries if isinstance(entry, Turn | Idea) for claim in entry.claims)


def _without(entry: Entry, lost: Collection[str]) -> Entry:
    """The entry in its own words, pointing at no claim that is gone; a turn lists those it cites as missing."""
    match entry:
        case Turn(replies=replies, missing=missing) if any(reply.to in lost for reply in replies):
            gone = dict.fromkeys([*missing, *(reply.to for reply in replies if reply.to in lost)])
            kept = tuple(reply for reply in replies if reply.to not in lost)
            return entry.model_copy(update={"replies": kept, "missing": tuple(gone)})
        case Idea(replies=replies):
            return entry.model_copy(update={"replies": tuple(reply for reply in replies if reply.to not in lost)})
        case Stance(moved_by=str(claim)) if claim in lost:
            return entry.model_copy(update={"moved_by": None})
        case Ballot(ranking=ranking):
            return entry.model_copy(update={"ranking": tuple(idea for idea in ranking if idea not in lost)})
        case Summary(sections=sections):
            return entry.model_copy(update={"sections": tuple(_section(section, lost) for section in sections)})
        case Verdict(reasons=reasons):
            return entry.model_copy(update={"reasons": _points(reasons, lost)})
        case _:
            return entry


def _section(section: Section, lost: Collection[str]) -> Section:
    return section.model_copy(update={"points": _points(section.points, lost)})


def _points(points: Iterable[Point], lost: Collection[str]) -> tuple[Point, ...]:
    return tuple(
        point.model_copy(update={"cites": tuple(cite for cite in point.cites if cite not in lost)}) for point in points
    )
