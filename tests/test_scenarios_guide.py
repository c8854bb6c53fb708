"""docs/scenarios.md explains every field of a scenario, and its example can be staged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builders import a_debate, shipped_format
from cli_helpers import Rostra, rostra, two_personas  # noqa: F401 - fixtures
from rostra.agenda.hall import Hall
from rostra.format import Phase
from rostra.loading.scenarios import check_scenario, load_scenario
from rostra.persona import Source
from rostra.scenario import FloorQuestion, Listener, Moderating, Scenario, SeatPlan
from rostra.values import Value

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "scenarios.md").read_text()
EXAMPLE = next(iter(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)))
HEADINGS: dict[str, type[Value]] = {
    "## The fields of a scenario": Scenario,
    "### A seat: `cast`": SeatPlan,
    "### A listener: `audience`": Listener,
    "### A question: `questions`": FloorQuestion,
    "### The moderator: `moderator`": Moderating,
    "### A source: `sources`": Source,
}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "audits.yaml"
    path.write_text(EXAMPLE)
    return path


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_field_is_explained_and_no_other(heading: str) -> None:
    section = re.split(r"^#+ ", GUIDE.split(f"{heading}\n")[1], flags=re.MULTILINE)[0]
    explained = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert sorted(explained) == sorted(HEADINGS[heading].model_fields)


def test_the_fields_that_must_be_there_are_named() -> None:
    needed = [f"`{name}`" for name, field in Scenario.model_fields.items() if field.is_required()]
    assert f"Only {', '.join(needed[:-1])} and {needed[-1]} must be there." in " ".join(GUIDE.split())


def test_the_example_shows_every_field(example: Path) -> None:
    scenario = load_scenario(example)
    for values in (
        [scenario],
        scenario.cast,
        scenario.audience,
        scenario.questions,
        [scenario.moderator],
        scenario.sources,
    ):
        written = {name for value in values for name in value.model_fields_set}
        assert written == set(type(values[0]).model_fields)


def test_the_example_passes_the_check_and_can_be_staged(rostra: Rostra, example: Path) -> None:  # noqa: F811
    assert check_scenario(example) == ()
    assert rostra("scenarios", "check", str(example)).code == 0
    ran = rostra("stage", str(example), "--model", "scripted")
    assert ran.code == 0
    for said in ("Who may let an AI loose?", "Who pays when the audit was wrong?", "Rebuttals, round 1 of 1"):
        assert said in ran.out


@pytest.mark.parametrize(
    ("slot", "rounds", "here"), [("speak", 2, 3), ("speak", 1, 1), ("question", 2, 2), ("idea", 2, 2)]
)
def test_rounds_change_what_the_guides_say_they_change(slot: str, rounds: int, here: int) -> None:
    """`slot: speak` of more than one, and nothing else."""
    hall = Hall(a_debate(shipped_format("oxford"), rounds=3))
    assert hall.rounds(Phase(name="p", title="P", slot=slot, rounds=rounds)) == here
