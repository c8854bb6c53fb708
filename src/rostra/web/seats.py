"""Seats that people hold: by whom, and how long their words are waited for. In this process's memory; a transcript shows names only."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rostra.web.scene import Frame


class Seats:
    """All people's seats of this process. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._holders: dict[tuple[str, str], str] = {}
        self._deadlines: dict[str, float] = {}

    def take(self, debate_id: str, seat: str, who: str) -> bool:
        """Hold a seat, first come first served; False when somebody else does."""
        return self._holders.setdefault((debate_id, seat), who) == who

    def leave(self, debate_id: str, seat: str, who: str) -> None:
        """Give a seat back. Nothing happens when somebody else holds it."""
        if self._holders.get((debate_id, seat)) == who:
            del self._holders[debate_id, seat]

    def holder(self, debate_id: str, seat: str) -> str | None:
        """Who holds a seat; None where it is free."""
        return self._holders.get((debate_id, seat))

    def wait(self, debate_id: str, seconds: float) -> None:
        """From now on a turn is waited for, for so long."""
        self._deadlines[debate_id] = time.time() + seconds

    def wait_no_more(self, debate_id: str) -> None:
        """The words came, or somebody passed."""
        self._deadlines.pop(debate_id, None)

    def is_late(self, debate_id: str) -> bool:
        """Whether a turn was waited for until now."""
        due = self._deadlines.get(debate_id)
        return due is not None and time.time() >= due - 0.5

    def told(self, debate_id: str, status: Frame, *, pausing: bool) -> Frame:
        """A status with what only this process knows of it. `key` changes when a page has other buttons to offer."""
        waiting: Sequence[Frame] = [
            each | {"held": self.holder(debate_id, each["seat"]) is not None} for each in status["waiting"]
        ]
        seats = [f"{each['seat']}@{each['slot']}{'+' if each['held'] else ''}" for each in waiting]
        return status | {
            "waiting": waiting,
            "deadline": self._deadlines.get(debate_id),
            "pausing": pausing,
            "key": " ".join([status["state"], *(["pausing"] if pausing else []), *seats]),
        }
