"""`rostra import`: transcripts from elsewhere into the store, each with an account of what was understood."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options

if TYPE_CHECKING:
    from rostra.importing import Found
    from rostra.ledger import Ledger

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of them.")]
Replace = Annotated[bool, typer.Option("--replace", help="Take the place of a debate that has the same id.")]
As = Annotated[str | None, typer.Option("--as", metavar="NEW", help="Keep it under this id; for one file.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what was understood, and store nothing.")]


def import_(
    paths: Paths, store: options.Store = None, replace: Replace = False, as_: As = None, dry_run: DryRun = False
) -> None:
    """Bring transcripts in: Rostra's JSON, Markdown, text, WebVTT, SRT, or chats in JSON."""
    from rostra.cli.printing import say
    from rostra.cli.running import run_async
    from rostra.errors import WrongUse
    from rostra.importing import found

    files, skipped = found(paths)
    if as_ is not None and len(files) != 1:
        raise WrongUse(f"--as {as_} is for one file; there are {len(files)}.", remedy="Import that file alone.")
    if not files:
        raise WrongUse(
            "There is no transcript to import.", remedy="Name a .json, .jsonl, .md, .txt, .vtt or .srt file."
        )
    code = run_async(_import(files, store, replace=replace, id_=as_, dry_run=dry_run))
    if skipped:
        names = ", ".join(path.name for path in skipped[:8])
        more = f" and {len(skipped) - 8} more" if len(skipped) > 8 else ""
        say(f"Passed over, by their suffix: {names}{more}.")
    raise typer.Exit(code)


async def _import(files: list[Found], store: str | None, *, replace: bool, id_: str | None, dry_run: bool) -> int:
    """Each file in turn, and the exit code: the first failure's, once all others were imported."""
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    async with AsyncExitStack() as stack:
        ledger = None if dry_run else await stack.enter_async_context(opened(store, Settings()))
        taken: dict[str, Path] = {}
        codes = [await _told(file, ledger, taken, replace=replace, id_=id_) for file in files]
    return next((code for code in codes if code), 0)


async def _told(file: Found, ledger: Ledger | None, taken: dict[str, Path], *, replace: bool, id_: str | None) -> int:
    """Import one file and tell of it; its exit code. Only a store that fails stops the others."""
    from rostra.cli.printing import say
    from rostra.errors import DebateExists, DebateHeld, LedgerError, NotATranscript, RostraError

    try:
        await _one(file, ledger, taken, replace=replace, id_=id_)
    except NotATranscript as error:
        if file.named:
            say(str(error), style="red")
            return error.exit_code
        say(f"Passed over: {error}")
    except RostraError as error:
        if isinstance(error, LedgerError) and not isinstance(error, (DebateExists, DebateHeld)):
            raise
        say(str(error), style="red")
        return error.exit_code
    return 0


async def _one(file: Found, ledger: Ledger | None, taken: dict[str, Path], *, replace: bool, id_: str | None) -> None:
    from rich.text import Text

    from rostra.agenda import next_slots
    from rostra.cli.printing import clean, console
    from rostra.errors import DebateExists, NotATranscript
    from rostra.importing import bytes_of, preview, read

    debate, account = read(str(file.path), bytes_of(file.path), now=datetime.now(UTC), id=id_).parts
    if account.guessed and not file.named:
        raise NotATranscript(
            "may be no transcript: no name comes twice.", file=file.path, remedy="Name the file itself."
        )
    remedy = f"Take its place with --replace, or keep {file.path.name} under another id with --as NEW."
    if debate.id in taken:
        raise DebateExists(f"The id {debate.id!r} was given to {taken[debate.id]} just now.", remedy=remedy)
    if ledger is not None:
        try:
            await ledger.create(debate, replace=replace, ended=not next_slots(debate))
        except DebateExists as error:
            raise DebateExists(error.fact, remedy=remedy) from error
    taken[debate.id] = file.path
    console().print(Text(clean(preview(account))), soft_wrap=True)
