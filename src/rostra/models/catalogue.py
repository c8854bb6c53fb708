"""The table of models: ids, aliases, prices, limits. Data lives in `catalogue.yaml`; nothing is read before it is asked for."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources

from pydantic import Field

from rostra.values import Value


class Price(Value):
    """US dollars per million tokens, by class."""

    input: float
    cache_write: float
    """Kept for five minutes."""
    cache_read: float
    output: float


class ModelCard(Value):
    """What is known of one Anthropic model."""

    id: str
    aliases: tuple[str, ...] = ()
    price: Price | None = None
    long_from: int | None = None
    """Prompts of more tokens than this cost `long_price`, every token of the call."""
    long_price: Price | None = None
    cache_from: int = 1024
    """The shortest prefix that is cached, tokens."""
    window: int = 200_000
    """Tokens of prompt and answer together."""
    max_output: int = 64_000
    """Tokens of an answer, thinking included."""
    thinks: bool = False
    """Thinks before it speaks unless told otherwise, and its thoughts count against the answer's ceiling."""
    effort: bool = False
    """Takes `output_config.effort`."""
    retires: date | None = None
    """The day it stops answering."""
    successor: str | None = None


class Catalogue(Value):
    """All of them, with the day and the source of the prices."""

    as_of: date
    source: str
    models: tuple[ModelCard, ...] = Field(min_length=1)

    def find(self, name: str) -> ModelCard | None:
        """By id or alias; `provider:` in front is ignored when it is Anthropic's. None when nothing answers to it."""
        bare = name.removeprefix("anthropic:")
        return next((card for card in self.models if bare == card.id or bare in card.aliases), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything `find` answers to."""
        return tuple(name for card in self.models for name in (card.id, *card.aliases))


@cache
def catalogue() -> Catalogue:
    """The table that ships with Rostra."""
    import yaml

    text = resources.files("rostra.models").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return Catalogue.model_validate(yaml.safe_load(text))
