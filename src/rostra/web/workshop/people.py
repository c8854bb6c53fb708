"""What the page Personas says of somebody. Pure; plain text, that whoever draws it escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from rostra.claims import sentences
from rostra.loading import resources
from rostra.loading.markdown import Block, blocks, plain
from rostra.models.offline.sheets import sheet_of
from rostra.persona import Kind, Persona
from rostra.scenario import Scenario
from rostra.web.desk.people import Person

Group = Literal["Thinkers", "Roles", "Others"]
_GROUPS: dict[Kind | None, Group] = {"real-person": "Thinkers", "role": "Roles", "fictional": "Others", None: "Others"}
_KINDS: dict[Kind | None, str] = {
    "real-person": "A real person, simulated",
    "role": "A role",
    "fictional": "Made up",
    None: "Possibly a real person, simulated",
}
_BRIEF = 150
"""Characters of a description on a card."""
_SHEET = {"phrases", "positions", "never argues", "ideas"}
"""Sections that the sheet of positions shows."""


class Card(NamedTuple):
    """Somebody in a list."""

    name: str
    """What they are found by."""
    persona: Persona
    mine: bool
    """Uploaded or edited in this session."""
    says: str
    """A sentence about them."""
    holds: str = ""
    """The position in which the words stand that were looked for; empty where they stand elsewhere, or none were."""


class Part(NamedTuple):
    """A section of a file."""

    title: str
    """Empty for what stands before the first heading."""
    blocks: tuple[Block, ...]


def group_of(persona: Persona) -> Group:
    """Which of the filters shows them."""
    return _GROUPS[persona.kind]


def kind_of(persona: Persona) -> str:
    """What is simulated, in a few words."""
    return _KINDS[persona.kind]


def cards(everybody: Sequence[Person], words: str = "", group: str | None = None) -> tuple[Card, ...]:
    """Those of a group whose name, description or positions have all these words; this session's own first."""
    wanted = words.casefold().split()
    found = (_card(person, wanted) for person in everybody if group in (None, group_of(person.persona)))
    return tuple(sorted((card for card in found if card), key=lambda card: not card.mine))


def brief(description: str) -> str:
    """Its first sentence, or the beginning of it."""
    first = next(iter(sentences(" ".join(description.split()))), "")
    if len(first) <= _BRIEF:
        return first
    return f"{first[: _BRIEF - 1].rsplit(' ', 1)[0].rstrip(',;:. ')} …"


def disclosure_of(persona: Persona) -> str:
    """What stands under every name: who is simulated, and that nobody said any of it."""
    match persona.kind:
        case "role":
            return "A simulated role, nobody in particular. What it says in a debate is written by a model or composed from this file."
        case "fictional":
            return "A simulated person who does not exist. What they say in a debate is written by a model or composed from this file."
        case _:
            sources = " from public sources" if persona.sources else ""
            return (
                f"Simulated. This file was written{sources} by others; nothing in it, and nothing said in a debate, "
                f"is a statement by {persona.display_name}."
            )


def parts_of(body: str) -> tuple[Part, ...]:
    """The sections of a body, each under its own heading of the second level or above, without those of the sheet."""
    return tuple(
        part for part in _parts(body) if part.blocks and plain(part.title).rstrip(":").casefold() not in _SHEET
    )


def sits_in(name: str, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """The scenarios in whose cast they are."""
    return tuple(s for s in scenarios if any(resources.slug(plan.persona) == name for plan in s.cast))


def host(url: str) -> str:
    """The site of an address that a link may lead to, `time.com`; empty for anything that is not https."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    found = (parts.hostname or "") if parts.scheme == "https" and "@" not in parts.netloc else ""
    return found.removeprefix("www.") if re.fullmatch(r"[\w.-]+", found) else ""


def _card(person: Person, wanted: Sequence[str]) -> Card | None:
    persona = person.persona
    held = [position.heading for position in sheet_of(persona.body).positions] if wanted else []
    about = f"{persona.name} {persona.display_name} {persona.description}".casefold()
    everything = f"{about} {' '.join(held).casefold()}"
    if not all(word in everything for word in wanted):
        return None
    elsewhere = all(word in about for word in wanted)
    holds = "" if elsewhere else max(held, key=lambda each: sum(word in each.casefold() for word in wanted), default="")
    return Card(person.ref, persona, person.given, brief(persona.description), holds)


def _parts(body: str) -> Iterator[Part]:
    title = ""
    gathered: list[Block] = []
    for block in blocks(body):
        if block.kind == "heading" and block.level <= 2:
            yield Part(title, tuple(gathered))
            title, gathered = block.text, []
        else:
            gathered.append(block)
    yield Part(title, tuple(gathered))
