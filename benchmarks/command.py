"""The command as people start it: a process of its own, offline, its output a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.figures import Figure

SCENARIO = "existential-risk"
FIRST_WORDS = "Good evening"
"""How the offline moderator begins."""
EVERYTHING = "import anthropic, langgraph.graph, sqlalchemy, pydantic, rich, typer, yaml"
TIMES = 5
_IN_A_MB = 1024**2 if sys.platform == "darwin" else 1024
"""Of what the system counts memory in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What one process took."""

    cpu: float
    """Seconds."""
    wall: float
    first_words: float
    """Seconds until the first line that somebody says; as long as it ran where nobody does."""
    memory: float
    """MB at its largest."""


def figures() -> Iterator[Figure]:
    """The best of a few runs each: what the others took longer is the machine's other work. The first, which compiles, is left out."""
    rostra = ("-m", "rostra")
    staging = (*rostra, "stage", SCENARIO)
    _started(*rostra, "--help")
    _started(*staging)
    helped = [_started(*rostra, "--help") for _ in range(TIMES)]
    staged = [_started(*staging) for _ in range(TIMES)]
    naive = [_started("-c", EVERYTHING) for _ in range(TIMES)]
    yield Figure(
        what="rostra --help",
        measured=min(run.cpu for run in helped),
        unit="s CPU",
        target=0.5,
        naive=min(run.cpu for run in naive),
        naively="every library imported at the start",
    )
    yield Figure(
        what=f"rostra stage {SCENARIO}, to the first words",
        measured=min(run.first_words for run in staged),
        unit="s",
        target=3.0,
        naive=min(run.wall for run in naive),
        naively="every library imported at the start",
    )
    yield Figure(
        what=f"rostra stage {SCENARIO}, memory",
        measured=max(run.memory for run in staged),
        unit="MB",
        target=200.0,
        naive=max(run.memory for run in naive),
        naively="every library imported, nothing done",
    )


def _started(*arguments: str) -> Started:
    with tempfile.TemporaryDirectory() as home:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("ANTHROPIC_", "ROSTRA_", "XDG_"))
        }
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=home,
            env=kept | {"HOME": home},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        heard = None
        assert process.stdout
        for line in process.stdout:
            if heard is None and FIRST_WORDS in line:
                heard = time.monotonic() - began
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, f"{' '.join(arguments)} ended with {process.returncode}"
        wall = time.monotonic() - began
    return Started(
        cpu=used.ru_utime + used.ru_stime,
        wall=wall,
        first_words=wall if heard is None else heard,
        memory=used.ru_maxrss / _IN_A_MB,
    )
