"""`rostra debates replay`: a debate again, word by word, as it was watched live."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options

if TYPE_CHECKING:
    from rostra.cli.views import View
    from rostra.debate import Debate
    from rostra.events import Ended

SPEED = 4.0
"""Times a reader's pace, in a terminal: a quarter of an hour in four minutes."""


def replay(
    id: options.Id,
    speed: Annotated[
        float | None,
        typer.Option(
            "--speed",
            min=0.01,
            metavar="X",
            help="Times a reader's pace, 4 otherwise; or times the real one, 1 otherwise.",
        ),
    ] = None,
    real_time: Annotated[
        bool, typer.Option("--real-time", help="As long as it took; waits are cut to five seconds.")
    ] = False,
    from_: Annotated[int | None, typer.Option("--from", min=1, metavar="TURN", help="Begin with that turn.")] = None,
    json: options.Json = False,
    store: options.Store = None,
) -> None:
    """A debate again, word by word. In files and pipes all at once, unless --speed or --real-time is given."""
    from rostra.cli.running import run_async

    run_async(_replay(id, store, speed=speed, real_time=real_time, from_=from_, json=json))


async def _replay(
    id_: str, store: str | None, *, speed: float | None, real_time: bool, from_: int | None, json: bool
) -> None:
    from contextlib import aclosing

    from rostra.cli.performing import Options, opened
    from rostra.cli.printing import say
    from rostra.replay import replay as events
    from rostra.settings import Settings

    async with opened(store, Settings()) as ledger:
        debate = await ledger.load(id_)
    pace = speed or _pace(real_time=real_time, json=json)
    view = _view(debate, from_=from_, json=json)
    again = Options(store=store).again
    try:
        async with aclosing(events(debate, speed=pace, real_time=real_time, from_=from_)) as run:
            ended = await view.watch(run)
    except asyncio.CancelledError:
        say(f"Left the replay. Nothing is lost; again: {again('debates replay', id_)}", whole=True)
        raise
    _conclude(ended, again("debates resume", id_))


def _pace(*, real_time: bool, json: bool) -> float:
    """How fast where nobody says."""
    from rostra.cli.printing import is_live
    from rostra.replay import AT_ONCE

    if real_time:
        return 1.0
    return SPEED if is_live() and not json else AT_ONCE


def _view(debate: Debate, *, from_: int | None, json: bool) -> View:
    from rostra.cli.printing import console, is_live
    from rostra.cli.running_order import RunningOrder
    from rostra.cli.views import JsonLines, Plain
    from rostra.replay import beginning

    before = beginning(debate, from_)
    if json:
        return JsonLines()
    order = RunningOrder(before, holds_back=False)
    if is_live():
        from rostra.cli.live import Live

        return Live(before, console(), resumed=from_ is not None, order=order)
    return Plain(before, console(), resumed=from_ is not None, order=order)


def _conclude(ended: Ended, resume: str) -> None:
    from rostra.cli.printing import say

    if ended.status == "paused":
        say(f"{ended.reason} To go on: {resume}", whole=True)
