"""What the views of a transcript are given: plain JSON, made from a debate and its scene. Pure; drawn by `assets/flow.js` and its like."""

from __future__ import annotations

from typing import Literal, get_args

from rostra.debate import Debate
from rostra.web.argument_map import argument_map
from rostra.web.flow_table import flow_table
from rostra.web.measures import measures
from rostra.web.scene import Frame

View = Literal["Read", "Flow sheet", "Argument map", "Synthesis", "Numbers"]
VIEWS: tuple[View, ...] = get_args(View)

_HEAD = ("type", "id", "title", "disclosure", "language", "cast")


def outline(scene: Frame) -> Frame:
    """A scene without what was said: its head, and the claims and replies, which numbers are looked up in."""
    items = [{**item, "text": ""} for item in scene["items"] if item.get("claims") or item.get("replies")]
    return {name: scene[name] for name in _HEAD} | {"items": items, "open": [], "status": None}


def flow_data(debate: Debate, scene: Frame) -> Frame | None:
    """For the flow sheet; None while nobody has claimed anything."""
    return {"outline": outline(scene), "flow": flow_table(debate)} if _claimed(debate) else None


def map_data(debate: Debate, scene: Frame) -> Frame | None:
    """For the argument map; None while nobody has claimed anything."""
    return {"outline": outline(scene), "map": argument_map(debate)} if _claimed(debate) else None


def numbers_data(debate: Debate, scene: Frame) -> Frame | None:
    """For what can be counted; None while nothing can."""
    counted = measures(debate)
    said = any(row["turns"] for row in counted["airtime"]) or counted["polls"] or counted["stances"]
    return {"outline": outline(scene), "measures": counted} if said else None


def outcome_data(scene: Frame) -> Frame | None:
    """For what came of it: the synthesis, verdicts, clusters of ideas; while there is none, how it stood when it was last summed up."""
    parts = [
        {"title": title, "items": found}
        for title, kind, scope in (
            ("", "sections", "synthesis"),
            ("Verdict", "verdict", None),
            ("Ideas", "sections", "clusters"),
        )
        if (found := [each for each in scene["items"] if each["kind"] == kind and each.get("scope") == scope])
    ]
    rolling = [each for each in scene["items"] if each["kind"] == "rolling"]
    if not parts and rolling:
        parts = [{"title": "So far", "items": rolling[-1:]}]
    return {"outline": outline(scene), "parts": parts} if parts else None


def _claimed(debate: Debate) -> bool:
    return any(entry.claims for entry in debate.claimants)
