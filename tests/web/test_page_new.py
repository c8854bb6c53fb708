"""New debate: from a scenario or a topic to a debate on stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostra.debate import Debate
from rostra.loading.scenarios import list_scenarios, read_scenario
from rostra.models.choose import ADD_A_KEY
from rostra.settings import Settings
from rostra.web import components
from rostra.web.desk import start, terms
from rostra.web.desk.draft import Draft
from rostra.web.hub import the_hub
from rostra.web.text import plain
from studio_pages import AppTest, button, labels, visited, words

START, SAVE = "Start the debate", "Save as a scenario file"
EVIL = "<script>alert(1)</script> ![x](http://evil.example/x.png) :streamlit: $$x$$"


def unfolded(page: AppTest, *parts: str) -> AppTest:
    """With these parts of the page open."""
    kind = "topic" if page.session_state["new kind chosen"] == "topic" else "scenario"
    for part in parts:
        page.session_state[f"new open {part} {kind}"] = True
    return calm(page.run())


def calm(page: AppTest) -> AppTest:
    assert not page.exception, page.exception[0].stack_trace
    return page


def topic(motion: str = "") -> AppTest:
    page = visited("new")
    page.button_group(key="new kind chosen").set_value("topic").run()
    if motion:
        page.text_area(key="new motion").set_value(motion).run()
    return calm(page)


def draft(page: AppTest) -> Draft:
    kept: Draft = page.session_state[f"new draft {page.session_state['new kind chosen']}"]
    return kept


def cast(page: AppTest) -> list[tuple[str, str | None]]:
    return [(plan.persona, plan.side) for plan in draft(page).scenario.cast]


def started(page: AppTest) -> Debate:
    calm(button(page, START).click().run())
    return the_hub().look(the_hub().debates(1)[0].id).debate


def said(page: AppTest) -> str:
    return "\n".join([words(page), *(each.value for each in page.warning)]).replace("\\", "")


# -- the short way


def test_a_first_visit_is_one_click_away_from_a_debate() -> None:
    page = calm(visited("new"))
    assert page.title[0].value == "New debate"
    assert "Offline · 20 turns · nothing to pay" in said(page)
    assert page.radio(key="new scenario").value == "existential-risk"
    debate = started(page)
    assert debate.title == "Is the existential risk from AI overblown?"
    assert page.query_params["debate"] == debate.id


def test_scenarios_are_searched_and_shown_by_group() -> None:
    page = visited("new")
    assert len(page.radio(key="new scenario").options) == len(list_scenarios())
    page.text_input(key="new search").set_value("french").run()
    assert page.radio(key="new scenario").options == [plain("Faut-il ouvrir les modèles ?")]
    page.text_input(key="new search").set_value("xyzzy").run()
    assert "No scenario has these words" in said(page)
    page.text_input(key="new search").set_value("").run()
    page.button_group(key="new group").set_value("Brainstorms").run()
    assert all(label.startswith("Brainstorm") for label in page.radio(key="new scenario").options)


def test_a_chosen_scenario_stands_in_the_address_and_is_staged() -> None:
    page = visited("new")
    page.radio(key="new scenario").set_value("ai-in-triage").run()
    assert page.query_params["scenario"] == "ai-in-triage"
    assert visited("new", scenario="ai-in-triage").radio(key="new scenario").value == "ai-in-triage"
    assert started(page).scenario.name == "ai-in-triage"


@pytest.mark.parametrize("name", [scenario.name for scenario in list_scenarios()])
def test_every_shipped_scenario_can_be_started(name: str) -> None:
    page = calm(visited("new", scenario=name))
    assert not page.error
    assert not button(page, START).disabled


# -- a topic of one's own


def test_an_empty_topic_asks_what_it_is_about() -> None:
    page = topic()
    assert button(page, START).disabled
    assert "Say what the debate is about." in said(page)
    assert not page.warning


def test_a_topic_proposes_a_format_and_a_panel_and_two_clicks_start_it() -> None:
    page = topic("AI will replace most programmers within ten years.")
    assert draft(page).scenario.format == "oxford"
    assert "Who would disagree most on this" in said(page)
    assert button(page, START).disabled
    calm(button(page, "Seat these").click().run())
    assert len(cast(page)) == 4
    assert [side for _, side in cast(page)] == ["for", "for", "against", "against"]
    debate = started(page)
    assert debate.scenario.motion == "AI will replace most programmers within ten years."


def test_a_topic_that_nobody_knows_can_be_cast_by_hand_and_says_so() -> None:
    page = topic("Salamanders should be taxed in Tuscany.")
    assert "seat whom you like" in page.error[0].value.replace("\\", "")
    for name in ("hospital-nurse", "regulator"):
        page.text_input(key="new people").set_value(name.replace("-", " ")).run()
        calm(page.button(key=f"seat {name} {'for' if name == 'regulator' else 'against'}").click().run())
    assert cast(page) == [("hospital-nurse", "against"), ("regulator", "for")]
    assert "has nothing on this topic" in said(page)
    assert not button(page, START).disabled


def test_what_was_begun_of_each_kind_stays() -> None:
    page = topic("Walls work.")
    page.button_group(key="new kind chosen").set_value("scenario").run()
    assert page.radio(key="new scenario").value == "existential-risk"
    page.button_group(key="new kind chosen").set_value("topic").run()
    assert page.text_area(key="new motion").value == "Walls work."


def test_the_address_may_bring_a_topic_or_a_persona() -> None:
    page = calm(visited("new", topic="What could we do about queues?"))
    assert page.text_area(key="new motion").value == "What could we do about queues?"
    assert draft(page).scenario.format == "brainstorm"
    page = calm(visited("new", persona="teacher"))
    assert cast(page) == [("teacher", None)]
    page.button_group(key="new kind chosen").set_value("scenario").run()
    assert page.radio(key="new scenario").value == "existential-risk"


@pytest.mark.parametrize("query", [{"persona": "../../etc/passwd"}, {"scenario": "nowhere"}, {"persona": "nobody"}])
def test_an_address_that_names_nothing_does_no_harm(query: dict[str, str]) -> None:
    page = calm(visited("new", **query))
    assert not page.error


# -- the casting desk


def test_seats_are_moved_changed_over_and_taken_away() -> None:
    page = unfolded(visited("new"), "cast")
    calm(page.button(key="Later yann-lecun").click().run())
    assert [name for name, _ in cast(page)][:2] == ["gary-marcus", "yann-lecun"]
    calm(page.button(key="To the side against yann-lecun").click().run())
    assert dict(cast(page))["yann-lecun"] == "against"
    calm(page.button(key="Take away gary-marcus").click().run())
    assert "Nobody is on the side “for”. Move somebody there." in said(page)
    assert button(page, START).disabled
    calm(page.button(key="seat yoshua-bengio for").click().run())
    assert not page.warning
    assert not button(page, START).disabled


def test_people_are_found_with_their_card() -> None:
    page = unfolded(visited("new"), "cast")
    page.text_input(key="new people").set_value("bengio").run()
    assert "Yoshua Bengio (simulated)" in said(page)
    assert "On this topic" in said(page)
    page.text_input(key="new people").set_value("lecun").run()
    assert "seated already" in said(page)
    page.text_input(key="new people").set_value("xyzzy").run()
    assert "Nobody here has these words" in said(page)


def test_more_people_are_shown_when_asked_for() -> None:
    page = unfolded(visited("new"), "cast")
    before = len(labels(page))
    calm(page.button(key="new all").click().run())
    assert len(labels(page)) > before + 20


def test_a_full_cast_takes_no_more() -> None:
    page = unfolded(visited("new", scenario="is-self-supervised-learning-enough"), "cast")
    assert page.button(key="seat stuart-russell for").disabled


def test_a_panel_can_be_proposed_for_a_scenario_too() -> None:
    page = unfolded(visited("new"), "cast")
    page.session_state["new propose"] = True
    page.run()
    page.number_input[0].set_value(2).run()
    calm(button(page, "Seat these").click().run())
    assert [side for _, side in cast(page)] == ["for", "against"]


def test_a_persona_of_this_session_can_be_seated(tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text(
        f"---\nname: ada\ndisplay_name: '{EVIL}'\ndescription: '{EVIL}'\n---\nYou are Ada."
    )
    page = visited("new")
    page.session_state["uploaded personas"] = {"ada": str(tmp_path / "ada.md")}
    page = unfolded(page, "cast")
    page.text_input(key="new people").set_value("evil.example").run()
    calm(page.button(key="seat ada for").click().run())
    assert ("ada", "for") in cast(page)
    assert plain(EVIL) in words(page)
    assert not any(each.proto.allow_html for each in page.markdown)
    debate = started(page)
    assert debate.seat("ada").persona.display_name == EVIL
    assert str(tmp_path) not in debate.model_dump_json()


def test_a_scenario_of_this_session_is_on_the_shelf(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: mine\ntitle: Mine\nmotion: Mine is mine.\nformat: panel\ncast: [{persona: ./ada.md}, {persona: teacher}]\n"
    )
    (tmp_path / "ada.md").write_text("---\nname: ada\n---\nYou are Ada.")
    page = visited("new")
    page.session_state["uploaded personas"] = {"ada": str(tmp_path / "ada.md")}
    page.session_state["uploaded scenarios"] = {"mine": str(path)}
    calm(page.run())
    calm(page.radio(key="new scenario").set_value("mine").run())
    assert cast(page) == [("ada", None), ("teacher", None)]
    assert [seat.name for seat in started(page).debaters] == ["ada", "teacher"]


# -- the format


def test_a_format_is_picked_by_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, object]] = []

    def pick(cards: list[dict[str, object]], chosen: str) -> str:
        shown.extend(cards)
        return "courtroom"

    monkeypatch.setattr(components, "formats", pick)
    page = unfolded(visited("new"), "format")
    assert [side for _, side in cast(page)] == ["prosecution", "prosecution", "defence", "defence"]
    assert shown[0]["name"] == "oxford"
    assert shown[0]["suggested"]
    assert "Use it when" not in str(shown[0]["reason"])
    assert len({str(card["name"]) for card in shown}) == 12
    assert "puts no questions from the floor" in said(page)
    assert started(page).format.name == "courtroom"


def test_a_format_that_takes_fewer_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "formats", lambda cards, chosen: "lincoln-douglas")
    page = unfolded(visited("new"), "format", "cast")
    assert "Lincoln-Douglas debate takes 2 seats, and the cast has 4. Take 2 away" in said(page)
    assert button(page, START).disabled


# -- one's own part


def test_a_seat_of_ones_own_is_held_by_this_window() -> None:
    page = unfolded(visited("new"), "part")
    page.selectbox(key="new mine").set_value("(guest)").run()
    page.text_input(key="visitor name").set_value("Ada Example").run()
    page.number_input(key="new patience").set_value(30).run()
    assert "guest.md" in [each.label for each in page.download_button]
    debate = started(page)
    assert debate.seat("guest").byline == "Ada Example"
    assert debate.seat("guest").human
    assert the_hub().seats.holder(debate.id, "guest") is not None


def test_the_place_of_a_persona_is_taken_and_given_back() -> None:
    page = unfolded(visited("new"), "part")
    page.selectbox(key="new mine").set_value("gary-marcus").run()
    assert draft(page).plan("gary-marcus").human
    page.selectbox(key="new mine").set_value("").run()
    assert not draft(page).plan("gary-marcus").human
    page.multiselect(key="new people held").set_value(["yann-lecun"]).run()
    assert draft(calm(page)).plan("yann-lecun").human
    debate = started(page)
    assert debate.seat("yann-lecun").byline == "Guest in place of Yann LeCun"
    assert the_hub().seats.holder(debate.id, "yann-lecun") is None


# -- length, language, audience


def test_rounds_words_language_audience_and_questions_are_staged() -> None:
    page = unfolded(visited("new"), "length")
    page.number_input(key="new rounds").set_value(1).run()
    page.number_input(key="new words").set_value(60).run()
    page.selectbox(key="new language").set_value("German").run()
    page.toggle(key="new listeners").set_value(False).run()
    page.text_area(key="new questions").set_value("And who pays?").run()
    page.text_area(key="new style").set_value("Be brief.").run()
    calm(page)
    assert "Nobody is in the audience" in said(page)
    scenario = started(page).scenario
    assert (scenario.rounds, scenario.words, scenario.language, scenario.audience) == (1, 60, "German", ())
    assert [question.text for question in scenario.questions] == ["And who pays?"]
    assert scenario.moderator.style == "Be brief."


# -- models and money


def test_a_key_is_kept_for_this_session_and_never_shown() -> None:
    page = unfolded(visited("new"), "money")
    assert page.selectbox(key="new model all").options == ["Offline (no language model, nothing to pay)"]
    page.text_input(key="new key").set_value("sk-ant-made-up")
    calm(button(page, "Use it").click().run())
    assert "sk-ant-made-up" not in said(page)
    assert not any("sk-ant" in str(field.value) for field in page.text_input)
    assert "Your key is kept" in page.success[0].value
    assert "By haiku, opus" in said(page)
    assert " to $" in said(page)
    assert page.selectbox(key="new model all").options[0].startswith("Opus")
    assert the_hub().settings.api_key is None
    calm(button(page, "Forget it").click().run())
    assert "Offline" in said(page)


def test_what_cannot_be_a_key_is_refused() -> None:
    page = unfolded(visited("new"), "money")
    page.text_input(key="new key").set_value("schlüssel")
    calm(button(page, "Use it").click().run())
    assert "Copy it again" in page.error[0].value
    assert "schl" not in said(page)
    assert not page.success


def test_models_are_chosen_for_everybody_and_for_a_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "made-up")
    page = unfolded(visited("new"), "money")
    page.selectbox(key="new model all").set_value("sonnet").run()
    page.selectbox(key="new model gary-marcus").set_value("haiku").run()
    assert draft(calm(page)).model == "sonnet"
    assert draft(page).plan("gary-marcus").model == "haiku"
    assert "By haiku, sonnet" in said(page)
    page.selectbox(key="new model gary-marcus").set_value(None).run()
    assert draft(calm(page)).plan("gary-marcus").model is None


def test_a_model_that_is_typed_in_is_understood_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # AppTest types nothing into a list: what somebody may type is put among what is offered.
    monkeypatch.setattr(terms, "offered", lambda settings: {name: name for name in ("opus", "opsu", "openai:gpt-9")})
    page = unfolded(visited("new"), "money")
    page.selectbox(key="new model all").set_value("opus").run()
    assert "needs an Anthropic key" in page.error[0].value
    assert draft(calm(page)).model is None
    page.selectbox(key="new model all").set_value("opsu").run()
    assert "Did you mean" in page.error[0].value
    page.selectbox(key="new model all").set_value("openai:gpt-9").run()
    assert not page.error
    assert draft(page).model == "openai:gpt-9"
    page.number_input(key="new budget").set_value(1.0).run()
    assert "No price is known of openai:gpt-9" in page.error[0].value.replace("\\", "")
    assert button(page, START).disabled


def test_a_budget_goes_on_stage_with_the_debate(monkeypatch: pytest.MonkeyPatch) -> None:
    page = unfolded(visited("new"), "money")
    page.number_input(key="new budget").set_value(2.5).run()
    page.number_input(key="new seed").set_value(7).run()
    given: dict[str, object] = {}
    hub = the_hub()
    monkeypatch.setattr(hub, "start", lambda debate, **more: given.update(more, seed=debate.seed))
    button(page, START).click().run()
    assert given == {"key": None, "patience": None, "budget": 2.5, "seed": 7}


def test_without_a_key_it_is_said_what_offline_is() -> None:
    page = unfolded(visited("new"), "money")
    assert "Without a key debates run offline" in said(page)
    assert plain(ADD_A_KEY) not in words(page)


def test_everything_can_be_open_at_once() -> None:
    page = unfolded(visited("new"), "cast", "part", "length", "money", "format")
    assert not page.error
    page.text_input(key="new people").set_value("bengio").run()
    assert draft(calm(page)).plan("yann-lecun").human is False


# -- taken home, and what goes wrong


def test_a_plan_is_saved_as_a_scenario_file(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    real = start.scenario_yaml
    monkeypatch.setattr(start, "scenario_yaml", lambda scenario: saved.append(real(scenario)) or saved[-1])
    page = unfolded(visited("new"), "cast")
    calm(page.button(key="Take away gary-marcus").click().run())
    assert SAVE in [each.label for each in page.download_button]
    scenario = read_scenario(saved[-1], "saved.yaml")
    assert [plan.persona for plan in scenario.cast] == ["yann-lecun", "geoffrey-hinton", "stuart-russell"]


def test_nothing_to_stage_is_nothing_to_save() -> None:
    page = topic()
    assert page.button[-1].label == SAVE
    assert page.button[-1].disabled


def test_a_persona_that_is_gone_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ada.md"
    path.write_text("---\nname: ada\n---\nYou are Ada.")
    page = visited("new")
    page.session_state["uploaded personas"] = {"ada": str(path)}
    page = unfolded(page, "cast")
    page.text_input(key="new people").set_value("ada").run()
    calm(page.button(key="seat ada for").click().run())
    path.unlink()
    page.session_state["uploaded personas"] = {}
    calm(page.run())
    assert "There is no persona" in said(page)
    assert "Take this seat away" in said(page)
    assert button(page, START).disabled


def test_settings_are_the_studios_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_DEFAULT_MODEL", "nonsense")
    page = visited("new")
    assert not page.exception
    assert "ROSTRA_DEFAULT_MODEL" in said(page)
    assert Settings().default_model == "nonsense"
