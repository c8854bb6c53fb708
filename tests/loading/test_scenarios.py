from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from rostra.errors import BadFile, NotFound
from rostra.loading.scenarios import check_scenario, list_scenarios, load_scenario, read_scenario, seat_names
from rostra.scenario import SeatPlan

WALLS = """\
name: walls
title: Do walls work?
motion: Walls work.
format: oxford
cast:
  - persona: ada
    side: for
    evidence: [census]
  - persona: ./bob.md
    side: against
audience:
  - name: Mason
    who: builds walls
questions:
  - text: Who pays?
    to: bob
evidence:
  census: In 1961 there were 302 watchtowers.
"""


@pytest.fixture
def walls(tmp_path: Path) -> Path:
    for name in ("ada", "bob"):
        (tmp_path / f"{name}.md").write_text(f"---\nname: {name}\n---\nYou are {name.title()}.")
    return tmp_path / "walls.yaml"


def check(path: Path, text: str) -> list[str]:
    path.write_text(text)
    return [str(note) for note in check_scenario(path, persona_folders=[path.parent])]


def test_a_scenario_is_read() -> None:
    scenario = read_scenario(WALLS, "walls.yaml")
    assert [plan.persona for plan in scenario.cast] == ["ada", "./bob.md"]
    assert scenario.questions[0].to == "bob"


def test_a_sound_scenario_has_no_findings(walls: Path) -> None:
    assert check(walls, WALLS) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("persona: ada", "persona: adda", 6, "There is no persona 'adda'"),
        ("./bob.md", "./rob.md", 9, "Did you mean 'bob.md'"),
        ("side: for", "side: fro", 7, "'fro' is no side of 'oxford'. Did you mean 'for'"),
        ("side: against", "side: for", 5, "nobody is on the side 'against'"),
        ("    side: against\n", "", 9, "needs a side: for or against"),
        ("format: oxford", "format: oxfrod", 4, "Did you mean 'oxford'"),
        ("to: bob", "to: rob", 16, "there is no seat 'rob'. Did you mean 'bob'"),
        ("evidence: [census]", "evidence: [cencus]", 8, "there is no evidence 'cencus'. Did you mean 'census'"),
        ("    evidence: [census]\n", "", 17, "no seat reads the evidence 'census'"),
        ("    side: for", "    side: for\n    seat: moderator", 8, "the seat 'moderator' is taken"),
        (
            "    side: against",
            "    side: against\n    seat: a\n  - persona: ada\n    seat: a",
            13,
            "the seat 'a' is taken",
        ),
        ("name: Mason", "name: Ada", 12, "the name 'Ada' is taken"),
        ("name: walls", "name: Do Walls", 1, "write it as 'do-walls'"),
        ("side: for", "side: for\n    model: the best", 8, "no model's name"),
        ("motion: Walls", "motto: Walls", 3, "unknown key 'motto'. Did you mean 'motion'"),
        ("motion: Walls work.\n", "", 1, "'motion' is missing"),
        ("cast:\n  - persona: ada", "cast:\n  - perona: ada", 6, "unknown key 'perona'"),
    ],
)
def test_what_cannot_be_staged_is_named_by_line(walls: Path, old: str, new: str, line: int, said: str) -> None:
    found = check(walls, WALLS.replace(old, new, 1))
    assert any(f":{line}: " in note and said in note for note in found), found


def test_every_mistake_is_told_in_one_run_and_nothing_that_follows_from_another(walls: Path) -> None:
    text = WALLS
    for old, new in (
        ("motion: Walls", "motto: Walls"),
        ("format: oxford", "format: oxford\nrounds: many"),
        ("persona: ada", "perona: ada"),
        ("side: against", "side: againts"),
        ("    who: builds walls\n", ""),
        ("- text: Who pays?", "- text: 7"),
        ("census: In", "census:\n  ruin: In"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    assert [note.removeprefix(f"{walls}:") for note in check(walls, text)] == snapshot(
        [
            "3: unknown key 'motto'. Did you mean 'motion'?",
            "5: rounds must be a whole number, not 'many'.",
            "6: nobody is on the side 'against'.",
            "7: unknown key 'perona' in seat 1. Did you mean 'persona'?",
            "11: 'againts' is no side of 'oxford'. Did you mean 'against'?",
            "13: listener 'Mason': 'who' is missing.",
            "15: question 1: text must be text, and YAML reads 7. Put it in quotes.",
            "18: evidence: census is empty, and must be text.",
            "19: no seat reads the evidence 'ruin'.",
        ]
    )


def test_a_mistake_hides_no_finding_that_does_not_rest_on_it(walls: Path) -> None:
    found = check(
        walls, WALLS.replace("  - persona: ada", "  - 7", 1).replace("    side: for\n    evidence: [census]\n", "")
    )
    assert [note.removeprefix(f"{walls}:") for note in found] == snapshot(
        ["6: seat 1 must be `key: value` lines, not 7."]
    )


def test_too_few_seats(walls: Path) -> None:
    found = check(walls, WALLS.replace("  - persona: ./bob.md\n    side: against\n", ""))
    assert any("takes 2 to 8 seats, not 1" in note for note in found)


def test_shipped_scenarios_can_be_staged() -> None:
    names = [scenario.name for scenario in list_scenarios()]
    assert "existential-risk" in names
    for name in names:
        assert check_scenario(name) == ()
        assert load_scenario(name).name == name


def test_load_says_what_is_wrong(walls: Path) -> None:
    walls.write_text(WALLS.replace("format: oxford", "format: [oxford]"))
    with pytest.raises(BadFile, match=r"walls\.yaml:4: format"):
        load_scenario(walls)
    with pytest.raises(NotFound, match="Did you mean 'existential-risk'"):
        load_scenario("existential-risks")


def test_seats_of_one_persona_are_told_apart() -> None:
    cast = [
        SeatPlan(persona="ada"),
        SeatPlan(persona="ada"),
        SeatPlan(persona="x/Moderator.md"),
        SeatPlan(persona="b", seat="c"),
    ]
    assert seat_names(cast) == ("ada", "ada-2", "moderator-2", "c")
