"""The script Streamlit runs, anew for each session and each click: the menu, and the page that the address names."""

from __future__ import annotations

import streamlit as st

from rostra.web.avatars import avatar
from rostra.web.components import chrome
from rostra.web.places import menu

st.set_page_config(page_title="Rostra", page_icon=avatar("Rostra", "blue"), layout="wide")
place = st.navigation(menu(), position="top")
chrome()
place.run()
