"""SRT: captions for players that know nothing newer. It has no way to escape anything, so what looks like markup is broken up unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rostra.debate import Debate
from rostra.export.vtt import arrowless, directed, named, stamp
from rostra.timing import Timeline, timeline

_JOINER = "\u2060"
"""Takes no room and means nothing."""
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|\{(?=[\\A-Za-z])")
"""What players take for a tag, HTML's or SubStation's."""


def render(debate: Debate) -> str:
    """Captions at the pace of a reader."""
    return "\n\n".join(_cues(timeline(debate))) + "\n"


def _cues(timed: Timeline) -> Iterator[str]:
    for number, (cue, name) in enumerate(named(timed.cues), start=1):
        lines = [*([name] if name else []), *cue.text.split("\n")]
        said = "\n".join(directed(_harmless(line)) for line in lines)
        yield f"{number}\n{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{said}"


def _harmless(line: str) -> str:
    return _MARKUP.sub(lambda found: found[0] + _JOINER, arrowless(line))
