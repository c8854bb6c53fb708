"""A colour and initials for each seat. Never the only sign of who speaks: names and claim letters stand beside them.

Six colours for light ground and six for dark. Text in them can be read (contrast 4.5 or more), and any two can be told apart with
red-green blindness too; `tests/web/test_colours.py` computes both.
"""

from __future__ import annotations

from rostra.debate import Debate

LIGHT = ("#1c5fc4", "#82350d", "#4f2a75", "#2e7566", "#7a2540", "#836c14")
DARK = ("#9fc3f7", "#e58f4b", "#c98ae6", "#5fd3a3", "#e0788f", "#e6cf5e")
GROUNDS = {"light": ("#fdfcf9", "#f3f1ea"), "dark": ("#14171c", "#1e232b")}
"""Backgrounds of the theme (`.streamlit/config.toml`): the page, and what is set apart on it."""


def colour_of(debate: Debate, seat: str) -> int | None:
    """Which of the colours a seat has, by its place; they come round again. None for moderator and audience."""
    names = [each.name for each in debate.debaters]
    return names.index(seat) % len(LIGHT) if seat in names else None


def initials(name: str) -> str:
    """One or two letters: the first of the first word and of the last."""
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return (letters[0] + letters[-1] if len(letters) > 1 else "".join(letters)).upper()
