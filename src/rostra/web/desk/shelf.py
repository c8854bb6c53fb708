"""The scenarios there are, as somebody looks through them: in groups, and by words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from rostra.loading.resources import slug
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.values import Value

Group = Literal["Researchers", "At work", "Brainstorms", "Other languages"]


class Titled(Value):
    """A scenario and what a list shows of it."""

    scenario: Scenario
    group: Group
    words: str
    """Everything it is found by, in small letters."""


def shelf(scenarios: Sequence[Scenario], people: Mapping[str, Persona]) -> tuple[Titled, ...]:
    """The scenarios with their groups, group by group. `people`: personas by the name a cast gives them."""
    titled = [_titled(scenario, people) for scenario in scenarios]
    order = list(Group.__args__)  # type: ignore[attr-defined]
    return tuple(sorted(titled, key=lambda each: order.index(each.group)))


def found(titled: Sequence[Titled], words: str, group: str | None = None) -> tuple[Titled, ...]:
    """Those of a group that have all these words."""
    wanted = words.casefold().split()
    return tuple(
        each for each in titled if (group is None or each.group == group) and all(word in each.words for word in wanted)
    )


def _titled(scenario: Scenario, people: Mapping[str, Persona]) -> Titled:
    cast = [people[plan.persona] for plan in scenario.cast if plan.persona in people]
    names = [persona.display_name for persona in cast]
    said = (
        scenario.title,
        scenario.motion,
        scenario.summary,
        *scenario.topics,
        scenario.format,
        scenario.language,
        *names,
    )
    return Titled(scenario=scenario, group=_group(scenario, cast), words=" ".join(said).casefold())


def _group(scenario: Scenario, cast: Sequence[Persona]) -> Group:
    if slug(scenario.language) not in ("en", "english"):
        return "Other languages"
    if scenario.format == "brainstorm":
        return "Brainstorms"
    # A role is held by somebody who does the work; everybody else is, or may be, a person with a name in the field.
    return "At work" if all(persona.kind == "role" for persona in cast) else "Researchers"
