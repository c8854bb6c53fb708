"""Forks on stage at once, a line each while they run, side by side when they are done."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from rostra.cli.printing import clean, console, is_live, say
from rostra.cli.words import title_of
from rostra.debate import Debate
from rostra.events import Ended, EntryAdded, Event, SlotOpened

if TYPE_CHECKING:
    from rostra.cli.performing import Options
    from rostra.ledger import Ledger
    from rostra.settings import Settings


async def try_out(debate: Debate, forks: Sequence[Debate], ledger: Ledger, settings: Settings, options: Options) -> int:
    """Stage them, and compare them with their parent; the exit code of the first that did not end."""
    from rostra.analysis.comparing import compare
    from rostra.cli.performing import EXIT
    from rostra.cli.side_by_side import draw
    from rostra.models.registry import Models
    from rostra.what_if import what_if

    lines = Lines(forks)
    try:
        async with Models(settings) as models:
            for seat in (seat for fork in forks for seat in fork.cast if not seat.human):
                models.get(seat.model or "offline")
            with lines.shown(quiet=options.json):
                ended = await what_if(
                    forks,
                    models,
                    ledger=ledger,
                    hear=lines.hear,
                    budget=options.budget,
                    renew_every=settings.lease / 3,
                )
    except asyncio.CancelledError:
        for fork in forks:
            say(f"Stopped. To go on: {options.again('debates resume', fork.id)}", whole=True)
        raise
    for fork, end in zip(forks, ended, strict=True):
        if end.status not in ("ended", "budget"):
            say(f"{fork.id}: {end.reason} {end.remedy}".strip(), style="red")
            say(f"To go on: {options.again('debates resume', fork.id)}", whole=True)
    found = compare(debate, *[await ledger.load(fork.id) for fork in forks])
    if options.json:
        sys.stdout.write(f"{found.model_dump_json()}\n")
    else:
        console().print(draw(found))
        again = options.again("debates compare", *(column.id for column in found.debates))
        console().print(f"Compare again: {again}", style="dim", markup=False, highlight=False, soft_wrap=True)
    return next((EXIT[end.status] for end in ended if EXIT[end.status]), 0)


class Lines:
    """What each fork is at. Drawn anew in a terminal; told once it is over where it cannot be."""

    def __init__(self, forks: Sequence[Debate]) -> None:
        self._forks = {fork.id: fork for fork in forks}
        self._turns = dict.fromkeys(self._forks, 0)
        self._at = dict.fromkeys(self._forks, "waits")
        self._quiet = False

    def hear(self, fork: str, event: Event) -> None:
        """Take in what happened in a fork."""
        match event:
            case EntryAdded(entry=entry):
                self._turns[fork] += entry.kind in ("turn", "idea")
            case SlotOpened(slot=slot):
                self._at[fork] = f"{title_of(self._forks[fork], slot.seat)} is on"
            case Ended(status=status):
                self._at[fork] = status
                if not is_live() and not self._quiet:
                    console().print(self._line(fork), soft_wrap=True)
            case _:
                pass

    @contextlib.contextmanager
    def shown(self, *, quiet: bool) -> Iterator[None]:
        """On the screen for as long as this lasts."""
        self._quiet = quiet
        if quiet or not is_live():
            yield
            return
        from rich.live import Live

        with Live(get_renderable=self._all, console=console(), refresh_per_second=8):
            yield

    def _all(self) -> Group:
        return Group(*(self._line(fork) for fork in self._forks))

    def _line(self, fork: str) -> Text:
        turns = self._turns[fork]
        counted = f"{turns} new {'turn' if turns == 1 else 'turns'}"
        return Text.assemble(
            (fork, "bold"), f"  {counted}  ", (clean(self._at[fork]), "dim"), no_wrap=True, overflow="ellipsis"
        )
