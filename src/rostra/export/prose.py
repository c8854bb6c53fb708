"""What somebody said, as paragraphs, lists and emphasis, with claim numbers and replies found in it. The only markup that speakers have.

It reads what `web/assets/drawing.js` reads: a transcript looks alike wherever it is read. Whatever else there is stays text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from rostra.claims import ID

REFERENCE = re.compile(r"\((?:(?P<word>[a-z]+) )?(?P<ids>\[[A-Z]{1,2}\d+\.\d+\](?:, ?\[[A-Z]{1,2}\d+\.\d+\])*)\)")
NUMBER = re.compile(r"\[(?P<own>[A-Z]{1,2}\d{1,3}\.\d{1,3})\](?!\()")
_MARKER = re.compile(rf"{REFERENCE.pattern}|{NUMBER.pattern}")
_EMPHASIS = re.compile(
    r"\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|(?<!\w)_([^_\s][^_\n]*)_(?!\w)|`([^`\n]+)`"
)
_BULLET = re.compile(r"(?:[-*•]|\d+[.)])\s+")
_LEAD = re.compile(r"#{1,6}\s+|>\s?")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str
    look: Literal["", "strong", "em", "code"] = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A claim's number where the claim is made; once in a document."""

    id: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Numbers of claims that somebody points at; `word` says what is done with them, if it was said."""

    ids: tuple[str, ...]
    word: str = ""


Span = Words | Number | Reference


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[tuple[Span, ...], ...]
    first: int | None = None
    """The number of the first item; None where they have none."""


Block = Paragraph | Bullets


def prose(text: str, own: Collection[str] = ()) -> tuple[Block, ...]:
    """A text's blocks. `own` are the ids of the claims made in it: the first place of each is its `Number`, all others are references."""
    left = set(own)
    return tuple(_block(lines, left) for part in re.split(r"\n\s*\n", text.strip()) if (lines := _lines(part)))


def running(text: str, own: Collection[str] = ()) -> tuple[Block, ...]:
    """The blocks of a text from a file, where a line ends because the page did: the lines of a paragraph run on."""
    blocks = prose(text, own)
    return tuple(block if isinstance(block, Bullets) else Paragraph((_run_on(block.lines),)) for block in blocks)


def numbers_in(blocks: Collection[Block]) -> frozenset[str]:
    """The claims that are made in these blocks, as far as their numbers stand there."""
    rows = [row for block in blocks for row in (block.items if isinstance(block, Bullets) else block.lines)]
    return frozenset(span.id for row in rows for span in row if isinstance(span, Number))


def line(text: str, own: Collection[str] = ()) -> tuple[Span, ...]:
    """A text that is to stand on one line."""
    return tuple(_spans(" ".join(text.split()), set(own)))


def _lines(part: str) -> list[str]:
    return [stripped for each in part.split("\n") if (stripped := each.strip())]


def _block(lines: list[str], left: set[str]) -> Block:
    if all(_BULLET.match(each) for each in lines) and (len(lines) > 1 or lines[0][0] in "-*•"):
        items = tuple(tuple(_spans(_BULLET.sub("", each, count=1), left)) for each in lines)
        first = re.match(r"\d+", lines[0])
        return Bullets(items, int(first[0]) if first else None)
    return Paragraph(tuple(tuple(_spans(_unled(each), left)) for each in lines))


def _run_on(lines: tuple[tuple[Span, ...], ...]) -> tuple[Span, ...]:
    first, *others = lines
    return (*first, *(span for each in others for span in (Words(" "), *each)))


def _unled(text: str) -> str:
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def _spans(text: str, left: set[str]) -> Iterator[Span]:
    end = 0
    for marker in _MARKER.finditer(text):
        yield from _emphasised(text[end : marker.start()])
        if (id_ := marker["own"]) and id_ in left:
            left.discard(id_)
            yield Number(id_)
        else:
            yield Reference(tuple(found[0] for found in ID.finditer(marker[0])), marker["word"] or "")
        end = marker.end()
    yield from _emphasised(text[end:])


def _emphasised(text: str) -> Iterator[Words]:
    end = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > end:
            yield Words(text[end : match.start()])
        strong, em = match[1] or match[2], match[3] or match[4]
        yield Words(strong, "strong") if strong else Words(em, "em") if em else Words(match[5], "code")
        end = match.end()
    if end < len(text):
        yield Words(text[end:])
