"""Who sits at this window: logged in or not, a name to be known by in transcripts, a key for this session, seats held. In the session's
memory only."""

from __future__ import annotations

import secrets

import streamlit as st
from pydantic import SecretStr

from rostra.ledger import Message
from rostra.settings import Settings
from rostra.web.hub import BY, Hub, the_hub
from rostra.web.login import Person, the_login
from rostra.web.their_hub import LoggedOut, TheirHub

_NAME, _KEY, _TOKEN = "visitor name", "visitor key", "visitor token"


def person() -> Person | None:
    """Who is logged in at this window; None where nobody is, or where nobody does."""
    login = the_login()
    if login is None or not st.user.get("is_logged_in"):
        return None
    return login.person(st.context.cookies)


def hub() -> Hub:
    """The hub, as this visitor may use it. `LoggedOut` where people log in, and nobody is."""
    login = the_login()
    if login is None:
        return the_hub()
    somebody = person()
    if somebody is None:
        raise LoggedOut
    return TheirHub(the_hub(), login, somebody)


def name() -> str:
    """What this visitor is called in transcripts."""
    somebody = person()
    return str(st.session_state.get(_NAME) or "").strip()[:60] or (somebody.name if somebody else BY)


def voter() -> str:
    """Who votes. Somebody who logged in has one vote, whatever name they say."""
    somebody = person()
    if somebody is not None:
        return f"{somebody.name} {somebody.mark[:4]}"
    by = name()
    return by if by != Message.model_fields["by"].default else f"Visitor {token()[:4]}"


def ask_name(container: st.delta_generator.DeltaGenerator | None = None) -> None:
    """A field for the name."""
    (container or st).text_input(
        "Your name, as the transcript will show it",
        key=_NAME,
        placeholder=name(),
        max_chars=60,
        persist_state="session",
    )


def token() -> str:
    """Tells this window from others; never shown."""
    return str(st.session_state.setdefault(_TOKEN, secrets.token_urlsafe(12)))


def key() -> SecretStr | None:
    """The Anthropic key given in this session."""
    kept = st.session_state.get(_KEY)
    return kept if isinstance(kept, SecretStr) else None


def keep_key(value: str) -> None:
    """Keep a key for this session. `WrongUse` for what cannot be one."""
    st.session_state[_KEY] = (
        Settings(api_key=SecretStr(value.strip()), _env_file=None).api_key if value.strip() else None
    )


def settings(hub: Hub) -> Settings:
    """The hub's settings, with this session's key where there is one."""
    mine = key()
    return hub.settings.model_copy(update={"api_key": mine}) if mine else hub.settings
