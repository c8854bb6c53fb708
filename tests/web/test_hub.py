"""Runs outlive the pages that show them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rostra.debate import Debate, Decision, Summary
from rostra.errors import DebateExists, NotFound, WrongUse
from rostra.events import Delta
from rostra.ledger import Message, open_ledger
from rostra.models.registry import Models
from rostra.models.scripted import Fault, Scripted
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import backstage
from rostra.web.hub import Hub

NAME = "existential-risk"


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub(Settings())
    yield hub
    hub.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "600")


def debate(**wishes: Any) -> Debate:
    return prepare(NAME, Settings(), Wishes(rounds=1, words=40, id="here", **wishes)).debate


def wait(until: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.01)


def is_over(hub: Hub) -> bool:
    return hub.run("here") is None


def speaking(hub: Hub) -> bool:
    run = hub.run("here")
    return run is not None and any(each.text for each in run.progress.open.values())


def scripted(monkeypatch: pytest.MonkeyPatch, model: Scripted) -> None:
    monkeypatch.setattr(backstage, "open_models", lambda settings: Models(settings, given={"offline": model}))


def test_a_debate_runs_by_itself_and_is_in_the_ledger(hub: Hub) -> None:
    hub.start(debate())
    wait(lambda: is_over(hub))
    progress = hub.look("here")
    assert progress.ended is not None
    assert progress.ended.status == "ended"
    assert isinstance(progress.debate.entries[-1], Summary)
    assert [(each.id, each.status) for each in hub.debates(5)] == [("here", "ended")]


@pytest.mark.usefixtures("slow")
def test_whoever_comes_late_sees_the_words_on_their_way(hub: Hub) -> None:
    hub.start(debate())
    wait(lambda: speaking(hub))
    run = hub.run("here")
    assert run is not None
    assert hub.look("here") == run.progress
    assert not any(isinstance(event, Delta) for event in run.events)
    assert run.events[0].event == "started"


@pytest.mark.usefixtures("slow")
def test_a_pause_lets_them_finish_and_resume_goes_on(hub: Hub) -> None:
    hub.start(debate())
    wait(lambda: speaking(hub))
    hub.pause("here")
    hub.pause("here")
    wait(lambda: is_over(hub))
    paused = hub.look("here")
    assert paused.ended is not None
    assert paused.ended.status == "paused"
    said = len(paused.debate.entries)

    hub.resume("here")
    hub.resume("here")
    wait(lambda: is_over(hub))
    after = hub.look("here")
    assert after.ended is not None
    assert after.ended.status == "ended"
    assert after.debate.entries[:said] == paused.debate.entries


async def test_a_pause_that_came_too_late_does_not_stop_the_next_run(hub: Hub) -> None:
    ledger = open_ledger(Settings().store)
    await ledger.create(debate())
    await ledger.send("here", Message(kind="pause"))
    await ledger.close()
    hub.resume("here")
    wait(lambda: is_over(hub))
    assert hub.debates(1)[0].status == "ended"


@pytest.mark.usefixtures("slow")
def test_time_is_called_and_the_moderator_sums_up(hub: Hub) -> None:
    hub.start(debate())
    wait(lambda: speaking(hub))
    hub.call_time("here")
    wait(lambda: is_over(hub))
    entries = hub.look("here").debate.entries
    assert any(isinstance(entry, Decision) and entry.action == "stop" for entry in entries)
    assert isinstance(entries[-1], Summary)
    assert not any(entry.phase == "closings" for entry in entries)


@pytest.mark.usefixtures("slow")
def test_a_hub_that_closes_leaves_debates_to_be_resumed_at_once() -> None:
    first = Hub(Settings())
    first.start(debate())
    wait(lambda: speaking(first))
    first.close()
    first.close()

    second = Hub(Settings())
    try:
        assert [each.status for each in second.debates(5)] == ["open"]
        assert second.look("here").ended is None
        second.resume("here")
        wait(lambda: is_over(second))
        assert second.debates(5)[0].status == "ended"
    finally:
        second.close()


@pytest.mark.usefixtures("slow")
def test_one_of_two_hubs_is_told_who_has_the_debate(hub: Hub) -> None:
    other = Hub(Settings())
    try:
        hub.start(debate())
        wait(lambda: speaking(hub))
        other.resume("here")
        wait(lambda: is_over(other))
        ended = other.look("here").ended
        assert ended is not None
        assert ended.status == "failed"
        assert "process" in ended.reason
    finally:
        other.close()


def test_a_model_that_fails_leaves_a_debate_to_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    scripted(monkeypatch, Scripted(faults={8: Fault("401")}))
    hub = Hub(Settings())
    try:
        hub.start(debate())
        wait(lambda: is_over(hub))
        ended = hub.look("here").ended
        assert ended is not None
        assert (ended.status, ended.reason) == ("failed", "The script says 401.")
        hub.resume("here")
        wait(lambda: is_over(hub))
        assert hub.debates(1)[0].status == "ended"
    finally:
        hub.close()


def test_a_fault_of_our_own_is_two_sentences_and_a_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(request: object) -> str:
        raise ZeroDivisionError

    scripted(monkeypatch, Scripted(broken))
    hub = Hub(Settings())
    try:
        hub.start(debate())
        wait(lambda: is_over(hub))
        ended = hub.look("here").ended
        assert ended is not None
        assert ended.status == "failed"
        assert "log" in ended.remedy
        assert "ZeroDivisionError" in caplog.text
    finally:
        hub.close()


def test_what_cannot_be_done_is_refused_before_anything_is_stored(hub: Hub) -> None:
    with pytest.raises(NotFound):
        hub.look("nowhere")
    with pytest.raises(NotFound):
        hub.resume("nowhere")
    hub.pause("nowhere")
    unknown = debate()
    moderator = unknown.moderator.model_copy(update={"model": "anthropic:claude-opus-5-5"})
    with pytest.raises(WrongUse, match="key"):
        hub.start(unknown.model_copy(update={"cast": (*unknown.cast[:-1], moderator)}))
    assert not hub.debates(5)
    hub.start(debate())
    with pytest.raises(DebateExists):
        hub.start(debate())
    wait(lambda: is_over(hub))
