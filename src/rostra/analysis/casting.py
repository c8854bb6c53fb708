"""Who should debate a topic: the panel that has something to say on it, and most to say against one another. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from rostra.analysis.coverage import heard_from
from rostra.debate import Debate, Seat
from rostra.errors import WrongUse
from rostra.format import Format
from rostra.loading.casting import mark
from rostra.loading.positions import Position
from rostra.models.offline.matching import stems
from rostra.models.offline.repertoire import Repertoire
from rostra.models.offline.sheets import sheet_of
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.values import Value

_NEAR = 0.3
"""Share of the topic's words, rarer ones weighing more, that a position to the point has in common with it."""
_IN_REASONS = 0.5
"""What a word counts that stands only in the reasons."""
_POINTS = 4
"""Points of each persona that are weighed."""
_SHORTLIST = 12
"""Personas nearest to the topic among whom the panel is chosen."""


class Member(Value):
    """A persona proposed, and why."""

    persona: str
    """Its name."""
    byline: str
    holds: tuple[str, ...]
    """Its positions on the topic, the nearest first."""
    answers: dict[str, int]
    """The names of others on the panel to how many of their points it has an answer that disagrees."""


class Panel(Value):
    """A cast for a topic. Where the format has sides, each side's members stand together, the first side's first."""

    topic: str
    format: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    """A persona's points on the topic, the nearest first, with how near each is."""

    persona: Persona
    points: tuple[tuple[float, Position], ...]

    @property
    def relevance(self) -> float:
        return math.fsum(near for near, _ in self.points)


def propose(topic: str, personas: Sequence[Persona], *, seats: int, form: Format, beside: Sequence[str] = ()) -> Panel:
    """The most contrasting panel of that many seats, the same for the same files. `beside`: other phrases for what it is about.

    `WrongUse` where the format does not take so many, or fewer personas have anything to say.
    """
    if not form.min_seats <= seats <= form.max_seats:
        raise WrongUse(
            f"{form.name!r} takes {form.min_seats} to {form.max_seats} seats, not {seats}.",
            remedy="Change --seats or --format.",
        )
    voices = _voices((topic, *beside), personas)[:_SHORTLIST]
    if len(voices) < seats:
        raise WrongUse(
            f"{len(voices)} of {len(personas)} personas have something to say on {topic!r}, and {seats} seats are asked for.",
            remedy="Say the topic in other words, or ask for fewer --seats.",
        )
    answers = _answers(topic, voices, form)
    chosen = max(
        combinations(voices, seats),
        key=lambda panel: (
            _contrast(combinations(panel, 2), answers),
            math.fsum(voice.relevance for voice in panel),
        ),
    )
    return Panel(topic=topic, format=form.name, members=_members(_on_benches(chosen, form, answers), answers))


def speakers(topics: Sequence[str], personas: Sequence[Persona]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Everybody who has something to say on one of these topics, by name, with their positions on it; who has most comes first. Pure."""
    return tuple(
        (voice.persona.name, tuple(position.heading for _, position in voice.points))
        for voice in _voices(topics, personas)
    )


def _voices(topics: Sequence[str], personas: Sequence[Persona]) -> list[_Voice]:
    """Who has something to say, by relevance and then by name."""
    sheets = [(persona, sheet_of(persona.body).positions) for persona in personas]
    every = [position for _, positions in sheets for position in positions]
    weights = [_weights(topic, every) for topic in topics]
    voices = []
    for persona, positions in sheets:
        rated = sorted(
            ((max(_near(position, each) for each in weights), -n, position) for n, position in enumerate(positions)),
            reverse=True,
            key=lambda row: row[:2],
        )
        points = tuple((near, position) for near, _, position in rated[:_POINTS] if near >= _NEAR)
        if points:
            voices.append(_Voice(persona, points))
    return sorted(voices, key=lambda voice: (-voice.relevance, voice.persona.name))


def _weights(topic: str, positions: Sequence[Position]) -> dict[str, float]:
    """The topic's stems that anybody uses, to their share of what it is about: rare ones say more of it."""
    counts = Counter(stem for position in positions for stem in _claim(position) | _reasons(position))
    known = {stem: math.log((len(positions) + 1) / counts[stem]) for stem in sorted(stems(topic)) if counts[stem]}
    total = math.fsum(known.values())
    return {stem: weight / total for stem, weight in known.items()} if total else {}


def _near(position: Position, weights: Mapping[str, float]) -> float:
    claim, reasons = _claim(position), _reasons(position)
    return math.fsum(
        weight if stem in claim else _IN_REASONS * weight
        for stem, weight in weights.items()
        if stem in claim or stem in reasons
    )


def _claim(position: Position) -> frozenset[str]:
    return stems(f"{position.heading} {position.about}")


def _reasons(position: Position) -> frozenset[str]:
    return frozenset().union(*(stems(said.text) for said in position.because))


_Answers = Mapping[tuple[str, str], Sequence[float]]
"""(who answers, whom) -> how near to the topic each point of theirs is that meets a disagreeing answer."""


def _answers(topic: str, voices: Sequence[_Voice], form: Format) -> _Answers:
    debate = _all_at_one_table(topic, voices, form)
    repertoires = {seat.name: Repertoire(debate, seat) for seat in debate.debaters}
    found = {}
    for voice in voices:
        near = {position.line: score for score, position in voice.points}
        brought = [
            (near[line], heard)
            for heard, line in heard_from(repertoires[voice.persona.name], [p for _, p in voice.points])
        ]
        for name, repertoire in repertoires.items():
            if name != voice.persona.name:
                found[name, voice.persona.name] = [
                    score
                    for score, heard in brought
                    if (best := next(iter(repertoire.matches([heard])), None)) and best.tight and not best.agrees
                ]
    return found


def _all_at_one_table(topic: str, voices: Sequence[_Voice], form: Format) -> Debate:
    """A debate that is never staged, of all who might be invited: rare words are rare among all of them."""
    cast = tuple(Seat(name=v.persona.name, persona=v.persona, mark=mark(n)) for n, v in enumerate(voices))
    scenario = Scenario(name="casting", title=topic, motion=topic, format=form.name, cast=())
    never = datetime(1970, 1, 1, tzinfo=UTC)
    return Debate(id="casting", title=topic, scenario=scenario, format=form, cast=cast, created=never)


def _contrast(pairs: Iterable[tuple[_Voice, _Voice]], answers: _Answers) -> float:
    return math.fsum(
        near
        for one, other in pairs
        for who, whom in ((one, other), (other, one))
        for near in answers[who.persona.name, whom.persona.name]
    )


def _on_benches(panel: tuple[_Voice, ...], form: Format, answers: _Answers) -> tuple[_Voice, ...]:
    """Where there are two sides, the split that leaves most of the contrast between them."""
    if len(form.sides) != 2:
        return panel
    first = max(
        combinations(panel, (len(panel) + 1) // 2),
        key=lambda bench: _contrast([(one, other) for one in bench for other in panel if other not in bench], answers),
    )
    return (*first, *(voice for voice in panel if voice not in first))


def _members(panel: Sequence[_Voice], answers: _Answers) -> tuple[Member, ...]:
    return tuple(
        Member(
            persona=voice.persona.name,
            byline=voice.persona.byline,
            holds=tuple(position.heading for _, position in voice.points),
            answers={
                other.persona.display_name: count
                for other in panel
                if other is not voice and (count := len(answers[voice.persona.name, other.persona.name]))
            },
        )
        for voice in panel
    )
