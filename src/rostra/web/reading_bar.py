"""What can be done with a transcript, at the bottom of its page: take it home, ask on, go on, show it."""

from __future__ import annotations

import streamlit as st

from rostra.debate import Debate
from rostra.ledger import Message
from rostra.web import visitor
from rostra.web.downloads import downloads
from rostra.web.hub import Hub
from rostra.web.places import link
from rostra.web.share import shared
from rostra.web.troubles import told

_MOST = 600
"""Characters of a question."""


_TAKING, _ASKING, _GOING_ON = "taking", "asking", "going on"


def close_the_bar() -> None:
    """Shut what is open over the page, before the bar is drawn: what comes now is worth seeing."""
    for popover in (_TAKING, _ASKING, _GOING_ON):
        st.session_state[popover] = False


def reading_bar(hub: Hub, debate: Debate, state: str) -> bool:
    """The bar; returns whether the debate goes on because of it. `state`: how the debate stands, see `scene.status`."""
    moved = False
    with told(), st.container(horizontal=True, vertical_alignment="center"):
        link("stage", "Stage", debate=debate.id)
        download = st.popover("Download", icon=":material/download:", key=_TAKING, on_change="rerun")
        if download.open:
            with download:
                st.fragment(downloads)(hub, debate)
        if not debate.final:
            with st.popover("Follow up", icon=":material/front_hand:", key=_ASKING, on_change="rerun"):
                moved |= _follow_up(hub, debate, state)
        mine = hub.may_run(debate.id) and not debate.final
        if state == "ended" and mine:
            with st.popover("Continue", icon=":material/forward:", key=_GOING_ON, on_change="rerun"):
                moved |= _continue(hub, debate)
        elif state not in ("live", "elsewhere", "waiting", "ended") and mine:
            moved |= _resume(hub, debate)
        with st.popover("Share", icon=":material/share:"):
            shared(hub, debate.id)
        link("present", "Present", debate=debate.id)
    return moved


def _follow_up(hub: Hub, debate: Debate, state: str) -> bool:
    with st.form(f"follow up {debate.id}", clear_on_submit=True, border=False):
        to = st.selectbox(
            "Ask", [seat.name for seat in debate.debaters], format_func=lambda name: debate.seat(name).byline
        )
        said = st.text_area("Your question", max_chars=_MOST, placeholder="What would change your mind?")
        visitor.ask_name()
        asked = st.form_submit_button("Ask", type="primary")
    if not asked or not said.strip():
        return False
    hub.send(debate.id, Message(kind="question", by=visitor.name(), text=said.strip(), seat=to))
    when = {"ended": "The answer follows at the end.", "live": "It is put at the next turn."}
    st.toast(f"Asked. {when.get(state, 'It is put when the debate goes on.')}")
    return state == "ended"


def _continue(hub: Hub, debate: Debate) -> bool:
    rounds = st.number_input("More rounds", 1, 10, 1)
    if not st.button("Go on", type="primary"):
        return False
    hub.send(debate.id, Message(kind="continue", by=visitor.name(), rounds=int(rounds)))
    return True


def _resume(hub: Hub, debate: Debate) -> bool:
    if not st.button("Resume", type="primary", icon=":material/play_arrow:"):
        return False
    hub.resume(debate.id, key=visitor.key())
    return True
