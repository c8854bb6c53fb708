"""The way in by login: the page that asks for it, the way to the provider, and back to where somebody was going."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from rostra.errors import WrongUse
from rostra.web.asking import Asking, is_local
from rostra.web.documents import document, sign
from rostra.web.login import Login

BEGIN = "/rostra/login/"
"""And a provider's name: where its button leads."""
LOGOUT = "/auth/logout"
STREAMLITS = frozenset({"/auth/login", LOGOUT, "/oauth2callback"})
"""What Streamlit itself serves of the login; open to people who are not logged in yet."""
_MINUTES = 10
"""For which it is remembered where somebody was going."""
_ASKED = "This studio asks for a login."


def asked_to_log_in(asking: Asking, login: Login) -> Response:
    """The page with a button a provider; whoever asks for something else is told that there is such a page."""
    if not asking.wants_page:
        return JSONResponse({"error": _ASKED}, 401)
    query = urlencode({"next": asking.whole})
    # At the address that the provider leads back to: a login that began at another name of this machine would not be known again there.
    begin = f"{login.setup.origin}{asking.base}{BEGIN}"
    ways = [(f"{begin}{name}?{query}", f"Log in with {title}") for name, title in login.setup.providers.items()]
    return document("login", status=401, ways=ways)


def on_the_way(asking: Asking, login: Login) -> Response:
    """On to the provider whose button that was. `WrongUse` for secrets that were changed meanwhile."""
    from streamlit.auth_util import validate_auth_credentials
    from streamlit.errors import StreamlitAuthError
    from streamlit.user_info import generate_login_redirect_url

    provider = asking.path.removeprefix(BEGIN)
    if provider not in login.setup.providers:
        return sign(404, "No such way in", "This studio knows no such provider.", f"{asking.base}/", "To the login")
    try:
        validate_auth_credentials(provider)
        answer = RedirectResponse(generate_login_redirect_url(provider), 303)
    except StreamlitAuthError as error:
        raise WrongUse("The login is not set up any more.", remedy="Look at secrets.toml.") from error
    there = asking.given("next") or ""
    answer.headers["cache-control"] = "no-store"
    answer.set_cookie(
        _name(asking),
        urlencode({"next": there if is_local(there) else f"{asking.base}/"}),
        max_age=_MINUTES * 60,
        path=f"{asking.base}/",
        httponly=True,
        samesite="lax",
        secure=asking.secure or login.setup.secure,
    )
    return answer


def on_to_where_they_were_going(asking: Asking) -> Response | None:
    """For somebody who comes back from the provider, to the first page; None for everybody else."""
    kept = asking.cookies.get(_name(asking))
    if not kept or not asking.wants_page or asking.method != "GET" or asking.whole != f"{asking.base}/":
        return None
    there = parse_qs(kept).get("next", [""])[0]
    answer = RedirectResponse(there if is_local(there) else f"{asking.base}/", 303)
    answer.delete_cookie(_name(asking), path=f"{asking.base}/")
    answer.headers["cache-control"] = "no-store"
    return answer


def not_on_the_list(asking: Asking) -> Response:
    """For somebody whom the provider knows, and this studio is not for."""
    text = "You are logged in, and this studio is for others. Whoever runs it can add your address."
    if not asking.wants_page:
        return JSONResponse({"error": text}, 403)
    return sign(403, "Not on the list", text, f"{asking.base}{LOGOUT}", "Log out")


def _name(asking: Asking) -> str:
    return f"{asking.cookie_name}_next"
