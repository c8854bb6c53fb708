"""Compare: debates side by side, where they part and what each came to; without two of them, the way to choose."""

from __future__ import annotations

import streamlit as st

from rostra.errors import RostraError
from rostra.web import components, visitor
from rostra.web.hub import Hub
from rostra.web.places import asked, go, link
from rostra.web.side_by_side import comparison
from rostra.web.text import plain
from rostra.web.troubles import told

_MOST = 4
_OFFERED = 200
_OPEN = "compare open"


def draw() -> None:
    """The debates that the address names, side by side."""
    hub = visitor.hub()
    if chosen := st.session_state.pop(_OPEN, None):
        go("transcript", **chosen)
    ids = list(dict.fromkeys(each for each in (asked("debates") or "").split(",") if each))[:_MOST]
    st.title("Compare", anchor=False)
    ids = _chosen(hub, ids)
    if len(ids) < 2:
        st.info(
            "Choose two debates or more. Forks of one debate compare best: they share a beginning. A turn's menu on the stage makes one.",
            icon=":material/compare_arrows:",
        )
        link("library", "All debates")
        return
    with told():
        components.compare(comparison([hub.look(each).debate for each in ids]), on_open=_open)


def _chosen(hub: Hub, ids: list[str]) -> list[str]:
    listed = {each.id: each for each in hub.debates(_OFFERED)}
    for each in ids:
        if each not in listed:
            try:
                hub.look(each)
            except RostraError as error:
                st.error(plain(str(error)), icon=":material/error:")
                ids = [other for other in ids if other != each]
    options = list(dict.fromkeys([*ids, *listed]))
    chosen = st.multiselect(
        "Debates, the first being what the others are held against",
        options,
        default=ids,
        max_selections=_MOST,
        format_func=lambda id_: f"{listed[id_].title} · {id_}" if id_ in listed else id_,
        placeholder="Two to four debates",
    )
    if chosen != ids:
        st.query_params["debates"] = ",".join(chosen)
        st.rerun()
    return chosen


def _open(debate_id: str, place: str | None) -> None:
    st.session_state[_OPEN] = {"debate": debate_id} | ({"turn": place} if place else {})
