"""What a reader found in a file, before it is made a debate: who said what, where it stands, and what belongs to nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

Moment = datetime | timedelta
"""A time, or how long after the beginning."""


def moment(value: str | float) -> datetime | None:
    """An ISO time, or seconds or milliseconds since 1970, in UTC; None for what is none. Without a zone it is taken as UTC."""
    try:
        if isinstance(value, str):
            when = datetime.fromisoformat(value)
            when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
        else:
            when = datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return when if 1 < when.year < 9000 else None


@dataclass(slots=True)
class Said:
    """A turn: its text in pieces, each with its line in the file."""

    name: str
    pieces: list[tuple[int, str]]
    glue: str = "\n"
    phase: str = ""
    """The heading it stands under."""
    side: str | None = None
    model: str | None = None
    started: Moment | None = None
    ended: Moment | None = None
    cites: tuple[str, ...] = ()
    """Claims that the file says it cites, whatever the text does."""
    missing: tuple[str, ...] = ()
    """Claims that the file says it cites and that do not exist."""

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.pieces[0][0] if self.pieces else 0

    @property
    def text(self) -> str:
        """Its words."""
        return self.glue.join(text for _, text in self._filled()).strip()

    def line_at(self, offset: int) -> int:
        """The line of a character of `text`."""
        for line, text in self._filled():
            if offset <= len(text):
                return line + text.count("\n", 0, offset)
            offset -= len(text) + len(self.glue)
        return self.line

    def _filled(self) -> list[tuple[int, str]]:
        """The pieces without blank ones at either end."""
        first, last = 0, len(self.pieces)
        while first < last and not self.pieces[first][1].strip():
            first += 1
        while last > first and not self.pieces[last - 1][1].strip():
            last -= 1
        return self.pieces[first:last]


@dataclass(slots=True)
class Loose:
    """Text that belongs to nobody."""

    line: int
    text: str
    code: str = "unattributed"
    kept: bool = True
    """Whether it is words, kept as a notice; else it is told in the account only."""
    phase: str = ""


@dataclass(slots=True)
class Asked:
    """A question from the floor."""

    line: int
    by: str
    text: str
    to: str | None = None
    phase: str = ""


@dataclass(slots=True)
class Known:
    """What a file says of a speaker apart from what they say."""

    side: str | None = None
    mark: str | None = None
    model: str | None = None


Item = Said | Loose | Asked


@dataclass(slots=True)
class Draft:
    """A file, read by one of the readers."""

    format: str
    title: str = ""
    motion: str = ""
    language: str = ""
    created: datetime | None = None
    items: list[Item] = field(default_factory=list)
    speakers: dict[str, Known] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    sure: bool = True
    """Whether its form says who speaks; in plain words, it is read from them."""

    @property
    def said(self) -> list[Said]:
        """The turns, in order."""
        return [item for item in self.items if isinstance(item, Said)]

    def loose(self, line: int, text: str, phase: str = "", code: str = "unattributed") -> None:
        """Keep a line that belongs to nobody, together with its neighbours."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Loose) and last.kept and (last.code, last.phase) == (code, phase):
            last.text = f"{last.text}\n{text}"
        elif text.strip():
            self.items.append(Loose(line, text, code, phase=phase))
