from __future__ import annotations

from datetime import date

import pytest

from rostra.errors import WrongUse
from rostra.models.choose import choose_model, resolve_model
from rostra.settings import Settings

NOW = date(2026, 10, 1)
KEYED = Settings(_env_file=None, api_key="k")
KEYLESS = Settings(_env_file=None, api_key=None)


@pytest.mark.parametrize(
    ("spec", "model"),
    [
        ("opus", "anthropic:claude-opus-5-5"),
        ("Sonnet", "anthropic:claude-sonnet-5-5"),
        (" haiku ", "anthropic:claude-haiku-5-5"),
        ("claude-sonnet-4-6", "anthropic:claude-sonnet-4-6"),
        ("claude-haiku-4-5-20251001", "anthropic:claude-haiku-4-5"),
        ("anthropic:opus", "anthropic:claude-opus-5-5"),
        ("anthropic:claude-of-next-year", "anthropic:claude-of-next-year"),
        ("openai:gpt-x", "openai:gpt-x"),
        ("ollama:qwen3:4b", "ollama:qwen3:4b"),
        ("offline", "offline"),
        ("scripted", "scripted"),
        ("inherit", None),
        ("", None),
        (None, None),
    ],
)
def test_what_files_and_options_write(spec: str | None, model: str | None) -> None:
    assert resolve_model(spec, KEYED, today=NOW) == (model, ())


@pytest.mark.parametrize("junk", ["claude-3-opus-20240229", "sonnet[1m]", "nobody:model", "openai:", "gpt-x"])
def test_junk_falls_back_to_the_default_and_says_so(junk: str) -> None:
    choice = resolve_model(junk, KEYED, today=NOW)
    assert choice.model == "anthropic:claude-opus-5-5"
    assert choice.warnings[0].endswith("anthropic:claude-opus-5-5 speaks instead.")


def test_junk_in_an_option_is_refused_with_what_was_probably_meant() -> None:
    with pytest.raises(WrongUse, match="Did you mean 'opus'"):
        choose_model(None, None, "opsu", None, KEYED)
    with pytest.raises(WrongUse, match="Did you mean 'anthropic'"):
        choose_model("antropic:opus", None, None, None, KEYED)


def test_a_model_that_retires_is_announced_then_succeeded() -> None:
    soon = resolve_model("claude-sonnet-4-5", KEYED, today=date(2026, 11, 23))
    gone = resolve_model("claude-sonnet-4-5", KEYED, today=date(2026, 11, 30))
    assert soon.model == "anthropic:claude-sonnet-4-5"
    assert "2026-11-30" in soon.warnings[0]
    assert gone.model == "anthropic:claude-sonnet-5-5"
    assert "was retired" in gone.warnings[0]


@pytest.mark.parametrize(
    ("seat_flag", "scenario_seat", "model_flag", "persona", "model"),
    [
        ("haiku", "sonnet", "opus", "offline", "anthropic:claude-haiku-5-5"),
        (None, "sonnet", "opus", "offline", "anthropic:claude-sonnet-5-5"),
        (None, None, "haiku", "sonnet", "anthropic:claude-haiku-5-5"),
        (None, None, None, "sonnet", "anthropic:claude-sonnet-5-5"),
        (None, None, None, "inherit", "anthropic:claude-opus-5-5"),
        (None, "opus", "offline", "opus", "offline"),
        ("haiku", "opus", "offline", "opus", "anthropic:claude-haiku-5-5"),
    ],
)
def test_precedence(
    seat_flag: str | None, scenario_seat: str | None, model_flag: str | None, persona: str | None, model: str
) -> None:
    assert choose_model(seat_flag, scenario_seat, model_flag, persona, KEYED).model == model


def test_without_a_key_files_speak_offline_and_options_are_refused() -> None:
    assert choose_model(None, "sonnet", None, "opus", KEYLESS).model == "offline"
    assert choose_model(None, None, None, None, KEYLESS).model == "offline"
    assert choose_model(None, None, None, "openai:gpt-x", KEYLESS).model == "openai:gpt-x"
    with pytest.raises(WrongUse, match="ANTHROPIC_API_KEY"):
        choose_model(None, None, "opus", None, KEYLESS)


def test_a_default_that_is_no_model_is_named_as_the_setting_it_is() -> None:
    with pytest.raises(WrongUse, match="ROSTRA_DEFAULT_MODEL"):
        choose_model(None, None, None, None, Settings(_env_file=None, api_key="k", default_model="ops"))
