"""A face for each seat: initials on a colour, drawn here, fetched from nowhere."""

from __future__ import annotations

from functools import cache

COLOURS = {
    "blue": "#1c6fd1",
    "orange": "#b8520b",
    "violet": "#7c4fd0",
    "green": "#1d7f4e",
    "red": "#c8343a",
    "gray": "#5f6672",
}
"""A colour of Streamlit's by name, in the order seats take them, and the avatar's: white on it can be read."""


@cache
def avatar(name: str, colour: str) -> str:
    """An SVG, 40 by 40. Of the name only letters and digits are drawn."""
    initials = "".join(word[0] for word in name.split() if word[0].isalnum())
    shown = (initials[0] + initials[-1] if len(initials) > 1 else initials).upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">'
        f'<rect width="40" height="40" rx="8" fill="{COLOURS[colour]}"/>'
        '<text x="20" y="21" fill="#fff" font-family="sans-serif" font-size="16" font-weight="600" '
        f'text-anchor="middle" dominant-baseline="middle">{shown}</text></svg>'
    )
