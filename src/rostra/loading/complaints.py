"""What pydantic found wrong in a file, in words for whoever wrote the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic_core import ErrorDetails

from rostra.errors import did_you_mean, nearest
from rostra.loading.tree import Tree, Where

_NOUNS = {"phases": "phase", "cast": "seat", "audience": "listener", "questions": "question", "sources": "source"}
_KINDS = {
    "string": "text", "int": "a whole number", "float": "a number", "bool": "true or false",
    "date": "a date such as 2026-11-23", "tuple": "a list", "list": "a list",
    "dict": "`key: value` lines", "model": "`key: value` lines",
}  # fmt: skip
"""By the first word of the type of an error."""


def complaint(found: ErrorDetails, where: Where, tree: Tree, fields: Sequence[str]) -> str:
    """One error as fact, remedy and what stands there; `fields` are the keys known at that place."""
    place, key = spell(where, tree)
    match found["type"]:
        case "unfit":
            return found["msg"]
        case "missing":
            return f"{f'{place}: ' if place else ''}{key!r} is missing."
        case "extra_forbidden":
            within = f" in {place}" if place else ""
            return f"unknown key {key!r}{within}. {did_you_mean(key, fields)}".strip()
        case other:
            about = ": ".join(part for part in (place, key) if part) or "the file"
            return f"{about} {found['msg'] if other == 'reserved' else _unlike(found)}"


def spell(where: Where, tree: Tree) -> tuple[str, str]:
    """`("phases", 1, "rounds")` -> `phase 'openings'` and `rounds`: the thing by its name, else counted from one; and its key."""
    places: list[str] = []
    key = ""
    for depth, step in enumerate(where):
        if isinstance(step, int):
            name = tree.name(where[: depth + 1])
            places.append(f"{_NOUNS.get(key, key)} {repr(name) if name else step + 1}")
            key = ""
        else:
            places += [key] if key else []
            key = step
    return ", ".join(places), key


def _unlike(found: ErrorDetails) -> str:
    """`must be a whole number, not 'two'.`"""
    given, wanted = found.get("input"), _wanted(found)
    if given is None:
        return f"is empty, and must be {wanted}."
    if isinstance(given, list):
        return f"must be {wanted}, not a list."
    if isinstance(given, dict):
        return f"must be {wanted}, not `key: value` lines."
    if found["type"] == "string_type":
        return f"must be text, and YAML reads {_shown(given)}. Put it in quotes."
    known = found.get("ctx", {}).get("expected", "") if found["type"] == "literal_error" else ""
    near = nearest(str(given), [word.strip(" '") for word in str(known).replace(" or ", ",").split(",")])
    return f"must be {wanted}, not {_shown(given)}. {did_you_mean(str(given), near)}".strip()


def _wanted(found: ErrorDetails) -> str:
    context: dict[str, Any] = found.get("ctx", {})
    match found["type"]:
        case "literal_error":
            return str(context["expected"])
        case "greater_than_equal":
            return f"at least {context['ge']}"
        case "less_than_equal":
            return f"at most {context['le']}"
        case other:
            return _KINDS.get(other.split("_")[0], found["msg"].removeprefix("Input should be "))


def _shown(given: object) -> str:
    """A value as a person would write it in YAML."""
    if isinstance(given, bool):
        return str(given).lower()
    return str(given) if isinstance(given, date) else repr(given)
