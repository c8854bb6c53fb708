"""Scenarios on their shelf."""

from __future__ import annotations

from rostra.loading import list_scenarios
from rostra.web.desk.people import people
from rostra.web.desk.shelf import Titled, found, shelf


def shipped() -> tuple[Titled, ...]:
    return shelf(list_scenarios(), {person.ref: person.persona for person in people((), {})})


def names(titled: tuple[Titled, ...]) -> list[str]:
    return [each.scenario.name for each in titled]


def test_each_scenario_stands_in_one_group_and_groups_together() -> None:
    titled = shipped()
    groups = [each.group for each in titled]
    assert sorted(names(titled)) == sorted(scenario.name for scenario in list_scenarios())
    assert list(dict.fromkeys(groups)) == ["Researchers", "At work", "Brainstorms", "Other languages"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


def test_they_are_found_by_title_topic_format_language_and_cast() -> None:
    titled = shipped()
    assert "existential-risk" in names(found(titled, "overblown"))
    assert "existential-risk" in names(found(titled, "LECUN oxford"))
    assert "ai-in-triage" in names(found(titled, "triage"))
    assert names(found(titled, "french")) == ["faut-il-ouvrir-les-modeles"]
    assert found(titled, "nothing has these words") == ()


def test_a_group_holds_only_its_own() -> None:
    titled = shipped()
    assert {each.scenario.format for each in found(titled, "", "Brainstorms")} == {"brainstorm"}
    assert found(titled, "lecun", "Brainstorms") == ()
