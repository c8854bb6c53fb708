"""Where the studio is: for its own machine, for others, and what the terminal says of it."""

from __future__ import annotations

import io
import socket
import sys
import threading
import webbrowser
from urllib.parse import quote, urlsplit

from rostra.errors import RostraError
from rostra.web.tokens import Access, the_access

EVERYWHERE = "0.0.0.0"
"""Binds all the networks this machine is in."""
_LOGIN_MEANS = "Everybody logs in, as secrets.toml says, and sees their own debates and those shared with them."
_LOCAL_MEANS = "It is open to this machine alone; `rostra studio --share` lets others in."
_SHARED_MEANS = (
    "Whoever has this address can do everything here: start debates, spend what your key allows, delete. An audience gets the code of a\n"
    "  debate's Present page instead, with which they can vote and ask, and nothing else."
)


def address() -> str:
    """Where others find this studio, as far as this machine knows: `http://192.0.2.7:8501`."""
    from streamlit import config
    from streamlit.web.server import server_util

    if config.is_manually_set("browser.serverAddress"):
        return server_util.get_url(config.get_option("browser.serverAddress"))
    bound = config.get_option("server.address")
    return server_util.get_url(lan_address() if _is_everywhere(bound) else bound)


def own_address() -> str:
    """Where this machine itself finds it."""
    from streamlit import config
    from streamlit.web.server import server_util

    bound = config.get_option("server.address")
    return server_util.get_url("127.0.0.1" if _is_everywhere(bound) else bound)


def is_own(url: str) -> bool:
    """Whether an address leads to this studio on its own machine only."""
    name = urlsplit(url).hostname or ""
    return name == "localhost" or name.endswith(".localhost") or name == "::1" or name.startswith("127.")


def lan_address() -> str:
    """This machine's address in the network by which it would reach others; its own where there is none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def announce() -> None:
    """Say in the terminal where the studio is; open it in a browser where there is one."""
    from streamlit import config

    try:
        access = the_access()
    except RostraError as error:
        _write(f"\n  {error}\n")
        return
    _write(said(access, sys.stdout.isatty()))
    if not config.get_option("server.headless"):
        threading.Thread(target=webbrowser.open, args=(_with_token(own_address(), access),), daemon=True).start()


def said(access: Access, coloured: bool) -> str:
    """What the terminal says: the address, and for a studio that is shared its code too."""
    own, elsewhere = own_address(), address()
    if access.login is not None:
        behind = "" if access.token is None else " Before that it asks for ROSTRA_ACCESS_TOKEN."
        return f"\n  The studio is at {access.login.setup.origin}\n  {_LOGIN_MEANS}{behind} Ctrl-C ends it.\n\n"
    if not access.shown:
        means = _LOCAL_MEANS if access.open else "It asks for ROSTRA_ACCESS_TOKEN."
        return f"\n  The studio is at {own if access.open else elsewhere}\n  {means} Ctrl-C ends it.\n\n"
    link = _with_token(elsewhere, access)
    return (
        f"\n  The studio is at {link}\n\n{qr_text(link, coloured=coloured)}\n"
        f"  {_SHARED_MEANS}\n\n  On this machine: {_with_token(own, access)}\n  Ctrl-C ends it.\n\n"
    )


def qr_text(text: str, *, coloured: bool) -> str:
    """A QR code in half blocks. `coloured`: dark on light whatever the terminal's colours are; some phones read no other."""
    import segno

    if not coloured:
        plain = io.StringIO()
        segno.make_qr(text).terminal(plain, border=2, compact=True)
        return plain.getvalue()
    rows = [list(row) for row in segno.make_qr(text).matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    lines = (
        "".join(" ▄▀█"[2 * bool(upper) + bool(lower)] for upper, lower in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"  \033[38;5;16;48;5;231m{line}\033[0m\n" for line in lines)


def _with_token(url: str, access: Access) -> str:
    return f"{url}/?token={quote(access.token, safe='')}" if access.token else f"{url}/"


def _is_everywhere(bound: str | None) -> bool:
    return bound in (None, "", EVERYWHERE, "::")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
