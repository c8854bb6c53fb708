"""A panel for a topic."""

from __future__ import annotations

import pytest

from builders import shipped_format
from rostra.analysis.casting import propose, speakers
from rostra.errors import WrongUse
from rostra.loading import list_personas
from sheets import MOATS, STONE, WOOD, a_persona

PANEL = shipped_format("panel")
PEOPLE = (a_persona("eve", MOATS), a_persona("ada", STONE), a_persona("bob", WOOD))


def test_those_who_disagree_are_invited_before_those_who_do_not() -> None:
    panel = propose("Do walls, fences or moats keep a village?", PEOPLE, seats=2, form=PANEL)
    assert {member.persona for member in panel.members} == {"ada", "bob"}
    assert [member.answers for member in panel.members] == [{"Bob": 1}, {"Ada": 1}]
    assert panel.members[0].holds == ("Stone walls keep a village safe.",)


def test_two_sides_are_those_who_disagree() -> None:
    twins = (*PEOPLE[1:], a_persona("amy", STONE), a_persona("ben", WOOD))
    panel = propose("Stone walls or wooden fences?", twins, seats=4, form=shipped_format("oxford"))
    names = [member.persona for member in panel.members]
    assert {frozenset(names[:2]), frozenset(names[2:])} == {frozenset({"ada", "amy"}), frozenset({"bob", "ben"})}


def test_nobody_is_invited_who_has_nothing_to_say() -> None:
    with pytest.raises(WrongUse, match=r"0 of 3 personas have something to say on 'Opera'"):
        propose("Opera", PEOPLE, seats=2, form=PANEL)


def test_a_format_that_takes_fewer_refuses() -> None:
    with pytest.raises(WrongUse, match="takes 2 to 2 seats, not 4"):
        propose("Walls", PEOPLE, seats=4, form=shipped_format("lincoln-douglas"))


def test_the_shipped_personas_make_a_panel_on_open_weights() -> None:
    people = list_personas()
    panel = propose("Should open weights be restricted?", people, seats=3, form=PANEL)
    assert len({member.persona for member in panel.members}) == 3
    assert all("weights" in " ".join(member.holds) for member in panel.members)
    assert sum(len(member.answers) for member in panel.members) >= 3
    assert propose("Should open weights be restricted?", people[::-1], seats=3, form=PANEL) == panel


def test_everybody_who_has_something_to_say_is_known_with_what_it_is() -> None:
    known = dict(speakers(("Stone walls", "moats"), PEOPLE))
    assert known["ada"] == ("Stone walls keep a village safe.",)
    assert known["eve"] == ("Moats keep a village cool.",)
    assert speakers(("Opera",), PEOPLE) == ()


def test_other_phrases_for_a_topic_invite_as_well() -> None:
    panel = propose("Opera", PEOPLE, seats=2, form=PANEL, beside=("stone walls", "wooden fences"))
    assert {member.persona for member in panel.members} == {"ada", "bob"}
