"""YAML -> Format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rostra.errors import BadFile, did_you_mean
from rostra.format import AUDIENCE, EVERYBODY, MODERATOR, ONE_PER_SIDE, Format, Phase
from rostra.loading import resources, schema
from rostra.loading.text import Note
from rostra.loading.tree import Tree

_MODERATOR_SLOTS = {"cluster", "introduce", "frame", "put", "summarise", "synthesise", "steer", "call"}


def load_format(name_or_path: str | Path, *, folders: Sequence[Path] = (), beside: Path | None = None) -> Format:
    """The format of that name (`oxford`) or in that file. NotFound; BadFile with the line."""
    path = resources.find("format", name_or_path, folders, beside=beside)
    return _read(schema.read_file(path), str(path))


def read_format(text: str, file: str) -> Format:
    """A format from YAML text; `file` names it in messages."""
    return _read(schema.read_yaml(text, file), file)


def list_formats(folders: Sequence[Path] = ()) -> tuple[Format, ...]:
    """Every format that a name finds, sorted by file name. BadFile for one that cannot be read."""
    return tuple(load_format(path) for path in resources.entries("format", folders))


def check_format(path: Path) -> tuple[Note, ...]:
    """All that is wrong in a file; empty when nothing is."""
    try:
        tree = schema.read_file(path)
        form = schema.build(Format, tree, str(path))
    except BadFile as error:
        return (Note(file=error.file, line=error.line, text=error.problem),)
    return tuple(problems(form, tree, str(path)))


def _read(tree: Tree, file: str) -> Format:
    form = schema.build(Format, tree, file)
    for note in problems(form, tree, file):
        raise note.error()
    return form


def problems(form: Format, tree: Tree, file: str) -> Iterator[Note]:
    """What a format says that cannot be run, in the order of its lines."""

    def note(text: str, *where: str | int) -> Note:
        return Note(file=file, line=tree.line(where), text=text)

    if form.min_seats > form.max_seats:
        yield note(f"min_seats is {form.min_seats} and max_seats {form.max_seats}; swap them.", "min_seats")
    if len(form.sides) == 1 or len(set(form.sides)) < len(form.sides):
        yield note("sides: name two or more, each once, or none at all.", "sides")
    elif len(form.sides) > form.min_seats:
        yield note(f"sides: {len(form.sides)} sides need min_seats of at least as many.", "sides")
    if not form.phases:
        yield note("phases: there must be at least one.", "phases")
    seen: set[str] = set()
    for index, phase in enumerate(form.phases):
        if phase.name in seen:
            yield note(f"phase {phase.name!r} stands twice; give each its own name.", "phases", index, "name")
        seen.add(phase.name)
        for key, text in _phase_problems(form, phase, index):
            yield note(f"phase {phase.name!r}: {text}", "phases", index, key)


def _phase_problems(form: Format, phase: Phase, index: int) -> Iterator[tuple[str, str]]:
    if phase.sees == "before-phase" and phase.floor != "together":
        yield "sees", f"is blind, which needs `floor: together`, not {phase.floor!r}."
    if phase.beside and index == 0:
        yield "beside", "has no phase before it to run beside."
    if phase.slot in _MODERATOR_SLOTS and phase.who != "moderator":
        yield "who", f"`slot: {phase.slot}` is the moderator's; say `who: moderator`."
    if phase.slot in ("speak", "idea") and phase.who in (MODERATOR, AUDIENCE):
        yield "who", f"`slot: {phase.slot}` is for debaters, not for the {phase.who}."
    known = (EVERYBODY, ONE_PER_SIDE, MODERATOR, AUDIENCE, *form.sides)
    if phase.who not in known:
        yield "who", f"there is no {phase.who!r}. {did_you_mean(phase.who, known)}"
    if phase.first is not None and phase.first not in form.sides:
        yield "first", f"there is no side {phase.first!r}. {did_you_mean(phase.first, form.sides)}"
    if phase.who == "one-per-side" and not form.sides:
        yield "who", "takes one speaker a side, and the format has no sides."
    if phase.floor != "in-order" and phase.who == "moderator":
        yield "floor", "the moderator is alone and has the floor `in-order`."
    if (phase.steer or phase.frame != "never") and phase.slot != "speak":
        yield ("steer" if phase.steer else "frame"), "only a phase of `slot: speak` is framed and steered."
