"""Whether the beginning of a line is a speaker's name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

SIDES = frozenset(
    {"pro", "con", "for", "against", "proposition", "opposition", "affirmative", "negative", "government"}
)
MODERATORS = frozenset({"moderator", "the moderator", "host", "chair", "chairman", "chairwoman", "facilitator"})
_LABELS = frozenset(
    re.findall(
        r"\S+",
        """note notes motion topic title date proposition resolution example summary conclusion source sources language
        warning tip license licence version author authors requirements usage installation keywords abstract reference
        references update edit disclaimer attention remember first second third fourth finally however therefore http https
        e.g i.e ps p.s todo also and but so then""",
    )
)
"""What ends with a colon at the beginning of a line and is no name."""
_PARTICLES = frozenset(re.findall(r"\w+", "of the and de van von der den la le du da di dos al bin ibn el y ter zu af"))
_CLOCK = r"[\[(]?(?P<{0}>(?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}}(?:[.,]\d{{1,3}})?)[\])]?"
_SPOKEN = re.compile(
    rf"\s{{0,8}}(?:(?:[-–•]|>>+)\s*)?(?:{_CLOCK.format('clock')}\s*[-–]?\s*)?"
    rf"(?P<name>[^\s:*_#\[\](){{}}<>|\"“”`][^:\n*#<>|\"“”`]{{0,78}}?)\s*(?:{_CLOCK.format('later')})?\s*:(?:\s+(?P<text>.*)|$)",
    re.DOTALL,
)
_ASIDE = re.compile(r"(?P<name>.*?)\s*[(\[,–-]\s*(?P<side>[A-Za-z]+)\s*[)\]]?", re.DOTALL)


class Spoken(NamedTuple):
    """A line that begins with a name."""

    name: str
    side: str | None
    text: str
    clock: timedelta | None = None


def spoken(line: str) -> Spoken | None:
    """`Name: text`, with a dash or a time before it or a time behind the name; None where no name can be meant."""
    found = _SPOKEN.match(line)
    if found is None:
        return None
    name, side = sided(found["name"])
    if not is_name(name):
        return None
    clock = found["clock"] or found["later"]
    return Spoken(name, side, (found["text"] or "").strip(), offset(clock) if clock else None)


def sided(name: str) -> tuple[str, str | None]:
    """`Ada (pro)` as ("Ada", "pro"); a name that is a side alone stands for it."""
    name = " ".join(name.split())
    found = _ASIDE.fullmatch(name)
    if found and found["side"].casefold() in SIDES and found["name"]:
        return found["name"], found["side"]
    return name, name if name.casefold() in SIDES else None


def is_name(name: str) -> bool:
    """Whether it has the shape of a name: one to six words, none of them plain prose."""
    words = name.split()
    if not 1 <= len(words) <= 6 or len(name) > 60 or name.casefold().strip(".") in _LABELS:
        return False
    if not any(letter.isalpha() for letter in name) or name[-1] in ",;!?…-":
        return False
    return all(_fits(word, alone=len(words) == 1) for word in words)


def _fits(word: str, *, alone: bool) -> bool:
    bare = word.strip("().,&/#'’")
    if not bare:
        return word in ("&", "/")
    sentence = word[-1] in ".,;" and len(bare) > 4
    return not sentence and (alone or not bare[0].islower() or bare in _PARTICLES or bare.startswith(("d'", "d’")))


def offset(clock: str) -> timedelta:
    """`1:02:03.5` or `02:03` as the time since the beginning."""
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return timedelta(seconds=seconds)
