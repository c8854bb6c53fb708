"""A spoken debate as WAV, with captions and chapters beside it."""

from __future__ import annotations

import io
import struct
import wave

from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.export import vtt
from rostra.export.formats import Progress
from rostra.export.spoken.engines import Engine
from rostra.export.spoken.reciting import reader_of, ready
from rostra.timing import plain

__all__ = ["ready", "render"]


def render(debate: Debate, *, engine: Engine | None = None, progress: Progress | None = None) -> dict[str, str | bytes]:
    """The sound (2.6 MB a minute with the usual voices), and two WebVTT tracks with its times."""
    reader = reader_of(debate, engine)
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(reader.engine.rate)
        timed = reader.read(sound.writeframesraw, progress)
    _annotate(file, debate)
    return {".wav": file.getvalue(), ".vtt": vtt.captions(debate, timed), ".chapters.vtt": vtt.chapters(debate, timed)}


def _annotate(file: io.BytesIO, debate: Debate) -> None:
    """A list of facts after the sound, for programs that show them: the title, and what this is."""
    facts = {b"INAM": plain(debate.title), b"ICMT": f"{disclosure(debate)} The voices are synthetic."}
    told = b"INFO" + b"".join(_chunk(name, fact.encode() + b"\0") for name, fact in facts.items())
    file.seek(0, io.SEEK_END)
    file.write(_chunk(b"LIST", told))
    size = file.tell() - 8
    file.seek(4)
    file.write(struct.pack("<I", size))


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
