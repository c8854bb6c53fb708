from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rostra.errors import WrongUse
from rostra.settings import Settings

SECRET = "sk-ant-secret-0123456789"


def test_the_environment_outranks_env_file_and_env_file_outranks_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ROSTRA_ATTEMPTS=5\nROSTRA_DEADLINE=60\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("ROSTRA_DEADLINE", "90")
    settings = Settings()
    assert (settings.attempts, settings.deadline, settings.in_flight) == (5, 90, 8)


def test_a_key_in_env_file_is_found_and_trimmed() -> None:
    Path(".env").write_text(f"ANTHROPIC_API_KEY='{SECRET} '\n")
    settings = Settings()
    assert settings.has_key
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == SECRET


def test_an_empty_key_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")
    assert not Settings().has_key


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(api_key=SECRET)
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET + "’")
    with pytest.raises(WrongUse, match="ANTHROPIC_API_KEY") as caught:
        Settings()
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r}"


def test_a_variable_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_IN_FLIGHT", "many")
    with pytest.raises(WrongUse, match="ROSTRA_IN_FLIGHT cannot be read"):
        Settings()


def test_persona_folders_are_separated_as_in_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROSTRA_PERSONAS", os.pathsep.join([str(tmp_path), "", "~/more"]))
    assert Settings().personas == (tmp_path, Path.home() / "more")


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, rostra.settings, rostra.models.choose, rostra.models.registry; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"anthropic", "aiohttp", "httpx2", "langchain_core", "yaml"} & set(loaded)
