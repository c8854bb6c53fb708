"""The transcript: a debate in each of its views, and what can be done with it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate, Decision, Question, Turn
from rostra.export import EXPORTERS
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.hub import the_hub
from rostra.web.reading import VIEWS
from studio_pages import WAIT, button, drawn, labels, staged, stored, visited, words


async def flagship(**wishes: Any) -> Debate:
    wishes = {"rounds": 1, "words": 40, "id": "here"} | wishes
    return await stored(await rehearse(prepare("existential-risk", Settings(), Wishes(**wishes)).debate))


def test_without_a_debate_it_leads_to_one() -> None:
    page = visited("transcript")
    assert "A transcript begins with a debate" in words(page)
    assert [link.proto.label for link in page.get("page_link")] == ["New debate"]


async def test_without_a_debate_the_newest_are_offered() -> None:
    await flagship()
    page = visited("transcript")
    assert [link.proto.query_string for link in page.get("page_link")] == ["debate=here", ""]


def test_an_address_that_leads_nowhere_says_so_and_leads_on() -> None:
    page = visited("transcript", debate="nowhere")
    assert "There is no debate" in page.error[0].value
    assert [link.proto.label for link in page.get("page_link")] == ["All debates"]


async def test_it_opens_to_be_read_from_the_top() -> None:
    await flagship()
    page = visited("transcript", debate="here")
    assert not page.exception
    stage = drawn(page, "stage here")
    assert stage is not None
    assert (stage["reading"], stage["hidden"], stage["turn"]) == (True, False, None)
    assert drawn(page, "flow here") is None


async def test_an_address_can_lead_to_a_turn() -> None:
    await flagship()
    stage = drawn(visited("transcript", debate="here", turn="seq-7"), "stage here")
    assert stage is not None
    assert stage["turn"] == "seq-7"


@pytest.mark.parametrize(
    ("view", "name", "part"),
    [
        ("Flow sheet", "flow", "flow"),
        ("Argument map", "map", "map"),
        ("Synthesis", "outcome", "parts"),
        ("Numbers", "numbers", "measures"),
    ],
)
async def test_each_view_is_drawn_from_the_debate_and_nothing_else(view: str, name: str, part: str) -> None:
    debate = await flagship()
    page = visited("transcript", debate="here", view=view)
    assert not page.exception
    given = drawn(page, f"{name} here")
    assert given is not None
    assert given[part]
    outline = given["outline"]
    assert outline["title"] == debate.title
    claims = {claim["id"] for item in outline["items"] for claim in item["claims"]}
    assert claims == {claim.id for entry in debate.claimants for claim in entry.claims}
    assert not any(item["text"] for item in outline["items"])
    stage = drawn(page, "stage here")
    assert stage is not None
    assert stage["hidden"]


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "Read"])
async def test_a_debate_that_has_not_begun_says_what_comes(view: str) -> None:
    await stored(staged("oxford", entries=0))
    page = visited("transcript", debate="test", view=view)
    assert not page.exception
    assert "on the stage" in page.info[0].value
    assert "To the stage" in [link.proto.label for link in page.get("page_link")]


@pytest.mark.parametrize("format_name", ["brainstorm", "courtroom", "delphi", "panel", "six-hats"])
async def test_every_format_has_all_its_views(format_name: str) -> None:
    debate = await stored(staged(format_name))
    for view in VIEWS:
        page = visited("transcript", debate=debate.id, view=view)
        assert not page.exception
        assert not page.error


async def test_somebody_is_asked_on_and_answers_though_it_is_over() -> None:
    debate = await flagship()
    page = visited("transcript", debate="here", view="Numbers")
    page.selectbox[0].select("gary-marcus")
    page.text_area[0].set_value("What would change your mind?")
    page = button(page, "Ask").click().run()
    assert not page.exception
    stage = drawn(page, "stage here")
    assert stage is not None
    assert (stage["hidden"], stage["reading"]) == (False, False)
    later = over(debate)
    question = next(entry for entry in later if isinstance(entry, Question))
    assert (question.text, question.to) == ("What would change your mind?", "gary-marcus")
    assert any(isinstance(entry, Turn) and entry.seat == "gary-marcus" for entry in later)


async def test_nothing_is_asked_where_nothing_is_written() -> None:
    debate = await flagship()
    page = button(visited("transcript", debate="here"), "Ask").click().run()
    assert the_hub().run("here") is None
    assert the_hub().look("here").debate.entries == debate.entries
    assert not page.exception


async def test_a_debate_that_is_over_goes_on_for_more_rounds() -> None:
    debate = await flagship()
    page = button(visited("transcript", debate="here"), "Go on").click().run()
    assert not page.exception
    assert any(isinstance(entry, Decision) and entry.action == "continue" for entry in over(debate))


async def test_a_debate_that_stopped_can_be_read_and_resumed() -> None:
    await stored(prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="here")).debate)
    page = visited("transcript", debate="here")
    assert "Resume" in labels(page)
    assert "Go on" not in labels(page)
    page = button(page, "Resume").click().run()
    assert not page.exception
    assert over(None)


async def test_a_debate_on_stage_is_read_as_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "60")
    the_hub().start(prepare("existential-risk", Settings(), Wishes(id="here")).debate)
    deadline = time.monotonic() + WAIT
    page = visited("transcript", debate="here", view="Flow sheet")
    while drawn(page, "flow here") is None:
        assert "Nobody has claimed anything yet" in page.info[0].value
        assert time.monotonic() < deadline
        page.run()
    assert not page.exception
    assert "Resume" not in labels(page)


async def test_a_debate_that_waits_for_somebody_can_be_read() -> None:
    the_hub().start(prepare("existential-risk", Settings(), Wishes(me=["gary-marcus"], id="here")).debate)
    over(None)
    page = visited("transcript", debate="here", view="Numbers")
    assert not page.exception
    assert drawn(page, "numbers here") is not None
    assert "Resume" not in labels(page)


async def test_what_is_left_out_of_a_download_is_chosen() -> None:
    await flagship()
    page = taking(visited("transcript", debate="here"))
    assert "Openings" in page.multiselect[0].options
    assert "Gary Marcus" in page.multiselect[1].options
    page = page.multiselect[0].select("openings").run()
    assert not page.exception
    assert "says that it is one" in words(page)


async def test_formats_come_in_groups_with_a_line_on_what_each_is_for() -> None:
    await flagship()
    page = visited("transcript", debate="here")
    assert not page.get("download_button")
    page = taking(page)
    assert offered(page) == ["HTML", "PDF", "Word", "Markdown", "EPUB", "Plain text", "Everything (.zip)"]
    assert "a phone or an e" in words(page)
    shown = []
    for group in ("read", "map", "data", "script", "sound", "cite"):
        page.button_group(key="downloads here").set_value(group).run()
        assert not page.exception
        shown += offered(page)[:-1]
    assert sorted(shown) == sorted(each.title for each in EXPORTERS)


async def test_a_format_that_cannot_be_written_here_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    await flagship()
    monkeypatch.setenv("PATH", "/nowhere")
    page = taking(visited("transcript", debate="here"))
    page.button_group(key="downloads here").set_value("sound").run()
    assert [each.proto.disabled for each in page.get("download_button")] == [True, True, False]
    assert "which is not installed" in words(page)
    assert "make system" in words(page)


async def test_a_stretch_of_turns_and_other_names_are_in_the_names_of_the_files() -> None:
    await flagship()
    page = taking(visited("transcript", debate="here"))
    page.slider[0].set_range(2, 3).run()
    assert "says that it is one" in words(page)
    next(each for each in page.checkbox if each.label == "Other names for people").check().run()
    assert not page.exception


def taking(page: Any) -> Any:
    """The page, its downloads open."""
    page.session_state["taking"] = True
    return page.run()


def offered(page: Any) -> list[str]:
    return [each.label for each in page.get("download_button")]


def over(before: Debate | None) -> list[Any]:
    """The entries that came, once nothing runs any more."""
    deadline = time.monotonic() + WAIT
    while the_hub().run("here") is not None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    entries = the_hub().look("here").debate.entries
    return list(entries[len(before.entries) if before else 0 :])
