"""How the studio is served, whichever way it is started: `make app`, `rostra studio`, or an ASGI server of one's own."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware

from rostra.errors import WrongUse
from rostra.web import lifespan as runs_end_in_good_order
from rostra.web.closing import Closing, closing_in_time
from rostra.web.guard import Guard
from rostra.web.tokens import share, the_access
from rostra.web.whereabouts import EVERYWHERE, announce

CONFIG: dict[str, Any] = {
    "server.address": "127.0.0.1",
    "server.showEmailPrompt": False,
    "server.maxUploadSize": 2,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "runner.postScriptGC": False,
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseRadius": "10px",
    "theme.headingFontWeights": [600, 600, 600],
    "theme.light.primaryColor": "#1c5fc4",
    "theme.light.backgroundColor": "#fdfcf9",
    "theme.light.secondaryBackgroundColor": "#f3f1ea",
    "theme.light.textColor": "#23272e",
    "theme.dark.primaryColor": "#9fc3f7",
    "theme.dark.backgroundColor": "#14171c",
    "theme.dark.secondaryBackgroundColor": "#1e232b",
    "theme.dark.textColor": "#e9e7e2",
}
"""Streamlit's options. `.streamlit/config.toml`, which a wheel does not have, holds the same, and says why."""


def _base() -> str:
    from streamlit import config

    return str(config.get_option("server.baseUrlPath") or "")


MIDDLEWARE = (Middleware(Guard, base=_base), Middleware(Closing))
"""For `st.App`: what every request goes through."""


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Beside the server: it says where it is, and ends in good order and in time."""
    _settle()
    with closing_in_time():
        announce()
        async with runs_end_in_good_order(app):
            yield


def serve(*, port: int | None = None, shared: bool = False, browser: bool = True) -> None:
    """Serve the studio until somebody ends it. `WrongUse` for a port that is taken and for settings that cannot be read."""
    options = CONFIG | ({"server.address": EVERYWHERE} if shared else {})
    if port is not None:
        _must_be_free(options["server.address"], port)
        options["server.port"] = port
    if not browser:
        options["server.headless"] = True
    from rostra.web.app import app

    share() if shared else the_access()  # what cannot be read is said before anything is served
    app.run(config=options)


def _settle() -> None:
    """Options that nobody has set: an ASGI server started from another folder knows no `config.toml`."""
    from streamlit import config

    for name, value in CONFIG.items():
        if not config.is_manually_set(name):
            config.set_option(name, value)


def _must_be_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongUse(
                f"Port {port} cannot be had: {(error.strerror or str(error)).lower()}.",
                remedy="Take another one, or leave --port out, and a free one is found.",
            ) from None
