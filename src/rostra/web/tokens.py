"""Who is let in, and how far: the access token, and what is signed with it. Knows no requests; `guard` does.

A cookie says who somebody is: a visitor of the whole studio, or a guest of one debate's audience. An invitation makes a guest.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from rostra.settings import Settings
from rostra.web.login import Login, Person, the_login

COOKIE_DAYS = 30
"""How long a browser is known again."""
_DAY = 24 * 60 * 60
_HOUR = 60 * 60
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another: four of them stand beside a guest's name."""
_SIGNED: dict[str, Any] = {"signer_kwargs": {"key_derivation": "hmac", "digest_method": hashlib.sha256}}


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser that was let in."""

    id: str
    """Tells browsers apart; made up when they first come."""
    debate: str | None = None
    """The one debate whose audience a guest may be; None for whoever has no invitation."""
    until: int | None = None
    """When a guest's time is over, in seconds since 1970."""
    knows_token: bool = False
    """Of a guest: whether they brought the access token too. Where people log in, it alone opens no debate."""
    person: Person | None = None
    """Who they are where people log in. Not in our cookie: Streamlit's says it."""

    @property
    def guest(self) -> bool:
        """Whether only the audience of one debate is open to them."""
        return self.debate is not None and not self.knows_token


class Access:
    """What opens a studio. Without a token and a login it is open, and it is for the guard to see that only this machine comes."""

    def __init__(
        self,
        token: str | None = None,
        *,
        login: Login | None = None,
        shown: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.login = login
        """Asked for behind the token, where there is one."""
        self.shown = shown
        """Whether the terminal shows the token: whoever shares a studio wants to pass it on."""
        self._clock = clock
        # Everybody who logs in may know the token; nobody of them may make invitations to the others' debates with it.
        told = [part for part in (token, login.setup.secret if login else None) if part]
        key = _slowly("\0".join(told)) if told else secrets.token_bytes(32)
        self._cookies = URLSafeTimedSerializer(key, salt="rostra cookie", **_SIGNED)
        self._invitations = URLSafeSerializer(key, salt="rostra invitation", **_SIGNED)

    @property
    def open(self) -> bool:
        """Whether neither a token nor a login is asked for."""
        return self.token is None and self.login is None

    def matches(self, said: str) -> bool:
        """Whether that is the token; takes as long for a near miss as for a far one."""
        if self.token is None:
            return False
        given, wanted = (hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in (said, self.token))
        return hmac.compare_digest(given, wanted)

    def cookie(self, visitor: Visitor) -> str:
        """The cookie by which a visitor is known again."""
        said: dict[str, Any] = {"v": visitor.id}
        if visitor.debate is not None:
            said |= {"d": visitor.debate, "x": visitor.until, "t": visitor.knows_token}
        return str(self._cookies.dumps(said))

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Whose cookie that is; None for one that was not made here, or whose time is over."""
        if not cookie:
            return None
        try:
            said = self._cookies.loads(cookie, max_age=COOKIE_DAYS * _DAY)
            visitor = Visitor(said["v"], said.get("d"), said.get("x"), said.get("t") is True)
        except (BadData, KeyError, TypeError, AttributeError):
            return None
        if visitor.debate is None or (visitor.until or 0) >= self._clock():
            return visitor
        return Visitor(visitor.id) if visitor.knows_token else None

    def invitation(self, debate_id: str) -> str:
        """A token that makes whoever brings it a guest of that debate, for a day. The same all through an hour: a code that is shown
        stays as it is when its page is drawn again."""
        until = (int(self._clock()) // _HOUR + 1) * _HOUR + _DAY
        return str(self._invitations.dumps({"d": debate_id, "s": "audience", "x": until}))

    def invited(self, invitation: str) -> Visitor | None:
        """A new guest, by an invitation that holds; else None."""
        try:
            said = self._invitations.loads(invitation)
            debate, scope, until = said["d"], said["s"], int(said["x"])
        except (BadData, KeyError, TypeError, ValueError):
            return None
        if scope != "audience" or until < self._clock():
            return None
        return Visitor(new_id(), str(debate), until)


def new_id() -> str:
    """What tells a new browser apart from the others."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def _slowly(token: str) -> bytes:
    """The key from the token. Guests hold what it signed: trying out tokens on that must be slow."""
    return hashlib.scrypt(token.encode("utf-8", "replace"), salt=b"rostra studio", n=2**14, r=8, p=1, dklen=32)


_access: Access | None = None
_once = threading.Lock()


def the_access() -> Access:
    """What opens the studio of this process. `WrongUse` for settings that cannot be read."""
    global _access
    with _once:
        if _access is None:
            given = Settings().access_token
            _access = Access(given.get_secret_value() if given else None, login=the_login())
        return _access


def share() -> Access:
    """See to it that the studio of this process asks for a token, and says which: the one that is set, or one made up for this process.
    Where people log in, that is the door, and no token is made up."""
    global _access
    access = the_access()
    with _once:
        token = access.token or (None if access.login else secrets.token_urlsafe(16))
        _access = Access(token, login=access.login, shown=True)
        return _access


def forget() -> None:
    """Read the settings anew when next asked."""
    global _access
    with _once:
        _access = None
