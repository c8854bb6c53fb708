"""Every command and every option is told in the README or in docs/cli.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from rostra.cli import app
from rostra.cli.performing import EXIT

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = "\n".join((ROOT / name).read_text() for name in ("README.md", "docs/cli.md"))


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    members = getattr(command, "commands", None)
    if members is None:
        yield name, command
    for member, sub in (members or {}).items():
        yield from commands(sub, f"{name} {member}")


ALL = list(commands(typer.main.get_command(app), "rostra"))


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_a_command_and_its_options_are_documented(name: str, command: Any) -> None:
    assert name in DOCUMENTS
    assert command.help, f"{name} --help says nothing"
    for option in command.params:
        longest = max(option.opts, key=len)
        assert not longest.startswith("--") or longest in DOCUMENTS, f"{name} {longest}"


def test_every_exit_code_is_documented() -> None:
    for code in {*EXIT.values(), 2, 130}:
        assert f"| {code} |" in DOCUMENTS
