"""The library: every debate of the store, to be found, opened, gone on with, taken home, or thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from rostra.errors import RostraError
from rostra.ledger import Hit, Listing
from rostra.web import visitor
from rostra.web.downloads import download_buttons
from rostra.web.hub import Hub
from rostra.web.places import go, link
from rostra.web.share import shared
from rostra.web.shelf import Found, Order, State, Wanted, arranged, formats_of, highlighted, page_of
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import STATES

_ALL = 1_000_000
_PASSAGES = 300
"""Places in debates that a search finds at most."""
_WORDS, _STATE, _FORMAT, _ORDER, _PAGE = "words", "status", "format", "sort", "page"
_TROUBLE = "library trouble"
"""Why something could not be deleted, to be said on the page behind the question."""
_BINNED = "library binned"
"""Id and title of the debate that was deleted last in this session, until it is restored."""
_SORTS: dict[Order, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "By title",
    "turns": "Most turns",
    "cost": "Dearest",
}
_BADGES: dict[State, str] = {"running": "green", "open": "orange", "ended": "gray"}
"""A colour for a status; its words stand beside it."""


def draw() -> None:
    """All debates, or the way to a first one."""
    hub = visitor.hub()
    st.title("Library", anchor=False)
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.error(plain(trouble), icon=":material/error:")
    _undo(hub)
    debates = hub.debates(_ALL)
    if not debates:
        st.info(
            "Nothing was staged here yet. What is staged stays here, until you delete it.",
            icon=":material/library_books:",
        )
        with st.container(horizontal=True):
            link("new", "Stage a new debate")
            link("stage", "Start with the flagship")
        return
    wanted = _wanted(debates)
    hits: Sequence[Hit] = hub.search(wanted.words, _PASSAGES) if wanted.words.strip() else ()
    found = arranged(debates, hits, wanted)
    _shelf(hub, found, wanted, len(debates))


def _wanted(debates: Sequence[Listing]) -> Wanted:
    """The fields; what is in them stands in the address."""
    words = st.text_input(
        "Search",
        key=_WORDS,
        type="search",
        icon=":material/search:",
        placeholder="Titles, and every word that was said",
        label_visibility="collapsed",
        on_change=_from_the_first,
        bind="query-params",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        state = st.segmented_control(
            "Status",
            get_args(State),
            key=_STATE,
            format_func=lambda each: STATES[each].capitalize(),
            label_visibility="collapsed",
            on_change=_from_the_first,
            bind="query-params",
        )
        form = st.selectbox(
            "Format",
            formats_of(debates),
            index=None,
            key=_FORMAT,
            placeholder="Any format",
            format_func=lambda name: name.replace("-", " ").capitalize(),
            label_visibility="collapsed",
            on_change=_from_the_first,
            bind="query-params",
            width=170,
        )
        order = st.selectbox(
            "Sort",
            get_args(Order),
            key=_ORDER,
            format_func=lambda each: _SORTS[each],
            label_visibility="collapsed",
            on_change=_from_the_first,
            bind="query-params",
            width=160,
        )
    return Wanted(words=words or "", state=state, format=form, order=order or "newest")


def _from_the_first() -> None:
    st.session_state[_PAGE] = 1


def _cleared() -> None:
    st.session_state.update({_WORDS: "", _STATE: None, _FORMAT: None, _ORDER: "newest", _PAGE: 1})


def _shelf(hub: Hub, found: Sequence[Found], wanted: Wanted, total: int) -> None:
    if not found:
        st.info("No debate is like that.", icon=":material/search_off:")
        st.button("Show all debates", on_click=_cleared)
        return
    many = f"{len(found)} of {total}" if len(found) < total else str(total)
    st.caption(f"{many} debate{'' if total == 1 else 's'}")
    above = st.container()
    shown, _ = page_of(found, _page(found))
    with above:
        for each in shown:
            with st.container(border=True, gap="small"):
                _book(hub, each, wanted.words)


def _page(found: Sequence[Found]) -> int:
    """Which page of them is asked for."""
    _, pages = page_of(found, 1)
    if pages == 1:
        return 1
    if int(st.session_state.get(_PAGE) or 1) > pages:  # there were more when it was chosen
        st.session_state[_PAGE] = pages
    return st.pagination(pages, key=_PAGE, bind="query-params")


def _book(hub: Hub, found: Found, words: str) -> None:
    each = found.listing
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, key=f"title {each.id}"):
            link("stage", f"**{plain(each.title)}**", icon="", debate=each.id)
            st.markdown(_about(each))
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            mine = hub.may_run(each.id)
            if (
                mine
                and each.status == "open"
                and st.button("Resume", key=f"resume {each.id}", icon=":material/play_arrow:")
            ):
                with told():
                    hub.resume(each.id, key=visitor.key())
                    go("stage", debate=each.id)
            link("transcript", "Transcript", debate=each.id)
            with st.popover(
                "",
                icon=":material/more_vert:",
                key=f"more {each.id}",
                help="Download, share, delete" if mine else "Download, share",
            ):
                _more(hub, each, mine)
    if found.passages:
        with st.container(gap=None, key=f"passages {each.id}"):
            for hit in found.passages:
                said = highlighted(hit.snippet, words)
                link("transcript", said, icon=":material/format_quote:", debate=hit.debate, turn=f"seq-{hit.seq}")


def _about(each: Listing) -> str:
    parts = [
        plain(each.format.replace("-", " ").capitalize()),
        f"{each.turns} turn{'' if each.turns == 1 else 's'}",
        f"{each.created.astimezone():%d %b %Y, %H:%M}",
        f"\\${each.cost:.2f}" if each.cost else "",
        plain(each.id),
    ]
    return f":{_BADGES[each.status]}-badge[{STATES[each.status]}] :small[:gray[{' · '.join(part for part in parts if part)}]]"


def _more(hub: Hub, each: Listing, mine: bool) -> None:
    download_buttons(hub, each.id)
    shared(hub, each.id)
    if not mine:
        return
    running = each.status == "running"
    if st.button(
        "Delete …",
        key=f"delete {each.id}",
        icon=":material/delete:",
        disabled=running,
        help="It is on stage. Pause it first." if running else None,
    ):
        _delete(hub, each)


@st.dialog("Delete this debate?")
def _delete(hub: Hub, each: Listing) -> None:
    st.markdown(f"**{plain(each.title)}**")
    st.markdown("It goes into the bin, and can be had back for 30 days.")
    with st.container(horizontal=True):
        gone = st.button(
            "Delete",
            type="primary",
            icon=":material/delete:",
            on_click=_throw_away,
            args=(hub, each.id, each.title),
        )
        if st.button("Keep it") or gone:
            st.rerun()


def _throw_away(hub: Hub, debate_id: str, title: str) -> None:
    try:
        hub.delete(debate_id)
        st.session_state[_BINNED] = (debate_id, title)
    except RostraError as error:
        st.session_state[_TROUBLE] = str(error)


def _undo(hub: Hub) -> None:
    """The way back for what was just deleted."""
    if _BINNED not in st.session_state:
        return
    debate_id, title = st.session_state[_BINNED]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"**{plain(title)}** is in the bin.", icon=":material/delete:")
        st.button("Undo", icon=":material/undo:", on_click=_bring_back, args=(hub, debate_id))


def _bring_back(hub: Hub, debate_id: str) -> None:
    del st.session_state[_BINNED]
    try:
        hub.restore(debate_id)
    except RostraError as error:
        st.session_state[_TROUBLE] = str(error)
