"""Scenarios: debates ready to be staged, and those that somebody brings along for this session."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import streamlit as st

from rostra.errors import BadFile, RostraError
from rostra.loading import list_formats, list_scenarios
from rostra.loading.text import read_bytes
from rostra.persona import Persona
from rostra.preparing import Prepared, prepare
from rostra.scenario import Scenario
from rostra.web import components, visitor
from rostra.web.desk.people import people
from rostra.web.hub import Hub
from rostra.web.places import asked, go
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.workshop import bench, parts, plans
from rostra.web.workshop.faces import row
from rostra.web.workshop.folder import Workshop
from rostra.web.workshop.plans import Card
from rostra.web.workshop.scenario_view import Here, about, beside, cast, title
from rostra.web.workshop.texts import Checked, by_name


def draw() -> None:
    """All there are; or the one the address names, to read about or to edit."""
    hub = visitor.hub()
    here = _here(hub, bench.workshop(hub))
    components.shelves()
    if (name := asked("scenario")) is not None:
        _scenario(here, name)
    elif (name := asked("edit")) is not None:
        scenario = _read(here, name).value
        shown = scenario.title if scenario else name
        st.title(plain(shown if here.shop.is_mine("scenario", name) else f"A copy of “{shown}”"), anchor=False)
        _preview(here, bench.edit(here.shop, "scenario", name))
    elif (what := asked("write")) is not None:
        st.title("A new scenario", anchor=False)
        _preview(here, bench.write(here.shop, "scenario", what))
    else:
        _all(here)


def _here(hub: Hub, shop: Workshop) -> Here:
    settings = visitor.settings(hub)
    everybody = people(settings.personas, shop.kept["persona"])
    named = {person.ref: person.persona for person in everybody}
    ours = settings.model_copy(update={"personas": shop.folders})
    return Here(hub, shop, ours, named, {form.name: form for form in list_formats()})


# -- the list


def _all(here: Here) -> None:
    st.title("Scenarios", anchor=False)
    st.markdown("Debates ready to be staged: who meets whom, about what, and in which format.")
    mine = [value for name in here.shop.kept["scenario"] if (value := _read(here, name).value)]
    every = plans.cards(list_scenarios(), mine, here.people)
    found = _filtered(here, every)
    if not found:
        st.info(
            "No scenario here matches that. Use fewer words or filters, or make it a new debate.",
            icon=":material/search_off:",
        )
        parts.doorway("new", "New debate", icon=":material/add_circle:")
    for topic, cards in groupby(found, key=lambda card: card.topic):
        st.subheader(topic, anchor=False)
        with st.grid(min_column_width=330):
            for card in cards:
                _card(here, card)


def _filtered(here: Here, every: tuple[Card, ...]) -> tuple[Card, ...]:
    with st.container(horizontal=True, vertical_alignment="center"):
        words = st.text_input(
            "Search", type="search", key="search scenarios", live=True, persist_state="session", width=240,
            placeholder="A topic, or a name", label_visibility="collapsed",
        )  # fmt: skip
        topic = _choice("Any topic", "topic of scenarios", {card.topic: card.topic for card in every}, 180)
        titles = {card.scenario.format: title(here, card.scenario) for card in every}
        form = _choice("Any format", "format of scenarios", dict(sorted(titles.items())), 170)
        spoken = {language: language for language in sorted({plans.language_of(card.scenario) for card in every})}
        language = _choice("Any language", "language of scenarios", spoken, 150)
        bench.bring(here.shop, "scenario")
    return plans.found(every, words or "", topic=topic, form=form, language=language)


def _choice(anything: str, key: str, shown: Mapping[str, str], width: int) -> str | None:
    return st.selectbox(
        anything, list(shown), index=None, format_func=lambda each: plain(shown.get(each, each)), key=key,
        placeholder=anything, label_visibility="collapsed", persist_state="session", width=width,
    )  # fmt: skip


def _card(here: Here, card: Card) -> None:
    scenario = card.scenario
    with st.container(border=True, height="stretch", gap="small", key=f"card scenario {scenario.name}"):
        with st.container(gap=None):
            parts.doorway("scenarios", scenario.title, scenario=scenario.name)
            spoken = plans.language_of(scenario)
            said = [title(here, scenario), *([spoken] if spoken != "English" else [])]
            parts.under_the_name(" · ".join(said), "yours" if card.mine else "")
        if scenario.motion.strip(" .?") != scenario.title.strip(" .?"):
            st.markdown(f"*{plain(scenario.motion)}*")
        elif scenario.summary:
            st.markdown(plain(scenario.summary))
        names = [plans.shown(who) for who in card.cast]
        st.image(row([(name, n) for n, name in enumerate(names)]), alt=f"The cast: {', '.join(names)}")


# -- one of them


def _read(here: Here, name: str) -> Checked[Scenario]:
    mine = here.shop.is_mine("scenario", name)
    return here.shop.check_scenario(read_bytes(here.shop.path("scenario", name)), trusted=not mine)


def _scenario(here: Here, name: str) -> None:
    path = here.shop.path("scenario", name)  # NotFound before anything is drawn
    checked = _read(here, name)
    scenario = checked.value
    if scenario is None:
        raise BadFile(checked.found[0].text, file=path.name, line=checked.found[0].line)
    mine = here.shop.is_mine("scenario", name)
    prepared, trouble = _prepared(here, by_name(scenario), checked)
    parts.doorway("scenarios", "All scenarios", icon=":material/arrow_back:")
    st.title(plain(scenario.title), anchor=False)
    said = f"{title(here, scenario)} · {plans.topic_of(scenario)} · {plans.language_of(scenario)}"
    parts.under_the_name(said, "yours, for this session" if mine else "")
    st.markdown(f"*{plain(scenario.motion)}*")
    if scenario.summary:
        st.markdown(plain(scenario.summary))
    _actions(here, name, read_bytes(path), prepared, mine)
    if trouble:
        st.warning(plain(trouble), icon=":material/build:")
    if not checked.ready:
        parts.findings(checked.found)
    wide, narrow = st.columns([2.3, 1], gap="large")
    with wide:
        about(here, scenario, prepared)
    with narrow:
        beside(here, scenario, checked, prepared)


def _prepared(here: Here, scenario: Scenario, checked: Checked[Scenario]) -> tuple[Prepared | None, str]:
    """The debate as it would be staged; else why it cannot be."""
    if not checked.ready:
        return None, "It cannot be staged yet. Edit it, or bring what it needs."
    try:
        return prepare(scenario, here.settings), ""
    except RostraError as error:
        return None, str(error)


def _actions(here: Here, name: str, data: bytes, prepared: Prepared | None, mine: bool) -> None:
    with told(), st.container(horizontal=True, vertical_alignment="center"):
        start = st.button("Start this debate", type="primary", icon=":material/play_arrow:", disabled=prepared is None)
        if start and prepared is not None:
            here.hub.start(prepared.debate, key=visitor.key())
            go("stage", debate=prepared.debate.id)
        if st.button(
            "Change it first",
            icon=":material/tune:",
            help="Take it to New debate: another cast, format, model, budget.",
        ):
            go("new", scenario=name)
        label = "Go on editing" if bench.has_draft(here.shop, "scenario", name) else "Edit" if mine else "Edit a copy"
        if st.button(label, icon=":material/edit:"):
            go("scenarios", edit=name)
        st.download_button(
            "Download", data, f"{name}.yaml", "text/plain", icon=":material/download:", on_click="ignore"
        )
        if mine:
            with st.popover("Remove", icon=":material/delete:"):
                st.markdown("It is gone then, unless you have downloaded it. Debates that were begun with it go on.")
                if st.button("Remove it", type="primary"):
                    here.shop.remove("scenario", name)
                    go("scenarios")


# -- editing


def _preview(here: Here, checked: Checked[Persona] | Checked[Scenario]) -> None:
    scenario = checked.value
    if not isinstance(scenario, Scenario):
        st.info("It cannot be read yet. What is to mend stands beside the text.", icon=":material/build:")
        return
    st.subheader("As it will be read", anchor=False)
    with st.container(border=True):
        st.subheader(plain(scenario.title), anchor=False)
        st.markdown(f"*{plain(scenario.motion)}*")
        cast(here, scenario)
        form = here.formats.get(scenario.format)
        if form is not None:
            st.caption(plain(f"{form.title}: {plans.seats_of(form)}"))
