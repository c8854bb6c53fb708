"""Lossless JSON, `rostra.transcript/1`."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.transcript import Transcript


def render(debate: Debate) -> str:
    """The transcript document, indented; the same bytes for the same debate."""
    return Transcript.of(debate).model_dump_json(by_alias=True, indent=2) + "\n"
