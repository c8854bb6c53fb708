"""Which claims of a cast find an answer in it."""

from __future__ import annotations

import pytest

from builders import a_debate, shipped_format
from rostra.agenda import next_slots
from rostra.analysis.coverage import coverage, due
from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate, Idea
from rostra.persona import Persona
from sheets import MOATS, STONE, WOOD, a_persona
from shipped import SCENARIOS, shipped


def a_cast(format_name: str, *personas: Persona) -> Debate:
    debate = a_debate(shipped_format(format_name), len(personas))
    seats = iter(personas)
    cast = tuple(
        seat.model_copy(update={"persona": next(seats)}) if seat.role == "debater" else seat for seat in debate.cast
    )
    motion = "A village needs stone walls, wooden fences and moats."
    scenario = debate.scenario.model_copy(update={"motion": motion})
    return debate.model_copy(update={"cast": cast, "scenario": scenario})


def test_a_claim_is_answered_by_whoever_has_a_theme_for_it() -> None:
    found = coverage(a_cast("panel", a_persona("ada", STONE), a_persona("bob", WOOD), a_persona("eve", MOATS)))
    said = {each.claim: (each.answered, each.unanswered) for each in found.claims}
    assert said["Stone walls keep a village safe."] == (("bbb",), ("ccc",))
    assert said["Moats keep a village cool."] == ((), ("aaa", "bbb"))
    assert (found.met, found.answers, found.meetings) == (2, 2, 6)


def test_a_claim_is_found_by_its_line() -> None:
    debate = a_cast("panel", a_persona("ada", MOATS, STONE), a_persona("bob", WOOD))
    for each in coverage(debate).claims:
        line = debate.seat(each.seat).persona.body.splitlines()[each.line - 1]
        assert line == f"### {each.claim.rstrip('.')}"


def test_with_sides_only_opponents_meet() -> None:
    cast = [a_persona("ada", STONE), a_persona("amy", MOATS), a_persona("bob", WOOD), a_persona("ben", WOOD)]
    for each in coverage(a_cast("oxford", *cast)).claims:
        met = {*each.answered, *each.unanswered}
        assert met == ({"ccc", "ddd"} if each.seat in ("aaa", "bbb") else {"aaa", "bbb"})


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_first_scenarios_can_answer_themselves(name: str) -> None:
    found = coverage(shipped(name))
    assert found.met >= 0.8 * len(found.claims)


async def test_a_rehearsal_runs_to_the_end_and_is_the_same_each_time() -> None:
    debate = shipped("do-language-models-understand")
    seats = [seat.model_copy(update={"human": True, "model": None}) for seat in debate.cast[:1]]
    first = await rehearse(debate.model_copy(update={"cast": (*seats, *debate.cast[1:])}))
    assert next_slots(first) == ()
    assert {entry.at for entry in first.entries} == {debate.created}
    assert next(turn.model for turn in first.turns if turn.seat == first.cast[0].name) == "offline"
    assert await rehearse(debate) == first
    answered = [line for line in due(first) if line.status != "unanswered"]
    assert 0 < len(answered) <= len(due(first)) < sum(len(turn.claims) for turn in first.turns)


async def test_an_idea_asks_for_no_answer() -> None:
    staged = await rehearse(shipped("emergency-room-waiting"))
    ideas = {claim.id for entry in staged.entries if isinstance(entry, Idea) for claim in entry.claims}
    assert ideas
    assert not [line for line in due(staged) if line.claim.id in ideas and not line.answers]
