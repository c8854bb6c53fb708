"""A service that fails one call in five, and one that asks to come back tomorrow."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any

import pytest

from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.events import Dropped, Ended, Event, SlotFailed
from rostra.ledger import Ledger, open_ledger
from rostra.models.registry import Models
from rostra.stage import stage
from rostra.testing.messages_api import RATES, MessagesApi
from rostra.testing.prompt_cache import blocks
from rostra.testing.replies import Reply
from survival.debates import asked, assert_whole, quick, settings, slots_of, spoken_by_claude, undisturbed

FAULTS = ("429", "529", "500", "disconnect", "error")


class Unreliable:
    """Fails one call in five, in every way there is; and the first three calls for one turn, whatever comes."""

    def __init__(self, doomed: str, seed: int) -> None:
        self.doomed = doomed
        self.chance = random.Random(seed)
        self.tries = Counter[str]()
        self.faults = Counter[str]()

    def __call__(self, body: dict[str, Any]) -> Reply:
        prompt = "\n\n".join(block["text"] for block in blocks(body))
        self.tries[prompt] += 1
        if self.chance.random() < 0.2 or (prompt == self.doomed and self.tries[prompt] <= 3):
            fault = self.chance.choice(FAULTS)
            self.faults[fault] += 1
            return RATES[fault]
        return Reply()


async def run(debate: Debate, ledger: Ledger, server: MessagesApi, **options: Any) -> list[Event]:
    async with Models(settings(server, **options)) as models:
        return [event async for event in stage(debate, models, ledger=ledger)]


@pytest.fixture
def ledger(store: str) -> Ledger:
    return open_ledger(store)


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundredths of a second between attempts; that they grow is tested with the policies."""
    monkeypatch.setattr("rostra.models.policies.BASE_WAIT", 0.02)


@pytest.mark.usefixtures("short_waits")
@pytest.mark.parametrize("store", ["memory"])
@pytest.mark.parametrize("format_name", ["oxford", "panel"])
async def test_one_failure_in_five_costs_calls_and_nothing_else(format_name: str, ledger: Ledger) -> None:
    debate = spoken_by_claude(format_name)
    reference = await undisturbed(format_name)
    prompts = asked(reference)
    third_of_its_fan_out = next(prompt for prompt, slot in prompts.items() if slot == 5)
    unreliable = Unreliable(third_of_its_fan_out, seed=3)
    events: list[Event] = []
    statuses: list[str] = []
    async with quick(ttft=0, tps=0, answer=unreliable) as server:
        while "ended" not in statuses:
            already = len(server.requests)
            events += await run(debate, ledger, server)
            assert isinstance(events[-1], Ended)
            statuses.append(events[-1].status)
            calls = slots_of(server.requests[already:], prompts)
            assert calls.most_common(1)[0][1] <= 3, "at most three calls a turn in one run"
    assert statuses[0] == "failed", "one turn failed three times"
    assert set(statuses) == {"failed", "ended"}
    assert next(event.slot for event in events if isinstance(event, SlotFailed)) == 5
    assert len(unreliable.faults) == len(FAULTS), "every kind of failure came up"
    assert sum(isinstance(event, Dropped) for event in events) >= 5
    assert_whole(await ledger.load(debate.id), reference)


@pytest.mark.parametrize("store", ["memory"])
async def test_a_service_that_asks_for_a_day_is_not_waited_for(ledger: Ledger) -> None:
    debate = spoken_by_claude("oxford")
    reference = await undisturbed("oxford")
    tomorrow = Reply(status=429, message="Too many tokens.", retry_after="86400")
    refused = next(prompt for prompt, slot in asked(reference).items() if slot == 5)

    def answer(body: dict[str, Any]) -> Reply:
        return tomorrow if "\n\n".join(block["text"] for block in blocks(body)) == refused else Reply()

    async with quick(ttft=0, tps=0, answer=answer) as server:
        began = time.monotonic()
        *_, ended = await run(debate, ledger, server, deadline=3.0)
        assert time.monotonic() - began < 3.0
        assert isinstance(ended, Ended)
        assert ended.status == "failed"
        assert "86400 s" in ended.remedy
        half = await ledger.load(debate.id)
        assert [slot.number for slot in next_slots(half)] == [5], "whoever spoke beside it was heard"
        server.answer = None
        *_, ended = await run(debate, ledger, server)
    assert ended == Ended(status="ended")
    assert_whole(await ledger.load(debate.id), reference)
