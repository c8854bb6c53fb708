"""Shapes on the screen that rich has not."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

WIDEST = 96
"""Columns of text at most: longer lines are hard to read."""
BAR = "▌"
"""Beside what a seat says, in its colour."""


class Beside:
    """A body with a bar at its left, or with a sign at its first line (`rest` stands before the others).

    A bar that tells voices apart by colour is left out of files and pipes.
    """

    def __init__(self, body: RenderableType, bar: str, style: str = "", *, rest: str | None = None) -> None:
        self._body = body
        self._bar = bar
        self._rest = bar if rest is None else rest
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = console.get_style(self._style)
        width = max(10, min(options.max_width, WIDEST) - len(self._bar))
        lines = console.render_lines(self._body, options.update(width=width, height=None), pad=False)
        for index, line in enumerate(lines):
            bar = self._rest if index else self._bar
            yield Segment(bar if console.is_terminal else bar.replace(BAR, " "), style)
            yield from line
            yield Segment.line()


class Heading:
    """A title on a rule."""

    def __init__(self, title: str) -> None:
        self._title = title

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, WIDEST)
        rule = max(0, width - len(self._title) - 4)
        yield Text.assemble(
            ("── ", "dim"), (self._title, "bold"), (f" {'─' * rule}", "dim"), no_wrap=True, overflow="crop"
        )


class Tail:
    """The last lines of a body: what grows below the screen's edge is followed, not lost."""

    def __init__(self, body: RenderableType, lines: int) -> None:
        self._body = body
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        drawn = console.render_lines(self._body, options.update(height=None), pad=False)
        for line in drawn[-self._lines :] if self._lines > 0 else []:
            yield from line
            yield Segment.line()


def bulleted(body: RenderableType, bullet: str = "•") -> Table:
    """A body behind a bullet, its later lines under its first."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_row(Text(bullet, style="dim"), body)
    return table


def pairs(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    """Labels and what they say."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, body in rows:
        table.add_row(label, body)
    return table
