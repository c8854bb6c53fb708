"""Text in a drawing that has no browser yet to measure it: about how wide it is, in lines that fit. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NARROW = frozenset("iljtfrI.,:;'’!|()[]{}/\\ -`")
_WIDE = frozenset("mwMW@%—…&")
_AMPLE = 1.1
"""Fonts differ; the widest of those a page falls back to still fits."""
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_PIECE = re.compile(r"\S+\s*|\s+")


@lru_cache(maxsize=8_192)
def width_of(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif font of that size; rather too wide than too narrow."""
    return sum(map(_width, text)) * size * _AMPLE


@lru_cache(maxsize=4_096)
def _width(character: str) -> float:
    """In parts of the size."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0 if ord(character) < 0x1F000 else 1.3
    if character in _NARROW:
        return 0.36
    if character in _WIDE or ord(character) > 0xFFFF:
        return 0.98
    if character.isupper():
        return 0.72
    return 0.58 if ord(character) < 0x2E80 else 1.0


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """The text in at most that many lines, each at most `room` wide: by words, by letters where a word is longer than a line."""
    lines, used = [""], 0.0
    for piece in _pieces(text, room, size):
        if used + width_of(piece.rstrip(), size) <= room:
            lines[-1] += piece
            used += width_of(piece, size)
        elif len(lines) < most:
            lines.append(piece)
            used = width_of(piece, size)
        else:
            lines[-1] = _shortened(lines[-1], room, size)
            break
    return [line.strip() for line in lines]


def is_rtl(text: str) -> bool:
    """Whether a text is read from right to left: as its first letter is."""
    first = _LETTER.search(text)
    return bool(first and _RTL.match(first[0]))


def _pieces(text: str, room: float, size: float) -> list[str]:
    pieces: list[str] = []
    for word in _PIECE.findall(text):
        pieces += [word] if width_of(word.rstrip(), size) <= room else list(word)
    return pieces


def _shortened(line: str, room: float, size: float) -> str:
    line = line.rstrip()
    while line and width_of(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
