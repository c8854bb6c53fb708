"""Somebody who is logged in, without a provider: the cookie that Streamlit would have signed for them."""

from __future__ import annotations

import time
from typing import Any

from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from rostra.web.login import USER_COOKIE, Login, Person
from rostra.web.login_setup import Setup

ORIGIN = "http://127.0.0.1:8501"
SETUP = Setup("a secret of the tests, 0123456789 ab", f"{ORIGIN}/oauth2callback", {"house": "House"})


def said_of(subject: str, **more: Any) -> dict[str, Any]:
    """What the provider says of somebody, as the cookie has it."""
    return {
        "iss": "https://house.example",
        "sub": subject,
        "iat": int(time.time()),
        "nonce": "once",
        "name": subject.title(),
        "email": f"{subject}@example.org",
        "email_verified": True,
        "origin": ORIGIN,
        "is_logged_in": True,
        "provider": "house",
    } | more


def cookies(claims: Any, secret: str | None = None) -> dict[str, str]:
    """The cookies for it, signed as Streamlit signs them; in parts where it is much."""
    found: dict[str, str] = {}

    def signed(name: str, value: str) -> bytes:
        return create_signed_value(secret or get_cookie_secret(), name, value)

    def keep(name: str, value: str) -> None:
        found[name] = signed(name, value).decode()

    set_cookie_with_chunks(keep, signed, USER_COOKIE, claims, cookie_attr_size=80)
    return found


def person(login: Login, subject: str, **more: Any) -> Person:
    """Who that is."""
    found = login.person(cookies(said_of(subject, **more)))
    assert found is not None
    return found
