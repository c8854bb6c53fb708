"""The ideas of a brainstorm, one a row."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.export import tables
from rostra.export.csv import written


def render(debate: Debate) -> str:
    """The table `ideas` as CSV."""
    return written(tables.ideas(debate))
