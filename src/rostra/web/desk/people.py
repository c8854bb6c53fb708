"""Who can be seated: the personas that came with Rostra, those of the user's folders, and those given in this session. Pure but for
the files that are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from rostra.analysis.casting import Member, propose, speakers
from rostra.analysis.overlap import overlaps
from rostra.debate import Debate, Seat
from rostra.errors import RostraError, WrongUse
from rostra.format import Format
from rostra.loading import load_persona, resources
from rostra.models.choose import KEYLESS, provider_of
from rostra.models.offline.repertoire import Repertoire
from rostra.models.offline.sheets import sheet_of
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.values import Value


class Person(Value):
    """Somebody who can be seated."""

    ref: str
    """The name that a cast writes for them."""
    persona: Persona
    given: bool = False
    """Whether the file was given in this session."""
    holds: tuple[str, ...] = ()
    """Their positions on the topic, the nearest first; empty where their file has none."""

    @property
    def positions(self) -> tuple[str, ...]:
        """All that they hold, in the order of their file."""
        return tuple(position.heading for position in sheet_of(self.persona.body).positions)


def people(folders: Sequence[Path], given: Mapping[str, str]) -> tuple[Person, ...]:
    """Everybody there is, those given in this session (name to path) first. What cannot be read is left out; the page Personas says why."""
    files = [(name, Path(path), True) for name, path in given.items()]
    files += [(path.stem, path, False) for path in resources.entries("persona", folders) if path.stem not in given]
    return tuple(Person(ref=ref, persona=persona, given=mine) for ref, path, mine in files if (persona := _read(path)))


def by_topic(everybody: Sequence[Person], topics: Sequence[str]) -> tuple[Person, ...]:
    """With what they hold on these topics, those who have most to say on them first."""
    held = dict(speakers(topics, [_by_ref(person) for person in everybody])) if topics else {}
    order = {ref: number for number, ref in enumerate(held)}
    known = [person.model_copy(update={"holds": held.get(person.ref, ())}) for person in everybody]
    return tuple(sorted(known, key=lambda person: order.get(person.ref, len(order))))


def found(everybody: Sequence[Person], words: str) -> tuple[Person, ...]:
    """Those whose name, description or positions have all these words."""
    wanted = words.casefold().split()
    return tuple(person for person in everybody if all(word in _haystack(person) for word in wanted))


def contrast(topics: Sequence[str], everybody: Sequence[Person], seats: int, form: Format) -> tuple[Member, ...]:
    """The most contrasting panel, each `persona` being a `ref`. `WrongUse` where fewer have something to say."""
    named = [_by_ref(person) for person in everybody]
    if len(speakers(topics, named)) < seats:
        raise WrongUse(
            f"Fewer than {seats} of the {len(named)} personas here have something to say on this in their files.",
            remedy="Ask for fewer seats, say the topic in other words, or seat whom you like: a language model needs no file.",
        )
    return propose(topics[0], named, seats=seats, form=form, beside=topics[1:]).members


def topics_of(scenario: Scenario) -> tuple[str, ...]:
    """What a scenario is about: its motion, then its topics."""
    return tuple(topic for topic in (scenario.motion, *scenario.topics) if topic.strip())


def cautions(debate: Debate) -> list[str]:
    """What should be known of a cast before it debates: two who hold the same, and who has nothing to say offline."""
    shown = {seat.persona.name: seat.persona.display_name for seat in debate.debaters}
    found = [
        f"{shown[each.one]} and {shown[each.other]} share {len(each.shared)} positions, “{each.shared[0].one.heading}” among them. "
        "Two who differ make the better debate."
        for each in overlaps([seat.persona for seat in debate.debaters if not seat.human])
    ]
    return found + [_speechless(seat) for seat in debate.debaters if _offline(seat) and not _has_words(debate, seat)]


def _speechless(seat: Seat) -> str:
    return (
        f"The file of {seat.persona.display_name} has nothing on this topic. Offline they will soon have nothing to say: "
        "seat somebody else, or give them a language model."
    )


def _offline(seat: Seat) -> bool:
    return not seat.human and provider_of(seat.model or "offline") in KEYLESS


def _has_words(debate: Debate, seat: Seat) -> bool:
    repertoire = Repertoire(debate, seat)
    return bool(repertoire.points() or repertoire.ideas())


def _by_ref(person: Person) -> Persona:
    """Two files may bear one name."""
    return person.persona.model_copy(update={"name": person.ref})


@lru_cache(maxsize=512)
def _words(persona_name: str, shown: str, description: str, body: str) -> str:
    held = " ".join(position.heading for position in sheet_of(body).positions)
    return f"{persona_name} {shown} {description} {held}".casefold()


def _haystack(person: Person) -> str:
    persona = person.persona
    return _words(persona.name, persona.display_name, persona.description, persona.body)


def _read(path: Path) -> Persona | None:
    try:
        return _cached(path, path.stat().st_mtime_ns)
    except (RostraError, OSError):
        return None


@lru_cache(maxsize=512)
def _cached(path: Path, changed: int) -> Persona:
    return load_persona(path)
