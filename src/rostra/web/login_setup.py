"""The studio's login as `secrets.toml` sets it up: Streamlit's `[auth]`, and what only the studio asks of it, `[rostra]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rostra.errors import WrongUse

SHORTEST_SECRET = 32
"""Characters of `cookie_secret`: it signs who somebody is, and whoever logs in holds something to try guesses on."""
_NEEDED = ("client_id", "client_secret", "server_metadata_url")


@dataclass(frozen=True, slots=True)
class Setup:
    """What the secrets say of the login."""

    secret: str
    """Signs cookies."""
    redirect: str
    """Where the provider sends people back to; `{port}` in it stands for the studio's own."""
    providers: Mapping[str, str]
    """Name in the secrets to how it is called on its button."""
    trusted: frozenset[str] = frozenset()
    """Providers whose e-mail addresses count though they never say that they are verified."""
    allowed: tuple[str, ...] = ()
    """Addresses, and hosts as `@example.org`, for whom this studio is; empty for everybody."""

    @property
    def origin(self) -> str:
        """Where browsers reach this studio, `https://debates.example.org`. A login holds for this name and for no other."""
        from streamlit import config

        parts = urlsplit(self.redirect.replace("{port}", str(config.get_option("server.port"))))
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secure(self) -> bool:
        """Whether browsers come by HTTPS, whatever a proxy before the studio makes of it."""
        return self.redirect.startswith("https:")


def setup() -> Setup | None:
    """What the secrets of this process say; None where they have no `[auth]`. `WrongUse` for secrets that cannot be read, and for a login
    that is half set up: such a studio would be open to people it was meant to be closed to."""
    secrets = _secrets()
    if "auth" not in secrets:
        return None
    _must_be_installed()
    return of(secrets)


def of(secrets: Mapping[str, Any]) -> Setup:
    """`secrets`: all of the file, with a section `auth`. `WrongUse`."""
    auth, own = _table(secrets, "auth"), _table(secrets, "rostra")
    if auth.get("expose_tokens"):
        raise _wrong("expose_tokens hands the provider's tokens to pages.", "The studio needs none; take it out.")
    providers = _providers(auth)
    trusted = frozenset(_texts(own, "trust_email"))
    if strangers := trusted - providers.keys():
        raise _wrong(f"trust_email names no provider: {sorted(strangers)}.", f"There are {sorted(providers)}.")
    allowed = tuple(text.strip().casefold() for text in _texts(own, "allowed"))
    return Setup(_secret(auth), _redirect(auth), providers, trusted, allowed)


def _table(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = secrets.get(name, {})
    if not isinstance(found, Mapping):
        raise _wrong(f"{name} is not a section.", f"Write it as [{name}].")
    return found


def _texts(table: Mapping[str, Any], name: str) -> list[str]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        raise _wrong(f"{name} in [rostra] is not a list of texts.", f'Write it as {name} = ["…"].')
    return found


def _secret(auth: Mapping[str, Any]) -> str:
    secret = auth.get("cookie_secret")
    if not isinstance(secret, str) or len(secret) < SHORTEST_SECRET:
        raise _wrong(
            f"[auth] needs a cookie_secret of {SHORTEST_SECRET} characters or more.",
            'Make one up: python -c "import secrets; print(secrets.token_hex(32))".',
        )
    return secret


def _redirect(auth: Mapping[str, Any]) -> str:
    found = auth.get("redirect_uri")
    parts = urlsplit(found if isinstance(found, str) else "")
    if parts.scheme not in ("http", "https") or not parts.netloc or not parts.path.endswith("/oauth2callback"):
        raise _wrong(
            "[auth] needs a redirect_uri that leads back to this studio.",
            "It is the studio's address with /oauth2callback, https://debates.example.org/oauth2callback.",
        )
    return parts.geturl()


def _providers(auth: Mapping[str, Any]) -> dict[str, str]:
    sections = {name: table for name, table in auth.items() if isinstance(table, Mapping) and name != "client_kwargs"}
    if any(key in auth for key in _NEEDED):
        sections = {"default": auth, **sections}
    if not sections:
        raise _wrong("[auth] names no provider.", f"Give it {', '.join(_NEEDED)}, or a section [auth.NAME] with them.")
    for name, table in sections.items():
        where = "[auth]" if name == "default" else f"[auth.{name}]"
        if missing := [key for key in _NEEDED if not table.get(key)]:
            raise _wrong(f"{where} lacks {', '.join(missing)}.", "The provider says what belongs there.")
        if "_" in name or not name.isprintable() or "/" in name:
            raise _wrong(f"{where} cannot be called so.", "Take small letters and no underscore.")
    return {name: _title(name, table) for name, table in sections.items()}


def _title(name: str, table: Mapping[str, Any]) -> str:
    if name != "default":
        return name.replace("-", " ").title() if name.islower() else name
    return str(urlsplit(str(table["server_metadata_url"])).hostname or "your account").removeprefix("accounts.")


def _wrong(fact: str, remedy: str) -> WrongUse:
    return WrongUse(f"secrets.toml: {fact}", remedy=remedy)


def _secrets() -> Mapping[str, Any]:
    from streamlit import config
    from streamlit.errors import StreamlitSecretNotFoundError
    from streamlit.runtime.secrets import secrets_singleton

    try:
        return secrets_singleton.to_dict()
    except StreamlitSecretNotFoundError as error:
        if not any(Path(path).exists() for path in config.get_option("secrets.files")):
            return {}
        raise _wrong("it cannot be read.", str(error)) from None
    except (OSError, ValueError) as error:
        raise _wrong("it cannot be read.", str(error)) from None


def _must_be_installed() -> None:
    from streamlit.auth_util import is_authlib_installed

    if not is_authlib_installed():
        raise _wrong("[auth] asks for a login, and Authlib is not installed.", "pip install rostra[auth]")
