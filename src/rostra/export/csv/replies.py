"""Who answered which claim, and how: an answer a row."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.export import tables
from rostra.export.csv import written


def render(debate: Debate) -> str:
    """The table `replies` as CSV."""
    return written(tables.replies(debate))
