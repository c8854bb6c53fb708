"""A budget goes with its debate."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from rostra.debate import Debate, Summary
from rostra.events import Ended
from rostra.models.registry import Models
from rostra.models.scripted import Scripted
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import backstage
from rostra.web.hub import Hub

OPUS = "anthropic:claude-opus-5-5"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(backstage, "open_models", lambda settings: Models(settings, given={OPUS: Scripted(name=OPUS)}))
    hub = Hub(Settings())
    yield hub
    hub.close()


def debate() -> Debate:
    settings = Settings(api_key=SecretStr("made-up"))
    wishes = Wishes(cast=("yann-lecun", "gary-marcus"), model="opus", rounds=1, id="here")
    return prepare("The existential risk from AI is overblown.", settings, wishes).debate


def ending(hub: Hub) -> Ended | None:
    deadline = time.monotonic() + 20
    while hub.run("here") is not None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return hub.look("here").ended


def test_a_debate_that_costs_too_much_is_called_early(hub: Hub) -> None:
    hub.start(debate(), budget=0.05)
    ended = ending(hub)
    assert ended is not None
    assert ended.status == "budget"


def test_without_a_budget_it_runs_to_its_end(hub: Hub) -> None:
    hub.start(debate())
    ended = ending(hub)
    assert ended is not None
    assert ended.status == "ended"
    assert any(isinstance(entry, Summary) for entry in hub.look("here").debate.entries)
