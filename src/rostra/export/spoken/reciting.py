"""A debate read out, passage by passage, into whatever takes sound; and when each word of it was said."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass

from rostra.debate import Debate
from rostra.export.formats import Progress
from rostra.export.spoken.engines import Engine, Voice, engine_of
from rostra.export.spoken.script import assigned, pauses, spoken_lines, voice_of
from rostra.timing import GAP, Timeline, language_of, lay_out, tag_of, unwrapped

BREATH = 0.25
"""Seconds of silence between two sentences, and after a name."""
_QUIET = 160
"""Of 32,767: below it is silence."""
_NOT_SAID = re.compile(r"[*_`#|~<>]+")
"""Signs that some voices read out."""

Write = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a debate out."""

    debate: Debate
    engine: Engine

    def read(self, write: Write, progress: Progress | None = None) -> Timeline:
        """Everything, in order; what is written is 16 bit, mono, little endian, at the engine's rate. Never more than a passage is kept."""
        lines = spoken_lines(self.debate)
        waits = pauses(lines, GAP, BREATH)
        whole = sum(len(line.text) for line in lines)
        places, own = assigned(self.debate), tag_of(self.debate.scenario.language)
        durations: list[list[float]] = []
        done = 0
        for number, (line, wait) in enumerate(zip(lines, waits, strict=True)):
            if number:
                write(self._silence(wait))
            voice = self._voice(language_of(line.text, own), voice_of(line, places))
            seconds: list[float] = []
            for passage in line.passages:
                breath = BREATH if len(seconds) < len(line.passages) - 1 else 0.0
                sound = self._said(unwrapped(passage), voice) + self._silence(breath)
                write(sound)
                seconds.append(len(sound) / 2 / self.engine.rate)
                done += sum(map(len, passage))
                if progress:
                    progress(min(1.0, done / whole))
            durations.append(seconds)
        return lay_out(self.debate, lines, durations, _exact(waits, self.engine.rate))

    def _said(self, text: str, voice: Voice) -> bytes:
        sound = _trimmed(self.engine.say(_NOT_SAID.sub(" ", text), voice))
        # What no voice can say, an emoji or a dash, is shown for a moment nevertheless.
        return sound or self._silence(BREATH)

    def _voice(self, tag: str, place: int) -> Voice:
        voices = self.engine.voices(tag)
        return voices[place % len(voices)]

    def _silence(self, seconds: float) -> bytes:
        return bytes(2 * round(seconds * self.engine.rate))


def reader_of(debate: Debate, engine: Engine | None = None) -> Reader:
    """A reader with that engine, or the one of the settings."""
    return Reader(debate, engine or _usual())


def ready() -> None:
    """`RostraError` where nothing speaks here."""
    _usual().voices("en")


def _usual() -> Engine:
    from rostra.settings import Settings

    return engine_of(Settings().speech)


def _trimmed(sound: bytes) -> bytes:
    """Without the silence at its ends, so that pauses are as long as they are meant to be."""
    samples = array("h", sound)
    first, last = 0, len(samples)
    while first < last and abs(samples[first]) < _QUIET:
        first += 1
    while last > first and abs(samples[last - 1]) < _QUIET:
        last -= 1
    return samples[first:last].tobytes()


def _exact(waits: list[float], rate: int) -> list[float]:
    """Waits as whole samples have them."""
    return [round(wait * rate) / rate for wait in waits]
