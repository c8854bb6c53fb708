"""Bytes on disk -> text: bounded, decoded, with Unix line ends. Nothing else in Rostra opens a file of the user's."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable
from pathlib import Path

from rostra.errors import BadFile, NotFound
from rostra.values import Value

MAX_BYTES = 256 * 1024

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")


class Note(Value):
    """A repair that reading a file needed: what a face shows as a warning, and a strict reader raises."""

    file: str
    line: int | None = None
    """From 1; None where it concerns the whole file."""
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"

    def error(self) -> BadFile:
        """The same as an error."""
        return BadFile(self.text, file=self.file, line=self.line)


Warn = Callable[[Note], None]
"""Where repairs are told."""


def read_text(path: Path, warn: Warn) -> str:
    """The text of a file of at most 256 KB, decoded and tidied. NotFound, or BadFile when it cannot be read as text."""
    return tidy(decode(read_bytes(path), path, warn), path, warn)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of at most 256 KB."""
    try:
        if not path.exists():
            raise NotFound("file", str(path), remedy="Check the path.")
        if not path.is_file():
            raise BadFile("is not a file.", file=path, remedy="Name a file, not a folder or a device.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise BadFile(f"cannot be read: {reason}.", file=path) from error
    if len(data) > MAX_BYTES:
        raise BadFile(f"is larger than {MAX_BYTES // 1024} KB.", file=path, remedy="Keep what matters, or split it.")
    return data


def decode(data: bytes, file: Path | str, warn: Warn) -> str:
    """UTF-8, or UTF-16 with its mark; anything else is read as Windows-1252, with a warning."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        warn(Note(file=str(file), line=1, text="is UTF-16; save it as UTF-8."))
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise BadFile("is not text: it contains zero bytes.", file=file)
    if data.startswith(codecs.BOM_UTF8):
        warn(Note(file=str(file), line=1, text="starts with a byte order mark; save it without."))
        data = data[len(codecs.BOM_UTF8) :]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data[error.start : error.start + 1].hex()
        warn(Note(file=str(file), line=line, text=f"is not UTF-8 (byte 0x{found}); read as Windows-1252."))
        return data.decode("cp1252", errors="replace")


def tidy(text: str, file: Path | str, warn: Warn) -> str:
    """Unix line ends, and no control characters: they can drive a terminal."""
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        warn(Note(file=str(file), line=line, text="has Windows line ends; save it with Unix line ends."))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        warn(
            Note(file=str(file), line=line, text=f"contains control characters (0x{ord(found.group()):02x}); removed.")
        )
        text = _CONTROL.sub("", text)
    return text
