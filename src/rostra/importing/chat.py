"""Chat logs: JSON and JSON lines as providers and tools write them, a message with who it is from and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from rostra.errors import BadFile, NotATranscript
from rostra.importing.draft import Draft, Loose, Said, moment
from rostra.importing.json_text import parsed
from rostra.importing.names import sided
from rostra.importing.places import places
from rostra.importing.text import scrubbed

_LISTS = ("messages", "conversation", "turns", "transcript", "dialogue", "chat", "history", "utterances", "items")
_WHO = ("name", "speaker", "author", "from", "sender", "role")
_WHAT = ("content", "text", "message", "value", "body")
_WHEN = ("timestamp", "created_at", "create_time", "time", "date", "at")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_NOBODY = frozenset({"system", "developer", "tool", "function"})
_BLOCKS = frozenset({"text", "input_text", "output_text"})


class _Message(NamedTuple):
    line: int
    value: Any


def read_chat(value: Any, text: str, *, file: str) -> Draft:
    """The draft of a chat in one JSON value. `BadFile` where no list of messages is in it."""
    path = _messages_at(value)
    if path is None:
        raise NotATranscript(
            "is JSON, but neither a transcript of Rostra's nor a chat.",
            file=file,
            line=1,
            remedy=f"A chat is a list of messages, or an object with one under {', '.join(_LISTS[:3])}.",
        )
    messages = value
    for key in path:
        messages = messages[key]
    lines = {p[-1]: line for p, line in places(text) if len(p) == len(path) + 1 and p[:-1] == path}
    draft = Draft("chat JSON")
    if isinstance(value, dict):
        _head(value, draft)
    _hear(draft, (_Message(lines.get(n, 1), message) for n, message in enumerate(messages)))
    return draft


def read_lines(text: str, *, file: str) -> Draft:
    """The draft of JSON lines: a message each, or one conversation in one line. `BadFile`, with the line, for a broken one."""
    rows = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    values = [_Message(n, parsed(line, file=file, first_line=n)) for n, line in rows]
    draft = Draft("chat JSON lines")
    whole = [message for message in values if _messages_at(message.value) is not None]
    if len(whole) > 1:
        raise BadFile(
            "has a second conversation.", file=file, line=whole[1].line, remedy="Import one conversation a file."
        )
    if whole and len(values) == 1:
        return read_chat(whole[0].value, rows[0][1], file=file)
    _hear(draft, values)
    return draft


def _messages_at(value: Any) -> tuple[str | int, ...] | None:
    """The path of the list of messages."""
    if isinstance(value, list):
        return () if any(isinstance(each, dict) for each in value) else None
    if not isinstance(value, dict):
        return None
    for key in _LISTS:
        if isinstance(value.get(key), list) and any(isinstance(each, dict) for each in value[key]):
            return (key,)
    return None


def _head(value: dict[str, Any], draft: Draft) -> None:
    """What stands beside the messages."""
    for key in ("title", "name", "topic"):
        if isinstance(value.get(key), str) and not draft.title:
            draft.title = _line(value[key], draft)
    for key in ("motion", "proposition", "topic", "resolution"):
        if isinstance(value.get(key), str) and not draft.motion:
            draft.motion = _line(value[key], draft)
    draft.created = _time(value, draft)
    for text, _ in _texts(value.get("system")):
        draft.loose(1, scrubbed(text, draft.notes))


def _hear(draft: Draft, messages: Any) -> None:
    for line, message in messages:
        if not isinstance(message, dict):
            draft.items.append(Loose(line, f"no message: {str(message)[:80]}", kept=False))
            continue
        inner = message.get("message")
        if isinstance(inner, dict):  # a choice, or a message in an envelope
            message = {**{key: message[key] for key in _WHEN if key in message}, **inner}
        texts = [(scrubbed(text, draft.notes), whole) for text, whole in _texts(_first(message, _WHAT))]
        said = "\n\n".join(text for text, whole in texts if whole and text.strip())
        draft.items += [Loose(line, text, kept=False) for text, whole in texts if not whole]
        name = _name(message, draft)
        if not said:
            if not texts:
                draft.items.append(Loose(line, f"a message of {name or 'nobody'} without text", kept=False))
        elif name is None or (name.casefold() in _NOBODY and "name" not in message):
            draft.loose(line, said)
        else:
            _say(draft, line, name, said, message)


def _say(draft: Draft, line: int, name: str, said: str, message: dict[str, Any]) -> None:
    name, side = sided(name)
    stated = message.get("side")
    when = _time(message, draft)
    draft.created = draft.created or when
    model = message.get("model")
    draft.items.append(
        Said(
            name,
            [(line, said)],
            side=_line(stated, draft) if isinstance(stated, str) and stated else side,
            model=_line(model, draft) if isinstance(model, str) else None,
            ended=when,
            started=None,
        )
    )


def _name(message: dict[str, Any], draft: Draft) -> str | None:
    for key in _WHO:
        who = message.get(key)
        if isinstance(who, dict):
            who = _first(who, ("name", "display_name", "role"))
        if isinstance(who, str) and (name := _line(who, draft)[:80].strip()):
            return name
    return None


def _texts(content: Any) -> Iterator[tuple[str, bool]]:
    """Each block of a content as text; False beside what is none, told by its kind."""
    match content:
        case str():
            yield content, True
        case list():
            for block in content:
                yield from _texts(block)
        case {"type": str(kind), "text": str(text)} if kind in _BLOCKS:
            yield text, True
        case {"type": str(kind), **_rest}:
            yield f"a block of the kind {kind[:40]!r}", False
        case {"parts": list(parts)}:
            yield from _texts(parts)
        case {"text": str(text)} | {"value": str(text)}:
            yield text, True
        case _:
            return


def _first(message: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((message[key] for key in keys if message.get(key) not in (None, "")), None)


def _line(text: str, draft: Draft) -> str:
    return " ".join(scrubbed(text[:2_000], draft.notes).split())


def _time(value: dict[str, Any], draft: Draft) -> datetime | None:
    """The first time that can be understood."""
    said = [value[key] for key in _WHEN if isinstance(value.get(key), str | int | float)]
    found = ((each, moment(each)) for each in said if not isinstance(each, bool))
    stated, when = next(((each, when) for each, when in found if when), ("", None))
    if when and isinstance(stated, str) and not _ZONE.search(stated):
        note = "Times without a zone are taken as UTC."
        draft.notes += [note] if note not in draft.notes else []
    return when
