"""Which module writes which suffix; files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from rostra.debate import Debate
from rostra.errors import RostraError, WrongUse, did_you_mean
from rostra.export import json, markdown

FORMATS: dict[str, Callable[[Debate], str]] = {".md": markdown.render, ".json": json.render}


def write(debate: Debate, path: Path) -> Path:
    """Write a debate in the format of the path's suffix, and return the path.

    Missing folders are made. The file is written beside its place and moved there, so that an old one is never half replaced.
    `WrongUse` for an unknown suffix; `RostraError` when the disk refuses.
    """
    render = FORMATS.get(path.suffix.lower())
    if render is None:
        known = ", ".join(FORMATS)
        remedy = did_you_mean(path.suffix, FORMATS) or f"Known: {known}."
        raise WrongUse(f"There is no export format {path.suffix or 'without a suffix'!r} ({path}).", remedy=remedy)
    text = render(debate)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        raise RostraError(
            f"{path} could not be written: {error.strerror}.",
            remedy="The debate itself is safe in the store; export it elsewhere.",
        ) from error
    return path


def _replace(path: Path, text: str) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
