"""`rostra schema` and `rostra graph`: the shapes that other programs rely on."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

SCHEMAS = ("transcript", "persona", "scenario", "format", "event", "entry")


def schema(name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of: {', '.join(SCHEMAS)}.")]) -> None:
    """The JSON schema of a document, a file or a line."""
    from pydantic import TypeAdapter

    from rostra.debate import Entry
    from rostra.errors import NotFound
    from rostra.events import Event
    from rostra.format import Format
    from rostra.persona import Persona
    from rostra.scenario import Scenario
    from rostra.transcript import Transcript

    shapes: tuple[Any, ...] = (Transcript, Persona, Scenario, Format, Event, Entry)
    known = dict(zip(SCHEMAS, shapes, strict=True))
    if name not in known:
        raise NotFound("schema", name, known)
    shape: TypeAdapter[Any] = TypeAdapter(known[name])
    sys.stdout.write(json.dumps(shape.json_schema(), indent=2, ensure_ascii=False) + "\n")


def graph() -> None:
    """The state machine that runs every debate, as Mermaid."""
    from rostra.stage import picture

    sys.stdout.write(picture().strip() + "\n")
