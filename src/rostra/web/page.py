"""The script Streamlit runs: the debate that the address names, or the lobby."""

from __future__ import annotations

import streamlit as st

from rostra.web import lobby, watching
from rostra.web.avatars import avatar
from rostra.web.troubles import told

st.set_page_config(page_title="Rostra", page_icon=avatar("Rostra", "blue"), layout="centered")
with told():
    if debate_id := st.query_params.get("debate"):
        watching.draw(debate_id)
    else:
        lobby.draw()
