"""docs/examples is what the scenarios, personas and the offline model make today."""

from __future__ import annotations

import pytest

from examples import FOLDER, INDEX, row, staged
from rostra.agenda import next_slots
from rostra.analysis.coverage import due
from rostra.export import markdown
from rostra.loading import list_scenarios
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


def test_the_index_has_no_more_than_there_is() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert index.startswith(INDEX)
    assert len(index.removeprefix(INDEX).splitlines()) == len(SCENARIOS)
    assert {page.stem for page in (FOLDER / "offline").glob("*.md")} == {scenario.name for scenario in SCENARIOS}
    assert (FOLDER / "existential-risk-by-hand.md").is_file()
