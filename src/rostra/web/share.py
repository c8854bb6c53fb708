"""The address of a debate, to be given to others."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

_PAGES = ("library", "transcript")
"""Where this may be asked, as an address ends."""


def address(debate_id: str, here: str) -> str:
    """Where a debate is seen in this studio. `here`: where this page is; without it, the address from its `?` on."""
    base = here.partition("?")[0].rstrip("/")
    for page in _PAGES:
        base = base.removesuffix(f"/{page}")
    return f"{base}/?debate={quote(debate_id)}" if base else f"?debate={quote(debate_id)}"


def shared(debate_id: str) -> None:
    """The address, to be copied."""
    st.markdown("Whoever opens this address in this studio sees the same debate:")
    st.code(address(debate_id, str(st.context.url or "")), language=None)
