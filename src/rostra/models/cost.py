"""What calls cost, before and after. Pure."""

from __future__ import annotations

from rostra.debate import Usage
from rostra.models.catalogue import ModelCard, Price, catalogue
from rostra.prompts.prompt import Prompt

_THINKING = {"low": 2_000, "medium": 6_000, "high": 16_000, "xhigh": 32_000, "max": 64_000}
"""Tokens left for thinking, on top of the answer's ceiling: a model that thinks counts both against one limit."""


def tokens_in(text: str) -> int:
    """An estimate: four characters a token."""
    return -(-len(text) // 4)


def ceiling(max_tokens: int, card: ModelCard | None, effort: str | None) -> int:
    """The `max_tokens` to send: room for an answer of so many tokens after thinking."""
    if card is None:
        return max_tokens
    room = _THINKING.get(effort or "high", 16_000) if card.thinks else 0
    return min(max_tokens + room, card.max_output)


def cost_of(usage: Usage, model: str) -> float | None:
    """US dollars of one call; 0 for models of our own, None where no price is known."""
    if _free(model):
        return 0.0
    card = catalogue().find(model)
    price = _price(card, usage.total - usage.output)
    if price is None:
        return None
    dollars = (
        usage.input * price.input
        + usage.cache_write * price.cache_write
        + usage.cache_read * price.cache_read
        + usage.output * price.output
    )
    return dollars / 1_000_000


def worst_cost(prompt: Prompt, max_tokens: int, model: str, *, effort: str | None = "medium") -> float | None:
    """US dollars that one call cannot pass: nothing read from the cache, everything written to it, the answer at its ceiling.

    The prompt's tokens are counted at three characters each, on the safe side. None where no price is known.
    """
    written = -(-len(prompt.text) // 3)
    marked = any(block.cache for block in (*prompt.system, *prompt.user))
    output = ceiling(max_tokens, catalogue().find(model), effort)
    usage = Usage(cache_write=written, output=output) if marked else Usage(input=written, output=output)
    return cost_of(usage, model)


def _price(card: ModelCard | None, prompt_tokens: int) -> Price | None:
    if card is None:
        return None
    return card.long_price if card.long_from is not None and prompt_tokens > card.long_from else card.price


def _free(model: str) -> bool:
    return model.partition(":")[0] in ("offline", "scripted")
