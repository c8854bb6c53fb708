"""Where things stand in JSON: for errors that name a line, and for messages that are told with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}:,]', re.DOTALL)

_VISIBLE = re.compile(r"\S")


def places(text: str) -> Iterator[tuple[Path, int]]:
    """Every key and every item of a list, by its path, with its line from 1. The text is JSON, or was meant to be."""
    stack: list[str | int] = []
    kinds: list[str] = []
    line, end, key_due = 1, 0, False
    for token in _TOKEN.finditer(text):
        line += text.count("\n", end, token.start())
        end = token.start()
        match token[0]:
            case "{" | "[" as kind:
                kinds.append(kind)
                stack.append("" if kind == "{" else 0)
                key_due = kind == "{"
                if kind == "[":
                    yield tuple(stack), line + text.count("\n", end, _next(text, token.end()))
            case "}" | "]":
                if kinds:
                    kinds.pop()
                    stack.pop()
                key_due = False
            case ",":
                key_due = bool(kinds) and kinds[-1] == "{"
                if kinds and kinds[-1] == "[":
                    stack[-1] = int(stack[-1]) + 1
                    yield tuple(stack), line + text.count("\n", end, _next(text, token.end()))
            case ":":
                pass
            case string:
                if key_due:
                    stack[-1], key_due = string[1:-1], False
                    yield tuple(stack), line


def line_of(text: str, path: Path) -> int | None:
    """The line of the value at a path, or of what is nearest around it."""
    best, found = 0, None
    for place, line in places(text):
        if len(place) > best and place == path[: len(place)]:
            best, found = len(place), line
            if best == len(path):
                break
    return found


def twin(text: str) -> tuple[str, int] | None:
    """The first key that stands twice in one object, with the line of its second place."""
    seen: set[Path] = set()
    for path, line in places(text):
        if isinstance(path[-1], str):
            if path in seen:
                return path[-1], line
            seen.add(path)
    return None


def _next(text: str, start: int) -> int:
    found = _VISIBLE.search(text, start)
    return found.start() if found else start
