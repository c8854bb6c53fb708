"""Which model speaks: `--seat` > the scenario's seat > `--model` > the persona's model > the default; with no key, `offline`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from rostra.errors import WrongUse, did_you_mean
from rostra.models.catalogue import ModelCard, catalogue
from rostra.settings import Settings

KEYLESS = ("offline", "scripted")
"""Models of Rostra's own: no service, no key."""

LANGCHAIN = (
    "azure_openai", "bedrock_converse", "cohere", "deepseek", "fireworks", "google_genai", "google_vertexai", "groq",
    "huggingface", "mistralai", "nvidia", "ollama", "openai", "openrouter", "perplexity", "together", "xai",
)  # fmt: skip
"""Providers that LangChain's `init_chat_model` opens."""

PROVIDERS = ("anthropic", *KEYLESS, *LANGCHAIN)

ADD_A_KEY = "Set ANTHROPIC_API_KEY in the environment or in .env to debate on Claude."
_SOON = timedelta(days=30)


class Choice(NamedTuple):
    """A model, and what the user should hear about it."""

    model: str | None
    """`provider:model`, `offline`, `scripted`; None for `inherit`: whoever comes next decides."""
    warnings: tuple[str, ...] = ()


def provider_of(model: str) -> str:
    """`anthropic` of `anthropic:claude-opus-5-5`; `offline` of `offline`."""
    return model.partition(":")[0]


def resolve_model(spec: str | None, settings: Settings, *, strict: bool = False, today: date | None = None) -> Choice:
    """What a file or an option wrote, as `provider:model`.

    Takes aliases, ids, `provider:model`, `inherit`, `offline`, `scripted`. What cannot be understood becomes the default, with
    a warning; under `strict` it is `WrongUse`. A retired id becomes its successor, with a warning.
    """
    written = (spec or "").strip()
    if written.lower() in ("", "inherit", "default"):
        return Choice(None)
    provider, colon, model = written.partition(":")
    if provider in KEYLESS:
        return Choice(written)
    if colon and provider in LANGCHAIN and model:
        return Choice(written)
    card = catalogue().find(written) or catalogue().find(written.lower())
    if card is not None:
        return _still_there(card, today or date.today())
    if provider == "anthropic" and model:
        # Named in full: it may be younger than our table.
        return Choice(written)
    fact = f"There is no {'provider' if colon else 'model'} {provider if colon else written!r}."
    if strict:
        known = PROVIDERS if colon else (*KEYLESS, *catalogue().names)
        remedy = did_you_mean(provider if colon else written, known)
        raise WrongUse(fact, remedy=remedy or "As in opus, anthropic:ID, openai:ID, ollama:ID, or offline.")
    fallback = default_model(settings)
    return Choice(fallback.model, (f"{fact} {fallback.model} speaks instead.", *fallback.warnings))


def default_model(settings: Settings) -> Choice:
    """Who speaks where nobody says otherwise: the settings' default with a key, `offline` without."""
    try:
        choice = resolve_model(settings.default_model, settings, strict=True)
    except WrongUse as error:
        raise WrongUse(f"ROSTRA_DEFAULT_MODEL: {error.fact}", remedy=error.remedy) from None
    if choice.model is None:
        raise WrongUse(
            f"ROSTRA_DEFAULT_MODEL names no model: {settings.default_model!r}.", remedy="Try opus, or offline."
        )
    return _with_key(choice, settings)


def choose_model(
    seat_flag: str | None,
    scenario_seat: str | None,
    model_flag: str | None,
    persona_model: str | None,
    settings: Settings,
) -> Choice:
    """The model of one seat, always named. `WrongUse` where an option cannot be followed: unknown, or Claude without a key.

    `--model offline` (or `scripted`) means everybody, whatever the scenario says.
    """
    flag = resolve_model(model_flag, settings, strict=True)
    everybody = flag.model is not None and provider_of(flag.model) in KEYLESS
    for spec, explicit in (
        (seat_flag, True),
        (model_flag if everybody else None, True),
        (scenario_seat, False),
        (model_flag, True),
        (persona_model, False),
    ):
        choice = resolve_model(spec, settings, strict=explicit)
        if choice.model is None:
            continue
        if explicit and _needs_key(choice.model) and not settings.has_key:
            raise WrongUse(f"{spec!r} needs an Anthropic key, and there is none.", remedy=ADD_A_KEY)
        return _with_key(choice, settings)
    return default_model(settings)


def _still_there(card: ModelCard, today: date) -> Choice:
    if card.retires is None or today < card.retires - _SOON:
        return Choice(f"anthropic:{card.id}")
    successor = card.successor or catalogue().models[0].id
    if today < card.retires:
        return Choice(f"anthropic:{card.id}", (f"{card.id} is retired on {card.retires}; {successor} follows it.",))
    return Choice(f"anthropic:{successor}", (f"{card.id} was retired on {card.retires}; {successor} speaks instead.",))


def _needs_key(model: str) -> bool:
    return provider_of(model) == "anthropic"


def _with_key(choice: Choice, settings: Settings) -> Choice:
    if choice.model is not None and _needs_key(choice.model) and not settings.has_key:
        return Choice("offline")
    return choice
