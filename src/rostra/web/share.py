"""A debate for others: its address, and where people log in, who may follow it."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from rostra.web.hub import Hub
from rostra.web.text import plain
from rostra.web.their_hub import TheirHub
from rostra.web.troubles import told

_PAGES = ("library", "transcript")
"""Where this may be asked, as an address ends."""


def address(debate_id: str, here: str) -> str:
    """Where a debate is seen in this studio. `here`: where this page is; without it, the address from its `?` on."""
    base = here.partition("?")[0].rstrip("/")
    for page in _PAGES:
        base = base.removesuffix(f"/{page}")
    return f"{base}/?debate={quote(debate_id)}" if base else f"?debate={quote(debate_id)}"


def shared(hub: Hub, debate_id: str) -> None:
    """The address, to be copied; where people log in, with whom it is shared, and who else."""
    if not isinstance(hub, TheirHub):
        said = "Whoever opens this address in this studio sees the same debate:"
    elif hub.may_run(debate_id):
        _people(hub, debate_id)
        said = "Whom it is shared with finds it in their library, and here:"
    else:
        said = "It is shared with you. Its address:"
    st.markdown(said)
    st.code(address(debate_id, str(st.context.url or "")), language=None)


def _people(hub: TheirHub, debate_id: str) -> None:
    people = hub.shared_with(debate_id)
    st.markdown("Shared with:" if people else "Nobody but you sees this debate.")
    for person in people:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(person))
            if st.button("Take away", key=f"unshare {debate_id} {person}", icon=":material/close:", type="tertiary"):
                with told():
                    hub.unshare(debate_id, person)
                    st.rerun()
    with st.form(f"share {debate_id}", clear_on_submit=True, border=False):
        said = st.text_input("The e-mail address they log in with", placeholder="ana@example.org", max_chars=254)
        given = st.form_submit_button("Share", icon=":material/person_add:")
    if given and said.strip():
        with told():
            hub.share(debate_id, said)
            st.rerun()
