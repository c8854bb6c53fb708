"""The chapters of a debate, a phase each: the WebVTT track that stands beside its captions."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.export import vtt
from rostra.timing import timeline


def render(debate: Debate) -> str:
    """Chapters at the pace of a reader, as the captions are."""
    return vtt.chapters(debate, timeline(debate))
