"""WebVTT: captions that any player shows. The disclosure is the first, the speaker's name stands over each turn and is its voice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from rostra.debate import Debate
from rostra.disclosure import disclosure, simulated
from rostra.timing import Cue, Timeline, plain, tag_of, timeline

_RIGHT_TO_LEFT = "\u200f"


def render(debate: Debate) -> str:
    """Captions at the pace of a reader."""
    return captions(debate, timeline(debate))


def captions(debate: Debate, timed: Timeline) -> str:
    """The captions of a debate, timed as they are."""
    return "\n\n".join([*_head(debate, "captions"), *_cues(timed)]) + "\n"


def chapters(debate: Debate, timed: Timeline) -> str:
    """Its chapters, as WebVTT has them: a track of its own."""
    cues = [
        f"{number}\n{stamp(chapter.start)} --> {stamp(chapter.end)}\n{_escaped(chapter.title)}"
        for number, chapter in enumerate(timed.chapters, start=1)
    ]
    return "\n\n".join([*_head(debate, "chapters"), *cues]) + "\n"


def stamp(seconds: float, point: str = ".") -> str:
    """`01:02:03.450`."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def named(cues: tuple[Cue, ...]) -> Iterator[tuple[Cue, str]]:
    """Each caption, with the name that stands over it: over the first of a turn, unless it was announced."""
    for before, cue in pairwise((None, *cues)):
        assert cue is not None
        announced = before is not None and before.part == "announcement"
        yield cue, f"{cue.byline}:" if cue.first and cue.byline and not announced and cue.part != "announcement" else ""


def directed(line: str) -> str:
    """A line that is mostly written from right to left says so first: a number or a name at its start would turn it around."""
    ways = [unicodedata.bidirectional(sign) for sign in line]
    right = sum(way in ("R", "AL") for way in ways)
    return f"{_RIGHT_TO_LEFT}{line}" if right > ways.count("L") else line


def arrowless(text: str) -> str:
    """Text in which nothing looks like the arrow between two times."""
    return re.sub(r"--(?=>)", "-- ", text)


def _head(debate: Debate, kind: str) -> Iterator[str]:
    yield f"WEBVTT {arrowless(_in_line(debate.title))}\nKind: {kind}\nLanguage: {tag_of(debate.scenario.language)}"
    real = ", ".join(simulated(debate))
    facts = {
        "Disclosure": disclosure(debate),
        "Simulated": real,
        "Motion": debate.scenario.motion,
        "Debate": debate.id,
        "Format": debate.format.title,
        "Created": debate.created.isoformat(),
    }
    told = "\n".join(f"{label}: {_in_line(fact)}" for label, fact in facts.items() if fact.strip())
    yield f"NOTE\n{arrowless(told)}"


def _cues(timed: Timeline) -> Iterator[str]:
    begins = {chapter.start: chapter.title for chapter in timed.chapters}
    for number, (cue, name) in enumerate(named(timed.cues), start=1):
        if cue.first and cue.start in begins:
            yield f"NOTE Chapter: {arrowless(begins[cue.start])}"
        lines = [_escaped(directed(line)) for line in [*([name] if name else []), *cue.text.split("\n")]]
        said = "\n".join(lines)
        voiced = f"<v {_escaped(cue.byline)}>{said}</v>" if cue.byline else said
        yield f"{number}\n{stamp(cue.start)} --> {stamp(cue.end)}\n{voiced}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_line(text: str) -> str:
    return " ".join(plain(text).split())
