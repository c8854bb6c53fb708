"""The tag before an MP3's sound, ID3 2.3: the title, what this is, and the chapters that podcast players show."""

from __future__ import annotations

import struct

from rostra.debate import Debate
from rostra.disclosure import disclosure, simulated
from rostra.timing import Timeline, plain

_NO_OFFSET = b"\xff\xff\xff\xff"


def tag(debate: Debate, timed: Timeline) -> bytes:
    """The whole tag."""
    said = f"{disclosure(debate)} The voices are synthetic."
    frames = [
        _text(b"TIT2", plain(debate.title)),
        _text(b"TLEN", str(round(timed.end * 1000))),
        _frame(b"COMM", b"\x01eng" + _utf16("") + _utf16(said)),
        _frame(b"TXXX", b"\x01" + _utf16("Simulated") + _utf16(", ".join(simulated(debate)))),
        *_chapters(timed),
    ]
    content = b"".join(frames)
    return b"ID3\x03\x00\x00" + _seven_bits(len(content)) + content


def _chapters(timed: Timeline) -> list[bytes]:
    shown = timed.chapters[:255]  # a table of contents counts in one byte
    names = [b"chapter%d\0" % number for number, _ in enumerate(shown, start=1)]
    contents = _frame(b"CTOC", b"contents\0\x03" + bytes([len(names)]) + b"".join(names))
    return [
        contents,
        *(
            _frame(
                b"CHAP",
                name
                + struct.pack(">II", round(chapter.start * 1000), round(chapter.end * 1000))
                + 2 * _NO_OFFSET
                + _text(b"TIT2", chapter.title),
            )
            for name, chapter in zip(names, shown, strict=True)
        ),
    ]


def _text(name: bytes, text: str) -> bytes:
    return _frame(name, b"\x01" + _utf16(text))


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">I", len(content)) + b"\0\0" + content


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le", "replace") + b"\0\0"


def _seven_bits(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
