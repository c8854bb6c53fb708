"""Personas: who can speak, what they hold, and those that somebody brings along for this session."""

from __future__ import annotations

from collections.abc import Set
from typing import get_args

import streamlit as st

from rostra.errors import BadFile
from rostra.loading import list_scenarios, load_persona, resources
from rostra.loading.text import read_bytes
from rostra.models.offline.sheets import sheet_of
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.web import components, visitor
from rostra.web.desk.people import people
from rostra.web.hub import Hub
from rostra.web.places import asked, go
from rostra.web.text import plain
from rostra.web.workshop import bench, parts
from rostra.web.workshop.folder import Workshop
from rostra.web.workshop.people import Card, Group, cards, disclosure_of, kind_of, parts_of, sits_in
from rostra.web.workshop.texts import Checked, check_persona

_OPEN = {"", "temperament"}
"""Sections that are read without opening them."""


def draw() -> None:
    """Everybody; or whom the address names, to read about or to edit."""
    hub = visitor.hub()
    shop = bench.workshop(hub)
    components.shelves()
    if (name := asked("persona")) is not None:
        _person(shop, name)
    elif (name := asked("edit")) is not None:
        _edit(shop, name)
    elif (what := asked("write")) is not None:
        st.title("A new persona", anchor=False)
        _preview(bench.write(shop, "persona", what))
    else:
        _everybody(hub, shop)


# -- the list


def _everybody(hub: Hub, shop: Workshop) -> None:
    st.title("Personas", anchor=False)
    st.markdown(
        "Who can speak in a debate. Everybody here is simulated; nothing they say is a statement by the people portrayed."
    )
    everybody = people(hub.settings.personas, shop.kept["persona"])
    with st.container(horizontal=True, vertical_alignment="center"):
        words = st.text_input(
            "Search", type="search", key="search personas", live=True, persist_state="session", width=280,
            placeholder="A name, or what they hold", label_visibility="collapsed",
        )  # fmt: skip
        group = st.segmented_control(
            "Show", get_args(Group), key="group of personas", persist_state="session", label_visibility="collapsed"
        )
        bench.bring(shop, "persona")
    found = cards(everybody, words or "", group)
    if not found:
        st.info(
            "Nobody here matches that. Use fewer words, or show everybody: press the chosen group again.",
            icon=":material/search_off:",
        )
    with st.grid(min_column_width=290):
        for card in found:
            _card(card)
    _unread(hub, {person.ref for person in everybody})


def _card(card: Card) -> None:
    with st.container(border=True, height="stretch", gap="small", key=f"card persona {card.name}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            parts.face_of(card.persona, 44)
            with st.container(gap=None):
                parts.doorway("personas", card.persona.display_name, persona=card.name)
                parts.under_the_name(kind_of(card.persona), "yours" if card.mine else "")
        st.markdown(f"Holds: {plain(card.holds)}" if card.holds else plain(card.says))


def _unread(hub: Hub, known: Set[str]) -> None:
    """Files of the studio's own folders that nobody can be made of."""
    for path in resources.entries("persona", hub.settings.personas):
        if path.stem in known:
            continue
        try:
            load_persona(path)
        except BadFile as error:
            line = f", line {error.line}" if error.line else ""
            st.warning(plain(f"{path.name}{line}: {error.problem}"))


# -- somebody


def _person(shop: Workshop, name: str) -> None:
    path = shop.path("persona", name)  # NotFound before anything is drawn
    data = read_bytes(path)
    checked = check_persona(data, path.name)
    persona = checked.value
    if persona is None:
        raise BadFile(checked.found[0].text, file=path.name, line=checked.found[0].line)
    mine = shop.is_mine("persona", name)
    _head(persona, mine)
    _actions(shop, persona, name, data, mine)
    if mine:
        parts.findings(checked.found)  # at once, on a phone too: this is what an upload was read as
    wide, narrow = st.columns([2.3, 1], gap="large")
    with wide:
        _about(persona)
    with narrow:
        _beside(persona, name, checked, mine)


def _head(persona: Persona, mine: bool) -> None:
    parts.doorway("personas", "All personas", icon=":material/arrow_back:")
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.face_of(persona, 72)
        with st.container(gap=None):
            st.title(plain(persona.display_name), anchor=False)
            true = f" · facts as of {persona.as_of:%d %B %Y}" if persona.as_of else ""
            parts.under_the_name(f"{kind_of(persona)}{true}", "yours, for this session" if mine else "")
    if persona.description:
        st.markdown(plain(persona.description))
    st.caption(plain(disclosure_of(persona)))


def _actions(shop: Workshop, persona: Persona, name: str, data: bytes, mine: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Start a debate with them", type="primary", icon=":material/add_circle:"):
            go("new", persona=name)
        label = "Go on editing" if bench.has_draft(shop, "persona", name) else "Edit" if mine else "Edit a copy"
        if st.button(label, icon=":material/edit:"):
            go("personas", edit=name)
        st.download_button(
            "Download", data, f"{persona.name}.md", "text/markdown", icon=":material/download:", on_click="ignore"
        )
        if mine:
            with st.popover("Remove", icon=":material/delete:"):
                st.markdown("It is gone then, unless you have downloaded it. Debates that were begun with it go on.")
                if st.button("Remove it", type="primary"):
                    shop.remove("persona", name)
                    go("personas")


def _about(persona: Persona) -> None:
    sections = parts_of(persona.body)
    for part in sections:
        if part.title.casefold() in _OPEN:
            st.subheader(plain(part.title) or "Who they are", anchor=False)
            if not part.title:
                st.caption("As the file tells whoever plays them.")
            parts.prose(part.blocks)
    st.subheader(plain(f"What {persona.display_name} holds"), anchor=False)
    parts.sheet(sheet_of(persona.body), persona.display_name)
    rest = [part for part in sections if part.title.casefold() not in _OPEN]
    st.subheader("More of the file", anchor=False)
    for part in rest:
        with st.expander(plain(part.title)):
            parts.prose(part.blocks)
    if persona.sources:
        with st.expander(f"Sources ({len(persona.sources)})", icon=":material/menu_book:"):
            parts.sources(persona.sources)
    with st.expander("The file’s text, as a language model is given it"):
        st.code(persona.body, language=None, wrap_lines=True, height=400)


def _beside(persona: Persona, name: str, checked: Checked[Persona], mine: bool) -> None:
    with st.container(border=True, gap="small"):
        st.markdown("**In these scenarios**")
        cast = sits_in(name, list_scenarios())
        with st.container(key="list of scenarios", gap="small"):
            for scenario in cast:
                parts.doorway("scenarios", scenario.title, scenario=scenario.name)
        if not cast:
            st.caption("In none yet. Start a debate with them, or write a scenario.")
    if not mine:
        parts.findings(checked.found)
    with st.container(border=True, gap="small"):
        st.markdown("**The file**")
        model = f"  \nAsks for the model `{plain(persona.model)}`" if persona.model else ""
        st.markdown(f"Found as {plain(name)}{model}")
        if not persona.sources:
            st.caption("It names no sources.")


# -- editing


def _edit(shop: Workshop, name: str) -> None:
    path = shop.path("persona", name)
    persona = check_persona(read_bytes(path), path.name).value
    shown = persona.display_name if persona else name
    st.title(plain(shown if shop.is_mine("persona", name) else f"A copy of {shown}"), anchor=False)
    _preview(bench.edit(shop, "persona", name))


def _preview(checked: Checked[Persona] | Checked[Scenario]) -> None:
    persona = checked.value
    if not isinstance(persona, Persona):
        st.info("It cannot be read yet. What is to mend stands beside the text.", icon=":material/build:")
        return
    st.subheader("As it will be read", anchor=False)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            parts.face_of(persona, 44)
            with st.container(gap=None):
                st.markdown(f"**{plain(persona.byline)}**")
                st.caption(plain(f"{kind_of(persona)} · found as {persona.name}"))
        parts.sheet(sheet_of(persona.body), persona.display_name)
