"""Who is logged in: whom a cookie vouches for, for how long, and what the secrets must say."""

from __future__ import annotations

import random
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("streamlit", reason="needs the extra ui: pip install rostra[ui]")

from logins import ORIGIN, SETUP, cookies, person, said_of
from rostra.errors import WrongUse
from rostra.web import login_setup
from rostra.web.login import LOGIN_DAYS, USER_COOKIE, Login, email
from rostra.web.login_setup import Setup, of

ROOT = Path(__file__).resolve().parents[2]
DAY = 86_400
GOOD: dict[str, Any] = {
    "redirect_uri": f"{ORIGIN}/oauth2callback",
    "cookie_secret": "0123456789" * 4,
    "client_id": "rostra",
    "client_secret": "hush",
    "server_metadata_url": "https://accounts.house.example/.well-known/openid-configuration",
}


@pytest.fixture
def login() -> Login:
    return Login(SETUP)


# -- whom a cookie vouches for


def test_somebody_is_the_same_whatever_they_are_called_and_wherever_they_write_from(login: Login) -> None:
    before, after = person(login, "ana"), person(login, "ana", name="Ana Lima", email="lima@example.org")
    assert before.id == after.id
    assert before.mark == after.mark
    assert (after.name, after.email) == ("Ana Lima", "lima@example.org")
    assert len(before.mark) == 16
    assert "ana" not in before.id


def test_people_of_two_providers_and_of_two_spellings_are_different_people(login: Login) -> None:
    everybody = [
        person(login, "ana"),
        person(login, "ANA"),
        person(login, "ana", iss="https://other.example"),
        person(login, "https://house.example ana", iss="x"),
    ]
    assert len({each.id for each in everybody}) == 4
    assert all(each.id == each.id.casefold() for each in everybody), "ledgers keep people in small letters"


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({}, True),
        ({"email": " Ana@Example.ORG "}, True),
        ({"email_verified": False}, False),
        ({"email_verified": "true"}, False),
        ({"email_verified": None}, False),
        ({"email": None}, False),
        ({"email": "ana"}, False),
        ({"email": "ana@example.org, ben@example.org"}, False),
        ({"email": ["ana@example.org"]}, False),
    ],
)
def test_an_address_counts_when_the_provider_vouches_for_it(login: Login, claims: Any, counts: bool) -> None:
    found = person(login, "ana", **claims)
    assert found.email == ("ana@example.org" if counts else None)
    assert found.known_as == ((found.id, "ana@example.org") if counts else (found.id,))


def test_or_when_the_studio_trusts_it_to() -> None:
    trusting = Login(Setup(SETUP.secret, SETUP.redirect, SETUP.providers, frozenset({"house"})))
    assert person(trusting, "ana", email_verified=None).email == "ana@example.org"


def test_an_address_never_is_what_another_person_is_known_by(login: Login) -> None:
    ana = person(login, "ana")
    assert person(login, "eve", email=ana.id).email is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ben (simulated) <b>", "Ben simulated b"),
        ("", "ben"),
        (None, "ben"),
        ("\u202e()", "ben"),
        ("x" * 500, "x" * 40),
    ],
)
def test_a_name_is_shown_as_names_are_in_transcripts(login: Login, name: Any, shown: str) -> None:
    assert person(login, "ben", name=name).name == shown


@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": False},
        {"is_logged_in": "yes"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": None},
        {"provider": "default"},
        {"iss": None},
        {"sub": ""},
        {"sub": 7},
        {"iat": None},
        {"iat": int(time.time()) - LOGIN_DAYS * DAY - 1},
    ],
)
def test_a_cookie_that_says_less_vouches_for_nobody(login: Login, claims: Any) -> None:
    assert login.person(cookies(said_of("ana", **claims))) is None


def test_a_cookie_that_was_not_made_here_vouches_for_nobody(login: Login) -> None:
    good = cookies(said_of("ana"))[USER_COOKIE]
    forged = [
        cookies(said_of("ana"), secret="another")[USER_COOKIE],
        good[:-2] + ("aa" if not good.endswith("aa") else "bb"),
        good.partition(".")[2],
        "",
        "chunks-2",
        "\x00\xff",
    ]
    assert all(login.person({USER_COOKIE: each}) is None for each in forged)
    assert login.person({"_streamlit_user_tokens": good}) is None
    assert login.person(cookies(["ana"])) is None
    assert login.person({}) is None


def test_a_cookie_in_parts_is_read_whole_and_a_part_alone_is_nobodys(login: Login) -> None:
    parts = cookies(said_of("zoe", picture=random.Random(1).randbytes(6_000).hex()))
    assert len(parts) > 2
    assert login.person(parts) is not None
    assert login.person(dict(list(parts.items())[:-1])) is None


def test_a_login_holds_for_a_week(login: Login) -> None:
    at = time.time()
    patient = Login(SETUP, clock=lambda: at)
    ana = person(patient, "ana")
    at += LOGIN_DAYS * DAY - 60
    assert patient.holds(ana)
    at += 120
    assert not patient.holds(ana)


def test_who_logged_out_stays_out_with_a_copied_cookie_and_comes_in_with_a_new_one(login: Login) -> None:
    kept = cookies(said_of("ana"))
    ana = login.person(kept)
    assert ana is not None
    login.end(ana)
    assert not login.holds(ana)
    assert login.person(kept) is None
    assert login.person(cookies(said_of("ana", nonce="again"))) is not None


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (" Ana@Example.org ", "ana@example.org"),
        ("ana", None),
        ("@example.org", None),
        ("ana@", None),
        ("a b@example.org", None),
        ("ana@example.org\n", "ana@example.org"),
        ("ana\n@example.org", None),
        ("a" * 250 + "@example.org", None),
    ],
)
def test_an_address_is_kept_in_one_spelling(address: str, kept: str | None) -> None:
    assert email(address) == kept


@pytest.mark.parametrize(
    ("allowed", "ana", "mallory"),
    [
        ((), True, True),
        (("ana@example.org",), True, False),
        (("@example.org",), True, False),
        (("@e.org",), False, False),
    ],
)
def test_a_studio_is_for_whom_it_says(allowed: tuple[str, ...], ana: bool, mallory: bool) -> None:
    closed = Login(Setup(SETUP.secret, SETUP.redirect, SETUP.providers, allowed=allowed))
    assert closed.admits(person(closed, "ana")) == ana
    assert closed.admits(person(closed, "mallory", email="mallory@evil-example.org")) == mallory
    assert closed.admits(person(closed, "eve", email="ana@example.org", email_verified=False)) == (not allowed)


# -- what the secrets say


def test_the_recipe_in_the_documents_is_one() -> None:
    text = (ROOT / "docs" / "login.md").read_text()
    recipes = [part.partition("```")[0] for part in text.split("```toml\n")[1:]]
    assert len(recipes) >= 2
    for recipe in recipes:
        found = of(tomllib.loads(recipe.replace("MAKE-ONE-UP", "0123456789" * 4)))
        assert found.origin.startswith("http")
        with pytest.raises(WrongUse, match="cookie_secret"):
            of(tomllib.loads(recipe))


def test_one_provider_is_called_after_its_host_and_several_after_their_names() -> None:
    assert of({"auth": GOOD}).providers == {"default": "house.example"}
    several = {key: GOOD[key] for key in ("redirect_uri", "cookie_secret")}
    several |= {"google": GOOD, "big-house": GOOD}
    assert of({"auth": several}).providers == {"google": "Google", "big-house": "Big House"}


def test_https_is_known_by_the_address_that_people_are_led_back_to() -> None:
    assert not of({"auth": GOOD}).secure
    there = of({"auth": GOOD | {"redirect_uri": "https://debates.example.org/base/oauth2callback"}})
    assert there.secure
    assert there.origin == "https://debates.example.org"


@pytest.mark.parametrize(
    ("auth", "rostra", "complaint"),
    [
        ({"cookie_secret": "short"}, {}, "cookie_secret of 32 characters"),
        ({"cookie_secret": None}, {}, "cookie_secret"),
        ({"redirect_uri": "http://127.0.0.1:8501/"}, {}, "redirect_uri"),
        ({"redirect_uri": "oauth2callback"}, {}, "redirect_uri"),
        ({"client_secret": ""}, {}, r"\[auth\] lacks client_secret"),
        ({"google": {"client_id": "x"}}, {}, r"\[auth.google\] lacks client_secret, server_metadata_url"),
        ({"my_house": GOOD}, {}, "cannot be called so"),
        ({"expose_tokens": "id"}, {}, "expose_tokens"),
        ({}, {"trust_email": ["google"]}, "trust_email names no provider"),
        ({}, {"allowed": "ana@example.org"}, "allowed"),
        ({}, "x", "rostra is not a section"),
    ],
)
def test_a_login_that_is_half_set_up_is_refused_with_what_is_missing(auth: Any, rostra: Any, complaint: str) -> None:
    with pytest.raises(WrongUse, match=complaint) as caught:
        of({"auth": GOOD | auth, "rostra": rostra})
    assert "hush" not in str(caught.value)


def test_an_auth_that_names_nobody_is_refused() -> None:
    with pytest.raises(WrongUse, match="names no provider"):
        of({"auth": {key: GOOD[key] for key in ("redirect_uri", "cookie_secret")}})
    with pytest.raises(WrongUse, match="auth is not a section"):
        of({"auth": "google"})


def test_secrets_that_cannot_be_read_are_no_reason_to_be_open(
    a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit import config
    from streamlit.runtime.secrets import Secrets

    file = a_home_of_its_own / "secrets.toml"
    monkeypatch.setattr("streamlit.runtime.secrets.secrets_singleton", Secrets())
    monkeypatch.setattr(config, "get_option", lambda name: [str(file)] if name == "secrets.files" else None)
    assert login_setup.setup() is None, "no file, no login"
    file.write_text("[auth\nx = 1")
    with pytest.raises(WrongUse, match=r"secrets.toml: it cannot be read"):
        login_setup.setup()
    file.write_bytes(b"[auth]\nx = '\xff'")
    with pytest.raises(WrongUse, match=r"secrets.toml: it cannot be read"):
        login_setup.setup()
    file.write_text("[somebody-elses]\nx = 1")
    assert login_setup.setup() is None
