"""From what somebody asked for to a debate that can be staged: what the terminal, the page and the library share."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from rostra.debate import Debate
from rostra.errors import NotFound, WrongUse, did_you_mean
from rostra.format import Format
from rostra.loading import convene, load_format, load_persona, load_scenario, recast, resources, scenario_for
from rostra.loading.casting import seated
from rostra.loading.scenarios import MODERATOR
from rostra.loading.text import Note
from rostra.models.choose import ADD_A_KEY, choose_model
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.settings import Settings

TOPIC_FORMAT = "panel"
"""How a bare topic is debated: sides are for whoever asks for them."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What may be asked for beside the target; None and empty leave it to the scenario, the format, the settings."""

    cast: Sequence[str] = ()
    """Names or paths of personas."""
    format: str | None = None
    rounds: int | None = None
    words: int | None = None
    language: str | None = None
    model: str | None = None
    """For everybody who has none of their own."""
    seats: Mapping[str, str] = field(default_factory=dict)
    """Seat name to model; moderator and audience included."""
    me: Sequence[str] = ()
    """Seats held by a person."""
    seed: int = 0
    id: str | None = None
    """Made up where it is not given."""


class Prepared(NamedTuple):
    """A debate before its first entry, and what the user should hear about it."""

    debate: Debate
    notes: tuple[str, ...] = ()


class _Target(NamedTuple):
    """What the target means: a scenario as written, its format, and the folder its relative paths start in."""

    scenario: Scenario
    format: Format
    beside: Path | None


def prepare(
    target: str | Path | Scenario, settings: Settings, wishes: Wishes | None = None, *, now: datetime | None = None
) -> Prepared:
    """A debate from a scenario's name or path, a scenario, or a topic. Pure but for the files it reads.

    `WrongUse`, `NotFound` and `BadFile` say what cannot be followed; nothing has been stored by then.
    """
    wishes = wishes or Wishes()
    id_ = checked_id(wishes.id)
    scenario, form, beside = _with_wishes(_find(target, wishes), wishes)
    notes: list[str] = []
    chosen = _Models(settings, wishes, notes)

    def persona(name: str) -> Persona:
        return load_persona(name, folders=settings.personas, beside=beside, warn=lambda note: _tell(note, notes))

    debate = convene(
        scenario,
        format=form,
        personas=persona,
        choose_model=chosen,
        id=id_ or new_id(scenario.name),
        now=now or datetime.now(UTC),
        seed=wishes.seed,
    )
    chosen.refuse_unknown_seats(debate)
    return Prepared(_with_people(debate), tuple(dict.fromkeys([*chosen.notes(), *notes])))


def new_id(name: str) -> str:
    """A fresh id that begins with a name: `existential-risk-k3f9w`."""
    return f"{name[:40].strip('-.')}-{''.join(secrets.choice(_LETTERS) for _ in range(5))}"


def checked_id(id_: str | None) -> str | None:
    """An id as somebody wished for it. `WrongUse` for what cannot be one."""
    if id_ is not None and not _ID.fullmatch(id_):
        remedy = "Use at most 80 letters, digits, dots, dashes and underscores, a letter or digit first."
        raise WrongUse(f"{id_!r} cannot be a debate's id.", remedy=remedy)
    return id_


def _find(target: str | Path | Scenario, wishes: Wishes) -> _Target:
    if isinstance(target, Scenario):
        return _Target(target, load_format(wishes.format or target.format), None)
    path = _scenario_file(target, topic=bool(wishes.cast))
    if path is not None:
        scenario = load_scenario(path)
        return _Target(scenario, load_format(wishes.format or scenario.format, beside=path.parent), path.parent)
    if not wishes.cast:
        remedy = "Say who debates it, as in --cast yann-lecun,gary-marcus; `rostra personas list` shows who there is."
        raise WrongUse(f"The topic {_shown(str(target))!r} has no cast.", remedy=remedy)
    form = load_format(wishes.format or TOPIC_FORMAT)
    return _Target(scenario_for(str(target), wishes.cast, form), form, None)


def _scenario_file(target: str | Path, *, topic: bool) -> Path | None:
    """The scenario's file; None for a topic. A single word without a cast is a name that nothing answers to."""
    text = str(target).strip()
    spaced = any(letter.isspace() for letter in text)
    if (
        isinstance(target, Path)
        or (resources.is_path("scenario", text) and not spaced)
        or text.endswith((".yaml", ".yml"))
    ):
        return resources.find("scenario", Path(text))
    try:
        return resources.find("scenario", text)
    except NotFound:
        if text and not spaced and not topic:
            raise
        return None


def _with_wishes(target: _Target, wishes: Wishes) -> _Target:
    scenario, form, beside = target
    changes = {
        key: value
        for key, value in (("rounds", wishes.rounds), ("words", wishes.words), ("language", wishes.language))
        if value is not None
    }
    try:
        scenario = Scenario.model_validate(dict(scenario) | changes)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise WrongUse(f"{first['loc'][0]} cannot be {first['input']!r}: {first['msg']}.") from None
    if wishes.cast and list(wishes.cast) != [plan.persona for plan in scenario.cast]:
        scenario = recast(scenario, list(wishes.cast), form)
    scenario = seated(scenario, form)
    return _Target(_with_holders(scenario, wishes.me), form, beside)


def _with_holders(scenario: Scenario, me: Sequence[str]) -> Scenario:
    names = [plan.seat or plan.persona for plan in scenario.cast]
    for name in me:
        if name not in names:
            raise NotFound("seat", name, names)
    plans = tuple(
        plan.model_copy(update={"human": True, "model": None}) if plan.seat in me else plan for plan in scenario.cast
    )
    return scenario.model_copy(update={"cast": plans})


def _with_people(debate: Debate) -> Debate:
    """Whoever takes the seat of a possibly real person says their own words, and not under that person's name."""
    cast = tuple(
        seat.model_copy(update={"persona": _guest(seat.persona)})
        if seat.human and seat.persona.kind != "role"
        else seat
        for seat in debate.cast
    )
    return debate.model_copy(update={"cast": cast})


def _guest(persona: Persona) -> Persona:
    return persona.model_copy(update={"display_name": f"Guest in place of {persona.display_name}"})


def _tell(note: Note, notes: list[str]) -> None:
    notes.append(str(note))


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


class _Models:
    """Chooses each seat's model, and gathers what there is to say about the choices."""

    def __init__(self, settings: Settings, wishes: Wishes, notes: list[str]) -> None:
        self._settings = settings
        self._wishes = wishes
        self._notes = notes
        self._for_want_of_a_key = False

    def __call__(self, seat: str, planned: str | None, personas: str | None) -> str | None:
        wishes = self._wishes
        choice = choose_model(wishes.seats.get(seat), planned, wishes.model, personas, self._settings)
        self._notes.extend(choice.warnings)
        asked = (wishes.seats.get(seat), wishes.model, planned, personas, self._settings.default_model)
        if choice.model == "offline" and "offline" not in asked:
            self._for_want_of_a_key = True
        return choice.model

    def notes(self) -> Iterator[str]:
        """First what matters most."""
        if self._for_want_of_a_key:
            yield f"No Anthropic key: the offline model speaks. {ADD_A_KEY}"

    def refuse_unknown_seats(self, debate: Debate) -> None:
        """`NotFound` for a model given to a seat that is not there."""
        names = [seat.name for seat in debate.cast]
        for name in self._wishes.seats:
            if name not in names:
                raise NotFound("seat", name, remedy=did_you_mean(name, names))


__all__ = ["MODERATOR", "TOPIC_FORMAT", "Prepared", "Wishes", "checked_id", "new_id", "prepare"]
