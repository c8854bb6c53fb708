"""What somebody uploads or types: bytes to text, text to a persona or a scenario with all that is to say about it, by line. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, TypeVar

from rostra.errors import BadFile
from rostra.loading import lint, resources, scenarios, schema
from rostra.loading.front_matter import split
from rostra.loading.personas import read_persona
from rostra.loading.text import MAX_BYTES, Note, decode, tidy
from rostra.loading.tree import Where, read_tree
from rostra.persona import Persona
from rostra.scenario import Scenario

Kind = Literal["persona", "scenario"]
V = TypeVar("V", Persona, Scenario)

_TERMINAL = re.compile(r"`rostra (\w+)s list` shows what there is; a path works as well\.")
_HELP = {"persona": "Upload it under Personas, or cast somebody who is there."}

NEW: dict[Kind, str] = {
    "persona": """\
---
name: somebody-new
display_name: Somebody New
description: Who they are, in a sentence.
kind: fictional
---
You are Somebody New. Say here who they are, what they have seen, and how they speak.

## Positions

### A claim they hold, as a whole sentence
- About: what it is about
- Because: One reason that makes sense by itself.
- Because: Another reason.
- When told "what somebody else may say" or "the same in other words": What they answer, in a sentence or two.

## Never argues

- What they would not say.
""",
    "scenario": """\
name: something-new
title: What is to be debated?
motion: A sentence that can be argued for and against.
format: oxford
background: |
  Facts that everybody at the table knows.
cast:
  - persona: yann-lecun
    side: for
  - persona: geoffrey-hinton
    side: against
""",
}
"""What a file may begin as."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something to say about a text."""

    line: int | None
    """From 1; None where it concerns the whole."""
    kind: Literal["error", "repair", "advice"]
    """`repair`: not as it should be written, and understood all the same."""
    text: str


@dataclass(frozen=True, slots=True)
class Checked(Generic[V]):
    """A text, read."""

    value: V | None
    """None where it cannot be read; the first error says why."""
    found: tuple[Found, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way of using it."""
        return self.value is not None and not any(each.kind == "error" for each in self.found)


def text_of(data: bytes | str, file: str) -> tuple[str, tuple[Note, ...]]:
    """What was uploaded or typed, as text with Unix line ends, and what it took to read it. BadFile, with the line where there is one."""
    data = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    if len(data) > MAX_BYTES:
        raise BadFile(f"is larger than {MAX_BYTES // 1024} KB.", file=file, remedy="Keep what matters, or split it.")
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise BadFile("is not text: it contains zero bytes.", file=file, line=line)
    notes: list[Note] = []
    text = tidy(decode(data, file, notes.append), file, notes.append)
    if not text.strip():
        raise BadFile("is empty.", file=file, line=1)
    return text, tuple(notes)


def check_persona(data: bytes | str, file: str) -> Checked[Persona]:
    """A persona read leniently, and all that a strict reader and the check find."""
    try:
        text, before = text_of(data, file)
        loaded = read_persona(text, file)
        strict = lint.check_text(text, file)
    except BadFile as error:
        return Checked(None, (_stuck(error),))
    repairs = {(note.line, note.text) for note in loaded.warnings}
    found = [Found(note.line, "repair", note.text) for note in before]
    for each in strict:
        advice: Literal["error", "advice"] = "error" if each.severity == "error" else "advice"
        found.append(Found(each.line, "repair" if (each.line, each.text) in repairs else advice, each.text))
    return Checked(loaded.persona, _by_line(found))


def check_scenario(
    data: bytes | str,
    file: Path,
    *,
    uploads: Path | None = None,
    persona_folders: Sequence[Path] = (),
    trusted: bool = False,
) -> Checked[Scenario]:
    """A scenario, and what cannot be staged in it. Unless it is `trusted`, it may name what is here, and no file elsewhere.

    A persona that was uploaded may be named by its file, as `./ada-example.md`, from the folder `uploads`.
    """
    try:
        text, before = text_of(data, file.name)
        read = schema.survey(Scenario, text, str(file))
    except BadFile as error:
        return Checked(None, (_stuck(error),))
    mistakes = [Found(note.line, "error", note.text) for note in read.notes]
    if mistakes or read.value is None:
        return Checked(None, _by_line(mistakes))
    found = [Found(note.line, "repair", note.text) for note in before]
    named = read.value
    if not trusted:
        outside = tuple(_elsewhere(named, read.tree.line, uploads))
        if outside:
            return Checked(named, _by_line([*found, *outside]))
    notes = scenarios.check_text(text, file, persona_folders=persona_folders)
    return Checked(named, _by_line([*found, *(Found(note.line, "error", here(note.text)) for note in notes)]))


def elsewhere(text: str, file: str, uploads: Path | None) -> tuple[Found, ...]:
    """Where a scenario names files that are no uploads. BadFile where it cannot be read."""
    read = schema.survey(Scenario, text, file)
    return tuple(_elsewhere(read.strict(), read.tree.line, uploads))


def here(text: str) -> str:
    """A message with what helps in the studio, where it says what helps in a terminal."""
    return _TERMINAL.sub(lambda found: _HELP.get(found[1], ""), text).strip()


def by_name(scenario: Scenario) -> Scenario:
    """The scenario with every persona named: `./ada-example.md` is `ada-example`."""
    plans = tuple(
        plan.model_copy(update={"persona": Path(plan.persona).stem})
        if resources.is_path("persona", plan.persona)
        else plan
        for plan in scenario.cast
    )
    return scenario.model_copy(update={"cast": plans})


def renamed(text: str, kind: Kind, name: str) -> str:
    """The text of a file that reads well, under another name."""
    lines = text.split("\n")
    line = _name_line(text, kind)
    if line is not None:
        lines[line - 1] = f"name: {name}"
    elif kind == "scenario" or not re.match(r"---\s*$", lines[0]):
        lines[:0] = [f"name: {name}"] if kind == "scenario" else ["---", f"name: {name}", "---", ""]
    else:
        lines.insert(1, f"name: {name}")
    return "\n".join(lines)


def free_name(name: str, taken: Callable[[str], bool] | Collection[str]) -> str:
    """That name, or the first of `name-2`, `name-3`, … that is not taken."""
    is_taken = taken if callable(taken) else taken.__contains__
    found, count = name, 1
    while is_taken(found):
        count += 1
        found = f"{name[:50].strip('-')}-{count}"
    return found


def _name_line(text: str, kind: Kind) -> int | None:
    if kind == "scenario":
        return read_tree(text, "scenario").lines.get(("name",))
    return split(text, "persona", lambda note: None).lines.get("name")


def _elsewhere(scenario: Scenario, line: Callable[[Where], int], uploads: Path | None) -> Iterator[Found]:
    """Whoever uploads a file may not have the studio open others on its disk."""
    uploaded = {path.name for path in uploads.iterdir()} if uploads else set()
    if resources.is_path("format", scenario.format):
        yield Found(line(("format",)), "error", "the studio knows formats by name only, and opens no file for this.")
    for index, plan in enumerate(scenario.cast):
        given = plan.persona.removeprefix("./")
        if resources.is_path("persona", plan.persona) and given not in uploaded:
            shown = re.split(r"[/\\]", given)[-1][:60]
            text = f"upload {shown!r} under Personas first: the studio opens no other file for this."
            yield Found(line(("cast", index, "persona")), "error", text)


def _stuck(error: BadFile) -> Found:
    return Found(error.line, "error", f"{error.problem} {error.remedy}".strip())


def _by_line(found: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.line or 0))
