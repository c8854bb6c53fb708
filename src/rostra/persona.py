"""Who can speak: one Markdown file, read."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from rostra.values import Value

Kind = Literal["real-person", "role", "fictional"]
SIMULATED_SUFFIX = "(simulated)"
"""How a byline ends whose words are not the person's own."""


class Source(Value):
    """Something that was opened and read for a persona or a scenario."""

    title: str
    url: str = ""
    read: date | None = None
    """The day it was read."""


class Persona(Value):
    """One persona file. The body is who they are, and reaches their prompt whole."""

    name: str
    """The slug it is found by; never a path."""
    display_name: str
    """The name people read: `Yann LeCun`."""
    description: str = ""
    model: str | None = None
    """As the file wrote it, when it can be understood: an alias, a model id, or `provider:model`."""
    kind: Kind | None = None
    """What is simulated. None counts as possibly real."""
    body: str = ""
    """Markdown."""
    as_of: date | None = None
    """The day its facts were true."""
    sources: tuple[Source, ...] = ()
    extra: dict[str, Any] = Field(default_factory=dict)
    """Front matter keys Rostra has no use for, kept as they were."""

    @property
    def byline(self) -> str:
        """The name as it stands over a turn. Whoever might be a real person is marked as simulated."""
        return self.display_name if self.kind == "role" else f"{self.display_name} {SIMULATED_SUFFIX}"
