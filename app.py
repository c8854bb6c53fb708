"""The page in the browser: `make app`, or `streamlit run app.py`."""

import streamlit as st

from rostra.web import PAGE, lifespan

# Streamlit finds this assignment by reading the source: what a helper returned would be served without its lifespan and routes.
app = st.App(PAGE, lifespan=lifespan)
