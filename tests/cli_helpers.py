"""The command line as scripts use it: in this process where that is enough, as a program where signals and terminals matter."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rostra.cli import main

SMALL = ("Tests are worth writing.", "--cast", "ada.md,bob.md", "--model", "scripted", "--rounds", "1")
"""A debate of two seats that takes no time."""


class Ran(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


Rostra = Callable[..., Ran]


@pytest.fixture(autouse=True)
def two_personas(a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_STORE", str(a_home_of_its_own / "debates.db"))
    for name in ("ada", "bob"):
        text = (
            f"---\nname: {name}\ndescription: Speaks.\nkind: role\n---\nYou are {name.title()}. You measure things.\n"
        )
        (a_home_of_its_own / f"{name}.md").write_text(text)


@pytest.fixture
def rostra(capsys: pytest.CaptureFixture[str]) -> Rostra:
    """Runs a command in this process."""

    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def staged(rostra: Rostra) -> str:
    """The id of a debate that has ended."""
    assert rostra("stage", *SMALL, "--id", "small", "--quiet").code == 0
    return "small"


PROGRAM = (sys.executable, "-m", "rostra")
"""The command as a program of its own."""
