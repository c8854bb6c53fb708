"""One door for everything: who is let in, how far, and what the others are told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from rostra.errors import WrongUse
from rostra.settings import Settings
from rostra.web import tokens
from rostra.web.brake import Brake, TooMany, neighbourhood
from rostra.web.guard import Guard
from rostra.web.tokens import Access, Visitor

TOKEN = "open-sesame-1"
HERE = "http://127.0.0.1:8501"
PAGE = {"accept": "text/html,*/*"}
SERVED = ("/", "/rostra/feed/risk", "/media/abc.md", "/_stcore/health", "/static/x.js", "/library?debate=risk")


async def said(request: Request) -> HTMLResponse | JSONResponse:
    visitor: Visitor = request.scope["rostra.visitor"]
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse("<p>A page</p>")
    return JSONResponse({"id": visitor.id, "debate": visitor.debate, "path": request.url.path})


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def client(access: Access, *, at: str = HERE, peer: str = "127.0.0.1", base: str = "") -> TestClient:
    served: Any = Starlette(
        routes=[WebSocketRoute("/_stcore/stream", talk), Route("/{path:path}", said, methods=["GET", "POST", "PUT"])],
        middleware=[Middleware(Guard, access=lambda: access, base=lambda: base)],
    )
    return TestClient(served, base_url=at, client=(peer, 50000), follow_redirects=False)


@pytest.fixture
def locked() -> TestClient:
    """A studio that asks for a token, and is asked from elsewhere."""
    return client(Access(TOKEN), at="http://192.0.2.7:8501", peer="192.0.2.9")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits take no time; how long they would have been."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("rostra.web.brake.asyncio.sleep", wait)
    return waits


def connect(asking: TestClient, **headers: str) -> str:
    url = asking.base_url.copy_with(scheme="ws", path="/_stcore/stream")
    with asking.websocket_connect(str(url), headers=headers) as socket:
        return socket.receive_text()


# -- without a token


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "studio.localhost", "[::1]:8501"])
def test_a_studio_without_a_token_is_open_to_its_own_machine(host: str) -> None:
    asking = client(Access())
    for path in SERVED:
        assert asking.get(path, headers={"host": host}).status_code == 200
    assert connect(asking, host=host, origin=f"http://{host}") == "hello"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "localhost@evil.example", "192.0.2.7", "", "a b"],
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    asking = client(Access())
    for path in SERVED:
        assert asking.get(path, headers={"host": host}).status_code == 403
    with pytest.raises(WebSocketDisconnect):
        connect(asking, host=host)


def test_other_machines_are_refused_whatever_name_they_say_and_told_the_way() -> None:
    asking = client(Access(), peer="192.0.2.9")
    assert asking.get("/").json()["error"].startswith("This studio is open to the machine it runs on")
    assert "rostra studio --share" in asking.get("/", headers=PAGE).text
    assert client(Access(), peer="::ffff:127.0.0.1").get("/").status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://localhost:8501"])
@pytest.mark.parametrize("access", [Access(), Access(TOKEN)], ids=["open", "locked"])
def test_what_other_sites_pages_send_is_refused(access: Access, origin: str) -> None:
    asking = client(access)
    asking.cookies.set("rostra_8501", access.cookie(Visitor("me")))
    assert asking.post("/rostra/anything", headers={"origin": origin}).status_code == 403
    assert asking.put("/_stcore/upload_file/a/b", headers={"origin": origin}).status_code == 403
    with pytest.raises(WebSocketDisconnect):
        connect(asking, origin=origin)
    assert asking.post("/rostra/anything", headers={"origin": HERE}).status_code == 200
    assert asking.post("/rostra/anything", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert connect(asking, origin=HERE) == "hello"


# -- with a token


def test_everything_is_closed_to_whoever_has_no_cookie(locked: TestClient) -> None:
    for path in SERVED:
        assert locked.get(path).status_code == 401
        assert locked.get(path).json() == {"error": "This studio asks for its access token."}
        assert locked.post(path.partition("?")[0]).status_code == 401
    page = locked.get("/library?debate=risk", headers=PAGE)
    assert page.status_code == 401
    assert 'name="token"' in page.text
    with pytest.raises(WebSocketDisconnect):
        connect(locked)


def test_the_form_asks_for_nothing_elsewhere(locked: TestClient) -> None:
    page = locked.get("/<script>?a=\"'><script>", headers=PAGE)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in page.text
    assert "http" not in page.text.replace('http-equiv="', "")


def test_the_token_in_the_address_opens_everything_and_leaves_the_address(locked: TestClient) -> None:
    answer = locked.get(f"/library?debate=risk&token={TOKEN}&turn=a%26b")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/library?debate=risk&turn=a%26b"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("rostra_8501=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=2592000" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie
    for path in SERVED:
        assert locked.get(path).status_code == 200
    assert connect(locked) == "hello"


def test_the_form_opens_everything_and_leads_back(locked: TestClient) -> None:
    form = {"token": TOKEN, "next": "/library?debate=risk"}
    answer = locked.post("/rostra/login", data=form, headers={"origin": "http://192.0.2.7:8501"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/library?debate=risk")
    assert locked.get("/").status_code == 200
    # Sent again from another tab, it leads back too.
    assert locked.post("/rostra/login", data={"token": "", "next": "/x"}).headers["location"] == "/x"


@pytest.mark.parametrize(
    "there", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nset-cookie: x=y"]
)
def test_nobody_is_led_elsewhere(locked: TestClient, there: str) -> None:
    answer = locked.post("/rostra/login", data={"token": TOKEN, "next": there})
    assert answer.headers["location"] == "/"
    assert "x" not in answer.cookies


def test_an_address_with_two_slashes_leads_nowhere_else(locked: TestClient) -> None:
    answer = locked.get(f"http://192.0.2.7:8501//evil.example/x?token={TOKEN}")
    assert urlsplit(answer.headers["location"]).netloc == ""


def test_over_https_the_cookie_stays_there() -> None:
    asking = client(Access(TOKEN), at="https://studio.example", peer="192.0.2.9")
    assert "Secure" in asking.get(f"/?token={TOKEN}").headers["set-cookie"]


@pytest.mark.usefixtures("quick")
def test_a_wrong_token_opens_nothing(locked: TestClient) -> None:
    for wrong in ("", "open", TOKEN + "x", TOKEN.upper(), "ö"):
        answer = locked.get("/", params={"token": wrong}, headers=PAGE)
        assert answer.status_code == 401
        assert "That is not the token." in answer.text
        assert locked.post("/rostra/login", data={"token": wrong}, headers=PAGE).status_code == 401
    assert locked.post("/rostra/login", content=b"token=" + TOKEN.encode() + b"&x=" + b"x" * 5000).status_code == 401
    assert not locked.cookies


def test_who_guesses_waits_longer_each_time(locked: TestClient, quick: list[float]) -> None:
    for _ in range(8):
        locked.get("/?token=wrong")
    assert quick[0] == 0
    assert 0 < quick[1] <= 0.5
    assert quick[2] > quick[1]
    assert max(quick) > 7
    assert locked.get(f"/?token={TOKEN}").status_code == 303, "late, but let in"
    locked.cookies.clear()
    locked.get("/?token=wrong")
    assert quick[-1] == 0, "whoever knew it begins anew"


async def test_many_guesses_at_once_wait_in_turn_and_not_many_of_them() -> None:
    brake = Brake()
    assert not await brake.attempt("a", lambda: False)
    began = time.monotonic()
    tried = await asyncio.gather(*(brake.attempt("a", lambda: False) for _ in range(6)), return_exceptions=True)
    assert sum(isinstance(each, TooMany) for each in tried) == 2
    assert time.monotonic() - began > 1.4
    began = time.monotonic()
    assert await brake.attempt("b", lambda: True)
    assert time.monotonic() - began < 0.2


def test_failures_are_forgotten_in_time_and_never_too_many_kept() -> None:
    now = 0.0
    brake = Brake(lambda: now)
    for number in range(3_000):
        asyncio.run(brake.attempt(str(number), lambda: False))
    now = 10_000.0
    assert asyncio.run(brake.attempt("2999", lambda: True))


def test_an_address_is_what_costs_something_to_have() -> None:
    assert neighbourhood("192.0.2.9") == neighbourhood("::ffff:192.0.2.9") == "192.0.2.9"
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::2:3%eth0") != neighbourhood("2001:db8:1::1")
    assert neighbourhood("testclient") == "testclient"


# -- cookies


@pytest.mark.parametrize(
    "forged",
    [
        lambda good: good[:-2] + ("aa" if not good.endswith("aa") else "bb"),
        lambda good: good.partition(".")[2],
        lambda good: "",
        lambda good: "a.b.c",
        lambda good: Access("another-token").cookie(Visitor("me")),
        lambda good: Access().cookie(Visitor("me")),
        lambda good: Access(TOKEN).invitation("risk"),
        lambda good: "\x00\xff",
    ],
)
def test_a_cookie_that_was_not_made_here_opens_nothing(locked: TestClient, forged: Callable[[str], str]) -> None:
    cookie = forged(Access(TOKEN).cookie(Visitor("me")))
    assert locked.get("/", headers={"cookie": f"rostra_8501={cookie}".encode("latin-1")}).status_code == 401


def test_a_cookie_outlives_a_restart_with_the_token_and_none_without() -> None:
    assert Access(TOKEN).visitor(Access(TOKEN).cookie(Visitor("me"))) == Visitor("me")
    assert Access().visitor(Access().cookie(Visitor("me"))) is None


def test_two_studios_on_one_machine_keep_their_cookies_apart() -> None:
    one, other = (client(Access(TOKEN), at=f"http://127.0.0.1:{port}") for port in (8501, 8502))
    names = {asking.get(f"/?token={TOKEN}").headers["set-cookie"].partition("=")[0] for asking in (one, other)}
    assert names == {"rostra_8501", "rostra_8502"}


def test_every_answer_is_told_not_to_reach_elsewhere(locked: TestClient) -> None:
    locked.get(f"/?token={TOKEN}")
    page = locked.get("/", headers=PAGE)
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["form-action"] == policy["frame-ancestors"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert not any("http" in allowed or "*" in allowed for allowed in policy.values())
    assert "content-security-policy" not in locked.get("/").headers


# -- guests

AUDIENCE = "/rostra/audience/risk"
FOR_GUESTS = [
    ("GET", AUDIENCE),
    ("GET", f"{AUDIENCE}/state"),
    ("POST", f"{AUDIENCE}/vote"),
    ("POST", f"{AUDIENCE}/question"),
]
NOT_FOR_GUESTS = [
    *(("GET", path) for path in SERVED),
    ("GET", "/rostra/audience/other"),
    ("GET", f"{AUDIENCE}/"),
    ("GET", f"{AUDIENCE}/vote"),
    ("GET", "/rostra/audience/risk/../other"),
    ("GET", "/rostra/audience/risk%2f..%2fother"),
    ("POST", AUDIENCE),
    ("POST", f"{AUDIENCE}/state"),
    ("POST", "/rostra/audience/other/vote"),
    ("PUT", "/_stcore/upload_file/a/b"),
    ("POST", "/rostra/login"),
]


@pytest.fixture
def guest(locked: TestClient) -> TestClient:
    answer = locked.get(f"{AUDIENCE}?guest={Access(TOKEN).invitation('risk')}")
    assert (answer.status_code, answer.headers["location"]) == (303, AUDIENCE)
    assert "Max-Age=86400" in answer.headers["set-cookie"]
    return locked


def test_a_guest_is_let_into_the_audience_of_one_debate(guest: TestClient) -> None:
    for method, path in FOR_GUESTS:
        answer = guest.request(method, path)
        assert answer.status_code == 200
        assert answer.json()["debate"] == "risk"
        assert len(answer.json()["id"]) == 16


@pytest.mark.parametrize(("method", "path"), NOT_FOR_GUESTS)
def test_and_to_nothing_else(guest: TestClient, method: str, path: str) -> None:
    answer = guest.request(method, path, data={"token": TOKEN} if method == "POST" else None)
    assert answer.status_code == 403
    assert "nothing else" in answer.json()["error"]


def test_a_guest_has_no_websocket_and_is_shown_the_way_back(guest: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect):
        connect(guest)
    assert f'href="{AUDIENCE}"' in guest.get("/", headers=PAGE).text


def test_a_guest_who_has_the_token_is_a_guest_no_longer_and_stays_who_they_are(guest: TestClient) -> None:
    before = guest.get(f"{AUDIENCE}/state").json()["id"]
    assert guest.get(f"/?token={TOKEN}").status_code == 303
    assert guest.get("/").json() == {"id": before, "debate": None, "path": "/"}
    # And nobody becomes one again by looking at the code.
    guest.get(f"{AUDIENCE}?guest={Access(TOKEN).invitation('risk')}")
    assert guest.get("/").status_code == 200


def test_the_code_of_another_debate_changes_the_audience(guest: TestClient) -> None:
    before = guest.get(f"{AUDIENCE}/state").json()["id"]
    guest.get(f"/rostra/audience/other?guest={Access(TOKEN).invitation('other')}")
    assert guest.get("/rostra/audience/other/state").json()["id"] == before
    assert guest.get(AUDIENCE).status_code == 403


def test_an_invitation_is_for_its_debate_and_its_day_and_no_key(locked: TestClient) -> None:
    yesterday = Access(TOKEN, clock=lambda: time.time() - 26 * 60 * 60)
    for address in (
        f"/rostra/audience/other?guest={Access(TOKEN).invitation('risk')}",
        f"/?guest={Access(TOKEN).invitation('risk')}",
        f"{AUDIENCE}?guest={yesterday.invitation('risk')}",
        f"{AUDIENCE}?guest={Access('another-token').invitation('risk')}",
        f"{AUDIENCE}?guest={Access(TOKEN).cookie(Visitor('me'))}",
        f"{AUDIENCE}?guest=",
    ):
        assert locked.get(address, headers=PAGE).status_code == 401
    assert locked.get(f"/?token={Access(TOKEN).invitation('risk')}").status_code == 401


def test_a_guests_time_is_over_after_a_day(locked: TestClient) -> None:
    over = Access(TOKEN).cookie(Visitor("me", "risk", int(time.time()) - 1))
    assert locked.get(AUDIENCE, headers={"cookie": f"rostra_8501={over}"}).status_code == 401


def test_an_invitation_stays_the_same_for_a_while() -> None:
    at = 7_200.0
    access = Access(TOKEN, clock=lambda: at)
    first = access.invitation("risk")
    at = 10_700.0
    assert access.invitation("risk") == first
    at = 10_801.0
    assert access.invitation("risk") != first


def test_on_its_own_machine_a_code_locks_nobody_out() -> None:
    access = Access()
    asking = client(access)
    assert asking.get(f"{AUDIENCE}?guest={access.invitation('risk')}").status_code == 303
    known = asking.get(f"{AUDIENCE}/state").json()
    assert known["debate"] is None
    assert asking.get("/").json()["id"] == known["id"]


def test_an_open_studio_tells_the_browsers_of_its_audience_apart() -> None:
    asking = client(Access())
    assert "set-cookie" not in asking.get("/").headers
    first = asking.get(AUDIENCE, headers=PAGE)
    assert first.status_code == 200
    assert "Max-Age" not in first.headers["set-cookie"]
    assert "set-cookie" not in asking.get(AUDIENCE).headers
    assert asking.get(f"{AUDIENCE}/state").json()["id"] == asking.get(AUDIENCE).json()["id"]


# -- where it comes from


def test_a_studio_under_a_path_is_guarded_and_served_there() -> None:
    asking = client(Access(TOKEN), base="debates/")
    door = asking.get("/debates/library", headers=PAGE)
    assert 'action="/debates/rostra/login"' in door.text
    assert 'value="/debates/library"' in door.text
    answer = asking.post("/debates/rostra/login", data={"token": TOKEN, "next": "/debates/library"})
    assert answer.headers["location"] == "/debates/library"
    assert asking.get("/debates/rostra/feed/risk").json()["path"] == "/rostra/feed/risk"
    assert asking.get("/debates/media/x").json()["path"] == "/debates/media/x"


def test_the_token_is_read_from_the_settings_and_made_up_to_share(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens.forget()
    assert tokens.the_access().open
    made = tokens.share()
    assert tokens.the_access() is made
    assert made.shown
    assert len(made.token or "") >= 20
    monkeypatch.setenv("ROSTRA_ACCESS_TOKEN", f" {TOKEN}\n")
    tokens.forget()
    assert tokens.the_access().matches(TOKEN)
    assert not tokens.the_access().shown
    assert tokens.share().matches(TOKEN)
    assert TOKEN not in repr(Settings())
    tokens.forget()


def test_a_token_that_is_easily_guessed_is_refused_and_the_studio_stays_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_ACCESS_TOKEN", "short")
    with pytest.raises(WrongUse, match=r"ROSTRA_ACCESS_TOKEN cannot be read.* 8 characters") as caught:
        Settings()
    assert "short" not in str(caught.value)
    tokens.forget()
    served: Any = Starlette(routes=[Route("/", lambda _: PlainTextResponse("in"))], middleware=[Middleware(Guard)])
    answer = TestClient(served, base_url=HERE, client=("127.0.0.1", 1)).get("/", headers=PAGE)
    assert answer.status_code == 503
    assert "ROSTRA_ACCESS_TOKEN" in answer.text
    tokens.forget()


def test_the_query_survives_as_it_was(locked: TestClient) -> None:
    answer = locked.get(f"/?a=1&a=2&b=%C3%BC&token={TOKEN}")
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {"a": ["1", "2"], "b": ["ü"]}
