"""Paths -> the files to import: a folder stands for the transcripts in it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rostra.errors import BadFile, NotFound
from rostra.importing.reading import SUFFIXES
from rostra.importing.text import MAX_BYTES, check_size


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import."""

    path: Path
    named: bool
    """Somebody named it; else it was found in a folder, and may be no transcript."""


def found(paths: Iterable[Path]) -> tuple[list[Found], list[Path]]:
    """The files that paths stand for, folders searched to their bottom in order of names; and what was passed over in folders."""
    files: list[Found] = []
    skipped: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(Found(path, named=True))
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for each in sorted(Path(folder) / name for name in names):
                if each.suffix.lower() in SUFFIXES and not each.name.startswith("."):
                    files.append(Found(each, named=False))
                else:
                    skipped.append(each)
    return files, skipped


def bytes_of(path: Path) -> bytes:
    """A file's bytes, at most 50 MB. `NotFound`; `BadFile` for what is no file, is larger or cannot be read."""
    try:
        if not path.exists():
            raise NotFound("file", str(path), remedy="Check the path.")
        if not path.is_file():
            raise BadFile("is not a file.", file=path, remedy="Name a file or a folder, not a device.")
        check_size(str(path), path.stat().st_size)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise BadFile(f"cannot be read: {reason}.", file=path) from error
    check_size(str(path), len(content))
    return content
