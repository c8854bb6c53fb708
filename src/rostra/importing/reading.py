"""A file's name and bytes -> the debate in it, and the account of what was understood. Pure."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import PurePath

from rostra.errors import BadFile
from rostra.importing.account import Imported
from rostra.importing.benchmark import is_benchmark, read_benchmark
from rostra.importing.building import built
from rostra.importing.captions import is_srt, read_srt, read_vtt
from rostra.importing.chat import read_chat, read_lines
from rostra.importing.draft import Draft
from rostra.importing.ids import checked_id, id_of
from rostra.importing.json_text import parsed
from rostra.importing.own_json import is_own, read_own
from rostra.importing.own_markdown import is_own_markdown, read_own_markdown
from rostra.importing.prose import read_prose
from rostra.importing.text import decoded, scrubbed

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".md", ".markdown", ".txt", ".vtt", ".srt"})
"""What is looked for in a folder."""
_WORDS = frozenset({".md", ".markdown", ".txt"})


def read(name: str, content: bytes, *, now: datetime, id: str | None = None) -> Imported:
    """Read a transcript: Rostra's JSON, a chat in JSON, Markdown, text, WebVTT or SRT, whatever its name and beginning say.

    `now` (with a zone) stands for times that the file does not give. `id`: the debate's, else the file's own, else made from its name.
    `BadFile`, with the line where there is one, for what cannot be read; `WrongUse` for an `id` that would not be safe. Stores nothing.
    """
    id_ = checked_id(id) if id is not None else None
    notes: list[str] = []
    text = decoded(name, content, notes)
    if not text.strip():
        raise BadFile("is empty.", file=name)
    suffix = PurePath(name).suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        draft = read_lines(text, file=name)
    elif suffix == ".json" or (suffix not in _WORDS and text.lstrip()[:1] in ("{", "[")):
        if _is_lines(text):
            draft = read_lines(text, file=name)
        else:
            value = parsed(text, file=name)
            if is_own(value):
                imported = read_own(value, text, file=name, id_=id_)
                return _with_notes(imported, notes)
            draft = read_chat(value, text, file=name)
    else:
        draft = _worded(scrubbed(text, notes), suffix, name)
    draft.notes[:0] = notes
    return built(draft, file=name, id_=id_ or id_of(name, content), now=now)


def _worded(text: str, suffix: str, name: str) -> Draft:
    if suffix == ".vtt" or text.startswith("WEBVTT"):
        return read_vtt(text, file=name)
    if suffix == ".srt" or is_srt(text):
        return read_srt(text, file=name)
    if is_benchmark(text):
        return read_benchmark(text)
    if is_own_markdown(text):
        return read_own_markdown(text)
    return read_prose(text, markdown=suffix != ".txt")


def _is_lines(text: str) -> bool:
    """Whether the first line is a JSON object of its own, and another follows."""
    first, _, rest = text.strip().partition("\n")
    if not (first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _with_notes(imported: Imported, notes: list[str]) -> Imported:
    account = imported.account.model_copy(update={"notes": (*notes, *imported.account.notes)})
    return imported.model_copy(update={"account": account})
