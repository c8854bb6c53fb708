"""Bytes -> text: bounded, decoded, and without what could drive a screen."""

from __future__ import annotations

import codecs
import re

from rostra.errors import BadFile
from rostra.loading.text import Note, decode

MAX_BYTES = 50 * 1024 * 1024

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the order of letters around."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_size(name: str, size: int) -> None:
    """`BadFile` for more than 50 MB."""
    if size > MAX_BYTES:
        raise BadFile(
            f"has {size / 1024 / 1024:,.1f} MB; the limit is {MAX_BYTES // 1024 // 1024} MB.",
            file=name,
            remedy="Split it, one debate a file.",
        )


def decoded(name: str, content: bytes, notes: list[str]) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252, with a note; Unix line ends. `BadFile` for what is no text."""
    check_size(name, len(content))
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" in content:
        raise _no_text(name, content[: content.index(b"\0")].count(b"\n"))
    text = decode(content, name, lambda note: _tell(note, notes))
    if "\0" in text:
        raise _no_text(name, text[: text.index("\0")].count("\n"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def scrubbed(text: str, notes: list[str]) -> str:
    """The text without control characters and without those that reorder letters; said in a note when there were any."""
    if found := _UNFIT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        _say_once(notes, f"Control characters were removed, the first in line {line} (U+{ord(found[0]):04X}).")
        text = _UNFIT.sub("", text)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _no_text(name: str, lines: int) -> BadFile:
    return BadFile("is not text: it contains zero bytes.", file=name, line=lines + 1, remedy="Save it as UTF-8.")


def _tell(note: Note, notes: list[str]) -> None:
    if "byte order mark" not in note.text and "UTF-16" not in note.text:
        where = f" in line {note.line}" if note.line else ""
        _say_once(notes, f"The file{where} {note.text}")


def _say_once(notes: list[str], note: str) -> None:
    if note not in notes:
        notes.append(note)
