"""The one door of the studio: pages, websocket, live feed, downloads, uploads, and whatever else is served, go through it alike.

Without an access token only this machine is let in, by a name of its own. With one, a signed cookie is asked for: of a visitor, who may do
everything, or of a guest, who may be in the audience of one debate. Where people log in they do so behind the token, and whatever is asked
for of one debate is only for whom it belongs to, and whom it is shared with.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rostra.errors import RostraError
from rostra.web import entrance
from rostra.web.asking import Asking, is_local
from rostra.web.brake import Brake, TooMany, neighbourhood
from rostra.web.documents import document, sign
from rostra.web.login import USER_COOKIE, Login, Person
from rostra.web.rights import sees
from rostra.web.tokens import COOKIE_DAYS, Access, Visitor, new_id, the_access

LOGIN = "/rostra/login"
AUDIENCE = "/rostra/audience/"
_LONGEST_FORM = 4_096
"""Bytes."""
_ASKED = "This studio asks for its access token."
_NOT_HERE = (
    "This studio is open to the machine it runs on, and to no other. To reach it from elsewhere, start it with `rostra studio --share`, "
    "or set ROSTRA_ACCESS_TOKEN."
)
_FOREIGN = "This request came from another site's page."
_GUEST = "Your code opens the audience of one debate, and nothing else."
_RUN_OUT = "This invitation has run out, or is for another debate. Scan the code on the screen again."
_NO_SUCH = "There is no such debate, or it is not shared with you."
"""The same for both: nobody learns what others have."""
_NO_RUSH = "Too many attempts at once. Wait a little, then try again."
_EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_PAGES = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data:",  # Streamlit and its charts need all of it
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""Whatever a model or a person gets into a page, the browser fetches nothing from elsewhere."""


class Let(NamedTuple):
    """Somebody is let through."""

    visitor: Visitor
    cookie: str | None = None
    """A header to set, for a browser that is new."""


class Guard:
    """ASGI middleware. Those it lets through find their `Visitor` at `scope["rostra.visitor"]`."""

    def __init__(
        self,
        app: ASGIApp,
        access: Callable[[], Access] = the_access,
        base: Callable[[], str] = lambda: "",
        sees: Callable[[Person, str], Awaitable[bool]] = sees,
    ) -> None:
        """`sees`: whether somebody may see the debate of that id. It is asked for whatever has a debate in its address."""
        self._app = app
        self._access = access
        self._base = base
        self._sees = sees
        self._brake = Brake()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asking = Asking(HTTPConnection(scope), self._base())
        try:
            access = self._access()
            asking.secure |= access.login is not None and access.login.setup.secure
            answer = await self._answer(asking, access, receive)
        except RostraError as error:
            answer = _refused(asking, 503, "The studio is not set up", str(error))
        if isinstance(answer, Let):
            scope = {**scope, "path": asking.served_path, "rostra.visitor": answer.visitor}
            await self._app(scope, receive, _marked(send, answer.cookie, asking.secure) if asking.method else send)
        elif asking.method:
            await answer(scope, receive, _marked(send))
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})

    async def _answer(self, asking: Asking, access: Access, receive: Receive) -> Let | Response:
        """Who is let through; or what they are told instead."""
        if access.open and not (asking.by_own_name and asking.from_here):
            return _refused(asking, 403, "Not from here", _NOT_HERE)
        if asking.foreign:
            return _refused(asking, 403, "Not from there", _FOREIGN)
        known = access.visitor(asking.cookie)
        if asking.enters and asking.given("token") is not None:
            return await self._by_token(asking, access, known)
        if asking.enters and asking.given("guest") is not None:
            return self._by_invitation(asking, access, known)
        if asking.method == "POST" and asking.path == LOGIN and not (known and known.guest):
            return await self._by_form(asking, access, known, receive)
        if access.open:
            return _anybody(asking, access, known)
        if known and known.debate and asking.in_audience_of(known.debate):
            return Let(known)
        if access.token is not None:
            if known is None:
                return _door(asking)
            if known.guest:
                return _refused(asking, 403, "Not for guests", _GUEST, f"{asking.base}{AUDIENCE}{known.debate}")
        if access.login is not None:
            return await self._by_login(asking, access.login)
        return Let(known or Visitor(new_id()))

    async def _by_login(self, asking: Asking, login: Login) -> Let | Response:
        person = login.person(asking.cookies)
        if asking.method == "GET" and asking.path in entrance.STREAMLITS:
            if person and asking.path == entrance.LOGOUT:
                login.end(person)
            return Let(Visitor(person.mark if person else new_id(), person=person))
        if asking.method == "GET" and asking.path.startswith(entrance.BEGIN):
            return entrance.on_the_way(asking, login)
        if person is None:
            return entrance.asked_to_log_in(asking, login)
        if not login.admits(person):
            return entrance.not_on_the_list(asking)
        if there := entrance.on_to_where_they_were_going(asking):
            return there
        if asking.debate is not None and not await self._sees(person, asking.debate):
            return _refused(asking, 404, "Not here", _NO_SUCH)
        return Let(Visitor(person.mark, person=person))

    async def _by_token(self, asking: Asking, access: Access, known: Visitor | None) -> Response:
        """The token stands in the address: out of it with it, whoever gave it."""
        there = asking.without("token")
        if access.token is None or (known and not known.guest):
            return RedirectResponse(there, 303)
        return await self._try(asking, access, asking.given("token") or "", there, known)

    async def _by_form(self, asking: Asking, access: Access, known: Visitor | None, receive: Receive) -> Response:
        said = parse_qs(await _form(Request(asking.scope, receive)))
        token, there = said.get("token", [""])[0], said.get("next", [""])[0]
        there = there if is_local(there) else f"{asking.base}/"
        if access.token is None or known:
            return RedirectResponse(there, 303)
        return await self._try(asking, access, token, there, None)

    async def _try(self, asking: Asking, access: Access, token: str, there: str, known: Visitor | None) -> Response:
        try:
            right = await self._brake.attempt(neighbourhood(asking.client), lambda: access.matches(token))
        except TooMany:
            return _refused(asking, 429, "One moment", _NO_RUSH)
        if not right:
            return _door(asking, wrong="That is not the token.", there=there)
        return _entered(asking, access, Visitor(known.id if known else new_id()), there)

    def _by_invitation(self, asking: Asking, access: Access, known: Visitor | None) -> Response:
        there = asking.without("guest")
        if known and asking.in_audience_of(known.debate or ""):
            return RedirectResponse(there, 303)
        if known and not known.guest and access.login is None:
            return RedirectResponse(there, 303)
        guest = access.invited(asking.given("guest") or "")
        if guest is None or not asking.in_audience_of(guest.debate or ""):
            return _refused(asking, 403 if known else 401, "This code no longer holds", _RUN_OUT)
        # Who changes from one debate's audience to another's stays who they are. On this machine alone they are no guest: whoever tries a
        # code must not be locked out of the rest.
        name = known.id if known else guest.id
        knows_token = access.token is not None and known is not None and not known.guest
        visitor = Visitor(name) if access.open else Visitor(name, guest.debate, guest.until, knows_token)
        return _entered(asking, access, visitor, there)


def _anybody(asking: Asking, access: Access, known: Visitor | None) -> Let:
    """Everybody here may do everything; the audience's cookie only tells one browser from another."""
    visitor = Visitor(known.id if known else new_id())
    new = known is None and asking.enters and asking.path.startswith(AUDIENCE)
    return Let(visitor, _cookie(asking, access, visitor) if new else None)


def _entered(asking: Asking, access: Access, visitor: Visitor, there: str) -> Response:
    answer = RedirectResponse(there, 303)
    answer.headers["set-cookie"] = _cookie(asking, access, visitor)
    answer.headers["cache-control"] = "no-store"
    return answer


def _cookie(asking: Asking, access: Access, visitor: Visitor) -> str:
    """The header that sets a visitor's cookie; of a studio that asks for no token it is forgotten with the browser's window."""
    answer = Response()
    days = None if access.open else (1 if visitor.guest else COOKIE_DAYS)
    answer.set_cookie(
        asking.cookie_name,
        access.cookie(visitor),
        max_age=days and days * 24 * 60 * 60,
        httponly=True,
        samesite="lax",
        secure=asking.secure,
    )
    return answer.headers["set-cookie"]


def _door(asking: Asking, wrong: str = "", there: str | None = None) -> Response:
    if not asking.wants_page and asking.path != LOGIN:
        return JSONResponse({"error": wrong or _ASKED}, 401)
    return document(
        "door",
        status=401,
        title="The studio is locked",
        text="It asks for its access token, which whoever started it can tell you.",
        action=asking.base + LOGIN,
        next=there or (f"{asking.base}/" if asking.path == LOGIN else asking.whole),
        wrong=wrong,
    )


def _refused(asking: Asking, status: int, title: str, text: str, there: str = "") -> Response:
    """`there`: where they may go instead."""
    if asking.wants_page:
        return sign(status, title, text, there)
    return JSONResponse({"error": text}, status)


async def _form(request: Request) -> str:
    body = b""
    with contextlib.suppress(ClientDisconnect):
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST_FORM:
                return ""
    return body.decode("utf-8", "replace")


def _marked(send: Send, cookie: str | None = None, secure: bool = False) -> Send:
    """`send`, with the headers every answer has, and a cookie. `secure`: who somebody is stays within HTTPS; Streamlit does not say so."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _EVERYWHERE.items():
                headers.setdefault(name, value)
            if headers.get("content-type", "").startswith("text/html"):
                headers.setdefault("content-security-policy", _PAGES)
            if secure:
                message["headers"] = [_secured(*header) for header in message["headers"]]
            if cookie:
                headers.append("set-cookie", cookie)
        await send(message)

    return marked


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    ours = name.lower() == b"set-cookie" and value.startswith(USER_COOKIE.encode())
    return name, value + b"; Secure" if ours and b"; secure" not in value.lower() else value
