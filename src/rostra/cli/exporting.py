"""`rostra debates export`: a debate into files, whole or in part, in one format or in all there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options
from rostra.errors import RostraError, WrongUse

if TYPE_CHECKING:
    from rostra.debate import Debate
    from rostra.export import Exporter

ALL = "all"
_TARGETS = "Files to write, by whose suffix the format is chosen; or formats by name, `md docx`; or `all` of them."


def export(
    id: options.Id,
    targets: Annotated[list[str], typer.Argument(metavar="PATH...", help=_TARGETS)],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The folder to write to; it is made if need be.")
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="NAMES",
            help="Only these phases, seats, people or turns: openings,yann-lecun,turns:3-7. Repeatable.",
        ),
    ] = None,
    no_markers: Annotated[bool, typer.Option("--no-markers", help="Without claim numbers and the flow sheet.")] = False,
    no_costs: Annotated[bool, typer.Option("--no-costs", help="Without tokens and dollars.")] = False,
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="With other names for people.")] = False,
    store: options.Store = None,
) -> None:
    """Write the transcript: to files, in the format of each suffix; or in formats by name, or in `all`, to a folder."""
    from rostra.cli.running import run_async
    from rostra.export import Options, shaped
    from rostra.export.selecting import selecting

    if ALL in targets and to is None:
        raise WrongUse("`all` writes many files.", remedy="Name a folder for them: --to DIR.")
    debate = run_async(_load(id, store))
    wished = Options(markers=not no_markers, costs=not no_costs, pseudonyms=pseudonyms)
    debate = shaped(debate, selecting(debate, select or (), wished))
    plan, unready = planned(debate, targets, to)
    failed = written(debate, plan)
    _tell_unready(unready)
    if failed:
        raise typer.Exit(failed)


def exports() -> None:
    """The formats a debate can be written in."""
    from rich.text import Text

    from rostra.cli.printing import console, listed
    from rostra.export import EXPORTERS

    table = listed(["suffix", "format", "needs"], wide="needs")
    for each in EXPORTERS:
        table.add_row(Text(each.suffix, style="bold"), each.title, Text(_needs(each)))
    console().print(table)


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to write."""

    path: Path
    exporter: Exporter


def planned(
    debate: Debate, targets: Sequence[str], to: Path | None = None
) -> tuple[list[Planned], list[tuple[Exporter, RostraError]]]:
    """What is to be written where; and formats of `all` that want something which is not installed, with the error that says so.

    `WrongUse` and `RostraError` before anything is written, for what was asked for by name and cannot be.
    """
    from rostra.cli.performing import check_exports
    from rostra.export import EXPORTERS, FORMATS, exporter_of, file_name

    folder, stem = to or Path(), file_name(debate.id)
    paths: list[Path] = []
    unready: list[tuple[Exporter, RostraError]] = []
    for target in targets:
        suffix = f".{target.lower().lstrip('.')}"
        if target == ALL:
            for exporter in EXPORTERS:
                if exporter.in_all:
                    try:
                        exporter.ready()
                    except RostraError as error:
                        unready.append((exporter, error))
                    else:
                        paths.append(folder / f"{stem}{exporter.suffix}")
        elif suffix in FORMATS and not Path(target).is_file():
            paths.append(folder / f"{stem}{suffix}")
        else:
            paths.append(folder / target)
    paths = list(dict.fromkeys(paths))
    check_exports(paths)
    return [Planned(path, exporter_of(path)) for path in paths], unready


def written(debate: Debate, plan: Sequence[Planned]) -> int:
    """Write each, say where, and go on after a failure. The exit code of the first, else 0."""
    from rostra.cli.printing import console, progress_of, say
    from rostra.export import write

    code = 0
    for number, each in enumerate(plan, start=1):
        try:
            what = f"{each.exporter.title}, {number} of {len(plan)}"
            if each.exporter.tells:
                with progress_of(what) as progress:
                    write(debate, each.path, progress=progress)
            else:
                with _working(f"{what} …"):
                    write(debate, each.path)
        except RostraError as error:
            say(str(error), style="red")
            code = code or error.exit_code
        else:
            console().print(str(each.path), markup=False, soft_wrap=True)
    return code


def _tell_unready(unready: Sequence[tuple[Exporter, RostraError]]) -> None:
    from rostra.cli.printing import say

    for exporter, error in unready:
        say(f"Not written: {exporter.suffix}. {error}", style="yellow", whole=True)


@contextmanager
def _working(what: str) -> Iterator[None]:
    """A line on the screen while it takes long, where somebody looks."""
    from rostra.cli.printing import errors

    screen = errors()
    if not screen.is_terminal:
        yield
        return
    with screen.status(what):
        yield


def _needs(exporter: Exporter) -> str:
    if not exporter.extra:
        return ""
    try:
        exporter.ready()
    except RostraError as error:
        return error.remedy
    return f"rostra[{exporter.extra}], installed"


async def _load(id_: str, store: str | None) -> Debate:
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    async with opened(store, Settings()) as ledger:
        return await ledger.load(id_)
