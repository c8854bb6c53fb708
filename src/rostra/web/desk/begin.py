"""From a draft to a debate on stage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from rostra.preparing import Prepared, Wishes, prepare
from rostra.scenario import Scenario
from rostra.settings import Settings
from rostra.web.desk.draft import GUEST, Draft
from rostra.web.desk.fitting import staged
from rostra.web.desk.scenario_file import GUEST_FILE, portable
from rostra.web.hub import BY


def prepared(draft: Draft, settings: Settings, guest: str) -> Prepared:
    """The debate of a draft. `guest`: the name of whoever speaks as themselves. Everything `prepare` raises."""
    scenario = staged(draft)
    wishes = Wishes(model=draft.model, seed=draft.seed)
    if any(plan.persona == GUEST for plan in scenario.cast):
        with TemporaryDirectory(prefix="rostra-") as folder:
            path = Path(folder, GUEST_FILE)
            path.write_text(guest_file(guest), encoding="utf-8")
            found = prepare(_seating(scenario, path), settings, wishes)
    else:
        found = prepare(scenario, settings, wishes)
    return found._replace(debate=found.debate.model_copy(update={"scenario": _without_paths(found.debate.scenario)}))


def guest_name(name: str, people: Iterable[str]) -> str:
    """What somebody who speaks as themselves is called: as they say, unless a persona is called so."""
    taken = {" ".join(each.casefold().split()) for each in people}
    return "A guest" if name == BY or " ".join(name.casefold().split()) in taken else name


def guest_file(name: str) -> str:
    """The persona file of somebody who speaks as themselves."""
    front = {
        "name": "guest",
        "display_name": name,
        "description": "Somebody who takes part themselves.",
        "kind": "role",
    }
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True)
    return f"---\n{head}---\nYou are {name}, who takes part in this debate yourself.\n"


def _seating(scenario: Scenario, path: Path) -> Scenario:
    plans = tuple(
        plan.model_copy(update={"persona": str(path)}) if plan.persona == GUEST else plan for plan in scenario.cast
    )
    return scenario.model_copy(update={"cast": plans})


def _without_paths(scenario: Scenario) -> Scenario:
    """A debate is read by others: where files lie on this machine is none of their business."""
    plans = tuple(plan.model_copy(update={"persona": portable(plan.persona)}) for plan in scenario.cast)
    return scenario.model_copy(update={"cast": plans})
