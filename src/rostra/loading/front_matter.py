"""The YAML block at the top of a Markdown file, read as it was meant.

Nearly every file in the wild is clean YAML; for the rest each key is read by itself, so that one unquoted colon costs a
note and not the file. Every repair is told to `warn`; a reader that is strict raises there.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from rostra.errors import BadFile
from rostra.loading.text import Note, Warn
from rostra.loading.tree import Tree, read_tree

_FENCE = re.compile(r"^---\s*$")
_END = re.compile(r"^(---|\.\.\.)\s*$")
_KEY = re.compile(r"^([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:(?:[ \t]+(.*))?$")
_HEADING = re.compile(r"^#{1,6} \S")
_SPEAKERS = {"user", "assistant", "human", "context", "commentary", "example", "examples", "system", "note"}
_TEXT_KEYS = ("description", "display_name")


class Split(NamedTuple):
    """A file taken apart."""

    data: dict[str, Any]
    lines: dict[str, int]
    """The line of each key, from 1."""
    body: str
    body_line: int
    """The line that the body begins on."""


def split(text: str, file: str, warn: Warn) -> Split:
    """Front matter and body; every repair is told."""

    def note(line: int, fact: str) -> None:
        warn(Note(file=file, line=line, text=fact))

    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.match(lines[start]):
        note(1, "has no front matter; it begins with a line '---', then `name:` and `description:`.")
        return Split({}, {}, "\n".join(lines[start:]).strip("\n"), start + 1)
    if start:
        note(1, "has blank lines before its front matter.")
    end = next((at for at in range(start + 1, len(lines)) if _END.match(lines[at])), None)
    stop, rest = (end, end + 1) if end is not None else (len(lines), len(lines))
    if end is None or _runs_into_body(lines[start + 1 : end]):
        stop = rest = _last_key(lines, start + 1)
        note(start + 1, "opens front matter that no line '---' closes.")
    data, key_lines = _Block(file, warn, start + 2).read("\n".join(lines[start + 1 : stop]))
    while rest < len(lines) and not lines[rest].strip():
        rest += 1
    return Split(data, key_lines, "\n".join(lines[rest:]).rstrip("\n"), rest + 1)


def _runs_into_body(block: list[str]) -> bool:
    """A heading after a blank line, then prose: the `---` found is a rule in the body."""
    for at, line in enumerate(block[:-1]):
        if _HEADING.match(line) and (at == 0 or not block[at - 1].strip()):
            after = [later for later in block[at + 1 :] if later.strip()]
            if after and not any(_KEY.match(later) for later in after):
                return True
    return False


def _last_key(lines: list[str], start: int) -> int:
    """The index after an unclosed block: the first blank line or heading that no indented text or key follows."""
    for at in range(start, len(lines)):
        line = lines[at]
        following = next((later for later in lines[at + 1 :] if later.strip()), "")
        if _HEADING.match(line) or (not line.strip() and not _KEY.match(following) and following[:1] not in " \t-"):
            return at
        if line.strip() and line[:1] not in " \t-" and not _KEY.match(line):
            return at
    return len(lines)


class _Block:
    """The lines between the fences."""

    def __init__(self, file: str, warn: Warn, first_line: int) -> None:
        self._file = file
        self._warn = warn
        self._first = first_line

    def read(self, text: str) -> tuple[dict[str, Any], dict[str, int]]:
        tree = self._tree(text, self._first)
        if not isinstance(tree, Tree) and "\t" in text:
            spaced = self._tree(text.replace("\t", "  "), self._first)
            if isinstance(spaced, Tree):
                at = text.count("\n", 0, text.index("\t"))
                self._note(self._first + at, "is indented with tabs, which YAML does not allow; use spaces.")
                tree = spaced
        if not isinstance(tree, Tree):
            return self._by_key(text, tree)
        if tree.value is None:
            return {}, {}
        if not isinstance(tree.value, dict):
            return self._by_key(text, BadFile("front matter is not `key: value` lines.", file=self._file))
        for key, line in tree.repeated:
            self._note(line, f"has the key {key!r} twice; the later one counts.")
        lines = {str(where[0]): line for where, line in tree.lines.items() if len(where) == 1}
        self._mend_comments(text, tree.value, lines)
        return tree.value, lines

    def _tree(self, text: str, line: int) -> Tree | BadFile:
        try:
            return read_tree(text, self._file, first_line=line)
        except BadFile as error:
            return error

    def _by_key(self, text: str, whole: BadFile) -> tuple[dict[str, Any], dict[str, int]]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        repaired = self._tell_stray(text)
        for at, key, chunk in _chunks(text):
            line = lines[key] = self._first + at
            if key in data:
                self._note(line, f"has the key {key!r} twice; the later one counts.")
            tree = self._tree(chunk, line)
            if isinstance(tree, Tree) and isinstance(tree.value, dict) and list(tree.value) == [key]:
                data[key] = tree.value[key]
                self._mend_comments(chunk, data, {key: line}, first=line)
                continue
            repaired = True
            # Only a description runs on over lines that are no YAML; elsewhere they are stray.
            data[key] = _as_text(chunk if key in _TEXT_KEYS else chunk.split("\n")[0])
            why = tree.problem if isinstance(tree, BadFile) else "it runs on."
            self._note(line, f"{key}: read as plain text: {why}")
        if not repaired:
            self._note(whole.line or self._first, whole.problem)
        return data, lines

    def _tell_stray(self, text: str) -> bool:
        """Whether there is text before the first key."""
        for at, row in enumerate(text.split("\n")):
            if _is_key(row):
                return False
            if row.strip() and not row.lstrip().startswith("#"):
                self._note(self._first + at, f"is not a `key: value` line, and was left out: {row.strip()[:60]!r}.")
                return True
        return False

    def _mend_comments(self, text: str, data: dict[str, Any], lines: dict[str, int], first: int | None = None) -> None:
        """` #` begins a comment in YAML; in a description it was meant to be read."""
        rows = text.split("\n")
        for key in _TEXT_KEYS:
            value = data.get(key)
            if key not in lines or not isinstance(value, str):
                continue
            row = rows[lines[key] - (first or self._first)]
            found = re.match(r"^[\w-]+[ \t]*:[ \t]+([^\"'|>\s].*?)([ \t]+#.*)$", row)
            if found and value == found.group(1).strip():
                data[key] = (found.group(1) + found.group(2)).strip()
                self._note(lines[key], f"{key}: ' #' would begin a comment and cut the text; put it in quotes.")

    def _note(self, line: int, fact: str) -> None:
        self._warn(Note(file=self._file, line=line, text=fact))


def _is_key(line: str) -> re.Match[str] | None:
    found = _KEY.match(line)
    return found if found and found.group(1).lower() not in _SPEAKERS else None


def _chunks(text: str) -> list[tuple[int, str, str]]:
    """(index of the line, key, its lines) for each key at the margin; other lines belong to the key above."""
    found: list[tuple[int, str, list[str]]] = []
    for at, line in enumerate(text.split("\n")):
        match = _is_key(line)
        if match:
            found.append((at, match.group(1), [line]))
        elif found:
            found[-1][2].append(line)
    return [(at, key, "\n".join(rows).rstrip()) for at, key, rows in found]


def _as_text(chunk: str) -> str:
    value = chunk.split(":", 1)[1]
    value = re.sub(r"^\s*[|>][+-]?\s*\n", "", value)
    text = "\n".join(row.strip() for row in value.strip().split("\n"))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return text.lstrip("\"'") if text.count(text[:1]) == 1 and text[:1] in "\"'" else text
