"""A budget calls time before it can be passed, so that the closing synthesis still fits."""

from __future__ import annotations

from rostra.agenda import anchor_now, next_slots
from rostra.debate import Debate, Decision, Usage
from rostra.errors import WrongUse
from rostra.graph.run import Run
from rostra.models.cost import cost_of, worst_cost
from rostra.prompts import max_tokens, render
from rostra.slot import Slot, view


def refuse_unpriced(debate: Debate) -> None:
    """`WrongUse` where a seat's model has no known price: a budget could not be kept."""
    for seat in debate.cast:
        if not seat.human and cost_of(Usage(), seat.model or "offline") is None:
            raise WrongUse(
                f"No price is known for {seat.model!r}, which writes for {seat.name!r}: a budget could not be kept.",
                remedy="Leave the budget out, or choose another model.",
            )


async def affordable(run: Run, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The slots that can be given without passing the budget; () and a halt when not even what comes last can."""
    while slots and not _fits(run, slots):
        if _last(slots) or _called(run):
            what = "closing summary" if _closing(slots) else "rest"
            run.stop("budget", f"The budget leaves nothing for the {what}.", "Go on with a larger --budget-usd.")
            return ()
        await run.append(Decision(action="budget", by="budget", after=anchor_now(run.debate), at=run.now()))
        slots = next_slots(run.debate)
    return slots


def _fits(run: Run, slots: tuple[Slot, ...]) -> bool:
    """Whether these slots at their dearest, and a synthesis after them, stay within what is left."""
    if run.budget is None:
        return True
    synthesis = slots[0].model_copy(update={"kind": "synthesise", "seat": run.debate.moderator.name})
    reserve = 0.0 if _last(slots) else _dearest(run, synthesis)
    return run.debate.cost + sum(_dearest(run, slot) for slot in slots) + reserve <= run.budget


def _closing(slots: tuple[Slot, ...]) -> bool:
    return all(slot.kind == "synthesise" for slot in slots)


def _last(slots: tuple[Slot, ...]) -> bool:
    """Whether nothing has to be paid for after these."""
    return _closing(slots) or any(slot.asked is not None and slot.asked.follow_up for slot in slots)


def _called(run: Run) -> bool:
    return any(isinstance(entry, Decision) and entry.action == "budget" for entry in run.debate.entries)


def _dearest(run: Run, slot: Slot) -> float:
    """US dollars at most."""
    seat = run.debate.seat(slot.seat)
    if slot.kind == "put" or seat.human:
        return 0.0
    prompt = render(view(run.debate, slot), slot)
    return worst_cost(prompt, max_tokens(slot), seat.model or "offline") or 0.0
