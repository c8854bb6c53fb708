"""A plan is edited by values."""

from __future__ import annotations

import pytest

from builders import shipped_format
from rostra.loading import list_formats, load_scenario
from rostra.loading.casting import seated as staged_seats
from rostra.scenario import FloorQuestion
from rostra.web.desk.draft import (
    GUEST,
    Draft,
    about,
    asked,
    begun,
    held,
    in_format,
    moved,
    on_side,
    recast,
    seated,
    taken,
    unseated,
    written_by,
)
from rostra.web.desk.fitting import left_out, resolved, staged, troubles

OXFORD, PANEL, COURT = shipped_format("oxford"), shipped_format("panel"), shipped_format("courtroom")


def flagship() -> Draft:
    return begun(load_scenario("existential-risk"))


def sides(draft: Draft) -> list[tuple[str, str | None]]:
    return [(plan.seat or "", plan.side) for plan in draft.scenario.cast]


def test_a_draft_of_a_scenario_names_every_seat_and_can_be_staged() -> None:
    draft = flagship()
    assert sides(draft) == [
        ("yann-lecun", "for"),
        ("gary-marcus", "for"),
        ("geoffrey-hinton", "against"),
        ("stuart-russell", "against"),
    ]
    assert draft.origin == "existential-risk"
    assert troubles(draft, OXFORD) == []


def test_another_scenario_keeps_what_was_asked_for_beside_it() -> None:
    before = flagship().model_copy(update={"model": "opus", "budget": 2.0, "patience": 30, "seed": 7})
    draft = begun(load_scenario("ai-and-jobs"), before)
    assert (draft.model, draft.budget, draft.patience, draft.seed) == ("opus", 2.0, 30, 7)


def test_a_topic_changes_its_words_and_keeps_its_cast() -> None:
    draft = seated(about("Walls   work.", PANEL), "teacher", PANEL)
    assert (draft.scenario.name, draft.scenario.title, draft.scenario.motion) == (
        "walls-work",
        "Walls work",
        "Walls work.",
    )
    again = about("Moats work?", PANEL, draft)
    assert again.scenario.name == "moats-work"
    assert [plan.persona for plan in again.scenario.cast] == ["teacher"]
    assert about("Walls", PANEL, flagship()).scenario.cast == ()


def test_whoever_comes_takes_the_emptiest_side_unless_one_is_said() -> None:
    draft = about("Walls work.", OXFORD)
    for name in ("teacher", "regulator", "journalist"):
        draft = seated(draft, name, OXFORD)
    assert [side for _, side in sides(draft)] == ["for", "against", "for"]
    assert sides(seated(draft, "teacher", OXFORD, "against"))[-1] == ("teacher-2", "against")


def test_whoever_leaves_is_asked_nothing_any_more() -> None:
    question = FloorQuestion(text="Why?", to="gary-marcus")
    draft = unseated(flagship().with_(questions=(question,)), "gary-marcus")
    assert "gary-marcus" not in dict(sides(draft))
    assert draft.scenario.questions[0].to is None


def test_seats_move_among_those_of_their_side() -> None:
    draft = moved(flagship(), "gary-marcus", -1)
    assert [name for name, side in sides(draft) if side == "for"] == ["gary-marcus", "yann-lecun"]
    assert moved(draft, "gary-marcus", -1) == draft
    assert [name for name, side in sides(on_side(draft, "yann-lecun", "against")) if side == "against"] == [
        "geoffrey-hinton",
        "stuart-russell",
        "yann-lecun",
    ]


def test_a_new_cast_keeps_who_was_there_with_their_model() -> None:
    draft = written_by(flagship(), "gary-marcus", "haiku")
    draft = recast(draft, ["stuart-russell", "gary-marcus"], OXFORD)
    assert sides(draft) == [("stuart-russell", "for"), ("gary-marcus", "against")]
    assert draft.plan("gary-marcus").model == "haiku"


@pytest.mark.parametrize("form", list_formats(), ids=lambda form: form.name)
def test_in_every_format_each_side_has_somebody(form: object) -> None:
    draft = in_format(flagship(), form, OXFORD)  # type: ignore[arg-type]
    if not troubles(draft, form):  # type: ignore[arg-type]
        staged_seats(staged(draft), form)  # type: ignore[arg-type]


def test_sides_go_over_as_a_whole_where_there_are_as_many() -> None:
    draft = on_side(flagship(), "yann-lecun", "against")
    there = in_format(draft, COURT, OXFORD)
    assert dict(sides(there))["gary-marcus"] == "prosecution"
    assert dict(sides(there))["yann-lecun"] == "defence"
    assert {side for _, side in sides(in_format(there, PANEL, COURT))} == {None}


def test_a_place_is_taken_and_given_back() -> None:
    draft = taken(flagship(), "gary-marcus", OXFORD)
    assert draft.mine == "gary-marcus"
    assert draft.plan("gary-marcus").human
    draft = taken(draft, GUEST, OXFORD)
    assert draft.mine == "guest"
    assert not draft.plan("gary-marcus").human
    assert draft.plan("guest").persona == GUEST
    draft = taken(draft, None, OXFORD)
    assert draft == flagship()


def test_a_seat_given_to_people_has_no_model() -> None:
    draft = held(written_by(flagship(), "gary-marcus", "opus"), "gary-marcus", True)
    assert draft.plan("gary-marcus").model is None
    assert draft.mine is None


def test_questions_that_stay_keep_who_asks() -> None:
    draft = flagship()
    first = draft.scenario.questions[0]
    draft = asked(draft, f"{first.text}\n\n  And who   pays? ")
    assert draft.scenario.questions == (first, FloorQuestion(text="And who pays?"))


def test_what_stands_in_the_way_is_said_with_what_to_do() -> None:
    assert troubles(about("", OXFORD), OXFORD) == [
        "Say what the debate is about.",
        "Oxford debate takes 2 to 8 seats, and the cast has none yet. Seat 2 more, or choose another format.",
    ]
    duel = shipped_format("lincoln-douglas")
    assert troubles(in_format(flagship(), duel, OXFORD), duel) == [
        "Lincoln-Douglas debate takes 2 seats, and the cast has 4. Take 2 away, or choose another format."
    ]
    alone = on_side(on_side(flagship(), "yann-lecun", "against"), "gary-marcus", "against")
    assert troubles(alone, OXFORD) == ["Nobody is on the side “for”. Move somebody there."]


def test_what_a_format_has_no_use_for_is_said() -> None:
    assert left_out(flagship(), OXFORD) == []
    (alone,) = left_out(flagship().model_copy(update={"listeners": False}), OXFORD)
    assert "Poll before the debate, Poll after the debate" in alone
    assert left_out(flagship(), PANEL) == ["Moderated panel puts no questions from the floor; yours will not be asked."]


def test_only_evidence_that_somebody_reads_is_staged() -> None:
    draft = begun(load_scenario("research-plan-review"))
    assert set(staged(draft).evidence) == set(draft.scenario.evidence)
    reader = next(plan for plan in draft.scenario.cast if plan.evidence)
    assert not set(reader.evidence) & set(staged(unseated(draft, reader.seat or "")).evidence)
    assert staged(flagship().model_copy(update={"listeners": False})).audience == ()


def test_paths_of_those_who_are_known_become_names() -> None:
    scenario = load_scenario("existential-risk")
    plans = (scenario.cast[0].model_copy(update={"persona": "./ada.md"}), *scenario.cast[1:])
    found = resolved(scenario.model_copy(update={"cast": plans}), {"ada"})
    assert [plan.persona for plan in found.cast][:2] == ["ada", "gary-marcus"]
