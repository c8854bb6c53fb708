"""The argument map, drawn into the page."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.export.html.elements import Html


def graph(debate: Debate) -> Html | None:
    """Claims and the answers between them; nothing while no drawing is at hand."""
    return None


def printed(debate: Debate) -> Html | None:
    """The same for paper."""
    return graph(debate)
