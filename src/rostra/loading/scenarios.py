"""YAML -> Scenario, and what a scenario says that cannot be staged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rostra.errors import BadFile, NotFound, did_you_mean
from rostra.format import Format
from rostra.loading import model_names, resources, schema
from rostra.loading.formats import load_format
from rostra.loading.personas import load_persona
from rostra.loading.schema import Survey
from rostra.loading.text import Note
from rostra.loading.tree import Where
from rostra.scenario import Scenario, SeatPlan

MODERATOR = "moderator"
"""The seat name that the moderator takes."""


def load_scenario(name_or_path: str | Path, *, folders: Sequence[Path] = ()) -> Scenario:
    """The scenario of that name or in that file. NotFound; BadFile with the line.

    Whether its personas and format exist is `check_scenario`'s to say: they may be replaced when it is staged.
    """
    path = resources.find("scenario", name_or_path, folders)
    return schema.survey_file(Scenario, path).strict()


def read_scenario(text: str, file: str) -> Scenario:
    """A scenario from YAML text; `file` names it in messages."""
    return schema.survey(Scenario, text, file).strict()


def list_scenarios(folders: Sequence[Path] = ()) -> tuple[Scenario, ...]:
    """Every scenario that a name finds, sorted by file name. BadFile for one that cannot be read."""
    return tuple(load_scenario(path) for path in resources.entries("scenario", folders))


def check_scenario(
    name_or_path: str | Path, *, persona_folders: Sequence[Path] = (), folders: Sequence[Path] = ()
) -> tuple[Note, ...]:
    """All that is wrong in a scenario, by line; empty when it can be staged. NotFound when there is no such file."""
    path = resources.find("scenario", name_or_path, folders)
    return _checked(lambda: schema.survey_file(Scenario, path), path, persona_folders)


def check_text(text: str, file: Path, *, persona_folders: Sequence[Path] = ()) -> tuple[Note, ...]:
    """The same for a text, as if it stood in that file."""
    return _checked(lambda: schema.survey(Scenario, text, str(file)), file, persona_folders)


def _checked(survey: Callable[[], Survey[Scenario]], path: Path, persona_folders: Sequence[Path]) -> tuple[Note, ...]:
    try:
        read = survey()
    except BadFile as error:
        return (schema.problem(error),)
    found = _Check(read, read.value, path, persona_folders).notes() if read.value else ()
    return tuple(sorted([*read.notes, *found], key=lambda note: note.line or 0))


def seat_names(cast: Sequence[SeatPlan]) -> tuple[str, ...]:
    """The name of each seat: as given, else the persona's, numbered where it comes again (`hinton`, `hinton-2`)."""
    taken = {plan.seat for plan in cast if plan.seat} | {MODERATOR}
    names = []
    for plan in cast:
        stem = Path(plan.persona).stem if resources.is_path("persona", plan.persona) else plan.persona
        base = resources.slug(stem) or "seat"
        name, count = plan.seat or base, 1
        while not plan.seat and name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        names.append(name)
    return tuple(names)


class _Check:
    def __init__(self, read: Survey[Scenario], scenario: Scenario, path: Path, persona_folders: Sequence[Path]) -> None:
        self._found = read.found
        self._sure = read.sure
        self._scenario = scenario
        self._path = path
        self._folders = persona_folders

    def notes(self) -> Iterator[Note]:
        form = None
        if self._sure(("format",)):
            try:
                form = load_format(self._scenario.format, beside=self._path.parent)
            except (NotFound, BadFile) as error:
                yield from self._found(str(error), ("format",))
        if self._scenario.name != resources.slug(self._scenario.name):
            yield from self._found(f"name: write it as {resources.slug(self._scenario.name)!r}.", ("name",))
        yield from self._cast()
        yield from self._evidence()
        yield from self._questions()
        yield from self._audience()
        if form:
            yield from self._fits(form)

    def _cast(self) -> Iterator[Note]:
        taken: set[str] = set()
        for index, (plan, name) in enumerate(zip(self._scenario.cast, seat_names(self._scenario.cast), strict=True)):
            at = ("cast", index)
            try:
                load_persona(plan.persona, folders=self._folders, beside=self._path.parent)
            except (NotFound, BadFile) as error:
                yield from self._found(str(error), (*at, "persona"))
            if name in taken or name == MODERATOR:
                text = f"the seat {name!r} is taken; give each its own `seat`."
                yield from self._found(text, (*at, "seat"), (*at, "persona"))
            taken.add(name)
            if plan.model and not model_names.understood(plan.model):
                yield from self._found(f"model: {plan.model!r} is no model's name.", (*at, "model"))

    def _fits(self, form: Format) -> Iterator[Note]:
        count = len(self._scenario.cast)
        if not form.min_seats <= count <= form.max_seats:
            text = f"{form.name!r} takes {form.min_seats} to {form.max_seats} seats, not {count}."
            yield from self._found(text, ("cast",))
        for index, plan in enumerate(self._scenario.cast):
            at = ("cast", index)
            if plan.side is not None and plan.side not in form.sides:
                hint = did_you_mean(plan.side, form.sides) or f"{form.name!r} has no sides."
                yield from self._found(f"{plan.side!r} is no side of {form.name!r}. {hint}", (*at, "side"))
            if plan.side is None and form.sides:
                yield from self._found(f"needs a side: {' or '.join(form.sides)}.", (*at, "side"))
        for side in form.sides:
            if all(plan.side != side for plan in self._scenario.cast):
                yield from self._found(f"nobody is on the side {side!r}.", ("cast",), *self._of_seats("side"))

    def _evidence(self) -> Iterator[Note]:
        packs = self._scenario.evidence
        lists = [
            ("cast", index, "evidence", place)
            for index, plan in enumerate(self._scenario.cast)
            for place in range(len(plan.evidence))
        ]
        read = {pack for plan in self._scenario.cast for pack in plan.evidence}
        for index, plan in enumerate(self._scenario.cast):
            for place, pack in enumerate(plan.evidence):
                if pack not in packs:
                    text = f"there is no evidence {pack!r}. {did_you_mean(pack, packs)}"
                    yield from self._found(text, ("cast", index, "evidence", place), ("evidence",))
        for pack in packs:
            if pack not in read:
                rests = (("cast",), *self._of_seats("evidence"), *lists)
                yield from self._found(f"no seat reads the evidence {pack!r}.", ("evidence", pack), *rests)

    def _questions(self) -> Iterator[Note]:
        names = seat_names(self._scenario.cast)
        for index, question in enumerate(self._scenario.questions):
            if question.to is not None and question.to not in names:
                text = f"there is no seat {question.to!r}. {did_you_mean(question.to, names)}"
                rests = (("cast",), *self._of_seats("seat"), *self._of_seats("persona"))
                yield from self._found(text, ("questions", index, "to"), *rests)
            if not question.text.strip():
                yield from self._found("the question is empty.", ("questions", index, "text"))

    def _audience(self) -> Iterator[Note]:
        taken = set(seat_names(self._scenario.cast)) | {MODERATOR}
        for index, listener in enumerate(self._scenario.audience):
            name = resources.slug(listener.name)
            if not name or name in taken:
                text = f"the name {listener.name!r} is taken; give each listener their own."
                yield from self._found(text, ("audience", index, "name"))
            taken.add(name)

    def _of_seats(self, key: str) -> tuple[Where, ...]:
        """The places of this key in every seat."""
        return tuple(("cast", index, key) for index in range(len(self._scenario.cast)))
