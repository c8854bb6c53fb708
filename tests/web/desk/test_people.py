"""Who can be seated, and what they have to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import shipped_format
from rostra.debate import Debate
from rostra.errors import WrongUse
from rostra.loading import load_scenario
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.desk.people import by_topic, cautions, contrast, found, people, topics_of

PANEL = shipped_format("panel")
WALLS = "---\nname: {name}\nkind: role\n---\nYou build.\n\n## Positions\n\n### Stone walls keep a village safe\n- Because: They stand.\n"


def debate(*cast: str, topic: str = "The existential risk from AI is overblown.", **wishes: object) -> Debate:
    return prepare(topic, Settings(), Wishes(cast=cast, format="panel", **wishes)).debate  # type: ignore[arg-type]


def test_those_given_in_this_session_come_first_and_the_unreadable_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text(WALLS.format(name="ada"))
    (tmp_path / "empty.md").write_text("")
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "bob.md").write_text(WALLS.format(name="bob"))
    everybody = people((folder,), {name: str(tmp_path / f"{name}.md") for name in ("ada", "empty", "gone")})
    assert [(person.ref, person.given) for person in everybody[:1]] == [("ada", True)]
    refs = [person.ref for person in everybody]
    assert "bob" in refs
    assert "yann-lecun" in refs
    assert "empty" not in refs
    assert "gone" not in refs


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ada.md"
    path.write_text(WALLS.format(name="ada"))
    assert people((), {"ada": str(path)})[0].positions == ("Stone walls keep a village safe.",)
    path.write_text(WALLS.format(name="ada").replace("safe", "dry"))
    assert people((), {"ada": str(path)})[0].positions == ("Stone walls keep a village dry.",)


def test_people_are_found_by_name_and_by_what_they_hold() -> None:
    everybody = people((), {})
    assert [person.ref for person in found(everybody, "LeCun")] == ["yann-lecun"]
    assert "gary-marcus" in [person.ref for person in found(everybody, "scaling")]
    assert found(everybody, "no such words anywhere") == ()
    assert len(found(everybody, "")) == len(everybody)


@pytest.mark.parametrize("name", ["existential-risk", "do-language-models-understand", "onboarding-to-open-source"])
def test_those_who_are_cast_for_a_topic_have_something_to_say_on_it(name: str) -> None:
    scenario = load_scenario(name)
    known = {person.ref: person for person in by_topic(people((), {}), topics_of(scenario))}
    assert all(known[plan.persona].holds for plan in scenario.cast)
    first = next(iter(known.values()))
    assert first.holds


def test_without_a_topic_nobody_is_nearer_than_others() -> None:
    everybody = people((), {})
    assert by_topic(everybody, ()) == everybody


def test_a_panel_disagrees() -> None:
    members = contrast(topics_of(load_scenario("do-language-models-understand")), people((), {}), 3, PANEL)
    assert len({member.persona for member in members}) == 3
    assert any(member.answers for member in members)


def test_where_too_few_know_anything_it_is_said_what_to_do() -> None:
    with pytest.raises(WrongUse, match=r"Fewer than 3 of the .* seat whom you like"):
        contrast(("Quidditch",), people((), {}), 3, PANEL)


def test_two_who_hold_the_same_are_told_of() -> None:
    (said,) = cautions(debate("yann-lecun", "yann-lecun"))
    assert said.startswith("Yann LeCun and Yann LeCun share")


def test_whoever_has_nothing_to_say_offline_is_told_of() -> None:
    topic = "Salamanders should be taxed in Tuscany."
    (said,) = cautions(debate("hospital-nurse", "teacher", topic=topic, me=("teacher",)))
    assert said.startswith("The file of Hospital nurse has nothing on this topic.")
    assert cautions(debate("yann-lecun", "gary-marcus")) == []
