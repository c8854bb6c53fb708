"""What a failure looks like on the page: a sentence or two, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rostra.errors import RostraError
from rostra.web.text import plain


@contextmanager
def told() -> Iterator[None]:
    """Say what went wrong where it went wrong; what was drawn before stays."""
    try:
        yield
    except RostraError as error:
        st.error(plain(str(error)), icon=":material/error:")
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        st.error(plain(f"{error.strerror or error}{where}. Mend that and try again; what was stored is safe."))
