"""The stage: the welcome, and what can be done about a debate by how it stands."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostra.debate import Decision, Question, Turn
from rostra.importing import read
from rostra.models.choose import ADD_A_KEY
from rostra.models.registry import Models
from rostra.models.scripted import Fault, Scripted
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import PAGE, backstage
from rostra.web.hub import the_hub
from rostra.web.text import plain
from studio_pages import WAIT, button, labels, opened, staged, stored, until, words


def test_a_first_visit_is_told_what_offline_is_and_offered_the_flagship() -> None:
    page = opened()
    assert not page.exception
    assert page.title[0].value == "Rostra"
    assert "offline" in page.info[0].value
    assert plain(ADD_A_KEY) in page.info[0].value
    assert "The existential risk from AI is overblown" in words(page)
    assert plain("Yann LeCun (simulated)") in words(page)
    assert "Start this debate" in labels(page)


def test_with_a_key_nothing_is_said_about_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key-for-tests")
    page = opened()
    assert not page.info
    assert "a-key-for-tests" not in words(page)


def test_the_flagship_is_started_and_comes_to_its_end() -> None:
    page = button(opened(), "Start this debate").click().run()
    debate_id = page.query_params["debate"]
    until(page, "Go on")
    assert [each.id for each in the_hub().debates(5)] == [debate_id]
    assert the_hub().scene(debate_id)["status"]["state"] == "ended"


def test_a_debate_is_paused_and_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "400")
    the_hub().start(prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="here")).debate)
    page = until(opened("here"), "Pause")
    assert "Call time" in labels(page)
    until(button(page, "Pause").click().run(), "Resume")
    assert the_hub().scene("here")["status"]["state"] == "paused"
    until(button(page, "Resume").click().run(), "Pause")
    until(button(page, "Call time").click().run(), "Go on")
    assert any(
        isinstance(entry, Decision) and entry.action == "stop" for entry in the_hub().look("here").debate.entries
    )


def test_a_failure_is_told_and_can_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Scripted(faults={6: Fault("401")})
    monkeypatch.setattr(backstage, "open_models", lambda settings: Models(settings, given={"offline": model}))
    page = until(button(opened(), "Start this debate").click().run(), "Resume")
    status = the_hub().scene(page.query_params["debate"])["status"]
    assert status["state"] == "failed"
    assert "The script says 401." in status["said"]
    assert "Traceback" not in words(page)


def test_whoever_takes_a_seat_speaks_and_nobody_else_can() -> None:
    debate = prepare("existential-risk", Settings(), Wishes(me=["gary-marcus"], rounds=1, words=40, id="here")).debate
    the_hub().start(debate)
    page = until(opened("here"), "Take this seat")
    until(button(page, "Take this seat").click().run(), "Speak")
    other = opened("here")
    assert "Speak" not in labels(other)
    assert "Take this seat" not in labels(other)
    assert "Waiting for whoever holds the seat" in words(other)
    page.text_area[0].input("I would rather see it measured. [B1.1]")
    button(page, "Speak").click().run()
    said = until_said(debate.id)
    assert said.seat == "gary-marcus"
    assert said.text.startswith("I would rather see it measured.")
    assert [claim.id for claim in said.claims] == ["B1.1"]


def until_said(debate_id: str) -> Turn:
    deadline = time.monotonic() + WAIT
    while True:
        for entry in the_hub().look(debate_id).debate.entries:
            if isinstance(entry, Turn) and entry.text.startswith("I would rather"):
                return entry
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_question_to_a_finished_debate_is_asked_and_answered() -> None:
    the_hub().start(prepare("existential-risk", Settings(), Wishes(rounds=1, words=60, id="here")).debate)
    page = until(opened("here"), "Go on")
    turns = len(the_hub().look("here").debate.turns)
    page.text_area[0].input("Is the probability of a catastrophe zero?")
    page.selectbox[0].select("gary-marcus")
    button(page, "Ask").click().run()
    assert not page.exception
    deadline = time.monotonic() + WAIT
    while True:
        debate = the_hub().look("here").debate
        if the_hub().run("here") is None and any(
            isinstance(entry, Question) and entry.slot is None for entry in debate.entries
        ):
            break
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(debate.turns) >= turns


async def test_earlier_debates_can_be_opened() -> None:
    await stored(staged("panel", entries=12))
    page = opened()
    assert "can be resumed" in words(page)
    button(page, "Open").click().run()
    assert "Resume" in labels(page)


def test_an_address_that_leads_nowhere_says_so() -> None:
    page = opened("nowhere")
    assert "There is no debate" in page.error[0].value
    assert labels(page) == []


def test_a_setting_that_cannot_be_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "fast")
    assert "ROSTRA" in opened().error[0].value.replace("\\", "")


def test_no_page_draws_html_and_no_script_reads_it() -> None:
    folder = Path(PAGE).parent.parent
    for path in folder.rglob("*.py"):
        source = path.read_text()
        assert "unsafe_allow" not in source, path
        assert "st.html" not in source, path
    for path in (folder / "assets").glob("*.js"):
        source = path.read_text()
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
            assert word not in source, (path, word)


def test_an_imported_transcript_is_read_and_not_gone_on_with() -> None:
    talk = b"Ada: We should. [A1.1]\nBob: I doubt it (questions [A1.1]).\nAda: Bye.\n"
    asyncio.run(stored(read("talk.txt", talk, now=datetime(2026, 11, 23, tzinfo=UTC)).debate))
    page = opened("talk")
    assert not page.exception
    assert not {"Go on", "Resume", "Ask"} & set(labels(page))
    scene = the_hub().scene("talk")
    assert scene["status"]["state"] == "ended"
    assert scene["disclosure"].startswith("An imported transcript")
