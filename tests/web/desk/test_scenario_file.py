"""What is saved reads back as what it was, and nothing is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from builders import shipped_format
from rostra.loading import list_scenarios, load_format, load_scenario
from rostra.loading.casting import seated as staged_seats
from rostra.loading.scenarios import check_scenario, read_scenario
from rostra.scenario import FloorQuestion, Listener, Moderating, Scenario, SeatPlan
from rostra.web.desk.begin import guest_file
from rostra.web.desk.draft import GUEST, Draft, about, begun, in_format, recast, seated, taken, unseated, written_by
from rostra.web.desk.scenario_file import GUEST_FILE, beside, saved, scenario_yaml

OXFORD, PANEL = shipped_format("oxford"), shipped_format("panel")


def written(scenario: Scenario, folder: Path) -> Path:
    path = folder / f"{scenario.name}.yaml"
    path.write_text(scenario_yaml(scenario), encoding="utf-8")
    return path


def checked(draft: Draft, folder: Path, *given: str) -> Scenario:
    """Saved, found faultless, and read again."""
    scenario = saved(draft, given)
    path = written(scenario, folder)
    assert [str(note) for note in check_scenario(path)] == []
    assert load_scenario(path) == scenario
    return scenario


@pytest.mark.parametrize("name", [scenario.name for scenario in list_scenarios()])
def test_every_shipped_scenario_is_saved_as_it_is(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    assert checked(begun(scenario), tmp_path) == scenario


def test_a_plan_made_anew_is_staged_the_same_from_its_file(tmp_path: Path) -> None:
    draft = begun(load_scenario("existential-risk"))
    draft = recast(draft, ["timnit-gebru", "regulator", "gary-marcus", "gary-marcus"], OXFORD)
    draft = written_by(draft, "gary-marcus-2", "haiku").with_(rounds=1, words=60, language="German")
    scenario = checked(in_format(draft, load_format("parliamentary"), OXFORD), tmp_path)
    assert scenario.cast[-1].seat is None
    assert [plan.side for plan in scenario.cast] == ["government", "government", "opposition", "opposition"]
    assert staged_seats(scenario, load_format("parliamentary")).cast[-1].seat == "gary-marcus-2"


def test_the_model_for_everybody_is_written_where_nobody_has_one() -> None:
    draft = written_by(begun(load_scenario("existential-risk")), "gary-marcus", "sonnet")
    scenario = saved(draft.model_copy(update={"model": "fable"}))
    assert [plan.model for plan in scenario.cast] == [
        "claude-fable-5-1",
        "sonnet",
        "claude-fable-5-1",
        "claude-fable-5-1",
    ]
    assert scenario.moderator.model == "claude-fable-5-1"
    assert {listener.model for listener in scenario.audience} == {"haiku"}
    offline = saved(draft.model_copy(update={"model": "offline"}))
    assert {each.model for each in (*offline.cast, *offline.audience, offline.moderator)} == {"offline"}


def test_whoever_leaves_takes_their_evidence(tmp_path: Path) -> None:
    draft = begun(load_scenario("research-plan-review"))
    checked(unseated(draft, "melanie-mitchell"), tmp_path)


def test_files_of_ones_own_lie_beside_it(tmp_path: Path) -> None:
    draft = seated(begun(load_scenario("existential-risk")), "ada", OXFORD)
    draft = taken(draft, GUEST, OXFORD)
    (tmp_path / "ada.md").write_text("---\nname: ada\n---\nYou are Ada.")
    (tmp_path / GUEST_FILE).write_text(guest_file("Ada: the first"))
    scenario = checked(draft, tmp_path, "ada")
    assert beside(scenario) == ("ada.md", GUEST_FILE)
    assert scenario.cast[-1].human
    assert scenario_yaml(scenario).startswith("# Put ada.md beside this file.\n# Put guest.md beside this file.\n")


def test_a_topic_in_any_script_makes_a_file(tmp_path: Path) -> None:
    draft = about("機械は考えるか", PANEL)
    for name in ("yann-lecun", "geoffrey-hinton"):
        draft = seated(draft, name, PANEL)
    assert checked(draft, tmp_path).name == "機械は考えるか"
    nameless = about("!?", PANEL)
    assert saved(nameless).name == "debate"


TEXT = some.text(
    some.characters(blacklist_categories=["Cs", "Cc"]) | some.sampled_from("\n#:-'\"|>&*%@`{}[]! \t"), max_size=80
)


def scenarios() -> some.SearchStrategy[Scenario]:
    seat = some.builds(
        SeatPlan,
        persona=TEXT,
        seat=some.none() | TEXT,
        side=some.none() | some.sampled_from(["for", "no", "null", "1"]),
        model=some.none() | TEXT,
        human=some.booleans(),
        evidence=some.lists(TEXT, max_size=2).map(tuple),
    )
    parts: dict[str, Any] = {
        "summary": TEXT,
        "background": TEXT,
        "topics": some.lists(TEXT, max_size=3).map(tuple),
        "cast": some.lists(seat, max_size=3).map(tuple),
        "audience": some.lists(some.builds(Listener, name=TEXT, who=TEXT), max_size=2).map(tuple),
        "questions": some.lists(some.builds(FloorQuestion, text=TEXT, by=TEXT, to=some.none() | TEXT), max_size=2).map(
            tuple
        ),
        "evidence": some.dictionaries(TEXT, TEXT, max_size=2),
        "moderator": some.builds(Moderating, style=TEXT),
        "rounds": some.none() | some.integers(1, 50),
        "language": TEXT,
    }
    return some.builds(Scenario, name=TEXT, title=TEXT, motion=TEXT, format=TEXT, **parts)


@given(scenarios())
def test_any_text_comes_back(scenario: Scenario) -> None:
    assert read_scenario(scenario_yaml(scenario), "any.yaml") == scenario
