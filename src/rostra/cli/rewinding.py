"""`rostra debates fork`, `regenerate` and `what-if`: going back in a debate, and on from there another way."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options
from rostra.errors import DebateExists, NotFound, WrongUse

if TYPE_CHECKING:
    from rostra.cli.changes import Changes
    from rostra.cli.performing import Options
    from rostra.debate import Debate
    from rostra.ledger import Ledger
    from rostra.settings import Settings

At = Annotated[
    str | None,
    typer.Option("--at", metavar="TURN", help="The last turn to keep: 12, C2, slot:17, start or end."),
]
Recast = Annotated[
    list[str] | None,
    typer.Option("--recast", metavar="SEAT=PERSONA", help="Who takes over a seat's chair. Repeatable."),
]
Model = Annotated[
    list[str] | None, typer.Option("--model", metavar="SEAT=P:M", help="A seat's model from there on. Repeatable.")
]
Say = Annotated[str | None, typer.Option("--say", metavar="TEXT", help="Put in a question or remark of yours there.")]
As = Annotated[str | None, typer.Option("--as", metavar="NEW", help="The new debate's id; made up otherwise.")]
Go = Annotated[bool, typer.Option("--go/--no-go", help="Stage it at once, or only store it.")]
Turn = Annotated[str, typer.Argument(metavar="TURN", help="Which: 12, C2 or slot:17.")]


def fork(
    id: options.Id,
    at: At = None,
    recast: Recast = None,
    model: Model = None,
    edit: Annotated[
        list[str] | None,
        typer.Option("--edit", metavar="TURN=FILE", help="Other words in a turn, marked as edited. Repeatable."),
    ] = None,
    say: Say = None,
    as_: As = None,
    go: Go = True,
    store: options.Store = None,
    export: options.Export = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    budget_usd: options.Budget = None,
    pace: options.Pace = options.PACE,
) -> None:
    """Go on from an earlier turn as a debate of its own: with other people, another model, other words. The parent stays as it is."""
    from rostra.cli.changes import Changes
    from rostra.cli.running import run_async

    wanted = Changes.read(recast, model, edit, say)
    how = _options(store, export, json=json, quiet=quiet, budget=budget_usd, pace=pace)
    raise typer.Exit(run_async(_fork(id, at, wanted, as_, go, how)))


def regenerate(
    id: options.Id,
    turn: Turn,
    recast: Recast = None,
    model: Model = None,
    as_: As = None,
    go: Go = True,
    store: options.Store = None,
    export: options.Export = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    budget_usd: options.Budget = None,
    pace: options.Pace = options.PACE,
) -> None:
    """Ask for a turn again: a fork just before it, with another seed."""
    from rostra.cli.changes import Changes
    from rostra.cli.running import run_async

    wanted = Changes.read(recast, model)
    how = _options(store, export, json=json, quiet=quiet, budget=budget_usd, pace=pace)
    raise typer.Exit(run_async(_regenerate(id, turn, wanted, as_, go, how)))


def what_if(
    id: options.Id,
    at: At = None,
    count: Annotated[int, typer.Option("-n", "--forks", min=1, max=16, metavar="N", help="How many forks.")] = 3,
    recast: Recast = None,
    model: Model = None,
    say: Say = None,
    as_: As = None,
    store: options.Store = None,
    json: Annotated[bool, typer.Option("--json", help="The comparison as JSON on standard output.")] = False,
    budget_usd: Annotated[
        float | None, typer.Option("--budget-usd", metavar="X", min=0, help="US dollars for each fork.")
    ] = None,
) -> None:
    """Several forks from one turn, at the same time, and how they compare. Stopped, each of them can be resumed."""
    from rostra.cli.changes import Changes
    from rostra.cli.running import run_async

    wanted = Changes.read(recast, model, None, say)
    how = _options(store, None, json=json, budget=budget_usd)
    raise typer.Exit(run_async(_what_if(id, at, count, wanted, as_, how)))


def _options(
    store: str | None,
    export: list[Path] | None,
    *,
    json: bool = False,
    quiet: bool = False,
    budget: float | None = None,
    pace: float = 0.0,
) -> Options:
    from rostra.cli.performing import Options, check_exports

    check_exports(export or [])
    return Options(store=store, export=export or [], json=json, quiet=quiet, budget=budget, pace=pace)


async def _fork(id_: str, at: str | None, wanted: Changes, as_: str | None, go: bool, how: Options) -> int:
    from rostra import forking
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    settings = Settings()
    async with opened(how.store, settings) as ledger:
        debate = await ledger.load(id_)
        edits = wanted.texts(debate)
        people = wanted.people(settings)
        child = forking.fork(
            debate,
            _at(debate, at, edits),
            id=await _new_id(ledger, debate, as_),
            created=datetime.now(UTC),
            recast=people,
            models=wanted.writers(debate, people, settings),
            edits=edits,
            say=wanted.say,
        )
        return await _begin(child, ledger, settings, go, how)


async def _regenerate(id_: str, turn: str, wanted: Changes, as_: str | None, go: bool, how: Options) -> int:
    from rostra import forking
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    settings = Settings()
    async with opened(how.store, settings) as ledger:
        debate = await ledger.load(id_)
        people = wanted.people(settings)
        child = forking.regenerate(
            debate,
            forking.turn_of(debate, turn),
            id=await _new_id(ledger, debate, as_),
            created=datetime.now(UTC),
            recast=people,
            models=wanted.writers(debate, people, settings),
            seed=forking.free_seed(await _family(ledger, debate)),
        )
        return await _begin(child, ledger, settings, go, how)


async def _what_if(id_: str, at: str | None, count: int, wanted: Changes, as_: str | None, how: Options) -> int:
    from rostra import forking
    from rostra.cli.performing import opened
    from rostra.cli.trying import try_out
    from rostra.settings import Settings

    settings = Settings()
    async with opened(how.store, settings) as ledger:
        debate = await ledger.load(id_)
        people = wanted.people(settings)
        models = wanted.writers(debate, people, settings)
        family = await _family(ledger, debate)
        # Where nothing is changed, the parent itself is what its own seed gives.
        seeds = [debate.seed] if people or models or wanted.say else []
        while len(seeds) < count:
            seeds.append(forking.free_seed(family, seeds))
        forks = [
            forking.fork(
                debate,
                _at(debate, at, {}),
                id=await _new_id(ledger, debate, f"{as_}-{number}" if as_ and count > 1 else as_),
                created=datetime.now(UTC),
                recast=people,
                models=models,
                say=wanted.say,
                seed=seed,
                how="what-if",
            )
            for number, seed in enumerate(seeds, 1)
        ]
        return await try_out(debate, forks, ledger, settings, how)


def _at(debate: Debate, at: str | None, edits: Mapping[int, str]) -> int:
    from rostra.forking import slot_of

    if at is not None:
        return slot_of(debate, at)
    if edits:
        return max(edits)
    raise WrongUse("It is not said where.", remedy="As in --at 12, --at C2, --at slot:17, or --at end.")


async def _new_id(ledger: Ledger, debate: Debate, wanted: str | None) -> str:
    from rostra.preparing import checked_id, new_id

    if wanted is None:
        return new_id(debate.scenario.name)
    checked_id(wanted)
    try:
        await ledger.load(wanted)
    except NotFound:
        return wanted
    raise DebateExists(f"There is a debate {wanted!r} already.", remedy="Choose another --as.")


async def _family(ledger: Ledger, debate: Debate) -> list[Debate]:
    from rostra.analysis.lineages import family, kindred

    members = family(await kindred(ledger), debate.id)
    return [await ledger.load(each.id) for each in members]


async def _begin(child: Debate, ledger: Ledger, settings: Settings, go: bool, how: Options) -> int:
    from rostra.cli.performing import perform
    from rostra.cli.printing import console

    if go:
        return await perform(child, ledger, settings, how, resumed=True)
    await ledger.create(child)
    if how.json:
        sys.stdout.write(f"{child.model_dump_json()}\n")
    elif not how.quiet:
        again = how.again("debates resume", child.id)
        console().print(f"{child.id}\nTo stage it: {again}", markup=False, highlight=False, soft_wrap=True)
    return 0
