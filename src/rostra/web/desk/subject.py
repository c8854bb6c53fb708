"""What the debate is about: one of the scenarios, or a topic of one's own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rostra.analysis.advice import advise
from rostra.web.desk import kept, shelf
from rostra.web.desk.draft import Draft, about, begun
from rostra.web.desk.kept import Desk
from rostra.web.text import plain

FLAGSHIP = "existential-risk"
_KINDS: dict[kept.Kind, str] = {"scenario": "A scenario", "topic": "A topic of your own"}
_LIST = 400
"""Pixels of the list of scenarios."""


def kind() -> None:
    """The choice between the two."""
    key = "new kind chosen"
    st.session_state[key] = kept.kind()
    st.segmented_control(
        "Begin with",
        list(_KINDS),
        format_func=_KINDS.__getitem__,
        required=True,
        key=key,
        on_change=lambda: kept.keep_kind(st.session_state[key]),
        label_visibility="collapsed",
    )


def scenarios(desk: Desk) -> None:
    """The scenarios, searched and in groups; choosing one begins a draft of it."""
    titled = shelf.shelf(desk.scenarios, {person.ref: person.persona for person in desk.people})
    words = st.text_input("Search scenarios", type="search", live=True, label_visibility="collapsed", key="new search")
    groups = list(dict.fromkeys(each.group for each in titled))
    group = st.pills("Kind of scenario", groups, label_visibility="collapsed", key="new group", wrap=True)
    found = {each.scenario.name: each.scenario for each in shelf.found(titled, words or "", group)}
    if not found:
        st.info(
            "No scenario has these words. Search for less, or debate a topic of your own.", icon=":material/search_off:"
        )
        return
    with st.container(height=_LIST, border=True):
        key = "new scenario"
        st.session_state[key] = desk.draft.origin if desk.draft.origin in found else None
        st.radio(
            "Scenario",
            list(found),
            index=None,
            format_func=lambda name: plain(found[name].title),
            captions=[plain(scenario.summary) for scenario in found.values()],
            key=key,
            on_change=lambda: _begin(found[st.session_state[key]]),
            label_visibility="collapsed",
        )


def _begin(scenario: Any) -> None:
    kept.keep(begun(scenario, kept.draft()))
    st.query_params["scenario"] = scenario.name


def topic(desk: Desk) -> None:
    """The topic, and what else everybody should know of it."""
    scenario = desk.draft.scenario
    st.text_area(
        "What is it about? A motion or a question, in a sentence",
        placeholder="Cities should be built for people and not for cars.",
        max_chars=400,
        height=90,
        **kept.field("motion", scenario.motion, lambda draft, text: renamed(desk, draft, text)),
    )
    with st.expander("Facts that everybody reads", key="new facts"):
        st.text_area(
            "Background: neutral, and nobody’s argument",
            max_chars=8_000,
            height=140,
            **kept.field("background", scenario.background, lambda draft, text: draft.with_(background=text.strip())),
        )
        st.text_input(
            "Topics, separated by commas: they help to find who has something to say",
            max_chars=400,
            **kept.field("topics", ", ".join(scenario.topics), lambda draft, text: draft.with_(topics=_listed(text))),
        )


def renamed(desk: Desk, draft: Draft, text: str) -> Draft:
    """The draft about this topic; while nobody is cast yet, in the format that suits it best."""
    changed = about(text, desk.form, draft)
    if changed.scenario.cast or not changed.scenario.motion:
        return changed
    best = advise(changed.scenario.motion, list(desk.formats.values()))[0].format
    return changed.with_(format=best)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())
