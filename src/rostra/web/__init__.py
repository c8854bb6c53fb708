"""The page in the browser. It draws events and values, and decides nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

__all__ = ["PAGE", "lifespan"]

PAGE = Path(__file__).with_name("script") / "studio.py"
"""The script that Streamlit runs anew for each session and each click. Not beside the pages: Streamlit takes a folder `pages` beside its
script for scripts, and would run the one that a first visitor's address names."""


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Beside the server: when it stops, runs end in good order, and can be resumed at once."""
    import asyncio

    from rostra.web.hub import close_the_hub

    yield
    await asyncio.to_thread(close_the_hub)
