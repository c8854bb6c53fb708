"""What turns text into sound, and how it is chosen."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from builders import a_debate, shipped_format
from rostra.errors import RostraError, WrongUse
from rostra.export.spoken import wav
from rostra.export.spoken.engines import Voice, engine_of
from rostra.export.spoken.espeak import Espeak
from rostra.export.spoken.piper import Piper

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng: make system-deps")

FAKE = """#!{python}
import json, sys
text = sys.stdin.buffer.read().decode()
with open({log!r}, "a") as log:
    log.write(json.dumps([sys.argv[1:], text]) + "\\n")
if "break" in text:
    sys.exit("the model is broken")
sys.stdout.buffer.write(b"\\x00\\x20" * 1600)
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of three speakers, and a program `piper` that notes down what it is asked."""
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "piper"
    fake.write_text(FAKE.format(python=sys.executable, log=str(tmp_path / "log")))
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    model = tmp_path / "voice.onnx"
    model.write_bytes(b"")
    model.with_name("voice.onnx.json").write_text(json.dumps({"num_speakers": 3, "audio": {"sample_rate": 16_000}}))
    return model


def asked(model: Path) -> list[tuple[list[str], str]]:
    return [tuple(json.loads(line)) for line in (model.parent / "log").read_text().splitlines()]


def test_piper_gets_text_on_its_standard_input_and_a_speaker_a_voice(model: Path) -> None:
    piper = Piper(model)
    voices = piper.voices("en")
    assert piper.rate == 16_000
    assert len(set(voices)) == len(voices) >= 52
    assert [voice.name for voice in voices[:4]] == ["0", "1", "2", "0"]
    sound = piper.say("$(touch here); `ls` --model x", voices[2])
    ((arguments, text),) = asked(model)
    assert len(sound) == 3_200
    assert text == "$(touch here); `ls` --model x\n"
    assert arguments[:3] == ["--model", str(model), "--output_raw"]
    assert arguments[-2:] == ["--speaker", "2"]


def test_the_setting_chooses_the_engine(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_SPEECH", f"piper:{model}")
    files = wav.render(a_debate(shipped_format("oxford"), 2))
    assert asked(model)[0][1].startswith("A simulated debate")
    assert set(files) == {".wav", ".vtt", ".chapters.vtt"}
    assert isinstance(engine_of(None), Espeak)
    assert isinstance(engine_of("espeak-ng"), Espeak)


@pytest.mark.parametrize("setting", ["festival", "piper", "piper:", "espeak-ng:x"])
def test_an_engine_there_is_not_is_told_with_those_there_are(setting: str) -> None:
    with pytest.raises(WrongUse, match=r"ROSTRA_SPEECH takes espeak-ng, or piper:"):
        engine_of(setting)


def test_what_piper_needs_and_has_not_is_named(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RostraError, match=r"There is no .*other\.onnx\."):
        Piper(tmp_path / "other.onnx")
    with pytest.raises(RostraError, match=r"piper did not speak: the model is broken\."):
        Piper(model).say("break", Voice("0"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RostraError, match="need piper, which is not installed"):
        Piper(model).say("word", Voice("0"))
    model.with_name("voice.onnx.json").write_text("{")
    with pytest.raises(WrongUse, match=r"voice\.onnx\.json: is no model's description"):
        Piper(model)


@needs_espeak
def test_espeak_has_more_voices_than_a_debate_has_seats_and_none_twice() -> None:
    voices = Espeak().voices("en")
    assert len(set(voices)) == len(voices) >= 54
    assert all(0 <= voice.pitch <= 99 and 120 <= voice.pace <= 220 for voice in voices)
    assert len(Espeak().voices("de")) == len(voices)


@needs_espeak
def test_espeak_takes_no_orders_from_what_it_reads() -> None:
    espeak = Espeak()
    voice = espeak.voices("en")[0]
    plain = espeak.say("one two", voice)
    assert len(plain) > espeak.rate // 2
    assert espeak.say("[[wVn]] $(ls) <speak>", voice)
    assert espeak.say("-v de --stdout", voice) != plain
    assert espeak.say("", voice) == b""


@needs_espeak
@pytest.mark.parametrize("tag", ["en", "de", "fr", "ja", "zh", "es", "he", "ar"])
def test_espeak_has_voices_for_a_language(tag: str) -> None:
    assert Espeak().voices(tag)


@needs_espeak
def test_kanji_without_kakasi_are_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    espeak = Espeak()
    voice = espeak.voices("ja")[0]
    (tmp_path / "espeak-ng").symlink_to(str(shutil.which("espeak-ng")))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert espeak.say("これはテストです", voice)
    with pytest.raises(RostraError, match=r"kakasi, which is not installed\. .*reads no kanji.*apt install kakasi"):
        espeak.say("人工知能", voice)
