"""Transcripts in Markdown and plain text: `Name: …`, bold names, a heading a speaker. What stands under no name is nobody's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from rostra.importing.draft import Draft, Said, moment
from rostra.importing.names import is_name, offset, sided, spoken

_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>[^\n]{1,300}?)[ \t#]*")
_BOLD = re.compile(
    r"(?:[-*] )?(?P<b>\*\*|__)(?P<name>[^*_\n]{1,90}?)(?P<in>:?)(?P=b)(?P<out>[ \t]*:)?[ \t]*(?P<text>.*)", re.DOTALL
)
_CLOCK = re.compile(r"[(\[]((?:\d{1,2}:)?\d{1,2}:\d{2})[)\]]")
_TURN = re.compile(r"(?:Turn|Speech|Round|Part) \d{1,4}\s*[:.–-]\s*", re.IGNORECASE)
_FACT = re.compile(
    r"[>\s*_-]{0,8}(?P<key>title|motion|topic|proposition|resolution|date|language)[*_]{0,3}\s*:[*_]{0,3}\s+(?P<value>.{1,2000})",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*")

Kind = Literal["line", "bold", "inline", "heading"]


@dataclass(slots=True)
class _Start:
    """Where somebody may begin to speak."""

    kind: Kind
    name: str
    side: str | None
    text: str
    level: int = 0
    clock: timedelta | None = None
    fresh: bool = False
    """It begins a paragraph."""


def read_prose(text: str, *, markdown: bool) -> Draft:
    """The draft of a transcript in words."""
    draft = Draft("Markdown" if markdown else "text", sure=False)
    lines = text.split("\n")
    first = _front_matter(lines, draft)
    starts = _starts(lines, first)
    speakers = _speakers(starts, draft)
    phase, said, spoke = "", None, False
    for number, line in enumerate(lines[first:], start=first + 1):
        start = starts.get(number)
        heading = _HEADING.fullmatch(line) if start is None or start.kind == "heading" else None
        if start is not None and (start.kind, _key(start.name)) in speakers:
            said = Said(start.name, [(number, start.text)], phase=phase, side=start.side, started=start.clock)
            draft.items.append(said)
            spoke = True
        elif heading and not spoke and len(heading["level"]) == 1 and not draft.title:
            draft.title = heading["title"]
        elif heading:
            phase, said = heading["title"], None
        elif not spoke and (fact := _FACT.fullmatch(line)):
            _note_fact(draft, fact["key"].lower(), fact["value"])
        elif _RULE.fullmatch(line):
            said = None
        elif said is not None:
            said.pieces.append((number, line))
        else:
            draft.loose(number, line, phase)
    return draft


def _front_matter(lines: list[str], draft: Draft) -> int:
    """Read what stands between two rules at the top, a fact a line; how many lines it takes."""
    if not lines or lines[0].strip() != "---":
        return 0
    end = next((n for n, line in enumerate(lines[1:200], start=1) if line.strip() in ("---", "...")), 0)
    for line in lines[1:end]:
        if fact := _FACT.fullmatch(line):
            _note_fact(draft, fact["key"].lower(), fact["value"].strip("\"'"))
    return end + 1 if end else 0


def _note_fact(draft: Draft, key: str, value: str) -> None:
    value = value.strip().rstrip("*_").strip()
    match key:
        case "title":
            draft.title = draft.title or value
        case "date":
            draft.created = draft.created or moment(value)
        case "language":
            draft.language = value[:40]
        case _:
            draft.motion = draft.motion or value


def _starts(lines: list[str], first: int) -> dict[int, _Start]:
    """Line number to what may begin there; nothing in fenced code."""
    found: dict[int, _Start] = {}
    fence, fresh = "", True
    for number, line in enumerate(lines[first:], start=first + 1):
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~"):
            fence = "" if fence == mark else fence or mark
        elif not fence and (start := _start(line[:100_000])) is not None:
            start.fresh = fresh or (number - 1 in found)
            start.text = line[len(line) - len(start.text) :] if len(line) > 100_000 else start.text
            found[number] = start
        fresh = not line.strip() or mark in ("```", "~~~") or _HEADING.fullmatch(line[:400]) is not None
    return found


def _start(line: str) -> _Start | None:
    if heading := _HEADING.fullmatch(line):
        title = _TURN.sub("", heading["title"]).strip().strip("*_").rstrip(":").strip()
        name, side = sided(title)
        return _Start("heading", name, side, "", level=len(heading["level"])) if is_name(name) else None
    if bold := _BOLD.fullmatch(line):
        return _bold(bold)
    found = spoken(line)
    return _Start("line", found.name, found.side, found.text, clock=found.clock) if found else None


def _bold(bold: re.Match[str]) -> _Start | None:
    name, side = sided(bold["name"])
    text = bold["text"]
    if not is_name(name):
        return None
    if bold["in"] or bold["out"] or not text.strip():
        return _Start("bold", name, side, text)
    behind = text.strip().rstrip(":")[:80]
    if clock := _CLOCK.fullmatch(behind):
        return _Start("bold", name, side, "", clock=offset(clock[1]))
    if (stated := sided(f"x {behind.replace('·', '-')}")[1]) is not None:
        return _Start("bold", name, side or stated, "")
    return _Start("inline", name, side, text)


def _speakers(starts: dict[int, _Start], draft: Draft) -> set[tuple[Kind, str]]:
    """The starts that are meant: kind and name. A name that comes once must begin a paragraph; weaker kinds must come again."""
    often = Counter(_key(start.name) for start in starts.values() if start.kind != "heading")
    meant: set[tuple[Kind, str]] = set()
    for start in starts.values():
        key = _key(start.name)
        strong = start.fresh and not start.name[0].islower()
        if start.kind in ("line", "bold") and (often[key] > 1 or strong):
            meant.add((start.kind, key))
    names = {key for _, key in meant}
    for start in starts.values():
        key = _key(start.name)
        if start.kind == "inline" and (often[key] > 1 or key in names):
            meant.add(("inline", key))
    names = {key for _, key in meant}
    return meant | {("heading", key) for key in _heads(starts, names)}


def _heads(starts: dict[int, _Start], names: set[str]) -> Iterator[str]:
    """The headings that are speakers: those who speak elsewhere too; where nobody does, those at the level at which names come again."""
    headings = [start for start in starts.values() if start.kind == "heading" and start.level > 1]
    if names:
        yield from (_key(start.name) for start in headings if _key(start.name) in names)
        return
    often = Counter((start.level, _key(start.name)) for start in headings)
    again = Counter(level for (level, _), count in often.items() if count > 1)
    level = again.most_common(1)[0][0] if again else max((start.level for start in headings), default=0)
    same = [_key(start.name) for start in headings if start.level == level]
    if len(same) > 1:
        yield from same


def _key(name: str) -> str:
    return name.casefold()
