"""Where personas, scenarios and formats live, and how a name or a path finds one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from rostra.errors import NotFound, did_you_mean

Kind = Literal["persona", "scenario", "format"]

SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "persona": (".md", ".markdown"),
    "scenario": (".yaml", ".yml"),
    "format": (".yaml", ".yml"),
}

_PACKAGE = Path(__file__).resolve().parent.parent
_NOT_ENTRIES = {"readme", "license", "changelog", "contributing"}
_NAME_LINE = re.compile(r"^name:[ \t]*(.+?)[ \t]*$", re.MULTILINE)


def shipped(kind: Kind) -> Path:
    """The folder that came with Rostra: package data in a wheel, the source tree's in an editable install."""
    if kind == "format":
        return _PACKAGE / "formats"
    packaged = _PACKAGE / "_data" / f"{kind}s"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / f"{kind}s"


def entries(kind: Kind, extra_folders: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Every file of that kind, sorted by stem: those of the extra folders first in precedence, then what is shipped."""
    found: dict[str, Path] = {}
    for folder in (*extra_folders, shipped(kind)):
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            stem = path.stem.casefold()
            if path.suffix.lower() in SUFFIXES[kind] and stem not in _NOT_ENTRIES and path.is_file():
                found.setdefault(stem, path)
    return tuple(found[stem] for stem in sorted(found))


def find(
    kind: Kind, name_or_path: str | Path, extra_folders: Sequence[Path] = (), *, beside: Path | None = None
) -> Path:
    """The file a name or a path means. A relative path is looked for in the working folder, then in `beside`.

    A name is a file's stem or the `name:` inside it, whatever the case. NotFound, with what is near, when there is none.
    """
    if isinstance(name_or_path, Path) or is_path(kind, name_or_path):
        return _by_path(kind, Path(name_or_path).expanduser(), beside)
    wanted = slug(name_or_path)
    files = entries(kind, extra_folders)
    for path in files:
        if wanted and wanted in (path.stem.casefold(), slug(path.stem)):
            return path
    named = {_name_inside(path): path for path in reversed(files)}
    if wanted in named and wanted:
        return named[wanted]
    known = [path.stem for path in files]
    near = did_you_mean(wanted, known)
    remedy = near or f"`rostra {kind}s list` shows what there is; a path works as well."
    raise NotFound(kind, name_or_path, remedy=remedy)


def is_path(kind: Kind, text: str) -> bool:
    """Whether a string means a path: it has a separator or that kind's suffix. Everything else is only ever a name."""
    return "/" in text or "\\" in text or text.lower().endswith(SUFFIXES[kind])


def slug(text: str) -> str:
    """`Yann LeCun` -> `yann-lecun`; empty when no letter or digit is left."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def _by_path(kind: Kind, path: Path, beside: Path | None) -> Path:
    for candidate in (path, beside / path) if beside else (path,):
        try:
            if candidate.exists():
                return candidate
        except (OSError, ValueError):
            continue
    raise NotFound(f"{kind} file", str(path), remedy=_near_files(kind, beside / path if beside else path))


def _near_files(kind: Kind, path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir() if other.suffix.lower() in SUFFIXES[kind]]
    except (OSError, ValueError):
        return f"There is no folder {str(path.parent)!r}."
    return did_you_mean(path.name, names) or "Check the path."


def _name_inside(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(4096).decode("utf-8", errors="replace")
    except OSError:
        return ""
    found = _NAME_LINE.search(start)
    return slug(found.group(1).strip("\"'")) if found else ""
