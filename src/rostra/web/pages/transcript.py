"""The transcript: a debate to be read, and what was said in it as a flow sheet, as a map, summed up, and counted."""

from __future__ import annotations

import streamlit as st

from rostra.web import components, kin, otherwise, visitor
from rostra.web.hub import Hub
from rostra.web.places import asked, link
from rostra.web.reading import VIEWS, View, flow_data, map_data, numbers_data, outcome_data
from rostra.web.reading_bar import close_the_bar, reading_bar
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import STATES

_VIEW, _VISIT, _LEAVING, _FOLLOWED = "view", "transcript visit", "transcript leaving", "transcript followed"
_ASKED = "transcript asked"
"""The view that is open, and how often a turn was gone to; whether a view is being left; the debate that goes on, to be watched."""
_REFRESH = 5.0
"""Seconds between two looks at a debate that goes on, for views that are not told of it."""
_RECENT = 5


def draw() -> None:
    """The transcript that the address names, in the view it names; without one, the way to one."""
    hub = visitor.hub()
    debate_id = asked("debate")
    if debate_id is None:
        _choose(hub)
        return
    kin.follow(debate_id)
    scene = None
    with told():
        debate = hub.look(debate_id).debate
        relations = kin.kin(hub, debate)
        scene = hub.scene(debate_id)
    if scene is None:
        link("library", "All debates")
        return
    if st.session_state.pop(_ASKED, None):
        st.session_state[_FOLLOWED] = debate_id
        st.session_state[_VIEW] = VIEWS[0]
        close_the_bar()
    tabs = st.tabs(VIEWS, key=_VIEW, on_change="rerun", bind="query-params")
    view = next((name for name, tab in zip(VIEWS, tabs, strict=True) if tab.open), VIEWS[0])
    status = scene["status"]
    known = components.stage(
        debate_id,
        state=status["key"],
        turn=asked("turn"),
        reading=st.session_state.get(_FOLLOWED) != debate_id,
        visit=st.session_state.get(_VISIT, 0),
        hidden=view != "Read",
        kin=relations,
        on_fork=None if debate.final else otherwise.wants,
        on_open=kin.wants,
    )
    otherwise.asked_for(hub, debate)
    if view != "Read":
        moving = status["state"] == "live" or known.startswith(("live", "elsewhere"))
        with tabs[VIEWS.index(view)]:
            st.fragment(_shown, run_every=_REFRESH if moving else None)(hub, debate_id, view)
    with st.bottom:
        moved = reading_bar(hub, debate, "elsewhere" if known == "elsewhere" else status["state"])
    if moved:
        st.session_state[_ASKED] = True
        st.rerun()


def _shown(hub: Hub, debate_id: str, view: View) -> None:
    if st.session_state.pop(_LEAVING, False):
        st.rerun()  # the whole page: the way leads out of this view
    with told():
        _draw(hub, debate_id, view)


def _draw(hub: Hub, debate_id: str, view: View) -> None:
    scene, debate = hub.scene(debate_id), hub.look(debate_id).debate
    match view:
        case "Flow sheet":
            name, data = "flow", flow_data(debate, scene)
        case "Argument map":
            name, data = "map", map_data(debate, scene)
        case "Numbers":
            name, data = "numbers", numbers_data(debate, scene)
        case _:
            name, data = "outcome", outcome_data(scene)
    if data is not None:
        components.view(name, debate_id, data, on_go=_go)
    else:
        _nothing(debate_id, scene["status"]["state"], view)


def _go(place: str) -> None:
    """On to a turn in the reading view; the address says which, so that it can be kept and sent on."""
    st.session_state[_VIEW] = VIEWS[0]
    st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1
    st.session_state[_LEAVING] = True
    st.query_params["turn"] = place


def _nothing(debate_id: str, state: str, view: View) -> None:
    missing = {
        "Flow sheet": "Nobody has claimed anything yet. The flow sheet lists every claim, and what was answered to it.",
        "Argument map": "Nobody has claimed anything yet. The map shows claims, and who answered which.",
        "Synthesis": "There is no synthesis yet: the moderator writes it at the end.",
        "Numbers": "Nothing was said yet that could be counted.",
    }
    way = "It comes as the debate goes on." if state == "live" else "Let the debate go on, or call time, on the stage."
    st.info(f"{missing.get(view, '')} {'' if state == 'ended' else way}".strip(), icon=":material/hourglass_empty:")
    link("stage", "To the stage", debate=debate_id)


def _choose(hub: Hub) -> None:
    st.title("Transcript", anchor=False)
    debates = hub.debates(_RECENT)
    if not debates:
        st.info("Nothing was staged here yet. A transcript begins with a debate.", icon=":material/article:")
        link("new", "New debate")
        return
    st.markdown("Which one? The newest:")
    for each in debates:
        link("transcript", f"{plain(each.title)} · {STATES[each.status]}", debate=each.id)
    link("library", "All debates")
