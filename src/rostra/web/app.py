"""The studio as an ASGI application, for `rostra studio` and for servers of one's own: `uvicorn rostra.web.app:app`."""

import streamlit as st

from rostra.web import PAGE
from rostra.web.routes import ROUTES
from rostra.web.serving import MIDDLEWARE, lifespan

app = st.App(PAGE, lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
