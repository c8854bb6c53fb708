"""Who has the pen of a debate, until when, and whether they are still there."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rostra.ledger.wanted import Status

Clock = Callable[[], float]
"""Seconds since 1970."""

LEASE_SECONDS = 30.0
"""How long a pen is held without a sign of life; holders renew three times as often."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process."""

    host: str
    pid: int
    started: str
    """When it started, as the system tells it; empty where it does not. Process ids are used again, this is not."""

    @classmethod
    def here(cls) -> Holder:
        """This process."""
        pid = os.getpid()
        return cls(_host(), pid, _started(pid) or "")

    @property
    def dead(self) -> bool:
        """Known to be gone. One elsewhere, or that cannot be asked about, counts as alive: its lease runs out."""
        if self.host != _host() or sys.platform == "win32":  # there, os.kill(pid, 0) is Ctrl-C
            return False
        if self.started:
            return _started(self.pid) != self.started
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host.partition('#')[0]}"


@dataclass(frozen=True, slots=True)
class Lease:
    """A pen being held."""

    holder: Holder
    expires: float
    """Seconds since 1970."""

    def live(self, now: float) -> bool:
        """Nobody else may take the pen."""
        return now < self.expires and not self.holder.dead


def status(ended: bool, lease: Lease | None, now: float) -> Status:
    """What a list says of a debate."""
    if lease and lease.live(now):
        return "running"
    return "ended" if ended else "open"


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(when: datetime) -> float:
    """The way back; a time without a zone counts as UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def _host() -> str:
    """The host's name and, on Linux, its process namespace: containers may share the one and not the other."""
    try:
        return f"{socket.gethostname()}#{os.stat('/proc/self/ns/pid').st_ino}"
    except OSError:
        return socket.gethostname()


def _started(pid: int) -> str | None:
    """Clock ticks from boot to the process's start; None for one that is gone, a zombie, or where nothing tells."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()  # the name before it may hold spaces and brackets
    return None if state in "ZX" else fields[18]
