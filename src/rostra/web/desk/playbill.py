"""What is about to be staged, as data for `assets/playbill.js`. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rostra.debate import Debate
from rostra.format import Format
from rostra.scenario import SeatPlan
from rostra.web.colours import LIGHT, initials
from rostra.web.desk.draft import GUEST, Draft
from rostra.web.desk.phase_picture import format_picture, picture
from rostra.web.desk.terms import lasts

NameOf = Callable[[str], str]
"""How the name in a cast is read over a turn."""


def playbill(draft: Draft, form: Format, debate: Debate | None, byline_of: NameOf) -> dict[str, Any]:
    """The bill of a draft; where it cannot be staged yet, with the format's own picture."""
    scenario = draft.scenario
    drawn = picture(debate) if debate else format_picture(form)
    motion = scenario.motion
    return {
        "title": scenario.title or "Say what the debate is about",
        "motion": "" if _alike(motion, scenario.title) else motion,
        "summary": scenario.summary,
        "seats": [
            {
                "name": _billed(plan, byline_of),
                "note": " · ".join(_notes(draft, plan)),
                "initials": initials(_billed(plan, byline_of)),
                "colour": number % len(LIGHT),
            }
            for number, plan in enumerate(scenario.cast)
        ],
        "format": form.title,
        "beside": lasts(scenario, form),
        "picture": drawn.model_dump(),
    }


def _billed(plan: SeatPlan, byline_of: NameOf) -> str:
    if plan.persona == GUEST:
        return "You"
    byline = byline_of(plan.persona)
    return f"Guest in place of {byline.removesuffix(' (simulated)')}" if plan.human else byline


def _notes(draft: Draft, plan: SeatPlan) -> list[str]:
    notes = [plan.side] if plan.side else []
    if plan.human and plan.persona != GUEST:
        notes.append("you" if plan.seat == draft.mine else "a person")
    if plan.model:
        notes.append(plan.model)
    return notes


def _alike(one: str, other: str) -> bool:
    return one.rstrip(" .?") == other.rstrip(" .?")
