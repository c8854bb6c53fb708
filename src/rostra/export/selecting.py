"""What `--select` says: names of phases, seats and people, and stretches of turns, from words to options."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rostra.debate import Debate
from rostra.errors import NotFound, WrongUse
from rostra.export.options import Options, speakers_of

_STRETCH = re.compile(r"turns?:(\d+)(?:-(\d+))?")


def selecting(debate: Debate, said: Iterable[str], options: Options | None = None) -> Options:
    """The options with a selection: each text is a name, or several with commas between.

    `openings,closings`, `yann-lecun`, `Yann LeCun`, `turns:3-7`. NotFound for what is none of these; WrongUse for turns that do not exist.
    """
    phases = {name.casefold(): each.name for each in debate.format.phases for name in (each.title, each.name)}
    seats = {name.casefold(): seat.name for seat in debate.cast for name in (seat.persona.display_name, seat.name)}
    speakers = {**{who.casefold(): who for who in speakers_of(debate)}, **seats}
    chosen: dict[str, list[object]] = {"phases": [], "speakers": [], "turns": []}
    for word in _words(said, {*phases, *speakers}):
        low = word.casefold()
        if stretch := _STRETCH.fullmatch(low):
            chosen["turns"].append(_turns(debate, int(stretch[1]), int(stretch[2] or stretch[1])))
        elif low in phases:
            chosen["phases"].append(phases[low])
        elif low in speakers:
            chosen["speakers"].append(speakers[low])
        else:
            names = [phase.name for phase in debate.format.phases]
            raise NotFound("phase, seat or person", word, [*names, *speakers_of(debate)])
    return (options or Options()).model_copy(update={kind: tuple(each) for kind, each in chosen.items()})


def _words(said: Iterable[str], known: set[str]) -> Iterable[str]:
    for text in said:
        # A title may have a comma in it.
        parts = [text] if text.strip().casefold() in known else text.split(",")
        yield from filter(None, (part.strip() for part in parts))


def _turns(debate: Debate, first: int, last: int) -> tuple[int, int]:
    there = len(debate.turns)
    if not 1 <= first <= last <= there:
        counted = f"The debate has {there} turns." if there != 1 else "The debate has one turn."
        raise WrongUse(f"There are no turns {first}-{last}.", remedy=f"{counted} As in turns:1-{max(there, 1)}.")
    return first, last
