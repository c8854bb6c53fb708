"""A request as the guard looks at it: where from, by which name, for what, with which cookie. Decides nothing."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import QueryParams
from starlette.requests import HTTPConnection
from starlette.types import Scope

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


class Asking:
    """An HTTP request or a websocket's."""

    def __init__(self, connection: HTTPConnection, base: str = "") -> None:
        self.scope: Scope = connection.scope
        self.base = f"/{base.strip('/')}" if base.strip("/") else ""
        """The path that the whole studio stands under (`server.baseUrlPath`); empty, or with a slash before it."""
        self._headers = connection.headers
        self._query = QueryParams(connection.scope.get("query_string", b""))
        self._cookies = connection.cookies
        whole = str(connection.scope["path"])
        self.path = whole.removeprefix(self.base) if whole.startswith(f"{self.base}/") else whole
        """Without `base`."""
        self._address = whole
        self.method = str(connection.scope.get("method", ""))
        """Empty for a websocket."""
        self.secure = connection.scope.get("scheme") in ("https", "wss")
        peer = connection.scope.get("client")
        self.client = str(peer[0]) if peer else ""
        """Who asks, an address; empty where it comes through a socket of this machine's."""
        server = connection.scope.get("server")
        self.cookie_name = f"rostra_{server[1]}" if server and server[1] else "rostra"
        """Browsers tell hosts apart and not ports; two studios on one machine must not take each other's cookies."""

    @property
    def served_path(self) -> str:
        """What the routes are asked for: ours know nothing of `base`, Streamlit's do."""
        return self.path if self.path.startswith("/rostra/") else self._address

    @property
    def cookie(self) -> str | None:
        """The studio's cookie, as it came."""
        return self._cookies.get(self.cookie_name)

    @property
    def cookies(self) -> dict[str, str]:
        """All cookies, as they came."""
        return self._cookies

    @property
    def debate(self) -> str | None:
        """The debate that is asked for, of whatever is ours beside the pages: `/rostra/feed/DEBATE`, `/rostra/audience/DEBATE/vote`."""
        parts = self.path.split("/")
        return parts[3] if len(parts) > 3 and parts[1] == "rostra" else None

    @property
    def wants_page(self) -> bool:
        """Whether a person's browser asks for something to look at."""
        return self.method in ("GET", "HEAD", "POST") and "text/html" in self._headers.get("accept", "")

    @property
    def enters(self) -> bool:
        """Whether it can be sent elsewhere with a cookie."""
        return self.method == "GET"

    @property
    def by_own_name(self) -> bool:
        """Whether it was called by a name that only this machine has. Another site's name that was made to lead here is none."""
        name = urlsplit(f"//{self._headers.get('host', '')}").hostname if _is_host(self._headers.get("host")) else None
        if name is None:
            return False
        name = name.rstrip(".")
        return name == "localhost" or name.endswith(".localhost") or _is_loopback(name)

    @property
    def from_here(self) -> bool:
        """Whether this machine asks."""
        return not self.client or _is_loopback(self.client)

    @property
    def foreign(self) -> bool:
        """Whether another site's page asks for something that does something."""
        if self.method in _HARMLESS:
            return False
        if self._headers.get("sec-fetch-site") == "cross-site":
            return True
        origin = self._headers.get("origin")
        return origin is not None and urlsplit(origin).netloc.lower() != self._headers.get("host", "").lower()

    @property
    def whole(self) -> str:
        """The address asked for, from its path on."""
        return self._with(self._query)

    def given(self, name: str) -> str | None:
        """What stands in the address under that name."""
        return self._query.get(name)

    def without(self, name: str) -> str:
        """The address without what stands there under that name."""
        return self._with(QueryParams([pair for pair in self._query.multi_items() if pair[0] != name]))

    def in_audience_of(self, debate: str) -> bool:
        """Whether it is for the audience of that debate: its page, and what the page asks for."""
        page = f"/rostra/audience/{debate}"
        wanted = {("GET", page), ("GET", f"{page}/state"), ("POST", f"{page}/vote"), ("POST", f"{page}/question")}
        return (self.method, self.path) in wanted

    def _with(self, query: QueryParams) -> str:
        # The raw path is as the browser sent it; two slashes at its beginning would lead to another host.
        raw = self.scope.get("raw_path") or self._address.encode()
        path = "/" + raw.decode("latin-1").partition("?")[0].lstrip("/\\")
        return f"{path}?{query}" if str(query) else path


def is_local(there: str) -> bool:
    """Whether an address leads nowhere but into this studio."""
    return there.startswith("/") and not there.startswith(("//", "/\\")) and there.isprintable()


def _is_host(host: str | None) -> bool:
    if not host or any(sign in host for sign in "/?#@\\ "):
        return False
    try:
        return urlsplit(f"//{host}").port != -1
    except ValueError:
        return False


def _is_loopback(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback
