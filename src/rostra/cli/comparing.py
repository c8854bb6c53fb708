"""`rostra debates compare` and `tree`: debates side by side, and which came from which."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options

if TYPE_CHECKING:
    from rostra.analysis.lineages import Branch
    from rostra.debate import Debate


def compare(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Two debates or more, as `rostra debates list` shows them.")
    ],
    full: Annotated[bool, typer.Option("--full", help="Whole turns, and every claim gained and lost.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The comparison as JSON, nothing else.")] = False,
    store: options.Store = None,
) -> None:
    """Debates side by side: where they part, what is said in the same place, what became of the claims."""
    from rostra.analysis.comparing import compare as compared
    from rostra.cli.printing import console
    from rostra.cli.running import run_async
    from rostra.cli.side_by_side import draw

    found = compared(*run_async(_loaded(ids, store)))
    if json:
        sys.stdout.write(f"{found.model_dump_json()}\n")
        return
    console().print(draw(found, full=full))


def tree(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="One family; all that have forks otherwise.")] = None,
    store: options.Store = None,
) -> None:
    """Which debate is a fork of which."""
    from rostra.cli.printing import console
    from rostra.cli.running import run_async
    from rostra.cli.side_by_side import branches

    grown = run_async(_trees(id, store))
    screen = console()
    if not grown:
        screen.print("No forks yet. `rostra debates fork ID --at TURN` makes one.", markup=False)
    for each in grown:
        for line in branches(each):
            screen.print(line, soft_wrap=True)


async def _loaded(ids: Sequence[str], store: str | None) -> list[Debate]:
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    async with opened(store, Settings()) as ledger:
        return [await ledger.load(id_) for id_ in ids]


async def _trees(id_: str | None, store: str | None) -> list[Branch]:
    from rostra.analysis.lineages import family_tree, kindred, trees
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    async with opened(store, Settings()) as ledger:
        kin = await kindred(ledger)
        if id_ is None:
            return [tree for tree in trees(kin) if tree.forks or tree.kin.parent is not None]
        found = family_tree(kin, id_)
        if found is None:
            await ledger.load(id_)  # which says why
        return [found] if found else []
