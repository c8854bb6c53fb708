"""What turns text into sound: one small protocol, and the choice of who serves it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rostra.errors import RostraError, WrongUse

_LONGEST = 300.0
"""Seconds a program may take for one passage; it takes thousandths."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A synthetic voice. None is anybody's."""

    name: str
    """As its engine calls it."""
    pitch: int = 50
    """0 … 99, where the engine can."""
    pace: int = 160
    """Words a minute."""


class Engine(Protocol):
    """Something that speaks: the same text in the same voice gives the same sound."""

    @property
    def rate(self) -> int:
        """Samples a second."""
        ...

    def voices(self, tag: str) -> tuple[Voice, ...]:
        """Its voices for a language (`de`), each different from the others, the clearest first. `RostraError` where it has none."""
        ...

    def say(self, text: str, voice: Voice) -> bytes:
        """One line of text as sound: 16 bit, mono, little endian. `RostraError` where it fails."""
        ...


def engine_of(setting: str | None) -> Engine:
    """The engine a setting names: `espeak-ng`, where nothing is said, or `piper:/path/of/model.onnx`. `WrongUse` for anything else."""
    name, _, model = (setting or "espeak-ng").partition(":")
    if name in ("espeak", "espeak-ng") and not model:
        from rostra.export.spoken.espeak import Espeak

        return Espeak()
    if name == "piper" and model:
        from rostra.export.spoken.piper import Piper

        return Piper(Path(model).expanduser())
    raise WrongUse(
        f"There is no speech engine {setting!r}.", remedy="ROSTRA_SPEECH takes espeak-ng, or piper:/path/of/model.onnx."
    )


def program(name: str, *, remedy: str) -> str:
    """The path of a program. `RostraError` where it is not installed."""
    if (path := shutil.which(name)) is None:
        raise RostraError(f"Spoken debates need {name}, which is not installed.", remedy=remedy)
    return path


def run(command: Sequence[str], text: str) -> bytes:
    """What a program answers to a text on its standard input; no shell has a part in it. `RostraError` where it fails."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_LONGEST, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RostraError(
            f"{name} did not speak: {error}.", remedy="Try again, or choose another ROSTRA_SPEECH."
        ) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1] if said else f"exit code {done.returncode}"
        raise RostraError(
            f"{name} did not speak: {why.rstrip('.')}.", remedy="Mend it, or choose another ROSTRA_SPEECH."
        )
    return done.stdout
