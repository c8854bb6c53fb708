"""A persona's place in one debate, and the name that stands over its words."""

from __future__ import annotations

import operator
from typing import Literal

from pydantic import Field

from rostra.persona import Persona
from rostra.values import Value


class Seat(Value):
    """A persona's place in one debate."""

    name: str
    """Unique in the cast."""
    persona: Persona
    role: Literal["debater", "moderator", "audience"] = "debater"
    side: str | None = None
    mark: str | None = None
    """The letters its claims begin with, `A` … `Z`, `AA` …; none for moderator and audience."""
    model: str | None = None
    """What writes its words, resolved: `anthropic:claude-opus-5-5`, `offline`, …"""
    human: bool = False
    evidence: tuple[str, ...] = ()
    imported: bool = Field(default=False, exclude_if=operator.not_)
    """Its words were read from a file that was not staged here: nothing is known of who spoke, but the name."""

    @property
    def byline(self) -> str:
        """The name over a turn. A person who holds the seat is not simulated; an imported name stands as its file has it."""
        return self.persona.display_name if self.human or self.imported else self.persona.byline
