"""Spoken debates, heard by measuring."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import wave
from array import array
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import webvtt

from builders import NOON, a_debate, shipped_format
from rostra.debate import Debate, Question, Turn
from rostra.errors import RostraError
from rostra.export import FORMATS, packed, write
from rostra.export.spoken import mp3, wav
from rostra.export.spoken.engines import Voice
from rostra.export.spoken.script import assigned, spoken_lines
from rostra.export.spoken.script import voice_of as place_of

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng: make system-deps")
needs_kakasi = pytest.mark.skipif(shutil.which("kakasi") is None, reason="needs kakasi: make system-deps")

POINT = "Networks that learn from the world itself will surprise all of us."


class Tones:
    """An engine whose voices are tones: a tenth of a second a word, at a pitch that is the voice's."""

    rate = 8_000

    def __init__(self) -> None:
        self.said: list[tuple[str, Voice]] = []

    def voices(self, tag: str) -> tuple[Voice, ...]:
        return tuple(Voice(f"{tag}-{n}", pitch=n) for n in range(20))

    def say(self, text: str, voice: Voice) -> bytes:
        self.said.append((text, voice))
        period = 20 + 4 * voice.pitch
        samples = [9_000 if n % period < period // 2 else -9_000 for n in range(800 * len(text.split()))]
        return bytes(2_000) + array("h", samples).tobytes() + bytes(1_000)


@cache
def spoken_debate() -> Debate:
    debate = a_debate(shipped_format("oxford"), 2)
    real = debate.cast[0].persona.model_copy(update={"display_name": "Yann LeCun", "kind": "real-person"})
    debate = debate.model_copy(update={"cast": (debate.cast[0].model_copy(update={"persona": real}), *debate.cast[1:])})
    return debate.append(
        Turn(seat="moderator", text="Welcome.", slot=1, phase="introduction", at=NOON),
        Turn(seat="aaa", text=f"{POINT} [A1.1] **Really.**", slot=2, phase="openings", at=NOON),
        Turn(seat="bbb", text=f"{POINT} (rebuts [A1.1])", slot=3, phase="openings", at=NOON),
        Question(text="Why?", by="A listener", slot=None, after=3, phase="questions", at=NOON),
    )


def seconds(stamp: str) -> float:
    hours, minutes, rest = stamp.split(":")
    return 3_600 * int(hours) + 60 * int(minutes) + float(rest)


def sound_of(files: dict[str, str | bytes]) -> tuple[array[int], int]:
    content = files[".wav"]
    assert isinstance(content, bytes)
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return array("h", file.readframes(file.getnframes())), file.getframerate()


def captions_of(files: dict[str, str | bytes]) -> list[webvtt.Caption]:
    return list(webvtt.from_string(str(files[".vtt"])))


def test_the_disclosure_is_said_first_and_says_that_the_voices_are_synthetic() -> None:
    engine = Tones()
    wav.render(spoken_debate(), engine=engine)
    assert engine.said[0][0].startswith("A simulated debate:")
    assert engine.said[0][0].endswith("The voices are synthetic.")


def test_each_speaker_is_announced_and_nothing_written_is_read_out() -> None:
    engine = Tones()
    wav.render(spoken_debate(), engine=engine)
    said = [text for text, _ in engine.said]
    assert said[said.index("Yann LeCun, simulated:") + 1] == POINT
    assert said[said.index("Yann LeCun, simulated:") + 2] == "Really."
    assert said[said.index("Bbb:") + 1] == POINT
    assert said[said.index("A listener asks:") + 1] == "Why?"
    assert not [text for text in said if re.search(r"[*\[]|A1\.1|rebuts", text)]


def test_every_seat_has_a_voice_of_its_own_and_always_the_same() -> None:
    debate = a_debate(shipped_format("panel"), 8, audience=3)
    places = assigned(debate)
    assert len(set(places.values())) == len(places) == 9
    assert places == assigned(debate)
    floor = next(line for line in spoken_lines(spoken_debate()) if line.part == "question")
    assert place_of(floor, assigned(spoken_debate())) not in assigned(spoken_debate()).values()


def test_captions_have_the_times_of_the_voices_and_silence_lies_between_turns() -> None:
    engine = Tones()
    files = wav.render(spoken_debate(), engine=engine)
    samples, rate = sound_of(files)
    shown = captions_of(files)
    assert seconds(shown[-1].end) == pytest.approx(len(samples) / rate, abs=0.001)
    gaps = {round(seconds(later.start) - seconds(one.end), 2) for one, later in pairwise(shown)}
    assert gaps == {0.0, 0.25, 0.6}
    for one, later in pairwise(shown):
        between = samples[round(seconds(one.end) * rate) + 10 : round(seconds(later.start) * rate) - 10]
        assert not any(between)
    # A tenth of a second a word.
    point = next(caption for caption in shown if caption.text.endswith("Really."))
    assert seconds(point.end) - seconds(point.start) == pytest.approx(0.1, abs=0.002)


def test_the_sound_says_what_it_is_to_programs_too() -> None:
    files = wav.render(spoken_debate(), engine=Tones())
    content = files[".wav"]
    assert isinstance(content, bytes)
    assert struct.unpack("<I", content[4:8])[0] == len(content) - 8
    assert b"INFOINAM" in content
    assert b"A simulated debate" in content[-400:]


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[float] = []
    wav.render(spoken_debate(), engine=Tones(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1, abs=0.02)
    assert len(told) > 8


def test_what_no_voice_can_say_is_shown_for_a_moment() -> None:
    class Mute(Tones):
        def say(self, text: str, voice: Voice) -> bytes:
            return bytes(4_000)

    shown = captions_of(wav.render(spoken_debate(), engine=Mute()))
    assert all(caption.start < caption.end for caption in shown)


def test_each_language_is_spoken_by_its_voices_and_english_words_by_english_ones() -> None:
    debate = a_debate(shipped_format("oxford"), 2, language="German").append(
        Turn(seat="aaa", text="Die Gefahr ist groß, und niemand misst sie.", slot=1, phase="openings", at=NOON),
        Turn(seat="bbb", text="The danger is not as great as the headlines.", slot=2, phase="openings", at=NOON),
    )
    engine = Tones()
    wav.render(debate, engine=engine)
    voices = {text: voice.name.partition("-")[0] for text, voice in engine.said}
    assert voices[engine.said[0][0]] == "en"
    assert any("Die Stimmen sind synthetisch." in text and tag == "de" for text, tag in voices.items())
    assert voices["Die Gefahr ist groß, und niemand misst sie."] == "de"
    assert voices["The danger is not as great as the headlines."] == "en"


def test_mp3_has_title_disclosure_and_chapters_and_its_captions_fit() -> None:
    pytest.importorskip("lameenc")
    if shutil.which("ffprobe") is None:
        pytest.skip("needs ffprobe: make system-deps")
    engine = Tones()
    engine.rate = 22_050
    files = mp3.render(spoken_debate(), engine=engine)
    probe = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-of", "json", "-"]
    done = subprocess.run(probe, input=files[".mp3"], capture_output=True, check=True)
    told = done.stdout.decode()
    assert '"title": "A test"' in told
    assert "The voices are synthetic." in told
    titles = re.findall(r'"title": "([^"]+)"', told)
    chapters = [caption.text for caption in webvtt.from_string(str(files[".chapters.vtt"]))]
    assert titles[: len(chapters)] == chapters == ["A test", "Introduction", "Openings", "Questions from the floor"]


def test_the_same_debate_gives_the_same_sound() -> None:
    pytest.importorskip("lameenc")
    for module in (wav, mp3):
        engines = [Tones(), Tones()]
        for engine in engines:
            engine.rate = 16_000
        one, other = (module.render(spoken_debate(), engine=engine) for engine in engines)
        assert one == other


@needs_espeak
def test_espeak_speaks_distinct_voices_without_clipping_and_the_same_each_time(tmp_path: Path) -> None:
    path = write(spoken_debate(), tmp_path / "debate.wav")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["debate.chapters.vtt", "debate.vtt", "debate.wav"]
    files: dict[str, str | bytes] = {".wav": path.read_bytes(), ".vtt": (tmp_path / "debate.vtt").read_text()}
    assert write(spoken_debate(), tmp_path / "again.wav").read_bytes() == files[".wav"]
    samples, rate = sound_of(files)
    shown = captions_of(files)
    assert max(map(abs, samples)) < 32_000
    assert seconds(shown[-1].end) == pytest.approx(len(samples) / rate, abs=0.001)
    # The same words in two mouths: about as long, at another pitch.
    first, second = (
        samples[round(seconds(start) * rate) : round(seconds(end) * rate)]
        for start, end in [
            (caption.start, later.end)
            for caption, later in pairwise(shown)
            if "Networks" in caption.text and "surprise" in later.text
        ]
    )
    assert 3 < len(first) / rate < 6
    assert abs(pitch(first, rate) - pitch(second, rate)) > 15


def pitch(samples: array[int], rate: int) -> float:
    """Hertz, the median over windows: where a window is most like itself a moment later."""
    found = []
    for at in range(0, len(samples) - 1_600, 1_600):
        window = samples[at : at + 1_600]
        if sum(map(abs, window)) < 800 * len(window):
            continue
        lags = range(rate // 350, rate // 60, 2)
        alike = [sum(a * b for a, b in zip(window[: -max(lags)], window[lag:], strict=False)) for lag in lags]
        found.append(rate / lags[alike.index(max(alike))])
    return sorted(found)[len(found) // 2]


@needs_espeak
@needs_kakasi
def test_japanese_is_read_out_and_not_spelled_as_chinese_letters() -> None:
    debate = a_debate(shipped_format("oxford"), 2, language="Japanese").append(
        Turn(seat="aaa", text="人工知能は危険です。", slot=1, phase="openings", at=NOON)
    )
    shown = captions_of(wav.render(debate))
    (said,) = [caption for caption in shown if "人工知能は危険です。" in caption.text]
    assert 1 < seconds(said.end) - seconds(said.start) < 4


@needs_espeak
def test_a_language_nobody_has_a_voice_for_is_told_with_what_to_do() -> None:
    debate = a_debate(shipped_format("oxford"), 2, language="Klingon")
    with pytest.raises(RostraError, match=r"no voice for the language 'und'\. .*ROSTRA_SPEECH=piper:"):
        wav.render(debate)


def test_without_espeak_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        RostraError, match=r"espeak-ng, which is not installed\. .*make system-deps.*apt install espeak-ng"
    ):
        write(spoken_debate(), tmp_path / "debate.wav")
    assert list(tmp_path.iterdir()) == []


@needs_espeak
def test_several_files_are_handed_over_as_a_zip() -> None:
    assert isinstance(content := packed(FORMATS[".wav"], a_debate(shipped_format("oxford"), 2)), bytes)
    assert content.startswith(b"PK")
