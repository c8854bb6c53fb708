"""A debate as it is being planned. A draft is a value; every edit gives a new one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rostra.format import Format
from rostra.loading import resources
from rostra.loading.scenarios import seat_names
from rostra.scenario import FloorQuestion, Scenario, SeatPlan
from rostra.values import Value

GUEST = "(guest)"
"""Stands in a cast for the seat of somebody who speaks as themselves; no persona has such a name."""


class Draft(Value):
    """A scenario as it is edited, and what else is asked for."""

    scenario: Scenario
    """Every seat of its cast is named."""
    origin: str = ""
    """The name of the scenario it was begun from; empty for a topic of one's own."""
    model: str | None = None
    """What writes for everybody who has no model of their own; None: the settings' choice."""
    listeners: bool = True
    """Whether the scenario's audience comes."""
    mine: str | None = None
    """The seat that this window takes."""
    patience: int | None = None
    """Seconds after which a person's turn passes; None: the debate waits."""
    budget: float | None = None
    """US dollars at most."""
    seed: int = 0

    def plan(self, seat: str) -> SeatPlan:
        """The place of that name. KeyError when there is none."""
        for plan in self.scenario.cast:
            if plan.seat == seat:
                return plan
        raise KeyError(seat)

    def with_(self, **changes: object) -> Draft:
        """With other fields of the scenario."""
        return self.model_copy(update={"scenario": self.scenario.model_copy(update=changes)})


def begun(scenario: Scenario, before: Draft | None = None) -> Draft:
    """A draft of a scenario; what was asked for beside the one before stays."""
    names = seat_names(scenario.cast)
    plans = tuple(plan.model_copy(update={"seat": name}) for plan, name in zip(scenario.cast, names, strict=True))
    mine = next((plan.seat for plan in plans if plan.human), None)
    kept = before.model_dump(include={"model", "patience", "budget", "seed"}) if before else {}
    named = scenario.model_copy(update={"cast": plans})
    return Draft(scenario=named, origin=scenario.name, mine=mine, **kept)


def about(topic: str, form: Format, before: Draft | None = None) -> Draft:
    """A draft about a topic of one's own. Where one was begun already, only what it is about changes."""
    motion = " ".join(topic.split())
    named = {
        "name": resources.slug(motion)[:60].strip("-") or "debate",
        "title": motion.rstrip("."),
        "motion": motion,
    }
    if before is not None and not before.origin:
        return before.with_(**named)
    kept = before.model_dump(include={"model", "patience", "budget", "seed"}) if before else {}
    return Draft(scenario=Scenario(format=form.name, cast=(), **named), **kept)


# -- the cast


def seated(draft: Draft, persona: str, form: Format, side: str | None = None) -> Draft:
    """One more at the table: on that side, or on the emptiest."""
    plan = SeatPlan(persona=persona, side=side, human=persona == GUEST)
    plans = (*draft.scenario.cast, plan)
    name = seat_names(plans)[-1]
    plans = _dealt((*plans[:-1], plan.model_copy(update={"seat": name})), form)
    changed = draft.with_(cast=plans)
    return changed.model_copy(update={"mine": name}) if persona == GUEST else changed


def unseated(draft: Draft, seat: str) -> Draft:
    """Without that seat; what was asked of it, anybody may answer."""
    plans = tuple(plan for plan in draft.scenario.cast if plan.seat != seat)
    questions = tuple(
        question.model_copy(update={"to": None}) if question.to == seat else question
        for question in draft.scenario.questions
    )
    changed = draft.with_(cast=plans, questions=questions)
    return changed.model_copy(update={"mine": None}) if draft.mine == seat else changed


def moved(draft: Draft, seat: str, by: int) -> Draft:
    """Earlier (-1) or later (1) among those of its side; the same draft where there is nowhere to go."""
    plans = list(draft.scenario.cast)
    side = draft.plan(seat).side
    bench = [n for n, plan in enumerate(plans) if plan.side == side]
    place = next(place for place, n in enumerate(bench) if plans[n].seat == seat)
    if not 0 <= place + by < len(bench):
        return draft
    one, other = bench[place], bench[place + by]
    plans[one], plans[other] = plans[other], plans[one]
    return draft.with_(cast=tuple(plans))


def on_side(draft: Draft, seat: str, side: str) -> Draft:
    """That seat on another side, the last of its bench."""
    plan = draft.plan(seat).model_copy(update={"side": side})
    rest = tuple(other for other in draft.scenario.cast if other.seat != seat)
    return draft.with_(cast=(*rest, plan))


def recast(draft: Draft, personas: Sequence[str], form: Format) -> Draft:
    """Another cast. Those who have sides stand together, the first side's first; whoever sat there before keeps model and evidence."""
    known = {plan.persona: plan for plan in draft.scenario.cast}
    emptied = draft
    for plan in draft.scenario.cast:
        if plan.persona not in personas:
            emptied = unseated(emptied, plan.seat or "")
    plans = [(known.pop(each, None) or SeatPlan(persona=each)).model_copy(update={"side": None}) for each in personas]
    named = tuple(plan.model_copy(update={"seat": name}) for plan, name in zip(plans, seat_names(plans), strict=True))
    return emptied.with_(cast=_dealt(named, form))


def held(draft: Draft, seat: str, by_person: bool) -> Draft:
    """That seat held by a person, or by a model again."""
    plans = tuple(
        plan.model_copy(update={"human": by_person, "model": None if by_person else plan.model})
        if plan.seat == seat
        else plan
        for plan in draft.scenario.cast
    )
    changed = draft.with_(cast=plans)
    return changed.model_copy(update={"mine": None}) if draft.mine == seat and not by_person else changed


def taken(draft: Draft, seat: str | None, form: Format) -> Draft:
    """The seat this window holds: one of the cast, `GUEST` for one of one's own, None to watch. The one before goes back."""
    if seat == draft.mine:
        return draft
    if draft.mine is not None:
        guest = draft.plan(draft.mine).persona == GUEST
        draft = unseated(draft, draft.mine) if guest else held(draft, draft.mine, False)
    if seat is None:
        return draft
    if seat == GUEST:
        return seated(draft, GUEST, form)
    return held(draft, seat, True).model_copy(update={"mine": seat})


def written_by(draft: Draft, seat: str, model: str | None) -> Draft:
    """That seat by a model of its own."""
    plans = tuple(
        plan.model_copy(update={"model": model}) if plan.seat == seat else plan for plan in draft.scenario.cast
    )
    return draft.with_(cast=plans)


def in_format(draft: Draft, form: Format, before: Format) -> Draft:
    """In another format. Where both have as many sides, each side goes over as a whole; else sides are dealt anew."""
    old = before.sides if len(before.sides) == len(form.sides) else form.sides
    new = dict(zip(old, form.sides, strict=True))
    plans = [plan.model_copy(update={"side": new.get(plan.side or "")}) for plan in draft.scenario.cast]
    return draft.with_(format=form.name, cast=_dealt(plans, form))


def asked(draft: Draft, text: str) -> Draft:
    """Questions from the floor, one a line; those that were there before keep who asks, and whom."""
    known = {question.text: question for question in draft.scenario.questions}
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return draft.with_(questions=tuple(known.get(line) or FloorQuestion(text=line) for line in lines))


def _dealt(plans: Sequence[SeatPlan], form: Format) -> tuple[SeatPlan, ...]:
    """A side for everybody where the format has sides: equal shares in seating order, else the emptiest for whoever has none."""
    if not form.sides:
        return tuple(plan.model_copy(update={"side": None}) for plan in plans)
    if all(plan.side is None for plan in plans):
        share, more = divmod(len(plans), len(form.sides))
        sides = [side for index, side in enumerate(form.sides) for _ in range(share + (index < more))]
        return tuple(plan.model_copy(update={"side": side}) for plan, side in zip(plans, sides, strict=True))
    counts = Counter(plan.side for plan in plans)
    dealt = []
    for plan in plans:
        side = plan.side if plan.side in form.sides else min(form.sides, key=lambda each: counts[each])
        counts[side] += side != plan.side
        dealt.append(plan.model_copy(update={"side": side}))
    return tuple(dealt)
