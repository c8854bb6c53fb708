"""What a debate will take, in words. Pure; plain text."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.errors import WrongUse
from rostra.estimate import Estimate
from rostra.format import Format
from rostra.loading import model_names
from rostra.models.catalogue import catalogue
from rostra.models.choose import KEYLESS, provider_of, resolve_model
from rostra.scenario import Scenario
from rostra.settings import Settings


def offered(settings: Settings) -> dict[str, str]:
    """The models to choose from, as a scenario may name them, and what a list shows of each. Claude only where there is a key."""
    shown = {}
    if settings.has_key:
        for card in catalogue().models:
            if alias := next((each for each in card.aliases if each.isalpha()), None):
                name = alias if model_names.understood(alias) else card.id
                price = f", ${card.price.input:g} / ${card.price.output:g} per million tokens" if card.price else ""
                shown[name] = f"{alias.title()} ({card.id}{price})"
    return {**shown, "offline": "Offline (no language model, nothing to pay)"}


def understood(written: str, settings: Settings) -> str:
    """A model typed in, as it is kept. `WrongUse` where nothing answers to it, or it needs a key that is not there."""
    choice = resolve_model(written, settings, strict=True)
    if choice.model is None:
        raise WrongUse(f"{written!r} names no model.", remedy="Leave it empty for the usual choice.")
    if provider_of(choice.model) == "anthropic" and not settings.has_key:
        raise WrongUse(f"{written!r} needs an Anthropic key.", remedy="Enter one above, for this session.")
    return written.strip() if model_names.understood(written.strip()) else choice.model


def in_short(found: Estimate) -> str:
    """A line: turns, calls, tokens, cost, minutes."""
    parts = [counted(found.turns, "turn")]
    if found.usage.total:
        parts += [counted(found.calls, "call"), f"{thousands(found.usage.total)} tokens"]
    return " · ".join([*parts, cost(found), time(found)])


def in_full(found: Estimate) -> list[tuple[str, str]]:
    """Each of these with what it is made of."""
    usage = found.usage
    rows = [("Models", ", ".join(found.models)), ("Calls", f"{found.calls}, for {counted(found.turns, 'turn')}")]
    if usage.total:
        read = usage.input + usage.cache_write + usage.cache_read
        rows.append(
            (
                "Tokens",
                f"{thousands(read)} read, {thousands(usage.cache_read)} of them from the cache; {thousands(usage.output)} written",
            )
        )
    priced = f", by the prices of {found.prices_as_of}" if found.prices_as_of and found.cost else ""
    return [*rows, ("Cost", f"{cost(found)}{priced}"), ("Time", time(found))]


def cost(found: Estimate) -> str:
    """US dollars, from as planned to at worst."""
    if found.cost is None:
        return f"no price known of {', '.join(found.unpriced)}"
    low, high = found.cost
    if high == 0:
        return "nothing to pay"
    return f"${low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"${low:.2f} to ${high:.2f}"


def time(found: Estimate) -> str:
    """How long models take; the offline model speaks as fast as people read."""
    fast, slow = (max(1, round(seconds / 60)) for seconds in found.seconds)
    if found.seconds[1] == 0:
        return "as fast as you read"
    return f"{fast} min" if fast == slow else f"{fast} to {slow} min"


def objections(found: Estimate, budget: float | None) -> list[str]:
    """What stands in the way of a budget, or will cut the debate short."""
    if budget is None:
        return []
    if found.unpriced:
        return [
            f"No price is known of {', '.join(found.unpriced)}, so a budget could not be kept. Leave it out, or choose another model."
        ]
    if found.cost and budget < found.cost[0]:
        return [f"The budget of ${budget:.2f} is less than the debate is likely to cost; time will be called early."]
    return []


def lasts(scenario: Scenario, form: Format) -> str:
    """Rounds, words and language, in a few words."""
    usual = max((phase.rounds for phase in form.phases if phase.slot == "speak"), default=1)
    rounds = (scenario.rounds or usual) if usual > 1 else 1
    language = "English" if scenario.language == "en" else scenario.language
    return f"{counted(rounds, 'round')}, {scenario.words or form.words} words a turn, {language}"


def speaks(debate: Debate) -> str:
    """Who writes, in a few words."""
    models = {seat.model or "offline" for seat in debate.cast if not seat.human}
    if models <= set(KEYLESS):
        return "Offline"
    names = {catalogue().find(model) for model in models}
    cards = sorted(card.aliases[0] if card.aliases else card.id for card in names if card)
    others = sorted(model for model in models if catalogue().find(model) is None)
    return f"By {', '.join([*cards, *others])}"


def counted(number: int, what: str) -> str:
    """`1 turn`, `2 turns`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def thousands(tokens: int) -> str:
    """`7.3k`, `294k`."""
    return f"{tokens / 1000:.1f}k" if tokens < 10_000 else f"{tokens / 1000:.0f}k"
