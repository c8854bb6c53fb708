"""YAML file -> value, as far as it can be read; every mistake with its line and what would be right."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rostra.errors import BadFile, nearest
from rostra.loading.complaints import complaint
from rostra.loading.text import Note, read_text
from rostra.loading.tree import Tree, Where, read_tree
from rostra.values import Value

V = TypeVar("V", bound=Value)

_MENDINGS = 20
"""How often a file is mended and read again: what is wrong deeper down shows when what is around it fits."""


class Survey(NamedTuple, Generic[V]):
    """A file, read past its mistakes, so that all of them can be told at once."""

    value: V | None
    """What stands there; a default, or nothing, where something is wrong. None where not even that can be read."""
    tree: Tree
    file: str
    notes: tuple[Note, ...]
    """What is wrong with its shape, in the order of lines: keys, types, ranges."""
    unread: frozenset[Where]
    """The places whose value is not what the file was meant to say."""

    def strict(self) -> V:
        """The value. BadFile at the first thing that is wrong."""
        for note in self.notes:
            raise note.error()
        assert self.value is not None
        return self.value

    def sure(self, *rests: Where) -> bool:
        """Whether these places were read, so that a finding that rests on them does not merely follow from another mistake."""
        return not _touch(self.unread, rests)

    def found(self, text: str, *rests: Where) -> Iterator[Note]:
        """The finding at the first of these places that the file has, where all of them were read."""
        if self.sure(*rests):
            at = next((where for where in rests if where in self.tree.lines), rests[0])
            yield Note(file=self.file, line=self.tree.line(at), text=text.strip())


def survey_file(model: type[V], path: Path) -> Survey[V]:
    """One of the user's files. BadFile where it is no YAML, NotFound where there is none."""
    notes: list[Note] = []
    return _survey(model, read_text(path, notes.append), str(path), notes)


def survey(model: type[V], text: str, file: str) -> Survey[V]:
    """The same from text; `file` names it in messages."""
    return _survey(model, text, file, [])


def problem(error: BadFile) -> Note:
    """An error about a file as a finding."""
    return Note(file=error.file, line=error.line, text=f"{error.problem} {error.remedy}".strip())


def _survey(model: type[V], text: str, file: str, notes: list[Note]) -> Survey[V]:
    tree = read_tree(text, file)
    if not isinstance(tree.value, dict):
        raise BadFile("should be `key: value` lines.", file=file, line=1)
    value, wrong, unread = _read(model, tree)
    said = [(line, f"the key {key!r} stands twice. Keep one of them.") for key, line in tree.repeated] + wrong
    told = [*notes, *(Note(file=file, line=line, text=text) for line, text in said)]
    return Survey(value, tree, file, tuple(sorted(told, key=lambda note: note.line or 0)), frozenset(unread))


def _read(model: type[V], tree: Tree) -> tuple[V | None, list[tuple[int, str]], set[Where]]:
    """The value, read again and again past what does not fit; what that was, by line; and the places it leaves unread."""
    data = tree.value
    wrong: list[tuple[int, str]] = []
    unread: set[Where] = set()
    for _ in range(_MENDINGS):
        try:
            return model.model_validate(data), wrong, unread
        except ValidationError as error:
            data = copy.deepcopy(data)
            # A misspelt key goes first: what it left missing follows from it.
            for found in sorted(error.errors(), key=lambda found: found["type"] != "extra_forbidden"):
                rests = _rests(found, tree)
                if not _touch(unread, rests):
                    fields = _fields(model, rests[0][:-1])
                    wrong.append((tree.line(rests[0]), complaint(found, rests[0], tree, fields)))
                unread |= _doubts(found, rests[0], model, data)
                _mend(data, found, rests[0], model)
    return None, wrong, unread


def _touch(unread: Set[Where], rests: Iterable[Where]) -> bool:
    """Whether one of these places, or something around it, was not read."""
    return any(where[:length] in unread for where in rests for length in range(len(where) + 1))


def _rests(found: ErrorDetails, tree: Tree) -> list[Where]:
    """The place of an error, as far as the file has it (pydantic adds steps of its own), and whatever else it follows from."""
    if found["type"] == "unfit":
        return list(found["ctx"]["rests"])
    if found["type"] == "missing":
        return [tuple(found["loc"])]
    where: Where = ()
    for step in found["loc"]:
        if (*where, step) in tree.lines:
            where = (*where, step)
    return [where]


def _doubts(found: ErrorDetails, where: Where, model: type[BaseModel], data: Any) -> set[Where]:
    """The places that an error leaves unread: for an unknown key those it may have been meant for."""
    if found["type"] != "extra_forbidden":
        return {where}
    around = _at(data, where[:-1])
    absent = [name for name in _fields(model, where[:-1]) if name not in around]
    return {(*where[:-1], near) for near in nearest(str(where[-1]), absent)}


def _mend(data: Any, found: ErrorDetails, where: Where, model: type[BaseModel]) -> None:
    """Take out what does not fit, or put in the least that does."""
    around = _at(data, where[:-1])
    step: Any = where[-1] if where else None
    match found["type"]:
        case "missing" if isinstance(around, dict):
            around[step] = [] if get_origin(_field(model, where)) is tuple else ""
        case "string_type" if isinstance(around, (dict, list)):
            around[step] = ""
        case _ if isinstance(around, dict):
            around.pop(step, None)
        case _ if isinstance(around, list):
            around[step] = {}
        case _:
            pass


def _at(data: Any, where: Where) -> Any:
    """What stands at a place; None where nothing does any more."""
    for step in where:
        inside = step in data if isinstance(data, dict) else isinstance(data, list) and isinstance(step, int)
        data = data[step] if inside else None
    return data


def _fields(model: type[BaseModel], where: Where) -> tuple[str, ...]:
    """The field names of the model that stands at this path."""
    return tuple(getattr(_model_in(_field(model, where)), "model_fields", ()))


def _field(model: type[BaseModel], where: Where) -> Any:
    """The type of what stands at this path."""
    current: Any = model
    for step in where:
        known = getattr(_model_in(current), "model_fields", {})
        if isinstance(step, str):
            current = known[step].annotation if step in known else None
    return current


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
