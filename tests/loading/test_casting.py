from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.debate import Debate
from rostra.errors import WrongUse
from rostra.format import Format, Phase
from rostra.loading.casting import convene, mark, recast, scenario_for, seated
from rostra.persona import Persona
from rostra.scenario import FloorQuestion, Listener, Moderating, Scenario, SeatPlan

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PHASES = (Phase(name="talk", title="Talk"),)
DUEL = Format(name="duel", title="Duel", purpose="x", sides=("for", "against"), phases=PHASES)
TABLE = Format(name="table", title="Table", purpose="x", phases=PHASES)
WALLS = Scenario(
    name="walls",
    title="Do walls work?",
    motion="Walls work.",
    format="duel",
    cast=(
        SeatPlan(persona="ada", side="for", model="haiku", evidence=("census",)),
        SeatPlan(persona="ada", side="against", human=True),
    ),
    audience=(Listener(name="A Mason", who="builds walls"), Listener(name="Ada", who="lives behind one")),
    evidence={"census": "302 watchtowers"},
    moderator=Moderating(style="Be brief.", model="sonnet"),
)


def persona(name: str) -> Persona:
    return Persona(name=name, display_name=name.title(), model="opus", body=f"You are {name}.")


def staged(scenario: Scenario, form: Format) -> Debate:
    return convene(
        scenario,
        format=form,
        personas=persona,
        choose_model=lambda seat, written, own: f"{seat}:{written or own}",
        id="d1",
        now=NOON,
        seed=7,
    )


def test_the_cast_in_order() -> None:
    debate = staged(WALLS, DUEL)
    assert [(seat.name, seat.role, seat.mark, seat.side) for seat in debate.cast] == [
        ("ada", "debater", "A", "for"),
        ("ada-2", "debater", "B", "against"),
        ("a-mason", "audience", None, None),
        ("ada-3", "audience", None, None),
        ("moderator", "moderator", None, None),
    ]
    assert (debate.id, debate.title, debate.created, debate.seed) == ("d1", "Do walls work?", NOON, 7)
    assert Debate.model_validate_json(debate.model_dump_json()) == debate


def test_models_are_chosen_by_seat_scenario_and_persona() -> None:
    assert [seat.model for seat in staged(WALLS, DUEL).cast] == [
        "ada:haiku",
        None,
        "a-mason:None",
        "ada-3:None",
        "moderator:sonnet",
    ]


def test_who_is_simulated_and_who_is_not() -> None:
    bylines = [seat.byline for seat in staged(WALLS, DUEL).cast]
    assert bylines == ["Ada (simulated)", "Ada", "A Mason", "Ada", "Moderator"]


def test_the_staged_scenario_says_what_was_dealt() -> None:
    debate = staged(WALLS, TABLE)
    assert debate.scenario.format == "table"
    assert [(plan.seat, plan.side) for plan in debate.scenario.cast] == [("ada", None), ("ada-2", None)]
    assert debate.cast[0].evidence == ("census",)


@pytest.mark.parametrize(
    ("seats", "sides"),
    [(2, "for against"), (3, "for for against"), (4, "for for against against")],
)
def test_a_bare_topic_deals_the_sides_in_halves(seats: int, sides: str) -> None:
    scenario = scenario_for(" Walls  work. ", [f"p{n}" for n in range(seats)], DUEL)
    assert " ".join(str(plan.side) for plan in scenario.cast) == sides
    assert (scenario.name, scenario.title, scenario.motion) == ("walls-work", "Walls work", "Walls work.")


def test_a_long_topic_gets_a_short_name() -> None:
    assert scenario_for("wall " * 40, ["a", "b"], TABLE).name == "-".join(["wall"] * 12)
    assert scenario_for("???", ["a", "b"], TABLE).name == "debate"


def test_who_has_no_side_joins_the_smaller_one() -> None:
    cast = (SeatPlan(persona="a", side="for"), SeatPlan(persona="b"), SeatPlan(persona="c"))
    scenario = seated(WALLS.model_copy(update={"cast": cast, "evidence": {}}), DUEL)
    assert [plan.side for plan in scenario.cast] == ["for", "against", "for"]


def test_recast_keeps_who_sat_there() -> None:
    asked = WALLS.model_copy(
        update={
            "cast": (*WALLS.cast[:1], SeatPlan(persona="bob")),
            "questions": (FloorQuestion(text="Why?", to="bob"),),
        }
    )
    scenario = recast(asked, ["eve", "ada"], DUEL)
    assert [(plan.seat, plan.side, plan.evidence) for plan in scenario.cast] == [
        ("eve", "against", ()),
        ("ada", "for", ("census",)),
    ]
    assert scenario.questions[0].to is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cast": WALLS.cast[:1]}, "takes 2 to 8 seats, and the cast has 1"),
        (
            {"cast": (SeatPlan(persona="a", side="fro"), SeatPlan(persona="b"))},
            "'fro' is no side of 'duel'. Did you mean 'for'",
        ),
        (
            {"cast": (SeatPlan(persona="a", side="for"), SeatPlan(persona="b", side="for"))},
            "Nobody is on the side 'against'",
        ),
        ({"cast": (SeatPlan(persona="a", seat="x"), SeatPlan(persona="b", seat="x"))}, "seat name 'x' is taken"),
        ({"cast": (SeatPlan(persona="a", seat="moderator"), SeatPlan(persona="b"))}, "seat name 'moderator' is taken"),
        ({"questions": (FloorQuestion(text="Why?", to="adda"),)}, "put to 'adda'.*Did you mean 'ada'"),
        ({"evidence": {}}, "reads the evidence 'census'"),
    ],
)
def test_what_cannot_be_seated(changed: dict[str, object], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        staged(WALLS.model_copy(update=changed), DUEL)


def test_an_empty_topic_is_refused() -> None:
    with pytest.raises(WrongUse, match="topic is empty"):
        scenario_for("  ", ["a", "b"], DUEL)


def test_marks() -> None:
    assert [mark(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]


@given(
    st.integers(min_value=2, max_value=4),
    st.lists(st.tuples(st.sampled_from(["a", "b", "moderator"]), st.integers(-1, 3)), min_size=4, max_size=12),
)
def test_every_cast_is_seated_fairly_or_refused(sides: int, dealt: list[tuple[str, int]]) -> None:
    names = tuple("stuv"[:sides])
    form = Format(name="f", title="F", purpose="x", sides=names, max_seats=52, phases=PHASES)
    cast = tuple(SeatPlan(persona=who, side=names[side] if 0 <= side < sides else None) for who, side in dealt)
    try:
        debate = staged(WALLS.model_copy(update={"cast": cast, "questions": ()}), form)
    except WrongUse:
        assert any(plan.side for plan in cast)
        return
    seats = [seat.name for seat in debate.cast]
    assert len(set(seats)) == len(seats)
    assert {seat.side for seat in debate.debaters} == set(names)
    for plan, seat in zip(cast, debate.debaters, strict=True):
        assert plan.side in (None, seat.side)
    if not any(plan.side for plan in cast):
        shares = [sum(seat.side == side for seat in debate.debaters) for side in names]
        assert max(shares) - min(shares) <= 1
