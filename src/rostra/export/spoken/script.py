"""What is said aloud, and in whose voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rostra.debate import Debate
from rostra.timing import Line, lines_of, plain, tag_of
from rostra.timing.phrases import ENGLISH, Phrases, phrases

_FLOOR = 1
"""The voice of everybody who has no seat at the table: a narrator's first, then theirs."""


def spoken_lines(debate: Debate) -> tuple[Line, ...]:
    """A debate's lines as they are read out: the disclosure says that the voices are synthetic, and each speaker is announced."""
    return tuple(_spoken(debate))


def assigned(debate: Debate) -> dict[str, int]:
    """Which voice each seat has, as a place in its engine's list: none twice, the moderator's first, and the narrator's with it.

    People without a seat, and listeners, share the second (`voice_of`).
    """
    return {debate.moderator.name: 0} | {
        seat.name: place for place, seat in enumerate(debate.debaters, start=_FLOOR + 1)
    }


def voice_of(line: Line, places: dict[str, int]) -> int:
    """The place of the voice that says a line."""
    if not line.byline:
        return 0
    return places.get(line.seat or "", _FLOOR)


def _spoken(debate: Debate) -> Iterator[Line]:
    tag = tag_of(debate.scenario.language)
    say = phrases(tag)
    for line in lines_of(debate):
        if line.part == "disclosure":
            yield replace(line, text=f"{line.text} {ENGLISH.synthetic}")
            if say is not ENGLISH:
                yield Line("disclosure", say.synthetic)
            continue
        if line.byline:
            yield Line("announcement", _announced(debate, line, say), entry=line.entry, phase=line.phase)
        yield line


def _announced(debate: Debate, line: Line, say: Phrases) -> str:
    seat = next((seat for seat in debate.cast if seat.name == line.seat), None)
    name = " ".join(plain(seat.persona.display_name).split()) if seat else line.byline
    if seat and not seat.human and seat.persona.kind != "role":
        return say.simulated.format(name=name)
    return say.asks.format(name=name) if line.part == "question" else f"{name}:"


def pauses(lines: Sequence[Line], gap: float, breath: float) -> list[float]:
    """Seconds of silence before each line: a name is not left alone."""
    before: list[Line | None] = [None, *lines[:-1]]
    return [breath if last and last.part == "announcement" else gap for last in before]
