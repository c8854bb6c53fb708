"""A draft as a scenario file: YAML that `rostra scenarios check` finds nothing wrong with, and that reads back as what it was. Pure."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from rostra.loading import model_names, resources
from rostra.loading.scenarios import seat_names
from rostra.models.catalogue import catalogue
from rostra.models.choose import KEYLESS, provider_of
from rostra.scenario import Scenario, SeatPlan
from rostra.web.desk.draft import GUEST, Draft
from rostra.web.desk.fitting import staged

GUEST_FILE = "guest.md"
"""The persona of somebody who speaks as themselves, as a file beside a scenario."""


def saved(draft: Draft, given: Collection[str] = ()) -> Scenario:
    """The scenario that a file is to hold: models written out, seats named only where they must be. `given`: the names of personas that
    others do not have, whose files are to lie beside it."""
    scenario = staged(draft)
    everybody = _named(draft.model)
    only = everybody is not None and provider_of(everybody) in KEYLESS  # --model offline outranks what is written

    def model(own: str | None, human: bool = False) -> str | None:
        return None if human else everybody if only else _named(own) or everybody

    plans = [
        plan.model_copy(update={"persona": portable(plan.persona, given), "model": model(plan.model, plan.human)})
        for plan in scenario.cast
    ]
    audience = tuple(each.model_copy(update={"model": model(each.model)}) for each in scenario.audience)
    moderator = scenario.moderator.model_copy(update={"model": model(scenario.moderator.model)})
    changes = {"name": resources.slug(scenario.name) or "debate", "cast": _briefly(plans)}
    return scenario.model_copy(update={**changes, "audience": audience, "moderator": moderator})


def portable(persona: str, given: Collection[str] = ()) -> str:
    """How a cast names that persona in a file: by name, or by a path that begins at the file."""
    if persona == GUEST:
        return f"./{GUEST_FILE}"
    if persona in given:
        return f"./{persona}.md"
    return f"./{Path(persona).name}" if resources.is_path("persona", persona) else persona


def beside(scenario: Scenario) -> tuple[str, ...]:
    """The files that must lie beside the scenario's."""
    return tuple(dict.fromkeys(plan.persona[2:] for plan in scenario.cast if plan.persona.startswith("./")))


def scenario_yaml(scenario: Scenario) -> str:
    """The scenario as YAML; what stands at its default is left out."""
    data = scenario.model_dump(exclude_defaults=True)
    head = "".join(f"# Put {name} beside this file.\n" for name in beside(scenario))
    return head + yaml.dump(_Flow.within(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _named(model: str | None) -> str | None:
    """A model as a file may name it: an alias that every reader understands, else the full id."""
    if model is None or model_names.understood(model):
        return model
    card = catalogue().find(model)
    return card.id if card else model


def _briefly(plans: list[SeatPlan]) -> tuple[SeatPlan, ...]:
    """Without the names that seats would be given anyway."""
    names = [plan.seat for plan in plans]
    unnamed = seat_names([plan.model_copy(update={"seat": None}) for plan in plans])
    brief = [
        plan.model_copy(update={"seat": None}) if plan.seat == default else plan
        for plan, default in zip(plans, unnamed, strict=True)
    ]
    return tuple(brief if list(seat_names(brief)) == names else plans)


class _Flow(list[Any]):
    """A list of short words, written on one line."""

    @classmethod
    def within(cls, data: Any) -> Any:
        """The same data, with such lists marked."""
        if isinstance(data, dict):
            return {key: cls.within(value) for key, value in data.items()}
        if isinstance(data, (list, tuple)):
            items = [cls.within(item) for item in data]
            return cls(items) if all(isinstance(item, str) for item in items) else items
        return data


class _Dumper(yaml.SafeDumper):
    """Long text as a block, short lists on a line, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _flow(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Flow, _flow)
