"""eSpeak NG: small, plainly synthetic, always offline; a hundred languages."""

from __future__ import annotations

import re
from functools import cache

from rostra.errors import RostraError
from rostra.export.spoken.engines import Voice, program, run

_INSTALL = "Install it with `make system-deps`, or `apt install espeak-ng`."
_KAKASI = "Install it with `make system-deps`, or `apt install kakasi`."
_NAMES = {"en": "en-us", "zh": "cmn", "no": "nb"}
_KINDS = (
    ("f4", 50, 160), ("f4", 95, 168), ("m3", 40, 165), ("m7", 80, 160), ("m4", 15, 168), ("m5", 95, 155),
    ("m6", 65, 150), ("m2", 25, 172), ("m8", 75, 165), ("m3", 99, 158), ("m5", 10, 165), ("f4", 10, 172),
)  # fmt: skip
"""Variant, pitch, words a minute. The moderator's, the floor's, then the debaters': neighbours lie far apart. None of a
variant with breath: its noise is not always the same."""
_TIMES = 5
"""How often the variants are gone through, each time at another pitch and pace: more voices than a debate has seats."""
_HAN = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class Espeak:
    """Speaks by the program `espeak-ng`, a process a passage."""

    rate = 22_050

    def voices(self, tag: str) -> tuple[Voice, ...]:
        """Variants of the language's voice."""
        _espeak()  # what is known of its voices was asked of it once
        language = _NAMES.get(tag, tag)
        if not _knows(language):
            raise RostraError(
                f"espeak-ng has no voice for the language {tag!r}.",
                remedy="`espeak-ng --voices` lists those it has; ROSTRA_SPEECH=piper:/path/of/model.onnx brings one's own.",
            )
        return tuple(
            Voice(f"{language}+{variant}", (pitch + 19 * time) % 100, pace + 4 * time)
            for time in range(_TIMES)
            for variant, pitch, pace in _KINDS
        )

    def say(self, text: str, voice: Voice) -> bytes:
        """Japanese is read to it in kana: it knows no kanji."""
        command = [
            _espeak(),
            "-v",
            voice.name,
            "-p",
            str(voice.pitch),
            "-s",
            str(voice.pace),
            "-a",
            "90",
            "-b",
            "1",
            "-z",
        ]
        # Between double brackets it would read phonemes.
        text = text.replace("[[", "[ [")
        if voice.name.startswith("ja+") and _HAN.search(text):
            kakasi = program("kakasi", remedy=f"espeak-ng reads no kanji; kakasi spells them out. {_KAKASI}")
            text = run([kakasi, "-i", "utf8", "-o", "utf8", "-JH", "-s"], text).decode(errors="replace")
        return _samples(run([*command, "--stdin", "--stdout"], text))


def _espeak() -> str:
    return program("espeak-ng", remedy=_INSTALL)


@cache
def _knows(language: str) -> bool:
    espeak = _espeak()
    try:
        run([espeak, "-v", language, "-q", "--stdin"], "a")
    except RostraError:
        return False
    return True


def _samples(wave: bytes) -> bytes:
    """What is in a streamed WAV, which does not know its own length."""
    at = wave.find(b"data")
    sound = wave[at + 8 :] if at >= 0 else b""
    return sound[: len(sound) & ~1]
