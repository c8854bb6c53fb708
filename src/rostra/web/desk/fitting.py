"""Whether a draft can be staged, and as what. Pure."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rostra.format import AUDIENCE, Format
from rostra.scenario import Scenario
from rostra.web.desk.draft import Draft


def troubles(draft: Draft, form: Format) -> list[str]:
    """What stands in the way of staging it, and what to do; empty when nothing does."""
    found = []
    if not draft.scenario.motion:
        found.append("Say what the debate is about.")
    count = len(draft.scenario.cast)
    takes = f"{form.min_seats} to {form.max_seats}" if form.min_seats < form.max_seats else str(form.min_seats)
    has = f"{form.title} takes {takes} seats, and the cast has {count or 'none yet'}."
    if count < form.min_seats:
        found.append(f"{has} Seat {form.min_seats - count} more, or choose another format.")
    elif count > form.max_seats:
        found.append(f"{has} Take {count - form.max_seats} away, or choose another format.")
    else:
        sides = {plan.side for plan in draft.scenario.cast}
        found += [f"Nobody is on the side “{side}”. Move somebody there." for side in form.sides if side not in sides]
    return found


def left_out(draft: Draft, form: Format) -> list[str]:
    """What of the plan this format, or an empty audience, has no use for."""
    found = []
    waiting = [phase.title for phase in form.phases if phase.who == AUDIENCE]
    if waiting and not _audience(draft):
        found.append(
            f"Nobody is in the audience, so these are left out: {', '.join(waiting)}. People who watch can vote."
        )
    if draft.scenario.questions and not any(phase.slot == "question" for phase in form.phases):
        found.append(f"{form.title} puts no questions from the floor; yours will not be asked.")
    return found


def _audience(draft: Draft) -> bool:
    return draft.listeners and bool(draft.scenario.audience)


def staged(draft: Draft) -> Scenario:
    """The scenario as it will be staged: no audience that was sent home, no evidence that nobody reads."""
    read = {pack for plan in draft.scenario.cast for pack in plan.evidence}
    evidence = {name: text for name, text in draft.scenario.evidence.items() if name in read}
    audience = draft.scenario.audience if draft.listeners else ()
    return draft.scenario.model_copy(update={"evidence": evidence, "audience": audience})


def resolved(scenario: Scenario, known: Collection[str]) -> Scenario:
    """The scenario with its cast by name where it says paths, as far as these names answer to them."""
    plans = tuple(
        plan.model_copy(update={"persona": name}) if (name := Path(plan.persona).stem) in known else plan
        for plan in scenario.cast
    )
    return scenario.model_copy(update={"cast": plans})
