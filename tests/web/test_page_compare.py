"""Going on in another way, and the page that holds debates side by side."""

from __future__ import annotations

import time
from typing import Any

import pytest

from builders import NOON
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate
from rostra.forking import fork, regenerate
from rostra.loading import load_persona
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.hub import the_hub
from rostra.web.side_by_side import comparison
from studio_pages import WAIT, AppTest, button, drawn, stored, visited, words


async def flagship() -> Debate:
    wishes = Wishes(rounds=1, words=40, id="here")
    return await stored(await rehearse(prepare("existential-risk", Settings(), wishes).debate))


def asking(place: str = "slot-6") -> AppTest:
    """The transcript, its question how to go on from a turn open."""
    page = visited("transcript", debate="here")
    page.session_state["otherwise"] = place
    return page.run()


def begun() -> list[str]:
    """The ids of the debates that were begun, once they are over."""
    hub = the_hub()
    deadline = time.monotonic() + WAIT
    while not (new := [each for each in hub.debates(10) if each.id != "here"]) or any(
        each.status != "ended" for each in new
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return [each.id for each in new]


async def test_a_turns_menu_makes_a_fork_that_shares_what_was_said() -> None:
    debate = await flagship()
    turn = next(turn for turn in debate.turns if debate.seat(turn.seat).role == "debater")
    page = asking(f"slot-{turn.slot}")
    assert not page.exception
    next(box for box in page.text_area if box.label.startswith("Say something")).set_value("And who pays?")
    button(page, "Stage it").click().run()
    (id_,) = begun()
    forked = the_hub().look(id_).debate
    assert forked.lineage is not None
    assert (forked.lineage.parent, forked.lineage.at) == ("here", turn.slot)
    said = [entry.text for entry in forked.entries if entry.kind == "question"]
    assert "And who pays?" in said


async def test_other_people_and_other_words_stand_in_the_fork_and_are_marked() -> None:
    debate = await flagship()
    turn = next(turn for turn in debate.turns if debate.seat(turn.seat).role == "debater")
    page = asking(f"slot-{turn.slot}")
    next(box for box in page.text_area if box.label == "Its words").set_value("Quite another thing. [A1.1]")
    chair = next(box for box in page.selectbox if "Stuart Russell" in box.label)
    chair.set_value("judea-pearl")
    button(page, "Stage it").click().run()
    forked = the_hub().look(begun()[0]).debate
    (changed,) = [each for each in forked.turns if each.slot == turn.slot]
    assert changed.text.startswith("Quite another thing.")
    assert changed.edited_by
    assert "Judea Pearl" in [seat.persona.display_name for seat in forked.debaters]
    assert "Stuart Russell" not in [seat.persona.display_name for seat in forked.debaters]


async def test_a_turn_anew_several_times_leads_to_the_comparison() -> None:
    debate = await flagship()
    turn = [turn for turn in debate.turns if debate.seat(turn.seat).role == "debater"][-1]
    page = asking(f"slot-{turn.slot}")
    page.button_group(key="otherwise where").set_value("This turn anew")
    next(each for each in page.number_input if each.label == "How many").set_value(2)
    button(page, "Stage it").click().run()
    found = [the_hub().look(id_).debate for id_ in begun()]
    assert {each.lineage.how for each in found if each.lineage} == {"regenerate"}
    assert len({each.seed for each in found}) == 2


async def test_two_debates_stand_side_by_side_from_where_they_part() -> None:
    debate = await flagship()
    turn = debate.turns[-2]
    assert turn.slot is not None
    other = await stored(await rehearse(regenerate(debate, turn, id="there", created=NOON)))
    page = visited("compare", debates="here,there")
    assert not page.exception
    given = drawn(page, "compare")
    assert given is not None
    assert [column["id"] for column in given["columns"]] == ["here", "there"]
    assert given == comparison([debate, other])
    assert given["parting"].startswith("They share the first ")


async def test_one_debate_is_not_enough_and_one_that_is_not_there_is_named() -> None:
    await flagship()
    assert "Choose two debates or more" in words(visited("compare"))
    page = visited("compare", debates="here,nowhere")
    assert "There is no debate 'nowhere'" in words(page).replace("\\", "")
    assert "Choose two debates or more" in words(page)


async def test_what_changed_is_counted_against_the_first() -> None:
    debate = await flagship()
    pearl = load_persona("judea-pearl")
    forked = await rehearse(fork(debate, 6, id="there", created=NOON, recast={"stuart-russell": pearl}))
    given: dict[str, Any] = comparison([debate, forked])
    facts = {name: (value, change) for name, value, change in given["columns"][1]["facts"]}
    assert facts["Turns"][0] == str(len(forked.turns))
    assert given["columns"][0]["gained"] == []
    assert given["columns"][1]["gained"]
    assert "Judea Pearl" in given["columns"][1]["origin"]


@pytest.mark.parametrize("place", ["slot-999", "seq-1", "nowhere"])
async def test_a_place_that_is_no_turn_asks_nothing(place: str) -> None:
    await flagship()
    assert "Stage it" not in [each.label for each in asking(place).button]
