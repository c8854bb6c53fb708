"""Values as they are kept: compact JSON that reads back as the same value.

An entry is a row of `seq`, `slot`, `kind`, `text` (what is searched) and `body` (the rest, defaults left out). A text
is kept once: a turn's words only in `text`, its claims as places in them. The values that nearly every turn has are
lists in the order of their fields: a field may be added to them at the end, with a default, and nowhere else.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    Question,
    Reply,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)
from rostra.errors import LedgerError
from rostra.ledger.base import Message
from rostra.ledger.words import grams
from rostra.values import Value

V = TypeVar("V", bound=Value)

_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
_SMALL: dict[str, type[Value]] = {"usage": Usage, "claims": Claim, "replies": Reply}
_NONE_USED = Usage()
_FIELDS = {model: tuple(model.model_fields) for model in _SMALL.values()}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE = frozenset({"turn", "question", "idea", "notice"})
"""Kinds that say nothing but their `text`."""
_APART = {whole: {"seq", "slot", "kind", *_SMALL, *(("text",) if whole else ())} for whole in (True, False)}
"""Fields that a body does not have as they are, for those kinds and for the others."""


def clean(value: V) -> V:
    """The value without NUL characters, and with U+FFFD for lone surrogates: PostgreSQL stores neither."""
    try:
        if "\\u0000" not in value.model_dump_json():
            return value
    except (PydanticSerializationError, UnicodeEncodeError):
        pass
    return type(value).model_validate(_scrubbed(value.model_dump()))


def numbered(debate: Debate) -> Debate:
    """Its entries numbered from 1 in their order."""
    entries = (
        entry if entry.seq == seq else entry.model_copy(update={"seq": seq})
        for seq, entry in enumerate(debate.entries, 1)
    )
    return debate.model_copy(update={"entries": tuple(entries)})


def clean_text(text: str) -> str:
    """The same for a text."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\0", ""))


def spoken(entry: Entry) -> str:
    """All that an entry says, as a search sees it."""
    match entry:
        case Turn() | Question() | Idea() | Notice():
            return entry.text
        case Decision() | Stance() | Ballot():
            return entry.says
        case Pass():
            return entry.detail
        case Summary():
            points = [line for section in entry.sections for line in (section.title, *(p.text for p in section.points))]
            return "\n".join(filter(None, (entry.text, *points)))
        case Verdict():
            return "\n".join(point.text for point in entry.reasons)


def entry_row(entry: Entry) -> dict[str, Any]:
    """Everything of an entry but its `seq`."""
    text = spoken(entry)
    fields = entry.model_dump(mode="json", exclude_defaults=True, exclude=_APART[entry.kind in _WHOLE])
    for name in _SMALL:
        if (small := getattr(entry, name, ())) and small != _NONE_USED:
            fields[name] = _listed(small)
    for claim in fields.get("claims", ()):
        start = text.find(claim[1])
        if start >= 0:
            claim[1] = [start, len(claim[1])]
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return {"slot": entry.slot, "kind": entry.kind, "text": text, "body": body}


def stored_row(debate: int, seq: int, entry: Entry) -> dict[str, Any]:
    """All of an entry, and what it is found by."""
    row = entry_row(entry)
    return {"debate": debate, "seq": seq, **row, "grams": grams(row["text"])}


def read_entry(debate_id: str, seq: int, slot: int | None, kind: str, text: str, body: str) -> Entry:
    """The entry of a row. `LedgerError` for one that this version cannot read."""
    try:
        fields = json.loads(body)
        if kind in _WHOLE:
            fields["text"] = text
        for claim in fields.get("claims", ()):
            if isinstance(claim[1], list):
                start, length = claim[1]
                claim[1] = text[start : start + length]
        for name in _SMALL.keys() & fields.keys():
            fields[name] = _unlisted(fields[name], _SMALL[name])
        return _ENTRY.validate_python({**fields, "seq": seq, "slot": slot, "kind": kind})
    except (ValueError, TypeError, LookupError) as error:
        raise _unreadable(f"Entry {seq} of debate {debate_id!r}") from error


def header(debate: Debate) -> str:
    """A debate without its entries."""
    return debate.model_dump_json(exclude={"entries"}, exclude_defaults=True)


def read_debate(debate_id: str, body: str, entries: tuple[Entry, ...]) -> Debate:
    """The debate of a header. `LedgerError` for one that this version cannot read."""
    try:
        return Debate.model_validate_json(body).append(*entries)
    except ValueError as error:
        raise _unreadable(f"Debate {debate_id!r}") from error


def message_body(message: Message) -> str:
    """A message of the inbox."""
    return message.model_dump_json(exclude_defaults=True)


def read_message(message_id: int, body: str) -> Message:
    """The message of a row. `LedgerError` for one that this version cannot read."""
    try:
        return Message.model_validate_json(body)
    except ValueError as error:
        raise _unreadable(f"Message {message_id} of the inbox") from error


def _listed(value: Value | tuple[Value, ...]) -> list[Any]:
    if isinstance(value, tuple):
        return [_listed(item) for item in value]
    return [getattr(value, name) for name in _FIELDS[type(value)]]


def _unlisted(items: list[Any], model: type[Value]) -> Any:
    if items and isinstance(items[0], list):
        return [_unlisted(item, model) for item in items]
    return dict(zip(_FIELDS[model], items, strict=False))


def _unreadable(what: str) -> LedgerError:
    return LedgerError(
        f"{what} cannot be read by this version of Rostra.",
        remedy="It was changed from outside or written by a newer one: upgrade Rostra, or restore a backup.",
    )


def _scrubbed(value: Any) -> Any:
    match value:
        case str():
            return clean_text(value)
        case dict():
            return {_scrubbed(key): _scrubbed(item) for key, item in value.items()}
        case list() | tuple():
            return [_scrubbed(item) for item in value]
        case _:
            return value
