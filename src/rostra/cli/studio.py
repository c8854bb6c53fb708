"""`rostra studio`: debates in the browser."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer


def studio(
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="N", min=1, max=65535, help="Where to listen; the first free one from 8501 on."),
    ] = None,
    share: Annotated[
        bool,
        typer.Option("--share", help="Let other machines of this network in, with an access token that is shown here."),
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Open the studio in the browser: stage, watch, join and present debates. Ctrl-C ends it."""
    from rostra.cli.printing import say
    from rostra.cli.running import INTERRUPTED

    _must_be_installed()
    from rostra.web.serving import serve

    try:
        serve(port=port, shared=share, browser=not no_browser)
    except KeyboardInterrupt:
        say("The studio is closed. Debates that were on stage are in its library, to be resumed.")
        raise typer.Exit(INTERRUPTED) from None


def _must_be_installed() -> None:
    from rostra.cli.doctor import how_to_install
    from rostra.errors import WrongUse

    if any(find_spec(name) is None for name in ("streamlit", "segno", "itsdangerous")):
        raise WrongUse("The studio is not installed.", remedy=f"{how_to_install('ui')}.")
