"""What was understood of a file, and what was not: told before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable

from rostra.debate import Debate
from rostra.values import Value

_SHOWN = 5
"""Lines of a kind that are shown; the rest is counted."""
_WIDTH = 60


class Place(Value):
    """Something of a file, and where it stands."""

    line: int
    """From 1."""
    text: str


class Speaker(Value):
    """A name, and how often it has the floor."""

    name: str
    turns: int


class Account(Value):
    """The account of one file."""

    file: str
    format: str
    """What it was read as: `WebVTT`, `chat JSON`, …"""
    id: str
    """The debate's."""
    title: str
    speakers: tuple[Speaker, ...]
    turns: int
    claims: int
    citations: int
    dangling: tuple[Place, ...] = ()
    """Ids that are cited and that nobody had claimed."""
    unplaced: tuple[Place, ...] = ()
    """Text that belongs to nobody, kept as notices; and what is no text."""
    notes: tuple[str, ...] = ()
    """What had to be repaired or decided, in sentences."""
    guessed: bool = False
    """No name comes twice: it may be no transcript at all."""


class Imported(Value):
    """A file, read. Nothing is stored yet."""

    debate: Debate
    account: Account

    @property
    def parts(self) -> tuple[Debate, Account]:
        """Both, to be unpacked."""
        return self.debate, self.account


def preview(account: Account) -> str:
    """The account in a few lines of plain text, for faces. Names and words are the file's: a face cleans or escapes them."""
    speakers = ", ".join(f"{each.name} ({_counted(each.turns, 'turn')})" for each in account.speakers[:12])
    more = f" and {len(account.speakers) - 12} more" if len(account.speakers) > 12 else ""
    lines = [
        f"{account.file}: {account.format}, as the debate {account.id}",
        f"  {_short(account.title)}",
        f"  {_counted(len(account.speakers), 'speaker')}: {speakers}{more}",
        f"  {_counted(account.turns, 'turn')}, {_counted(account.claims, 'claim')}, {_counted(account.citations, 'citation')}",
    ]
    if account.dangling:
        what = _counted(len(account.dangling), "reference")
        lines.append(f"  {what} to claims that nobody made: {_listed(account.dangling)}")
    if account.unplaced:
        what = _counted(len(account.unplaced), "place")
        lines.append(
            f"  {what} that could not be attributed, kept as notices where there are words: {_listed(account.unplaced)}"
        )
    lines += [f"  {note}" for note in account.notes]
    if account.guessed:
        lines.append("  No name comes twice: whether these are speakers is a guess.")
    return "\n".join(lines)


def speakers_of(debate: Debate) -> tuple[Speaker, ...]:
    """Who has the floor in a debate, in seating order."""
    turns = [turn.seat for turn in debate.turns]
    return tuple(
        Speaker(name=seat.persona.display_name, turns=turns.count(seat.name))
        for seat in debate.cast
        if seat.role == "debater" or seat.name in turns
    )


def _listed(places: Iterable[Place]) -> str:
    places = list(places)
    shown = "; ".join(f"line {place.line}, {_short(place.text)}" for place in places[:_SHOWN])
    return f"{shown}; and {len(places) - _SHOWN} more" if len(places) > _SHOWN else shown


def _short(text: str) -> str:
    flat = " ".join(text[: 4 * _WIDTH].split())
    return flat if len(flat) <= _WIDTH else f"{flat[:_WIDTH].rstrip()}…"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
