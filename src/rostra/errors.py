"""Every error Rostra raises on purpose.

    RostraError                       exit code 1
    ├── WrongUse                      2   the call, an option, or a combination of them
    │   └── BadFile                   2   a persona, scenario, format or transcript; knows file and line
    │       └── NotATranscript        2   a file in which nobody speaks
    ├── NotFound                      2   a name that nothing answers to
    ├── LedgerError                   1
    │   ├── DebateExists              2
    │   ├── DebateHeld                1   another process has the pen
    │   └── LeaseLost                 1   this process had it, and another took over
    └── ProviderError                 3   the model service; the debate can be resumed

A message states the fact, then the remedy, and carries the offending value. Faces print it as it is, without a traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class RostraError(Exception):
    """The root: `str(error)` is what the user reads; `exit_code` is what the shell gets."""

    exit_code = 1

    def __init__(self, fact: str, *, remedy: str = "") -> None:
        self.fact = fact
        self.remedy = remedy
        super().__init__(f"{fact} {remedy}".strip())


class WrongUse(RostraError):
    """A call or option that cannot be followed."""

    exit_code = 2


class BadFile(WrongUse):
    """A file that cannot be read as what it should be; names the file and, where it is known, the line (from 1)."""

    def __init__(self, fact: str, *, file: Path | str, line: int | None = None, remedy: str = "") -> None:
        self.file = str(file)
        self.line = line
        self.problem = fact
        where = f"{self.file}:{line}" if line else self.file
        super().__init__(f"{where}: {fact}", remedy=remedy)


class NotATranscript(BadFile):
    """A file that may be sound, and in which nobody speaks that could be told."""


class NotFound(RostraError):
    """A name that nothing answers to; lists what is near it."""

    exit_code = 2

    def __init__(self, what: str, name: str, known: Iterable[str] = (), *, remedy: str = "") -> None:
        self.name = name
        super().__init__(f"There is no {what} {name!r}.", remedy=remedy or did_you_mean(name, known))


class LedgerError(RostraError):
    """Something the store refused."""


class DebateExists(LedgerError):
    """A debate with this id is there already."""

    exit_code = 2


class DebateHeld(LedgerError):
    """Another live process holds the debate's lease."""


class LeaseLost(LedgerError):
    """This process held the lease and lost it; what it writes now is refused."""


class ProviderError(RostraError):
    """The model service failed, and trying again did not help or would not.

    `retryable`: whether the same call may succeed later. `retry_after`: seconds the service asked for, if it did.
    """

    exit_code = 3

    def __init__(
        self, fact: str, *, remedy: str = "", retryable: bool = False, retry_after: float | None = None
    ) -> None:
        self.retryable = retryable
        self.retry_after = retry_after
        super().__init__(fact, remedy=remedy)


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names that a mistyped one may have meant, at most three, the likeliest first."""
    return difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=0.6)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A remedy sentence: the nearest known names, or all of them when there are few."""
    names = sorted(set(known))
    near = nearest(name, names)
    if near:
        return f"Did you mean {' or '.join(repr(n) for n in near)}?"
    if names and len(names) <= 16:
        return f"Known: {', '.join(names)}."
    return ""
