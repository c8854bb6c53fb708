"""What the page Scenarios says of a scenario."""

from __future__ import annotations

from rostra.analysis.coverage import Brought, Coverage, coverage
from rostra.loading import list_formats, list_personas, list_scenarios, load_format, load_scenario
from rostra.preparing import prepare
from rostra.scenario import Scenario, SeatPlan
from rostra.settings import Settings
from rostra.web.workshop import plans

PEOPLE = {persona.name: persona for persona in list_personas()}


def test_every_shipped_scenario_stands_under_a_topic() -> None:
    topics = {scenario.name: plans.topic_of(scenario) for scenario in list_scenarios()}
    assert plans.ELSE not in topics.values()
    assert topics["existential-risk"] == "Risk and control"
    assert topics["who-audits-ai"] == "Rules and power"
    assert topics["learning-from-experience"] == "How machines learn"
    assert topics["kikai-wa-kangaeruka"] == "Minds and understanding"
    assert topics["emergency-room-waiting"] == "Work and care"
    cheese = Scenario(name="cheese", title="Cheese", motion="Cheese is good.", format="panel", cast=())
    assert plans.topic_of(cheese) == plans.ELSE


def test_scenarios_are_found_by_words_topic_format_and_language() -> None:
    every = plans.cards(list_scenarios(), (), PEOPLE)
    assert len(plans.found(every)) == len(list_scenarios())
    assert {card.scenario.name for card in plans.found(every, "judea pearl ladder")} == {
        "can-machines-climb-the-ladder-of-causation"
    }
    assert all(card.scenario.format == "oxford" for card in plans.found(every, form="oxford"))
    assert [card.scenario.name for card in plans.found(every, language="German")] == [
        "ist-kuenstliche-intelligenz-eine-gefahr"
    ]
    assert all(card.topic == "Work and care" for card in plans.found(every, topic="Work and care"))
    assert not plans.found(every, "xyzzy")


def test_this_sessions_own_come_first_within_their_topic() -> None:
    mine = load_scenario("existential-risk").model_copy(update={"name": "mine"})
    every = plans.cards(list_scenarios(), [mine], PEOPLE)
    assert every[0].scenario.name == "mine"
    assert every[0].mine


def test_languages_are_called_by_their_names() -> None:
    scenario = load_scenario("existential-risk")
    for written, said in (("en", "English"), ("de-CH", "German"), ("French", "French"), ("klingon", "Klingon")):
        assert plans.language_of(scenario.model_copy(update={"language": written})) == said


def test_a_cast_is_seated_by_side_and_whoever_is_missing_is_named() -> None:
    plan = Scenario(
        name="x", title="X", motion="X.", format="oxford",
        cast=(SeatPlan(persona="yann-lecun", side="for"), SeatPlan(persona="./ada.md", side="against"),
              SeatPlan(persona="gary-marcus", side="for")),
    )  # fmt: skip
    assert [(side, [m.shown for m in cast]) for side, cast in plans.sides(plan, PEOPLE)] == [
        ("for", ["Yann LeCun", "Gary Marcus"]),
        ("against", ["ada"]),
    ]
    assert plans.members(plan, PEOPLE)[1].persona is None


def test_evidence_belongs_to_the_seats_that_list_it() -> None:
    scenario = load_scenario("who-audits-ai")
    for pack in scenario.evidence:
        assert plans.readers(scenario, pack)
    assert plans.readers(scenario, "nothing") == ()


def test_every_format_says_how_many_it_takes() -> None:
    assert plans.seats_of(load_format("oxford")).endswith("sides: for, against")
    assert all("seats" in plans.seats_of(form) for form in list_formats())


def test_coverage_in_words() -> None:
    debate = prepare("existential-risk", Settings()).debate
    found = coverage(debate)
    assert "claims near the motion" in plans.covered(found)
    assert "silent" in plans.covered(Coverage(claims=()))
    alone = Coverage(claims=(Brought(seat="yann-lecun", claim="So it is.", line=1, unanswered=("gary-marcus",)),))
    assert plans.covered(alone).startswith("Of 1 claim ")
    assert plans.unanswered(alone, debate) == (("Yann LeCun", ("So it is.",)),)
