"""Present: a debate for a room, a turn at a time in large type; without a debate, the way to one."""

from __future__ import annotations

import streamlit as st

from rostra.errors import RostraError
from rostra.web import components, visitor
from rostra.web.hub import Hub
from rostra.web.places import asked, go, link
from rostra.web.presenting import CLOSED, NOT_YOURS, code, polls
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import STATES

_RECENT = 5
_TROUBLE = "present trouble"


def draw() -> None:
    """The debate that the address names, over the whole window."""
    hub = visitor.hub()
    debate_id = asked("debate")
    if debate_id is None:
        _choose(hub)
        return
    debate = None
    with told():
        debate = hub.look(debate_id).debate
    if debate is None:
        link("library", "All debates")
        return
    wish = components.present(
        debate_id,
        turn=asked("turn"),
        polls=polls(debate),
        code=code(debate_id) if hub.may_run(debate_id) else None,
        closed=CLOSED if hub.may_run(debate_id) else NOT_YOURS,
        said=st.session_state.pop(_TROUBLE, ""),
    )
    if wish == "resume":
        _resume(hub, debate_id)
    elif wish:
        turn = wish.removeprefix("leave").strip()
        go("stage", debate=debate_id, **({"turn": turn} if turn else {}))


def _resume(hub: Hub, debate_id: str) -> None:
    try:
        hub.resume(debate_id, key=visitor.key())
    except RostraError as error:
        st.session_state[_TROUBLE] = str(error)  # the presentation covers the page, and has to say it
        st.rerun()


def _choose(hub: Hub) -> None:
    st.title("Present", anchor=False)
    st.markdown("A debate for a room: one turn at a time in large type, by keys or at reading speed.")
    debates = hub.debates(_RECENT)
    if not debates:
        st.info(
            "Nothing was staged here yet. There is something to present once a debate is.", icon=":material/slideshow:"
        )
        link("new", "New debate")
        return
    st.markdown("Which one? The newest:")
    for each in debates:
        link("present", f"{plain(each.title)} · {STATES[each.status]}", debate=each.id)
    link("library", "All debates")
