"""From wishes to a debate."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostra.errors import NotFound, WrongUse
from rostra.loading import load_scenario
from rostra.preparing import Wishes, new_id, prepare
from rostra.settings import Settings

TWO = ("yann-lecun", "geoffrey-hinton")


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None)


def test_a_scenario_is_staged_as_written(settings: Settings) -> None:
    debate, notes = prepare("existential-risk", settings)
    assert [seat.name for seat in debate.debaters] == ["yann-lecun", "gary-marcus", "geoffrey-hinton", "stuart-russell"]
    assert debate.id.startswith("existential-risk-")
    assert {seat.model for seat in debate.cast} == {"offline"}
    assert len(notes) == 1


def test_a_scenario_value_and_its_name_are_the_same_debate(settings: Settings) -> None:
    by_value = prepare(load_scenario("existential-risk"), settings, Wishes(id="x")).debate
    by_name = prepare("existential-risk", settings, Wishes(id="x")).debate
    assert by_value.cast == by_name.cast


def test_a_topic_is_a_panel_where_nobody_says_otherwise(settings: Settings) -> None:
    debate = prepare("Is AI dangerous?", settings, Wishes(cast=TWO)).debate
    assert debate.format.name == "panel"
    assert debate.scenario.motion == "Is AI dangerous?"


def test_a_topic_with_a_slash_is_no_path(settings: Settings) -> None:
    assert prepare("AI/ML is hype", settings, Wishes(cast=TWO)).debate.scenario.motion == "AI/ML is hype"


def test_paths_in_a_scenario_start_where_it_lies(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text("---\nname: ada\nkind: role\n---\nYou are Ada.\n")
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: mine\ntitle: Mine\nmotion: Oh.\nformat: panel\ncast:\n  - persona: ./ada.md\n  - persona: yann-lecun\n"
    )
    assert prepare(file, settings).debate.debaters[0].persona.display_name == "Ada"


def test_a_persona_from_anywhere_is_found_by_its_folder(tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text("---\nname: ada\nkind: role\n---\nYou are Ada.\n")
    settings = Settings(_env_file=None, personas=(tmp_path,))
    assert (
        prepare("Cats are clever", settings, Wishes(cast=("ada", "yann-lecun"))).debate.seat("ada").persona.name
        == "ada"
    )


def test_models_follow_the_order_of_precedence() -> None:
    settings = Settings(_env_file=None, api_key="any")
    wishes = Wishes(model="sonnet", seats={"yann-lecun": "haiku"})
    debate, notes = prepare("existential-risk", settings, wishes)
    assert debate.seat("yann-lecun").model == "anthropic:claude-haiku-5-5"
    assert debate.seat("gary-marcus").model == "anthropic:claude-sonnet-5-5"
    assert notes == ()


@pytest.mark.parametrize("wishes", [Wishes(rounds=99), Wishes(words=1), Wishes(id="a b"), Wishes(id="")])
def test_what_is_out_of_bounds_is_refused(settings: Settings, wishes: Wishes) -> None:
    with pytest.raises(WrongUse):
        prepare("existential-risk", settings, wishes)


@pytest.mark.parametrize(
    "wishes", [Wishes(me=("nobody",)), Wishes(seats={"nobody": "offline"}), Wishes(format="nothing")]
)
def test_what_is_not_there_is_named(settings: Settings, wishes: Wishes) -> None:
    with pytest.raises(NotFound, match="There is no"):
        prepare("existential-risk", settings, wishes)


def test_ids_differ_and_are_valid(settings: Settings) -> None:
    ids = {new_id("a-name") for _ in range(50)}
    assert len(ids) == 50
    assert prepare("existential-risk", settings, Wishes(id=ids.pop())).debate.id.startswith("a-name-")
