"""YAML file -> value, with errors that name the line and say what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rostra.errors import BadFile, did_you_mean
from rostra.loading.text import Note, read_text
from rostra.loading.tree import Tree, Where, read_tree
from rostra.values import Value

V = TypeVar("V", bound=Value)


def read_file(path: Path) -> Tree:
    """The YAML of one of the user's files. BadFile for whatever is not clean, doubled keys included."""
    return read_yaml(read_text(path, _refuse), str(path))


def read_yaml(text: str, file: str) -> Tree:
    """The same from text; `file` names it in messages."""
    tree = read_tree(text, file)
    if not isinstance(tree.value, dict):
        raise BadFile("should be `key: value` lines.", file=file, line=1)
    for key, line in tree.repeated:
        raise BadFile(f"the key {key!r} stands twice.", file=file, line=line, remedy="Keep one of them.")
    return tree


def build(model: type[V], tree: Tree, file: str) -> V:
    """The value that a tree describes. BadFile at the first thing that does not fit, by line."""
    try:
        return model.model_validate(tree.value)
    except ValidationError as error:
        # A misspelt key goes first: what it left missing follows from it.
        first = min(
            error.errors(), key=lambda found: (found["type"] != "extra_forbidden", tree.line(_where(found, tree)))
        )
        where = _where(first, tree)
        raise BadFile(_sentence(first, where), file=file, line=tree.line(where), remedy=_remedy(first, model)) from None


def _refuse(note: Note) -> None:
    raise note.error()


def _where(found: ErrorDetails, tree: Tree) -> Where:
    """The error's path as far as the file has it: pydantic adds steps of its own."""
    where: Where = ()
    for step in found["loc"]:
        if (*where, step) in tree.lines:
            where = (*where, step)
    return where


def _sentence(found: ErrorDetails, where: Where) -> str:
    spelt = spell(where) or "the file"
    given = found.get("input")
    match found["type"]:
        case "missing":
            return f"{spell(tuple(found['loc']))!r} is missing."
        case "extra_forbidden":
            return f"unknown key {str(found['loc'][-1])!r}{_within(where[:-1])}."
        case "string_type":
            return f"{spelt}: should be text, and YAML reads {given!r}."
        case _:
            message = found["msg"].removeprefix("Value error, ").removeprefix("Input ")
            shown = "" if isinstance(given, (dict, list)) or given is None else f", not {given!r}"
            return f"{spelt}: {message}{shown}."


def _within(where: Where) -> str:
    return f" in {spell(where)}" if where else ""


def _remedy(found: ErrorDetails, model: type[BaseModel]) -> str:
    if found["type"] == "extra_forbidden":
        return did_you_mean(str(found["loc"][-1]), _fields(model, tuple(found["loc"][:-1])))
    if found["type"] == "literal_error":
        expected = str(found.get("ctx", {}).get("expected", ""))
        return did_you_mean(
            str(found.get("input")), [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
        )
    if found["type"] == "string_type":
        return "Put it in quotes."
    return ""


def _fields(model: type[BaseModel], where: tuple[int | str, ...]) -> tuple[str, ...]:
    """The field names of the model that stands at this path."""
    current: Any = model
    for step in where:
        if isinstance(step, str) and step in getattr(current, "model_fields", {}):
            current = _model_in(current.model_fields[step].annotation)
    return tuple(getattr(current, "model_fields", ()))


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def spell(where: tuple[str | int, ...]) -> str:
    """`("cast", 0, "side")` -> `cast[1].side`; people count from one."""
    text = ""
    for step in where:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
