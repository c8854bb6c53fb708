"""The claims, one a row, with what became of each."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.export import tables
from rostra.export.csv import written


def render(debate: Debate) -> str:
    """The table `claims` as CSV."""
    return written(tables.claims(debate))
