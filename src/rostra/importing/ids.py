"""Ids of imported debates: safe in URLs and file names, the same for the same file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection

from rostra.errors import BadFile, WrongUse

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,119}")
_REMEDY = "Use at most 120 letters, digits, dots, dashes and underscores, a letter or digit first."


def checked_id(id_: str) -> str:
    """An id that somebody asks for. `WrongUse` where it would not be safe."""
    if not _ID.fullmatch(id_):
        raise WrongUse(f"{_shown(id_)} cannot be a debate's id.", remedy=_REMEDY)
    return id_


def stated_id(id_: str, *, file: str, line: int | None) -> str:
    """An id that a file states. `BadFile` where it would not be safe."""
    if not _ID.fullmatch(id_):
        raise BadFile(
            f"has the id {_shown(id_)}, which cannot be a debate's.",
            file=file,
            line=line,
            remedy="Give it another: --as NEW.",
        )
    return id_


def id_of(name: str, content: bytes) -> str:
    """An id from a file's name; where it has no letter that would do, from what is in it."""
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    return plain_slug(stem)[:60].strip("-") or f"transcript-{hashlib.sha256(content).hexdigest()[:8]}"


def plain_slug(text: str) -> str:
    """`Café Voices` -> `cafe-voices`; empty where no letter or digit is left."""
    ascii_ = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.replace("'", "")).strip("-")


def unused(wish: str, taken: Collection[str]) -> str:
    """The wish, with a number where it is taken."""
    number, name = 2, wish
    while name in taken:
        name, number = f"{wish}-{number}", number + 1
    return name


def _shown(id_: str) -> str:
    return repr(id_ if len(id_) <= 60 else f"{id_[:60]}…")
