"""Piper: neural voices from a model file of one's own, by the program `piper`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rostra.errors import BadFile, RostraError
from rostra.export.spoken.engines import Voice, program, run

_MOST = 60
_PACE = 160
"""Words a minute of a model as it is."""


class Piper:
    """Speaks by a model `voice.onnx`, with `voice.onnx.json` beside it. A model of several speakers gives as many voices; of one
    alone, they differ in pace only."""

    def __init__(self, model: Path) -> None:
        self._model = model
        settings = _settings(model)
        self._speakers = max(1, int(settings.get("num_speakers") or 1))
        self._rate = int((settings.get("audio") or {}).get("sample_rate") or 22_050)

    @property
    def rate(self) -> int:
        """As the model was made for."""
        return self._rate

    def voices(self, tag: str) -> tuple[Voice, ...]:
        """The same for each language: a model speaks its own, and whatever it is given."""
        count = max(self._speakers, _MOST)
        return tuple(Voice(str(n % self._speakers), pace=_PACE + 4 * (n // self._speakers)) for n in range(count))

    def say(self, text: str, voice: Voice) -> bytes:
        """Without the noise that makes it livelier, and never twice the same."""
        command = [program("piper", remedy="Put the program `piper` on the PATH, or unset ROSTRA_SPEECH.")]
        command += ["--model", str(self._model), "--output_raw", "--noise_scale", "0", "--noise_w", "0"]
        command += ["--length_scale", f"{_PACE / voice.pace:.3f}"]
        if self._speakers > 1:
            command += ["--speaker", voice.name]
        sound = run(command, f"{text}\n")
        return sound[: len(sound) & ~1]


def _settings(model: Path) -> dict[str, Any]:
    file = model.with_name(f"{model.name}.json")
    for needed in (model, file):
        if not needed.is_file():
            raise RostraError(
                f"There is no {needed}.", remedy="ROSTRA_SPEECH=piper:PATH names a model with its .json beside it."
            )
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFile(
            f"is no model's description: {error}", file=file, remedy="Get it again with its model."
        ) from error
    if not isinstance(settings, dict):
        raise BadFile("is no model's description", file=file, remedy="Get it again with its model.")
    return settings
