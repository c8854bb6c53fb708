"""The argument map in a page: the picture of `svg_map`, in the page's colours."""

from __future__ import annotations

import re

from rostra.debate import Debate
from rostra.export.html.elements import Attributes, Html, tag, told
from rostra.export.svg_map import draw

_STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)


def graph(debate: Debate) -> tuple[Html | None, str]:
    """Claims and the answers between them, and the picture's style sheet; nothing where nobody claimed anything.

    The style sheet is apart because a page lets only one apply, its own.
    """
    if not any(entry.claims for entry in debate.claimants):
        return None, ""
    drawn = draw(debate, embedded=True)
    style = _STYLE.search(drawn)
    assert style is not None  # it has one, whatever it shows
    picture = Html(_STYLE.sub("", drawn, count=1))
    held: Attributes = {"class": "map", "tabindex": 0, "role": "region", "aria-label": "Argument map"}
    return tag("section", {"id": "map"}, tag("h2", {}, told("Argument map")), tag("div", held, picture)), style[1]
