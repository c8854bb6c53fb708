"""The debate as JSON lines, `rostra.lines/1`: a header, then an entry a line in append order. Together they are all of it.

The header has everything of a debate but its entries, and beside it `disclosure`, `simulated` and `bylines`; `read` makes the debate again.
"""

from __future__ import annotations

import json

from rostra.debate import Debate
from rostra.disclosure import disclosure, simulated
from rostra.export.words import json_line

VERSION = "rostra.lines/1"
_SAID_BESIDE = ("schema", "disclosure", "simulated", "bylines")


def render(debate: Debate) -> str:
    """A line of JSON for the header and for each entry."""
    about = debate.model_dump(mode="json", exclude={"entries"})
    header = {
        "schema": VERSION,
        "disclosure": disclosure(debate),
        "simulated": simulated(debate),
        "bylines": {seat.name: seat.byline for seat in debate.cast},
    } | about
    entries = [entry.model_dump_json() for entry in debate.entries]
    return "".join(f"{json_line(line)}\n" for line in (json.dumps(header, ensure_ascii=False), *entries))


def read(text: str) -> Debate:
    """The debate that was written. pydantic's `ValidationError`, or `ValueError`, for anything else."""
    header, *entries = [json.loads(line) for line in text.split("\n") if line]
    if header.get("schema") != VERSION:
        raise ValueError(f"not {VERSION}: {header.get('schema')!r}")
    about = {key: value for key, value in header.items() if key not in _SAID_BESIDE}
    return Debate.model_validate(about | {"entries": entries})
