"""Who is logged in: Streamlit's OIDC login as `[auth]` in `secrets.toml` switches it on, and the person its cookie vouches for.

Streamlit speaks with the provider and signs the cookie; here it is only read, by the same reader for pages and for everything else that
is served. The provider's tokens are not looked at.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rostra.web.guests import clean_name
from rostra.web.login_setup import Setup, setup

LOGIN_DAYS = 7
"""How long a login holds. Streamlit keeps its cookie longer: whoever left a house should not come in for another month."""
USER_COOKIE = "_streamlit_user"
_ADDRESS = 254
"""Characters an e-mail address has at most."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logged in."""

    id: str
    """Stays the same for as long as the provider knows them, whatever they are called and wherever they write from."""
    email: str | None
    """In small letters, and only where the provider vouches for it: it is what others share by."""
    name: str
    """How they are greeted, and who they are in transcripts until they say another name."""
    login: str = ""
    """Tells this login from others of the same person."""
    until: float = 0.0
    """When the login is over, in seconds since 1970."""

    @property
    def known_as(self) -> tuple[str, ...]:
        """All by which a debate may name them as its owner, or as somebody it is shared with."""
        return (self.id, self.email) if self.email else (self.id,)

    @property
    def mark(self) -> str:
        """Sixteen letters that tell them apart, and say nothing about them."""
        number = int.from_bytes(hashlib.sha256(self.id.encode()).digest())
        return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(16))


class Login:
    """The studio's login."""

    def __init__(self, setup: Setup, clock: Callable[[], float] = time.time) -> None:
        self.setup = setup
        self._clock = clock
        self._ended: dict[str, float] = {}

    def person(self, cookies: Mapping[str, str]) -> Person | None:
        """Whom the cookies vouch for; None for cookies that were not made here, whose time is over, or that were logged out."""
        claims = _claims(cookies)
        if not claims or claims.get("is_logged_in") is not True or claims.get("origin") != self.setup.origin:
            return None
        provider, issuer, subject, since = (claims.get(name) for name in ("provider", "iss", "sub", "iat"))
        if provider not in self.setup.providers or not isinstance(since, int | float):
            return None
        if not all(isinstance(each, str) and each for each in (issuer, subject)):
            return None
        address = _email(claims, vouched=provider in self.setup.trusted)
        names = [clean_name(text) for text in map(claims.get, ("name", "preferred_username")) if isinstance(text, str)]
        found = Person(
            # Ledgers keep people in small letters, and subjects may differ in nothing else.
            id="id:" + hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()[:40],
            email=address,
            name=next(filter(None, (*names, clean_name((address or "").partition("@")[0]))), "Somebody"),
            login=hashlib.sha256(json.dumps(claims, sort_keys=True).encode()).hexdigest(),
            until=since + LOGIN_DAYS * 86_400,
        )
        return found if self.holds(found) else None

    def holds(self, person: Person) -> bool:
        """Whether that login goes on: its time is not over, and it was not logged out in another window."""
        return self._clock() < person.until and person.login not in self._ended

    def admits(self, person: Person) -> bool:
        """Whether this studio is for them: everybody, unless the secrets say who is."""
        address = person.email or ""
        return not self.setup.allowed or any(
            address == each or (each.startswith("@") and address.endswith(each)) for each in self.setup.allowed
        )

    def end(self, person: Person) -> None:
        """Log out: in every window of this browser, and for whoever copied its cookie. Known to this process alone."""
        now = self._clock()
        self._ended = {login: until for login, until in self._ended.items() if until > now} | {
            person.login: person.until
        }


def _claims(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """What the provider said of somebody, as Streamlit signed it."""
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    def one(name: str) -> bytes | None:
        raw = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, raw, max_age_days=LOGIN_DAYS) if raw else None

    whole = get_cookie_with_chunks(one, USER_COOKIE) if cookies.get(USER_COOKIE) else None
    try:
        said = json.loads(whole) if whole else None
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _email(claims: Mapping[str, Any], *, vouched: bool) -> str | None:
    address = claims.get("email")
    if not isinstance(address, str) or not (vouched or claims.get("email_verified") is True):
        return None
    return email(address)


def email(text: str) -> str | None:
    """An e-mail address as it is kept and compared; None for what is none."""
    kept = text.strip().casefold()
    name, _, host = kept.rpartition("@")
    fine = name and host and len(kept) <= _ADDRESS and kept.isprintable() and not any(sign in kept for sign in " ,;<>")
    return kept if fine else None


# -- of this process

_login: Login | None = None
_known = False
_once = threading.Lock()


def the_login() -> Login | None:
    """The login of this process; None where the secrets have no `[auth]`. Read once: what the secrets lose afterwards opens no door.
    `WrongUse` for secrets that cannot be read, and for a login that is half set up."""
    global _login, _known
    with _once:
        if not _known:
            found = setup()
            _login = Login(found) if found else None
            _known = True
        return _login


def forget() -> None:
    """Read the secrets anew when next asked."""
    global _login, _known
    with _once:
        _login, _known = None, False
