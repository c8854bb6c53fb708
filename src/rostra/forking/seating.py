"""Who sits where after a fork. Whoever leaves stays in the cast with what they said; whoever comes has a mark of their own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rostra.claims import marks
from rostra.debate import Chairs, Debate, Seat
from rostra.errors import NotFound, WrongUse, did_you_mean
from rostra.persona import Persona
from rostra.scenario import FloorQuestion

Cast = tuple[Seat, ...]


def reseated(
    debate: Debate, at: int, recast: Mapping[str, Persona], models: Mapping[str, str]
) -> tuple[Cast, tuple[FloorQuestion, ...]]:
    """The cast from a slot on, and the prepared questions, put to whoever sits there now. `NotFound`, `WrongUse`."""
    cast = _as_of(debate, at)
    for name, persona in recast.items():
        cast = _taken_over(cast, _sitting(cast, name), at, persona, has_model=bool({name, persona.name} & {*models}))
    chairs = Chairs(cast)
    chosen = {_sitting(cast, chairs.now(name) if name in recast else name).name: m for name, m in models.items()}
    cast = tuple(seat.model_copy(update={"model": chosen[seat.name]}) if seat.name in chosen else seat for seat in cast)
    for seat in cast:
        if seat.human and seat.name in chosen:
            remedy = f"Give the chair to a persona first: --recast {seat.name}=PERSONA."
            raise WrongUse(f"A person holds the seat {seat.name!r}; no model writes for them.", remedy=remedy)
    before = Chairs(debate.cast)
    questions = tuple(
        question.model_copy(update={"to": chairs.now(before.then(question.to, at + 1).name)})
        if question.to
        else question
        for question in debate.scenario.questions
    )
    return cast, questions


def _as_of(debate: Debate, at: int) -> Cast:
    """The cast as it was after a slot: a change that came later has not happened."""
    chairs = Chairs(debate.cast)
    sitting = [chairs.then(seat.name, at + 1) for seat in debate.cast if seat.left is None]
    left = [seat for seat in debate.cast if seat.left is not None and seat.left <= at]
    return (*(seat.model_copy(update={"left": None}) for seat in sitting), *left)


def _sitting(cast: Cast, name: str) -> Seat:
    """The seat of that name. `NotFound`; `WrongUse` for one that has left."""
    names = {seat.name: seat for seat in cast}
    if name not in names:
        raise NotFound("seat", name, remedy=did_you_mean(name, names))
    seat = names[name]
    if seat.left is not None:
        holder = Chairs(cast).now(name)
        raise WrongUse(f"{name!r} has left the debate.", remedy=f"The chair is held by {holder!r} now.")
    return seat


def _taken_over(cast: Cast, seat: Seat, at: int, persona: Persona, *, has_model: bool) -> Cast:
    if seat.role != "debater":
        raise WrongUse(f"{seat.name!r} is no debater, and cannot be recast.", remedy="Recast a seat that argues.")
    if any(each.persona.name == persona.name for each in cast if each.left is None and not each.human):
        raise WrongUse(f"{persona.display_name} sits in this debate already.", remedy="Choose another persona.")
    if seat.model is None and not has_model:
        remedy = f"As in --model {persona.name}=offline."
        raise WrongUse(f"Nobody is named who writes for {persona.name!r}: a person held the seat.", remedy=remedy)
    successor = Seat(
        name=_free(persona.name, {each.name for each in cast}),
        persona=persona,
        side=seat.side,
        mark=next(mark for mark in marks() if mark not in {each.mark for each in cast}),
        model=seat.model,
        evidence=seat.evidence,
        follows=seat.name,
    )
    # Who left comes last, so that the places of the others stay theirs.
    sitting = [successor if each.name == seat.name else each for each in cast]
    return (*sitting, seat.model_copy(update={"left": at}))


def _free(name: str, taken: Iterable[str]) -> str:
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}-{count}"
    return found
