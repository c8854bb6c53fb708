"""Asking the person at this terminal, in their own time and without stopping the rest."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from rostra.cli.layout import WIDEST
from rostra.cli.printing import clean, errors
from rostra.debate import Debate
from rostra.prompts.tasks import task
from rostra.slot import Slot

_AFTER_A_PASTE = 0.1
"""Seconds: an empty line with more text hard behind it was pasted, and is part of what is said."""

Lines = asyncio.Queue[bytes]
"""Lines as the terminal gives them; empty bytes for Ctrl-D."""


def is_there() -> bool:
    """Whether somebody at a terminal can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


async def ask(debate: Debate, slot: Slot) -> str | None:
    """What they say; None when they pass. Their words end with an empty line, or with Ctrl-D."""
    screen = errors()
    with _keyboard() as lines:
        screen.print(_question(debate, slot, screen))
        words = await _said(lines, screen)
    screen.print(Text("Said." if words else "Passed.", style="dim"))
    screen.print()
    return words or None


def _question(debate: Debate, slot: Slot, screen: Console) -> Panel:
    asked = Text(clean(task(debate, slot, debate.entries)))
    how = Text("Finish with an empty line. An empty line at once passes.", style="dim")
    name = clean(debate.seat(slot.seat).byline)
    return Panel(
        Group(asked, Text(), how), title=f"[bold]{name}[/bold]", title_align="left", width=min(WIDEST, screen.width)
    )


async def _said(lines: Lines, screen: Console) -> str:
    said = ""
    while True:
        screen.print(Text("› ", style="bold"), end="")
        line = (await lines.get()).decode("utf-8", errors="replace")
        said += line
        if not line or (not line.strip() and not await _pasted(lines)):
            return clean(said).strip()


async def _pasted(lines: Lines) -> bool:
    await asyncio.sleep(_AFTER_A_PASTE)
    return not lines.empty()


@contextmanager
def _keyboard() -> Iterator[Lines]:
    """The terminal's lines. Read by the event loop and not by a thread, which nothing could interrupt."""
    import termios

    lines: Lines = asyncio.Queue()
    loop, file = asyncio.get_running_loop(), sys.stdin.fileno()
    # Keys that were hit while others spoke are no answer.
    termios.tcflush(file, termios.TCIFLUSH)
    loop.add_reader(file, lambda: lines.put_nowait(os.read(file, 65_536)))
    try:
        yield lines
    finally:
        loop.remove_reader(file)
