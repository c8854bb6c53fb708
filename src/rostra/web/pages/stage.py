"""The stage: a debate live, in replay, or waiting for somebody; without a debate, the way to a first one."""

from __future__ import annotations

import streamlit as st

from rostra.preparing import prepare
from rostra.web import components, kin, otherwise, visitor
from rostra.web.controls import controls
from rostra.web.hub import Hub
from rostra.web.places import asked, go, link
from rostra.web.text import plain
from rostra.web.wording import STATES, offline_notice

FLAGSHIP = "existential-risk"
"""What a first visit is offered."""
_LISTED = 6


def draw() -> None:
    """The debate that the address names, or the welcome."""
    hub = visitor.hub()
    debate_id = asked("debate")
    if debate_id is None:
        _welcome(hub)
        return
    kin.follow(debate_id)
    scene = hub.scene(debate_id)  # NotFound before anything is drawn
    debate = hub.look(debate_id).debate
    status = scene["status"]
    components.stage(
        debate_id,
        state=status["key"],
        turn=asked("turn"),
        reading=status["state"] == "ended",
        kin=kin.kin(hub, debate),
        on_fork=None if debate.final else otherwise.wants,
        on_open=kin.wants,
    )
    otherwise.asked_for(hub, debate)
    with st.bottom:
        controls(hub, debate_id)


def _welcome(hub: Hub) -> None:
    st.title("Rostra", anchor=False)
    st.markdown("Debates among simulated personas. Nothing in them was said by the people named.")
    if notice := offline_notice(visitor.settings(hub)):
        st.info(plain(notice), icon=":material/cloud_off:")
    flagship = prepare(FLAGSHIP, visitor.settings(hub)).debate
    with st.container(border=True):
        st.subheader(plain(flagship.title), anchor=False)
        st.markdown(f"*{plain(flagship.scenario.motion)}*  \n{plain(flagship.scenario.summary)}")
        st.caption(plain(", ".join(seat.byline for seat in flagship.debaters)))
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Start this debate", type="primary", icon=":material/play_arrow:"):
                hub.start(flagship, key=visitor.key())
                go("stage", debate=flagship.id)
            link("new", "Cast another one")
    _earlier(hub)


def _earlier(hub: Hub) -> None:
    debates = hub.debates(_LISTED + 1)
    if not debates:
        return
    st.subheader("Earlier debates", anchor=False)
    for each in debates[:_LISTED]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                st.markdown(f"**{plain(each.title)}**")
                turns = f"{each.turns} turn{'' if each.turns == 1 else 's'}"
                st.caption(f"{each.updated.astimezone():%d %b %H:%M} · {turns} · {STATES[each.status]}")
            if st.button("Open", key=f"open {each.id}"):
                go("stage", debate=each.id)
    if len(debates) > _LISTED:
        link("library", "All debates")
