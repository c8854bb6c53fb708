"""docs/examples is what the scenarios, personas and the offline model make today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from examples import FOLDER, INDEX, row, staged
from rostra.agenda import next_slots, replay
from rostra.analysis.coverage import due
from rostra.claims import sentences, without_markers
from rostra.export import markdown
from rostra.loading import list_scenarios
from rostra.models.offline.hearing import plain
from rostra.scenario import Scenario

SCENARIOS = list_scenarios()
OLD = "Old: run `make examples` and look at what changed."


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_an_example_is_current_and_its_cast_answers_itself(scenario: Scenario) -> None:
    debate = staged(scenario)
    page = FOLDER / "offline" / f"{scenario.name}.md"
    assert page.is_file(), OLD
    assert page.read_text(encoding="utf-8") == markdown.render(debate), OLD
    assert not next_slots(debate)
    # In a brainstorm people build on ideas; the others answer one another.
    claims = due(debate) if scenario.format != "brainstorm" else ()
    answered = sum(line.status != "unanswered" for line in claims)
    assert answered >= 0.8 * len(claims), (
        f"{answered} of {len(claims)} answered: rostra personas coverage {scenario.name}"
    )
    assert row(debate) in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines(), OLD


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_nobody_repeats_a_sentence_or_talks_past_the_length_asked(scenario: Scenario) -> None:
    debate = staged(scenario)
    asked = {slot.number: slot.words for fan_out in replay(debate) for slot in fan_out}
    for seat in debate.debaters:
        said: list[str] = []
        for entry in debate.claimants:
            if entry.seat == seat.name:
                bare = without_markers(entry.text)
                said += [plain(each) for each in sentences(bare) if len(each.split()) > 6]
                # The last sentence is finished, and a linking phrase is not counted against a speaker.
                assert len(bare.split()) <= 1.4 * asked[entry.slot or 0], f"{seat.name}: {bare}"
        assert len(said) == len(set(said)), f"{seat.name} says something twice"


def test_the_index_has_no_more_than_there_is() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert index.startswith(INDEX)
    assert len(index.removeprefix(INDEX).splitlines()) == len(SCENARIOS)
    assert {page.stem for page in (FOLDER / "offline").glob("*.md")} == {scenario.name for scenario in SCENARIOS}
    assert (FOLDER / "existential-risk-by-hand.md").is_file()


@pytest.mark.parametrize("path", sorted((FOLDER.parent.parent / "personas").glob("*.md")), ids=lambda path: path.stem)
def test_a_persona_is_a_claude_code_subagent(path: Path) -> None:
    """Name, description and model as that tool documents them; other keys it lets pass."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    keys = yaml.safe_load(front)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", keys["name"])
    assert keys["name"] == path.stem
    assert isinstance(keys["description"], str)
    assert keys["description"].strip()
    assert keys["model"] in ("sonnet", "opus", "haiku", "inherit")
    assert set(keys) <= {"name", "description", "model", "display_name", "kind", "as_of", "sources"}
    assert body.strip()
