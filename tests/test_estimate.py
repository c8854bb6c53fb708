"""What a debate will take, against what it then took."""

from __future__ import annotations

import pytest

from rostra.debate import Debate
from rostra.estimate import estimate
from rostra.events import EntryAdded
from rostra.ledger import MemoryLedger
from rostra.models.registry import Models
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.stage import stage
from rostra.testing.messages_api import MessagesApi


def prepared(**wishes: object) -> Debate:
    return prepare("existential-risk", Settings(_env_file=None, api_key="any"), Wishes(**wishes)).debate  # type: ignore[arg-type]


async def test_calls_tokens_and_cost_are_what_the_run_then_takes() -> None:
    debate = prepared(rounds=2, model="sonnet")
    found = estimate(debate)
    async with MessagesApi(out_tokens=150, cache_from=512) as api:
        settings = Settings(_env_file=None, api_key="any", base_url=api.url)
        async with Models(settings) as models:
            run = stage(debate, models, ledger=MemoryLedger())
            entries = [event.entry async for event in run if isinstance(event, EntryAdded)]
        answered = api.stats.answered
    cost = sum(entry.cost or 0 for entry in entries)
    read = sum(entry.usage.total - entry.usage.output for entry in entries)
    assert found.calls == answered
    assert found.usage.total - found.usage.output == pytest.approx(read, rel=0.2)
    assert found.cost is not None
    assert found.cost[0] * 0.75 <= cost <= found.cost[1]


def test_more_rounds_take_more_of_everything() -> None:
    short, long = estimate(prepared(rounds=1)), estimate(prepared(rounds=4))
    assert long.calls > short.calls
    assert long.cost is not None
    assert short.cost is not None
    assert long.cost[0] > short.cost[0]
    assert long.seconds[1] > short.seconds[1]


def test_offline_costs_nothing() -> None:
    found = estimate(prepared(model="offline"))
    assert (found.cost, found.usage.total, found.prices_as_of) == ((0.0, 0.0), 0, None)


def test_a_model_without_a_price_is_named_instead_of_guessed() -> None:
    found = estimate(prepared(seats={"yann-lecun": "openai:gpt-9"}))
    assert found.cost is None
    assert found.unpriced == ("openai:gpt-9",)


def test_what_was_said_already_is_not_counted_again() -> None:
    debate = prepared()
    assert estimate(debate).calls > 0
    ended = debate
    from rostra.agenda import next_slots
    from rostra.estimate import _made_up

    while slots := next_slots(ended):
        ended = ended.append(*(_made_up(ended, slot) for slot in slots))
    assert estimate(ended).calls == 0
