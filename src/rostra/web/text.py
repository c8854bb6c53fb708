"""Text from personas, models and people, as Markdown that shows it and does nothing else.

Streamlit draws Markdown. Nothing in a debate may become an image that is fetched, a link, HTML, a formula or a heading; what is
left to a speaker is emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rostra.claims import ID, split_id

_SPECIAL = re.compile(r"[\\`\[\](){}<>#+\-.!|~$:&=^\"@/]")
_EMPHASIS = re.compile(r"[*_]")
_LATE = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=:)(?=[\w/+-]+:)|(?<=[<-])(?=[->])|(?<=[<>~])(?==)", re.IGNORECASE
)
"""Where links, emoji codes, icons and signs begin that are made after the escapes are gone."""
_JOINER = "\u2060"
"""Shows nothing, and is no part of any of those."""
_MARKER = re.compile(
    r"\((?P<word>[a-z]+) (?P<answered>\[[^\[\]()]+\](?:, ?\[[^\[\]()]+\])*)\)|\[(?P<id>[A-Z]{1,2}\d{1,3}\.\d{1,3})\]"
)


def plain(text: str) -> str:
    """The text as it is, on one line."""
    return _EMPHASIS.sub(r"\\\g<0>", _safe(" ".join(text.split())))


def spoken(text: str, colours: Mapping[str, str]) -> str:
    """What was said: paragraphs and emphasis kept, claim numbers as small badges in the colour of the mark that made them.

    `colours`: mark to a colour of Streamlit's.
    """
    pieces, end = [], 0
    for marker in _MARKER.finditer(text):
        ids = [found[0] for found in ID.finditer(marker[0])]
        if not ids:
            continue
        pieces += [_safe(text[end : marker.start()]), _drawn(marker["word"], ids, colours)]
        end = marker.end()
    said = "".join([*pieces, _safe(text[end:])])
    return "\n\n".join(
        "  \n".join(line.strip() for line in part.splitlines()) for part in re.split(r"\n\s*\n", said.strip())
    )


def badge(claim_id: str, colours: Mapping[str, str]) -> str:
    """A claim's number, small."""
    return f":small[:{colours.get(split_id(claim_id)[0], 'gray')}[{claim_id}]]"


def _drawn(word: str | None, ids: list[str], colours: Mapping[str, str]) -> str:
    numbers = " ".join(badge(id_, colours) for id_ in ids)
    return f":small[:gray[{word}]] {numbers}" if word else numbers


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _LATE.sub(_JOINER, text))
