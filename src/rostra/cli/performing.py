"""One run of a debate in the terminal: opened, watched, exported, and what to do next."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.cli.printing import console, is_live, progress_of, say
from rostra.errors import DebateHeld, LeaseLost, LedgerError, NotFound, RostraError, WrongUse
from rostra.settings import Settings

if TYPE_CHECKING:
    from rostra.cli.views import View
    from rostra.debate import Debate
    from rostra.events import Ended
    from rostra.ledger import Ledger
    from rostra.models.base import ChatModel

_GONE = "It was kept in memory only, and is gone."

EXIT = {"ended": 0, "failed": 3, "budget": 4, "waiting": 5, "paused": 5, "lost": 1}
"""What the shell gets for each way a run can end; a paused debate waits for a person, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What commands that stage have in common."""

    store: str | None = None
    export: Sequence[Path] = ()
    json: bool = False
    quiet: bool = False
    budget: float | None = None
    pace: float = 0.0
    """Words a second; 0: as they come."""

    def again(self, command: str, *arguments: str) -> str:
        """A command line that finds the same store."""
        parts = [program(), *command.split(), *(shlex.quote(argument) for argument in arguments)]
        if self.store:
            # A password has no business on a screen.
            named = self.store if "@" not in self.store else "STORE"
            parts += ["--store", shlex.quote(named)]
        return " ".join(parts)


def program() -> str:
    """What to type for this command: `rostra` where the shell finds it, else the path of the script beside this Python."""
    if shutil.which("rostra"):
        return "rostra"
    script = Path(sys.executable).with_name("rostra")
    if not script.exists():
        return f"{shlex.quote(sys.executable)} -m rostra"
    here = Path.cwd()
    return shlex.quote(str(script.relative_to(here) if script.is_relative_to(here) else script))


def check_exports(paths: Sequence[Path]) -> None:
    """`WrongUse` before any money is spent, where an export could not be written at the end; `RostraError` where an extra is missing."""
    from rostra.export import exporter_of

    for path in paths:
        exporter = exporter_of(path)
        exporter.ready()
        if path.is_dir() and not exporter.folder:
            raise WrongUse(f"{path} is a folder.", remedy="Name a file.")
        folder = next(parent for parent in path.absolute().parents if parent.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            raise WrongUse(f"{path} cannot be written: {folder} does not let us.", remedy="Name another place.")


@asynccontextmanager
async def opened(store: str | None, settings: Settings) -> AsyncIterator[Ledger]:
    """The ledger, given back at the end."""
    from rostra.ledger import open_ledger

    ledger = open_ledger(store or settings.store, lease=settings.lease)
    try:
        yield ledger
    finally:
        await ledger.close()


async def perform(
    debate: Debate, ledger: Ledger, settings: Settings, options: Options, *, resumed: bool = False
) -> int:
    """Stage the debate and watch it; the exit code. `debate` is what the ledger has, or does not have yet."""
    from rostra.cli.person import is_there
    from rostra.models.registry import Models
    from rostra.stage import stage

    try:
        async with AsyncExitStack() as stack:
            models = await stack.enter_async_context(Models(settings, given=_paced(options)))
            for seat in debate.cast:
                if not seat.human:
                    # Whatever cannot be opened is better known before the first word than after the tenth.
                    models.get(seat.model or "offline")
            view = _view(debate, options, resumed=resumed)
            person = view.ask if is_there() and not options.quiet else None
            run = stage(
                debate,
                models,
                ledger=ledger,
                person=person,
                budget=options.budget,
                renew_every=settings.lease / 3,
            )
            ended = await view.watch(await stack.enter_async_context(aclosing(run)))
    except asyncio.CancelledError:
        again = options.again("debates resume", debate.id)
        kept = f"What was said is kept; to go on: {again}" if _lasts(options, settings) else _GONE
        say(f"Stopped. {kept}", whole=True)
        raise
    except LedgerError as error:
        if isinstance(error, (DebateHeld, LeaseLost)):
            raise
        raise type(error)(
            error.fact, remedy=f"{error.remedy} {await _way_on(debate, ledger, options)}".strip()
        ) from error
    debate = await ledger.load(debate.id)
    unwritten = _export(debate, settings, options)
    _conclude(debate, ended, settings, options, written=[path for path in options.export if path not in unwritten])
    return EXIT[ended.status] or int(bool(unwritten))


async def _way_on(debate: Debate, ledger: Ledger, options: Options) -> str:
    """What to do with a debate whose store failed, as far as the store can still tell."""
    try:
        await ledger.load(debate.id)
    except NotFound:
        return "Nothing of this debate was stored yet: stage it again."
    except RostraError:
        return ""
    return f"To go on: {options.again('debates resume', debate.id)}"


def _view(debate: Debate, options: Options, *, resumed: bool) -> View:
    from rostra.cli import views

    if options.quiet and not options.json:
        return views.Quiet()
    if options.json:
        return views.JsonLines()
    if is_live():
        from rostra.cli.live import Live

        return Live(debate, console(), resumed=resumed, pace=options.pace)
    return views.Plain(debate, console(), resumed=resumed)


def _paced(options: Options) -> dict[str, ChatModel]:
    """The offline model at reading speed, where somebody reads along."""
    if options.json or options.quiet or not options.pace or not is_live():
        return {}
    from rostra.models.offline import Offline

    return {"offline": Offline(words_per_second=options.pace)}


def _lasts(options: Options, settings: Settings) -> bool:
    """Whether the debate is still there for the next command."""
    return (options.store or settings.store) != "memory"


def _export(debate: Debate, settings: Settings, options: Options) -> list[Path]:
    """Write every file that can be written; those that could not, after saying so."""
    from rostra.export import exporter_of, write

    failed = []
    for path in options.export:
        try:
            with progress_of(str(path)) as progress:
                write(debate, path, progress=progress)
        except RostraError as error:
            failed.append(path)
            if not _lasts(options, settings):
                say(f"{error.fact} {_GONE}", style="red")
                continue
            elsewhere = options.again("debates export", debate.id, f"{debate.id}{exporter_of(path).suffix}")
            say(f"{error.fact} The debate itself is safe in the store.", style="red")
            say(f"Elsewhere: {elsewhere}", whole=True)
    return failed


def _conclude(debate: Debate, ended: Ended, settings: Settings, options: Options, *, written: Sequence[Path]) -> None:
    """What is left to say: errors always, the rest unless it is unwelcome."""
    lasts = _lasts(options, settings)
    resume = options.again("debates resume", debate.id)
    if ended.status == "waiting":
        how = f"Answer in a terminal: {resume}" if lasts else _GONE
        say(f"{ended.reason} {how}", style="yellow", whole=True)
    elif ended.status not in ("ended", "budget"):
        say(f"{ended.reason or 'The run ended early.'} {ended.remedy}".strip(), style="red")
        say(f"To go on: {resume}" if lasts else _GONE, whole=True)
    if options.quiet or options.json:
        return
    from rich.text import Text

    rows = [("Transcript", str(path)) for path in written]
    if lasts:
        rows.append(("Debate", f"{debate.id}, kept in {_place(options.store or settings.store)}"))
        rows += _ways_on(debate, ended, options, written=bool(written))
    else:
        rows.append(("Debate", f"{debate.id}, kept in memory only{'' if written else '; --export writes it down'}"))
    screen, width = console(), max(len(label) for label, _ in rows) + 2
    for label, value in rows:
        # Never wrapped: a command in two lines cannot be copied.
        screen.print(Text.assemble((label.ljust(width), "dim"), value), soft_wrap=True)


def _ways_on(debate: Debate, ended: Ended, options: Options, *, written: bool) -> Iterator[tuple[str, str]]:
    """Commands for a debate that is kept."""
    yield "Read again", options.again("debates show", debate.id)
    if ended.status in ("ended", "budget"):
        yield "Who answered", options.again("debates show", debate.id, "--flow")
        yield "Go on", options.again("debates continue", debate.id, "--rounds", "1")
    if not written:
        yield "Save", options.again("debates export", debate.id, f"{debate.id}.md")


def _place(store: str | None) -> str:
    """Where debates are kept, as people may see it."""
    from rostra.ledger import default_file

    if store is None:
        file = default_file()
        return f"~/{file.relative_to(Path.home())}" if file.is_relative_to(Path.home()) else str(file)
    return store.rpartition("@")[2]


__all__ = ["EXIT", "Options", "check_exports", "opened", "perform"]
