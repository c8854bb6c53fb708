from __future__ import annotations

import pytest

from rostra.debate import Usage
from rostra.models.catalogue import catalogue
from rostra.models.cost import cost_of, tokens_in, worst_cost
from rostra.prompts.prompt import Block, Prompt


def test_each_class_of_tokens_has_its_price() -> None:
    usage = Usage(input=1_000_000, cache_write=1_000_000, cache_read=1_000_000, output=1_000_000)
    assert cost_of(usage, "anthropic:claude-opus-5-5") == pytest.approx(4 + 5 + 0.2 + 20)


def test_long_prompts_of_haiku_cost_more_every_token_of_them() -> None:
    short, long = Usage(cache_read=100_000, output=1000), Usage(cache_read=100_001, output=1000)
    assert cost_of(long, "claude-haiku-5-5") == pytest.approx(5 * (cost_of(short, "claude-haiku-5-5") or 0), rel=1e-3)


def test_unknown_prices_are_unknown_and_our_own_models_free() -> None:
    assert cost_of(Usage(input=10), "openai:gpt-x") is None
    assert cost_of(Usage(input=10), "offline") == 0


def test_no_call_can_cost_more_than_the_worst() -> None:
    prompt = Prompt(system=(Block(text="x" * 8000, cache=True),), user=(Block(text="y" * 4000),))
    really = Usage(cache_write=tokens_in("x" * 8000), input=tokens_in("y" * 4000), output=400)
    worst, real = worst_cost(prompt, 400, "sonnet"), cost_of(really, "sonnet")
    assert worst is not None
    assert real is not None
    assert worst > real
    assert worst_cost(prompt, 400, "ollama:x") is None
    assert worst_cost(prompt, 400, "offline") == 0


def test_every_price_keeps_the_order_that_caching_relies_on() -> None:
    for card in catalogue().models:
        for price in (card.price, card.long_price):
            if price:
                assert price.cache_read < price.input < price.cache_write < price.output


def test_names_are_unique() -> None:
    names = catalogue().names
    assert len(names) == len(set(names))
