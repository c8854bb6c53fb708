"""An OpenID provider of the tests' own, on this machine: its login form asks only who one is."""

from __future__ import annotations

import contextlib
import html
import random
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

MUCH = random.Random(1).randbytes(3_000).hex()
CLIENT, SECRET = "rostra-tests", "the provider's secret"
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "ana": {"name": "Ana Lima", "email": "Ana@Example.org", "email_verified": True},
    "ben": {"name": "Ben (simulated) <b>", "email": "ben@example.org", "email_verified": True},
    "eve": {"name": "Eve", "email": "ana@example.org", "email_verified": False},
    "zoe": {"name": "Zoë", "picture": MUCH, "email": "zoe@example.org", "email_verified": True},
}
"""By subject. Eve says she is Ana, and nobody has looked; so much is known of Zoë that her cookie comes in parts."""


@dataclass
class Provider:
    """What it knows while it runs."""

    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    codes: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    """Code to the subject, and how it was asked for."""
    left: list[str] = field(default_factory=list)
    """Where people who logged out were sent back to."""

    async def discovery(self, request: Request) -> Response:
        ends = ("authorization", "token", "userinfo", "end_session")
        return JSONResponse(
            {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/jwks",
                **{f"{name}_endpoint": f"{self.url}/{name}" for name in ends},
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorization(self, request: Request) -> Response:
        """The form on GET; back with a code on POST."""
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        if request.method == "GET":
            buttons = "".join(f'<button name="who" value="{html.escape(sub)}">{sub}</button>' for sub in PEOPLE)
            return HTMLResponse(f"<title>Provider</title><form method=post>{buttons}</form>")
        who = parse_qs((await request.body()).decode())["who"][0]
        code = secrets.token_urlsafe(12)
        self.codes[code] = who, asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 303)

    async def token(self, request: Request) -> Response:
        said = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        who, asked = self.codes.pop(said["code"])
        if said["redirect_uri"] != asked["redirect_uri"] or not said.get("code_verifier"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.url, "sub": who, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims | dict(PEOPLE[who]), self.key)
        return JSONResponse({"access_token": who, "token_type": "Bearer", "expires_in": 300, "id_token": token})

    async def userinfo(self, request: Request) -> Response:
        who = request.headers["authorization"].removeprefix("Bearer ")
        return JSONResponse({"sub": who, **PEOPLE[who]})

    async def end_session(self, request: Request) -> Response:
        there = request.query_params["post_logout_redirect_uri"]
        self.left.append(there)
        return RedirectResponse(there, 303)

    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/jwks", self.jwks),
            Route("/authorization", self.authorization, methods=["GET", "POST"]),
            Route("/token", self.token, methods=["POST"]),
            Route("/userinfo", self.userinfo),
            Route("/end_session", self.end_session),
        ]

    def secrets(self, redirect: str, *names: str, more: str = "") -> str:
        """A `secrets.toml` for a studio at that address, with a section for each name, or one for the provider alone."""
        said = (
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.url}/.well-known/openid-configuration"\n'
        )
        sections = "".join(f"[auth.{name}]\n{said}" for name in names) if names else said
        return f'[auth]\nredirect_uri = "{redirect}"\ncookie_secret = "{COOKIE_SECRET}"\n{sections}{more}'


COOKIE_SECRET = "of the tests and of nobody else, 0123456789"


@contextlib.contextmanager
def providing() -> Iterator[Provider]:
    """A provider for the length of a test."""
    provider = Provider()
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=provider.routes()), host="127.0.0.1", port=0, log_level="warning", ws="none")
    )
    thread = threading.Thread(target=server.run, name="oidc provider")
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        provider.url = f"http://127.0.0.1:{port}"
        yield provider
    finally:
        server.should_exit = True
        thread.join()
