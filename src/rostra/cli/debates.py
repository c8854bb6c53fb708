"""`rostra debates`: what was staged, and going on with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import comparing, exporting, options, replaying, rewinding

if TYPE_CHECKING:
    from rostra.cli.performing import Options
    from rostra.debate import Debate

app = typer.Typer(help="What was staged: read it, go on with it, export it.", no_args_is_help=True)

app.command("fork")(rewinding.fork)
app.command("regenerate")(rewinding.regenerate)
app.command("what-if")(rewinding.what_if)
app.command("compare")(comparing.compare)
app.command("tree")(comparing.tree)
app.command("replay")(replaying.replay)
app.command("export")(exporting.export)
app.command("exports")(exporting.exports)

Rounds = Annotated[int, typer.Option("--rounds", min=1, max=50, metavar="N", help="How many more.")]


@app.command()
def show(
    id: options.Id,
    flow: Annotated[bool, typer.Option("--flow", help="The flow sheet: claims, answers, what was dropped.")] = False,
    store: options.Store = None,
) -> None:
    """A debate as it was said, or its flow sheet."""
    from rostra.agenda import next_slots
    from rostra.cli.printing import console
    from rostra.cli.running import run_async

    debate = run_async(_load(id, store))
    screen = console()
    if flow:
        from rostra.cli.flow_sheet import flow_sheet_of

        screen.print(flow_sheet_of(debate))
        return
    from rostra.cli.drawing import Artist
    from rostra.cli.running_order import items_of

    artist = Artist(debate)
    screen.print(artist.header())
    screen.print()
    for item in items_of(debate):
        screen.print(artist.draw(item))
    if next_slots(debate):
        again = _chosen(store).again("debates resume", debate.id)
        screen.print(f"It has not ended. To go on: {again}", style="dim", markup=False, soft_wrap=True)


@app.command()
def resume(
    id: options.Id,
    store: options.Store = None,
    export: options.Export = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    budget_usd: options.Budget = None,
    pace: options.Pace = options.PACE,
) -> None:
    """Go on where a debate stopped: after Ctrl-C, a crash, a failure, or while it waits for you."""
    from rostra.cli.running import run_async

    chosen = _chosen(store, export, json=json, quiet=quiet, budget=budget_usd, pace=pace)
    raise typer.Exit(run_async(_resume(id, chosen)))


@app.command("continue")
def continue_(
    id: options.Id,
    rounds: Rounds,
    store: options.Store = None,
    export: options.Export = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    budget_usd: options.Budget = None,
    pace: options.Pace = options.PACE,
) -> None:
    """Debate on past the end: more rounds, then a new close."""
    from rostra.cli.running import run_async

    chosen = _chosen(store, export, json=json, quiet=quiet, budget=budget_usd, pace=pace)
    raise typer.Exit(run_async(_resume(id, chosen, rounds=rounds)))


def _chosen(
    store: str | None,
    export: list[Path] | None = None,
    *,
    json: bool = False,
    quiet: bool = False,
    budget: float | None = None,
    pace: float = 0.0,
) -> Options:
    from rostra.cli.performing import Options, check_exports

    check_exports(export or [])
    return Options(store=store, export=export or [], json=json, quiet=quiet, budget=budget, pace=pace)


async def _load(id_: str, store: str | None) -> Debate:
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    async with opened(store, Settings()) as ledger:
        return await ledger.load(id_)


async def _resume(id_: str, chosen: Options, *, rounds: int | None = None) -> int:
    from rostra.cli.performing import opened, perform
    from rostra.errors import DebateHeld
    from rostra.ledger import Message
    from rostra.settings import Settings
    from rostra.stage import refuse_final

    settings = Settings()
    async with opened(chosen.store, settings) as ledger:
        debate = await ledger.load(id_)
        refuse_final(debate)
        if rounds is None:
            return await perform(debate, ledger, settings, chosen, resumed=True)
        wish = await ledger.send(id_, Message(kind="continue", rounds=rounds, by="Somebody at the terminal"))
        try:
            return await perform(debate, ledger, settings, chosen, resumed=True)
        except DebateHeld:
            await ledger.discard(id_, wish)
            raise
