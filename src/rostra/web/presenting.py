"""What a presentation is given beside the debate's feed: which of its phases vote, and the code by which phones get to its audience."""

from __future__ import annotations

from typing import Any

from rostra.debate import Debate
from rostra.web import audience

CLOSED = (
    "No code for phones here: this studio is open to this machine alone. Started with “rostra studio --share”, it shows one by which "
    "the room votes and asks."
)
NOT_YOURS = "No code for phones here: whoever staged this debate has it, and can let a room in."


def polls(debate: Debate) -> list[dict[str, str]]:
    """The phases in which something is voted on: `name`, `title`, and `how`, `vote` on the motion or `rank` ideas."""
    found = [phase for phase in debate.format.phases if phase.slot in ("vote", "rank")]
    return [{"name": phase.name, "title": phase.title, "how": phase.slot} for phase in found]


def code(debate_id: str) -> dict[str, Any] | None:
    """The QR code that invites phones to vote and to ask; None where no phone gets to this studio."""
    if not audience.reachable():
        return None
    size, path = audience.qr_svg_path(audience.invitation(debate_id))
    return {"size": size, "path": path}
