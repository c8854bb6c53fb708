"""Rostra's own JSON: every version there has been, read into today's values. It keeps what it says, to the byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from rostra.claims import ID
from rostra.debate import Debate, Entry
from rostra.errors import BadFile
from rostra.importing.account import Account, Imported, Place, speakers_of
from rostra.importing.ids import stated_id
from rostra.importing.places import line_of, places
from rostra.transcript import VERSION, Transcript

FAMILY = "rostra.transcript/"
_MOST = 2**31 - 1
"""What a slot may be: the stores keep 32 bits."""


def _first(text: str) -> Debate:
    """`rostra.transcript/1`: the entries, whatever the views say."""
    return Transcript.model_validate_json(text).debate()


VERSIONS: dict[str, Callable[[str], Debate]] = {VERSION: _first}
"""Version to its reader. A version that is replaced stays here, with a reader that brings it up to date."""


def is_own(value: object) -> bool:
    """Whether a JSON value is a transcript of Rostra's, of whatever version."""
    return isinstance(value, dict) and str(value.get("schema", "")).startswith(FAMILY)


def read_own(value: dict[str, Any], text: str, *, file: str, id_: str | None) -> Imported:
    """The debate as it was written. `BadFile` for an unknown version, and for what does not fit together."""
    version = str(value["schema"])
    if version not in VERSIONS:
        raise BadFile(
            f"is of the schema {version[:60]!r}, which this version of Rostra does not know.",
            file=file,
            line=line_of(text, ("schema",)),
            remedy=f"Upgrade Rostra. This one reads {', '.join(VERSIONS)}.",
        )
    try:
        debate = VERSIONS[version](text)
    except ValidationError as error:
        raise _unfit(error, text, file) from None
    if id_ is not None:
        debate = debate.model_copy(update={"id": id_})
    else:
        stated_id(debate.id, file=file, line=line_of(text, ("id",)))
    for problem, path in _problems(debate):
        raise BadFile(problem, file=file, line=line_of(text, path), remedy="Export it again, or mend the file.")
    _try_out(debate, file)
    return Imported(debate=debate, account=_account(debate, text, f"Rostra's JSON ({version})", file))


def _unfit(error: ValidationError, text: str, file: str) -> BadFile:
    first = error.errors(include_url=False, include_input=False)[0]
    path = tuple(part for part in first["loc"] if not (isinstance(part, str) and part in _KINDS))
    where = ".".join(map(str, path)) or "the whole"
    return BadFile(
        f"does not fit its schema at {where[:120]}: {first['msg']}.",
        file=file,
        line=line_of(text, path),
        remedy="Export it again, or mend that line.",
    )


_TIME = "has a time without a zone, or of an impossible year."
_KINDS = frozenset({"turn", "pass", "decision", "question", "stance", "ballot", "idea", "summary", "verdict", "notice"})
"""What pydantic puts into a path to say which kind of entry it tried."""


def _problems(debate: Debate) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """What would break a store or a screen later, with its place in the file."""
    if not _is_sound(debate.created):
        yield _TIME, ("created",)
    names = Counter(seat.name for seat in debate.cast)
    for number, seat in enumerate(debate.cast):
        if not seat.name or names[seat.name] > 1:
            yield f"has the seat {seat.name[:60]!r} more than once, or without a name.", ("cast", number, "name")
    if sum(seat.role == "moderator" for seat in debate.cast) != 1 and not debate.final:
        yield "has no moderator, or several.", ("cast",)
    slots: set[int] = set()
    for number, entry in enumerate(debate.entries):
        for field, problem in _entry_problems(entry, names.keys(), slots):
            yield problem, ("entries", number, field)
        if entry.slot is not None:
            slots.add(entry.slot)


def _entry_problems(entry: Entry, seats: Any, slots: set[int]) -> Iterator[tuple[str, str]]:
    if not _is_sound(entry.at):
        yield "at", _TIME
    if entry.started is not None and not _is_sound(entry.started):
        yield "started", _TIME
    for field in ("slot", "after", "round", "attempts"):
        value = getattr(entry, field)
        if value is not None and not 0 <= value <= _MOST:
            yield field, f"has {field} {str(value)[:20]}, which is out of range."
    if entry.slot in slots:
        yield "slot", f"closes slot {entry.slot} a second time."
    if (seat := getattr(entry, "seat", None)) is not None and entry.kind != "decision" and seat not in seats:
        yield "seat", f"has words of {str(seat)[:60]!r}, who is not in its cast."
    for claim in getattr(entry, "claims", ()):
        if not ID.fullmatch(claim.id):
            yield "claims", f"has the claim id {claim.id[:40]!r}, which is none."


def _is_sound(when: datetime) -> bool:
    return when.tzinfo is not None and 1 < when.year < 9000


def _try_out(debate: Debate, file: str) -> None:
    """What cannot even be written again is not stored."""
    try:
        Transcript.of(debate).model_dump_json()
    except Exception as error:
        raise BadFile(
            f"does not fit together: its entries and its format contradict each other ({type(error).__name__}).",
            file=file,
            remedy="Export it again.",
        ) from error


def _account(debate: Debate, text: str, format_: str, file: str) -> Account:
    missing = {n: e.missing for n, e in enumerate(debate.entries) if e.kind == "turn" and e.missing}
    lines: dict[int, int] = {}
    if missing:
        for path, line in places(text):
            if len(path) == 3 and path[0] == "entries" and path[2] == "text" and path[1] in missing:
                lines[int(path[1])] = line
    return Account(
        file=file,
        format=format_,
        id=debate.id,
        title=debate.title,
        speakers=speakers_of(debate),
        turns=len(debate.turns),
        claims=sum(len(entry.claims) for entry in debate.claimants),
        citations=sum(len(entry.replies) for entry in debate.claimants),
        dangling=tuple(Place(line=lines.get(n, 1), text=id_) for n, ids in missing.items() for id_ in ids),
    )
