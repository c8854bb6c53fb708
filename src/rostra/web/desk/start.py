"""From what the address and the session say to a desk, and from the desk to a debate on stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from rostra.analysis.advice import advise
from rostra.debate import Debate
from rostra.errors import RostraError
from rostra.estimate import Estimate, estimate
from rostra.format import Format
from rostra.loading import list_formats, list_scenarios, load_scenario
from rostra.scenario import Scenario
from rostra.web import visitor
from rostra.web.desk import kept, terms
from rostra.web.desk.begin import guest_file, guest_name, prepared
from rostra.web.desk.draft import GUEST, Draft, about, begun, in_format, seated
from rostra.web.desk.fitting import left_out, resolved, troubles
from rostra.web.desk.kept import Desk
from rostra.web.desk.people import Person, people
from rostra.web.desk.scenario_file import GUEST_FILE, beside, saved, scenario_yaml
from rostra.web.desk.subject import FLAGSHIP
from rostra.web.hub import Hub
from rostra.web.places import asked, go
from rostra.web.text import plain
from rostra.web.troubles import told

_TAKEN, _PLANNED = "new address", "new planned"
_FIRST = "panel"
"""The format of a topic that is not said yet."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a draft comes to."""

    debate: Debate | None
    """None where it cannot be staged yet."""
    found: Estimate | None = None
    troubles: tuple[str, ...] = ()
    """What stands in the way."""
    error: str = ""
    """Why a draft that looks whole cannot be prepared; it stands in the way too."""
    notes: tuple[str, ...] = ()
    """What should be known."""

    @property
    def said(self) -> str:
        """In a line: what it will take, or what stands in the way."""
        if self.troubles or self.debate is None or self.found is None:
            return next(iter(self.troubles), "")
        return f"{terms.speaks(self.debate)} · {terms.in_short(self.found)}"


def desk(hub: Hub) -> Desk:
    """The desk of this run of the script, with a draft on it."""
    given = _given("uploaded personas")
    folders = dict.fromkeys([*(Path(path).parent for path in given.values()), *hub.settings.personas])
    settings = visitor.settings(hub).model_copy(update={"personas": tuple(folders)})
    everybody = people(hub.settings.personas, given)
    forms = {form.name: form for form in list_formats()}
    scenarios = _scenarios(_given("uploaded scenarios"), forms, everybody)
    _take_address(scenarios, forms, everybody)
    draft = kept.draft()
    if draft is None:
        flagship = next((each for each in scenarios if each.name == FLAGSHIP), scenarios[0])
        draft = begun(flagship) if kept.kind() == "scenario" else about("", forms[_FIRST])
        kept.keep(draft)
    return Desk(hub, settings, forms, scenarios, everybody, draft)


def _given(name: str) -> Mapping[str, str]:
    given = st.session_state.get(name)
    return given if isinstance(given, dict) else {}


def _scenarios(
    given: Mapping[str, str], forms: Mapping[str, Format], everybody: tuple[Person, ...]
) -> tuple[Scenario, ...]:
    """Those given in this session, then those that came with Rostra; a format of one's own has no picture here."""
    mine = []
    for path in given.values():
        with told():
            mine.append(load_scenario(Path(path)))
    names = {person.ref for person in everybody}
    return tuple(resolved(each, names) for each in (*mine, *list_scenarios()) if each.format in forms)


def _take_address(scenarios: tuple[Scenario, ...], forms: Mapping[str, Format], everybody: tuple[Person, ...]) -> None:
    """What the address asks for is taken up once; afterwards the draft is edited here."""
    wanted = (asked("scenario"), asked("topic"), asked("persona"))
    if not any(wanted) or st.session_state.get(_TAKEN) == wanted:
        return
    st.session_state[_TAKEN] = wanted
    name, topic, persona = wanted
    found = next((each for each in scenarios if each.name == name), None)
    if found is not None:
        kept.keep_kind("scenario")
        now = kept.draft()
        if now is None or now.origin != found.name:
            kept.keep(begun(found, now))
    elif topic or persona:
        kept.keep_kind("topic")
        draft = kept.draft() or about("", forms[_FIRST])
        if topic:
            best = advise(topic, list(forms.values()))[0].format
            draft = in_format(about(topic, forms[best], draft), forms[best], forms[draft.scenario.format])
        if persona in {person.ref for person in everybody}:
            draft = _with(draft, persona or "", forms[draft.scenario.format])
        kept.keep(draft)


def _with(draft: Draft, persona: str, form: Format) -> Draft:
    full = len(draft.scenario.cast) >= form.max_seats
    there = any(plan.persona == persona for plan in draft.scenario.cast)
    return draft if full or there else seated(draft, persona, form)


def stands_open(name: str) -> bool:
    """Whether a part of the page is unfolded to begin with: who debates a topic of one's own has to be said."""
    return name == "cast" and kept.kind() == "topic"


# -- what it comes to


def planned(desk: Desk) -> Plan:
    """The plan of the draft on the desk; the last one is remembered."""
    asked_for = (desk.draft, desk.settings, visitor.name())
    known = st.session_state.get(_PLANNED)
    if known is None or known[0] != asked_for:
        known = st.session_state[_PLANNED] = (asked_for, _plan(desk))
    plan: Plan = known[1]
    return plan


def _plan(desk: Desk) -> Plan:
    said = troubles(desk.draft, desk.form)
    if said:
        return Plan(None, troubles=tuple(said))
    try:
        debate, notes = prepared(desk.draft, desk.settings, _guest(desk))
    except (RostraError, OSError) as error:
        return Plan(None, troubles=(str(error),), error=str(error))
    found = estimate(debate, effort=desk.settings.effort)
    more = terms.objections(found, desk.draft.budget)
    notes = tuple(note for note in notes if "No Anthropic key" not in note)  # said under models
    if found.unpriced and desk.draft.budget is not None:
        return Plan(debate, found, troubles=tuple(more), error=more[0], notes=notes)
    return Plan(debate, found, notes=(*notes, *left_out(desk.draft, desk.form), *more))


def _guest(desk: Desk) -> str:
    return guest_name(visitor.name(), [person.persona.display_name for person in desk.people])


# -- the bar at the bottom


def bar(desk: Desk, plan: Plan) -> None:
    """What it will take, the plan as a file, and the way on stage."""
    with told(), st.container(horizontal=True, vertical_alignment="center"):
        blocked = plan.debate is None or bool(plan.troubles)
        if st.button("Start the debate", type="primary", icon=":material/play_arrow:", disabled=blocked):
            _start(desk)
        _save(desk, disabled=plan.debate is None)
        st.caption(plain(plan.said))


def _save(desk: Desk, *, disabled: bool) -> None:
    if disabled:
        st.button("Save as a scenario file", icon=":material/download:", disabled=True)
        return
    scenario = saved(desk.draft, [person.ref for person in desk.people if person.given])
    st.download_button(
        "Save as a scenario file",
        scenario_yaml(scenario),
        f"{scenario.name}.yaml",
        "application/yaml",
        icon=":material/download:",
        help="For `rostra stage FILE`. " + " ".join(f"Put {name} beside it." for name in beside(scenario)),
        on_click="ignore",
    )
    if any(plan.persona == GUEST for plan in desk.draft.scenario.cast):
        file = guest_file(_guest(desk))
        st.download_button(
            GUEST_FILE,
            file,
            GUEST_FILE,
            "text/markdown",
            icon=":material/person:",
            help="Your seat.",
            on_click="ignore",
        )


def _start(desk: Desk) -> None:
    draft = desk.draft
    debate = prepared(draft, desk.settings, _guest(desk)).debate
    patience = float(draft.patience) if draft.patience else None
    desk.hub.start(debate, key=visitor.key(), patience=patience, budget=draft.budget)
    if draft.mine is not None:
        desk.hub.take_seat(debate.id, draft.mine, visitor.token())
    go("stage", debate=debate.id)
