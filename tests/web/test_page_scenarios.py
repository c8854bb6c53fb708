"""Scenarios: found, read about, started, uploaded and edited."""

from __future__ import annotations

import time

import pytest

from rostra.loading import list_scenarios, load_scenario
from rostra.web.hub import the_hub
from rostra.web.text import plain
from studio_pages import WAIT, AppTest, button, labels, visited, words

ADA = b"---\nname: ada\ndescription: An engineer\nkind: fictional\n---\nYou are Ada.\n"
DUEL = (
    "name: duel\ntitle: A duel\nmotion: It is so.\nformat: oxford\nrounds: 1\ncast:\n  - {persona: ada, side: for}\n"
    "  - {persona: gary-marcus, side: against}\n"
)
EVIL = "<script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(2)) :streamlit: $$x$$"


def links(page: AppTest) -> dict[str, str]:
    return {each.proto.label: each.proto.query_string for each in page.get("page_link")}


def upload(page: AppTest, name: str, data: bytes) -> AppTest:
    return page.file_uploader[0].set_value((name, data, "text/plain")).run()


def kept(page: AppTest) -> dict[str, str]:
    return dict(page.session_state["uploaded scenarios"])


def test_all_are_listed_under_their_topics() -> None:
    page = visited("scenarios")
    assert not page.exception
    assert {f"scenario={scenario.name}" for scenario in list_scenarios()} <= set(links(page).values())
    assert [each.value for each in page.subheader] == [
        "Risk and control",
        "Rules and power",
        "How machines learn",
        "Minds and understanding",
        "Work and care",
    ]
    assert "Oxford debate" in words(page)
    assert "German" in words(page)


def test_they_are_searched_and_filtered() -> None:
    page = visited("scenarios")
    page.selectbox[2].select("German").run()
    assert set(links(page).values()) == {"scenario=ist-kuenstliche-intelligenz-eine-gefahr"}
    page.text_input[0].set_value("xyzzy").run()
    assert "No scenario here matches" in page.info[0].value
    assert links(page)["New debate"] == ""
    page.text_input[0].set_value("").run()
    page.selectbox[2].select(None).run()
    page.selectbox[0].select("Work and care").run()
    assert [each.value for each in page.subheader] == ["Work and care"]


@pytest.mark.parametrize("name", [scenario.name for scenario in list_scenarios()])
def test_every_shipped_scenario_can_be_read_about(name: str) -> None:
    page = visited("scenarios", scenario=name)
    scenario = load_scenario(name)
    assert not page.exception
    assert not page.error
    assert page.title[0].value == plain(scenario.title)
    shown = words(page)
    assert plain(scenario.motion) in shown
    assert "What it will take" in shown
    assert "Nothing to mend" in shown
    assert {f"persona={plan.persona}" for plan in scenario.cast} <= set(links(page).values())
    for question in scenario.questions:
        assert plain(question.text) in shown
    for listener in scenario.audience:
        assert plain(listener.who) in shown


def test_evidence_is_marked_as_private_to_whoever_reads_it() -> None:
    page = visited("scenarios", scenario="who-audits-ai")
    found = [each.label for each in page.expander if "private to" in each.label]
    assert len(found) == len(load_scenario("who-audits-ai").evidence)
    assert any("Timnit Gebru" in each for each in found)


def test_coverage_comes_when_it_is_asked_for() -> None:
    page = visited("scenarios", scenario="existential-risk")
    assert "claims near the motion" not in words(page)
    button(page, "Find out").click().run()
    assert "claims near the motion" in words(page)
    assert not page.exception


def test_one_is_started_on_the_stage() -> None:
    page = button(visited("scenarios", scenario="existential-risk"), "Start this debate").click().run()
    assert not page.exception
    assert page.query_params["debate"].startswith("existential-risk-")
    assert [each.id for each in the_hub().debates(5)] == [page.query_params["debate"]]


def test_one_is_taken_to_the_casting_desk() -> None:
    page = button(visited("scenarios", scenario="who-audits-ai"), "Change it first").click().run()
    assert page.query_params["scenario"] == "who-audits-ai"
    assert page.title[0].value == "New debate"


def test_an_upload_and_its_cast_are_taken_to_the_casting_desk() -> None:
    page = visited("scenarios")
    page.session_state["workshop"].keep("persona", ADA, "ada.md")
    upload(page, "x.yaml", DUEL.replace("ada", "./ada.md").encode())
    button(page, "Change it first").click().run()
    assert page.session_state["new draft scenario"].origin == "duel"
    assert not page.exception
    assert not page.error
    assert not page.warning


def test_an_address_that_leads_nowhere_says_so() -> None:
    for query in ({"scenario": "existential-risks"}, {"scenario": "../x"}, {"edit": "nothing"}):
        page = visited("scenarios", **query)
        assert not page.exception
        assert "There is no scenario" in page.error[0].value


def test_an_upload_waits_for_its_cast_and_then_can_be_started() -> None:
    page = upload(visited("scenarios"), "x.yaml", DUEL.encode())
    assert not page.exception
    assert page.query_params["scenario"] == "duel"
    assert list(kept(page)) == ["duel"]
    assert "line 7, to mend" in words(page)
    assert "not here" in words(page)
    assert button(page, "Start this debate").disabled
    page.session_state["workshop"].keep("persona", ADA, "ada.md")
    page = page.run()
    assert not page.warning
    assert links(page)["Ada"] == "persona=ada"
    button(page, "Start this debate").click().run()
    debate_id = page.query_params["debate"]
    debate = the_hub().look(debate_id).debate
    assert [seat.persona.name for seat in debate.debaters] == ["ada", "gary-marcus"]
    assert "rostra-session" not in debate.model_dump_json()
    deadline = time.monotonic() + WAIT
    while the_hub().run(debate_id) is not None:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it.yaml:1: is empty."),
        (b"a\0", "it.yaml:1: is not text"),
        (b"name: a: b", "it.yaml:1: the value contains"),
        (b"- a\n- b\n", "it.yaml:1: should be"),
        (b"a: " + b"x" * 300_000, "it.yaml: is larger than 256 KB."),
        (DUEL.replace("motion", "moton").encode(), "it.yaml:3: unknown key 'moton'"),
        (DUEL.replace("name: duel", "name: A Duel").encode(), "it.yaml:1: name: 'A Duel' cannot be looked up."),
        (DUEL.replace("ada", "/etc/passwd.md").encode(), "it.yaml:7: upload 'passwd.md'"),
        (DUEL.replace("oxford", "../../x.yaml").encode(), "it.yaml:4: the studio knows formats by name only"),
        (b"a: &a [*a]\n", "it.yaml:1: YAML anchors"),
    ],
)
def test_a_broken_upload_says_where_and_changes_nothing(data: bytes, said: str) -> None:
    page = upload(visited("scenarios"), "../it.yaml", data)
    assert not page.exception
    assert plain(said) in page.error[0].value
    assert kept(page) == {}
    assert page.title[0].value == "Scenarios"


def test_a_broken_upload_is_mended_at_the_desk() -> None:
    page = upload(visited("scenarios"), "it.yaml", DUEL.replace("motion", "moton").encode())
    button(page, "Mend it here").click().run()
    assert button(page, "Keep it").disabled
    assert "cannot be read yet" in page.info[0].value
    page.session_state["workshop"].drafts["scenario write upload"] = DUEL
    page = page.run()
    button(page, "Keep it").click().run()
    assert list(kept(page)) == ["duel"]


def test_a_copy_is_edited_kept_and_listed_as_ones_own() -> None:
    page = button(visited("scenarios", scenario="existential-risk"), "Edit a copy").click().run()
    assert "A copy of" in page.title[0].value
    button(page, "Keep it").click().run()
    assert list(kept(page)) == ["existential-risk-2"]
    assert page.query_params["scenario"] == "existential-risk-2"
    assert not button(page, "Start this debate").disabled
    page.query_params.clear()
    page.run()
    assert "scenario=existential-risk-2" in [each.proto.query_string for each in page.get("page_link")]
    assert ":blue-badge[yours]" in words(page)


def test_a_new_one_begins_as_something_that_can_be_staged() -> None:
    page = visited("scenarios", write="new")
    assert page.title[0].value == "A new scenario"
    button(page, "Keep it").click().run()
    assert not button(page, "Start this debate").disabled
    button(page, "Remove it").click().run()
    assert kept(page) == {}
    assert "Write one" in labels(page)


def test_hostile_text_stays_text() -> None:
    evil = f"'{EVIL}'"
    text = f"{DUEL.replace('A duel', evil).replace('It is so.', evil)}summary: {evil}\nbackground: {evil}\ntopics: [{evil}]\n"
    text += f"questions:\n  - {{text: {evil}, by: {evil}}}\naudience:\n  - {{name: {evil}, who: {evil}}}\n"
    text += f"sources:\n  - {{title: {evil}, url: 'javascript:alert(1)'}}\nmoderator: {{style: {evil}}}\n"
    page = upload(visited("scenarios"), "evil.yaml", text.encode())
    assert not page.exception
    assert page.query_params["scenario"] == "duel"
    drawn = [each.proto for each in page.markdown]
    assert not any(proto.allow_html for proto in drawn)
    assert not any(f"]({scheme}" in proto.body for proto in drawn for scheme in ("http", "javascript"))
    assert not page.get("link_button")
