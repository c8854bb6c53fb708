"""The library: every debate of the store, to be found, opened, gone on with, put in order, taken home, or thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from rostra.analysis.lineages import forked
from rostra.errors import RostraError
from rostra.ledger import Hit, Listing
from rostra.ledger.wanted import Sort, Status, Wanted
from rostra.web import visitor
from rostra.web.book import BINNED, PICKED, TROUBLE, book
from rostra.web.bringing import bring
from rostra.web.hub import Hub
from rostra.web.places import go, link
from rostra.web.shelf import PAGE, asked, by_debate, pages
from rostra.web.text import plain
from rostra.web.wording import STATES

_HITS = 300
"""Places in debates that a search finds at most."""
_WORDS, _STATE, _FORMAT, _TAGS, _ORDER, _PAGE = "words", "status", "format", "tags", "sort", "page"
_SORTS: dict[Sort, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "updated": "Last changed",
    "title": "By title",
    "turns": "Most turns",
    "cost": "Dearest",
}


def draw() -> None:
    """All debates, or the way to a first one."""
    hub = visitor.hub()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title("Library", anchor=False)
        bring(hub)
    if trouble := st.session_state.pop(TROUBLE, None):
        st.error(plain(trouble), icon=":material/error:")
    _undo(hub)
    total = hub.count()
    if not total:
        st.info(
            "Nothing was staged here yet. What is staged stays here, until you delete it.",
            icon=":material/library_books:",
        )
        with st.container(horizontal=True):
            link("new", "Stage a new debate")
            link("stage", "Start with the flagship")
        return
    tags = list(hub.tags())
    wanted = _wanted(list(hub.formats()), tags)
    hits = hub.search(wanted.words, _HITS, wanted.model_copy(update={"words": ""})) if wanted.words.strip() else ()
    _shelf(hub, asked(wanted, hits), hits, total, tags)
    _tray()


def _wanted(formats: Sequence[str], tags: Sequence[str]) -> Wanted:
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
            get_args(Status),
            key=_STATE,
            format_func=lambda each: STATES[each].capitalize(),
            label_visibility="collapsed",
            on_change=_from_the_first,
            bind="query-params",
        )
        form = st.selectbox(
            "Format",
            formats,
            index=None,
            key=_FORMAT,
            placeholder="Any format",
            format_func=lambda name: name.replace("-", " ").capitalize(),
            label_visibility="collapsed",
            on_change=_from_the_first,
            bind="query-params",
            width=170,
        )
        chosen = _tags(tags)
        order = st.selectbox(
            "Sort",
            get_args(Sort),
            key=_ORDER,
            format_func=lambda each: _SORTS[each],
            label_visibility="collapsed",
            on_change=_from_the_first,
            bind="query-params",
            width=160,
        )
    return Wanted(words=words or "", status=state, format=form, tags=tuple(chosen), sort=order or "newest")


def _tags(tags: Sequence[str]) -> Sequence[str]:
    """Tags that a debate has to have; a field only where there are some. One that was chosen and is gone stays to be taken away."""
    options = list(dict.fromkeys([*tags, *(st.session_state.get(_TAGS) or ())]))
    if not options:
        return ()
    return st.multiselect(
        "Tags",
        options,
        key=_TAGS,
        placeholder="Any tag",
        label_visibility="collapsed",
        on_change=_from_the_first,
        bind="query-params",
        width=220,
    )


def _from_the_first() -> None:
    st.session_state[_PAGE] = 1


def _cleared() -> None:
    st.session_state.update({_WORDS: "", _STATE: None, _FORMAT: None, _TAGS: [], _ORDER: "newest", _PAGE: 1})


def _shelf(hub: Hub, wanted: Wanted, hits: Sequence[Hit], total: int, tags: Sequence[str]) -> None:
    count = hub.count(wanted)
    if not count:
        st.info("No debate is like that.", icon=":material/search_off:")
        st.button("Show all debates", on_click=_cleared)
        return
    many = f"{count} of {total}" if count < total else str(total)
    st.caption(f"{many} debate{'' if total == 1 else 's'}")
    above = st.container()
    found = hub.debates(PAGE, (_page(count) - 1) * PAGE, wanted)
    passages, parents = by_debate(hits), _parents(hub, found)
    with above:
        for each in found:
            with st.container(border=True, gap="small"):
                book(hub, each, passages.get(each.id, ()), parents, tags)


def _page(count: int) -> int:
    """Which page of them is asked for."""
    many = pages(count)
    if many == 1:
        return 1
    if int(st.session_state.get(_PAGE) or 1) > many:  # there were more when it was chosen
        st.session_state[_PAGE] = many
    return st.pagination(many, key=_PAGE, bind="query-params")


def _parents(hub: Hub, found: Sequence[Listing]) -> dict[str, Listing]:
    """Those that the forks among them are forks of, as far as this visitor sees them."""
    ids = tuple({lineage.parent for each in found if (lineage := forked(each))})
    return {each.id: each for each in hub.debates(len(ids), wanted=Wanted(among=ids))} if ids else {}


# -- what was chosen to be compared, and what was thrown away


def _tray() -> None:
    """The debates that were chosen, at the foot of the page."""
    picked: list[str] = st.session_state.get(PICKED) or []
    if not picked:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(" · ".join(plain(each) for each in picked))
        if st.button("Clear", icon=":material/close:", type="tertiary"):
            st.session_state[PICKED] = []
            st.rerun()
        if st.button(
            f"Compare {len(picked)}",
            type="primary",
            icon=":material/compare_arrows:",
            disabled=len(picked) < 2,
            help="Choose one more." if len(picked) < 2 else None,
        ):
            st.session_state[PICKED] = []
            go("compare", debates=",".join(picked))


def _undo(hub: Hub) -> None:
    """The way back for what was just deleted."""
    if BINNED not in st.session_state:
        return
    debate_id, title = st.session_state[BINNED]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"**{plain(title)}** is in the bin.", icon=":material/delete:")
        st.button("Undo", icon=":material/undo:", on_click=_bring_back, args=(hub, debate_id))


def _bring_back(hub: Hub, debate_id: str) -> None:
    del st.session_state[BINNED]
    try:
        hub.restore(debate_id)
    except RostraError as error:
        st.session_state[TROUBLE] = str(error)
