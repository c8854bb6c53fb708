"""What the page Scenarios says of a scenario. Pure; plain text, that whoever draws it escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rostra.analysis.coverage import Coverage
from rostra.debate import Debate
from rostra.format import Format
from rostra.loading import resources
from rostra.loading.scenarios import seat_names
from rostra.persona import Persona
from rostra.scenario import Scenario, SeatPlan
from rostra.web.desk.phase_picture import said
from rostra.web.desk.terms import counted

_CUES: dict[str, str] = {
    "Risk and control": r"extinction|existential|control|off switch|dominat|catastroph|\bpaus|moratorium|danger|safety|harms",
    "Rules and power": r"regulat|audit|\blaws?\b|licen[cs]|copyright|open (?:weights|models)|poids|power|standards|liab|levy",
    "How machines learn": r"\blearn|world model|model of the world|scaling|bigger model|gradient|symbols|imitat|reward|network|causa",
    "Minds and understanding": r"understand|meaning|reasoning|human[- ]level|intelligen|think|hallucinat|conscious|\bmind",
    "Work and care": r"triage|emergency|patient|nurse|medicine|\bjobs?\b|wages|retrain|school|pupil|teach|maintain|newcomer|incident",
}
"""A topic, and the words by which a scenario is counted to it. No grammar: cues."""
ELSE = "Other topics"
_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "ja": "Japanese", "ar": "Arabic", "es": "Spanish"}


class Card(NamedTuple):
    """A scenario in a list."""

    scenario: Scenario
    topic: str
    mine: bool
    """Uploaded or edited in this session."""
    cast: tuple[Persona | str, ...]
    """Who meets; a name where nobody here bears it."""


class Member(NamedTuple):
    """Somebody in the cast."""

    seat: str
    plan: SeatPlan
    persona: Persona | None
    """None where nobody here bears that name."""
    shown: str
    evidence: tuple[str, ...]


def topic_of(scenario: Scenario) -> str:
    """The topic a list has it under: the one whose words it has most of."""
    about = " · ".join((scenario.title, scenario.motion, *scenario.topics)).casefold()
    counts = {topic: len(re.findall(cues, about)) for topic, cues in _CUES.items()}
    best = max(counts, key=lambda topic: counts[topic])
    return best if counts[best] else ELSE


def language_of(scenario: Scenario) -> str:
    """The language spoken, by its name."""
    written = scenario.language.strip()
    return _LANGUAGES.get(written.casefold().split("-")[0], written[:1].upper() + written[1:])


def cards(scenarios: Sequence[Scenario], mine: Sequence[Scenario], people: Mapping[str, Persona]) -> tuple[Card, ...]:
    """All there are by topic, this session's own first within theirs. `people`: by the name a cast gives them."""
    order = [*_CUES, ELSE]
    found = [
        Card(each, topic_of(each), own, tuple(people.get(_called(plan), _called(plan)) for plan in each.cast))
        for own, many in ((True, mine), (False, scenarios))
        for each in many
    ]
    return tuple(sorted(found, key=lambda card: order.index(card.topic)))


def found(
    every: Sequence[Card],
    words: str = "",
    *,
    topic: str | None = None,
    form: str | None = None,
    language: str | None = None,
) -> tuple[Card, ...]:
    """Those that have all these words, and fit what else is given."""
    wanted = words.casefold().split()
    return tuple(
        card
        for card in every
        if topic in (None, card.topic)
        and form in (None, card.scenario.format)
        and language in (None, language_of(card.scenario))
        and all(word in _haystack(card) for word in wanted)
    )


def shown(who: Persona | str) -> str:
    """The name to read."""
    return who if isinstance(who, str) else who.display_name


def members(scenario: Scenario, people: Mapping[str, Persona]) -> tuple[Member, ...]:
    """The cast in seating order."""
    return tuple(_members(scenario, people))


def sides(scenario: Scenario, people: Mapping[str, Persona]) -> tuple[tuple[str, tuple[Member, ...]], ...]:
    """The cast by side, in the order in which sides come up; one side without a name where there are none."""
    cast = members(scenario, people)
    names = dict.fromkeys(member.plan.side or "" for member in cast)
    return tuple((side, tuple(member for member in cast if (member.plan.side or "") == side)) for side in names)


def readers(scenario: Scenario, pack: str) -> tuple[str, ...]:
    """The seats that read a pack of evidence."""
    names = seat_names(scenario.cast)
    return tuple(name for name, plan in zip(names, scenario.cast, strict=True) if pack in plan.evidence)


def phases(form: Format, scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Each phase's title, and what happens in it."""
    return tuple(
        (phase.title, said(phase, scenario.rounds if phase.slot == "speak" else None)) for phase in form.phases
    )


def seats_of(form: Format) -> str:
    """How many it takes, and on which sides."""
    takes = f"{form.min_seats} to {form.max_seats}" if form.min_seats < form.max_seats else str(form.min_seats)
    sides = f"sides: {', '.join(form.sides)}" if form.sides else "no sides"
    return f"{takes} seats; {sides}"


def covered(coverage: Coverage) -> str:
    """How much of what a cast may say to one another somebody can answer."""
    claims = len(coverage.claims)
    if not coverage.meetings:
        return "Nobody here has a claim near the motion in their file that another could answer. Offline, this cast will soon be silent."
    return (
        f"Of {counted(claims, 'claim')} near the motion in the files of this cast, somebody who meets it can answer "
        f"{coverage.met} ({coverage.met / claims:.0%})."
    )


def unanswered(coverage: Coverage, debate: Debate) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By the name of who brings them: the claims that nobody who meets them can answer."""
    left: dict[str, list[str]] = {}
    for brought in coverage.claims:
        if not brought.answered and brought.unanswered:
            left.setdefault(debate.seat(brought.seat).persona.display_name, []).append(brought.claim)
    return tuple((name, tuple(claims)) for name, claims in left.items())


def _members(scenario: Scenario, people: Mapping[str, Persona]) -> Iterator[Member]:
    for name, plan in zip(seat_names(scenario.cast), scenario.cast, strict=True):
        persona = people.get(_called(plan))
        yield Member(name, plan, persona, persona.display_name if persona else _called(plan), plan.evidence)


def _called(plan: SeatPlan) -> str:
    """The name a cast gives somebody; of a file's path, what it would be found by."""
    name = re.split(r"[/\\]", plan.persona)[-1] if resources.is_path("persona", plan.persona) else plan.persona
    return resources.slug(name.removesuffix(".md")) or plan.persona


def _haystack(card: Card) -> str:
    scenario = card.scenario
    names = (shown(each) for each in card.cast)
    about = (
        scenario.title,
        scenario.motion,
        scenario.summary,
        scenario.name,
        scenario.format,
        card.topic,
        *scenario.topics,
    )
    return " ".join((*about, *names, language_of(scenario))).casefold()
