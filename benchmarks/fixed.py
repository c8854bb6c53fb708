"""The fixed debate: four seats with cards of 2,500 tokens, openings, four rounds, the moderator's introduction, framing, synthesis."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import yaml

from rostra.debate import Debate, Seat
from rostra.format import Format
from rostra.persona import Persona
from rostra.scenario import Scenario, SeatPlan

FORMATS = Path(__file__).parent / "formats"
MODEL = "claude-opus-5-5"
CARD_TOKENS = 2_500
CALLS = 23
NAMES = ("Ada Abbott", "Ben Brooks", "Cleo Castro", "Dan Dorsey")
_WORDS = (
    "reason",
    "claim",
    "market",
    "school",
    "court",
    "city",
    "risk",
    "trust",
    "duty",
    "limit",
    "model",
    "proof",
    "voter",
)


def fixed_debate(format_name: str, *, words: int | None = None) -> Debate:
    """The debate, not staged yet. `words`: the length asked of a turn, on which the layout of the prompts depends."""
    format_ = Format.model_validate(yaml.safe_load((FORMATS / f"{format_name}.yaml").read_text()))
    cast = [_debater(number, name) for number, name in enumerate(NAMES)]
    moderator = Persona(name="moderator", display_name="Moderator", kind="role")
    return Debate(
        id=format_name,
        title="The fixed debate",
        scenario=Scenario(
            name="fixed",
            title="The fixed debate",
            motion="What is measured is understood.",
            format=format_.name,
            cast=tuple(SeatPlan(persona=seat.name) for seat in cast),
            words=words,
        ),
        format=format_,
        cast=(*cast, Seat(name="moderator", persona=moderator, role="moderator", model=f"anthropic:{MODEL}")),
        created=datetime(2026, 11, 23, tzinfo=UTC),
    )


def _debater(number: int, name: str) -> Seat:
    chance = random.Random(number)
    body = f"You are {name}."
    while len(body) < 4 * CARD_TOKENS:
        body += f" {' '.join(chance.choices(_WORDS, k=12)).capitalize()}."
    return Seat(
        name=name.split()[0].lower(),
        persona=Persona(name=name.split()[0].lower(), display_name=name, kind="role", body=body[: 4 * CARD_TOKENS]),
        side=("for", "against")[number % 2],
        mark="ABCD"[number],
        model=f"anthropic:{MODEL}",
    )
