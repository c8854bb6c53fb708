"""Where a visit begins: choose a debate and start it, or open an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from rostra.debate import Debate, Seat
from rostra.ledger import Listing
from rostra.loading import list_scenarios
from rostra.models.choose import ADD_A_KEY, default_model
from rostra.preparing import Prepared, prepare
from rostra.web.hub import Hub, the_hub
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import STATES

FLAGSHIP = "existential-risk"
"""What a first visit is offered."""
_OFFLINE = (
    "No key for Claude here, so debates run offline: no language model, nothing to pay. Speakers compose their turns from sentences of "
    "their own files."
)
_LISTED = 20


def draw() -> None:
    """The whole lobby."""
    hub = the_hub()
    st.title("Rostra", anchor=False)
    st.markdown("Debates among simulated personas: nothing in them was said by the people named.")
    if not hub.settings.has_key and default_model(hub.settings).model == "offline":
        st.info(plain(f"{_OFFLINE} {ADD_A_KEY} Then start this page again."), icon=":material/cloud_off:")
    with told():
        _choice(hub)
    with told():
        _earlier(hub)


def go_to(debate_id: str | None) -> None:
    """Go on at a debate, or at the lobby; the address says where, so that a refresh or another window finds it again."""
    if debate_id is None:
        st.query_params.clear()
    else:
        st.query_params["debate"] = debate_id
    st.rerun()


def _choice(hub: Hub) -> None:
    titles = {scenario.name: scenario.title for scenario in list_scenarios()}
    names = sorted(titles, key=lambda name: (name != FLAGSHIP, titles[name]))
    name = st.selectbox("Scenario", names, format_func=lambda name: titles[name])
    if name is None:
        st.info("There are no scenarios here. Put one into the folder `scenarios`.")
        return
    prepared = prepare(name, hub.settings)
    _card(prepared.debate)
    for note in _notes(prepared):
        st.warning(plain(note))
    if st.button("Start the debate", type="primary", icon=":material/play_arrow:"):
        fresh = prepare(name, hub.settings).debate
        hub.start(fresh)
        go_to(fresh.id)


def _card(debate: Debate) -> None:
    scenario = debate.scenario
    with st.container(border=True):
        st.markdown(f"**{plain(scenario.motion)}**")
        if scenario.summary:
            st.markdown(plain(scenario.summary))
        st.markdown("  \n".join(_seated(side, seats) for side, seats in _sides(debate)))
        st.caption(f"{plain(debate.format.title)}: {plain(debate.format.purpose)}")


def _seated(side: str, seats: Sequence[Seat]) -> str:
    names = ", ".join(plain(seat.byline) for seat in seats)
    return f":gray[{plain(side)}:] {names}" if side else names


def _sides(debate: Debate) -> Iterator[tuple[str, list[Seat]]]:
    """The cast, a side a line; all in one line where nobody has a side."""
    sides = dict.fromkeys(seat.side or "" for seat in debate.debaters)
    for side in sides:
        yield side.capitalize(), [seat for seat in debate.debaters if (seat.side or "") == side]


def _notes(prepared: Prepared) -> Iterator[str]:
    """What there is to say about this choice; that there is no key has been said above."""
    return (note for note in prepared.notes if ADD_A_KEY not in note)


def _earlier(hub: Hub) -> None:
    debates = hub.debates(_LISTED + 1)
    if not debates:
        return
    st.subheader("Earlier debates", anchor=False)
    for each in debates[:_LISTED]:
        _row(each)
    if len(debates) > _LISTED:
        st.caption("Older ones: `rostra debates list`.")


def _row(each: Listing) -> None:
    turns = f"{each.turns} turn{'' if each.turns == 1 else 's'}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{plain(each.title)}**")
            st.caption(f"{each.updated.astimezone():%d %b %H:%M} · {turns} · {STATES[each.status]}")
        if st.button("Open", key=f"open {each.id}"):
            go_to(each.id)
