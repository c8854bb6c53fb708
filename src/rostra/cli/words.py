"""Text from a debate as rich text: claim numbers small, nothing in it able to drive the terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.text import Text

from rostra.claims import ID, split_id
from rostra.cli.printing import clean
from rostra.debate import Debate

_ID = r"[A-Z]{1,2}\d{1,3}\.\d{1,3}"
_REFERENCE = re.compile(
    rf"\([^()\[\]\n]{{0,40}}\[{_ID}\](?:[^()\n]{{0,40}}\[{_ID}\])*\)|[\[(][^\[\]()\n]{{0,24}}{_ID}[^\[\]()\n]{{0,40}}[\])]"
)
_BEGUN = re.compile(r"\s*[\[(][^\])\n]{0,24}\Z|\s*\([^)\n]{0,24}\[[^)\n]{0,24}\Z")
"""A marker that is not whole yet."""


def styled(text: str, marks: Mapping[str, str], *, growing: bool = False) -> Text:
    """A text with its markers dim, and each claim's number in the colour of whoever made it.

    A `growing` text may end in the middle of a marker, which is left out until it is whole.
    """
    plain = clean(text).strip()
    said = Text(_BEGUN.sub("", plain) if growing else plain)
    for reference in _REFERENCE.finditer(said.plain):
        said.stylize("dim", *reference.span())
        for found in ID.finditer(said.plain, *reference.span()):
            said.stylize(marks.get(split_id(found[0])[0], ""), *found.span())
    return said


def who(debate: Debate, name: str) -> str:
    """The name over what somebody said: a seat's byline, or whoever it is."""
    return next((seat.byline for seat in debate.cast if seat.name == name), name)


def title_of(debate: Debate, name: str) -> str:
    """The name of a seat inside a sentence; a side, or anything else, as it is."""
    return next((seat.persona.display_name for seat in debate.cast if seat.name == name), name)
