"""`rostra stage`: a debate, from a name or a topic to its last word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options
from rostra.errors import WrongUse

if TYPE_CHECKING:
    from rostra.cli.performing import Options
    from rostra.debate import Debate
    from rostra.estimate import Estimate
    from rostra.settings import Settings


def stage(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A scenario's name or path, or a topic.")],
    cast: Annotated[str | None, typer.Option(metavar="A,B", help="Who debates: names or paths of personas.")] = None,
    format: Annotated[str | None, typer.Option("--format", metavar="F", help="How: oxford, panel, or a file.")] = None,
    rounds: Annotated[
        int | None, typer.Option(min=1, max=50, metavar="N", help="Rounds of the debating phases.")
    ] = None,
    words: Annotated[int | None, typer.Option(min=10, max=2000, metavar="N", help="Words asked of a turn.")] = None,
    language: Annotated[str | None, typer.Option(metavar="L", help="The language spoken.")] = None,
    model: Annotated[str | None, typer.Option(metavar="P:M", help="Who writes: opus, anthropic:ID, offline, …")] = None,
    seat: Annotated[
        list[str] | None, typer.Option("--seat", metavar="NAME=P:M", help="The model of one seat. Repeatable.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Kept with the debate.")] = 0,
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="The debate's id; made up otherwise.")] = None,
    store: options.Store = None,
    export: options.Export = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what it will take, and stop.")] = False,
    budget_usd: options.Budget = None,
    me: Annotated[
        list[str] | None, typer.Option("--me", metavar="SEAT", help="Hold that seat yourself. Repeatable.")
    ] = None,
    pace: options.Pace = options.PACE,
) -> None:
    """Stage a debate and watch it. Exit codes: 0 done, 2 wrong use or a bad file, 3 the provider failed and the debate can be
    resumed, 4 the budget is spent, 5 waiting for a person, 130 Ctrl-C."""
    from pydantic import SecretStr

    from rostra.cli.performing import Options, check_exports
    from rostra.cli.printing import say
    from rostra.cli.running import run_async
    from rostra.preparing import Wishes, prepare
    from rostra.settings import Settings

    settings = Settings()
    check_exports(export or [])
    wishes = Wishes(
        cast=[name.strip() for name in (cast or "").split(",") if name.strip()],
        format=format,
        rounds=rounds,
        words=words,
        language=language,
        model=model,
        seats=_seats(seat or []),
        me=tuple(me or []),
        seed=seed,
        id=id,
    )
    keyless = estimate and bool(model or seat) and not settings.has_key
    if keyless:
        # What it would cost is worth knowing before there is a key; nothing is called.
        settings = settings.model_copy(update={"api_key": SecretStr("none: nothing is called")})
    debate, notes = prepare(target, settings, wishes)
    for note in notes:
        if not quiet:
            say(note, style="yellow")
    if estimate:
        return _estimate(debate, settings, json=json)
    chosen = Options(store=store, export=export or [], json=json, quiet=quiet, budget=budget_usd, pace=pace)
    raise typer.Exit(run_async(_begin(debate, settings, chosen)))


async def _begin(debate: Debate, settings: Settings, chosen: Options) -> int:
    from rostra.cli.performing import opened, perform
    from rostra.errors import DebateExists, NotFound

    async with opened(chosen.store, settings) as ledger:
        try:
            await ledger.load(debate.id)
        except NotFound:
            return await perform(debate, ledger, settings, chosen)
        again = chosen.again("debates resume", debate.id)
        raise DebateExists(
            f"There is a debate {debate.id!r} already.", remedy=f"Go on with it: {again}; or choose another --id."
        )


def _seats(given: list[str]) -> dict[str, str]:
    seats = {}
    for each in given:
        name, equals, model = each.partition("=")
        if not (name.strip() and equals and model.strip()):
            raise WrongUse(f"--seat {each!r} is no NAME=MODEL.", remedy="As in --seat yann-lecun=anthropic:sonnet.")
        seats[name.strip()] = model.strip()
    return seats


def _estimate(debate: Debate, settings: Settings, *, json: bool) -> None:
    import sys

    from rostra.estimate import estimate

    found = estimate(debate, effort=settings.effort)
    if json:
        sys.stdout.write(f"{found.model_dump_json()}\n")
        return
    from rich.text import Text

    from rostra.cli.layout import pairs
    from rostra.cli.printing import clean, console

    screen = console()
    screen.print(Text(clean(debate.title), style="bold"))
    screen.print(pairs((label, Text(value)) for label, value in _said(found)))


def _said(found: Estimate) -> list[tuple[str, str]]:
    """An estimate in words."""
    usage = found.usage
    rows = [("Models", ", ".join(found.models)), ("Calls", f"{found.calls}, for {found.turns} turns")]
    if not usage.total:
        return [*rows, ("Cost", "nothing: no service is called"), ("Time", "a few seconds, or as long as you read")]
    read = usage.input + usage.cache_write + usage.cache_read
    rows.append(
        (
            "Tokens",
            f"{_thousands(read)} read, {_thousands(usage.cache_read)} of them from the cache; {_thousands(usage.output)} written",
        )
    )
    if found.cost is None:
        rows.append(("Cost", f"unknown: no price is known of {', '.join(found.unpriced)}"))
    else:
        low, high = found.cost
        rows.append(("Cost", f"${low:.2f} to ${high:.2f}, by the prices of {found.prices_as_of}"))
    fast, slow = found.seconds
    rows.append(("Time", f"{max(1, round(fast / 60))} to {max(1, round(slow / 60))} minutes"))
    return rows


def _thousands(tokens: int) -> str:
    return f"{tokens / 1000:.1f}k" if tokens < 100_000 else f"{tokens / 1000:.0f}k"
