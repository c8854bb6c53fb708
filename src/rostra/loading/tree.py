"""YAML -> plain values that know their lines. Safe by construction: no tags, no anchors, no aliases, bounded depth."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.constructor import SafeConstructor

from rostra.errors import BadFile

MAX_DEPTH = 20

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it: six times faster."""

_ONLY_KEY = re.compile(r"^\s*(?:- +)?[\w-]+$")

Where = tuple[str | int, ...]
"""The path to a value: `("cast", 0, "persona")`."""


class Repeated(NamedTuple):
    """A key that stands twice in one mapping; the later value counts."""

    key: str
    line: int


class Tree(NamedTuple):
    """A YAML document."""

    value: Any
    """dict, list, str, int, float, bool, None or date; keys are always str."""
    lines: dict[Where, int]
    """Where each value begins, from 1."""
    repeated: tuple[Repeated, ...]

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def name(self, where: Where) -> str:
        """The `name` of the mapping at this place; empty where it has none."""
        value = self.value
        for step in where:
            value = value[step]
        name = value.get("name") if isinstance(value, dict) else None
        return name if isinstance(name, str) else ""


def read_tree(text: str, file: Path | str, *, first_line: int = 1) -> Tree:
    """Reads one YAML document; `first_line` is the line of the file that the text begins on. BadFile with the line."""
    offset = first_line - 1
    try:
        _refuse_dangers(text, file, offset)
        node = yaml.compose(text, Loader=_LOADER)
        return _Builder(file, offset).tree(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 + offset if mark else None
        raise BadFile(_explain(error, text), file=file, line=line) from error
    except yaml.YAMLError as error:
        raise BadFile(f"is not YAML: {error}.", file=file) from error


def _refuse_dangers(text: str, file: Path | str, offset: int) -> None:
    """Walks the events, which nest in a list and not on the stack, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 + offset if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadFile("YAML anchors and aliases are not read here.", file=file, line=line, remedy="Write it out.")
        tag = getattr(event, "tag", None)
        if tag:
            raise BadFile(f"YAML tags are not read here: {tag!r}.", file=file, line=line, remedy="Quote the text.")
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise BadFile(f"is nested deeper than {MAX_DEPTH} levels.", file=file, line=line)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1


def _explain(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or error.context or "it cannot be parsed"
    rows, mark = text.split("\n"), error.problem_mark
    row, begun = (rows[mark.line], rows[mark.line][: mark.column]) if mark and mark.line < len(rows) else ("", "")
    if row[len(begun) : len(begun) + 1] == "\t" and not begun.strip():
        return "is indented with a tab, which YAML does not allow; use spaces."
    continued = "mapping values are not allowed" in problem
    if mark and (_is_key_too_far_in(rows[: mark.line + 1], begun) if continued else _breaks_off(error, row, begun)):
        return (
            "the indentation of this line does not fit the lines above it. Begin it in the same column as the keys or dashes it "
            "belongs with; text that merely goes on here needs quotes."
        )
    if continued:
        return 'the value contains ": ", which begins a new key; put it in quotes.'
    return f"is not YAML: {problem}."


def _is_key_too_far_in(rows: list[str], begun: str) -> bool:
    """Whether the last of these lines begins with one word, a key, which the parser took for more of the value above."""
    above = next((row for row in reversed(rows[:-1]) if row.strip()), "")
    return bool(_ONLY_KEY.match(begun)) and _indent(rows[-1]) > _indent(above)


def _breaks_off(error: yaml.MarkedYAMLError, row: str, begun: str) -> bool:
    """Whether the parser stumbled over where a line begins, in no list or mapping that is open there."""
    in_block = (error.context or "").startswith("while parsing a block") or "<document start>" in (error.problem or "")
    return in_block and bool(row.strip()) and not begun.strip()


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


class _Builder:
    def __init__(self, file: Path | str, offset: int) -> None:
        self._file = file
        self._offset = offset
        self._scalars = SafeConstructor()
        self._lines: dict[Where, int] = {}
        self._repeated: list[Repeated] = []

    def tree(self, node: yaml.Node | None) -> Tree:
        value = None if node is None else self._build(node, ())
        return Tree(value, self._lines, tuple(self._repeated))

    def _build(self, node: yaml.Node, where: Where) -> Any:
        self._lines.setdefault(where, self._line(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(item, (*where, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise BadFile("a key must be a word.", file=self._file, line=self._line(key_node))
            key = str(key_node.value)
            if key in built:
                self._repeated.append(Repeated(key, self._line(key_node)))
            self._lines[(*where, key)] = self._line(key_node)
            built[key] = self._build(value_node, (*where, key))
        return built

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return _plain(self._scalars.construct_object(node))
        except (ValueError, OverflowError):  # 2026-02-31, or an integer of five thousand digits
            return str(node.value)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1 + self._offset


def _plain(value: Any) -> Any:
    """What survives a round trip through JSON; dates are left to whoever knows that one is meant."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, (str, int, float, bool, date, type(None))) else str(value)
