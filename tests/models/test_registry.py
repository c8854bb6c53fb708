from __future__ import annotations

import pytest

from model_calls import KEY, make_request, said
from rostra.errors import WrongUse
from rostra.models.registry import Models, open_model
from rostra.models.scripted import Scripted
from rostra.settings import Settings

KEYED = Settings(_env_file=None, api_key=KEY)


async def test_a_model_is_opened_once() -> None:
    async with Models(KEYED) as models:
        opus = models.get("anthropic:claude-opus-5-5")
        assert models.get("anthropic:claude-opus-5-5") is opus
        assert opus.name == "anthropic:claude-opus-5-5"
        assert models.get("offline").name == "offline"


async def test_models_can_be_given_in_the_place_of_names() -> None:
    mine = Scripted(["Mine."])
    async with Models(KEYED, given={"anthropic:claude-opus-5-5": mine}) as models:
        assert models.get("anthropic:claude-opus-5-5") is mine


async def test_scripted_speaks_without_a_script() -> None:
    text, finished = await said(open_model("scripted", KEYED), make_request())
    assert text
    assert finished.model == "scripted"


@pytest.mark.parametrize("spec", ["antropic:claude-opus-5-5", "opus", "anthropic:", "nobody:x"])
def test_what_is_no_model_is_refused(spec: str) -> None:
    with pytest.raises(WrongUse, match="There is no model"):
        Models(KEYED).get(spec)


def test_a_provider_nearly_right_is_suggested() -> None:
    with pytest.raises(WrongUse, match="Did you mean 'anthropic'"):
        Models(KEYED).get("antropic:claude-opus-5-5")


def test_claude_without_a_key_says_how_to_add_one() -> None:
    with pytest.raises(WrongUse, match="ANTHROPIC_API_KEY"):
        Models(Settings(_env_file=None, api_key=None)).get("anthropic:claude-opus-5-5")
