"""Where words go: the transcript to standard output, everything else to standard error."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which can drive a terminal, and those that turn the order of letters around."""
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def console() -> Console:
    """Standard output: with colours in a terminal that wants them; elsewhere plain, and without spaces at the ends of lines."""
    from rich.console import Console

    class Screen(Console):
        def print(self, *objects: Any, **options: Any) -> None:
            if self.is_terminal:
                super().print(*objects, **options)
                return
            with self.capture() as captured:
                super().print(*objects, **options)
            self.file.write(_TRAILING.sub("", captured.get()))
            self.file.flush()

        def on_broken_pipe(self) -> None:
            self.quiet = True
            raise BrokenPipeError

    return Screen(highlight=False, emoji=False)


def errors() -> Console:
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False)


def say(message: str, *, style: str = "", whole: bool = False) -> None:
    """A message to the person, on standard error, as it is; `whole`: with a command in it, which stays in one line to be copied."""
    from rich.text import Text

    if not sys.stderr.isatty():
        sys.stderr.write(f"{clean(message)}\n")
        return
    errors().print(Text(clean(message), style=style), soft_wrap=whole)


@contextmanager
def progress_of(what: str) -> Iterator[Callable[[float], None]]:
    """A line on standard error that says how much of long work is done, 0 … 1, and is gone at the end; nothing in files and pipes."""
    shown = -1

    def tell(share: float) -> None:
        nonlocal shown
        if sys.stderr.isatty() and (now := int(100 * share)) > shown:
            shown = now
            sys.stderr.write(f"\r{clean(what)} … {shown} %")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown >= 0:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def clean(text: str) -> str:
    """Text from elsewhere, unable to do more than be read."""
    return _CONTROL.sub("", text)


def is_live() -> bool:
    """Whether standard output is a terminal that can be drawn on."""
    return sys.stdout.isatty() and console().is_terminal and not console().is_dumb_terminal


def listed(columns: Iterable[str], *, wide: str = "") -> Table:
    """A table without lines: the column `wide` folds, the others keep their width."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, no_wrap=name != wide, overflow="fold" if name == wide else "ellipsis")
    return table
