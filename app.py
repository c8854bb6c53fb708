"""The studio in the browser: `make app`, or `streamlit run app.py`."""

import streamlit as st

from rostra.web import PAGE
from rostra.web.routes import ROUTES
from rostra.web.serving import MIDDLEWARE, lifespan

# Streamlit finds this assignment by reading the source: what a helper returned would be served without its lifespan, routes and guard.
app = st.App(PAGE, lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
