"""A debate as it stands in the library: what it is, what of it was found, where it leads, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from rostra.analysis.lineages import family_tree, forked
from rostra.errors import RostraError
from rostra.ledger import Hit, Listing
from rostra.ledger.wanted import LONGEST_TITLE, Status
from rostra.web import visitor
from rostra.web.downloads import download_buttons
from rostra.web.hub import Hub
from rostra.web.places import go, link
from rostra.web.share import shared
from rostra.web.shelf import marked, rows, titled
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import STATES

TROUBLE = "library trouble"
"""Why something could not be done, to be said on the page behind the question."""
BINNED = "library binned"
"""Id and title of the debate that was deleted last in this session, until it is restored."""
PICKED = "library picked"
"""Ids of debates to be compared, in the order chosen."""
_ASKED = "library asked"
"""Which window somebody wants, and of which debate."""
MOST_PICKED = 4
_DEEPEST = 6
"""Steps to the right in a family; what is deeper stands below them."""
_BADGES: dict[Status, str] = {"running": "green", "open": "orange", "ended": "gray"}
"""A colour for a status; its words stand beside it."""


def book(hub: Hub, each: Listing, hits: Sequence[Hit], parents: Mapping[str, Listing], tags: Sequence[str]) -> None:
    """One debate. `hits`: where in it the words of a search are; `parents`: those that are here; `tags`: all there are to choose from."""
    mine = hub.may_run(each.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, key=f"title {each.id}"):
            link("stage", titled(each.title, hits), icon="", debate=each.id)
            st.markdown(_about(each))
            _whence(each, parents)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if (
                mine
                and each.status == "open"
                and st.button("Resume", key=f"resume {each.id}", icon=":material/play_arrow:")
            ):
                with told():
                    hub.resume(each.id, key=visitor.key())
                    go("stage", debate=each.id)
            link("transcript", "Transcript", debate=each.id)
            _pick(each)
            with (
                st.popover(
                    "More",
                    icon=":material/more_vert:",
                    key=_popover(each.id),
                    on_change="rerun",
                    help="Name, tags, family, download, share, delete" if mine else "Family, download, share",
                ) as more,
                told(),
            ):
                if more.open:
                    _more(hub, each, mine, tags)
    passages = [hit for hit in hits if hit.seq is not None]
    if passages:
        with st.container(gap=None, key=f"passages {each.id}"):
            for hit in passages:
                said = marked(hit.snippet, hit.marks)
                link("transcript", said, icon=":material/format_quote:", debate=hit.debate, turn=f"seq-{hit.seq}")
    _asked_for(hub, each)


def _about(each: Listing) -> str:
    parts = [
        plain(each.format.replace("-", " ").capitalize()),
        _turns(each.turns),
        f"{each.created.astimezone():%d %b %Y, %H:%M}",
        f"\\${each.cost:.2f}" if each.cost else "",
        plain(each.id),
    ]
    facts = f":small[:gray[{' · '.join(part for part in parts if part)}]]"
    chips = [f":blue-badge[{plain(tag)}]" for tag in each.tags]
    return " ".join([f":{_BADGES[each.status]}-badge[{STATES[each.status]}]", facts, *chips])


def _turns(many: int) -> str:
    return f"{many} turn{'' if many == 1 else 's'}"


def _whence(each: Listing, parents: Mapping[str, Listing]) -> None:
    """Of a fork, what it is one of, and the way to where they part."""
    lineage = forked(each)
    if lineage is None:
        return
    parent = parents.get(lineage.parent)
    where = f"after slot {lineage.at}" if lineage.at else "from the beginning"
    if parent is None:
        st.markdown(f":small[:gray[Fork of {plain(lineage.parent)} {where}; that is not here]]")
        return
    name = parent.id if parent.title == each.title else f"“{parent.title}”"
    said = f":small[Fork of {plain(name)} {where}]"
    turn = {"turn": f"slot-{lineage.at}"} if lineage.at else {}
    link("transcript", said, icon=":material/fork_right:", debate=parent.id, **turn)


# -- choosing some to compare


def _pick(each: Listing) -> None:
    picked: list[str] = st.session_state.setdefault(PICKED, [])
    key = f"pick {each.id}"
    st.session_state[key] = each.id in picked
    st.checkbox(
        "Compare",
        key=key,
        disabled=len(picked) >= MOST_PICKED and each.id not in picked,
        on_change=_picked,
        args=(each.id, key),
    )


def _picked(debate_id: str, key: str) -> None:
    others = [each for each in st.session_state.get(PICKED, ()) if each != debate_id]
    st.session_state[PICKED] = [*others, debate_id] if st.session_state.get(key) else others


# -- what can be done with it


def _popover(debate_id: str) -> str:
    return f"more {debate_id}"


def _asks(what: str, debate_id: str) -> None:
    """Somebody wants a window over the page: it is opened with the next drawing, and what lay over the page is shut."""
    st.session_state[_ASKED] = (what, debate_id)
    st.session_state[_popover(debate_id)] = False


def _asked_for(hub: Hub, each: Listing) -> None:
    what, debate_id = st.session_state.get(_ASKED, ("", ""))
    if debate_id != each.id:
        return
    del st.session_state[_ASKED]
    if what == "delete":
        _delete(hub, each)
    else:
        _family(hub, each)


def _more(hub: Hub, each: Listing, mine: bool, tags: Sequence[str]) -> None:
    if mine:
        _name(hub, each)
        _tags(hub, each, tags)
    st.button(
        "Family",
        key=f"family {each.id}",
        icon=":material/account_tree:",
        help="What is a fork of what",
        on_click=_asks,
        args=("family", each.id),
    )
    download_buttons(hub, each.id)
    shared(hub, each.id)
    if not mine:
        return
    running = each.status == "running"
    st.button(
        "Delete …",
        key=f"delete {each.id}",
        icon=":material/delete:",
        disabled=running,
        help="It is on stage. Pause it first." if running else None,
        on_click=_asks,
        args=("delete", each.id),
    )


def _name(hub: Hub, each: Listing) -> None:
    with st.form(f"naming {each.id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        said = st.text_input("Title", each.title, key=f"name {each.id} {each.title}", max_chars=LONGEST_TITLE)
        given = st.form_submit_button("Rename", key=f"rename {each.id}")
    if given and said != each.title:
        with told():
            hub.rename(each.id, said)
            st.rerun()


def _tags(hub: Hub, each: Listing, tags: Sequence[str]) -> None:
    key = f"tags {each.id} {','.join(each.tags)}"
    st.multiselect(
        "Tags",
        list(dict.fromkeys([*each.tags, *tags])),
        default=each.tags,
        key=key,
        accept_new_options=True,
        placeholder="Choose or write some",
        on_change=_tagged,
        args=(hub, each, key),
    )


def _tagged(hub: Hub, each: Listing, key: str) -> None:
    wanted = set(st.session_state[key])
    try:
        hub.tag(each.id, wanted - {*each.tags}, {*each.tags} - wanted)
    except RostraError as error:
        st.session_state[TROUBLE] = str(error)
        st.session_state[key] = list(each.tags)


@st.dialog("Family", width="medium")
def _family(hub: Hub, each: Listing) -> None:
    with told():
        tree = family_tree(hub.kin(), each.id)
        lines = list(rows(tree)) if tree else []
        known = {kin.id for _, kin in lines}
        for depth, kin in lines:
            with (
                st.container(key=f"kin {min(depth, _DEEPEST)} {kin.id}", horizontal=True, vertical_alignment="center"),
                told(),
            ):
                with st.container(gap=None):
                    title = plain(kin.title)
                    link("transcript", f"**{title}**" if kin.id == each.id else title, icon="", debate=kin.id)
                    parted = f"{kin.how} after slot {kin.at}" if kin.at else kin.how and f"{kin.how} from the beginning"
                    facts = [parted, _turns(kin.turns), STATES[kin.status], kin.id]
                    st.markdown(f":small[:gray[{' · '.join(plain(fact) for fact in facts if fact)}]]")
                if kin.parent in known:
                    link("compare", "Compare", debates=f"{kin.parent},{kin.id}")
        if len(lines) < 2:
            st.info("It has no forks. A turn's menu on the stage makes one.", icon=":material/fork_right:")


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
    except RostraError as error:
        st.session_state[TROUBLE] = str(error)
        return
    st.session_state[BINNED] = (debate_id, title)
    st.session_state[PICKED] = [each for each in st.session_state.get(PICKED, ()) if each != debate_id]
