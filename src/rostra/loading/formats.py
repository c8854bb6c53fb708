"""YAML -> Format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rostra.errors import BadFile, did_you_mean
from rostra.format import AUDIENCE, EVERYBODY, MODERATOR, ONE_PER_SIDE, Format, Phase, PhaseSlot
from rostra.loading import resources, schema
from rostra.loading.schema import Survey
from rostra.loading.text import Note

_MODERATORS: tuple[PhaseSlot, ...] = ("introduce", "cluster", "synthesise")
_AUDIENCES: tuple[PhaseSlot, ...] = ("vote", "verdict")
_BY_TURNS: tuple[PhaseSlot, ...] = ("speak", "idea")
_AT_ONCE: tuple[PhaseSlot, ...] = ("rank", "stance", "vote", "verdict")
_NAME = re.compile(r"(?:[^\W_]|-)+")

Finding = tuple[str, tuple[str, ...]]
"""What is wrong in a phase, and the fields it rests on, the one to mend first."""


def load_format(name_or_path: str | Path, *, folders: Sequence[Path] = (), beside: Path | None = None) -> Format:
    """The format of that name (`oxford`) or in that file. NotFound; BadFile with the line."""
    path = resources.find("format", name_or_path, folders, beside=beside)
    return _sound(schema.survey_file(Format, path))


def read_format(text: str, file: str) -> Format:
    """A format from YAML text; `file` names it in messages."""
    return _sound(schema.survey(Format, text, file))


def list_formats(folders: Sequence[Path] = ()) -> tuple[Format, ...]:
    """Every format that a name finds, sorted by file name. BadFile for one that cannot be read."""
    return tuple(load_format(path) for path in resources.entries("format", folders))


def check_format(path: Path) -> tuple[Note, ...]:
    """All that is wrong in a file, in the order of its lines; empty when nothing is."""
    try:
        read = schema.survey_file(Format, path)
    except BadFile as error:
        return (schema.problem(error),)
    return tuple(sorted([*read.notes, *problems(read)], key=lambda note: note.line or 0))


def _sound(read: Survey[Format]) -> Format:
    form = read.strict()
    for note in problems(read):
        raise note.error()
    return form


def problems(read: Survey[Format]) -> Iterator[Note]:
    """What a format says that cannot be run, or that does nothing where it stands."""
    form = read.value
    if form is None:
        return
    sides = _sides(form)
    if not _NAME.fullmatch(form.name):
        yield from read.found(_misnamed(form.name), ("name",))
    if form.min_seats > form.max_seats:
        text = f"min_seats is {form.min_seats} and max_seats {form.max_seats}; swap them."
        yield from read.found(text, ("min_seats",), ("max_seats",))
    if len(form.sides) == 1 or len(set(form.sides)) < len(form.sides):
        yield from read.found("sides: name two or more, each once, or none at all.", *sides)
    elif len(form.sides) > form.min_seats:
        text = f"sides: {len(form.sides)} sides need min_seats of at least as many."
        yield from read.found(text, *sides, ("min_seats",))
    if not form.phases:
        yield from read.found("phases: there must be at least one.", ("phases",))
    seen: set[str] = set()
    for index, phase in enumerate(form.phases):
        at = ("phases", index)
        if not _NAME.fullmatch(phase.name):
            yield from read.found(_misnamed(phase.name), (*at, "name"))
        elif phase.name in seen:
            yield from read.found(f"phase {phase.name!r} stands twice; give each its own name.", (*at, "name"))
        seen.add(phase.name)
        for text, keys in _phase_problems(form, phase, index):
            rests = [where for key in keys for where in (sides if key == "sides" else ((*at, key),))]
            yield from read.found(f"phase {repr(phase.name) if phase.name else index + 1}: {text}", *rests)


def _sides(form: Format) -> tuple[tuple[str | int, ...], ...]:
    return (("sides",), *(("sides", index) for index in range(len(form.sides))))


def _misnamed(name: str) -> str:
    better = resources.slug(name)
    return f"name: {name!r} is not of letters, digits and dashes alone{f'; write it as {better!r}' if better else ''}."


def _phase_problems(form: Format, phase: Phase, index: int) -> Iterator[Finding]:
    if phase.sees == "before-phase" and phase.floor != "together":
        yield f"is blind, which needs `floor: together`, not {phase.floor!r}.", ("sees", "floor")
    if phase.beside and index == 0:
        yield "has no phase before it to run beside.", ("beside",)
    if (phase.steer or phase.frame != "never") and phase.slot != "speak":
        yield "only a phase of `slot: speak` is framed and steered.", ("steer" if phase.steer else "frame", "slot")
    if phase.answer_brief and phase.floor != "paired":
        text = f"`answer_brief` is for whoever answers in a pair, which needs `floor: paired`, not {phase.floor!r}."
        yield text, ("answer_brief", "floor")
    yield from _who(form, phase)
    yield from _floor(phase)
    yield from _first(form, phase)


def _who(form: Format, phase: Phase) -> Iterator[Finding]:
    """Whom a phase is for: somebody there is, and somebody its slot is for."""
    known = (EVERYBODY, ONE_PER_SIDE, MODERATOR, AUDIENCE, *form.sides)
    if phase.who not in known:
        hint = "" if form.sides else " The format has no sides."
        yield f"there is no {phase.who!r}. {did_you_mean(phase.who, known)}{hint}", ("who", "sides")
    elif phase.slot in _MODERATORS and phase.who != MODERATOR:
        yield f"`slot: {phase.slot}` is the moderator's; say `who: moderator`.", ("who", "slot")
    elif phase.slot in _AUDIENCES and phase.who != AUDIENCE:
        text = f"`slot: {phase.slot}` is for the audience, not for {phase.who!r}; say `who: audience`."
        yield text, ("who", "slot")
    elif phase.slot not in (*_MODERATORS, *_AUDIENCES) and phase.who in (MODERATOR, AUDIENCE):
        yield f"`slot: {phase.slot}` is for debaters, not for the {phase.who}.", ("who", "slot")
    elif phase.who == ONE_PER_SIDE and phase.slot != "question":
        text = "`who: one-per-side` is for `slot: question`; elsewhere name a side, or leave `who` out."
        yield text, ("who", "slot")
    elif phase.who == ONE_PER_SIDE and not form.sides:
        yield "takes one speaker a side, and the format has no sides.", ("who", "sides")


def _floor(phase: Phase) -> Iterator[Finding]:
    if phase.floor != "in-order" and phase.who == MODERATOR:
        yield "the moderator is alone and has the floor `in-order`.", ("floor", "who")
    elif phase.floor != "together" and phase.slot in _AT_ONCE:
        yield f"`slot: {phase.slot}` is asked of all at the same moment; say `floor: together`.", ("floor", "slot")


def _first(form: Format, phase: Phase) -> Iterator[Finding]:
    if phase.first is None:
        return
    if phase.first not in form.sides:
        hint = did_you_mean(phase.first, form.sides) or "The format has no sides."
        yield f"there is no side {phase.first!r}. {hint}", ("first", "sides")
    if phase.slot not in _BY_TURNS or phase.floor not in ("in-order", "paired"):
        what = f"floor: {phase.floor}" if phase.slot in _BY_TURNS else f"slot: {phase.slot}"
        text = f"`first` is for the floors 'in-order' and 'paired' of speakers; with `{what}` no side begins. Leave it out."
        yield text, ("first", "floor", "slot")
