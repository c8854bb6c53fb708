"""Scenario + format + personas -> a debate that can be staged: who sits where, on which side, under which mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rostra.debate import Debate, Seat
from rostra.errors import WrongUse, did_you_mean
from rostra.format import Format
from rostra.loading.resources import slug
from rostra.loading.scenarios import MODERATOR, seat_names
from rostra.persona import Persona
from rostra.scenario import Scenario, SeatPlan

FindPersona = Callable[[str], Persona]
"""A name or path, as a scenario's cast writes it -> the persona."""

ChooseModel = Callable[[str, str | None, str | None], str | None]
"""(seat name, the model the scenario gives it, the model its persona gives) -> what writes its words, resolved."""


def convene(
    scenario: Scenario,
    *,
    format: Format,
    personas: FindPersona,
    choose_model: ChooseModel,
    id: str,
    now: datetime,
    seed: int = 0,
) -> Debate:
    """The debate before its first entry: debaters in seating order, then the audience, the moderator last.

    Seats without a side are dealt one where the format has sides. WrongUse for what cannot be seated; NotFound and BadFile
    come from `personas`.
    """
    staged = seated(scenario, format)
    debaters = tuple(_debaters(staged, personas, choose_model))
    audience = tuple(_audience(staged, choose_model))
    cast = (*debaters, *audience, _moderator(staged, choose_model))
    return Debate(id=id, title=staged.title, scenario=staged, format=format, cast=cast, created=now, seed=seed)


def scenario_for(topic: str, cast: Sequence[str | SeatPlan], format: Format, *, name: str = "") -> Scenario:
    """A scenario for a bare topic. Where the format has sides, the first half of the cast takes the first, and so on."""
    motion = " ".join(topic.split())
    if not motion:
        raise WrongUse("The topic is empty.", remedy="Say what the debate is about.")
    plans = tuple(_plan(member) for member in cast)
    title = motion.rstrip(".")
    named = name or _short(slug(motion)) or "debate"
    return seated(Scenario(name=named, title=title, motion=motion, format=format.name, cast=plans), format)


def recast(scenario: Scenario, cast: Sequence[str | SeatPlan], format: Format) -> Scenario:
    """The scenario with another cast: who sat in it already keeps seat, side and evidence."""
    known = {plan.persona: plan for plan in scenario.cast}
    plans = tuple(
        known.get(member) or SeatPlan(persona=member) if isinstance(member, str) else member for member in cast
    )
    kept = set(seat_names(plans))
    questions = tuple(
        question if question.to in kept else question.model_copy(update={"to": None}) for question in scenario.questions
    )
    return seated(scenario.model_copy(update={"cast": plans, "questions": questions}), format)


def seated(scenario: Scenario, format: Format) -> Scenario:
    """The scenario as it is staged in this format: every seat named, every side dealt. WrongUse where it does not fit."""
    count = len(scenario.cast)
    if not format.min_seats <= count <= format.max_seats:
        wanted = f"{format.min_seats} to {format.max_seats} seats"
        raise WrongUse(
            f"{format.name!r} takes {wanted}, and the cast has {count}.", remedy="Change the cast or the format."
        )
    names = seat_names(scenario.cast)
    _refuse_doubles(names)
    for question in scenario.questions:
        if question.to is not None and question.to not in names:
            raise WrongUse(
                f"A question is put to {question.to!r}, who has no seat.", remedy=did_you_mean(question.to, names)
            )
    plans = tuple(
        plan.model_copy(update={"seat": name, "side": side})
        for plan, name, side in zip(scenario.cast, names, _sides(scenario.cast, format), strict=True)
    )
    for plan in plans:
        for pack in plan.evidence:
            if pack not in scenario.evidence:
                fact = f"The seat {plan.seat!r} reads the evidence {pack!r}, which is not there."
                raise WrongUse(fact, remedy=did_you_mean(pack, scenario.evidence))
    return scenario.model_copy(update={"format": format.name, "cast": plans})


def mark(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plan(member: str | SeatPlan) -> SeatPlan:
    return SeatPlan(persona=member) if isinstance(member, str) else member


def _short(name: str, most: int = 60) -> str:
    return name if len(name) <= most else name[:most].rsplit("-", 1)[0]


def _refuse_doubles(names: Sequence[str]) -> None:
    for name, times in Counter((*names, MODERATOR)).items():
        if times > 1:
            raise WrongUse(f"The seat name {name!r} is taken.", remedy="Give each seat its own `seat`.")


def _sides(cast: Sequence[SeatPlan], form: Format) -> list[str | None]:
    """The side of each seat: contiguous shares when nobody has one, else the emptiest side for whoever has none."""
    if not form.sides:
        return [None] * len(cast)
    for plan in cast:
        if plan.side is not None and plan.side not in form.sides:
            raise WrongUse(f"{plan.side!r} is no side of {form.name!r}.", remedy=did_you_mean(plan.side, form.sides))
    if all(plan.side is None for plan in cast):
        # Ceiling, so that of three seats the first side has two.
        share, more = divmod(len(cast), len(form.sides))
        return [side for index, side in enumerate(form.sides) for _ in range(share + (index < more))]
    counts = Counter(plan.side for plan in cast)
    dealt: list[str | None] = []
    for plan in cast:
        side = plan.side or min(form.sides, key=lambda each: counts[each])
        counts[side] += 0 if plan.side else 1
        dealt.append(side)
    for side in form.sides:
        if side not in dealt:
            raise WrongUse(f"Nobody is on the side {side!r}.", remedy="Give each side at least one seat.")
    return dealt


def _debaters(scenario: Scenario, personas: FindPersona, choose_model: ChooseModel) -> Iterator[Seat]:
    for index, plan in enumerate(scenario.cast):
        name = plan.seat or plan.persona
        persona = personas(plan.persona)
        yield Seat(
            name=name,
            persona=persona,
            side=plan.side,
            mark=mark(index),
            model=None if plan.human else choose_model(name, plan.model, persona.model),
            human=plan.human,
            evidence=plan.evidence,
        )


def _audience(scenario: Scenario, choose_model: ChooseModel) -> Iterator[Seat]:
    taken = {MODERATOR, *(plan.seat for plan in scenario.cast)}
    for listener in scenario.audience:
        base = slug(listener.name) or "listener"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        persona = Persona(
            name=name, display_name=listener.name, kind="role", description=listener.who, body=listener.who
        )
        yield Seat(name=name, persona=persona, role="audience", model=choose_model(name, listener.model, None))


def _moderator(scenario: Scenario, choose_model: ChooseModel) -> Seat:
    persona = Persona(name=MODERATOR, display_name="Moderator", kind="role", body=scenario.moderator.style)
    model = choose_model(MODERATOR, scenario.moderator.model, None)
    return Seat(name=MODERATOR, persona=persona, role="moderator", model=model)
