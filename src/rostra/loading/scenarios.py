"""YAML -> Scenario, and what a scenario says that cannot be staged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rostra.errors import BadFile, NotFound, did_you_mean
from rostra.format import Format
from rostra.loading import model_names, resources, schema
from rostra.loading.formats import load_format
from rostra.loading.personas import load_persona
from rostra.loading.text import Note
from rostra.loading.tree import Tree
from rostra.scenario import Scenario, SeatPlan

MODERATOR = "moderator"
"""The seat name that the moderator takes."""


def load_scenario(name_or_path: str | Path, *, folders: Sequence[Path] = ()) -> Scenario:
    """The scenario of that name or in that file. NotFound; BadFile with the line.

    Whether its personas and format exist is `check_scenario`'s to say: they may be replaced when it is staged.
    """
    path = resources.find("scenario", name_or_path, folders)
    return schema.build(Scenario, schema.read_file(path), str(path))


def read_scenario(text: str, file: str) -> Scenario:
    """A scenario from YAML text; `file` names it in messages."""
    return schema.build(Scenario, schema.read_yaml(text, file), file)


def list_scenarios(folders: Sequence[Path] = ()) -> tuple[Scenario, ...]:
    """Every scenario that a name finds, sorted by file name. BadFile for one that cannot be read."""
    return tuple(load_scenario(path) for path in resources.entries("scenario", folders))


def check_scenario(
    name_or_path: str | Path, *, persona_folders: Sequence[Path] = (), folders: Sequence[Path] = ()
) -> tuple[Note, ...]:
    """All that is wrong in a scenario, with lines; empty when it can be staged. NotFound when there is no such file."""
    path = resources.find("scenario", name_or_path, folders)
    try:
        tree = schema.read_file(path)
        scenario = schema.build(Scenario, tree, str(path))
    except BadFile as error:
        return (Note(file=error.file, line=error.line, text=f"{error.problem} {error.remedy}".strip()),)
    return tuple(_Check(scenario, tree, path, persona_folders).notes())


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
    def __init__(self, scenario: Scenario, tree: Tree, path: Path, persona_folders: Sequence[Path]) -> None:
        self._scenario = scenario
        self._tree = tree
        self._path = path
        self._folders = persona_folders

    def notes(self) -> Iterator[Note]:
        form = None
        try:
            form = load_format(self._scenario.format, beside=self._path.parent)
        except (NotFound, BadFile) as error:
            yield self._note(str(error), "format")
        if self._scenario.name != resources.slug(self._scenario.name):
            yield self._note(f"name: write it as {resources.slug(self._scenario.name)!r}.", "name")
        yield from self._cast()
        yield from self._evidence()
        yield from self._questions()
        yield from self._audience()
        if form:
            yield from self._fits(form)

    def _cast(self) -> Iterator[Note]:
        taken: set[str] = set()
        for index, (plan, name) in enumerate(zip(self._scenario.cast, seat_names(self._scenario.cast), strict=True)):
            try:
                load_persona(plan.persona, folders=self._folders, beside=self._path.parent)
            except (NotFound, BadFile) as error:
                yield self._note(str(error), "cast", index, "persona")
            if name in taken or name == MODERATOR:
                yield self._note(f"the seat {name!r} is taken; give each its own `seat`.", "cast", index, "seat")
            taken.add(name)
            if plan.model and not model_names.understood(plan.model):
                yield self._note(f"model: {plan.model!r} is no model's name.", "cast", index, "model")

    def _fits(self, form: Format) -> Iterator[Note]:
        count = len(self._scenario.cast)
        if not form.min_seats <= count <= form.max_seats:
            yield self._note(f"{form.name!r} takes {form.min_seats} to {form.max_seats} seats, not {count}.", "cast")
        for index, plan in enumerate(self._scenario.cast):
            if plan.side is not None and plan.side not in form.sides:
                hint = did_you_mean(plan.side, form.sides) or f"{form.name!r} has no sides."
                yield self._note(f"{plan.side!r} is no side of {form.name!r}. {hint}", "cast", index, "side")
            if plan.side is None and form.sides:
                yield self._note(f"needs a side: {' or '.join(form.sides)}.", "cast", index)
        for side in form.sides:
            if all(plan.side != side for plan in self._scenario.cast):
                yield self._note(f"nobody is on the side {side!r}.", "cast")

    def _evidence(self) -> Iterator[Note]:
        packs = self._scenario.evidence
        read = {pack for plan in self._scenario.cast for pack in plan.evidence}
        for index, plan in enumerate(self._scenario.cast):
            for place, pack in enumerate(plan.evidence):
                if pack not in packs:
                    hint = did_you_mean(pack, packs)
                    yield self._note(f"there is no evidence {pack!r}. {hint}".strip(), "cast", index, "evidence", place)
        for pack in packs:
            if pack not in read:
                yield self._note(f"no seat reads the evidence {pack!r}.", "evidence", pack)

    def _questions(self) -> Iterator[Note]:
        names = seat_names(self._scenario.cast)
        for index, question in enumerate(self._scenario.questions):
            if question.to is not None and question.to not in names:
                hint = did_you_mean(question.to, names)
                yield self._note(f"there is no seat {question.to!r}. {hint}".strip(), "questions", index, "to")
            if not question.text.strip():
                yield self._note("the question is empty.", "questions", index, "text")

    def _audience(self) -> Iterator[Note]:
        taken = set(seat_names(self._scenario.cast)) | {MODERATOR}
        for index, listener in enumerate(self._scenario.audience):
            name = resources.slug(listener.name)
            if not name or name in taken:
                yield self._note(
                    f"the name {listener.name!r} is taken; give each listener their own.", "audience", index, "name"
                )
            taken.add(name)

    def _note(self, text: str, *where: str | int) -> Note:
        return Note(file=str(self._path), line=self._tree.line(where), text=text)
