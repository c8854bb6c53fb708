"""WebVTT and SRT: cues with a time, and a voice or a name. Cues of one speaker in a row are one turn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from rostra.errors import BadFile
from rostra.importing.draft import Draft, Said
from rostra.importing.names import sided, spoken

_TIMING = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?:\s.*)?"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]+([^>]{1,200})>")
_TAG = re.compile(r"</?[a-z0-9:.]{0,20}(?:[ .][^<>]{0,200})?>|\{\\[^{}]{0,40}\}", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[-–]|>>+)\s*")
_HEADER = re.compile(r"(?P<key>[A-Za-z]{1,20})\s*:\s*(?P<value>.{1,200})")


class _Cue(NamedTuple):
    line: int
    started: timedelta
    ended: timedelta
    payload: str


class _Segment(NamedTuple):
    """Words of one cue that belong together."""

    cue: _Cue
    name: str | None
    side: str | None
    text: str
    goes_on: bool
    """Whether, without a name, it can only be whoever spoke before."""


def read_vtt(text: str, *, file: str) -> Draft:
    """The draft of a WebVTT file. `BadFile`, with the line, where it is none or a time cannot be read."""
    if not text.lstrip("\ufeff").startswith("WEBVTT"):
        raise BadFile("does not begin with WEBVTT.", file=file, line=1)
    draft = Draft("WebVTT")
    for line in text.split("\n\n", 1)[0].split("\n")[1:]:
        found = _HEADER.fullmatch(line.strip())
        if found and found["key"].lower() == "language":
            draft.language = found["value"].strip()
        elif found and found["key"].lower() == "title":
            draft.title = found["value"].strip()
    return _gather(draft, text, file)


def read_srt(text: str, *, file: str) -> Draft:
    """The draft of an SRT file. `BadFile`, with the line, where a time cannot be read."""
    return _gather(Draft("SRT"), text, file)


def is_srt(text: str) -> bool:
    """Whether a text begins as SRT does."""
    first = [line for line in text[:400].split("\n") if line.strip()][:2]
    return len(first) == 2 and first[0].strip().isdigit() and _TIMING.fullmatch(first[1]) is not None


def _gather(draft: Draft, text: str, file: str) -> Draft:
    goes_on, voiced = 0, _VOICE.search(text) is not None
    for block_line, block in _blocks(text):
        cue = _cue(block_line, block, file)
        if cue is None:
            if block[0].startswith("NOTE"):
                draft.loose(block_line, "\n".join((block[0][4:], *block[1:])).strip(), code="note")
            elif not block[0].startswith(("WEBVTT", "STYLE", "REGION")):
                draft.loose(block_line, "\n".join(block))
            continue
        for segment in _segments(cue):
            goes_on += _put(draft, segment, voiced=voiced)
    if goes_on:
        draft.notes.append(f"Cues without a name were read as going on with whoever spoke before: {goes_on:,}.")
    return draft


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first."""
    block: list[str] = []
    for number, line in enumerate((*text.split("\n"), ""), start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(line: int, block: list[str], file: str) -> _Cue | None:
    place = next((n for n, each in enumerate(block[:2]) if "-->" in each), None)
    if place is None:
        return None
    found = _TIMING.fullmatch(block[place])
    if found is None:
        raise BadFile(
            f"has a cue whose time cannot be read: {block[place].strip()[:60]!r}.", file=file, line=line + place
        )
    started, ended = _clock(found.groups()[:4]), _clock(found.groups()[4:])
    return _Cue(line + place + 1, started, max(started, ended), "\n".join(block[place + 1 :]))


def _clock(parts: tuple[str | None, ...]) -> timedelta:
    hours, minutes, seconds, fraction = parts
    return timedelta(
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        milliseconds=int((fraction or "").ljust(3, "0")),
    )


def _segments(cue: _Cue) -> Iterator[_Segment]:
    first, *voiced = _VOICE.split(cue.payload)
    segment: _Segment | None = None
    for plain in filter(None, map(_plain, first.split("\n"))):
        found, dash = spoken(plain), _DASH.match(plain)
        if segment is not None and not found and not dash:  # the line before it, wrapped
            segment = segment._replace(text=f"{segment.text} {plain}".strip())
            continue
        if segment is not None:
            yield segment
        if found:
            segment = _Segment(cue, found.name, found.side, found.text, False)
        else:
            segment = _Segment(cue, None, None, plain[dash.end() :] if dash else plain, not dash)
    if segment is not None:
        yield segment
    for name, text in zip(voiced[::2], voiced[1::2], strict=True):
        who, side = sided(_plain(name))
        yield _Segment(cue, who, side, _plain(text), False)


def _plain(text: str) -> str:
    """Without tags, entities read, in one line."""
    return " ".join(html.unescape(_TAG.sub("", text)).replace("\u200e", "").split())


def _put(draft: Draft, segment: _Segment, *, voiced: bool) -> int:
    """Into the turn that is open, a new one, or among what belongs to nobody; 1 where a cue without a name was put to the turn."""
    cue = segment.cue
    last = draft.items[-1] if draft.items else None
    open_ = last if isinstance(last, Said) else None
    if segment.name is None:
        if open_ is None or not segment.goes_on or voiced:  # where others have a voice, no voice is nobody's
            draft.loose(cue.line, segment.text)
            return 0
        open_.pieces.append((cue.line, segment.text))
        open_.ended = cue.ended
        return 1
    if open_ is not None and open_.name == segment.name:
        open_.pieces.append((cue.line, segment.text))
        open_.ended = cue.ended
    else:
        draft.items.append(
            Said(
                segment.name,
                [(cue.line, segment.text)],
                glue=" ",
                side=segment.side,
                started=cue.started,
                ended=cue.ended,
            )
        )
    return 0
