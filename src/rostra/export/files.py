"""Exports on the disk: a file appears whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from rostra.debate import Debate
from rostra.errors import RostraError, WrongUse
from rostra.export.formats import EXPORTERS, Content, Exporter, Progress, exporter_of
from rostra.export.options import Options, shaped

_UNFIT = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST_NAME = 120
"""Characters; file systems allow 255 bytes, suffixes included."""


def write(debate: Debate, path: Path, options: Options | None = None, progress: Progress | None = None) -> Path:
    """Write a debate in the format of the path's suffix, less what the options leave out, and return the path.

    Missing folders are made. What is written stands beside its place and is moved there, so that an old file is never half replaced.
    A format of several files writes the others beside the first; one that is a folder replaces nothing but its own kind.
    `progress` is told how far work that takes long has come. `WrongUse` for an unknown suffix; `RostraError` when the disk refuses.
    """
    exporter = exporter_of(path)
    content = exporter.render(shaped(debate, options or Options()), progress)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _place(exporter, content, path)
    except OSError as error:
        raise RostraError(
            f"{path} could not be written: {error.strerror}.",
            remedy="The debate itself is safe in the store; export it elsewhere.",
        ) from error
    return path


def file_name(debate_id: str) -> str:
    """A file's name for a debate, without suffix: its id, of which nothing leads out of a folder."""
    return _UNFIT.sub("-", debate_id).strip(".-")[:_LONGEST_NAME] or "debate"


def packed(exporter: Exporter, debate: Debate) -> str | bytes:
    """A debate in one format as one file to hand over: several files as a zip, the same bytes for the same debate."""
    content = exporter.render(debate)
    if not isinstance(content, Mapping):
        return content
    stem = "" if exporter.folder else file_name(debate.id)
    return zipped({f"{stem}{name}": each for name, each in content.items()})


def everything(debate: Debate) -> bytes:
    """A debate in every format that `all` writes and whose packages are installed, as one zip; a folder stays one in it."""
    stem, files = file_name(debate.id), dict[str, str | bytes]()
    for exporter in EXPORTERS:
        if not exporter.in_all:
            continue
        with contextlib.suppress(RostraError):
            exporter.ready()
            content = exporter.render(debate)
            if isinstance(content, Mapping):
                inside = f"{stem}{exporter.suffix}/" if exporter.folder else stem
                files |= {f"{inside}{name}": each for name, each in content.items()}
            else:
                files[f"{stem}{exporter.suffix}"] = content
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Files by their paths as an archive: the same bytes for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, each in files.items():
            archive.writestr(zipfile.ZipInfo(path), _bytes(each), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _place(exporter: Exporter, content: Content, path: Path) -> None:
    if not isinstance(content, Mapping):
        _replace(path, content)
    elif exporter.folder:
        if path.exists() and not (path.is_dir() and all((path / name).exists() for name in content)):
            raise WrongUse(f"{path} is there already, and is no export of this kind.", remedy="Name another folder.")
        replace_folder(path, content)
    else:
        stem = path.name[: -len(exporter.suffix)]
        for suffix, each in content.items():
            _replace(path if suffix == exporter.suffix else path.with_name(stem + suffix), each)


def _replace(path: Path, content: str | bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_bytes(content))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def replace_folder(path: Path, content: Mapping[str, str | bytes]) -> None:
    """A folder that is complete takes the place of an older one, which is gone only then. `OSError` when the disk refuses."""
    beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part"))
    try:
        for name, each in content.items():
            place = beside.joinpath(*PurePosixPath(name).parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_bytes(each))
        os.chmod(beside, 0o777 & ~_umask())
        if path.exists():
            old = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".old"))
            os.replace(path, old)
            try:
                os.replace(beside, path)
            except OSError:
                os.replace(old, path)
                raise
            shutil.rmtree(old)
        else:
            os.replace(beside, path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
